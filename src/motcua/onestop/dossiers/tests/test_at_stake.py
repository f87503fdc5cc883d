"""What the pages of acts show of what is about to be decided or undone."""

from dataclasses import replace

import pytest

from motcua.onestop.dossiers import events
from motcua.onestop.dossiers.actions import desk, hands, steps
from motcua.onestop.dossiers.examples import OWNER, Cast, copy_life, draft, permit_life
from motcua.onestop.dossiers.tests.pages import LATER, Browser, address
from motcua.onestop.dossiers.tests.test_timeline import DRAFTING, MOVED, recorded
from motcua.onestop.dossiers.views.at_stake import transfer_of

pytestmark = pytest.mark.django_db


def test_who_holds_what_is_taken_over(cast: Cast, browser: Browser) -> None:
    life = permit_life(cast)
    life.act(steps.forward, cast.second_planner)
    life.act(steps.assign, cast.planning_head, post_id=cast.planner.grants[0].post_id)
    page = browser.of(cast.second_planner, at=LATER).get(address(life, "nhan-thay"))
    assert "<dt>Người đang giữ</dt><dd>Lê Nguyễn Thùy Trang</dd>" in page


def test_who_sent_what_is_not_taken_and_why(cast: Cast, browser: Browser) -> None:
    life = copy_life(cast)
    to = cast.house.finance.pk
    life.act(hands.transfer, cast.ward_handler, agency_id=to, reason="Nộp nhầm nơi.")
    page = browser.of(cast.accountant, at=LATER).get(address(life, "khong-nhan"))
    assert "<dt>Người chuyển</dt><dd>Nguyễn Văn Út</dd>" in page
    assert "<dt>Lý do chuyển</dt><dd>Nộp nhầm nơi.</dd>" in page


def test_of_two_that_were_sent_each_has_its_own_sender() -> None:
    first, second = (
        recorded(events.Transferred(**{**MOVED, "opened": (replace(DRAFTING, number=number),)}))
        for number in (2, 4)
    )
    history = [first, second, recorded(events.Confirmed(item=4))]
    assert [transfer_of(number, history) for number in (2, 4, 3)] == [first, second, None]


@pytest.mark.parametrize("verb", ["dong-y-cho-rut", "khong-cho-rut"])
def test_who_asks_a_dossier_back_and_why(cast: Cast, browser: Browser, verb: str) -> None:
    life = copy_life(cast)
    life.ask_back(cast.ward_receiver)
    page = browser.of(cast.ward_head, at=LATER).get(f"/ho-so/{life.dossier.code}/{verb}/")
    assert "<dd>Nguyễn Thị Phương Uyên <span" in page
    assert "<dt>Lý do xin rút</dt><dd>Gia đình chưa làm nữa.</dd>" in page


def test_what_is_recalled_and_who_was_written_down(cast: Cast, browser: Browser) -> None:
    life = copy_life(cast)
    life.act(steps.propose, cast.ward_handler, draft=draft())
    life.sign(cast.ward_head)
    life.act(steps.issue, cast.ward_clerk)
    home = f"/ho-so/{life.dossier.code}/"
    head = browser.of(cast.ward_head, at=LATER)
    assert "Lê Minh Đức ký, phát hành ngày 02/11/2026" in head.get(f"{home}thu-hoi-ket-qua/")
    life.act(desk.hand_over, cast.ward_receiver, **OWNER, reason="Hộ nghèo.")
    page = head.get(f"{home}dinh-chinh-nguoi-nhan/")
    assert "<dt>Người nhận kết quả</dt><dd>Nguyễn Thị Phương Uyên" in page


def test_a_single_entry_is_there_to_be_mended(cast: Cast, browser: Browser) -> None:
    life = copy_life(cast)
    life.act(steps.propose, cast.ward_handler, draft=draft(), note="Kính chình.")
    page = browser.of(cast.ward_head, at=LATER).get(f"/ho-so/{life.dossier.code}/dinh-chinh/")
    assert ">\nKính chình.</textarea>" in page
    assert "maxlength" not in page

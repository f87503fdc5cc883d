"""A dossier that its owner asks back: decided, ended or kept, and its papers given back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from motcua.ground.notifications import queries as notifications
from motcua.onestop.dossiers import fold, lists, panels, queries, rules
from motcua.onestop.dossiers.actions import desk, endings, steps
from motcua.onestop.dossiers.capacity import TakerNeedsAuthority, Visitor
from motcua.onestop.dossiers.examples import (
    OWNER,
    Cast,
    Life,
    applicant,
    copy_life,
    copy_matter,
    draft,
    key,
    permit_life,
    permit_to_signature,
    received,
)
from motcua.onestop.dossiers.projection import state_of
from motcua.onestop.dossiers.states import Status
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import LATER, Browser, events

pytestmark = pytest.mark.django_db


def state(life: Life) -> fold.State:
    """Return the life's state, its version apart, which only grows."""
    life.dossier.refresh_from_db()
    dossier = life.dossier
    dossier.version = 0
    return state_of(dossier, queries.open_items(dossier))


class TestAsking:
    def test_the_former_status_is_kept(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.ask_back(cast.ward_receiver)
        dossier = life.dossier
        assert dossier.status == Status.WITHDRAWAL_REQUESTED
        assert dossier.status_before_withdrawal == Status.RECEIVED
        asked = dossier.withdrawals.get()
        owner = OWNER["visitor"]
        assert (asked.asker_name, asked.asker_paper) == (owner.name, owner.paper)
        assert not list(queries.projection_differences())

    def test_nothing_is_done_until_it_is_decided(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.ask_back(cast.ward_receiver)
        doing: dict[str, Any] = {"form_key": key(), "code": life.dossier.code, "now": life.now}
        seat = cast.ward_handler.grants[0].post_id
        handler, head = cast.ward_handler, cast.ward_head
        pending, over = rules.WithdrawalPending, rules.NotPossibleNow
        refused(pending, steps.propose, actor=handler, item=1, draft=draft(), **doing)
        refused(pending, steps.assign, actor=head, item=1, post_id=seat, **doing)
        refused(over, life.stop, head)
        refused(over, life.ask_back, cast.ward_receiver)
        (paper,) = queries.papers(life.dossier)
        scan = {"paper_id": paper.pk, "scan": draft()}
        refused(over, desk.scan_paper, actor=cast.ward_receiver, **scan, **doing)

    @pytest.mark.parametrize("role", ["ward_handler", "ward_head", "ward_clerk"])
    def test_only_the_receiving_desk_writes_it_down(self, cast: Cast, role: str) -> None:
        refused(rules.NotYours, copy_life(cast).ask_back, getattr(cast, role))

    def test_not_without_a_reason(self, cast: Cast) -> None:
        refused(rules.ReasonNeeded, copy_life(cast).ask_back, cast.ward_receiver, reason=" ")

    def test_a_stranger_shows_authority(self, cast: Cast) -> None:
        life, stranger = copy_life(cast), Visitor("Trần Văn Lạ", "Căn cước")
        told = refused(TakerNeedsAuthority, life.ask_back, cast.ward_receiver, visitor=stranger)
        assert "nhận" not in str(told)
        authorised = replace(stranger, authority="Giấy ủy quyền số 12")
        life.ask_back(cast.ward_receiver, visitor=authorised)
        assert life.dossier.withdrawals.get().authority == "Giấy ủy quyền số 12"

    def test_a_signed_result_is_handed_over(self, cast: Cast) -> None:
        life = permit_to_signature(cast)
        life.sign(cast.city_head)
        refused(rules.ResultDecided, life.ask_back, cast.city_receiver)


def assigned(cast: Cast) -> Life:
    life = copy_life(cast)
    life.act(steps.assign, cast.ward_head, post_id=cast.ward_handler.grants[0].post_id)
    return life


class TestDeciding:
    @pytest.mark.parametrize(
        ("begun", "receiver", "head"),
        [
            (copy_life, "ward_receiver", "ward_head"),
            (assigned, "ward_receiver", "ward_head"),
            (permit_life, "city_receiver", "city_head"),
            (permit_to_signature, "city_receiver", "planning_head"),
        ],
    )
    def test_declined_it_is_exactly_what_it_was(
        self, cast: Cast, begun: Callable[[Cast], Life], receiver: str, head: str
    ) -> None:
        life = begun(cast)
        before = state(life)
        life.ask_back(getattr(cast, receiver))
        life.decline(getattr(cast, head))
        assert state(life) == before
        assert not list(queries.projection_differences())

    def test_it_may_be_asked_and_declined_again(self, cast: Cast) -> None:
        life = copy_life(cast)
        for _ in range(2):
            life.ask_back(cast.ward_receiver)
            life.decline(cast.ward_head)
        assert life.dossier.withdrawals.count() == 2
        life.act(steps.propose, cast.ward_handler, draft=draft())
        assert life.dossier.withdrawals.count() == 2

    def test_agreed_it_ends_as_withdrawn(self, cast: Cast) -> None:
        life = assigned(cast)
        life.ask_back(cast.ward_receiver)
        life.agree(cast.ward_head)
        dossier = life.dossier
        assert (dossier.status, dossier.local_state_id) == (Status.STOPPED, "withdrawn")
        assert (dossier.ended_at, dossier.payment_state) == (life.now, "nothing_due")
        assert not queries.open_items(dossier)
        assert not list(queries.projection_differences())

    def test_of_what_was_paid_something_is_said(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.pay(cast.ward_receiver, 4000)
        life.ask_back(cast.ward_receiver)
        refused(rules.MoneyUnsettled, life.agree, cast.ward_head)
        life.agree(cast.ward_head, money="Hoàn lại 4.000 đồng.")
        assert life.dossier.status == Status.STOPPED

    @pytest.mark.parametrize("role", ["ward_receiver", "ward_handler", "city_head"])
    def test_only_the_head_of_who_holds_it_decides(self, cast: Cast, role: str) -> None:
        life = copy_life(cast)
        life.ask_back(cast.ward_receiver)
        who = getattr(cast, role)
        no = rules.NotYours if queries.visible_to(who).exists() else rules.NoSuchDossier
        refused(no, life.agree, who)
        refused(no, life.decline, who)

    def test_what_nobody_asked_is_not_decided(self, cast: Cast) -> None:
        refused(rules.NotPossibleNow, copy_life(cast).agree, cast.ward_head)
        refused(rules.NotPossibleNow, copy_life(cast).decline, cast.ward_head)

    def test_the_citizen_is_told_of_either(self, cast: Cast) -> None:
        matter = copy_matter(cast, parties=(applicant(email="uyen@example.vn"),))
        life = Life(received(cast.ward_receiver, matter))
        life.ask_back(cast.ward_receiver)
        life.decline(cast.ward_head)
        life.ask_back(cast.ward_receiver)
        life.agree(cast.ward_head)
        letters = notifications.of(queries.subject_of(life.dossier.pk))
        assert [str(each.letter.subject) for each in letters][1:] == [
            f"Hồ sơ {life.dossier.code} được giải quyết tiếp",
            f"Hồ sơ {life.dossier.code} đã được rút",
        ]

    def test_the_head_finds_it_on_his_desk(self, cast: Cast) -> None:
        life = permit_life(cast)
        assert panels.withdrawals(cast.city_head, LATER) is None
        life.ask_back(cast.city_receiver)
        assert lists.to_decide(cast.city_head).count() == 1
        assert not lists.to_decide(cast.planning_head).exists()
        panel = panels.withdrawals(cast.city_head, LATER)
        assert panel is not None
        assert [line.name for line in panel.lines] == [life.dossier.applicant_name]


class TestPapers:
    def test_they_are_given_back_once(self, cast: Cast) -> None:
        life = copy_life(cast)
        refused(rules.NotPossibleNow, life.give_back, cast.ward_receiver)
        life.stop(cast.ward_head)
        refused(rules.NotYours, life.give_back, cast.ward_head)
        life.give_back(cast.ward_receiver)
        assert life.dossier.delivery_state == "papers_returned"
        assert life.dossier.takers.get().taker_name == OWNER["visitor"].name
        refused(rules.NotPossibleNow, life.give_back, cast.ward_receiver)
        assert not list(queries.projection_differences())

    def test_a_stranger_shows_authority(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.stop(cast.ward_head)
        stranger = Visitor("Trần Văn Lạ", "Căn cước")
        facts = {"visitor": stranger, "code": life.dossier.code, "now": life.now}
        asked: dict[str, Any] = {"actor": cast.ward_receiver, "form_key": key(), **facts}
        refused(TakerNeedsAuthority, endings.return_papers, **asked)


class TestPages:
    def test_from_the_desk_to_the_head_and_back(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        where = f"/ho-so/{life.dossier.code}/"
        page = browser.of(cast.ward_receiver, at=LATER)
        asked: dict[str, Any] = {
            "taker": OWNER["visitor"].name,
            "taker_paper": "Căn cước",
            "reason": "Đổi ý.",
        }
        told = page.post(f"{where}yeu-cau-rut/", status=422, **asked)
        assert "Mời người yêu cầu ký đơn rút hồ sơ" in told
        assert "Đổi ý." in told
        page.post(f"{where}yeu-cau-rut/", **asked, consents="on")
        assert page.location == where
        shown = browser.of(cast.ward_head, at=LATER).get(where)
        for words in ("Xin rút, chờ quyết định", "Người xin rút", "Đổi ý."):
            assert words in shown
        assert "Căn cước" in page.get(f"{where}khong-cho-rut/")
        assert set(life.dossier.readings.values_list("what", flat=True)) == {"page", "act"}
        page.post(f"{where}khong-cho-rut/", reason="Chỉ còn chờ ký.")
        assert "Xin rút" not in page.get(where)
        assert events(life)[-1] == "dossier.withdrawal-declined"

    def test_the_papers(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        life.ask_back(cast.ward_receiver)
        where = f"/ho-so/{life.dossier.code}/"
        page = browser.of(cast.ward_head, at=LATER)
        page.post(f"{where}dong-y-cho-rut/")
        assert "Đã rút hồ sơ" in page.get(where)
        page = browser.of(cast.ward_receiver, at=LATER)
        assert "Trả lại giấy tờ" in page.get(where)
        page.post(f"{where}tra-lai-giay-to/", taker=OWNER["visitor"].name, taker_paper="Hộ chiếu")
        assert "Người nhận lại giấy tờ" in page.get(where)

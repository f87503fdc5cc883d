"""One act on several items: each by itself, with a key and a sentence of its own."""

import re
from datetime import timedelta
from typing import Any

import pytest

from motcua.ground.kernel.actor import Actor
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.actions import steps
from motcua.onestop.dossiers.examples import MORNING, Cast, Life, copy_life, key, permit_life
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE
from motcua.onestop.dossiers.tests.pages import Browser

pytestmark = pytest.mark.django_db
NOON = MORNING + timedelta(hours=4)
MANY = "/viec/nhieu-viec/"


def ticked(*lives: Life) -> list[str]:
    return [f"{life.dossier.code}/{life.item()}" for life in lives]


def steps_of(life: Life) -> list[str]:
    rows = WorkItem.objects.filter(dossier=life.dossier, closed_at=None)
    return list(rows.values_list("step", flat=True))


def holder_of(life: Life) -> int | None:
    return WorkItem.objects.get(dossier=life.dossier, closed_at=None).post_id


def send(browser: Browser, actor: Actor, status: int = 200, **typed: Any) -> str:
    return browser.of(actor, at=NOON).post(MANY, status, **typed)


class TestActs:
    def test_forwards_each(self, cast: Cast, browser: Browser) -> None:
        first, second = permit_life(cast), permit_life(cast)
        before = steps_of(first)
        page = send(browser, cast.planner, viec=ticked(first, second), lam="chuyen-tiep")
        assert "xong 2 trong 2 việc" in page
        assert steps_of(first) == steps_of(second) != before

    def test_approves_each(self, cast: Cast, browser: Browser) -> None:
        lives = [permit_life(cast), permit_life(cast)]
        for life in lives:
            life.act(steps.forward, cast.planner)
            life.act(steps.propose, cast.planner, draft=examples.draft())
        page = send(browser, cast.planning_head, viec=ticked(*lives), lam="duyet")
        assert "xong 2 trong 2 việc" in page

    def test_assigns_each_to_one_seat(self, cast: Cast, browser: Browser) -> None:
        lives = [permit_life(cast), permit_life(cast)]
        seat = cast.second_planner.grants[0].post_id
        typed: dict[str, Any] = {"viec": ticked(*lives), "lam": "phan-cong", "nguoi": seat}
        assert "xong 2 trong 2 việc" in send(browser, cast.planning_head, **typed)
        assert [holder_of(life) for life in lives] == [seat, seat]


class TestPartly:
    def test_what_another_moved_is_told_and_stops_no_other(
        self, cast: Cast, browser: Browser
    ) -> None:
        gone, mine = permit_life(cast), permit_life(cast)
        asked = ticked(gone, mine)
        gone.act(steps.forward, cast.second_planner)
        page = send(browser, cast.planner, viec=asked, lam="chuyen-tiep")
        assert "xong 1 trong 2 việc" in page
        (told,) = re.findall(r"Chưa làm được:</strong> ([^<]+) <", page)
        assert cast.second_planner.name in told
        assert steps_of(mine) == steps_of(gone)

    def test_what_he_may_not_see_does_not_exist(self, cast: Cast, browser: Browser) -> None:
        hidden, mine = copy_life(cast), permit_life(cast)
        before = Event.objects.filter(subject_id=str(hidden.dossier.pk)).count()
        page = send(browser, cast.planner, viec=ticked(hidden, mine), lam="chuyen-tiep")
        assert "Không có hồ sơ nào mang mã" in page
        assert hidden.dossier.applicant_name not in page.split(mine.dossier.code)[0]
        assert f"/ho-so/{hidden.dossier.code}/" not in page
        assert Event.objects.filter(subject_id=str(hidden.dossier.pk)).count() == before

    def test_a_seat_elsewhere_takes_nothing(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        seat = cast.ward_handler.grants[0].post_id
        typed: dict[str, Any] = {"viec": ticked(life), "lam": "phan-cong", "nguoi": seat}
        assert "xong 0 trong 1 việc" in send(browser, cast.planning_head, **typed)
        assert holder_of(life) is None

    def test_the_same_form_sent_again_does_nothing_again(
        self, cast: Cast, browser: Browser
    ) -> None:
        lives = [permit_life(cast), permit_life(cast)]
        typed: dict[str, Any] = {"viec": ticked(*lives), "lam": "chuyen-tiep", "form_key": key()}
        send(browser, cast.planner, **typed)
        events = Event.objects.count()
        page = send(browser, cast.planner, **typed)
        assert page.count("Việc này đã làm rồi; đây là kết quả lần đó.") == 2
        assert Event.objects.count() == events


class TestRefused:
    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ({"lam": "chuyen-tiep"}, "Chưa chọn việc nào"),
            ({"lam": "chuyen-tiep", "viec": ["x", "a/b", "/1"]}, "Chưa chọn việc nào"),
            ({"viec": ["H09-1/1"]}, "Bấm một nút ở dưới danh sách"),
            ({"lam": "ky", "viec": ["H09-1/1"]}, "Chọn một dòng trong danh sách"),
            ({"lam": "phan-cong", "viec": ["H09-1/1"]}, "Chọn một người xử lý"),
            (
                {"lam": "duyet", "viec": [f"H09-{n}/1" for n in range(PAGE_SIZE + 1)]},
                f"Mỗi lần làm nhiều nhất {PAGE_SIZE} việc",
            ),
        ],
    )
    def test_a_form_that_asks_for_nothing_whole(
        self, cast: Cast, browser: Browser, typed: dict[str, Any], told: str
    ) -> None:
        assert told in send(browser, cast.planner, 422, **typed)
        assert not Event.objects.exists()

    def test_whom_to_give_it_to_is_asked_once_more(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        page = send(browser, cast.planning_head, 422, viec=ticked(life), lam="phan-cong")
        assert f'name="viec" value="{life.dossier.code}/' in page
        assert 'id="id_nguoi"' in page
        assert f">{cast.planner.name}</option>" in page

    def test_an_inspector_and_an_administrator_have_no_door(
        self, cast: Cast, browser: Browser
    ) -> None:
        send(browser, cast.administrator, 403, lam="duyet", viec=["H09-1/1"])


class TestList:
    def test_boxes_stand_where_something_can_be_done(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        page = browser.of(cast.planner, at=NOON)
        assert f'value="{ticked(life)[0]}"' in page.get("/viec/")
        head = page.of(cast.planning_head, at=NOON).get("/viec/?danh-sach=chua-phan-cong")
        assert f'value="{ticked(life)[0]}"' in head
        assert f'<option value="{cast.planner.grants[0].post_id}">' in head
        copy_life(cast)
        assert 'name="viec"' not in page.of(cast.ward_handler, at=NOON).get("/viec/")

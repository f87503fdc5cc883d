"""No dossier whose holder is gone goes unseen: its head sees it first, else who stands above."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.capacity import StandInKind
from motcua.ground.agencies.models import Tenure
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.notifications.models import Message
from motcua.onestop.dossiers import examples, lists, panels, rules
from motcua.onestop.dossiers.actions import hands, mornings, steps
from motcua.onestop.dossiers.examples import MORNING, TODAY, Cast, Life, arranged, permit_life
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import LATER, Browser

pytestmark = pytest.mark.django_db
NOTHING = "Việc nào cũng có người giữ"


@pytest.fixture
def life(cast: Cast) -> Life:
    """Return a permit in the hands of the first planner."""
    life = permit_life(cast)
    life.act(steps.assign, cast.planning_head, post_id=cast.planner.grants[0].post_id)
    return life


def leave_seat(actor: Actor) -> None:
    """Let somebody leave his seat for good."""
    Tenure.objects.filter(post=actor.grants[0].post_id).update(valid_to=TODAY)


def go_away(actor: Actor) -> None:
    """Let somebody be away with nobody in his place."""
    Tenure.objects.get(post=actor.grants[0].post_id).stand_ins.create(
        kind=StandInKind.LEAVE,
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=5),
        set_at=MORNING,
        set_by=actor.name,
    )


def left_to(head: Actor) -> list[str]:
    return [item.dossier.code for item in lists.holderless(head, on=TODAY)]


def lose_account(actor: Actor) -> None:
    """Let somebody's account be closed while he still sits."""
    User.objects.filter(pk=actor.user_id or 0).update(is_active=False)


class TestList:
    @pytest.mark.parametrize("lose", [leave_seat, go_away, lose_account])
    def test_holds_what_lies_with_somebody_gone_or_away(
        self, cast: Cast, life: Life, lose: Callable[[Actor], None]
    ) -> None:
        assert left_to(cast.planning_head) == []
        lose(cast.planner)
        assert left_to(cast.planning_head) == [life.dossier.code]
        assert left_to(cast.city_head) == [life.dossier.code]
        assert left_to(cast.ward_head) == []

    def test_leaves_out_what_a_substitute_sees_to(self, cast: Cast, life: Life) -> None:
        arranged(cast.planner, cast.second_planner)
        assert left_to(cast.planning_head) == []
        lose_account(cast.planner)
        assert left_to(cast.planning_head) == []
        lose_account(cast.second_planner)
        assert left_to(cast.planning_head) == [life.dossier.code]

    def test_holds_it_while_whoever_stands_in_is_gone(self, cast: Cast, life: Life) -> None:
        arranged(cast.planner, cast.second_planner)
        leave_seat(cast.second_planner)
        assert left_to(cast.planning_head) == [life.dossier.code]

    def test_holds_what_waits_for_a_kind_of_post_that_nobody_fills(self, cast: Cast) -> None:
        life = permit_life(cast)
        leave_seat(cast.planner)
        assert left_to(cast.planning_head) == []
        go_away(cast.second_planner)
        assert left_to(cast.planning_head) == [life.dossier.code]


class TestReassigning:
    def test_all_of_one_holders_at_once(self, cast: Cast, life: Life, browser: Browser) -> None:
        where = f"/viec/giao-lai/?vi-tri={cast.planner.grants[0].post_id}"
        row = f"{life.dossier.code}/{life.item()}"
        assert row in browser.of(cast.planning_head, at=LATER).get(where)
        to = cast.second_planner.grants[0].post_id
        done = browser.post("/viec/nhieu-viec/", status=200, viec=row, lam="phan-cong", nguoi=to)
        assert "xong 1 trong 1 việc" in done
        assert lists.mine(cast.second_planner).exists()
        assert "không giữ việc nào" in browser.get(where)

    def test_what_nobody_holds_is_offered_first(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        browser.of(cast.planning_head, at=LATER)
        assert NOTHING in browser.get("/viec/giao-lai/")
        go_away(cast.planner)
        assert life.dossier.code in browser.get("/viec/giao-lai/")
        assert "Hồ sơ không còn người giữ" in browser.get("/ban-lam-viec/")

    @pytest.mark.parametrize("lose", [leave_seat, go_away])
    def test_what_a_head_took_over_and_left_is_given_by_whoever_heads_it_too(
        self, cast: Cast, life: Life, browser: Browser, lose: Callable[[Actor], None]
    ) -> None:
        holder = cast.planner.grants[0].post_id
        life.act(hands.take_over, cast.planning_head, holder_id=holder, reason="Người giữ ốm.")
        lose(cast.planning_head)
        beside = agencies.seat(cast.house.planning, PostKind.HEAD, "Trần Văn Lộc")
        row = f"{life.dossier.code}/{life.item()}"
        assert row in browser.of(examples.actor(beside), at=LATER).get("/viec/giao-lai/")
        browser.post("/viec/nhieu-viec/", status=200, viec=row, lam="phan-cong", nguoi=holder)
        assert lists.mine(cast.planner).exists()

    @pytest.mark.parametrize("by", ["", ", Bùi Quốc Việt làm thay"])
    def test_whoever_is_away_stands_last_and_until_when(
        self, cast: Cast, life: Life, browser: Browser, by: str
    ) -> None:
        arranged(cast.planner, cast.second_planner) if by else go_away(cast.planner)
        told = f"{cast.planner.name} (vắng đến 06/11{by})"
        row = f"{life.dossier.code}/{life.item()}"
        beside = cast.second_planner.grants[0].post_id
        permit_life(cast).act(steps.assign, cast.planning_head, post_id=beside)
        permit_life(cast)
        browser.of(cast.planning_head, at=LATER)
        once_more = browser.post("/viec/nhieu-viec/", status=422, viec=row, lam="phan-cong")
        act = browser.get(f"/ho-so/{life.dossier.code}/viec/{life.item()}/phan-cong/")
        work = browser.get("/viec/?danh-sach=chua-phan-cong")
        again = browser.get(f"/viec/giao-lai/?vi-tri={beside}")
        for page in (again, once_more, act, work):
            assert told in page
            assert cast.second_planner.name in page.split(told)[0]

    def test_with_nobody_to_give_it_to_none_is_offered(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        leave_seat(cast.planner)
        leave_seat(cast.second_planner)
        page = browser.of(cast.planning_head, at=LATER).get("/viec/giao-lai/")
        assert "Không có người xử lý nào khác để giao." in page
        assert 'name="nguoi"' not in page

    def test_whose_account_is_closed_is_offered_nothing_and_given_nothing(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        for gone in (cast.planner, cast.second_planner):
            lose_account(gone)
        page = browser.of(cast.planning_head, at=LATER).get("/viec/giao-lai/")
        assert f"{cast.planner.name} (không vào được hệ thống)" in page
        assert 'name="nguoi"' not in page
        to = cast.second_planner.grants[0].post_id
        refused(rules.NoSuchSeat, life.act, steps.assign, cast.planning_head, post_id=to)

    def test_another_houses_seat_is_none(self, cast: Cast, browser: Browser) -> None:
        browser.of(cast.planning_head, at=LATER)
        for asked in ("0", "x", "9" * 40, cast.ward_handler.grants[0].post_id):
            assert NOTHING in browser.get(f"/viec/giao-lai/?vi-tri={asked}")

    def test_only_heads_have_a_door(self, cast: Cast, browser: Browser) -> None:
        browser.of(cast.planner, at=LATER).get("/viec/giao-lai/", status=403)


class TestWithoutAHead:
    @pytest.mark.parametrize("lose", [leave_seat, lose_account])
    def test_whoever_stands_above_reads_a_count_and_no_name(
        self, cast: Cast, life: Life, lose: Callable[[Actor], None]
    ) -> None:
        leave_seat(cast.planner)
        assert panels.headless(cast.administrator, MORNING) is None
        lose(cast.planning_head)
        panel = panels.headless(cast.administrator, MORNING)
        assert panel is not None
        (line,) = panel.lines
        assert (line.name, str(line.lead)) == ("Phòng Quản lý đô thị", "1 hồ sơ")
        assert life.dossier.applicant_name not in str(panel)
        assert life.dossier.code not in str(panel)

    def test_a_head_above_an_agency_without_one_is_told(self, cast: Cast) -> None:
        examples.copy_life(cast)
        for gone in (cast.ward_handler, cast.ward_head):
            leave_seat(gone)
        panel = panels.headless(cast.city_head, MORNING)
        assert panel is not None
        assert [line.name for line in panel.lines] == ["Ủy ban nhân dân phường Phú Cường"]


def test_the_morning_letter_of_a_head_counts_them(cast: Cast, life: Life) -> None:
    User.objects.filter(pk=cast.planning_head.user_id or 0).update(email="dau@example.vn")
    go_away(cast.planner)
    mornings.tell_officers(now=MORNING)
    (letter,) = Message.objects.filter(address="dau@example.vn")
    assert letter.facts["holderless"] == "1"

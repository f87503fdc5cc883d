"""What an officer's home tells of dossiers, to whom, and at what cost."""

import re
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.ground.kernel.actor import NOBODY, Actor
from motcua.ground.kernel.panels import MOST_LINES, Panel, Tone
from motcua.onestop.dossiers import panels
from motcua.onestop.dossiers.examples import (
    MORNING,
    Cast,
    copy_life,
    handed_over,
    permit_life,
    permit_matter,
    permit_to_result,
    received,
)
from motcua.onestop.dossiers.tests.pages import Browser

pytestmark = pytest.mark.django_db
A_YEAR = timedelta(days=365)
HOUR = timedelta(hours=1)


def told(panel: Panel | None) -> list[str]:
    """Return the counts of a panel as they are said."""
    assert panel is not None
    return [str(figure.words) for figure in panel.counted]


def names(panel: Panel | None) -> list[str]:
    assert panel is not None
    return [str(line.name) for line in panel.lines]


class TestWhoHasWhichPanel:
    @pytest.mark.parametrize(
        ("role", "has"),
        [
            ("ward_receiver", {"counter"}),
            ("ward_handler", {"my_work"}),
            ("ward_head", {"my_work"}),
            ("planning_head", {"my_work", "to_assign"}),
            ("ward_clerk", {"my_work"}),
            ("administrator", set()),
        ],
    )
    def test_each_kind_of_post(self, cast: Cast, role: str, has: set[str]) -> None:
        permit_life(cast)
        actor: Actor = getattr(cast, role)
        found = {
            query.__name__
            for query in (panels.counter, panels.my_work, panels.to_assign)
            if query(actor, MORNING) is not None
        }
        assert found == has

    def test_nobody_has_none(self) -> None:
        assert panels.my_work(NOBODY, MORNING) is None


class TestMyWork:
    def test_it_counts_what_lies_before_the_viewer_and_nothing_else(self, cast: Cast) -> None:
        permit_life(cast)
        copy_life(cast)
        assert told(panels.my_work(cast.planner, MORNING)) == ["1 còn hạn"]
        assert told(panels.my_work(cast.accountant, MORNING)) == []
        assert names(panels.my_work(cast.accountant, MORNING)) == []

    def test_a_late_one_comes_first_and_says_so(self, cast: Cast) -> None:
        permit_life(cast)
        late = permit_life(cast).dossier
        late.items.update(due_at=MORNING - HOUR)
        panel = panels.my_work(cast.planner, MORNING)
        assert panel is not None
        assert told(panel) == ["1 trễ", "1 còn hạn"]
        assert panel.lines[0].tone is Tone.LATE
        assert str(panel.lines[0].lead).startswith("trễ")
        assert panel.lines[0].href == f"/ho-so/{late.code}/"

    def test_what_nobody_has_claimed_says_so(self, cast: Cast) -> None:
        item = permit_life(cast).dossier.items.get()
        panel = panels.my_work(cast.planner, MORNING)
        assert panel is not None
        assert "chờ người nhận" in str(panel.lines[0].note)
        item.post_id = cast.planner.grants[0].post_id
        item.save()
        panel = panels.my_work(cast.planner, MORNING)
        assert panel is not None
        assert "chờ người nhận" not in str(panel.lines[0].note)

    def test_a_page_of_lines_is_the_most(self, cast: Cast) -> None:
        for _ in range(MOST_LINES + 2):
            received(cast.city_receiver, permit_matter(cast))
        panel = panels.my_work(cast.planner, MORNING)
        assert told(panel) == [f"{MOST_LINES + 2} còn hạn"]
        assert len(names(panel)) == MOST_LINES

    def test_it_costs_the_same_however_much_there_is(
        self, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(3):
            received(cast.city_receiver, permit_matter(cast))
        panels.my_work(cast.planner, MORNING)
        with django_assert_max_num_queries(4):
            panels.my_work(cast.planner, MORNING)


class TestCounter:
    def test_it_counts_todays_dossiers_of_its_own_desk(self, cast: Cast) -> None:
        copy_life(cast)
        permit_life(cast)
        assert told(panels.counter(cast.ward_receiver, MORNING)) == ["hôm nay tiếp nhận 1 hồ sơ"]
        assert told(panels.counter(cast.ward_receiver, MORNING + timedelta(days=1))) == []

    def test_a_result_waits_until_it_is_handed_over_and_is_never_late(self, cast: Cast) -> None:
        life = permit_to_result(cast)
        panel = panels.counter(cast.city_receiver, life.now + A_YEAR)
        assert panel is not None
        assert told(panel) == ["1 kết quả chờ trả"]
        assert panel.lines[0].tone is Tone.PLAIN
        assert panel.href == "/viec/?danh-sach=cho-tra"
        assert names(panels.counter(cast.ward_receiver, life.now)) == []

    def test_results_stand_as_in_their_list_and_say_since_when(
        self, cast: Cast, browser: Browser
    ) -> None:
        first, second = permit_to_result(cast), permit_to_result(cast)
        first.dossier.items.update(due_at=first.now + HOUR)
        second.dossier.items.update(due_at=MORNING)
        now = first.now + HOUR / 2
        panel = panels.counter(cast.city_receiver, now)
        assert panel is not None
        codes = [second.dossier.code, first.dossier.code]
        assert [line.href for line in panel.lines] == [f"/ho-so/{code}/" for code in codes]
        assert all(str(line.lead).startswith("có kết quả từ ") for line in panel.lines)
        assert [str(line.when).endswith("trễ hẹn") for line in panel.lines] == [True, False]
        page = browser.of(cast.city_receiver, at=now).get("/viec/?danh-sach=cho-tra")
        assert re.findall(r'link" href="/ho-so/([^/]+)/', page) == codes
        assert page.count("trễ hẹn") == 1

    def test_what_was_handed_over_waits_no_longer(self, cast: Cast) -> None:
        life = handed_over(cast)
        assert names(panels.counter(cast.city_receiver, life.now)) == []

    def test_it_costs_four_statements(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        permit_to_result(cast)
        panels.counter(cast.city_receiver, MORNING)
        with django_assert_num_queries(4):
            panels.counter(cast.city_receiver, MORNING)


class TestToAssign:
    def test_what_nobody_has_waits_for_the_head_of_its_agency(self, cast: Cast) -> None:
        life = permit_life(cast)
        assert names(panels.to_assign(cast.planning_head, MORNING)) == ["Nguyễn Thị Phương Uyên"]
        assert panels.to_assign(cast.ward_head, MORNING) is None
        assert panels.to_assign(cast.planner, MORNING) is None
        life.dossier.items.update(post=cast.planner.grants[0].post_id)
        assert panels.to_assign(cast.planning_head, MORNING) is None

    def test_a_late_one_says_so_in_a_word(self, cast: Cast) -> None:
        permit_life(cast).dossier.items.update(due_at=MORNING - HOUR)
        panel = panels.to_assign(cast.planning_head, MORNING)
        assert panel is not None
        assert str(panel.lines[0].lead).startswith("trễ ")

    def test_the_others_say_how_long_is_left(self, cast: Cast) -> None:
        permit_life(cast)
        panel = panels.to_assign(cast.planning_head, MORNING)
        assert panel is not None
        assert str(panel.lines[0].lead).startswith("còn ")
        assert panel.lines[0].when

    def test_it_costs_three_statements(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        permit_life(cast)
        panels.to_assign(cast.planning_head, MORNING)
        with django_assert_num_queries(3):
            panels.to_assign(cast.planning_head, MORNING)

"""What a stage leaves for whoever tries the demo out."""

from datetime import date

import pytest

from motcua.demo.office_time import OfficeTime
from motcua.demo.stage import Stage
from motcua.ground.calendars.examples import moment, office
from motcua.ground.kernel.actor import Actor, ActorKind, PostKind
from motcua.onestop.dossiers.rules import ItemFacts
from motcua.onestop.processes.rules import StepAct

UNTIL = moment("2026-11-24 15:00")


@pytest.fixture
def stage() -> Stage:
    """Return a desk with two receivers, of whom the demo opens the first."""
    anh = Actor(ActorKind.OFFICER, "Anh", 1)
    binh = Actor(ActorKind.OFFICER, "Bình", 2)
    return Stage(
        until=UNTIL,
        time=OfficeTime(office(first=date(2026, 11, 1), last=date(2026, 12, 31))),
        seats={(5, PostKind.RECEIVER): [(1, anh), (2, binh)], (6, PostKind.RECEIVER): [(3, binh)]},
        holders={1: anh, 2: binh, 3: binh},
        desks=[],
        slow=frozenset(),
        shown=frozenset({1}),
    )


def item(agency_id: int, post_id: int | None) -> ItemFacts:
    return ItemFacts(
        number=1,
        act=StepAct.HAND_OVER,
        post_kind=PostKind.RECEIVER,
        agency_id=agency_id,
        post_id=post_id,
        is_confirmed=True,
        has_previous=True,
        outcomes=(),
        from_agency_id=agency_id,
        work_of=PostKind.RECEIVER,
    )


class TestKeeps:
    """At the end, some work stays on the seats that the demo opens."""

    def test_one_item_in_each_stretch_before_the_end(self, stage: Stage) -> None:
        moments = [stage.time.later(UNTIL, hours=-hours) for hours in (31, 29, 20, 15, 14, 5, 4)]
        kept = [stage.keeps(item(5, None), moment) for moment in moments]
        assert kept == [False, True, False, True, False, True, False]

    @pytest.mark.parametrize(
        ("work", "stays"),
        [
            pytest.param(item(5, 1), True, id="on the seat that is opened"),
            pytest.param(item(5, 2), False, id="on its neighbour's"),
            pytest.param(item(6, None), False, id="where nobody may sign in"),
        ],
    )
    def test_only_where_somebody_may_sign_in(
        self, stage: Stage, work: ItemFacts, *, stays: bool
    ) -> None:
        assert stage.keeps(work, UNTIL) is stays

"""What a stage leaves for whoever tries the demo out, who is slow there, and who is away."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from motcua.demo import seasons
from motcua.demo.lives import Player, shares
from motcua.demo.lives.life import hours_of, until_back
from motcua.demo.matters import Desk
from motcua.demo.office_time import OfficeTime
from motcua.demo.stage import Stage
from motcua.ground.calendars.examples import moment, office
from motcua.ground.kernel.actor import Actor, ActorKind, PostKind
from motcua.onestop.dossiers.queries import OpenWork
from motcua.onestop.dossiers.rules import ItemFacts
from motcua.onestop.processes.rules import Relation, Step, StepAct

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


DESK = Desk(agency_id=5, agency_code="BD-718", weight=1.0, procedures=(), places=())
STEP = Step("b1", "Bước 1", StepAct.HANDLE, PostKind.RECEIVER, Relation.COMPETENT_OFFICE, 8, ())
WORK = OpenWork(1, 1, STEP, replace(item(5, 1), act=StepAct.HANDLE))


class TestSlowness:
    """A slow agency takes longer over the same work by the same dice; others do not."""

    @pytest.mark.parametrize("seed", range(5))
    def test_the_same_dice_give_more_hours_there(self, stage: Stage, seed: int) -> None:
        def hours(slow: frozenset[int]) -> float:
            return hours_of(Player(replace(stage, slow=slow), Random(seed), DESK, UNTIL), WORK)

        usual = hours(frozenset())
        assert hours(frozenset({6})) == usual
        assert hours(frozenset({5})) == pytest.approx(usual * shares.SLOWNESS)
        assert shares.SLOWNESS > 1


class TestAbsence:
    """Who is away does nothing that day: what lies on his seat waits, a colleague does the rest."""

    @pytest.fixture
    def stage(self, stage: Stage) -> Stage:
        """Return the stage of a seed by which the first receiver is away at the beginning."""
        seed = next(n for n in range(999) if away(n, "Anh") and not away(n, "Bình"))
        return replace(stage, seed=seed)

    def test_what_lies_on_his_seat_waits_until_he_is_back(self, stage: Stage) -> None:
        player = Player(stage, Random(1), DESK, BEGUN)
        waited = list(until_back(player, item(5, 1)))
        assert waited
        assert waited[-1] == player.now > BEGUN
        assert not stage.is_away(stage.holders[1], player.now.date())
        assert all(stage.is_away(stage.holders[1], each.date()) for each in waited[:-1])

    @pytest.mark.parametrize("post_id", [2, None])
    def test_what_lies_elsewhere_does_not_wait(self, stage: Stage, post_id: int | None) -> None:
        assert list(until_back(Player(stage, Random(1), DESK, BEGUN), item(5, post_id))) == []

    def test_somebody_is_whoever_is_there(self, stage: Stage) -> None:
        day = BEGUN.date()
        doers = {stage.somebody(Random(n), 5, PostKind.RECEIVER, day).name for n in range(20)}
        assert doers == {"Bình"}


BEGUN = moment("2026-11-10 08:00")


def away(seed: int, name: str) -> bool:
    return seasons.is_away(seed, name, BEGUN.date())

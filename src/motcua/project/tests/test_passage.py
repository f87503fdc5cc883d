"""The first of July 2025, played with the real tree: what the districts and wards left behind."""

from datetime import date, datetime

import pytest

from motcua.demo import hours, people, procedures, tree
from motcua.demo.simulation import simulate
from motcua.demo.stage import Plan
from motcua.demo.tree import Tree
from motcua.ground.agencies import queries as agencies
from motcua.ground.calendars.examples import moment
from motcua.ground.kernel.actor import PostKind
from motcua.ground.trail.writes import mark_as_demo
from motcua.onestop.dossiers import inheritance, queries
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.project.chores import passing

pytestmark = [pytest.mark.long, pytest.mark.django_db]

TURN = date(2025, 7, 1)
PLAN = Plan(dossiers=16, first=date(2025, 6, 23), until=moment("2025-07-01 00:00"), seed=7)


def lying(on: date) -> set[int]:
    """Return the agencies that have open work and have ended by a day."""
    rows = WorkItem.objects.filter(closed_at__isnull=True, agency__valid_to__lte=on)
    return set(rows.values_list("agency", flat=True))


def test_what_one_may_have_goes_and_what_several_may_have_waits() -> None:
    mark_as_demo()
    for load in (tree.load, hours.load, people.load):
        load(Tree.OF_2025)
    procedures.load(now=moment("2025-06-01 08:00"))
    simulate(PLAN)
    unfinished = Dossier.objects.exclude(status__in=inheritance.OVER)
    due: dict[int, datetime] = dict(unfinished.values_list("pk", "due_at"))
    passed = passing.pass_on(TURN)
    assert 0 < passed < len(due)
    left = {agencies.agency(pk).code for pk in inheritance.ended_houses(TURN)}
    assert left
    for code in left:
        house = agencies.lately(code, TURN)
        assert len(agencies.successors(house.pk, on=TURN)) != 1
    assert dict(unfinished.values_list("pk", "due_at")) == due
    assert list(queries.projection_differences()) == []
    assert passing.pass_on(TURN) == 0
    heads = agencies.seats(
        agency_ids=[one.pk for one in agencies.tree(TURN)], kinds=[PostKind.HEAD], on=TURN
    )
    seen = {
        waiting.dossier.code
        for head in heads
        if head.user_id
        for waiting in inheritance.awaiting(
            agencies.actor_of(head.user_id, head.holder, on=TURN), on=TURN
        )
    }
    assert len(seen) == len(due) - passed
    assert lying(TURN)

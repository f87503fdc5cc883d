"""The same seed plays the same lives, in one process or in several."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.demo import hours, people, procedures, tree
from motcua.demo.lives import Life
from motcua.demo.simulation import Plan, no_letters_sent, simulate, stage_of
from motcua.ground.calendars.examples import moment
from motcua.ground.trail import queries as trail
from motcua.ground.trail.writes import mark_as_demo
from motcua.onestop.dossiers import queries as dossiers
from motcua.onestop.dossiers.states import Status

pytestmark = pytest.mark.django_db

UNTIL = moment("2026-11-24 15:00")
PLAN = Plan(dossiers=24, first=date(2026, 11, 9), until=UNTIL, seed=7)

EVENTS = """
    SELECT dossier.code, event.sequence, event.name, event.occurred_at, event.actor_name,
        dossier.applicant_name, dossier.due_at
    FROM trail_event event
    JOIN dossiers_dossier dossier
        ON event.subject_kind = 'dossier' AND event.subject_id = dossier.id::text
    ORDER BY dossier.code, event.sequence
"""


@pytest.fixture
def province() -> None:
    mark_as_demo()
    for load in (tree.load, hours.load, people.load):
        load()
    procedures.load(now=moment("2026-11-02 08:00"))


def rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def played(*plans: Plan) -> list[tuple[Any, ...]]:
    """Return what happens when these plans are played, and take it all back."""
    before = transaction.savepoint()
    for plan in plans:
        simulate(plan)
    happened = rows(EVENTS)
    transaction.savepoint_rollback(before)
    return happened


def parts(plan: Plan, count: int) -> Iterator[Plan]:
    for part in range(count):
        yield Plan(plan.dossiers, plan.first, plan.until, plan.seed, part, count)


def test_the_same_seed_gives_the_same_codes_people_acts_and_times(province: None) -> None:
    few = replace(PLAN, dossiers=10)
    once = played(few)
    assert once == played(*parts(few, 2)), "played again, in two parts"
    other = played(replace(few, seed=8))
    assert once != other, "another seed"


def test_lives_are_lawful_in_order_and_end_with_the_play(province: None) -> None:
    acts = simulate(PLAN)
    events = rows(EVENTS)
    assert len({code for code, *_ in events}) == PLAN.dossiers
    assert acts >= len(events) > 3 * PLAN.dossiers
    assert Counter(name for _, _, name, *_ in events)["dossier.received"] == PLAN.dossiers
    assert max(at for _, _, _, at, *_ in events) <= UNTIL
    assert list(trail.verify()) == []
    assert list(dossiers.projection_differences()) == []
    assert rows("SELECT count(*) FROM notifications_message")[0][0] > 0
    assert rows("SELECT count(*) FROM procrastinate_jobs") == [(0,)], "no letter would be sent"
    assert_codes_are_given_in_order_of_time()


def test_every_procedure_is_played_from_receipt_to_hand_over(province: None) -> None:
    stage = replace(stage_of(PLAN), shown=frozenset())
    brought = {code: desk for desk in stage.desks for code in desk.procedures}
    with no_letters_sent():
        for code, desk in brought.items():
            life = Life(stage, Random(code), replace(desk, procedures=(code,)), UNTIL)
            assert list(life.play())
    ends = rows("SELECT status, count(*) FROM dossiers_dossier GROUP BY status")
    assert ends == [(Status.HANDED_OVER, len(procedures.definitions()))]
    assert list(dossiers.projection_differences()) == []


def assert_codes_are_given_in_order_of_time() -> None:
    given = rows("SELECT desk_id, code, received_at FROM dossiers_dossier ORDER BY received_at")
    last: dict[int, str] = {}
    received: datetime
    for desk_id, code, received in given:
        serial = f"{received.astimezone(UNTIL.tzinfo):%Y%m%d} {code}"
        assert last.get(desk_id, "") < serial
        last[desk_id] = serial

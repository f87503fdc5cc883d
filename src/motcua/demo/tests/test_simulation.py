"""The same seed plays the same lives, in one process or in several."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.demo import hours, people, procedures, tree
from motcua.demo.lives import Player, play
from motcua.demo.simulation import no_letters_sent, simulate
from motcua.demo.stage import Plan, stage_of
from motcua.demo.tills import till
from motcua.ground.calendars.examples import moment
from motcua.ground.kernel.actor import PostKind
from motcua.ground.trail import queries as trail
from motcua.ground.trail.writes import mark_as_demo
from motcua.onestop.dossiers import queries as dossiers
from motcua.onestop.dossiers.states import Status

pytestmark = [pytest.mark.long, pytest.mark.django_db]

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
    names = Counter(name for _, _, name, *_ in events)
    assert names["dossier.received"] + names["dossier.refused"] == PLAN.dossiers
    assert max(at for _, _, _, at, *_ in events) <= UNTIL
    assert list(trail.verify()) == []
    assert list(dossiers.projection_differences()) == []
    assert rows("SELECT count(*) FROM notifications_message")[0][0] > 0
    assert rows("SELECT count(*) FROM procrastinate_jobs") == [(0,)], "no letter would be sent"
    assert_codes_are_given_in_order_of_time()
    assert_sheets_are_closed_at_the_end_of_the_day()


def test_every_procedure_is_played_from_receipt_to_hand_over(
    province: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.demo.lives.shares.REFUSED", 0.0)
    stage = replace(stage_of(PLAN), shown=frozenset())
    brought = {code: desk for desk in stage.desks for code in desk.procedures}
    with no_letters_sent():
        for code, desk in brought.items():
            life = play(Player(stage, Random(code), replace(desk, procedures=(code,)), UNTIL))
            assert list(life)
    ends = rows("SELECT status, count(*) FROM dossiers_dossier GROUP BY status")
    assert ends == [(Status.HANDED_OVER, len(procedures.definitions()))]
    assert list(dossiers.projection_differences()) == []


LEADS_THERE = {
    "lives.shares.PAID_BACK": {
        "lives.shares.ASKED_BACK": 1.0,
        "lives.shares.LET_GO": 1.0,
        "matters.PAYS_AT_ONCE": 1.0,
    },
    "lives.shares.TAKEN_OVER": {"lives.shares.ASSIGNED_BY_HEAD": 1.0},
    "lives.shares.CORRECTED": {"lives.shares.SENT_BACK": 0.8},
    "lives.shares.SILENT": {"lives.shares.STUCK": 1.0},
}
"""What must happen, and how often, before something else can."""


@pytest.mark.parametrize(
    ("share", "code", "happens"),
    [
        ("lives.shares.REFUSED", "2.000815", "dossier.refused"),
        ("lives.shares.TRANSFERRED", "1.013225", "dossier.transferred"),
        ("lives.shares.PAID_BACK", "1.001612", "dossier.fee-refunded"),
        ("lives.shares.TAKEN_OVER", "1.013225", "dossier.taken-over-by-head"),
        ("lives.shares.CORRECTED", "1.013225", "dossier.entry-corrected"),
        ("lives.shares.RECALLED", "2.000815", "dossier.result-recalled"),
        ("lives.shares.SILENT", "1.013236", "dossier.silence-noted"),
        ("lives.shares.LOST_RECEIPT", "2.000815", "dossier.receipt-reissued"),
        ("matters.SENT_IN", "2.000815", "dossier.received"),
        ("matters.SPARED", "2.000815", "dossier.received"),
    ],
)
def test_what_happens_now_and_then_is_played_too(
    province: None, monkeypatch: pytest.MonkeyPatch, share: str, code: str, happens: str
) -> None:
    for name, how_often in {share: 1.0, **LEADS_THERE.get(share, {})}.items():
        monkeypatch.setattr(f"motcua.demo.{name}", how_often)
    monkeypatch.setattr("motcua.demo.lives.shares.STOPPED", 0.0)
    stage = replace(stage_of(PLAN), shown=frozenset())
    desk = next(desk for desk in stage.desks if code in desk.procedures)
    with no_letters_sent():
        list(play(Player(stage, Random(share), replace(desk, procedures=(code,)), UNTIL)))
    assert happens in {name for _, _, name, *_ in rows(EVENTS)}
    ((channel, spared),) = rows(
        "SELECT channel, (SELECT coalesce(sum(spared), 0) > 0 FROM payments_feedue)"
        " FROM dossiers_dossier"
    )
    assert (channel == "post") == (share == "matters.SENT_IN")
    assert spared == (share == "matters.SPARED")


def test_money_that_comes_after_the_evenings_count_is_counted_the_next(
    province: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.demo.matters.PAYS_AT_ONCE", 1.0)
    monkeypatch.setattr("motcua.demo.lives.shares.REFUSED", 0.0)
    stage = stage_of(PLAN)
    desk = next(
        replace(desk, procedures=("2.000815",))
        for desk in stage.desks
        if "2.000815" in desk.procedures and (desk.agency_id, PostKind.CASHIER) not in stage.seats
    )
    closings = till(stage, Random(1), desk.agency_id, PLAN.first)
    evening, _next_evening = next(closings), next(closings)
    life = play(Player(stage, Random(1), desk, evening + timedelta(minutes=5)))
    with no_letters_sent():
        assert next(life) > evening
        next(life)
    assert rows("SELECT DISTINCT sheet_day FROM payments_entry") == [(PLAN.first,)]
    takers = list(stage.takings[desk.agency_id])
    next(closings)
    assert rows("SELECT day FROM payments_cashsheet") == [(PLAN.first,)]
    # Another play of the same days leaves that sheet as it is.
    stage.takings[desk.agency_id] = takers
    again = till(stage, Random(2), desk.agency_id, PLAN.first)
    next(again), next(again)
    assert rows("SELECT day FROM payments_cashsheet") == [(PLAN.first,)]


def assert_sheets_are_closed_at_the_end_of_the_day() -> None:
    taken = rows("SELECT DISTINCT sheet_day, collected_by FROM payments_entry")
    closed = rows("SELECT day, closed_by FROM payments_cashsheet")
    assert sorted(closed) == sorted(each for each in taken if each[0] < UNTIL.date())
    assert closed


def assert_codes_are_given_in_order_of_time() -> None:
    given = rows("SELECT desk_id, code, received_at FROM dossiers_dossier ORDER BY received_at")
    last: dict[int, str] = {}
    received: datetime
    for desk_id, code, received in given:
        serial = f"{received.astimezone(UNTIL.tzinfo):%Y%m%d} {code}"
        assert last.get(desk_id, "") < serial
        last[desk_id] = serial

"""What holds of every life, whatever happens in it."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.calendars import clock
from motcua.ground.calendars.clock import (
    ClockState,
    Event,
    Kind,
    Life,
    Limit,
    Policies,
    Policy,
    Readings,
    Standing,
    Unit,
    Wait,
)
from motcua.ground.calendars.counting.hours import in_hours
from motcua.ground.calendars.counting.spans import months_after
from motcua.ground.calendars.lives import COMPLETIONS, ENDS, REQUESTS
from motcua.ground.calendars.tests import drawn
from motcua.ground.calendars.tests.drawn import LATER, OFFICE

NEVER = dict.fromkeys(Wait, Policy.NONE)


def reckoned(
    life: Life, policies: Policies, readings: Readings = clock.AS_WRITTEN
) -> clock.Reckoned:
    return clock.reckon(life, OFFICE, LATER, policies, readings)


def whole(life: Life, readings: Readings) -> int | Fraction:
    """Return what the lines that count must add up to; months by their two dates."""
    if life.limit.unit is Unit.SAME_DAY:
        return 0
    if life.limit.unit is not Unit.MONTH:
        return life.limit.amount
    day_zero = clock.due(life.begins_at, life.limit, OFFICE, readings).day_zero
    return (months_after(day_zero, int(life.limit.amount)) - day_zero).days


@given(drawn.lives(), drawn.policies, drawn.readings)
def test_lines_are_contiguous_from_the_receipt_to_the_due_moment_or_the_open_wait(
    life: Life, policies: Policies, readings: Readings
) -> None:
    told = reckoned(life, policies, readings)
    lines = told.told
    assert all(before.to_at == after.from_at for before, after in pairwise(lines))
    if lines:
        assert lines[0].from_at == life.received_at
        assert lines[-1].to_at == told.due_at
    assert (told.due_at is None) == (told.open_wait is not None) == (told.state == "paused")
    assert all(str(line.words) and line.source and line.rule in clock.RULES for line in lines)


@given(drawn.lives(), st.sampled_from([Policy.PAUSE, Policy.NONE]), drawn.readings)
def test_lines_that_count_add_up_to_the_limit(
    life: Life, policy: Policy, readings: Readings
) -> None:
    told = reckoned(life, dict.fromkeys(Wait, policy), readings)
    counted = sum(line.amount for line in told.lines if line.counts)
    if told.due_at:
        assert counted == whole(life, readings)
    else:
        assert counted <= whole(life, readings)


@given(drawn.lives(), drawn.readings)
def test_after_a_restart_the_lines_add_up_to_the_whole_limit_again(
    life: Life, readings: Readings
) -> None:
    told = reckoned(life, dict.fromkeys(Wait, Policy.RESTART), readings)
    if told.due_at and life.limit.unit not in {Unit.MONTH, Unit.SAME_DAY}:
        assert sum(line.amount for line in told.lines if line.counts) == life.limit.amount


@given(drawn.lives(), drawn.policies, drawn.readings)
def test_to_reckon_again_changes_nothing(
    life: Life, policies: Policies, readings: Readings
) -> None:
    assert reckoned(life, policies, readings) == reckoned(life, policies, readings)


@given(drawn.lives(may_end=False), drawn.readings)
def test_waits_that_never_stop_the_clock_move_nothing(life: Life, readings: Readings) -> None:
    told = reckoned(life, NEVER, readings)
    assert told.due_at == told.lawful_due_at == told.original_due_at
    assert told.due_at == clock.due(life.begins_at, life.limit, OFFICE, readings).at


@given(drawn.lives(), drawn.policies, drawn.readings)
def test_without_a_wait_no_policy_matters(
    life: Life, policies: Policies, readings: Readings
) -> None:
    alone = replace(life, events=tuple(each for each in life.events if each.kind in ENDS))
    told = reckoned(alone, policies, readings)
    assert told == reckoned(alone, NEVER, readings)
    assert told.due_at == told.original_due_at


@given(drawn.lives(may_end=False), drawn.policies, drawn.readings)
def test_a_wait_never_shortens(life: Life, policies: Policies, readings: Readings) -> None:
    told = reckoned(life, policies, readings)
    if told.due_at:
        assert told.due_at >= told.original_due_at


@given(drawn.lives(may_end=False), st.integers(0, 6), drawn.policies, drawn.readings)
def test_one_more_wait_never_shortens(
    life: Life, kept: int, policies: Policies, readings: Readings
) -> None:
    earlier = replace(life, events=_closed(life.events[:kept]))
    told, before = (
        reckoned(replace(each, events=_closed(each.events)), policies, readings)
        for each in (life, earlier)
    )
    assert told.due_at
    assert before.due_at
    assert told.due_at >= before.due_at


def _closed(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events without the requests that nobody answered."""
    kept: list[Event] = []
    for number, event in enumerate(events):
        later = [each.kind for each in events[number + 1 :]]
        wait = REQUESTS.get(event.kind)
        if wait is None or any(COMPLETIONS.get(kind) is wait for kind in later):
            kept.append(event)
    return tuple(kept)


@given(
    drawn.lives(may_end=False),
    st.timedeltas(timedelta(), timedelta(days=20)),
    st.sampled_from([Policy.PAUSE, Policy.NONE]),
    drawn.readings,
)
def test_a_later_receipt_is_never_due_earlier(
    life: Life, later: timedelta, policy: Policy, readings: Readings
) -> None:
    first = reckoned(replace(life, accepted_at=None), dict.fromkeys(Wait, policy), readings)
    moved = replace(life, received_at=life.received_at, accepted_at=life.received_at + later)
    second = reckoned(moved, dict.fromkeys(Wait, policy), readings)
    if first.due_at and second.due_at:
        assert second.due_at >= first.due_at


@given(drawn.lives(may_end=False), st.integers(0, 5), drawn.policies, drawn.readings)
def test_a_longer_limit_is_never_due_earlier(
    life: Life, more: int, policies: Policies, readings: Readings
) -> None:
    longer = replace(life, limit=Limit(life.limit.amount + more, life.limit.unit))
    first, second = (reckoned(each, policies, readings) for each in (life, longer))
    if first.due_at and second.due_at:
        assert second.due_at >= first.due_at


@given(st.data(), drawn.receipts, drawn.limits, drawn.readings)
def test_a_wait_in_two_parts_moves_as_the_whole(
    data: st.DataObject,
    received_at: datetime,
    limit: Limit,
    readings: Readings,
) -> None:
    asked = received_at + data.draw(drawn.gaps)
    parted = asked + data.draw(drawn.gaps)
    answered = parted + data.draw(drawn.gaps)
    request, completion = Kind.SUPPLEMENT_REQUESTED, Kind.SUPPLEMENT_COMPLETED
    one = Event(request, asked), Event(completion, answered)
    two = one[0], Event(completion, parted), Event(request, parted), one[1]
    whole, parts = (
        reckoned(Life(received_at, limit, each), drawn.PAUSED, readings) for each in (one, two)
    )
    assert parts.due_at == whole.due_at
    assert parts.used == whole.used


@given(drawn.lives(), drawn.policies)
def test_slices_add_up_to_the_whole_life(life: Life, policies: Policies) -> None:
    told = reckoned(life, policies)
    until = life.ended_at or LATER
    assert sum((each.to_at - each.from_at for each in told.slices), timedelta()) == (
        until - life.received_at
    )
    assert all(before.to_at == after.from_at for before, after in pairwise(told.slices))


@given(drawn.lives(), drawn.policies, drawn.readings)
def test_whoever_ends_while_the_clock_stands_is_not_late(
    life: Life, policies: Policies, readings: Readings
) -> None:
    told = reckoned(life, policies, readings)
    if not life.ended_at:
        assert told.standing in {Standing.OPEN, Standing.OVERDUE}
        return
    before = replace(life, events=tuple(e for e in life.events if e.kind not in ENDS))
    assert told.state is ClockState.ENDED
    assert told.due_at
    if reckoned(before, policies, readings).state is ClockState.PAUSED:
        assert told.standing in {Standing.EARLY, Standing.ON_TIME}


@given(drawn.lives(), drawn.policies, drawn.readings)
def test_of_hours_what_ran_and_what_is_left_add_up_to_the_limit(
    life: Life, policies: Policies, readings: Readings
) -> None:
    told = reckoned(life, policies, readings)
    if life.limit.unit is Unit.WORKING_HOUR and told.left:
        assert in_hours(told.used + told.left) == life.limit.amount

"""What holds of every receipt and every limit, and a second clock that must agree."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.calendars import clock
from motcua.ground.calendars.clock import Limit, Readings, Unit
from motcua.ground.calendars.examples import moment, office
from motcua.ground.calendars.tests.oracle import Opening, Walker
from motcua.ground.calendars.working_time import DayType

OFFICE = office()
HOURS, DAYS, PLAIN, MONTHS, SAME = (
    Unit.WORKING_HOUR,
    Unit.WORKING_DAY,
    Unit.DAY,
    Unit.MONTH,
    Unit.SAME_DAY,
)

receipts = st.integers(0, 14 * 366 * 24 * 3600).map(
    lambda seconds: moment("2013-12-31 00:00") + timedelta(seconds=seconds)
)
limits = st.one_of(
    st.builds(Limit, st.integers(0, 60), st.sampled_from([DAYS, PLAIN])),
    st.builds(Limit, st.integers(0, 40), st.just(HOURS)),
    st.builds(Limit, st.integers(0, 90000).map(lambda part: Fraction(part, 3600)), st.just(HOURS)),
    st.builds(Limit, st.integers(0, 12), st.just(MONTHS)),
    st.just(Limit(0, SAME)),
)
readings = st.builds(Readings, *[st.booleans()] * 5)


@given(receipts, limits, readings)
def test_lines_are_contiguous_and_add_up_to_the_limit(
    received_at: datetime, limit: Limit, read: Readings
) -> None:
    due = clock.due(received_at, limit, OFFICE, read)
    if due.lines:
        assert due.lines[0].from_at == received_at
        assert due.lines[-1].to_at == due.at
    else:
        assert due.at == received_at
    assert all(before.to_at == after.from_at for before, after in pairwise(due.lines))
    assert all(line.from_at < line.to_at for line in due.lines)
    assert sum(line.amount for line in due.lines if line.counts) == limit.amount
    assert all(line.amount for line in due.lines if line.counts)
    assert all(str(line.words) and line.source for line in due.lines)
    assert all(str(sentence) for sentence in due.rules.values())


@given(receipts, limits, readings)
def test_due_is_after_receipt_and_when_an_office_closes(
    received_at: datetime, limit: Limit, read: Readings
) -> None:
    due = clock.due(received_at, limit, OFFICE, read)
    assert due.at >= received_at
    assert due.on <= clock.reach(limit, received_at.date())
    if limit.unit is not HOURS:
        assert OFFICE.is_working(due.on)
        closes = datetime.min.time() if read.end_of_day else OFFICE.closes_at(due.on).time()
        assert due.at.time() == closes


@given(receipts, st.timedeltas(timedelta(), timedelta(days=20)), limits, readings)
def test_a_later_receipt_is_never_due_earlier(
    received_at: datetime, later: timedelta, limit: Limit, read: Readings
) -> None:
    first = clock.due(received_at, limit, OFFICE, read).at
    assert clock.due(received_at + later, limit, OFFICE, read).at >= first


@given(receipts, limits, st.integers(0, 5), readings)
def test_a_longer_limit_is_never_due_earlier(
    received_at: datetime, limit: Limit, more: int, read: Readings
) -> None:
    longer = Limit(limit.amount + more, limit.unit)
    assert (
        clock.due(received_at, longer, OFFICE, read).at
        >= clock.due(received_at, limit, OFFICE, read).at
    )


WALKER_DAYS = {
    each.on: each.type is DayType.MAKEUP_WORK for each in OFFICE.days.values() if each.is_certain
}


def opening(on: date) -> Opening:
    is_open = WALKER_DAYS.get(on, on.isoweekday() < 6)
    return [("07:30", "11:30"), ("13:30", "17:00")] if is_open else []


@given(
    receipts.map(lambda received: received.replace(second=0)),
    st.sampled_from([DAYS, PLAIN, MONTHS, SAME, HOURS]),
    st.integers(0, 24),
)
def test_a_clock_that_walks_agrees(received_at: datetime, unit: Unit, amount: int) -> None:
    walked = Walker(opening).due(received_at, amount, unit.value)
    ours = clock.due(received_at, Limit(amount, unit), OFFICE).at
    if unit is HOURS and not amount:
        assert ours >= walked
    else:
        assert ours == walked

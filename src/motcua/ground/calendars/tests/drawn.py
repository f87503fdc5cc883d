"""Lives to try the clock with, drawn at random or written in few words."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from motcua.ground.calendars import clock
from motcua.ground.calendars.clock import Event, Kind, Life, Limit, Policy, Readings, Unit, Wait
from motcua.ground.calendars.examples import moment, office
from motcua.ground.calendars.lives import COMPLETIONS, PAUSED, REQUESTS

OFFICE = office()
LATER = moment("2030-12-01 00:00")

REQUESTED = {wait: kind for kind, wait in REQUESTS.items()}
COMPLETED = {wait: kind for kind, wait in COMPLETIONS.items()}


def life(received: str, limit: Limit, *events: str) -> Life:
    """Return a life whose events are written "extended 2015-04-16 09:00 > 2015-04-20"."""
    return Life(moment(received), limit, tuple(map(_event, events)))


def _event(text: str) -> Event:
    told, _, to = text.partition(" > ")
    kind, at = told.split(" ", 1)
    if not to:
        return Event(Kind(kind), moment(at))
    return Event(Kind(kind), moment(at), moment(to) if " " in to else date.fromisoformat(to))


def reckoned(
    of: Life,
    policy: Policy = Policy.PAUSE,
    readings: Readings = clock.AS_WRITTEN,
    now: datetime = LATER,
) -> clock.Reckoned:
    return clock.reckon(of, OFFICE, now, dict.fromkeys(Wait, policy), readings)


receipts = st.integers(0, 13 * 366 * 24 * 60).map(
    lambda minutes: moment("2014-01-01 00:00") + timedelta(minutes=minutes)
)
limits = st.one_of(
    st.builds(Limit, st.integers(0, 20), st.sampled_from([Unit.WORKING_DAY, Unit.DAY])),
    st.builds(Limit, st.integers(0, 40), st.just(Unit.WORKING_HOUR)),
    st.builds(
        Limit,
        st.integers(0, 90000).map(lambda seconds: Fraction(seconds, 3600)),
        st.just(Unit.WORKING_HOUR),
    ),
    st.builds(Limit, st.integers(0, 4), st.just(Unit.MONTH)),
    st.just(Limit(0, Unit.SAME_DAY)),
)
readings = st.builds(Readings, *[st.booleans()] * 5)
policies = st.fixed_dictionaries({wait: st.sampled_from(Policy) for wait in Wait})
gaps = st.one_of(
    st.just(timedelta()),
    st.integers(0, 600).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(0, 30 * 24 * 3600).map(lambda seconds: timedelta(seconds=seconds)),
)


@st.composite
def events(draw: st.DrawFn, received_at: datetime, *, may_end: bool = True) -> tuple[Event, ...]:
    """Draw lawful waits, open and closed, and perhaps an end."""
    at, waiting, told = received_at, set[Wait](), list[Event]()
    for _ in range(draw(st.integers(0, 6))):
        at += draw(gaps)
        wait = draw(st.sampled_from(Wait))
        told.append(Event((COMPLETED if wait in waiting else REQUESTED)[wait], at))
        waiting ^= {wait}
    if may_end and draw(st.booleans()):
        ends = [Kind.FINISHED, Kind.STOPPED, Kind.REFUSED, Kind.WITHDRAWN]
        told.append(Event(draw(st.sampled_from(ends)), at + draw(gaps)))
    return tuple(told)


@st.composite
def lives(draw: st.DrawFn, *, may_end: bool = True) -> Life:
    """Draw a lawful life."""
    received_at = draw(receipts)
    accepted_at = draw(st.one_of(st.none(), gaps.map(lambda gap: received_at + gap)))
    told = draw(events(received_at, may_end=may_end))
    return Life(received_at, draw(limits), told, accepted_at)


__all__ = ["OFFICE", "PAUSED", "events", "life", "limits", "lives", "policies", "readings"]

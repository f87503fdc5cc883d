"""
The legal clock: facts and policy in; state, dates, slices and their explanation out.

:func:`due` answers for a receipt and a limit alone, :func:`reckon` for a whole life with its
waits and extensions. Both count by one machinery: a start and a limit (``counting``).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from motcua.ground.calendars.counting import units
from motcua.ground.calendars.counting.reckoning import Office, Reckoning
from motcua.ground.calendars.counting.same_day import CUTOFF
from motcua.ground.calendars.course import Course
from motcua.ground.calendars.explanation import RULES, Due, Ledger, Line, OpenWait
from motcua.ground.calendars.limits import AS_WRITTEN, Limit, Readings, Unit, reach
from motcua.ground.calendars.lives import (
    COMPLETIONS,
    ENDS,
    PAUSED,
    REQUESTS,
    Event,
    Kind,
    Life,
    Policies,
    Policy,
    Wait,
    lawful,
)
from motcua.ground.calendars.quiet import shown
from motcua.ground.calendars.slices import Slice, slices
from motcua.ground.calendars.standing import Standing, standing, standing_now
from motcua.ground.calendars.working_time import (
    Hours,
    Interval,
    NoHours,
    SpecialDay,
    WorkingCalendar,
    WorkingTime,
    worked,
    working_time_between,
)
from motcua.ground.kernel.dates import local

__all__ = [
    "AS_WRITTEN",
    "CUTOFF",
    "RULES",
    "ClockState",
    "Due",
    "Event",
    "Hours",
    "Interval",
    "Kind",
    "Life",
    "Limit",
    "Line",
    "NoHours",
    "Policies",
    "Policy",
    "Readings",
    "Reckoned",
    "Slice",
    "SpecialDay",
    "Standing",
    "Unit",
    "Wait",
    "WorkingCalendar",
    "WorkingTime",
    "due",
    "reach",
    "reckon",
    "working_time_between",
]


def due(
    received_at: datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    readings: Readings = AS_WRITTEN,
) -> Due:
    """
    Return when a dossier received at this instant is due, and why.

    :param calendar: of the desk that received, from the day of receipt to :func:`reach`.
    :raises NoHours: if the office has no hours in force on a day that matters.
    :raises ValueError: for a receipt without an offset.
    """
    office, received_at = Office.reading(calendar, readings), local(received_at)
    start, ledger = office.begin(received_at), Ledger(received_at, limit.unit)
    due_at = units.count(Reckoning(start, limit, office, ledger))
    return Due(due_at, start.day_zero, tuple(ledger.lines))


class ClockState(StrEnum):
    """What the clock of a dossier does."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """
    What the clock says of a life.

    :param due_at: the moment promised, with waits and extensions; None while the clock stands.
    :param lawful_due_at: with waits alone, by which it is judged; None while the clock stands.
    :param original_due_at: by the receipt alone.
    :param used: working time that ran, from the last restart until now or the end.
    :param left: working time from then to the due moment, or what a wait keeps.
    :param lines: from the receipt to the due moment, or to where ``open_wait`` begins.
    :param slices: who had it from the receipt until now or the end.
    """

    due_at: datetime | None
    lawful_due_at: datetime | None
    original_due_at: datetime
    extended: bool
    state: ClockState
    standing: Standing
    used: timedelta
    left: timedelta
    lines: tuple[Line, ...]
    open_wait: OpenWait | None
    slices: tuple[Slice, ...]

    @property
    def told(self) -> tuple[Line | OpenWait, ...]:
        """All lines, also that which has no end yet."""
        return (*self.lines, self.open_wait) if self.open_wait else self.lines


def reckon(
    life: Life,
    calendar: WorkingCalendar,
    now: datetime,
    policies: Policies = PAUSED,
    readings: Readings = AS_WRITTEN,
) -> Reckoned:
    """
    Return what the clock says of a life now.

    :param calendar: of the desk that received, for the whole life, over all days that matter.
    :param now: decides whether an open life is overdue, and what is left of it.
    :raises Unlawful: for an event that cannot have happened.
    :raises NoHours: if the office has no hours in force on a day that matters.
    """
    life, office = lawful(life), Office.reading(calendar, readings)
    course = _follow(life, office, policies, with_extensions=True)
    extended = any(each.kind is Kind.EXTENDED for each in life.events)
    without = _follow(life, office, policies, with_extensions=False) if extended else course
    due_at, lawful_due_at = (
        None if each.is_paused else each.due_at() for each in (course, without)
    )
    return Reckoned(
        due_at,
        lawful_due_at,
        _beginning(life, office).due_at(),
        extended,
        _state(life, course),
        _judged(life, lawful_due_at, now),
        *_used_and_left(course, due_at, life.ended_at or now),
        shown(course.lines(), life, policies),
        course.open_wait(),
        slices(life, life.ended_at or now),
    )


def _follow(life: Life, office: Office, policies: Policies, *, with_extensions: bool) -> Course:
    """Return one due moment after all that happened; each goes by its own moment."""
    course = _beginning(life, office)
    for event in life.events:
        asked, answered = REQUESTS.get(event.kind), COMPLETIONS.get(event.kind)
        if asked and policies[asked] is not Policy.NONE:
            course.ask(asked, policies[asked], event.at)
        elif answered:
            course.answer(answered, event.at)
        elif event.kind is Kind.EXTENDED and event.to and with_extensions:
            course.extend(event, event.to)
        elif event.kind in ENDS:
            course.end(event.at)
    return course


def _beginning(life: Life, office: Office) -> Course:
    return Course.beginning(life.received_at, life.begins_at, life.limit, office)


def _state(life: Life, course: Course) -> ClockState:
    if life.ended_at:
        return ClockState.ENDED
    return ClockState.PAUSED if course.is_paused else ClockState.RUNNING


def _judged(life: Life, lawful_due_at: datetime | None, now: datetime) -> Standing:
    """R8: by the lawful due moment; a stop, a refusal or a withdrawal at its own moment."""
    if life.ended_at and lawful_due_at:
        return standing(life.ended_at, lawful_due_at)
    return standing_now(now, lawful_due_at)


def _used_and_left(
    course: Course, due_at: datetime | None, until: datetime
) -> tuple[timedelta, timedelta]:
    """Return the working time that ran, and that which is left until the promise."""
    if due_at is None:
        return course.used, course.left
    calendar = course.office.calendar
    ran = worked(calendar, course.start.at, until)
    return course.used + ran, worked(calendar, until, due_at)

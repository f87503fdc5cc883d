"""R10: an extension sets a new moment, which a later wait moves as it moves the limit."""

from dataclasses import dataclass
from datetime import date, datetime, time

from motcua.ground.calendars.counting import units
from motcua.ground.calendars.counting.hours import in_hours
from motcua.ground.calendars.counting.reckoning import Office, Reckoning, Start
from motcua.ground.calendars.explanation import Ledger, last_day
from motcua.ground.calendars.limits import Limit, Unit
from motcua.ground.calendars.working_time import at, worked
from motcua.ground.kernel.dates import local


@dataclass(frozen=True, slots=True)
class Granted:
    """
    A moment to which the promise was extended.

    :param last: its day, before R5 moved it.
    :param clock: its time of that day, None for closing.
    """

    at: datetime
    last: date
    clock: time | None = None


def granted(to: datetime | date, office: Office) -> Granted:
    """Return the moment of an extension; a bare day means its closing, then R5."""
    if not isinstance(to, datetime):
        return Granted(office.closing(office.calendar.working_day_from(to)), to)
    moment = local(to)
    last = last_day(moment)
    if office.calendar.is_working(last) and moment == office.closing(last):
        return Granted(moment, last)
    return Granted(moment, moment.date(), moment.time())


def rest(extension: Granted, reckoning: Reckoning, asked_at: datetime) -> Limit:
    """Return what a wait leaves of an extension, as R7 leaves a rest of the limit."""
    office, unit = reckoning.office, reckoning.limit.unit
    if unit is Unit.WORKING_HOUR:
        return Limit(in_hours(worked(office.calendar, asked_at, extension.at)), unit)
    if unit in {Unit.DAY, Unit.MONTH}:
        days = (extension.last - office.begin(asked_at).day_zero).days
        return Limit(max(days, 0), Unit.DAY)
    after = max(asked_at.date(), reckoning.start.day_zero)
    return Limit(office.working_days(after, last_day(extension.at)), Unit.WORKING_DAY)


def moved(extension: Granted, left: Limit, start: Start, office: Office) -> Granted:
    """Return the extension as it stands when a wait is over: what was left, counted anew."""
    ledger = Ledger(start.came_at, left.unit)
    moment = units.count(Reckoning(start, left, office, ledger))
    last = last_day(moment)
    if extension.clock and left.unit is not Unit.WORKING_HOUR:
        return Granted(at(last, extension.clock), last, extension.clock)
    if left.unit is Unit.DAY:
        last = date.fromordinal(start.day_zero.toordinal() + int(left.amount))
    return Granted(moment, last)

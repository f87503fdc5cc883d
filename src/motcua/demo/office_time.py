"""Office hours laid end to end, so that work can be dealt out over them as over a ruler."""

from bisect import bisect_right
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random

from motcua.ground.calendars.working_time import WorkingCalendar, at, days_between

A_SECOND = timedelta(seconds=1)
NOTHING = timedelta()


class OfficeTime:
    """The open hours of one calendar, from its first day to its last."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        open_hours = [
            (at(on, interval.opens), interval.length)
            for on in days_between(calendar.first, calendar.last)
            for interval in calendar.opening_intervals(on)
        ]
        self._opened = [opened for opened, _ in open_hours]
        self._before = list(accumulate((length for _, length in open_hours), initial=NOTHING))

    def somewhen(self, dice: Random, first: date, until: datetime) -> datetime:
        """Return a moment of office hours, any as likely as another."""
        begin, end = self._worked_before(at(first, datetime.min.time())), self._worked_before(until)
        seconds = dice.randrange(max((end - begin) // A_SECOND, 1))
        return self._moment(begin + timedelta(seconds=seconds))

    def later(self, moment: datetime, *, hours: float) -> datetime:
        """Return the moment so many open hours after another, or before it if they are negative."""
        return self._moment(self._worked_before(moment) + timedelta(seconds=round(hours * 3600)))

    def _worked_before(self, moment: datetime) -> timedelta:
        """Return how long the office has been open from the calendar's first day on."""
        place = bisect_right(self._opened, moment) - 1
        if place < 0:
            return NOTHING
        return min(self._before[place] + (moment - self._opened[place]), self._before[place + 1])

    def _moment(self, worked: timedelta) -> datetime:
        """Return when the office has been open for so long; a closing is the next opening."""
        last = len(self._opened) - 1
        place = min(max(bisect_right(self._before, worked) - 1, 0), last)
        return self._opened[place] + max(worked - self._before[place], NOTHING)

"""
What an office has open, as a plain list of minutes for each day.

Part of the walker: it reads the shipped table by itself and shares nothing with the clock.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from holidays import country_holidays

TABLE = Path(__file__).parents[2] / "data" / "national-days.csv"
DAY = timedelta(days=1)
USUAL_HOURS = [["07:30", "11:30"], ["13:30", "17:00"]]
SATURDAY = 5


@dataclass(frozen=True)
class Named:
    """A day that the nation names: off or work, and for a make-up day the day it stands for."""

    kind: str
    stands_for: date | None = None


@cache
def shipped() -> dict[date, Named]:
    """Every row of the shipped table but the doubtful ones, which are days as any other."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {
            date.fromisoformat(row["date"]): Named(
                row["kind"], date.fromisoformat(row["swap_with"]) if row["swap_with"] else None
            )
            for row in csv.DictReader(lines)
            if row["certainty"] != "low"
        }


@cache
def in_library(year: int) -> dict[date, Named]:
    """A year that the table does not hold, as the library `holidays` has it."""
    found = country_holidays("VN", years=year)
    days = {day: Named("off") for day in found}
    return days | {day: Named("work") for day in found.weekend_workdays if day.year == year}


@cache
def national(day: date) -> Named | None:
    """What the nation says of a day."""
    in_table = date(day.year, 1, 1) in shipped()
    return (shipped() if in_table else in_library(day.year)).get(day)


def minutes_of(hours: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Each minute of the day that lies in one of the intervals."""
    return _minutes_of(tuple((opens, closes) for opens, closes in hours))


@cache
def _minutes_of(hours: tuple[tuple[str, str], ...]) -> tuple[int, ...]:
    inside: set[int] = set()
    for opens, closes in hours:
        begin, end = time.fromisoformat(opens), time.fromisoformat(closes)
        inside.update(range(begin.hour * 60 + begin.minute, end.hour * 60 + end.minute))
    return tuple(sorted(inside))


@dataclass
class Office:
    """The open minutes of one desk, day for day, as the line of the command describes it."""

    line: dict[str, Any]
    known: dict[date, tuple[int, ...]] = field(default_factory=dict)

    def minutes(self, day: date) -> tuple[int, ...]:
        """The minutes of a day in which the desk is open; none on a day off."""
        if day not in self.known:
            self.known[day] = self._minutes(day)
        return self.known[day]

    def _minutes(self, day: date) -> tuple[int, ...]:
        own = self.line.get("days", {}).get(day.isoformat())
        named = national(day)
        if isinstance(own, list):
            return minutes_of(own)
        kind = own or (named.kind if named else None)
        if kind == "off":
            return ()
        if kind == "work":
            if day.weekday() == SATURDAY and self._reads("makeup_saturday_is_off"):
                return ()
            if own is None and named and named.stands_for:
                return self._weekly(named.stands_for.weekday(), day)
            return self._weekly(day.weekday(), day) or self._weekly(0, day)
        return self._weekly(day.weekday(), day)

    def _weekly(self, weekday: int, day: date) -> tuple[int, ...]:
        """The hours in force on a date for a weekday."""
        entries = [
            entry
            for entry in self.line.get("calendars", [])
            if entry["from"] <= day.isoformat() <= (entry.get("to") or "9999-12-31")
        ]
        if entries:
            hours = [e["hours"] for e in entries if weekday in e.get("weekdays", range(5))]
            return minutes_of(hours[-1]) if hours else ()
        return minutes_of(self.line.get("hours", USUAL_HOURS)) if weekday < SATURDAY else ()

    def _reads(self, reading: str) -> bool:
        return bool(self.line.get("readings", {}).get(reading))

    def works(self, day: date) -> bool:
        """Whether the desk opens at all on a day."""
        return bool(self.minutes(day))

    def opening(self, day: date) -> datetime:
        """When a working day begins."""
        return at_minute(day, self.minutes(day)[0])

    def closing(self, day: date) -> datetime:
        """When a working day ends."""
        return at_minute(day, self.minutes(day)[-1] + 1)

    def next_working(self, day: date) -> date:
        """The first working day after a day."""
        day += DAY
        while not self.works(day):
            day += DAY
        return day

    def is_open(self, moment: datetime) -> bool:
        """Whether the desk is open at a moment, and during the second that follows it."""
        return moment.hour * 60 + moment.minute in self.minutes(moment.date())

    def open_seconds(self, begin: datetime, end: datetime) -> int:
        """How many seconds the desk is open between two moments, minute after minute."""
        total = 0
        day = begin.date()
        while day <= end.date():
            if begin.date() < day < end.date():
                total += 60 * len(self.minutes(day))
                day += DAY
                continue
            first = second_of(begin) if day == begin.date() else 0
            last = second_of(end) if day == end.date() else 24 * 3600
            for minute in self.minutes(day):
                if first <= minute * 60 and minute * 60 + 60 <= last:
                    total += 60
                elif first < minute * 60 + 60 and minute * 60 < last:
                    total += sum(first <= minute * 60 + second < last for second in range(60))
            day += DAY
        return total

    def after(self, begin: datetime, seconds: int) -> datetime:
        """The moment at which so many seconds of open time have passed."""
        if not seconds:
            return begin
        day, first = begin.date(), second_of(begin)
        while True:
            for minute in self.minutes(day):
                for second in range(max(minute * 60, first), minute * 60 + 60):
                    if second == minute * 60 and seconds > 60:
                        seconds -= 60
                        break
                    seconds -= 1
                    if not seconds:
                        return at_minute(day, 0) + timedelta(seconds=second + 1)
            day, first = day + DAY, 0


def at_minute(day: date, minute: int) -> datetime:
    """A minute of a day as a moment of local time."""
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def second_of(moment: datetime) -> int:
    """How many seconds of its day have passed."""
    return moment.hour * 3600 + moment.minute * 60 + moment.second

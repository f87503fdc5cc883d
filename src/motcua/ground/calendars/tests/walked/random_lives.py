"""
Lawful lives at random: every unit, policy, reading and calendar, with up to six events.

A seed always tells the same lives. Moments like to fall on openings, closings, cut-offs and on
the due date itself, to the second: there a clock errs.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from random import Random
from typing import Any, Final

from motcua.ground.calendars.tests.walked.life import CLOSES, HANOI, OPENS, Unlawful
from motcua.ground.calendars.tests.walked.plain_days import SATURDAY
from motcua.ground.calendars.tests.walked.walker import Doubtful, walk

Line = dict[str, Any]

EDGES: Final = (
    "00:00:00",
    "06:00:00",
    "07:29:59",
    "07:30:00",
    "08:00:00",
    "11:29:59",
    "11:30:00",
    "12:00:00",
    "13:30:00",
    "14:59:59",
    "15:00:00",
    "15:00:01",
    "16:29:59",
    "16:30:00",
    "16:59:59",
    "17:00:00",
    "17:00:01",
    "17:30:00",
    "23:59:59",
)
HOURS: Final = (
    [["08:00", "11:30"], ["13:30", "17:00"]],
    [["07:30", "11:30"], ["13:30", "17:30"]],
    [["07:00", "11:00"], ["13:00", "16:30"]],
    [["08:00", "16:00"]],
    [["07:15", "09:45"], ["10:00", "11:30"], ["14:00", "17:30"]],
)
MORNING: Final = [["07:30", "11:30"]]
READINGS: Final = (
    "makeup_saturday_is_off",
    "end_of_day",
    "submission_day",
    "next_opening",
    "at_cutoff_is_after",
)
LIMITS: Final[dict[str, tuple[float, ...]]] = {
    "same_day": (0, 0, 1),
    "working_hour": (0.5, 1, 1.5, 2, 4, 7.5, 8, 20, 40),
    "working_day": (1, 1, 2, 3, 5, 7, 10, 15, 30),
    "calendar_day": (1, 2, 3, 5, 7, 10, 15, 25, 60),
    "month": (1, 1, 2, 3, 6),
}
POLICIES: Final = ("PAUSE", "RESTART", "NONE")
OFFSETS: Final = (timedelta(), timedelta(hours=-5), timedelta(hours=9, minutes=30))
SECOND: Final = timedelta(seconds=1)


def lives(seed: int, count: int) -> Iterator[tuple[Line, Line]]:
    """So many lines of one seed, each with the walker's answer; where the law doubts, none."""
    random = Random(seed)  # noqa: S311 - the same lives every time
    told = 0
    while told < count:
        line = {"id": f"{seed}-{told}"} | _Life(random).line()
        try:
            answer = walk(line)
        except (Doubtful, Unlawful):
            continue
        told += 1
        yield line, answer


class _Life:
    """One life as it is made up."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.at = self._receipt()
        self.waiting: set[str] = set()
        self.told: Line = {"received_at": self._written(self.at), "limit": self._limit()}
        self.events: list[dict[str, str]] = []

    def line(self) -> Line:
        """The line, with its events and its end."""
        self._describe()
        for _ in range(self.random.choice((0, 1, 2, 2, 3, 4, 5, 6))):
            self._go_on()
            self._happen()
        self._end()
        if self.events:
            self.told["events"] = self._in_some_order()
        return self.told

    def _in_some_order(self) -> list[dict[str, str]]:
        """Events are sorted by whoever reads them, but those of one instant keep their order."""
        instants = [datetime.fromisoformat(event["at"]) for event in self.events]
        if len(set(instants)) == len(instants) and self._now_and_then(0.1):
            self.random.shuffle(self.events)
        return self.events

    def _receipt(self) -> datetime:
        year = self.random.randint(2014, 2026)
        if self._now_and_then(0.04):
            year = self.random.choice((2012, 2013, 2027, 2028))
        return self._time(date(year, 1, 1) + timedelta(days=self.random.randrange(365)))

    def _time(self, day: date) -> datetime:
        if self._now_and_then(0.35):
            return datetime.combine(day, time.fromisoformat(self.random.choice(EDGES)))
        seconds = self.random.choice((0, 0, 0, self.random.randrange(60)))
        minute = self.random.randrange(6 * 60, 19 * 60)
        return datetime.combine(day, time(minute // 60, minute % 60, seconds))

    def _limit(self) -> Line:
        unit = self.random.choice((*LIMITS, "working_day", "working_hour"))
        return {"unit": unit, "value": self.random.choice(LIMITS[unit])}

    def _describe(self) -> None:
        """Hours, days, policy and readings of the desk."""
        if self._now_and_then(0.3):
            self.told["hours"] = self.random.choice(HOURS)
        if self._now_and_then(0.3):
            self.told["cutoff"] = self.random.choice(("10:00", "11:00", "14:30", "15:00"))
        if self._now_and_then(0.7):
            self.told["policy"] = self._policy()
        readings = {name: True for name in READINGS if self._now_and_then(0.12)}
        if readings:
            self.told["readings"] = readings
        if self._now_and_then(0.25):
            self.told["days"] = self._days()
        elif self._now_and_then(0.3):
            self.told["calendars"] = self._calendars(readings)
        if self._now_and_then(0.1):
            self._go_on()
            self.told["accepted_at"] = self._written(self.at)

    def _policy(self) -> str | dict[str, str]:
        if self._now_and_then(0.5):
            return self.random.choice(POLICIES)
        waits = self.random.choice((("supplement", "payment"), ("payment",), ("supplement",)))
        return {wait: self.random.choice(POLICIES) for wait in waits}

    def _days(self) -> Line:
        near = (self.at.date() + timedelta(days=self.random.randint(0, 20)) for _ in range(4))
        return {
            day.isoformat(): self.random.choice(("off", "off", "work", MORNING, HOURS[3]))
            for day in near
        }

    def _calendars(self, readings: Line) -> list[Line]:
        begins = self.at.date() + timedelta(days=self.random.randint(-20, 10))
        ends = begins + timedelta(days=self.random.choice((0, 5, 30, 200)))
        span = {"from": begins.isoformat(), "to": ends.isoformat()}
        week = {**span, "weekdays": [0, 1, 2, 3, 4], "hours": self.random.choice(HOURS)}
        in_table = 2014 <= self.at.year <= 2026
        if not in_table or "makeup_saturday_is_off" in readings or self._now_and_then(0.5):
            return [week]
        return [week, {**span, "weekdays": [SATURDAY], "hours": MORNING}]

    def _go_on(self) -> None:
        """Time passes: often to an edge, sometimes not at all, sometimes to the due date itself."""
        kind = self.random.random()
        if kind < 0.1:
            return
        due = self._due() if kind < 0.25 else None
        if due and due >= self.at:
            self.at = due + self.random.choice((timedelta(), timedelta(), SECOND))
            return
        if kind < 0.5:
            self.at += timedelta(seconds=self.random.choice((1, 60, 1800, 5400, 14400)))
            return
        ahead = timedelta(days=self.random.choice((0, 1, 1, 2, 3, 5, 8)))
        self.at = max(self.at, self._time(self.at.date() + ahead))

    def _due(self) -> datetime | None:
        """What the clock says so far."""
        try:
            answer = walk(self.told | {"events": self.events, "now": _plain(self.at)})
        except (Doubtful, Unlawful):
            return None
        due = answer["due_at"]
        return datetime.fromisoformat(due).replace(tzinfo=None) if due else None

    def _happen(self) -> None:
        kinds = ["extended", "apologised", "transferred"]
        kinds += 3 * [kind for kind, wait in OPENS.items() if wait not in self.waiting]
        kinds += 4 * [kind for kind, wait in CLOSES.items() if wait in self.waiting]
        kind = self.random.choice(kinds)
        event = {"kind": kind, "at": self._written(self.at)}
        if kind == "extended":
            event["to"] = self._extension()
        elif kind in OPENS:
            self.waiting.add(OPENS[kind])
        elif kind in CLOSES:
            self.waiting.remove(CLOSES[kind])
        self.events.append(event)

    def _extension(self) -> str:
        """A date or a moment that is not before the due date of now."""
        due = max(self._due() or self.at + timedelta(days=10), self.at)
        later = due.date() + timedelta(days=self.random.choice((0, 1, 2, 5, 9)))
        if self.told["limit"]["unit"] == "working_hour" and self._now_and_then(0.5):
            return self._written(max(due, self._time(later)))
        if self._now_and_then(0.1):
            return self._written(max(due, self._time(later)))
        return later.isoformat()

    def _end(self) -> None:
        """Finished, ended otherwise, or still open at some moment."""
        self._go_on()
        chance = self.random.random()
        if chance < 0.45:
            self.told["finished_at"] = self._written(self.at)
        elif chance < 0.6:
            kind = self.random.choice(("stopped", "refused", "withdrawn"))
            self.events.append({"kind": kind, "at": self._written(self.at)})
        self._go_on()
        self.told["now"] = self._written(self.at)

    def _written(self, at: datetime) -> str:
        if self._now_and_then(0.9):
            return _plain(at)
        return at.replace(tzinfo=HANOI).astimezone(_zone(self.random)).isoformat()

    def _now_and_then(self, chance: float) -> bool:
        return self.random.random() < chance


def _plain(at: datetime) -> str:
    return f"{at.isoformat(timespec='seconds')}+07:00"


def _zone(random: Random) -> timezone:
    return timezone(random.choice(OFFSETS))

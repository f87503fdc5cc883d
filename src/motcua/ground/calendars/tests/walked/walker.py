"""
The oracle: one life of a dossier, walked day by day and minute by minute.

It answers the line of `motcua clock due` in the slowest and plainest way, from the rules R1 to
R10 alone, and shares no code with the clock. Moments are local times without an offset.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from motcua.ground.calendars.tests.walked.life import Event, Life, Unlawful, local, read_life
from motcua.ground.calendars.tests.walked.plain_days import DAY, Office

OFFSET: Final = timedelta(hours=7)


class Doubtful(Exception):
    """The rules as they are written leave the answer open: nobody is held to one."""


@dataclass(frozen=True)
class Run:
    """One count of the limit: from where, what is left of it, and its last day where days run."""

    begins: datetime
    day_zero: date
    moved: bool
    rest: int
    last: date | None = None
    floor: date | None = None


@dataclass(frozen=True)
class Due:
    """A due moment and the day it belongs to, which differ by midnight when a day ends at 24:00."""

    at: datetime
    day: date


@dataclass(frozen=True)
class Extension:
    """The moment an extension set, its bare date if it has one, and whether it named an hour."""

    at: datetime
    day: date
    by_hour: bool


@dataclass
class Rules:
    """What the law says of one desk, limit and set of readings."""

    life: Life
    office: Office
    ends: dict[Run, Due] = field(default_factory=dict)

    def received(self, at: datetime) -> tuple[datetime, date, bool]:
        """R2: where the count begins, which day is day 0, and whether the receipt was moved."""
        day = at.date()
        if self.office.works(day) and at < self.office.closing(day):
            return at, day, False
        if self.life.reads("submission_day"):
            return at, day, False
        following = self.office.next_working(day)
        return self.office.opening(following), following, True

    def begin(self, at: datetime) -> Run:
        """The whole limit from a moment on."""
        begins, day_zero, moved = self.received(at)
        run = Run(begins, day_zero, moved, self.life.amount)
        if self.life.unit == "calendar_day":
            return replace(run, last=day_zero + self.life.amount * DAY)
        if self.life.unit == "month":
            return replace(run, last=months_after(day_zero, self.life.amount))
        return run

    def due(self, run: Run) -> Due:
        """R1, R3 to R6: where one count of the limit ends."""
        if run not in self.ends:
            self.ends[run] = self._due(run)
        return self.ends[run]

    def _due(self, run: Run) -> Due:
        match self.life.unit:
            case "working_day":
                return self.end_of(self.count_days(run.day_zero, run.rest))
            case "working_hour":
                return self.end_of_hours(run.begins, run.rest)
            case "same_day":
                return self.end_of(self.same_day(run))
            case _:
                assert run.last is not None
                return self.end_of(self.rolled(max(run.last, run.floor or run.last)))

    def count_days(self, day_zero: date, days: int) -> date:
        """R1: the day on which so many working days have followed day 0."""
        day = day_zero
        for _ in range(days):
            day = self.office.next_working(day)
        return self.rolled(day)

    def end_of_hours(self, begins: datetime, seconds: int) -> Due:
        """R3: working time passes only while the desk is open."""
        at = self.office.after(begins, seconds)
        if self.life.reads("next_opening"):
            while not self.office.is_open(at):
                at = at.replace(second=0) + timedelta(minutes=1)
        return Due(at, at.date())

    def same_day(self, run: Run) -> date:
        """R4: the day itself up to the cut-off, else the next working day."""
        cutoff = datetime.combine(run.begins.date(), self.life.cutoff)
        over = run.begins > cutoff
        if self.life.reads("at_cutoff_is_after"):
            over = run.begins >= cutoff
        day = self.rolled(run.day_zero)
        if (over and not run.moved) or self.end_of(day).at < run.begins:
            return self.office.next_working(run.day_zero)
        return day

    def rolled(self, day: date) -> date:
        """R5: a day that is not worked gives way to the next one that is."""
        while not self.office.works(day):
            day += DAY
        return day

    def end_of(self, day: date) -> Due:
        """The due moment of a last day."""
        if self.life.reads("end_of_day"):
            return Due(datetime.combine(day + DAY, datetime.min.time()), day)
        return Due(self.office.closing(day), day)

    def resumed(self, run: Run, request: datetime, completion: datetime) -> Run:
        """R7: the same count after a wait."""
        begins, day_zero, moved = self.received(completion)
        after = replace(run, begins=begins, day_zero=day_zero, moved=moved)
        match self.life.unit:
            case "working_day":
                used = self.working_days(run.day_zero, request.date())
                after = replace(after, rest=max(0, run.rest - used))
                if not after.rest and self.life.reads("submission_day"):
                    self._doubt_where_closed(completion)
                return after
            case "working_hour":
                used = self.office.open_seconds(run.begins, request)
                return replace(after, rest=max(0, run.rest - used))
            case "same_day":
                return after
            case _:
                assert run.last is not None
                asked = self.received(request)[1]
                if run.last <= asked and self.life.reads("submission_day"):
                    self._doubt_where_closed(completion)
                return replace(after, last=run.last + (day_zero - asked), floor=day_zero)

    def _doubt_where_closed(self, at: datetime) -> None:
        if not self.office.works(at.date()) or at >= self.office.closing(at.date()):
            raise Doubtful("no rest, and completed while the desk is closed")

    def no_hours_left(self, run: Run) -> bool:
        """Whether a limit of hours is wholly used."""
        return self.life.unit == "working_hour" and not run.rest

    def working_days(self, after: date, until: date) -> int:
        """How many working days lie in (after, until]."""
        count, day = 0, after
        while day < until:
            day += DAY
            count += self.office.works(day)
        return count

    def extended(self, event: Event) -> Extension:
        """R10: the moment that an extension names."""
        if isinstance(event.to, datetime):
            return Extension(event.to, event.to.date(), by_hour=True)
        assert event.to is not None
        day = self.rolled(event.to)
        if self.life.unit != "working_hour":
            return Extension(self.end_of(day).at, event.to, by_hour=False)
        if self.life.reads("end_of_day"):
            raise Doubtful("the end of a day among working hours")
        return Extension(self.office.closing(day), event.to, by_hour=False)

    def moved(
        self, extension: Extension, request: datetime, completion: datetime, day_zero: date
    ) -> Extension:
        """R10 by R7: an extension that a later wait moves; before day 0 nothing was counted."""
        if self.life.unit == "same_day":
            raise Doubtful("how a wait moves the extension of a day")
        asked = max(request.date(), day_zero)
        begins, day_zero, _ = self.received(completion)
        if self.life.unit == "working_hour":
            left = self.office.open_seconds(request, extension.at)
            if not left and not self.office.is_open(completion):
                raise Doubtful("no working time left, and completed while the desk is closed")
            return replace(extension, at=self.end_of_hours(begins, left).at)
        if extension.by_hour:
            raise Doubtful("an hour named by an extension of days")
        if self.life.unit == "working_day":
            left = self.working_days(asked, self.rolled(extension.day))
            if not left and self.life.reads("submission_day"):
                self._doubt_where_closed(completion)
            day = self.count_days(day_zero, left)
            return Extension(self.end_of(day).at, day, by_hour=False)
        day = max(extension.day + (day_zero - self.received(request)[1]), day_zero)
        return Extension(self.end_of(self.rolled(day)).at, day, by_hour=False)


@dataclass
class Track:
    """One of the dates that waits move: with the extensions, or without them."""

    rules: Rules
    start: datetime
    extensible: bool
    run: Run = field(init=False)
    extension: Extension | None = None
    floor: Extension | None = None
    stopped_at: datetime | None = None
    waits: set[str] = field(default_factory=set)
    restarts: bool = False
    used: int = 0
    since: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.run = self.rules.begin(self.start)
        self.since = self.run.begins

    def due(self) -> Due:
        """The date as it stands, or as it stood when the clock was stopped."""
        due = self.rules.due(self.run)
        if self.extension and self.extension.at > due.at:
            return Due(self.extension.at, self.extension.day)
        return due

    def opened(self, event: Event, policy: str) -> None:
        """A wait begins: it counts if the clock is stopped already, or its date not yet passed."""
        if self.stopped_at is None and event.at > self.due().at:
            return
        if self.stopped_at is None:
            self.stopped_at, self.restarts = event.at, False
            self.used += self.rules.office.open_seconds(self.since, event.at)
        self.waits.add(event.wait)
        self.restarts |= policy == "RESTART"

    def closed(self, event: Event) -> None:
        """A wait ends: with the last one the clock goes on."""
        if event.wait not in self.waits:
            return
        self.waits.remove(event.wait)
        if self.waits:
            return
        assert self.stopped_at is not None
        stopped_at, self.stopped_at, self.since = self.stopped_at, None, event.at
        if self.restarts:
            self.run, self.used = self.rules.begin(event.at), 0
        else:
            self._resume(stopped_at, event.at)
        self._lift()

    def ended(self, at: datetime) -> None:
        """The life ends: inside a wait it is left with the rest that it had at the request."""
        if self.stopped_at is not None:
            self._resume(self.stopped_at, at)
            self._lift()
            self.stopped_at, self.since = None, at

    def _lift(self) -> None:
        """R10: what was granted during the wait is the floor."""
        if self.floor and (self.extension is None or self.floor.at > self.extension.at):
            self.extension = self.floor
        self.floor = None

    def _resume(self, request: datetime, completion: datetime) -> None:
        day_zero = self.run.day_zero
        self.run = self.rules.resumed(self.run, request, completion)
        if self.rules.no_hours_left(self.run) and not self.rules.office.is_open(completion):
            raise Doubtful("no working time left, and completed while the desk is closed")
        if self.extension:
            self.extension = self.rules.moved(self.extension, request, completion, day_zero)
            if self.rules.due(self.run).at > self.extension.at and self.run.last:
                raise Doubtful("an extension overtaken by the limit that it extended")

    def extend(self, event: Event) -> None:
        """An extension is granted: a new date, or the floor of the one to come."""
        granted = self.rules.extended(event)
        if self.stopped_at is None:
            if granted.at < self.due().at:
                raise Unlawful(f"{event.kind}: earlier than the current due date")
            if self.extension and granted.at == self.extension.at:
                raise Doubtful("a second extension to the moment of the first")
            self.extension = granted
        elif self.floor is None or granted.at > self.floor.at:
            self.floor = granted

    def used_until(self, at: datetime) -> int:
        """Working seconds that ran, waits left out."""
        if self.stopped_at:
            return self.used
        return self.used + self.rules.office.open_seconds(self.since, at)

    def left_at(self, at: datetime) -> int:
        """Working seconds until the date; none when it has passed."""
        due, at = self.due().at, self.stopped_at or at
        return self.rules.office.open_seconds(at, due)


def walk(line: dict[str, Any]) -> dict[str, Any]:
    """
    The answer to one line.

    :raises Unlawful: naming the event or field that cannot be.
    :raises Doubtful: where the rules do not decide.
    """
    life = read_life(line)
    rules = Rules(life, Office(line))
    lawful, current = (Track(rules, life.start, extensible) for extensible in (False, True))
    for event in life.events:
        for track in (lawful, current):
            _happen(track, event, life)
    if life.end:
        lawful.ended(life.end)
        current.ended(life.end)
    return _answer(life, lawful, current)


def _happen(track: Track, event: Event, life: Life) -> None:
    if event.kind == "extended" and track.extensible:
        track.extend(event)
    elif event.opens and life.policy(event) != "NONE":
        track.opened(event, life.policy(event))
    elif event.closes and life.policy(event) != "NONE":
        track.closed(event)


def _answer(life: Life, lawful: Track, current: Track) -> dict[str, Any]:
    at = life.end or life.now
    paused = current.stopped_at is not None
    return {
        "due_at": None if paused else stamp(current.due().at),
        "lawful_due_at": None if lawful.stopped_at else stamp(lawful.due().at),
        "original_due_at": stamp(Track(lawful.rules, life.start, extensible=False).due().at),
        "extended": any(event.kind == "extended" for event in life.events),
        "clock": "ended" if life.end else "paused" if paused else "running",
        "standing": _standing(life, lawful),
        "used_minutes": current.used_until(at) / 60,
        "left_minutes": current.left_at(at) / 60,
    }


def _standing(life: Life, lawful: Track) -> str:
    """R8: judged by the lawful date."""
    due = lawful.due()
    if life.end is None:
        return "overdue" if not lawful.stopped_at and life.now > due.at else "open"
    return _judged(life.end, due)


def _judged(end: datetime, due: Due) -> str:
    if end.date() < due.day:
        return "early"
    return "late" if end > due.at else "on_time"


def months_after(day: date, months: int) -> date:
    """R6: the same day number so many months on, or the last day of that month."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def stamp(moment: datetime) -> str:
    """A local moment as the command writes it."""
    return moment.isoformat(timespec="seconds") + "+07:00"


__all__ = ["Doubtful", "Unlawful", "local", "walk"]

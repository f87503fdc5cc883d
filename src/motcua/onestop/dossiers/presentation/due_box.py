"""The promise of a dossier as its page tells it: how it stands, and why that date. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from motcua.ground.design.parts import Bar, Slice, SliceKind
from motcua.ground.kernel import dates
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers.presentation.worklist import short

MOMENT = timedelta(microseconds=1)

# A limit of which no line counts a part: the day itself is the limit.
SAME_DAY = "same_day"
UNITS = {
    "working_hour": mark("{amount} giờ làm việc"),
    "working_day": mark("{amount} ngày làm việc"),
    "day": mark("{amount} ngày"),
    "month": mark("{amount} tháng"),
    SAME_DAY: mark("trong ngày"),
}


class ClockState(StrEnum):
    """What has become of the promise; overdue is computed, never stored."""

    RUNNING = "running"
    TODAY = "today"
    LATE = "late"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Clock:
    """The four moments that the box is drawn from."""

    received_at: datetime
    due_at: datetime
    ended_at: datetime | None
    now: datetime

    @property
    def state(self) -> ClockState:
        """Whether the promise is open, kept or broken."""
        if self.ended_at is not None:
            return ClockState.KEPT if self.ended_at <= self.due_at else ClockState.BROKEN
        if self.now > self.due_at:
            return ClockState.LATE
        same_day = dates.local(self.now).date() == dates.local(self.due_at).date()
        return ClockState.TODAY if same_day else ClockState.RUNNING

    @property
    def until(self) -> datetime:
        """The moment up to which time has run."""
        return self.ended_at or self.now

    @property
    def is_broken(self) -> bool:
        """Whether time has run past the promise."""
        return self.until > self.due_at


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time that ran, is left or ran past the promise, from one moment to another."""

    kind: SliceKind
    begins: datetime
    ends: datetime

    @property
    def days(self) -> int:
        """How many midnights lie in it."""
        return (dates.local(self.ends).date() - dates.local(self.begins).date()).days


def bar(clock: Clock, words: Callable[[Stretch], str]) -> Bar:
    """
    Return how far time has run between receipt and promise, or past it.

    :param words: what is said of each stretch: to officers otherwise than to citizens.
    """
    ends = max(clock.until, clock.due_at)
    turn = min(clock.until, clock.due_at)
    rest = SliceKind.LATE if clock.is_broken else SliceKind.LEFT
    run = [Stretch(SliceKind.COUNTED, clock.received_at, turn), Stretch(rest, turn, ends)]
    slices = [
        Slice(each.kind, (each.ends - each.begins).total_seconds(), words(each), _day(each.begins))
        for each in run
    ]
    today = None if clock.ended_at else 1 + clock.is_broken
    return Bar(slices, _day(ends), today)


def _day(at: datetime) -> str:
    return short(dates.local(at).date())


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """
    One line of the reckoning: from when to when, how much of the limit, and why.

    :param is_skipped: whether none of the limit runs in it, where there is some that could.
    """

    begins: datetime
    ends: datetime
    amount: Words | None
    words: Words
    source: str
    is_skipped: bool


def reason_lines(kept: Iterable[Mapping[str, Any]]) -> tuple[ReasonLine, ...]:
    """Return the explanation as it was kept with the dossier at receipt."""
    return tuple(
        ReasonLine(
            begins=datetime.fromisoformat(line["from"]),
            ends=datetime.fromisoformat(line["to"]),
            amount=amount_words(Fraction(line["amount"]), line["unit"]),
            words=Words(line["text"], line["facts"]),
            source=line["source"],
            is_skipped=line["unit"] != SAME_DAY and not Fraction(line["amount"]),
        )
        for line in kept
    )


def total(kept: Iterable[Mapping[str, Any]]) -> Words | None:
    """Return what the lines add up to: the lawful limit, in its own unit."""
    lines = list(kept)
    if not lines:
        return None
    unit = lines[0]["unit"]
    if unit == SAME_DAY:
        return Words(UNITS[unit])
    return amount_words(sum((Fraction(line["amount"]) for line in lines), Fraction()), unit)


def span(begins: datetime, ends: datetime) -> Words:
    """Return from when to when a line reaches: whole days by their dates, else with the time."""
    first, last = dates.local(begins), dates.local(ends) - MOMENT
    is_whole = first.time() == time.min
    facts = {
        "first": short(first.date()),
        "last": short(last.date()),
        "begins": dates.time_of_day(begins),
        "ends": dates.time_of_day(ends),
    }
    if first.date() != last.date():
        return Words(
            mark("{first} – {last}") if is_whole else mark("{first} {begins} – {last}"), facts
        )
    if is_whole:
        return Words(mark("{first}"), facts)
    if dates.local(ends).time() == time.min:
        return Words(mark("{first} {begins}"), facts)
    return Words(mark("{first} {begins} – {ends}"), facts)


def amount_words(amount: Fraction, unit: str) -> Words | None:
    """Return an amount of the limit in its own unit; nothing for a line that does not count."""
    if not amount:
        return None
    figure = f"{float(amount):g}".replace(".", ",")
    return Words(UNITS[unit], {"amount": figure})

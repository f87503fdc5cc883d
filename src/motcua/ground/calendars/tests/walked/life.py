"""
A line of `motcua clock due`, read and found lawful or not: the walker's own reading.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from fractions import Fraction
from typing import Any, Final

HANOI: Final = timezone(timedelta(hours=7))
UNITS: Final = ("same_day", "working_hour", "working_day", "calendar_day", "month")
OPENS: Final = {"supplement_requested": "supplement", "payment_requested": "payment"}
CLOSES: Final = {"supplement_completed": "supplement", "payment_done": "payment"}
ENDS: Final = ("stopped", "refused", "withdrawn")
OTHERS: Final = ("extended", "apologised", "transferred")
POLICIES: Final = ("PAUSE", "RESTART", "NONE")


class Unlawful(Exception):
    """What the line says cannot have happened, or not have been written so."""


@dataclass(frozen=True)
class Event:
    """One thing that happened, at a local moment."""

    kind: str
    at: datetime
    to: datetime | date | None = None

    @property
    def opens(self) -> bool:
        """Whether a wait begins."""
        return self.kind in OPENS

    @property
    def closes(self) -> bool:
        """Whether a wait ends."""
        return self.kind in CLOSES

    @property
    def wait(self) -> str:
        """Which wait it is of."""
        return OPENS.get(self.kind) or CLOSES[self.kind]


@dataclass(frozen=True)
class Life:
    """A dossier from its receipt on, as one line tells it."""

    line: dict[str, Any]
    start: datetime
    unit: str
    amount: int
    cutoff: time
    events: tuple[Event, ...]
    end: datetime | None
    now: datetime

    def reads(self, reading: str) -> bool:
        """Whether a reading is switched on."""
        return bool(self.line.get("readings", {}).get(reading))

    def policy(self, event: Event) -> str:
        """What a wait does to the clock."""
        policy = self.line.get("policy", "PAUSE")
        return str(policy.get(event.wait, "PAUSE") if isinstance(policy, dict) else policy)


def local(text: str, name: str) -> datetime:
    """An instant with an offset, as local time."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Unlawful(f"{name}: not a time") from error
    if moment.tzinfo is None:
        raise Unlawful(f"{name}: without an offset")
    return moment.astimezone(HANOI).replace(tzinfo=None)


def read_life(line: dict[str, Any]) -> Life:
    """
    The life that a line tells.

    :raises Unlawful: naming the field or the event that cannot be.
    """
    for name in ("received_at", "limit"):
        if name not in line:
            raise Unlawful(f"{name}: is not there")
    received = local(line["received_at"], "received_at")
    start = local(line["accepted_at"], "accepted_at") if "accepted_at" in line else received
    if start < received:
        raise Unlawful("accepted_at: before the receipt")
    unit, amount = _limit(line["limit"])
    events = tuple(sorted(map(_event, line.get("events", [])), key=lambda event: event.at))
    finished = line.get("finished_at")
    finished_at = local(finished, "finished_at") if finished else None
    if finished_at and finished_at < received:
        raise Unlawful("finished_at: before the receipt")
    end = _lawful_order(events, received, finished_at)
    now = local(line["now"], "now")
    cutoff = time.fromisoformat(line.get("cutoff", "15:00"))
    _policy(line.get("policy", "PAUSE"))
    return Life(line, start, unit, amount, cutoff, events, end, now)


def _limit(limit: dict[str, Any]) -> tuple[str, int]:
    """The unit and the amount: seconds of working time, or a number of days or months."""
    unit = limit.get("unit")
    if unit not in UNITS:
        raise Unlawful("limit: unknown unit")
    if unit == "same_day":
        return unit, 0
    value = Fraction(str(limit.get("value", -1)))
    if value < 0:
        raise Unlawful("limit: no value")
    if unit == "working_hour":
        return unit, int(value * 3600)
    if value.denominator != 1:
        raise Unlawful("limit: days and months are whole")
    return unit, int(value)


def _policy(policy: Any) -> None:
    named = policy.values() if isinstance(policy, dict) else [policy]
    if not all(one in POLICIES for one in named):
        raise Unlawful("policy: unknown")


def _event(told: dict[str, Any]) -> Event:
    kind = str(told.get("kind"))
    if kind not in (*OPENS, *CLOSES, *ENDS, *OTHERS):
        raise Unlawful(f"{kind}: unknown kind")
    at = local(told.get("at", ""), kind)
    if kind != "extended":
        return Event(kind, at)
    to = str(told.get("to", ""))
    try:
        return Event(kind, at, date.fromisoformat(to) if len(to) == 10 else local(to, kind))
    except ValueError as error:
        raise Unlawful(f"{kind}: not a date") from error


def _lawful_order(
    events: tuple[Event, ...], received: datetime, finished_at: datetime | None
) -> datetime | None:
    """When the life ended, having found that each event could follow the ones before it."""
    waiting: set[str] = set()
    end: datetime | None = None
    for event in events:
        if event.at < received:
            raise Unlawful(f"{event.kind}: before the receipt")
        if end is not None or (finished_at and event.at > finished_at):
            raise Unlawful(f"{event.kind}: after the end")
        if event.opens:
            if event.wait in waiting:
                raise Unlawful(f"{event.kind}: one is open already")
            waiting.add(event.wait)
        if event.closes:
            if event.wait not in waiting:
                raise Unlawful(f"{event.kind}: nothing was requested")
            waiting.remove(event.wait)
        if event.kind in ENDS:
            end = event.at
    if end and finished_at and finished_at > end:
        raise Unlawful("finished_at: after the end")
    return end or finished_at

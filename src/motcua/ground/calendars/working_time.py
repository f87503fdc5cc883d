"""When an office is open, day by day, and why it is not: a calendar as a value."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby

from motcua.ground.kernel.dates import LOCAL, day, local
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words, mark

A_DAY = timedelta(days=1)
NOTHING = timedelta()
SATURDAY = 5


class NoHours(Refusal):
    """No calendar says when the office is open that day, so nothing can be promised."""

    code = "calendars.no-hours"
    says = mark("Chưa có giờ làm việc cho ngày {day} nên không tính được hẹn trả.")
    to_do = mark("Báo người quản trị ghi lịch làm việc của cơ quan.")


class NotFetched(ValueError):
    """A day of which nobody knows whether it is worked: never an ordinary day."""


class DayType(StrEnum):
    """Why a day differs from its weekday."""

    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAPPED_OFF = "swapped_off"
    MAKEUP_WORK = "makeup_work"


class Certainty(StrEnum):
    """How surely a day is known; one of low certainty waits for an administrator's word."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Remark(StrEnum):
    """Why a working day needs a word of its own."""

    MADE_UP = "made_up"
    UNCERTAIN = "uncertain"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of one day during which the office is open."""

    opens: time
    closes: time

    @property
    def length(self) -> timedelta:
        """How long it is open."""
        return at(date.min, self.closes) - at(date.min, self.opens)


Week = tuple[tuple[Interval, ...], ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """
    The week in force from a day until another, which it no longer covers.

    :param week: opening intervals of Monday to Sunday, in order.
    """

    valid_from: date
    valid_to: date
    week: Week

    def open_for(self, first: date, last: date) -> timedelta:
        """Return how long the office is open on days that are like their weekdays."""
        weeks, days = divmod((last - first).days + 1, len(self.week))
        rest = [self.week[(first.weekday() + day) % len(self.week)] for day in range(days)]
        return weeks * _total(self.week) + _total(rest)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """
    A day that differs from its weekday.

    :param name: of the holiday, as the law calls it.
    :param swap_with: the day off that a make-up day is worked for, or the other way round.
    :param certainty: a day of low certainty counts as if nobody had named it, until decided.
    :param note: what else must be said with it, that it is not announced for example.
    :param hours: when the office is open, where it has decided that for this one day; () is off.
    """

    on: date
    type: DayType
    name: str
    swap_with: date | None = None
    certainty: Certainty = Certainty.HIGH
    source: str = ""
    note: str = ""
    hours: tuple[Interval, ...] | None = None

    @property
    def is_certain(self) -> bool:
        """Whether the day may be counted on."""
        return self.certainty is not Certainty.LOW

    @property
    def why_off(self) -> str:
        """Why the office is closed, when it is."""
        if self.hours is not None:
            return OWN_OFF
        made_up_for_none = self.type is DayType.MAKEUP_WORK and not self.swap_with
        return MADE_UP_FOR_NONE if made_up_for_none else OFF[self.type]

    @property
    def remark(self) -> Remark:
        """What is odd about the day, when it is worked."""
        if not self.is_certain:
            return Remark.UNCERTAIN
        return Remark.MADE_UP if self.swap_with and self.hours is None else Remark.OWN


@dataclass(frozen=True, slots=True)
class Nature:
    """
    What a day is: worked or not, and why if that is not plain from its weekday.

    :param why_off: why the office is closed all day, None when it opens.
    :param remark: what is odd about a working day.
    :param facts: what fills the words of either: name, other_day, note.
    """

    why_off: Words | None
    remark: Remark | None = None
    facts: dict[str, str] = field(default_factory=dict)
    source: str = ""

    @property
    def is_working(self) -> bool:
        """Whether the office opens."""
        return self.why_off is None


OFF = {
    DayType.HOLIDAY: mark("nghỉ lễ: {name}{note}"),
    DayType.COMPENSATORY: mark("nghỉ bù: {name}{note}"),
    DayType.SWAPPED_OFF: mark("nghỉ hoán đổi, làm bù ngày {other_day}{note}"),
    DayType.MAKEUP_WORK: mark(
        "làm bù cho ngày {other_day}{note}, theo cách hiểu đã chọn thì không tính"
    ),
}
OWN_OFF = mark("nghỉ theo lịch riêng của cơ quan")
MADE_UP_FOR_NONE = mark("làm bù, theo cách hiểu đã chọn thì không tính")
ORDINARY = Nature(None)
WEEKEND = Nature(Words(mark("nghỉ hằng tuần")), source="Quyết định 188/1999/QĐ-TTg")


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """
    When one office is open, from one day to another, both included.

    Each day is read with the hours in force on its date. A day outside the span was not
    fetched: asking for it is a bug, never "an ordinary day".

    :param hours: in order of date, without overlap.
    :param days: the days that differ from their weekday.
    :param makeup_is_off: the reading by which a make-up Saturday is no working day.
    """

    first: date
    last: date
    hours: tuple[Hours, ...]
    days: Mapping[date, SpecialDay] = field(default_factory=dict)
    makeup_is_off: bool = False

    def opening_intervals(self, on: date) -> tuple[Interval, ...]:
        """
        Return when the office is open on a day, nothing on a day off.

        :raises NoHours: if no hours are in force.
        """
        week = self._week(on)
        special = self.days.get(on)
        if special is None or not special.is_certain:
            return week[on.weekday()]
        if special.hours is not None:
            return special.hours
        is_read_as_off = self.makeup_is_off and on.weekday() == SATURDAY
        if special.type is not DayType.MAKEUP_WORK or is_read_as_off:
            return ()
        replaced = week[special.swap_with.weekday()] if special.swap_with else ()
        return replaced or max(week, key=_length)

    def is_working(self, on: date) -> bool:
        """Say whether the office opens at all."""
        return bool(self.opening_intervals(on))

    def nature(self, on: date) -> Nature:
        """Return what the day is and why."""
        special = self.days.get(on)
        is_working = self.is_working(on)
        if special is None or not (special.is_certain or is_working):
            return ORDINARY if is_working else WEEKEND
        facts = {
            "name": special.name,
            "other_day": day(special.swap_with) if special.swap_with else "",
            "note": f" ({special.note})" if special.note else "",
        }
        if not is_working:
            return Nature(Words(special.why_off, facts), None, facts, special.source)
        return Nature(None, special.remark, facts, special.source)

    def why_off(self, on: date) -> Words | None:
        """Return why the office is closed all day, None when it opens."""
        return self.nature(on).why_off

    def opens_at(self, on: date) -> datetime:
        """Return the first moment of a working day."""
        return at(on, self.opening_intervals(on)[0].opens)

    def closes_at(self, on: date) -> datetime:
        """Return the last moment of a working day."""
        return at(on, self.opening_intervals(on)[-1].closes)

    def working_day_from(self, on: date) -> date:
        """Return the day itself if it is a working day, else the next one."""
        while not self.is_working(on):
            on += A_DAY
        return on

    def natures(self, first: date, last: date) -> Iterator[tuple[Nature, date, date]]:
        """Yield the days from one to another, both included, in runs of one nature."""
        for nature, run in groupby(days_between(first, last), key=self.nature):
            listed = list(run)
            yield nature, listed[0], listed[-1]

    def reading_makeup_as_off(self) -> "WorkingCalendar":
        """Return the calendar by the reading that a make-up Saturday is no working day."""
        return replace(self, makeup_is_off=True)

    def day_length(self, on: date) -> timedelta:
        """Return how long this office's own working day is, by the week in force."""
        return max(_length(intervals) for intervals in self._week(on))

    def open_for(self, first: date, last: date) -> timedelta:
        """
        Return how long the office is open on the days from one to another, both included.

        They are counted by weeks: what is late for years is not walked through day by day.
        """
        total, on = NOTHING, first
        while on <= last:
            hours = self._hours(on)
            until = min(last, hours.valid_to - A_DAY)
            total += hours.open_for(on, until)
            on = until + A_DAY
        special = (on for on in self.days if first <= on <= last)
        return total + sum(map(self._gained, special), NOTHING)

    def _gained(self, on: date) -> timedelta:
        """Return how much longer the office is open than on other such weekdays."""
        return _length(self.opening_intervals(on)) - _length(self._week(on)[on.weekday()])

    def _week(self, on: date) -> Week:
        return self._hours(on).week

    def _hours(self, on: date) -> Hours:
        if not self.first <= on <= self.last:
            raise NotFetched(f"{on} was not fetched: {self.first} to {self.last}")
        for hours in self.hours:
            if hours.valid_from <= on < hours.valid_to:
                return hours
        raise NoHours(day=day(on))


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """
    Working time in days of the office's own length; what is left over in minutes and seconds.

    Everything is rounded down: an office never looks later or earlier than it is.
    """

    days: int
    minutes: int
    seconds: int = 0


def at(on: date, clock: time) -> datetime:
    """Return the instant at which the clocks of Vietnam show this time on this day."""
    return datetime.combine(on, clock, LOCAL)


def midnight_after(on: date) -> datetime:
    """Return the end of the day, 24:00, which is the beginning of the next."""
    return at(on + A_DAY, time())


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days from one to another, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def worked(calendar: WorkingCalendar, begin: datetime, end: datetime) -> timedelta:
    """Return how long the office is open between two instants, nothing if they are reversed."""
    begin, end = local(begin), local(end)
    if end <= begin:
        return NOTHING
    first, last = begin.date(), end.date()
    before = _open_within(calendar, first, at(first, time()), begin)
    after = _open_within(calendar, last, end, midnight_after(last))
    return calendar.open_for(first, last) - before - after


def _open_within(calendar: WorkingCalendar, on: date, begin: datetime, end: datetime) -> timedelta:
    """Return how long the office is open between two instants of one day."""
    total = NOTHING
    for interval in calendar.opening_intervals(on):
        opened = max(begin, at(on, interval.opens))
        closed = min(end, at(on, interval.closes))
        total += max(closed - opened, NOTHING)
    return total


def working_time_between(calendar: WorkingCalendar, a: datetime, b: datetime) -> WorkingTime:
    """Return the working time from one instant to a later one, in the office's own days."""
    total = worked(calendar, a, b)
    days, rest = divmod(total, calendar.day_length(local(a).date()))
    minutes, seconds = divmod(rest, timedelta(minutes=1))
    return WorkingTime(days, minutes, seconds // timedelta(seconds=1))


def _total(days: Iterable[tuple[Interval, ...]]) -> timedelta:
    return sum(map(_length, days), NOTHING)


def _length(intervals: tuple[Interval, ...]) -> timedelta:
    return sum((interval.length for interval in intervals), NOTHING)

"""A year of a working calendar as people print it, and what is odd in it as lines to read."""

from calendar import Calendar as Weeks
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from motcua.ground.calendars.working_time import (
    Certainty,
    DayType,
    Hours,
    Interval,
    NoHours,
    SpecialDay,
    Week,
    WorkingCalendar,
    days_between,
)
from motcua.ground.design.parts import DayKind, KeyLine, Month, YearDay
from motcua.ground.kernel.words import Words, mark

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""The years that may be asked for: the library knows the lunar new year of each."""

MONTHS = (
    mark("Tháng 1"),
    mark("Tháng 2"),
    mark("Tháng 3"),
    mark("Tháng 4"),
    mark("Tháng 5"),
    mark("Tháng 6"),
    mark("Tháng 7"),
    mark("Tháng 8"),
    mark("Tháng 9"),
    mark("Tháng 10"),
    mark("Tháng 11"),
    mark("Tháng 12"),
)
WEEKDAYS = (
    mark("thứ Hai"),
    mark("thứ Ba"),
    mark("thứ Tư"),
    mark("thứ Năm"),
    mark("thứ Sáu"),
    mark("thứ Bảy"),
    mark("Chủ nhật"),
)
KINDS: Mapping[DayKind, tuple[str, str]] = {
    DayKind.WORKED: ("", mark("ngày làm việc")),
    DayKind.WEEKLY_OFF: ("", mark("nghỉ hằng tuần")),
    DayKind.HOLIDAY: (mark("lễ"), mark("nghỉ lễ")),
    DayKind.IN_LIEU: (mark("bù"), mark("nghỉ bù")),
    DayKind.SWAPPED_OFF: (mark("đổi"), mark("nghỉ hoán đổi")),
    DayKind.MADE_UP: (mark("làm"), mark("làm bù")),
    DayKind.UNDECIDED: (mark("chờ"), mark("chờ quyết định, tính như ngày thường")),
    DayKind.OWN_HOURS: (mark("giờ"), mark("làm việc theo giờ riêng")),
    DayKind.NO_HOURS: ("–", mark("chưa có giờ làm việc")),
}
"""The short word and the whole words of each kind of day."""

BY_TYPE = {
    DayType.HOLIDAY: DayKind.HOLIDAY,
    DayType.COMPENSATORY: DayKind.IN_LIEU,
    DayType.SWAPPED_OFF: DayKind.SWAPPED_OFF,
    DayType.MAKEUP_WORK: DayKind.MADE_UP,
}
CERTAINTIES = {
    Certainty.HIGH: mark("chắc chắn"),
    Certainty.MEDIUM: mark("khá chắc"),
    Certainty.LOW: mark("chưa rõ"),
}


@dataclass(frozen=True, slots=True)
class SpecialLine:
    """One line of the list beneath the months: a day that differs from its weekday."""

    anchor: str
    day: SpecialDay
    kind: Words
    hours: str
    certainty: Words


@dataclass(frozen=True, slots=True)
class WeekLine:
    """Some weekdays that follow one another and have the same hours; empty hours are off."""

    days: Words
    hours: str


def kind_of(calendar: WorkingCalendar, on: date) -> DayKind:
    """Return what a day of the calendar is drawn as."""
    try:
        is_worked = calendar.is_working(on)
    except NoHours:
        return DayKind.NO_HOURS
    special = calendar.days.get(on)
    if special is None:
        return DayKind.WORKED if is_worked else DayKind.WEEKLY_OFF
    if not special.is_certain:
        return DayKind.UNDECIDED
    kind = BY_TYPE[special.type]
    return DayKind.OWN_HOURS if is_worked and kind is not DayKind.MADE_UP else kind


def months(calendar: WorkingCalendar, year: int) -> tuple[Month, ...]:
    """Return the twelve months of a year, each day as what it is."""
    weeks = Weeks().monthdayscalendar
    return tuple(
        Month(
            Words(label),
            tuple(
                tuple(_day(calendar, date(year, month, day)) if day else None for day in week)
                for week in weeks(year, month)
            ),
        )
        for month, label in enumerate(MONTHS, start=1)
    )


def key(calendar: WorkingCalendar) -> list[KeyLine]:
    """Return the kinds of day of the calendar's span, with how many there are of each."""
    kinds = (kind_of(calendar, on) for on in days_between(calendar.first, calendar.last))
    counted = Counter(kinds)
    return [
        KeyLine(kind, Words(sign), Words(words), counted[kind])
        for kind, (sign, words) in KINDS.items()
        if kind in counted
    ]


def special_lines(calendar: WorkingCalendar) -> list[SpecialLine]:
    """Return the days that differ from their weekday, in order."""
    return [_special_line(calendar, day) for _, day in sorted(calendar.days.items())]


def notes(calendar: WorkingCalendar) -> list[str]:
    """Return what must be said with some days, that they are not announced for example."""
    return list(dict.fromkeys(day.note for _, day in sorted(calendar.days.items()) if day.note))


def hours_in_force(calendar: WorkingCalendar) -> list[Hours]:
    """Return the weeks of the calendar's span, from each day on which the hours change."""
    found: list[Hours] = []
    for each in calendar.hours:
        follows = bool(found) and (found[-1].valid_to, found[-1].week) == (
            each.valid_from,
            each.week,
        )
        begins = found.pop().valid_from if follows else each.valid_from
        found.append(Hours(begins, each.valid_to, each.week))
    return found


def week_lines(week: Week) -> Iterator[WeekLine]:
    """Yield the hours of a week, weekdays alike that follow one another as one line."""
    for intervals, run in groupby(range(len(week)), key=lambda weekday: week[weekday]):
        days = [Words(WEEKDAYS[weekday]) for weekday in run]
        span = Words(mark("{first} đến {last}"), {"first": days[0], "last": days[-1]})
        yield WeekLine(span if len(days) > 1 else days[0], written(intervals))


def written(intervals: tuple[Interval, ...]) -> str:
    """Return "07:30–11:30, 13:30–17:00"."""
    return ", ".join(f"{each.opens:%H:%M}–{each.closes:%H:%M}" for each in intervals)


def _day(calendar: WorkingCalendar, on: date) -> YearDay:
    kind = kind_of(calendar, on)
    sign, words = KINDS[kind]
    href = f"#{_anchor(on)}" if on in calendar.days else ""
    return YearDay(on, kind, Words(sign), Words(words), href)


def _special_line(calendar: WorkingCalendar, day: SpecialDay) -> SpecialLine:
    kind = kind_of(calendar, day.on)
    is_odd = kind in {DayKind.MADE_UP, DayKind.OWN_HOURS}
    return SpecialLine(
        anchor=_anchor(day.on),
        day=day,
        kind=Words(KINDS[kind if kind is not DayKind.NO_HOURS else BY_TYPE[day.type]][1]),
        hours=written(calendar.opening_intervals(day.on)) if is_odd else "",
        certainty=Words(day.note or CERTAINTIES[day.certainty]),
    )


def _anchor(on: date) -> str:
    return f"ngay-{on.isoformat()}"

"""The calendar of an office as a line of JSON tells it, laid over the nation's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from itertools import pairwise
from typing import Any

from motcua.ground.calendars import almanac
from motcua.ground.calendars.notation import fields
from motcua.ground.calendars.notation.fields import Fields, FieldUnreadable
from motcua.ground.calendars.working_time import (
    A_DAY,
    DayType,
    Hours,
    Interval,
    SpecialDay,
    Week,
    WorkingCalendar,
)
from motcua.ground.kernel.words import mark

Opening = tuple[Interval, ...]

OFFICE_HOURS: Opening = (Interval(time(7, 30), time(11, 30)), Interval(time(13, 30), time(17)))
WEEKDAYS = range(7)
OFFICE_WEEKDAYS = frozenset(range(5))
GIVEN = mark("Lịch riêng ghi kèm")

HOURS = mark('cần các khoảng giờ nối tiếp nhau, ví dụ [["07:30","11:30"],["13:30","17:00"]]')
WEEKDAY = mark("cần các thứ từ 1 (thứ Hai) đến 7 (Chủ nhật), hoặc từ 0 đến 6")
IN_ORDER = mark("cần một ngày không sớm hơn “from”")
OFF_OR_WORK = mark("cần “off”, “work” hoặc các khoảng giờ")


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    The week that an office keeps from one day to another, both included.

    :param weekdays: those that are worked, Monday is 0.
    """

    first: date
    last: date
    weekdays: frozenset[int]
    opening: Opening


def calendar(given: Fields, first: date, last: date) -> WorkingCalendar:
    """Return the calendar of an office from one day to another, both included."""
    opening = fields.optional(given, "hours", _opening) or OFFICE_HOURS
    told = fields.optional(given, "calendars", fields.listed) or []
    weeks = [fields.named(each, "calendars") for each in told]
    monday = _monday(weeks)
    stretches = [_stretch(each, opening, first, last, monday) for each in weeks]
    hours = _hours(stretches, Stretch(first, last, OFFICE_WEEKDAYS, opening))
    days = dict(_national(first.year, last.year))
    for text, value in (fields.optional(given, "days", fields.named) or {}).items():
        _lay_over(days, fields.day(text, "days"), value, hours)
    return WorkingCalendar(first, last, hours, days)


@lru_cache(maxsize=128)
def _national(first: int, last: int) -> Mapping[date, SpecialDay]:
    """Return the nation's days of these years, both included."""
    return almanac.complete(almanac.decided_days(), range(first, last + 1))


def _lay_over(days: dict[date, SpecialDay], on: date, value: Any, hours: tuple[Hours, ...]) -> None:
    """Let an office's own word on a day hold before the nation's."""
    week = next((each.week for each in hours if each.valid_from <= on < each.valid_to), None)
    if value == "off":
        days[on] = _own(on, ())
    elif isinstance(value, list):
        days[on] = _own(on, _opening(value, f"days.{on}", may_be_empty=True))
    elif value != "work":
        raise FieldUnreadable.naming(f"days.{on}", value, OFF_OR_WORK)
    elif week and week[on.weekday()]:
        days.pop(on, None)
    elif on not in days or days[on].type is not DayType.MAKEUP_WORK:
        days[on] = SpecialDay(on, DayType.MAKEUP_WORK, "", source=GIVEN)


def _own(on: date, opening: Opening) -> SpecialDay:
    of_type = DayType.MAKEUP_WORK if opening else DayType.COMPENSATORY
    return SpecialDay(on, of_type, "", source=GIVEN, hours=opening)


def _hours(stretches: list[Stretch], otherwise: Stretch) -> tuple[Hours, ...]:
    """Cut the span wherever a stretch begins or ends."""
    beyond = otherwise.last + A_DAY
    edges = {otherwise.first, beyond}
    for each in stretches:
        edges |= {each.first, each.last + A_DAY}
    inside = sorted(edge for edge in edges if otherwise.first <= edge <= beyond)
    return tuple(
        Hours(begins, ends, _week([s for s in stretches if s.first <= begins <= s.last], otherwise))
        for begins, ends in pairwise(inside)
    )


def _week(stretches: list[Stretch], otherwise: Stretch) -> Week:
    """Return the week of the stretches that hold; of two, the later told wins a weekday."""
    week: dict[int, Opening] = {}
    for each in stretches or [otherwise]:
        week |= dict.fromkeys(each.weekdays, each.opening)
    return tuple(week.get(weekday, ()) for weekday in WEEKDAYS)


def _stretch(given: Fields, opening: Opening, first: date, last: date, monday: int) -> Stretch:
    own = fields.optional(given, "hours", _opening)
    weekdays = [each - monday for each in _weekdays(given) or ()]
    if not set(weekdays) <= set(WEEKDAYS):
        raise FieldUnreadable.naming("weekdays", given["weekdays"], WEEKDAY)
    begins = fields.optional(given, "from", fields.day)
    ends = fields.optional(given, "to", fields.day)
    if begins and ends and ends < begins:
        raise FieldUnreadable.naming("to", given["to"], IN_ORDER)
    return Stretch(
        begins or first,
        min(ends or last, last),
        OFFICE_WEEKDAYS if given.get("weekdays") is None else frozenset(weekdays),
        own or opening,
    )


def _monday(weeks: Iterable[Fields]) -> int:
    """Return the number of Monday: 1, or 0 for whoever numbers a day of the line 0."""
    return 0 if any(0 in (_weekdays(each) or ()) for each in weeks) else 1


def _weekdays(given: Fields) -> list[int] | None:
    told = fields.optional(given, "weekdays", fields.listed)
    if any(type(each) is not int for each in told or ()):
        raise FieldUnreadable.naming("weekdays", told, WEEKDAY)
    return told


def _opening(value: Any, field: str, *, may_be_empty: bool = False) -> Opening:
    """Read opening intervals, in order and without overlap."""
    pairs = fields.listed(value, field)
    if any(not isinstance(pair, list) or len(pair) != 2 for pair in pairs):  # noqa: PLR2004
        raise FieldUnreadable.naming(field, value, HOURS)
    opening = tuple(Interval(*(fields.clock(each, field) for each in pair)) for pair in pairs)
    marks = [mark for each in opening for mark in (each.opens, each.closes)]
    is_in_order = all(before <= after for before, after in pairwise(marks))
    if not is_in_order or any(each.opens == each.closes for each in opening):
        raise FieldUnreadable.naming(field, value, HOURS)
    if not opening and not may_be_empty:
        raise FieldUnreadable.naming(field, value, HOURS)
    return opening

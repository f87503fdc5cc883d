"""What each day of a printed year is."""

from datetime import date, time

import pytest

from motcua.ground.calendars import presentation
from motcua.ground.calendars.examples import OFFICE_WEEK, SATURDAY_MORNINGS, office
from motcua.ground.calendars.working_time import Hours, WorkingCalendar
from motcua.ground.design.parts import DayKind

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (date(2026, 1, 1), DayKind.HOLIDAY),
        (date(2026, 1, 2), DayKind.SWAPPED_OFF),
        (date(2026, 1, 5), DayKind.WORKED),
        (date(2026, 1, 10), DayKind.MADE_UP),
        (date(2026, 1, 11), DayKind.WEEKLY_OFF),
        (date(2026, 4, 27), DayKind.IN_LIEU),
        (date(2026, 11, 24), DayKind.UNDECIDED),
    ],
)
def test_a_day_is_drawn_as_what_it_is(on: date, kind: DayKind) -> None:
    assert presentation.kind_of(office(first=FIRST, last=LAST), on) is kind


def test_a_day_without_hours_is_no_mistake() -> None:
    calendar = WorkingCalendar(FIRST, LAST, ())
    assert presentation.kind_of(calendar, FIRST) is DayKind.NO_HOURS
    assert [line.count for line in presentation.key(calendar)] == [365]


def test_twelve_months_hold_each_day_once_from_monday() -> None:
    drawn = presentation.months(office(first=FIRST, last=LAST), 2026)
    weeks = [week for month in drawn for week in month.weeks]
    assert all(len(week) == 7 for week in weeks)
    days = [day.on for week in weeks for day in week if day]
    assert (len(drawn), len(days), len(set(days))) == (12, 365, 365)
    assert all(
        day is None or day.on.weekday() == place for week in weeks for place, day in enumerate(week)
    )


def test_hours_are_told_again_only_where_they_change() -> None:
    may, july = date(2026, 5, 1), date(2026, 7, 1)
    runs = (
        (FIRST, may, OFFICE_WEEK),
        (may, july, OFFICE_WEEK),
        (july, date.max, SATURDAY_MORNINGS),
    )
    calendar = WorkingCalendar(FIRST, LAST, tuple(Hours(*run) for run in runs))
    told = [each.valid_from for each in presentation.hours_in_force(calendar)]
    assert told == [FIRST, july]


def test_weekdays_alike_stand_on_one_line() -> None:
    lines = list(presentation.week_lines(SATURDAY_MORNINGS))
    assert [(str(line.days.text), line.hours) for line in lines] == [
        ("{first} đến {last}", "07:30–11:30, 13:30–17:00"),
        ("thứ Bảy", "07:30–11:30"),
        ("Chủ nhật", ""),
    ]
    assert time(7, 30) == SATURDAY_MORNINGS[5][0].opens

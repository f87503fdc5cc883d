"""Offices to try the clock with."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction

from motcua.ground.agencies.models import Agency
from motcua.ground.calendars import almanac, working_time, writes
from motcua.ground.calendars.models import Calendar
from motcua.ground.calendars.working_time import Interval, SpecialDay, Week, WorkingCalendar
from motcua.ground.kernel.dates import LOCAL

MORNING = Interval(time(7, 30), time(11, 30))
AFTERNOON = Interval(time(13, 30), time(17))
OFFICE_DAY = (MORNING, AFTERNOON)
OFFICE_WEEK: Week = (OFFICE_DAY,) * 5 + ((), ())
SATURDAY_MORNINGS: Week = (OFFICE_DAY,) * 5 + ((MORNING,), ())
FIRST, LAST = date(2009, 1, 1), date(2031, 12, 31)


def office(
    week: Week = OFFICE_WEEK,
    days: Iterable[SpecialDay] = almanac.decided_days(),
    first: date = FIRST,
    last: date = LAST,
) -> WorkingCalendar:
    """Return the calendar of an office that keeps one week, with the nation's days off."""
    years = range(first.year, last.year + 1)
    return WorkingCalendar(
        first, last, (working_time.Hours(first, date.max, week),), almanac.complete(days, years)
    )


def moment(text: str) -> datetime:
    """Return the instant of "2015-04-16 09:00" on the clocks of Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def office_hours(agency: Agency, week: Week = OFFICE_WEEK) -> Calendar:
    """Let an agency and all beneath it keep a week, with the nation's decided days off."""
    code = f"lich-{agency.pk}"
    with transaction.atomic():
        writes.add_national_days()
        writes.keep_hours(code=code, name=f"Giờ làm việc {agency.short_name}", week=week)
        writes.assign(code=code, agency_id=agency.pk)
    return Calendar.objects.get(code=code)

"""
What sets up the calendars: days, hours, and where they hold.

Each may be told again: what is there already is kept as it is, also where an administrator
has decided otherwise since; what contradicts it fails loudly.
"""

from collections.abc import Iterable
from datetime import date

from motcua.ground.calendars import almanac
from motcua.ground.calendars.models import Assignment, Calendar, Day, Hours
from motcua.ground.calendars.working_time import SpecialDay, Week
from motcua.ground.trail.writes import require_transaction


def add_national_days(days: Iterable[SpecialDay] | None = None) -> int:
    """Add national days, by default those of the shipped table; say how many were new."""
    require_transaction()
    national = Day.objects.filter(calendar=None)
    before = national.count()
    rows = map(_national, almanac.decided_days() if days is None else days)
    Day.objects.bulk_create(rows, ignore_conflicts=True)
    return national.count() - before


def keep_hours(*, code: str, name: str, week: Week, valid_from: date | None = None) -> None:
    """
    Give a calendar its week from a day on, from always if no day is told.

    :raises IntegrityError: if it keeps other hours then.
    """
    require_transaction()
    calendar, _ = Calendar.objects.get_or_create(code=code, defaults={"name": name})
    kept = set(calendar.hours.values_list("weekday", "opens", "closes", "valid_from"))
    Hours.objects.bulk_create(
        Hours(
            calendar=calendar,
            weekday=weekday,
            opens=interval.opens,
            closes=interval.closes,
            valid_from=valid_from,
        )
        for weekday, intervals in enumerate(week)
        for interval in intervals
        if (weekday, interval.opens, interval.closes, valid_from) not in kept
    )


def assign(*, code: str, agency_id: int, valid_from: date | None = None) -> None:
    """
    Let a calendar hold in an agency, and beneath it where no nearer one does.

    :raises IntegrityError: if another calendar holds there then.
    """
    require_transaction()
    calendar = Calendar.objects.get(code=code)
    Assignment.objects.get_or_create(calendar=calendar, agency_id=agency_id, valid_from=valid_from)


def _national(day: SpecialDay) -> Day:
    return Day(
        on=day.on,
        type=day.type,
        name=day.name,
        swap_with=day.swap_with,
        certainty=day.certainty,
        source=day.source,
    )

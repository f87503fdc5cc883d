"""
What sets up the calendars: days, hours and where they hold.

Each act may be repeated: what is there already is kept as it is, also where an
administrator has decided otherwise since; what contradicts it fails loudly.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from motcua.ground.calendars import almanac
from motcua.ground.calendars.models import Assignment, Calendar, Day, Hours
from motcua.ground.calendars.working_time import SpecialDay, Week


@transaction.atomic(durable=True)
def load_days(*, days: Iterable[SpecialDay] | None = None) -> int:
    """Add national days, by default those of the shipped table; say how many were new."""
    known = Day.objects.filter(calendar=None)
    before = known.count()
    rows = [national(each) for each in (almanac.decided_days() if days is None else days)]
    Day.objects.bulk_create(rows, ignore_conflicts=True)
    return known.count() - before


@transaction.atomic(durable=True)
def keep_hours(*, code: str, name: str, week: Week, valid_from: date | None = None) -> int:
    """
    Give a calendar its week from a day on, for ever if no day is told; return its id.

    :raises IntegrityError: if it keeps other hours then.
    """
    calendar, _ = Calendar.objects.get_or_create(code=code, defaults={"name": name})
    kept = set(calendar.hours.values_list("weekday", "opens", "closes", "valid_from"))
    wanted = opening_rows(calendar, week, valid_from)
    Hours.objects.bulk_create(
        row for row in wanted if (row.weekday, row.opens, row.closes, row.valid_from) not in kept
    )
    return calendar.pk


@transaction.atomic(durable=True)
def assign(*, code: str, agency_id: int, valid_from: date | None = None) -> None:
    """
    Let a calendar hold in an agency, and beneath it where no nearer one does.

    :raises IntegrityError: if another calendar holds there then.
    """
    calendar = Calendar.objects.get(code=code)
    Assignment.objects.get_or_create(calendar=calendar, agency_id=agency_id, valid_from=valid_from)


def national(day: SpecialDay) -> Day:
    """Return the row of a national day."""
    return Day(
        on=day.on,
        type=day.type,
        name=day.name,
        swap_with=day.swap_with,
        certainty=day.certainty,
        source=day.source,
    )


def opening_rows(calendar: Calendar, week: Week, valid_from: date | None) -> list[Hours]:
    """Return the rows of a week."""
    return [
        Hours(
            calendar=calendar,
            weekday=weekday,
            opens=interval.opens,
            closes=interval.closes,
            valid_from=valid_from,
        )
        for weekday, intervals in enumerate(week)
        for interval in intervals
    ]

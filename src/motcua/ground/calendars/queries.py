"""Which calendar holds in an agency, as a value for the clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby, pairwise
from operator import attrgetter

from django.db import connection
from django.db.models import Q

from motcua.ground.calendars import almanac
from motcua.ground.calendars.models import Day
from motcua.ground.calendars.working_time import (
    A_DAY,
    Certainty,
    DayType,
    Hours,
    Interval,
    SpecialDay,
    Week,
    WorkingCalendar,
)

# The nearest assignment is sought from the agency up the tree, all agencies at once.
HOLDINGS = """
    WITH RECURSIVE line AS (
        SELECT id AS agency_id, id AS above_id, parent_id, 0 AS distance
        FROM agencies_agency WHERE id = ANY(%(agency_ids)s)
        UNION ALL
        SELECT line.agency_id, above.id, above.parent_id, line.distance + 1
        FROM agencies_agency above JOIN line ON above.id = line.parent_id
    )
    SELECT line.agency_id, line.distance, assignment.calendar_id,
           greatest(assignment.valid_from, hours.valid_from, %(first)s) AS valid_from,
           least(assignment.valid_to, hours.valid_to, %(beyond)s) AS valid_to,
           hours.weekday, hours.opens, hours.closes
    FROM line
    JOIN calendars_assignment assignment ON assignment.agency_id = line.above_id
    JOIN calendars_hours hours USING (calendar_id)
    WHERE daterange(assignment.valid_from, assignment.valid_to)
          * daterange(hours.valid_from, hours.valid_to)
          && daterange(%(first)s, %(beyond)s)
    ORDER BY line.agency_id, line.distance, hours.weekday, hours.opens
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """One opening interval that holds in an agency within the span that was asked for."""

    agency_id: int
    distance: int
    calendar_id: int
    valid_from: date
    valid_to: date
    weekday: int
    opens: time
    closes: time


def calendar_of(agency_id: int, first: date, last: date) -> WorkingCalendar:
    """Return the calendar of one agency from one day to another, in two statements."""
    return calendars_of([agency_id], first, last)[agency_id]


def calendars_of(agency_ids: Iterable[int], first: date, last: date) -> dict[int, WorkingCalendar]:
    """
    Return the calendars of these agencies from one day to another, in two statements.

    On each day the nearest assignment up the tree holds. Where none does the value has no
    hours, and refuses to count.
    """
    wanted = list(agency_ids)
    holdings = _holdings(wanted, first, last)
    days = _days({holding.calendar_id for holding in holdings}, first, last)
    by_agency = {
        agency_id: list(found)
        for agency_id, found in groupby(holdings, key=attrgetter("agency_id"))
    }
    return {
        agency_id: _calendar(by_agency.get(agency_id, []), days, first, last)
        for agency_id in wanted
    }


def undecided_days() -> list[SpecialDay]:
    """Return the national days of low certainty, that count as working days until decided."""
    rows = Day.objects.filter(calendar=None, certainty=Certainty.LOW).order_by("on")
    return [_special(row) for row in rows]


def _holdings(agency_ids: list[int], first: date, last: date) -> list[Holding]:
    facts: dict[str, list[int] | date] = {
        "agency_ids": agency_ids,
        "first": first,
        "beyond": last + A_DAY,
    }
    with connection.cursor() as cursor:
        cursor.execute(HOLDINGS, facts)
        return [Holding(*row) for row in cursor.fetchall()]


def _days(
    calendar_ids: Iterable[int], first: date, last: date
) -> dict[int | None, dict[date, SpecialDay]]:
    """Return the special days by calendar; those of the nation, completed, under None."""
    years = range(first.year, last.year + 1)
    rows = Day.objects.filter(
        Q(calendar=None) | Q(calendar__in=list(calendar_ids)), on__year__range=(years[0], years[-1])
    )
    days: dict[int | None, dict[date, SpecialDay]] = {None: {}}
    for row in rows:
        days.setdefault(row.calendar_id, {})[row.on] = _special(row)
    days[None] = almanac.complete(days[None].values(), years)
    return days


def _special(row: Day) -> SpecialDay:
    return SpecialDay(
        on=row.on,
        type=DayType(row.type),
        name=row.name,
        swap_with=row.swap_with,
        certainty=Certainty(row.certainty),
        source=row.source,
    )


def _calendar(
    holdings: list[Holding],
    days: Mapping[int | None, Mapping[date, SpecialDay]],
    first: date,
    last: date,
) -> WorkingCalendar:
    """Cut the span wherever something begins or ends to hold, and keep the nearest in each."""
    edges = {first, last + A_DAY}
    edges |= {each.valid_from for each in holdings} | {each.valid_to for each in holdings}
    hours: list[Hours] = []
    special = dict(days[None])
    for begins, ends in pairwise(sorted(edges)):
        holding = [each for each in holdings if each.valid_from <= begins < each.valid_to]
        if not holding:
            continue
        nearest = [each for each in holding if each.distance == holding[0].distance]
        hours.append(Hours(begins, ends, _week(nearest)))
        own = days.get(nearest[0].calendar_id, {})
        special |= {on: each for on, each in own.items() if begins <= on < ends}
    return WorkingCalendar(first, last, tuple(hours), special)


def _week(holdings: list[Holding]) -> Week:
    return tuple(
        tuple(Interval(each.opens, each.closes) for each in holdings if each.weekday == weekday)
        for weekday in range(7)
    )

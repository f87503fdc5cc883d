"""Which calendar holds in an agency, as a value for the clock."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q, QuerySet

from motcua.ground.agencies import queries as agencies
from motcua.ground.calendars import almanac
from motcua.ground.calendars.models import Calendar, Day
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
from motcua.ground.kernel.actor import Actor, PostKind

if TYPE_CHECKING:
    from motcua.ground.agencies.models import Agency

# The nearest assignment is sought from the agency up the tree, all agencies at once; the
# special days of the calendars found, and the nation's, come in the same statement.
HOLDINGS_AND_DAYS = """
    WITH RECURSIVE line AS (
        SELECT id AS agency_id, id AS above_id, parent_id, 0 AS distance
        FROM agencies_agency WHERE id = ANY(%(agency_ids)s)
        UNION ALL
        SELECT line.agency_id, above.id, above.parent_id, line.distance + 1
        FROM agencies_agency above JOIN line ON above.id = line.parent_id
    ), holding AS (
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
    ), special AS (
        SELECT calendar_id, "on", type, name, swap_with, certainty, source
        FROM calendars_day
        WHERE (calendar_id IS NULL OR calendar_id IN (SELECT calendar_id FROM holding))
              AND "on" BETWEEN %(january)s AND %(december)s
    )
    SELECT
        (SELECT jsonb_agg(holding ORDER BY agency_id, distance, weekday, opens) FROM holding),
        (SELECT jsonb_agg(special) FROM special)
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


@dataclass(frozen=True, slots=True)
class Keeping:
    """
    Which calendar an agency keeps from a day until another, and whose it is.

    :param name: of the calendar.
    :param distance: how far up the tree it was assigned: 0 to the agency itself.
    """

    valid_from: date
    valid_to: date
    name: str
    distance: int


@dataclass(frozen=True, slots=True)
class Kept:
    """The calendar of an agency, and where it comes from stretch by stretch, in order."""

    calendar: WorkingCalendar
    keepings: tuple[Keeping, ...]


DaysByCalendar = dict[int | None, dict[date, SpecialDay]]


def calendar_of(agency_id: int, first: date, last: date) -> WorkingCalendar:
    """Return the calendar of one agency from one day to another, in one statement."""
    return calendars_of([agency_id], first, last)[agency_id]


def calendars_of(agency_ids: Iterable[int], first: date, last: date) -> dict[int, WorkingCalendar]:
    """
    Return the calendars of these agencies from one day to another, in one statement at most.

    On each day the nearest assignment up the tree holds. Where none does the value has no
    hours, and refuses to count.
    """
    wanted = list(agency_ids)
    if not wanted:
        return {}
    holdings, days = _holdings_and_days(wanted, first, last)
    by_agency = {
        agency_id: list(found)
        for agency_id, found in groupby(holdings, key=attrgetter("agency_id"))
    }
    return {
        agency_id: _calendar(by_agency.get(agency_id, []), days, first, last)
        for agency_id in wanted
    }


def kept(agency_id: int, first: date, last: date) -> Kept:
    """Return the calendar of one agency with where it comes from, in two statements."""
    holdings, days = _holdings_and_days([agency_id], first, last)
    names = dict(
        Calendar.objects.filter(pk__in={each.calendar_id for each in holdings}).values_list(
            "pk", "name"
        )
    )
    stretches = _stretches(holdings, first, last)
    sources = groupby(stretches, key=lambda each: (each[2][0].calendar_id, each[2][0].distance))
    keepings = []
    for (calendar_id, distance), run in sources:
        listed = list(run)
        keepings.append(Keeping(listed[0][0], listed[-1][1], names[calendar_id], distance))
    return Kept(_calendar(holdings, days, first, last), tuple(keepings))


def readable(viewer: Actor, *, on: date) -> "QuerySet[Agency]":
    """
    Return the agencies whose calendars somebody reads, the highest first.

    Every officer reads that of each agency in which he has a seat; an administrator those of
    all agencies beneath too.
    """
    own = {grant.agency_id for grant in viewer.grants}
    administered = {grant.agency_id for grant in viewer.holding(PostKind.ADMINISTRATOR)}
    theirs = Q(pk__in=own) | Q(pk__in=agencies.in_subtree(administered))
    return agencies.tree(on).filter(theirs).select_related("level", "parent")


def undecided_days() -> list[SpecialDay]:
    """Return the national days of low certainty, that count as working days until decided."""
    rows = Day.objects.filter(calendar=None, certainty=Certainty.LOW).order_by("on")
    return [
        SpecialDay(
            on=row.on,
            type=DayType(row.type),
            name=row.name,
            swap_with=row.swap_with,
            certainty=Certainty(row.certainty),
            source=row.source,
        )
        for row in rows
    ]


def _holdings_and_days(
    agency_ids: list[int], first: date, last: date
) -> tuple[list[Holding], DaysByCalendar]:
    """Return what holds in these agencies, and the special days of the calendars found."""
    facts: dict[str, list[int] | date] = {
        "agency_ids": agency_ids,
        "first": first,
        "beyond": last + A_DAY,
        "january": date(first.year, 1, 1),
        "december": date(last.year, 12, 31),
    }
    with connection.cursor() as cursor:
        cursor.execute(HOLDINGS_AND_DAYS, facts)
        holdings, special = (json.loads(rows or "[]") for rows in cursor.fetchone())
    days: DaysByCalendar = {None: {}}
    for row in special:
        day = _special_of(row)
        days.setdefault(row["calendar_id"], {})[day.on] = day
    years = range(first.year, last.year + 1)
    days[None] = almanac.complete(days[None].values(), years)
    return [_holding(row) for row in holdings], days


def _holding(row: dict[str, Any]) -> Holding:
    return Holding(
        agency_id=row["agency_id"],
        distance=row["distance"],
        calendar_id=row["calendar_id"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]),
        weekday=row["weekday"],
        opens=time.fromisoformat(row["opens"]),
        closes=time.fromisoformat(row["closes"]),
    )


def _special_of(row: dict[str, Any]) -> SpecialDay:
    return SpecialDay(
        on=date.fromisoformat(row["on"]),
        type=DayType(row["type"]),
        name=row["name"],
        swap_with=date.fromisoformat(row["swap_with"]) if row["swap_with"] else None,
        certainty=Certainty(row["certainty"]),
        source=row["source"],
    )


Stretch = tuple[date, date, list[Holding]]


def _calendar(
    holdings: list[Holding],
    days: DaysByCalendar,
    first: date,
    last: date,
) -> WorkingCalendar:
    """Put the calendar together of the stretches in which one set of hours holds."""
    hours: list[Hours] = []
    special = dict(days[None])
    for begins, ends, nearest in _stretches(holdings, first, last):
        hours.append(Hours(begins, ends, _week(nearest)))
        own = days.get(nearest[0].calendar_id, {})
        special |= {on: each for on, each in own.items() if begins <= on < ends}
    return WorkingCalendar(first, last, tuple(hours), special)


def _stretches(holdings: list[Holding], first: date, last: date) -> Iterator[Stretch]:
    """Cut the span wherever something begins or ends to hold, and keep the nearest in each."""
    edges = {first, last + A_DAY}
    edges |= {each.valid_from for each in holdings} | {each.valid_to for each in holdings}
    for begins, ends in pairwise(sorted(edges)):
        holding = [each for each in holdings if each.valid_from <= begins < each.valid_to]
        if holding:
            nearest = [each for each in holding if each.distance == holding[0].distance]
            yield begins, ends, nearest


def _week(holdings: list[Holding]) -> Week:
    return tuple(
        tuple(Interval(each.opens, each.closes) for each in holdings if each.weekday == weekday)
        for weekday in range(7)
    )

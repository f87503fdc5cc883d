"""The officer's lists of work; each starts from his own seats, so it shows only what he may see."""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localtime

from motcua.ground.calendars import queries as calendars
from motcua.ground.calendars.standing import time_left_briefly
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.words import Words
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.processes.rules import StepAct

RESULT = Q(act=StepAct.HAND_OVER)
ONE_DAY = timedelta(days=1)


def mine(viewer: Actor) -> QuerySet[WorkItem]:
    """Return the open work items on the viewer's own seats, most pressing first."""
    return _listed(_is_mine(viewer))


def waiting(viewer: Actor) -> QuerySet[WorkItem]:
    """Return open items that wait for one of the viewer's kinds of post, most pressing first."""
    return _listed(_waits_for(viewer))


def unassigned(viewer: Actor) -> QuerySet[WorkItem]:
    """Return what waits for a handler in the agencies that the viewer heads."""
    return _listed(_is_unassigned(viewer))


def results(viewer: Actor) -> QuerySet[WorkItem]:
    """Return what waits at the viewer's counter for its owner; its clock has ended."""
    return _listed(_is_result(viewer))


def finished(viewer: Actor, *, since: datetime) -> QuerySet[WorkItem]:
    """Return the items that the viewer's seats closed since a moment, newest first."""
    done = WorkItem.objects.filter(_is_finished(viewer, since))
    return done.select_related("dossier__procedure").order_by("-closed_at", "-id")


def lengths(viewer: Actor, *, since: datetime) -> dict[str, int]:
    """Return how long the viewer's lists are; finished ones count since a moment."""
    lists = {
        "mine": _is_mine(viewer),
        "waiting": _waits_for(viewer),
        "unassigned": _is_unassigned(viewer),
        "results": _is_result(viewer),
        "finished": _is_finished(viewer, since),
    }
    anywhere = reduce(operator.or_, lists.values())
    counts = {name: Count("pk", filter=condition) for name, condition in lists.items()}
    return WorkItem.objects.filter(anywhere).aggregate(**counts)


def due_before(items: QuerySet[WorkItem], *moments: datetime | None) -> list[int]:
    """Return how many items of a list are due before each of these moments, None being never."""
    counts = {
        f"before_{place}": Count("pk", filter=Q(due_at__lt=moment) if moment else Q())
        for place, moment in enumerate(moments)
    }
    return list(items.order_by().aggregate(**counts).values())


def times_left(items: Sequence[WorkItem], now: datetime) -> list[Words]:
    """Return the working time that each item has left, by the calendar of the desk it came to."""
    moments = [now, *(item.due_at for item in items)]
    hours = calendars.calendars_of(
        {item.dossier.desk_id for item in items},
        dates.local(min(moments)).date(),
        dates.local(max(moments)).date(),
    )
    return [time_left_briefly(now, item.due_at, hours[item.dossier.desk_id]) for item in items]


def _posts(viewer: Actor) -> set[int]:
    return {grant.post_id for grant in viewer.grants}


def _is_mine(viewer: Actor) -> Q:
    return _lies_with(viewer) & ~RESULT


def _waits_for(viewer: Actor) -> Q:
    return _is_unclaimed(viewer) & ~RESULT


def _is_result(viewer: Actor) -> Q:
    return (_lies_with(viewer) | _is_unclaimed(viewer)) & RESULT


def _lies_with(viewer: Actor) -> Q:
    return Q(closed_at__isnull=True, post__in=_posts(viewer))


def _is_unclaimed(viewer: Actor) -> Q:
    """Match what lies unclaimed before the viewer's kinds of post; nothing for no grants."""
    kinds = Q(pk__in=[])
    for grant in viewer.grants:
        kinds |= Q(agency=grant.agency_id, post_kind=grant.right)
    return Q(kinds, closed_at__isnull=True, post__isnull=True)


def _is_unassigned(viewer: Actor) -> Q:
    headed = {grant.agency_id for grant in viewer.holding(PostKind.HEAD)}
    return Q(
        closed_at__isnull=True, post__isnull=True, post_kind=PostKind.HANDLER, agency__in=headed
    )


def _is_finished(viewer: Actor, since: datetime) -> Q:
    return Q(post__in=_posts(viewer), closed_at__gte=since)


def _listed(condition: Q) -> QuerySet[WorkItem]:
    rows = WorkItem.objects.filter(condition)
    return rows.select_related("dossier__procedure", "agency").order_by("due_at", "id")


def after(items: QuerySet[WorkItem], key: tuple[datetime, int] | None) -> QuerySet[WorkItem]:
    """Return the part of a list that comes after a key, for paging without counting."""
    if key is None:
        return items
    due_at, item_id = key
    return items.filter(Q(due_at__gt=due_at) | Q(due_at=due_at, id__gt=item_id))


@dataclass(frozen=True, slots=True)
class Heap:
    """
    Open work of one kind in one agency, on one seat or on none: how much of it presses.

    :param post_id: None while it waits for one of its kind.
    """

    agency_id: int
    post_kind: str
    post_id: int | None
    late: int
    today: int
    tomorrow: int


def pressing(now: datetime) -> list[Heap]:
    """Return all that is late or due by the end of tomorrow, in one statement."""
    midnight = local_midnight(now) + ONE_DAY
    until = midnight + ONE_DAY
    counts = {
        "late": Count("pk", filter=Q(due_at__lt=now)),
        "today": Count("pk", filter=Q(due_at__gte=now, due_at__lt=midnight)),
        "tomorrow": Count("pk", filter=Q(due_at__gte=midnight)),
    }
    heaps = WorkItem.objects.filter(~RESULT, closed_at__isnull=True, due_at__lt=until)
    whose = ("agency_id", "post_kind", "post_id")
    rows = heaps.values(*whose).order_by().annotate(**counts).values_list(*whose, *counts)
    return [Heap(*row) for row in rows]


def local_midnight(now: datetime) -> datetime:
    """Return when the local day of a moment began."""
    return localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)

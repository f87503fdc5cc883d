"""The officer's lists of work; each starts from his own seats, so it shows only what he may see."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.rules import AgencyKind
from motcua.ground.calendars import queries as calendars
from motcua.ground.calendars.standing import time_left_briefly
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.words import COUNTED, Words
from motcua.onestop.dossiers.models import SavedView, TakenWork, WorkItem
from motcua.onestop.dossiers.presentation.filters import Filters, span
from motcua.onestop.dossiers.presentation.worklist import Edges, Order
from motcua.onestop.dossiers.rules import SIGNATURES
from motcua.onestop.dossiers.states import Status
from motcua.onestop.processes.rules import StepAct

RESULT = Q(act=StepAct.HAND_OVER)
ONE_DAY = timedelta(days=1)
OFFERED = 500
"""From how many rows of a list its filters take what they offer."""

ORDERS = {
    Order.DUE: ("due_at", "id"),
    Order.NEWEST: ("-given_at", "-id"),
    Order.OLDEST: ("given_at", "id"),
}


def mine(viewer: Actor) -> QuerySet[WorkItem]:
    """Return the open work items on the viewer's own seats, most pressing first."""
    return _listed(_is_mine(viewer))


def waiting(viewer: Actor) -> QuerySet[WorkItem]:
    """Return open items that wait for one of the viewer's kinds of post, most pressing first."""
    return _listed(_waits_for(viewer))


def unassigned(viewer: Actor) -> QuerySet[WorkItem]:
    """Return what waits for a handler in the agencies that the viewer heads."""
    return _listed(_is_unassigned(viewer))


def in_house(viewer: Actor) -> QuerySet[WorkItem]:
    """Return all open work, whoever has it, of the agency that the viewer heads and its offices."""
    return _listed(_is_in_house(viewer))


def pressing_in_house(viewer: Actor, edges: Edges) -> QuerySet[WorkItem]:
    """Return what of a head's agency and its offices is late or due by the end of tomorrow."""
    return in_house(viewer).filter(due_at__lt=edges.day_after)


def to_decide(viewer: Actor) -> QuerySet[WorkItem]:
    """Return what lies still in the viewer's agencies, as its owner asks it back."""
    headed = {grant.agency_id for grant in viewer.holding(PostKind.HEAD)}
    opinion = Q(act=StepAct.OPINE)
    held = Q(received_at__isnull=False, agency__in=headed) & ~opinion
    sent = Q(Q(received_at__isnull=True) | opinion, from_agency__in=headed)
    asked = Q(closed_at__isnull=True, dossier__status=Status.WITHDRAWAL_REQUESTED)
    return _listed(asked & (held | sent))


def results(viewer: Actor) -> QuerySet[WorkItem]:
    """Return what waits at the viewer's counter for its owner; its clock has ended."""
    return _listed(_is_result(viewer))


def finished(viewer: Actor, *, since: datetime) -> QuerySet[WorkItem]:
    """Return the items that the viewer's seats closed since a moment, newest first."""
    return _rows(_is_finished(viewer, since)).order_by("-closed_at", "-id")


def holderless(viewer: Actor, *, on: date) -> QuerySet[WorkItem]:
    """
    Return what nobody sees to that day in the agencies that the viewer heads.

    It lies on a seat whose holder is gone, or away without a substitute, or waits for a kind of
    post that nobody there fills.
    """
    return _listed(Q(_nobody_sees_to(on), agency__in=agencies.looked_after(viewer)))


def on_seat(viewer: Actor, post_id: int) -> QuerySet[WorkItem]:
    """Return what lies on one seat in the agencies that the viewer heads."""
    headed = agencies.looked_after(viewer)
    return _listed(Q(closed_at__isnull=True, post=post_id, agency__in=headed))


def taken_from(viewer: Actor, *, since: datetime) -> QuerySet[TakenWork]:
    """Return the work that went from the viewer's own seats into other hands, the last first."""
    seats = [grant.post_id for grant in viewer.holding(PostKind.HANDLER) if not grant.acts_from]
    rows = TakenWork.objects.filter(post__in=seats, at__gte=since)
    return rows.select_related("dossier__procedure").defer("dossier__due_lines").order_by("-at")


@dataclass(frozen=True, slots=True)
class LeftLying:
    """
    How many dossiers nobody sees to in one agency.

    :param ended: the first day on which it stands no more, None while no end is known.
    """

    agency_id: int
    code: str
    name: str
    ended: date | None
    count: int

    def stands_on(self, day: date) -> bool:
        """Say whether the agency stands on a day."""
        return self.ended is None or self.ended > day


def headless(agencies_of: RawSQL, *, but: Collection[int], on: date) -> list[LeftLying]:
    """
    Return how many dossiers nobody sees to in those of these agencies that have no head.

    Besides them all agencies that ended: whose they are to see to, ``inheritance`` knows.

    :param but: agencies that are left out.
    """
    heads = agencies.attended(on).filter(agency=OuterRef("agency"), kind=PostKind.HEAD)
    where = Q(agency__in=agencies_of) | Q(agency__valid_to__lte=on)
    lying = WorkItem.objects.filter(_nobody_sees_to(on), where, ~Exists(heads))
    of_agency = ("agency", "agency__code", "agency__name", "agency__valid_to")
    counted = (
        lying.exclude(agency__in=but)
        .values(*of_agency)
        .annotate(count=Count("dossier", distinct=True))
        .order_by("-count", "agency__code")
    )
    return [LeftLying(*row) for row in counted.values_list(*of_agency, "count")]


def left_lying(*, on: date) -> dict[int, int]:
    """Return how many dossiers nobody sees to that day, by agency, in one statement."""
    lying = WorkItem.objects.filter(_nobody_sees_to(on)).order_by().values("agency")
    counted = lying.annotate(count=Count("dossier", distinct=True))
    return dict(counted.values_list("agency", "count"))


def lengths(viewer: Actor, *, since: datetime) -> dict[str, int]:
    """Return how long the viewer's lists are, bounded; finished ones count since a moment."""
    lists = {
        "mine": _is_mine(viewer),
        "waiting": _waits_for(viewer),
        "unassigned": _is_unassigned(viewer),
        "in_house": _is_in_house(viewer),
        "results": _is_result(viewer),
        "finished": _is_finished(viewer, since),
    }
    return counted({name: WorkItem.objects.filter(which) for name, which in lists.items()})


def by_urgency(items: QuerySet[WorkItem], edges: Edges) -> tuple[int, int, int]:
    """Return how many of a list are late, due later today, and due after that, bounded."""
    counts = counted(
        {
            "late": items.filter(due_at__lt=edges.now),
            "today": items.filter(due_at__gte=edges.now, due_at__lt=edges.tomorrow),
            "others": items.filter(due_at__gte=edges.tomorrow),
        }
    )
    return counts["late"], counts["today"], counts["others"]


def counted(lists: Mapping[str, QuerySet[WorkItem]]) -> dict[str, int]:
    """Return how long these lists are, each bounded by :data:`COUNTED`, in one statement."""
    first, *others = (
        items.order_by().values_list(Value(name))[: COUNTED + 1] for name, items in lists.items()
    )
    found = Counter(name for (name,) in first.union(*others, all=True))
    return {name: found[name] for name in lists}


def narrowed(items: QuerySet[WorkItem], filters: Filters, edges: Edges) -> QuerySet[WorkItem]:
    """Return the part of a list that its reader asks for; all of the filters must hold."""
    begins, ends = span(filters.due, edges)
    conditions = {
        "dossier__procedure__code": filters.procedure,
        "from_agency__code": filters.sender,
        "act": filters.act,
        "due_at__gte": begins,
        "due_at__lt": ends,
        "post": filters.holder,
        "dossier__channel": filters.channel,
        "dossier__received_at__gte": filters.since,
        "dossier__received_at__lte": filters.until,
    }
    return items.filter(**{name: value for name, value in conditions.items() if value})


@dataclass(frozen=True, slots=True)
class Offered:
    """What the rows of a list may be narrowed down by: names by code, in the order of names."""

    procedures: dict[str, str]
    senders: dict[str, str]


def offered(items: QuerySet[WorkItem]) -> Offered:
    """Return what stands in the first rows of a list, in one statement."""
    rows = WorkItem.objects.filter(pk__in=items[:OFFERED].values("pk")).order_by()
    columns = ("dossier__procedure__code", "dossier__procedure__short_name")
    found = rows.values_list(*columns, "from_agency__code", "from_agency__short_name").distinct()
    by_name = sorted(found, key=lambda row: (row[1], row[3]))
    return Offered(
        procedures={code: name for code, name, *_ in by_name},
        senders=dict(sorted({row[2]: row[3] for row in by_name}.items(), key=lambda one: one[1])),
    )


def times_left(items: Sequence[WorkItem], now: datetime) -> list[Words]:
    """Return the working time that each item has left, by the calendar of its dossier's desk."""
    moments = [now, *(item.due_at for item in items)]
    hours = calendars.calendars_of(
        {item.dossier.desk_id for item in items},
        dates.local(min(moments)).date(),
        dates.local(max(moments)).date(),
    )
    return [time_left_briefly(now, item.due_at, hours[item.dossier.desk_id]) for item in items]


def kept_views(viewer: Actor) -> QuerySet[SavedView]:
    """Return the lists that the viewer keeps for himself at the seats that he holds."""
    return SavedView.objects.filter(user=viewer.user_id, post__in=_posts(viewer))


def _posts(viewer: Actor) -> set[int]:
    return {grant.post_id for grant in viewer.holding(*PostKind)}


def _on_seats(viewer: Actor) -> Q:
    """Match what is on the viewer's seats, or on one whose signature is delegated to him."""
    signed = {grant.post_id for grant in viewer.signing_for}
    on_whole = Q(post__in=_posts(viewer))
    return on_whole | Q(post__in=signed, act__in=SIGNATURES) if signed else on_whole


def _is_mine(viewer: Actor) -> Q:
    return _lies_with(viewer) & ~RESULT


def _waits_for(viewer: Actor) -> Q:
    return _is_unclaimed(viewer) & ~RESULT


def _is_result(viewer: Actor) -> Q:
    """Match what waits at the viewer's counters, on none's seat or on his: one index in order."""
    desks = {grant.agency_id for grant in viewer.holding(PostKind.RECEIVER)}
    at_counter = Q(agency__in=desks, post_kind=PostKind.RECEIVER, closed_at__isnull=True)
    return at_counter & RESULT & Q(Q(post__isnull=True) | Q(post__in=_posts(viewer)))


def _lies_with(viewer: Actor) -> Q:
    return Q(_on_seats(viewer), closed_at__isnull=True)


def _is_unclaimed(viewer: Actor) -> Q:
    """Match what lies unclaimed before the viewer's kinds of post; nothing for no grants."""
    kinds = Q(pk__in=[])
    for grant in viewer.grants:
        kind = Q(agency=grant.agency_id, post_kind=grant.right)
        kinds |= kind & Q(act__in=SIGNATURES) if grant.only_signs else kind
    return Q(kinds, closed_at__isnull=True, post__isnull=True)


def _nobody_sees_to(on: date) -> Q:
    there = agencies.attended(on)
    of_kind = there.filter(agency=OuterRef("agency"), kind=OuterRef("post_kind"))
    left = Q(post__isnull=False) & ~Q(post__in=there.values("pk"))
    return Q(left | Q(~Exists(of_kind), post__isnull=True), closed_at__isnull=True)


def _is_unassigned(viewer: Actor) -> Q:
    headed = {grant.agency_id for grant in viewer.holding(PostKind.HEAD)}
    return Q(
        closed_at__isnull=True, post__isnull=True, post_kind=PostKind.HANDLER, agency__in=headed
    )


def _is_in_house(viewer: Actor) -> Q:
    heads = viewer.holding(PostKind.HEAD)
    reach = {agency_id for grant in heads for agency_id in grant.scope}
    return Q(closed_at__isnull=True, agency__in=reach) & ~RESULT


def _is_finished(viewer: Actor, since: datetime) -> Q:
    done = Q(post__in=_posts(viewer))
    if signs_from := {grant.acts_from for grant in viewer.signing_for}:
        done |= Q(closed_from__in=signs_from)
    return Q(done, closed_at__gte=since)


def _listed(condition: Q) -> QuerySet[WorkItem]:
    return _rows(condition).order_by("due_at", "id")


def _rows(condition: Q) -> QuerySet[WorkItem]:
    """Return items with what a row of a list shows; why a day was promised, no list shows."""
    beside = ("dossier__procedure", "agency", "from_agency")
    rows = WorkItem.objects.filter(condition).select_related(*beside)
    return rows.defer("dossier__due_lines")


def first(items: QuerySet[WorkItem], most: int) -> QuerySet[WorkItem]:
    """
    Return the first rows of a list, in its order.

    They are chosen by an index, before what a row shows of other tables is read for any.
    """
    return _rows(Q(pk__in=items[:most].values("pk"))).order_by(*items.query.order_by)


def ordered(items: QuerySet[WorkItem], order: Order) -> QuerySet[WorkItem]:
    """Return a list in another order than by what presses most."""
    return items.order_by(*ORDERS[order])


def after(
    items: QuerySet[WorkItem], key: tuple[datetime, int] | None, order: Order = Order.DUE
) -> QuerySet[WorkItem]:
    """Return the part of a list that comes after a key, for paging without counting."""
    if key is None:
        return items
    at, item_id = key
    field = ORDERS[order][0]
    beyond, name = ("lt", field[1:]) if field.startswith("-") else ("gt", field)
    same = Q(**{name: at, f"id__{beyond}": item_id})
    return items.filter(Q(**{f"{name}__{beyond}": at}) | same)


def place_of(item: WorkItem, order: Order = Order.DUE) -> tuple[datetime, int]:
    """Return the place behind an item in a list of this order."""
    return (item.due_at if order is Order.DUE else item.given_at), item.pk


@dataclass(frozen=True, slots=True)
class Heap:
    """
    Open work of one kind in one agency, on one seat or on none: how much of it presses.

    :param place: what the agency is called.
    :param committee_id: whose office the agency is; None of what is no office.
    :param post_id: None while it waits for one of its kind.
    """

    agency_id: int
    place: str
    committee_id: int | None
    post_kind: str
    post_id: int | None
    late: int
    today: int
    tomorrow: int


def pressing(now: datetime) -> list[Heap]:
    """Return all that is late or due by the end of tomorrow, in one statement."""
    return heaps(WorkItem.objects.filter(~RESULT, closed_at__isnull=True), Edges.at(now))


def heaps(items: QuerySet[WorkItem], edges: Edges) -> list[Heap]:
    """Return how much of open work is late or due by the end of tomorrow, in one statement."""
    counts = {
        "late": Count("pk", filter=Q(due_at__lt=edges.now)),
        "today": Count("pk", filter=Q(due_at__gte=edges.now, due_at__lt=edges.tomorrow)),
        "tomorrow": Count("pk", filter=Q(due_at__gte=edges.tomorrow)),
    }
    whose = ("agency_id", "agency__short_name", "committee_id", "post_kind", "post_id")
    committee = Case(When(agency__kind=AgencyKind.OFFICE, then="agency__parent_id"))
    found = items.filter(due_at__lt=edges.day_after).annotate(committee_id=committee)
    rows = found.order_by().values(*whose).annotate(**counts).values_list(*whose, *counts)
    return [Heap(*row) for row in rows]

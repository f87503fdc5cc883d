"""Who is away, who signs for whom, and whom one may choose for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from motcua.ground.agencies import rules
from motcua.ground.agencies.capacity import COVERED_POSTS, Chair, StandInKind
from motcua.ground.agencies.models import Post, StandIn, Tenure, holds_on, in_force
from motcua.ground.kernel.actor import Actor, PostKind

MOST_PAST = 50
"""How many leaves and delegations that are over a page shows."""


def chair(tenure: Tenure) -> Chair:
    """Return a seat that somebody holds as the law of standing in knows it."""
    post, agency = tenure.post, tenure.post.agency
    return Chair(
        post_id=post.pk,
        kind=PostKind(post.kind),
        title=post.title,
        holder=tenure.person.name,
        agency_id=agency.pk,
        agency_kind=rules.AgencyKind(agency.kind),
        parent_id=agency.parent_id,
    )


def sitting(agency_ids: Iterable[int], *, on: date) -> list[Tenure]:
    """Return who sits in these agencies on seats that somebody else may see to, by agency."""
    order = list(PostKind)
    found = (
        Tenure.objects.filter(holds_on(on), post__agency__in=list(agency_ids))
        .filter(post__kind__in=COVERED_POSTS)
        .select_related("post__agency", "person")
    )
    return sorted(
        found,
        key=lambda one: (one.post.agency_id, order.index(PostKind(one.post.kind)), one.post.seat),
    )


def looked_after(viewer: Actor) -> frozenset[int]:
    """Return the agencies whose leaves the viewer keeps as their head."""
    return frozenset().union(*(grant.scope for grant in viewer.holding(PostKind.HEAD)))


def arranged(viewer: Actor) -> QuerySet[StandIn]:
    """
    Return the leaves and delegations that the viewer may see, the latest first.

    His own, those in which he acts for another, and all in the agencies that he heads.
    """
    own = {grant.acts_from or grant.post_id for grant in viewer.grants}
    seen = Q(tenure__post__in=own) | Q(by__post__in=own)
    seen |= Q(tenure__post__agency__in=looked_after(viewer))
    places = ("tenure__post__agency", "tenure__person", "by__post__agency", "by__person")
    return StandIn.objects.filter(seen).select_related(*places).order_by("-valid_from", "-id")


def now_or_later(arranged: QuerySet[StandIn], *, on: date) -> list[StandIn]:
    """Return those of these that hold on a day or after it, the first first."""
    rows = arranged.filter(in_force(on) | Q(valid_from__gt=on, ended_at__isnull=True))
    return list(rows.order_by("valid_from", "id"))


def over(arranged: QuerySet[StandIn], *, on: date) -> list[StandIn]:
    """Return the latest of these that are over on a day, or were ended before."""
    return list(arranged.filter(Q(valid_to__lte=on) | Q(ended_at__isnull=False))[:MOST_PAST])


def overlapping(tenure: Tenure, first: date, last: date) -> QuerySet[StandIn]:
    """Return what was arranged for a holder in these days, both counted, and not ended."""
    return StandIn.objects.filter(
        tenure=tenure, ended_at__isnull=True, valid_from__lte=last, valid_to__gt=first
    )


@dataclass(frozen=True, slots=True)
class Away:
    """
    That a seat's holder is away.

    :param last: the last day of it.
    :param substitute: who does his work meanwhile, empty where nobody does.
    """

    last: date
    substitute: str


def away(post_ids: Iterable[int], *, on: date) -> dict[int, Away]:
    """Return whose holders are away on a day, of these seats, in one statement."""
    leaves = StandIn.objects.filter(in_force(on), kind=StandInKind.LEAVE)
    gone = Exists(leaves.filter(tenure=OuterRef("by")))
    does = When(Q(~gone, holds_on(on, "by__"), by__isnull=False), then=F("by__person__name"))
    rows = leaves.filter(holds_on(on, "tenure__"), tenure__post__in=list(post_ids))
    found = rows.values_list("tenure__post", "valid_to", Case(does, default=Value("")))
    return {
        post_id: Away(ends - timedelta(days=1), substitute) for post_id, ends, substitute in found
    }


def acting(on: date) -> QuerySet[Tenure]:
    """Return the tenures from which somebody can act on a day: his account is open."""
    return Tenure.objects.filter(holds_on(on), person__user__is_active=True)


def attended(on: date) -> QuerySet[Post]:
    """
    Return the seats to which somebody sees on a day: the holder, or who stands in for him.

    As rights do, it asks for an agency that stands and for an account that is open.
    """
    leaves = StandIn.objects.filter(in_force(on), kind=StandInKind.LEAVE)
    away = Exists(leaves.filter(tenure=OuterRef("pk")))
    gone = Exists(leaves.filter(tenure=OuterRef("by")))
    by_somebody = leaves.filter(~gone, holds_on(on, "by__"), by__person__user__is_active=True)
    covered = Exists(by_somebody.filter(tenure=OuterRef("pk")))
    there = Q(person__user__is_active=True) & ~away
    sitting = Tenure.objects.filter(holds_on(on), holds_on(on, "post__agency__"))
    return Post.objects.filter(Exists(sitting.filter(there | covered, post=OuterRef("pk"))))

"""The seats of a day: who sits where, and who sat there."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from motcua.ground.agencies import capacity, rules
from motcua.ground.agencies.models import Agency, Post, Tenure, holds_on
from motcua.ground.kernel.actor import Grant, PostKind
from motcua.ground.kernel.words import Words
from motcua.ground.trail.rules import Recorded


@dataclass(frozen=True, slots=True)
class Seat:
    """
    One post and who sits on it that day.

    :param holder: the person's name, empty when the seat is vacant.
    :param user_id: his account, None when he has none or nobody sits here.
    :param is_open: whether that account is open: with it closed he has no right of the seat.
    """

    post_id: int
    agency_id: int
    kind: PostKind
    number: int
    title: str
    holder: str = ""
    user_id: int | None = None
    is_open: bool = False

    @property
    def words(self) -> Words:
        """Return what is done from here, as screens name it."""
        return rules.post_words(self.kind)

    @property
    def can_act(self) -> bool:
        """Say whether somebody sits here who has the rights of the seat."""
        return bool(self.holder) and self.is_open


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody with an e-mail address, on one of his seats."""

    user_id: int
    email: str
    post_id: int
    kind: str
    agency_id: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """That somebody sat on a seat from a day until another, on which he no longer did."""

    name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class SeatHistory:
    """
    Where a seat stands and who sat on it, for telling the past by its right names.

    :param ends: the first day on which its agency stands no more, None while no end is known.
    """

    agency_id: int
    agency: str
    kind: PostKind
    title: str
    ends: date | None
    sittings: tuple[Sitting, ...]

    def holder(self, on: date) -> str:
        """Return who sat here on a day, empty when nobody did."""
        for sitting in self.sittings:
            ends = sitting.valid_to or date.max
            if sitting.valid_from <= on < ends:
                return sitting.name
        return ""


def posts_of(agency_id: int, *kinds: PostKind, on: date) -> list[Seat]:
    """Return the seats of these kinds in an agency, of all kinds if none is named."""
    return seats(agency_ids=[agency_id], kinds=kinds or tuple(PostKind), on=on)


def seats(*, agency_ids: Iterable[int], kinds: Iterable[PostKind], on: date) -> list[Seat]:
    """
    Return the seats of these kinds in these agencies with their holders of a day.

    Agency by agency, in the order in which a dossier passes through the kinds of post.
    """
    order = list(PostKind)
    found = _seats(on).filter(agency__in=list(agency_ids), kind__in=list(kinds))
    return sorted(
        (_seat(*row) for row in found),
        key=lambda seat: (seat.agency_id, order.index(seat.kind), seat.number),
    )


def reachable(kinds: Iterable[PostKind], *, on: date) -> list[Reachable]:
    """Return who sits on posts of these kinds on a day and has an e-mail address, seat by seat."""
    rows = (
        Tenure.objects.filter(holds_on(on), holds_on(on, "post__agency__"), post__kind__in=kinds)
        .filter(person__user__is_active=True)
        .exclude(person__user__email="")
        .order_by("person__user", "post")
    )
    columns = ("person__user", "person__user__email", "post", "post__kind", "post__agency")
    return [Reachable(*row) for row in rows.values_list(*columns)]


def seat(post_id: int, *, on: date) -> Seat:
    """Return one seat and who sits on it that day; an id that is nobody's is a bug."""
    return _seat(*_seats(on).get(pk=post_id))


def agencies_of(user_id: int, *, on: date) -> frozenset[int]:
    """
    Return the agencies in which the holder of an account sits that day.

    Of somebody who sits nowhere, those in which he ever sat.
    """
    sat = Tenure.objects.filter(person__user=user_id).annotate(sits=holds_on(on))
    rows = list(sat.values_list("post__agency", "sits"))
    return frozenset(
        agency_id for agency_id, sits in rows if sits or not any(now for _, now in rows)
    )


def agency_names_of(user_id: int) -> list[str]:
    """Return the names of the agencies in which the holder of an account ever sat."""
    sat = Agency.objects.filter(posts__tenures__person__user=user_id).distinct()
    return [name for names in sat.values_list("name", "short_name") for name in names]


def seat_histories(post_ids: Iterable[int]) -> dict[int, SeatHistory]:
    """Return where these seats stand and who ever sat on them, in one statement."""
    rows = Post.objects.filter(pk__in=list(post_ids)).values_list(
        "pk",
        "agency",
        "agency__name",
        "kind",
        "title",
        "agency__valid_to",
        "tenures__person__name",
        "tenures__valid_from",
        "tenures__valid_to",
    )
    seats: dict[int, tuple[int, str, PostKind, str, date | None]] = {}
    sat: dict[int, list[Sitting]] = defaultdict(list)
    for post_id, agency_id, agency_name, kind, title, ends, name, begun, ended in rows:
        seats[post_id] = (agency_id, agency_name, PostKind(kind), title, ends)
        if name is not None:
            sat[post_id].append(Sitting(name, begun, ended))
    return {pk: SeatHistory(*seat, tuple(sat[pk])) for pk, seat in seats.items()}


def doer(seats: Mapping[int, SeatHistory]) -> Callable[[Recorded], Words | str]:
    """
    Return how to say who did what is recorded: by his name, and for whom he acted.

    :param seats: those that the events name.
    """

    def said(event: Recorded) -> Words | str:
        if event.post_id is None or event.acting_for is None:
            return event.actor_name
        whose, own = seats[event.acting_for], seats[event.post_id]
        acting = capacity.acting_words(
            capacity.capacity_of(whose.kind, own.kind),
            title=whose.title,
            holder=whose.holder(localdate(event.occurred_at)),
        )
        return Words("{name} ({acting})", {"name": event.actor_name, "acting": acting})

    return said


def signature(grant: Grant) -> str:
    """Return what stands above the name of whoever signs by this grant, line by line."""
    posts = Post.objects.in_bulk([grant.post_id, grant.acts_from or grant.post_id])
    title = posts[grant.post_id].title
    if grant.acts_from is None:
        return capacity.signature_lines(title)
    own = posts[grant.acts_from]
    meant = capacity.capacity_of(grant.right, PostKind(own.kind))
    return capacity.signature_lines(title, capacity=meant, own_title=own.title)


def _seats(on: date) -> "QuerySet[Post, tuple[Any, ...]]":
    """Return the columns of :class:`Seat` for every post."""
    sitting = FilteredRelation("tenures", condition=holds_on(on, "tenures__"))
    return Post.objects.annotate(
        sitting=sitting,
        holder=Coalesce("sitting__person__name", Value("")),
        user_id=F("sitting__person__user"),
        is_open=Coalesce("sitting__person__user__is_active", Value(False)),  # noqa: FBT003
    ).values_list("pk", "agency", "kind", "seat", "title", "holder", "user_id", "is_open")


def _seat(post_id: int, agency_id: int, kind: str, *rest: Any) -> Seat:
    return Seat(post_id, agency_id, PostKind(kind), *rest)

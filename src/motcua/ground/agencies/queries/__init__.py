"""
What the house looks like on a day: agencies, who is competent, who sits where.

The tree is public, so nothing here hides a row; the one question about rights,
:func:`actor_of`, is where every viewer of every room begins.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from motcua.ground.agencies import rules
from motcua.ground.agencies.models import Agency, Competence, Post, Tenure, holds_on
from motcua.ground.agencies.queries.successions import ending_act as ending_act
from motcua.ground.agencies.queries.successions import house as house
from motcua.ground.agencies.queries.successions import inherited as inherited
from motcua.ground.agencies.queries.successions import predecessors as predecessors
from motcua.ground.agencies.queries.successions import successions_of as successions_of
from motcua.ground.agencies.queries.successions import successors as successors
from motcua.ground.agencies.queries.trees import Branch as Branch
from motcua.ground.agencies.queries.trees import below as below
from motcua.ground.agencies.queries.trees import outline as outline
from motcua.ground.agencies.queries.trees import tree as tree
from motcua.ground.kernel.actor import Actor, ActorKind, Grant, PostKind
from motcua.ground.kernel.text import search_key
from motcua.ground.kernel.words import Words

MOST_FOUND = 100
"""How many agencies a search gives at most; with more, more letters are asked for."""


@dataclass(frozen=True, slots=True)
class Seat:
    """
    One post and who sits on it that day.

    :param holder: the person's name, empty when the seat is vacant.
    :param user_id: his account, None when he has none or nobody sits here.
    """

    post_id: int
    agency_id: int
    kind: PostKind
    number: int
    title: str
    holder: str = ""
    user_id: int | None = None

    @property
    def words(self) -> Words:
        """Return what is done from here, as screens name it."""
        return rules.post_words(self.kind)

    @property
    def is_vacant(self) -> bool:
        """Say whether nobody sits here."""
        return not self.holder


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
    """Where a seat stands and who sat on it, for telling the past by its right names."""

    agency: str
    sittings: tuple[Sitting, ...]

    def holder(self, on: date) -> str:
        """Return who sat here on a day, empty when nobody did."""
        for sitting in self.sittings:
            ends = sitting.valid_to or date.max
            if sitting.valid_from <= on < ends:
                return sitting.name
        return ""


def actor_of(user_id: int, name: str, *, on: date) -> Actor:
    """
    Return the account as an actor with every right of the seats it holds that day.

    One statement; called by the middleware at each request and again inside each act,
    so that a right taken away fails that minute.
    """
    return Actor(ActorKind.OFFICER, name, user_id, grants_of(user_id, on=on))


def grants_of(user_id: int, *, on: date) -> tuple[Grant, ...]:
    """Return the rights of the seats that an account holds on a day, by seat."""
    offices = Agency.objects.filter(
        parent=OuterRef("post__agency"), kind=rules.AgencyKind.OFFICE
    ).values("pk")
    seats = (
        Tenure.objects.filter(
            holds_on(on),
            holds_on(on, "post__agency__"),
            person__user=user_id,
            person__user__is_active=True,
        )
        .order_by("post")
        .values_list("post", "post__kind", "post__agency", ArraySubquery(offices))
    )
    return tuple(_grant(post, PostKind(kind), *rest) for post, kind, *rest in seats)


def _grant(post_id: int, kind: PostKind, agency_id: int, office_ids: list[int]) -> Grant:
    # One statement more, for the few who see all that lies below them.
    below = subtree([agency_id]) if kind is PostKind.INSPECTOR else ()
    return Grant(post_id, kind, agency_id, rules.scope_of(kind, agency_id, office_ids, below))


def agency(agency_id: int) -> Agency:
    """Return the agency with its level and parent; an id that is nobody's is a bug."""
    return Agency.objects.select_related("level", "parent").get(pk=agency_id)


def agencies(ids: Iterable[int]) -> dict[int, Agency]:
    """Return these agencies with their levels and parents, by id."""
    return Agency.objects.select_related("level", "parent").in_bulk(list(ids))


def on_top(ids: Iterable[int]) -> QuerySet[Agency]:
    """Return those of these agencies that have none above them: the whole house is theirs."""
    return Agency.objects.filter(pk__in=list(ids), parent__isnull=True)


def by_code(code: str, on: date) -> Agency:
    """
    Return the agency that bears our code on a day.

    :raises NoSuchAgency: when none does.
    """
    found = Agency.objects.filter(holds_on(on), code=code).select_related("level", "parent").first()
    if found is None:
        raise rules.NoSuchAgency(code=code)
    return found


def lately(code: str, on: date) -> Agency:
    """
    Return the agency that bears our code on a day, or that bore it last before.

    :raises NoSuchAgency: when none ever did.
    """
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    latest_first = F("valid_from").desc(nulls_last=True)
    rows = Agency.objects.filter(begun, code=code).select_related("level", "parent")
    found = rows.order_by(latest_first).first()
    if found is None:
        raise rules.NoSuchAgency(code=code)
    return found


def search(words: str, *, on: date) -> list[Agency]:
    """
    Return the agencies of a day whose names hold every word typed, the highest first.

    Accents may be left out, and a word may be only begun. No more than :data:`MOST_FOUND`
    are returned.
    """
    named = Agency.objects.filter(holds_on(on)).select_related("parent")
    for begun in search_key(words).split():
        named = named.filter(search_key__regex=rf"\m{begun}")
    return list(named.order_by("level__rank", "sort_key")[:MOST_FOUND])


def competent_office(field_code: str, agency_id: int, *, on: date) -> Agency:
    """
    Return the office that decides matters of a field come to an agency; maybe itself.

    The office comes with its parent, the committee above it.

    :raises NoCompetentOffice: when nothing is recorded for that day.
    """
    competence = (
        Competence.objects.filter(holds_on(on), agency=agency_id, field_code=field_code)
        .select_related("office__level", "office__parent")
        .first()
    )
    if competence is None:
        named = Agency.objects.values_list("name", flat=True).get(pk=agency_id)
        raise rules.NoCompetentOffice(agency=named, field=field_code)
    return competence.office


def competences_of(agency_id: int, *, on: date) -> QuerySet[Competence]:
    """Return for which fields an agency is competent on a day, itself or by an office."""
    return _competences(on).filter(agency=agency_id)


def duties_of(agency_id: int, *, on: date) -> QuerySet[Competence]:
    """Return which fields an agency decides as an office on a day, and for whom."""
    return _competences(on).filter(office=agency_id)


def ancestors(agency_id: int) -> list[Agency]:
    """Return the agency itself and all above it, nearest first, in one statement."""
    return list(
        Agency.objects.raw(
            """
            WITH RECURSIVE line AS (
                SELECT agency.*, 0 AS distance FROM agencies_agency agency WHERE id = %s
                UNION ALL
                SELECT above.*, line.distance + 1
                FROM agencies_agency above JOIN line ON above.id = line.parent_id
            )
            SELECT * FROM line ORDER BY distance
            """,
            [agency_id],
        )
    )


def subtree(agency_ids: Iterable[int]) -> list[int]:
    """Return the ids of these agencies and of all below them, in one statement."""
    found = Agency.objects.raw(
        """
        WITH RECURSIVE line AS (
            SELECT id FROM agencies_agency WHERE id = ANY(%s)
            UNION
            SELECT lower.id FROM agencies_agency lower JOIN line ON lower.parent_id = line.id
        )
        SELECT id FROM line
        """,
        [list(agency_ids)],
    )
    return [agency.pk for agency in found]


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


def keeper_of(actor: Actor, user_id: int, *, on: date) -> Grant:
    """
    Return the grant by which an administrator looks after somebody's account.

    :raises NoSuchAccount: when none does.
    :raises OwnAccount: when it is his own.
    """
    administered = [grant.agency_id for grant in actor.holding(PostKind.ADMINISTRATOR)]
    return rules.keeper(
        actor,
        user_id,
        agency_ids=agencies_of(user_id, on=on),
        reach=subtree(administered),
    )


def agency_names_of(user_id: int) -> list[str]:
    """Return the names of the agencies in which the holder of an account ever sat."""
    sat = Agency.objects.filter(posts__tenures__person__user=user_id).distinct()
    return [name for names in sat.values_list("name", "short_name") for name in names]


def seat_histories(post_ids: Iterable[int]) -> dict[int, SeatHistory]:
    """Return where these seats stand and who ever sat on them, in one statement."""
    rows = Post.objects.filter(pk__in=list(post_ids)).values_list(
        "pk",
        "agency__name",
        "tenures__person__name",
        "tenures__valid_from",
        "tenures__valid_to",
    )
    sat: dict[int, tuple[str, list[Sitting]]] = {}
    for post_id, agency_name, name, begun, ended in rows:
        _, sittings = sat.setdefault(post_id, (agency_name, []))
        if name is not None:
            sittings.append(Sitting(name, begun, ended))
    return {pk: SeatHistory(place, tuple(sittings)) for pk, (place, sittings) in sat.items()}


def _competences(on: date) -> QuerySet[Competence]:
    return (
        Competence.objects.filter(holds_on(on))
        .select_related("office", "agency")
        .order_by("field_name")
    )


def _seats(on: date) -> "QuerySet[Post, tuple[Any, ...]]":
    """Return the columns of :class:`Seat` for every post."""
    sitting = FilteredRelation("tenures", condition=holds_on(on, "tenures__"))
    return Post.objects.annotate(
        sitting=sitting,
        holder=Coalesce("sitting__person__name", Value("")),
        user_id=F("sitting__person__user"),
    ).values_list("pk", "agency", "kind", "seat", "title", "holder", "user_id")


def _seat(post_id: int, agency_id: int, kind: str, *rest: Any) -> Seat:
    return Seat(post_id, agency_id, PostKind(kind), *rest)

"""The books that an agency keeps of its dossiers: what its desk received, what it issued."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.rules import AgencyKind
from motcua.ground.documents import queries as documents
from motcua.ground.documents.queries import BookOfNumbers
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.models import Dossier, HandOver, Party, Result
from motcua.onestop.dossiers.rules import FILING, PartyRole
from motcua.onestop.procedures.rules import Channel

KEEPS_REGISTER = (PostKind.RECEIVER, PostKind.HEAD)
KEEPS_NUMBERS = PostKind.RECORDS_OFFICER
MOST_GAPS = 20
"""How many missing numbers are named; with more, something is wrong that a list cannot mend."""


@dataclass(frozen=True, slots=True)
class OwnBook:
    """
    A book of what no procedure results in.

    :param symbol: of its numbers.
    :param name: of what it numbers.
    """

    symbol: str
    name: str


REFUSALS = OwnBook("TCTN", "Phiếu từ chối tiếp nhận, giải quyết hồ sơ")
STOPS = OwnBook("TBD", "Thông báo dừng giải quyết hồ sơ")

Place = tuple[datetime, int]
"""Where a page of the register goes on: behind the dossier of this moment and id."""


def desks(viewer: Actor) -> dict[int, str]:
    """
    Return the desks whose registers the viewer opens, by name.

    They are those of his agencies; an office has none of its own, but the committee's above it.
    """
    seats = {grant.agency_id for grant in viewer.holding(*KEEPS_REGISTER)}
    found = agencies.agencies(seats).values()
    houses = [one.parent or one if one.kind == AgencyKind.OFFICE else one for one in found]
    return {one.pk: one.name for one in sorted(houses, key=lambda one: one.sort_key)}


def register(viewer: Actor, *, desk_id: int, since: datetime, until: datetime) -> QuerySet[Dossier]:
    """
    Return what a desk received from one moment to another, in the order of receipt.

    Only what the viewer sees as a receiver or a head is in it. Each comes with how to reach
    its applicant and with who filed for him, as the current receipt says, who fetched the
    result, and the number of what was issued.
    """
    parties = Party.objects.filter(dossier=OuterRef("pk"), issue=OuterRef("receipt_issue"))
    applicant = parties.filter(role=PartyRole.APPLICANT)
    reach = applicant.values(row=JSONObject(address="address", phone="phone"))
    filer = parties.filter(role__in=FILING).values("name")
    issued = Result.objects.filter(dossier=OuterRef("pk"), recalled_at=None)
    takers = HandOver.objects.filter(dossier=OuterRef("pk")).order_by("-pk")
    return (
        queries.visible_to(viewer.only(*KEEPS_REGISTER))
        .filter(receiving_desk=desk_id, received_at__gte=since, received_at__lte=until)
        .select_related("procedure", "lead_agency", "local_state", "postal")
        .annotate(
            reach=Subquery(reach[:1]),
            filer=Subquery(filer[:1]),
            issued=Subquery(issued.values(row=JSONObject(number="number", symbol="symbol"))),
            taker=Subquery(takers.values("taker_name")[:1]),
        )
        .defer("due_lines")
        .order_by("received_at", "id")
    )


def by_channel(rows: QuerySet[Dossier]) -> dict[Channel, int]:
    """Return how many of a register came by each channel, those that nobody used too."""
    counted = rows.order_by().values_list("channel").annotate(Count("pk"))
    found = dict(counted)
    return {channel: found.get(channel, 0) for channel in Channel}


def after(rows: QuerySet[Dossier], place: Place | None) -> QuerySet[Dossier]:
    """Return the part of a register behind a place, for paging without counting."""
    if place is None:
        return rows
    received_at, dossier_id = place
    later = Q(received_at__gt=received_at)
    return rows.filter(later | Q(received_at=received_at, id__gt=dossier_id))


def place_of(dossier: Dossier) -> Place:
    """Return the place behind a dossier."""
    return dossier.received_at, dossier.pk


def number_books(viewer: Actor) -> list[BookOfNumbers]:
    """Return the books of numbers of the agencies whose records the viewer keeps."""
    seats = {grant.agency_id for grant in viewer.holding(KEEPS_NUMBERS)}
    return documents.number_books(seats)


def issued(viewer: Actor, book: BookOfNumbers) -> QuerySet[Result]:
    """Return the results that took a number from a book, in its order, recalled ones too."""
    seen = queries.visible_to(viewer.only(KEEPS_NUMBERS))
    return (
        Result.objects.filter(issuer=book.agency_id, symbol=book.kind, year=book.year)
        .filter(dossier__in=seen)
        .select_related("dossier__procedure")
        .defer("dossier__due_lines")
        .order_by("number")
    )


def gaps(viewer: Actor, book: BookOfNumbers) -> list[int]:
    """
    Return the first numbers that the book gave out and that no result bears.

    There are none unless somebody reached around the software: an act that fails gives its
    number back. A book that numbers no results has none either.
    """
    there = issued(viewer, book).order_by().values_list("number", flat=True)
    if there.count() in {0, book.last_number}:
        return []
    taken = set(there)
    missing = (number for number in range(1, book.last_number + 1) if number not in taken)
    return list(islice(missing, MOST_GAPS))

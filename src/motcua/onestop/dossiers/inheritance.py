"""
Dossiers that an ended agency left behind: whose they may be, and who sees that they wait.

Whoever passes with a whole house is moved by a command; a house that went to several waits
here until a head of one of them takes the dossier in. What a house left after which nobody is
recorded waits until the head of whoever stood above says which agency goes on with it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.queries import Left
from motcua.ground.agencies.rules import AgencyKind
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.text import search_key
from motcua.ground.kernel.words import COUNTED
from motcua.onestop.dossiers.models import Dossier, Party, WorkItem
from motcua.onestop.dossiers.rules import PartyRole
from motcua.onestop.dossiers.states import ENDED, DeliveryState, Status
from motcua.onestop.processes.rules import StepAct

OVER = ENDED - {Status.RESULT_READY}
"""The statuses in which the matter itself is over."""

UNFINISHED = ~Q(status__in=OVER) | Q(delivery_state=DeliveryState.PAPERS_AT_DESK)
"""What somebody has still to do something for, were it only to give papers back."""

MOST_SHOWN = 100
"""How many waiting dossiers a page shows; whoever has more narrows them down by words."""


def left_behind(agency_ids: Collection[int]) -> QuerySet[Dossier]:
    """Return the unfinished dossiers that these ended agencies still have a part in."""
    ids = list(agency_ids)
    senders = Q(received_at__isnull=True) | Q(act=StepAct.OPINE)
    held = Q(agency__in=ids) | Q(senders, from_agency__in=ids)
    holds = Exists(WorkItem.objects.filter(held, dossier=OuterRef("pk"), closed_at__isnull=True))
    part = Q(desk__in=ids) | Q(lead_agency__in=ids) | Q(holds)
    return Dossier.objects.filter(part, UNFINISHED, agency_ids__overlap=ids)


def ended_houses(today: date) -> list[int]:
    """
    Return the ended agencies that left dossiers behind; an office stands for its committee.

    While the committee stands its ended offices are left out: its head says who goes on.
    """
    places = ("desk", "lead_agency")
    unfinished = Dossier.objects.filter(UNFINISHED)
    found: set[int] = set()
    for place in places:
        rows = unfinished.filter(**{f"{place}__valid_to__lte": today})
        found.update(rows.values_list(place, flat=True).distinct())
    lying = WorkItem.objects.filter(closed_at__isnull=True, agency__valid_to__lte=today)
    found.update(lying.values_list("agency", flat=True).distinct())
    houses = {
        one.parent_id if one.kind == AgencyKind.OFFICE and one.parent_id else one.pk
        for one in agencies.agencies(found).values()
    }
    known = agencies.agencies(houses)
    return sorted(pk for pk, one in known.items() if one.valid_to and one.valid_to <= today)


@dataclass(frozen=True, slots=True)
class Waiting:
    """
    What a head may know of a dossier that waits: enough to see whose it is.

    :param heir_id: his agency, which has the duties, or stood above where nobody has; the first of
        several.
    """

    dossier: Dossier
    address: str
    heir_id: int


def awaiting(viewer: Actor, *, on: date, words: str = "") -> list[Waiting]:
    """
    Return the dossiers that a head may take in, the most urgent first, no more than a page.

    :param words: of the address or the subject, without accents if one likes.
    """
    return list(islice(each_awaiting(viewer, on=on, words=words), MOST_SHOWN))


def unclaimed(viewer: Actor, *, on: date, words: str = "") -> list[Waiting]:
    """Return the dossiers that a head may give to an agency, as nobody is recorded for them."""
    return list(islice(each_unclaimed(viewer, on=on, words=words), MOST_SHOWN))


def each_awaiting(viewer: Actor, *, on: date, words: str = "") -> Iterator[Waiting]:
    """Yield all that a head may take in, however much it is."""
    return _meant(_left_to(viewer, on).inherited, words)


def each_unclaimed(viewer: Actor, *, on: date, words: str = "") -> Iterator[Waiting]:
    """Yield all that a head may give to an agency, however much it is."""
    return _meant(_left_to(viewer, on).orphaned, words)


def how_many(viewer: Actor, *, on: date) -> int:
    """Return how many dossiers a head may take in or give away, bounded by :data:`COUNTED`."""
    ended = _left_to(viewer, on).of(_headed(viewer))
    return left_behind(ended)[: COUNTED + 1].count() if ended else 0


def givable_to(viewer: Actor, unclaimed: Iterable[Waiting], *, on: date) -> "QuerySet[Any]":
    """Return the agencies that a head may name for these, or some of them, that are nobody's."""
    orphaned = _left_to(viewer, on).orphaned
    ended = {each for those in orphaned.values() for each in those}
    needs_desk = all(each.dossier.desk_id in ended for each in unclaimed)
    return may_have(orphaned, needs_desk=needs_desk, on=on)


def may_have(guardian_ids: Iterable[int], *, needs_desk: bool, on: date) -> "QuerySet[Any]":
    """
    Return which agencies may go on with what nobody is recorded to have.

    They stand beneath whoever gives it, or are the giver's own, and somebody who handles dossiers
    sits there: with the desk of the dossier, a house that can bring a matter to its end.

    :param needs_desk: whether the desk has ended too, so that somebody must sit at one there.
    """
    handling = agencies.with_post(PostKind.HANDLER, on=on)
    beneath = handling.filter(pk__in=agencies.in_subtree(guardian_ids))
    desks = agencies.with_post(PostKind.RECEIVER, on=on).values("pk")
    return beneath.filter(pk__in=desks) if needs_desk else beneath


def unheeded(agency_ids: Iterable[int], *, on: date) -> frozenset[int]:
    """Return what ended beneath these agencies, or beside, and is no head's there to see to."""
    left = agencies.left_to(agencies.subtree(agency_ids), on=on)
    heads = agencies.attended(on).filter(kind=PostKind.HEAD)
    return left.of(left.heirs) - left.of(heads.values_list("agency", flat=True))


def _headed(viewer: Actor) -> set[int]:
    return {grant.agency_id for grant in viewer.holding(PostKind.HEAD)}


def _left_to(viewer: Actor, on: date) -> Left:
    """Return what ended and is the viewer's to see to as a head."""
    headed = _headed(viewer)
    return agencies.left_to(headed, on=on) if headed else Left({}, {})


def _meant(ended_by_heir: Mapping[int, list[int]], words: str) -> Iterator[Waiting]:
    """Yield what these ended agencies left and the words mean, heir by heir, each dossier once."""
    shown: set[int] = set()
    for heir, ended in ended_by_heir.items():
        for dossier in _waiting(ended).iterator(chunk_size=MOST_SHOWN):
            place = dossier.place or ""
            if dossier.pk not in shown and _is_meant(words, f"{place} {dossier.subject}"):
                shown.add(dossier.pk)
                yield Waiting(dossier, place, heir)


def _waiting(ended: list[int]) -> "QuerySet[Any]":
    applicant = Party.objects.filter(
        dossier=OuterRef("pk"), issue=OuterRef("receipt_issue"), role=PartyRole.APPLICANT
    )
    rows = left_behind(ended).select_related("procedure", "desk")
    place = Subquery(applicant.values("address")[:1])
    return rows.annotate(place=place).defer("due_lines").order_by("due_at", "id")


def _is_meant(words: str, text: str) -> bool:
    """Say whether a text holds every word typed."""
    return all(word in search_key(text) for word in search_key(words).split())

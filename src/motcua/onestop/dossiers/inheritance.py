"""
Dossiers that an ended agency left behind: whose they may be, and who sees that they wait.

Whoever passes with a whole house is moved by a command; a house that went to several waits
here until a head of one of them takes the dossier in.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from motcua.ground.agencies import queries as agencies
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
    """Return the ended agencies that left dossiers behind; an office stands for its committee."""
    places = ("desk", "lead_agency")
    unfinished = Dossier.objects.filter(UNFINISHED)
    found: set[int] = set()
    for place in places:
        rows = unfinished.filter(**{f"{place}__valid_to__lte": today})
        found.update(rows.values_list(place, flat=True).distinct())
    lying = WorkItem.objects.filter(closed_at__isnull=True, agency__valid_to__lte=today)
    found.update(lying.values_list("agency", flat=True).distinct())
    known = agencies.agencies(found)
    return sorted(
        {
            one.parent_id if one.kind == AgencyKind.OFFICE and one.parent_id else one.pk
            for one in known.values()
        }
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a head may know of a dossier before he takes it in: enough to see whose it is."""

    dossier: Dossier
    address: str
    heir_id: int


def awaiting(viewer: Actor, *, on: date, words: str = "") -> list[Waiting]:
    """
    Return the dossiers that a head may take in, the most urgent first, no more than a page.

    :param words: of the address or the subject, without accents if one likes.
    """
    heirs = {grant.agency_id for grant in viewer.holding(PostKind.HEAD)}
    inherited = agencies.inherited(heirs, on=on) if heirs else {}
    meant = (
        Waiting(dossier, dossier.place or "", heir)
        for heir, ended in inherited.items()
        for dossier in _waiting(ended).iterator(chunk_size=MOST_SHOWN)
        if _is_meant(words, f"{dossier.place or ''} {dossier.subject}")
    )
    return list(islice(meant, MOST_SHOWN))


def how_many(viewer: Actor, *, on: date) -> int:
    """Return how many dossiers a head may take in, bounded by :data:`COUNTED`."""
    heirs = {grant.agency_id for grant in viewer.holding(PostKind.HEAD)}
    inherited = agencies.inherited(heirs, on=on) if heirs else {}
    ended = {agency_id for found in inherited.values() for agency_id in found}
    return left_behind(ended)[: COUNTED + 1].count() if ended else 0


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

"""Whom a desk finds again: an earlier applicant, and what he may have asked for already."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.intake import Likeness
from motcua.onestop.dossiers.models import Dossier, Party
from motcua.onestop.dossiers.rules import OWNERS

LATELY = timedelta(days=30)
"""A dossier that has ended is still taken for the same matter for so long after its receipt."""

MOST_ALIKE = 3


def known_applicant(viewer: Actor, *, identity_number: str, phone: str) -> Party | None:
    """
    Return the newest applicant with this number or phone among dossiers the viewer sees.

    Nothing is searched for with both empty.
    """
    wanted = _same(Likeness(identity_number=identity_number, phone=phone))
    if wanted is None:
        return None
    seen = Party.objects.filter(wanted, role__in=OWNERS)
    return seen.filter(dossier__in=queries.visible_to(viewer)).order_by("-id").first()


def alike(
    viewer: Actor, person: Likeness, *, procedure_code: str, now: datetime
) -> tuple[Dossier, ...]:
    """
    Return what may be the same person's same matter, the newest first.

    Open or received lately, of this procedure, and only what the viewer sees: a dossier of a
    place that is not his does not exist for him.
    """
    wanted = _same(person)
    if wanted is None:
        return ()
    his = Party.objects.filter(wanted, role__in=OWNERS, issue=F("dossier__receipt_issue")).values(
        "dossier"
    )
    found = queries.visible_to(viewer).filter(
        Q(ended_at=None) | Q(received_at__gt=now - LATELY),
        pk__in=his,
        procedure__code=procedure_code,
    )
    shown = found.select_related("local_state").defer("due_lines")
    return tuple(shown.order_by("-received_at", "-id")[:MOST_ALIKE])


def _same(person: Likeness) -> Q | None:
    """Return how a person is known again, None for somebody of whom nothing is told yet."""
    told = {
        "identity_number": person.identity_number,
        "tax_code": person.tax_code,
        "phone": person.phone,
    }
    wanted = Q()
    for name, value in told.items():
        if value:
            wanted |= Q(**{name: value})
    if person.name and person.born_on:
        wanted |= Q(name__iexact=person.name, born_on=person.born_on)
    return wanted or None

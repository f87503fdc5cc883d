"""What looking leaves behind: the reading log."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.dates import beginning_of
from motcua.onestop.dossiers.inheritance import Waiting
from motcua.onestop.dossiers.models import Dossier, Reading, Search
from motcua.onestop.dossiers.models.reading import LONGEST_SOUGHT
from motcua.onestop.dossiers.readings import WAITING


@transaction.atomic(durable=True)
def log_reading(*, actor: Actor, dossier: Dossier, what: str, now: datetime) -> None:
    """
    Write down that an officer opened something of a dossier.

    :param dossier: one that he was shown, and so may see.
    :param what: "page", "file", "receipt", "refusal", "control", "label", "mending" or "act".
    """
    assert actor.user_id is not None  # noqa: S101  # only officers have doors to here
    Reading.objects.create(
        dossier=dossier,
        user_id=actor.user_id,
        name=actor.name,
        post_id=seat_of(actor, dossier),
        what=what,
        at=now,
    )


@transaction.atomic(durable=True)
def log_waiting(*, actor: Actor, waiting: Iterable[Waiting], now: datetime) -> None:
    """
    Write down that a head was shown the places of dossiers that he may take in.

    Once a day of each: the page shows a hundred, and he looks at it again after every one.
    """
    assert actor.user_id is not None  # noqa: S101  # only officers have doors to here
    since = beginning_of(localdate(now))
    today = Reading.objects.filter(user_id=actor.user_id, what=WAITING, at__gte=since)
    written = set(today.values_list("dossier_id", flat=True))
    seats = {grant.agency_id: grant.post_id for grant in actor.holding(PostKind.HEAD)}
    Reading.objects.bulk_create(
        Reading(
            dossier=each.dossier,
            user_id=actor.user_id,
            name=actor.name,
            post_id=seats[each.heir_id],
            what=WAITING,
            at=now,
        )
        for each in waiting
        if each.dossier.pk not in written
    )


def seat_of(actor: Actor, dossier: Dossier) -> int:
    """Return the seat whose right to see a dossier its reader uses."""
    there = dossier.agency_ids
    return next(grant.post_id for grant in actor.grants if not grant.scope.isdisjoint(there))


@transaction.atomic(durable=True)
def log_search(*, actor: Actor, masked: str, found: int, now: datetime) -> None:
    """
    Write down that an officer looked for a person or a firm.

    :param masked: whom, as much of it as a public page would show.
    :param found: how many dossiers he was told of.
    """
    assert actor.user_id is not None  # noqa: S101  # only officers have doors to here
    Search.objects.create(
        user_id=actor.user_id,
        name=actor.name,
        post_id=actor.grants[0].post_id,
        sought=masked[:LONGEST_SOUGHT],
        found=found,
        at=now,
    )

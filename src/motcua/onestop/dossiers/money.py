"""What those who handle a desk's money look at."""

from datetime import date

from django.db.models import QuerySet

from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.rules import OPEN_FOR_MONEY
from motcua.onestop.dossiers.states import PaymentState

HANDLES_MONEY = (PostKind.CASHIER, PostKind.RECEIVER)
"""The posts that take money in: a receiver where no cashier sits."""


def has_cashier(actor: Actor, desk_id: int, *, on: date) -> bool:
    """
    Say whether a cashier sits at a desk on a day.

    Of his own seat the actor knows it; for whoever handles no money there it is the same.
    """
    if actor.seat(PostKind.CASHIER, desk_id) is not None:
        return True
    if actor.seat(PostKind.RECEIVER, desk_id) is None:
        return False
    return cashier_sits(desk_id, on=on)


def cashier_sits(desk_id: int, *, on: date) -> bool:
    """Say whether a cashier sits at a desk on a day."""
    seats = agencies.posts_of(desk_id, PostKind.CASHIER, on=on)
    return any(not seat.is_vacant for seat in seats)


def to_collect(viewer: Actor) -> QuerySet[Dossier]:
    """Return the dossiers of a cashier's desks for which money is due, the newest first."""
    desks = {grant.agency_id for grant in viewer.holding(PostKind.CASHIER)}
    due = queries.visible_to(viewer.only(PostKind.CASHIER)).filter(
        desk__in=desks, payment_state=PaymentState.DUE, status__in=OPEN_FOR_MONEY
    )
    return due.select_related("procedure").defer("due_lines").order_by("-received_at", "-id")

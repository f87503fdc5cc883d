"""Who takes money for a dossier, and while it may be taken."""

from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.onestop.dossiers.rules.refusals import (
    CashierCollects,
    NothingDue,
    NotPossibleNow,
    NotYours,
)
from motcua.onestop.dossiers.states import Status

OPEN_FOR_MONEY = frozenset(
    {Status.RECEIVED, Status.IN_PROGRESS, Status.AWAITING_PAYMENT, Status.RESULT_READY}
)


def collector(actor: Actor, desk_id: int, *, has_cashier: bool) -> Grant | None:
    """
    Return the seat from which the actor handles the money of a desk, if he has one.

    Where a cashier sits, money passes through his hands alone, so that one person answers
    for it; where none sits, through the receivers'.
    """
    return actor.seat(PostKind.CASHIER if has_cashier else PostKind.RECEIVER, desk_id)


def check_collector(actor: Actor, desk_id: int, *, has_cashier: bool) -> Grant:
    """
    Return the seat from which the actor handles the money of a desk.

    :raises CashierCollects: to a receiver beside whom a cashier sits.
    :raises NotYours: to everybody else.
    """
    seat = collector(actor, desk_id, has_cashier=has_cashier)
    if seat is not None:
        return seat
    if actor.seat(PostKind.RECEIVER, desk_id) is not None:
        raise CashierCollects
    raise NotYours


def check_payable(status: int, money_left: int, code: str = "") -> None:
    """
    Accept money for a dossier.

    :raises NotPossibleNow: once the result has left, or there will be none.
    :raises NothingDue: when all is paid.
    """
    if status not in OPEN_FOR_MONEY:
        raise NotPossibleNow(code=code)
    if money_left <= 0:
        raise NothingDue(code=code)

"""Who takes money for a dossier and gives it back, and while that may be."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.ground.kernel.money import Dong, format_dong
from motcua.ground.kernel.text import clean_line
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers.rules.refusals import (
    CashierCollects,
    GroundDoesNotFit,
    NothingDue,
    NothingToRefund,
    NotPossibleNow,
    NotYours,
    ProofOfExemptionNeeded,
    StillCollects,
    UnpaidNeedsReason,
)
from motcua.onestop.dossiers.states import Status

UNTIL_HANDED_OVER = frozenset(
    {Status.RECEIVED, Status.IN_PROGRESS, Status.AWAITING_PAYMENT, Status.RESULT_READY}
)
# A result may leave unpaid, for a reason; what is owed for it stays owed.
OPEN_FOR_MONEY = UNTIL_HANDED_OVER | {Status.HANDED_OVER}


class RefundGround(StrEnum):
    """Why money is given back."""

    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    WRONG = "wrong"


GROUNDS: Mapping[RefundGround, str] = {
    RefundGround.WITHDRAWN: mark("Người nộp rút hồ sơ"),
    RefundGround.STOPPED: mark("Cơ quan dừng giải quyết"),
    RefundGround.WRONG: mark("Thu sai, thu thừa"),
}
"""The grounds in the words of the screen."""

# The ends of which a ground speaks, by the local state in which they leave a dossier.
GROUND_OF_END: Mapping[str, RefundGround] = {
    "withdrawn": RefundGround.WITHDRAWN,
    "stopped": RefundGround.STOPPED,
}


def collector(actor: Actor, desk_id: int, *, has_cashier: bool) -> Grant | None:
    """
    Return the seat from which the actor handles the money of a desk, if he has one.

    Where a cashier sits, money passes through his hands alone, so that one person answers
    for it; where none sits, through the receivers'.
    """
    return actor.seat(PostKind.CASHIER if has_cashier else PostKind.RECEIVER, desk_id)


def head_of(actor: Actor, answering: Iterable[int]) -> Grant | None:
    """
    Return the seat from which the actor heads one of these agencies, if he has one.

    :param answering: who answers for the money of a desk: its agency, or once that has ended all
        that have its duties.
    """
    seats = (actor.seat(PostKind.HEAD, agency_id) for agency_id in answering)
    return next((seat for seat in seats if seat is not None), None)


def check_closes_for(actor: Actor, answering: Iterable[int], *, collects: bool) -> Grant:
    """
    Return the seat from which the actor closes the sheet of another.

    :param answering: as :func:`head_of` asks.
    :param collects: whether the other handles money at this desk still.
    :raises NotYours: to whoever heads none of these agencies.
    :raises StillCollects: while the other can do it himself.
    """
    seat = head_of(actor, answering)
    if seat is None:
        raise NotYours
    if collects:
        raise StillCollects
    return seat


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

    :raises NotPossibleNow: while its owner asks it back, and where there is no result.
    :raises NothingDue: when all is paid.
    """
    if status not in OPEN_FOR_MONEY:
        raise NotPossibleNow(code=code)
    if money_left <= 0:
        raise NothingDue(code=code)


def check_refundable(money_kept: int, code: str = "") -> None:
    """
    Accept to give money back, whatever the dossier's state: what is wrong is put right late too.

    :raises NothingToRefund: when nothing was paid, or all of it was given back.
    """
    if money_kept <= 0:
        raise NothingToRefund(code=code)


def grounds_for(local_state: str) -> tuple[RefundGround, ...]:
    """Return why money may be given back: how the dossier ended, if it did, or by mistake."""
    end = GROUND_OF_END.get(local_state)
    return (end, RefundGround.WRONG) if end else (RefundGround.WRONG,)


def check_ground(ground: RefundGround, local_state: str) -> None:
    """
    Accept a ground to give money back.

    :raises GroundDoesNotFit: when it speaks of an end that the dossier has not come to.
    """
    if ground not in grounds_for(local_state):
        raise GroundDoesNotFit


def reducer(actor: Actor, desk_id: int) -> Grant | None:
    """Return the seat from which the actor grants exemptions at a desk, if he has one."""
    return actor.seat(PostKind.CASHIER, desk_id) or actor.seat(PostKind.RECEIVER, desk_id)


def check_reducer(actor: Actor, desk_id: int) -> Grant:
    """
    Return the seat from which the actor grants exemptions at a desk: a cashier's or a receiver's.

    :raises NotYours: to everybody else.
    """
    seat = reducer(actor, desk_id)
    if seat is None:
        raise NotYours
    return seat


def check_reducible(status: int, has_exemptions: bool, code: str = "") -> None:  # noqa: FBT001
    """
    Accept to put right who is spared what.

    :param has_exemptions: whether the procedure knows any on the day of receipt.
    :raises NotPossibleNow: where it knows none, once the result has left, or there is none.
    """
    if not has_exemptions or status not in UNTIL_HANDED_OVER:
        raise NotPossibleNow(code=code)


def check_unpaid(money_left: int, reason: str) -> None:
    """
    Accept to hand a result over although money is still due.

    :raises UnpaidNeedsReason: without a reason in which something can be read.
    """
    if money_left and not clean_line(reason):
        raise UnpaidNeedsReason(left=format_dong(Dong(money_left)))


def check_proof(exemption: str, paper: str) -> None:
    """
    Accept the paper that proves an exemption.

    :raises ProofOfExemptionNeeded: where one is granted without it.
    """
    if exemption and not clean_line(paper):
        raise ProofOfExemptionNeeded

"""
The state that follows from what happened: the event is the truth.

``fold`` rebuilds exactly the state columns of the dossier row and its open work items.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import NamedTuple

from motcua.ground.kernel.actor import PostKind
from motcua.ground.trail.rules import EventBody
from motcua.onestop.dossiers import events
from motcua.onestop.dossiers.states import (
    DeliveryState,
    PaymentState,
    Status,
    SyncState,
    is_lawful,
)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An open work item as the fold of events knows it."""

    number: int
    step: str
    act: str
    post_kind: str
    agency_id: int
    from_agency_id: int
    post_id: int | None
    given_at: datetime
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class State:
    """The state columns of a dossier: all of them, and nothing that is not folded."""

    status: Status
    local_state: str
    payment_state: PaymentState
    delivery_state: DeliveryState
    sync_state: SyncState
    desk_id: int
    lead_agency_id: int
    committee_id: int
    agency_ids: tuple[int, ...]
    received_at: datetime
    due_at: datetime
    original_due_at: datetime
    status_before_withdrawal: Status | None = None
    ended_at: datetime | None = None
    handed_over_at: datetime | None = None
    receipt_issue: int = 1
    item_count: int = 0
    version: int = 0
    open_items: tuple[OpenItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """An event body and the moment that it is true of."""

    body: EventBody
    at: datetime


class Seat(NamedTuple):
    """The seat that an item is given to, and of what kind it is; None for the item's own."""

    post_id: int
    kind: PostKind | None = None


class UnlawfulHistory(Exception):
    """The events cannot have happened in this order; the trail or the code is broken."""


def fold(history: Iterable[Happened]) -> State:
    """
    Return the state that this history leads to.

    :raises UnlawfulHistory: when an event does not fit what came before.
    """
    state = reduce(apply, history, None)
    if state is None:
        raise UnlawfulHistory("a dossier without events")
    return state


def apply(state: State | None, event: Happened) -> State:
    """Return the state after one more event."""
    body = event.body
    if isinstance(body, events.Accepted):
        if state is not None:
            raise UnlawfulHistory("received twice")
        return _received(body, event.at)
    if isinstance(body, events.Refused):
        if state is not None:
            raise UnlawfulHistory("refused after a receipt")
        return _refused(body, event.at)
    if state is None:
        raise UnlawfulHistory(f"{body.name} before a receipt")
    after = _applied(state, body, event.at)
    _check_follows(state, after.status)
    return replace(
        after,
        status_before_withdrawal=_withdrawn_from(state, after.status),
        version=state.version + 1,
    )


def _withdrawn_from(before: State, after: Status) -> Status | None:
    """Return the status that a withdrawal goes back to if it is declined, while it is asked."""
    if after is not Status.WITHDRAWAL_REQUESTED:
        return None
    return before.status_before_withdrawal or before.status


def _check_follows(before: State, after: Status) -> None:
    """Refuse a status that the law does not let follow; a received dossier is accepted."""
    if after is not before.status and not is_lawful(
        before.status,
        after,
        accepted=True,
        before_withdrawal=before.status_before_withdrawal,
    ):
        raise UnlawfulHistory(f"from {before.status.name} to {after.name}")


def _applied(state: State, body: EventBody, at: datetime) -> State:
    match body:
        case events.Moved():
            return _moved(state, body, at)
        case events.Assigned() | events.TakingOver() | events.Confirmed():
            return _with_item(_in_progress(state, "handling"), body.item, at, _given_to(body))
        case events.PassedOn():
            return _passed_on(state, body, at)
        case events.Ended():
            return _ended(state, body, at)
        case events.WithdrawalDeclined():
            return _kept(state, body)
    return _at_desk(state, body)


def _at_desk(state: State, body: EventBody) -> State:
    """Return the state after what leaves the work items as they are."""
    match body:
        case events.FeeCollected() | events.FeeRefunded() | events.FeesReduced():
            return replace(state, payment_state=_money_state(state, body))
        case events.ReceiptMended() | events.ReceiptReissued():
            return replace(state, receipt_issue=body.issue)
        case events.WithdrawalAsked():
            asked = Status.WITHDRAWAL_REQUESTED
            return replace(state, status=asked, local_state=body.local_state)
        case events.PapersReturned():
            return replace(state, delivery_state=DeliveryState.PAPERS_RETURNED)
        case events.PaperScanned() | events.MessagesStopped():
            return state
        case events.AlikeSetAside() | events.Corrected() | events.Linked() | events.Unlinked():
            return state
    raise UnlawfulHistory(f"{body.name} is no event of a dossier")


def _received(body: events.Accepted, at: datetime) -> State:
    empty = State(
        status=Status.RECEIVED,
        local_state=body.local_state,
        payment_state=_payment_state(body),
        delivery_state=DeliveryState.NOT_READY,
        sync_state=SyncState.NOT_CONNECTED,
        desk_id=body.desk_id,
        lead_agency_id=body.lead_agency_id,
        committee_id=body.committee_id,
        agency_ids=(body.desk_id,),
        received_at=at,
        due_at=body.due_at,
        original_due_at=body.due_at,
        version=1,
    )
    return _with_opened(empty, body.opened, at)


def _refused(body: events.Refused, at: datetime) -> State:
    """Return the state of what was not accepted: nothing was promised, nothing is due."""
    return State(
        status=Status.REFUSED,
        local_state=body.local_state,
        payment_state=PaymentState.NOTHING_DUE,
        delivery_state=DeliveryState.PAPERS_RETURNED,
        sync_state=SyncState.NOT_CONNECTED,
        desk_id=body.desk_id,
        committee_id=body.committee_id,
        lead_agency_id=body.lead_agency_id,
        agency_ids=(body.desk_id,),
        received_at=at,
        due_at=at,
        original_due_at=at,
        ended_at=at,
        version=1,
    )


def _payment_state(body: events.Accepted) -> PaymentState:
    if not body.charged:
        return PaymentState.NOTHING_DUE
    return PaymentState.PAID if body.collected >= body.charged else PaymentState.DUE


MoneyEvent = events.FeeCollected | events.FeeRefunded | events.FeesReduced


def _money_state(state: State, body: MoneyEvent) -> PaymentState:
    """Return how money stands: what ended without a result owes nothing any more."""
    owes = state.status not in {Status.REFUSED, Status.STOPPED}
    if body.left and owes:
        return PaymentState.DUE
    if isinstance(body, events.FeeCollected) or body.kept:
        return PaymentState.PAID
    return (
        PaymentState.REFUNDED if isinstance(body, events.FeeRefunded) else PaymentState.NOTHING_DUE
    )


def _moved(state: State, body: events.Moved, at: datetime) -> State:
    if not any(item.number == body.closed for item in state.open_items):
        raise UnlawfulHistory(f"{body.name} closes item {body.closed}, which is not open")
    if state.status is Status.WITHDRAWAL_REQUESTED:
        raise UnlawfulHistory(f"{body.name} while a withdrawal is asked")
    kept = tuple(item for item in state.open_items if item.number != body.closed)
    state = _with_opened(replace(state, open_items=kept), body.opened, at)
    match body:
        case events.Issued():
            return replace(
                state,
                status=Status.RESULT_READY,
                local_state=body.local_state,
                delivery_state=DeliveryState.AT_DESK,
                ended_at=at,
            )
        case events.HandedOver():
            return replace(
                state,
                status=Status.HANDED_OVER,
                local_state=body.local_state,
                delivery_state=DeliveryState.HANDED_OVER,
                handed_over_at=at,
            )
        case events.ResultRecalled():
            return replace(
                state,
                status=Status.IN_PROGRESS,
                local_state=body.local_state,
                delivery_state=DeliveryState.NOT_READY,
                ended_at=None,
            )
        case events.TransferDeclined():
            state = _without(state, body.left_agency_id)
    return replace(state, status=Status.IN_PROGRESS, local_state=body.local_state)


def _without(state: State, agency_id: int | None) -> State:
    """Return the state of a dossier that is no longer at an agency, which never took it."""
    there = tuple(one for one in state.agency_ids if one != agency_id)
    return replace(state, agency_ids=there)


def _passed_on(state: State, body: events.PassedOn, at: datetime) -> State:
    """Return the state in which another agency has the duties of one that ended."""
    open_numbers = {item.number for item in state.open_items}
    if not open_numbers.issuperset(body.closed):
        raise UnlawfulHistory(f"{body.name} closes items {body.closed}, of which some are not open")
    kept = tuple(item for item in state.open_items if item.number not in body.closed)
    there = replace(
        state,
        desk_id=body.desk_id,
        lead_agency_id=body.lead_agency_id,
        committee_id=body.committee_id,
        agency_ids=tuple(sorted({*state.agency_ids, body.receiver_id})),
        open_items=kept,
    )
    return _with_opened(there, body.opened, at)


def _ended(state: State, body: events.Ended, at: datetime) -> State:
    """Return the state at an end without a result: what was not paid is due no longer."""
    is_due = state.payment_state == PaymentState.DUE
    return replace(
        state,
        status=Status.STOPPED,
        local_state=body.local_state,
        payment_state=PaymentState.NOTHING_DUE if is_due else state.payment_state,
        delivery_state=DeliveryState.PAPERS_AT_DESK if body.paper_count else state.delivery_state,
        ended_at=at,
        open_items=(),
    )


def _kept(state: State, body: events.WithdrawalDeclined) -> State:
    """Return the state as it was before the withdrawal was asked."""
    if state.status_before_withdrawal is None:
        raise UnlawfulHistory("a withdrawal is declined that nobody asked")
    return replace(state, status=state.status_before_withdrawal, local_state=body.local_state)


def _in_progress(state: State, local_state: str) -> State:
    """Return the state with the first hand laid on it, if none was before."""
    if state.status is not Status.RECEIVED:
        return state
    return replace(state, status=Status.IN_PROGRESS, local_state=local_state)


def _with_opened(state: State, opened: tuple[events.Opened, ...], at: datetime) -> State:
    items = tuple(
        OpenItem(
            number=item.number,
            step=item.step,
            act=item.act,
            post_kind=item.post_kind,
            agency_id=item.agency_id,
            from_agency_id=item.from_agency_id,
            post_id=item.post_id,
            given_at=at,
            received_at=at if item.confirmed else None,
        )
        for item in opened
    )
    touched = {*state.agency_ids, *(item.agency_id for item in opened)}
    return replace(
        state,
        open_items=state.open_items + items,
        agency_ids=tuple(sorted(touched)),
        item_count=state.item_count + len(opened),
    )


def _given_to(body: events.Assigned | events.TakingOver | events.Confirmed) -> Seat | None:
    """Return the seat that an item lies on from now on, None where it is only confirmed."""
    match body:
        case events.Assigned():
            return Seat(body.to_post_id, PostKind.HANDLER)
        case events.TakenOverByHead():
            return Seat(body.to_post_id, PostKind.HEAD)
        case events.TakingOver():
            return Seat(body.to_post_id)
    return None


def _with_item(state: State, number: int, at: datetime, to: Seat | None = None) -> State:
    """Return the state with one open item confirmed and, if said, given to a seat."""
    if not any(item.number == number for item in state.open_items):
        raise UnlawfulHistory(f"item {number} is not open")
    items = tuple(
        replace(
            item,
            post_id=to.post_id if to else item.post_id,
            post_kind=(to and to.kind) or item.post_kind,
            received_at=item.received_at or at,
        )
        if item.number == number
        else item
        for item in state.open_items
    )
    return replace(state, open_items=items)

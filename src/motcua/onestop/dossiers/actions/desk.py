"""The verbs of the desk after receipt: take money, give it back, scan a paper, hand over."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.ground.access.writes import is_repeat
from motcua.ground.documents.writes import Inspected
from motcua.ground.kernel.actor import Actor, Grant
from motcua.onestop.dossiers import capacity, events, money, queries, rules
from motcua.onestop.dossiers.capacity import Visitor
from motcua.onestop.dossiers.intake import Payment, Refund
from motcua.onestop.dossiers.rules import Done, FileKind, Verb
from motcua.onestop.dossiers.writes import moving, paying, rows, taking
from motcua.onestop.dossiers.writes.taking import Taken
from motcua.onestop.payments import queries as payments
from motcua.onestop.procedures import queries as procedures


@transaction.atomic(durable=True)
def collect_fee(*, actor: Actor, form_key: str, code: str, payment: Payment, now: datetime) -> Done:
    """
    Take money for a dossier at its desk.

    :raises CashierCollects: to a receiver beside whom a cashier sits.
    :raises NotPossibleNow: while its owner asks it back, and where there is no result.
    :raises NothingDue: when all is paid.
    :raises MoreThanOwed: when more is taken than is due.
    :raises ReceiptUsed, ReceiptOfAnother: when the receipt was written before.
    """
    if is_repeat(actor, form_key, f"{Verb.COLLECT_FEE} {code}", now=now):
        return Done(code, is_repeat=True)
    taken = taking.take(actor, code, now=now)
    dossier = taken.dossier
    seat = _collector(taken, now)
    left = payments.balance(queries.subject_of(dossier.pk)).left
    rules.check_payable(dossier.status, left, code)
    entry_id = paying.collect(taken.actor, dossier, payment, now=now)
    event = events.FeeCollected(
        amount=payment.amount, left=left - payment.amount, entry_id=entry_id
    )
    moving.happen(taken, event, post_id=seat.post_id, now=now)
    return Done(code)


@transaction.atomic(durable=True)
def refund(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    seen: str,
    refund: Refund,
    reason: str,
    now: datetime,
) -> Done:
    """
    Give money back that was taken for a dossier, the whole of it or a part.

    :param seen: the mark of the dossier that was before the officer.
    :param reason: the ground in the officer's words.
    :raises CashierCollects: to a receiver beside whom a cashier sits.
    :raises ChangedMeanwhile: when something has happened to the dossier since.
    :raises NothingToRefund: when nothing was paid, or all was given back.
    :raises GroundDoesNotFit: when the ground speaks of an end that has not come.
    :raises MoreThanPaid: when more is given back than came in and stayed.
    :raises ReasonNeeded: without words.
    """
    if is_repeat(actor, form_key, f"{Verb.REFUND} {code}", now=now):
        return Done(code, is_repeat=True)
    taken = taking.take(actor, code, now=now)
    dossier = taken.dossier
    seat = _collector(taken, now)
    rules.check_seen(queries.mark_of(dossier), seen=seen, code=code)
    balance = payments.balance(queries.subject_of(dossier.pk))
    rules.check_refundable(balance.paid, code)
    rules.check_ground(refund.ground, dossier.local_state_id)
    rules.check_reason(reason)
    entry_id, number = paying.give_back(taken.actor, dossier, refund, now=now)
    kept = balance.paid - refund.amount
    event = events.FeeRefunded(
        amount=refund.amount,
        kept=kept,
        left=max(0, balance.due - kept),
        ground=refund.ground,
        number=number,
        entry_id=entry_id,
        note=rows.write_note(dossier, reason, now=now),
    )
    moving.happen(taken, event, post_id=seat.post_id, now=now)
    return Done(code)


@transaction.atomic(durable=True)
def reduce_fee(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    seen: str,
    exemption: str,
    exemption_paper: str,
    reason: str,
    now: datetime,
) -> Done:
    """
    Put right who is spared what the dossier costs: grant an exemption, or take one back.

    What was paid beyond what is owed then is given back by :func:`refund`.

    :param seen: the mark of the dossier that was before the officer.
    :param exemption: its key in the catalogue, empty to take one back.
    :param exemption_paper: that proves it; ``reason`` says why this is put right.
    :raises ChangedMeanwhile: when something has happened to the dossier since.
    :raises NotPossibleNow: once the result has left, or there will be none.
    :raises NoSuchExemption: when none such held on the day of receipt.
    :raises ProofOfExemptionNeeded: without the paper that proves it.
    """
    if is_repeat(actor, form_key, f"{Verb.REDUCE_FEE} {code}", now=now):
        return Done(code, is_repeat=True)
    taken = taking.take(actor, code, now=now)
    dossier = taken.dossier
    seat = rules.check_reducer(taken.actor, dossier.desk_id)
    rules.check_seen(queries.mark_of(dossier), seen=seen, code=code)
    version = procedures.version(dossier.procedure_version_id)
    received_on = localdate(dossier.received_at)
    rules.check_reducible(dossier.status, bool(version.exemptions_on(received_on)), code)
    found = version.exemption(exemption, received_on) if exemption else None
    rules.check_proof(exemption, exemption_paper)
    rules.check_reason(reason)
    relief = paying.spare(taken.actor, dossier, found, exemption_paper, now=now)
    balance = payments.balance(queries.subject_of(dossier.pk))
    event = events.FeesReduced(
        exemption=exemption,
        spared=relief.amount,
        left=balance.left,
        kept=balance.paid,
        relief_id=relief.row_id,
        note=rows.write_note(dossier, reason, now=now),
    )
    moving.happen(taken, event, post_id=seat.post_id, now=now)
    return Done(code)


def _collector(taken: Taken, now: datetime) -> Grant:
    """Return the seat from which the actor handles the money of the dossier's desk."""
    desk_id = taken.dossier.desk_id
    sits = money.has_cashier(taken.actor, desk_id, on=localdate(now))
    return rules.check_collector(taken.actor, desk_id, has_cashier=sits)


@transaction.atomic(durable=True)
def scan_paper(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    paper_id: int,
    scan: Inspected,
    now: datetime,
) -> Done:
    """
    Hang a scan on a paper of the receipt, beside those that hang there; none is ever removed.

    :param paper_id: a paper as the current receipt lists it.
    :raises NotPossibleNow: once the dossier is decided.
    :raises NoSuchPaper: when the current receipt does not list it.
    :raises WrongType: for a file that no scanner makes.
    """
    if is_repeat(actor, form_key, f"{Verb.SCAN_PAPER} {code}", now=now):
        return Done(code, is_repeat=True)
    taken = taking.take(actor, code, now=now)
    dossier = taken.dossier
    desk = rules.check_at_desk(taken.actor, dossier.desk_id)
    rules.check_scannable(dossier.status, code)
    paper = next((each for each in queries.papers(dossier) if each.pk == paper_id), None)
    if paper is None:
        raise rules.NoSuchPaper
    file = rows.keep_file(dossier, FileKind.PAPER, scan, paper=paper, now=now)
    event = events.PaperScanned(
        issue=paper.issue,
        position=paper.position,
        file_id=file.pk,
        file_digest=file.stored.digest,
    )
    moving.happen(taken, event, post_id=desk.post_id, now=now)
    return Done(code)


@transaction.atomic(durable=True)
def hand_over(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    item: int,
    visitor: Visitor,
    reason: str = "",
    now: datetime,
) -> Done:
    """
    Hand the result to the applicant or to whom he authorised; never blocked by lateness.

    :param visitor: who fetches it.
    :param reason: why it is handed over although money is still due.
    :raises TakerNeedsAuthority: to somebody who is not of the dossier and shows no authority.
    :raises NotTheSamePerson: to another of the same name, by the number of his paper.
    :raises UnpaidNeedsReason: when money is due and no reason is given.
    """
    if is_repeat(actor, form_key, f"{Verb.HAND_OVER} {code}", now=now):
        return Done(code, is_repeat=True)
    hand = taking.take_item(actor, code, item, Verb.HAND_OVER, now=now)
    capacity.check_taker(visitor, queries.parties(hand.dossier))
    left = payments.balance(queries.subject_of(hand.dossier.pk)).left
    rules.check_unpaid(left, reason)
    moving.move(
        hand,
        events.HandedOver,
        outcome=Verb.HAND_OVER,
        opened=moving.opened_by(hand, Verb.HAND_OVER, now=now),
        note=rows.write_note(hand.dossier, reason, now=now),
        now=now,
        taker=rows.write_taker(hand.dossier, visitor),
        left_unpaid=left,
    )
    return Done(code)

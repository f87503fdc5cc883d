"""Charging a fee and taking money in: parts of the acts of the rooms above."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.money import Dong, format_dong
from motcua.ground.kernel.text import clean_line
from motcua.ground.trail.rules import Subject
from motcua.ground.trail.writes import require_transaction
from motcua.onestop.payments import queries
from motcua.onestop.payments.models import Entry, FeeDue
from motcua.onestop.payments.rules import MoreThanOwed, NothingCollected, ReceiptUsed


@dataclass(frozen=True, slots=True)
class Fee:
    """One sum that is owed; one that is free or not known is not charged."""

    label: str
    amount: Dong


def charge(*, subject: Subject, fees: Iterable[Fee], now: datetime) -> None:
    """Write down what is owed, all of it in one statement."""
    require_transaction()
    FeeDue.objects.bulk_create(
        FeeDue(
            subject_kind=subject.kind,
            subject_id=subject.id,
            label=fee.label,
            amount=fee.amount,
            charged_at=now,
        )
        for fee in fees
    )


def collect(
    *,
    actor: Actor,
    subject: Subject,
    amount: Dong,
    payer: str,
    receipt_number: str,
    at: datetime,
) -> Entry:
    """
    Enter money that came in, while nobody else enters any for the same subject.

    :raises NothingCollected: unless the amount is more than nothing.
    :raises MoreThanOwed: if the amount is more than is left to collect.
    :raises ReceiptUsed: if the same receipt was entered before.
    """
    require_transaction()
    if amount <= 0:
        raise NothingCollected
    owed = sum(fee.amount for fee in queries.fees(subject).select_for_update())
    entries = list(queries.entries(subject))
    receipt_number = clean_line(receipt_number)
    if receipt_number and receipt_number in {entry.receipt_number for entry in entries}:
        raise ReceiptUsed(number=receipt_number)
    left = Dong(owed - sum(entry.amount for entry in entries))
    if amount > left:
        raise MoreThanOwed(left=format_dong(left), amount=format_dong(amount))
    return enter(
        actor=actor,
        subject=subject,
        amount=amount,
        payer=payer,
        receipt_number=receipt_number,
        at=at,
    )


def enter(
    *,
    actor: Actor,
    subject: Subject,
    amount: Dong,
    payer: str,
    receipt_number: str,
    at: datetime,
) -> Entry:
    """
    Enter money for a subject that nobody else can know yet, having just charged it.

    Anywhere else money is taken by :func:`collect`, which checks what is left.
    """
    require_transaction()
    return Entry.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        amount=amount,
        payer=clean_line(payer),
        receipt_number=clean_line(receipt_number),
        collected_by=actor.name,
        collected_by_user_id=actor.user_id,
        collected_at=at,
    )

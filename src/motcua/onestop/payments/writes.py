"""Charging a fee and taking money in: parts of the acts of the rooms above."""

from datetime import datetime

from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.money import Dong, format_dong
from motcua.ground.kernel.text import clean_line
from motcua.ground.trail.rules import Subject
from motcua.ground.trail.writes import require_transaction
from motcua.onestop.payments import queries
from motcua.onestop.payments.models import Entry, FeeDue
from motcua.onestop.payments.rules import MoreThanOwed, NothingCollected


def charge(*, subject: Subject, label: str, amount: Dong, now: datetime) -> FeeDue:
    """Write down that a fee is owed; one that is free or not known is not charged."""
    require_transaction()
    return FeeDue.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        label=label,
        amount=amount,
        charged_at=now,
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
    """
    require_transaction()
    if amount <= 0:
        raise NothingCollected
    list(queries.fees(subject).select_for_update())
    left = Dong(queries.balance(subject).left)
    if amount > left:
        raise MoreThanOwed(left=format_dong(left), amount=format_dong(amount))
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

"""Money of a dossier that changes hands or is spared, in the books of ``payments``."""

from dataclasses import dataclass
from datetime import datetime

from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.money import Dong
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.intake import Payment, Promise, Refund
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.payments import writes as payments
from motcua.onestop.payments.rules import ReceiptOfAnother
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.procedures import rules as procedure_rules
from motcua.onestop.procedures.exemptions import Exemption


@dataclass(frozen=True, slots=True)
class Relief:
    """The row of an exemption, and how many đồng it spares."""

    row_id: int
    amount: int


def hold_receipt(dossier: Dossier, number: str, *, now: datetime) -> None:
    """
    Hold the number of a finance receipt for a dossier until the act ends.

    :raises ReceiptOfAnother: when it was written for another dossier of its desk this year.
    """
    other = payments.hold_receipt(
        subject=queries.subject_of(dossier.pk), number=number, agency_id=dossier.desk_id, at=now
    )
    if other is not None:
        raise ReceiptOfAnother(number=number, other=Dossier.objects.get(pk=other.id).code)


def collect(actor: Actor, dossier: Dossier, payment: Payment, *, now: datetime) -> int:
    """
    Enter money taken for a dossier and return the entry's id.

    :raises ReceiptOfAnother: when its receipt was written for another dossier.
    """
    hold_receipt(dossier, payment.receipt_number, now=now)
    entry = payments.collect(
        actor=actor,
        subject=queries.subject_of(dossier.pk),
        money=payments.Money(
            amount=Dong(payment.amount),
            payer=payment.payer,
            receipt_number=payment.receipt_number,
            agency_id=dossier.desk_id,
            way=payment.way,
        ),
        at=now,
    )
    return entry.pk


def grant(actor: Actor, dossier: Dossier, promise: Promise, paper: str, *, now: datetime) -> int:
    """Write down the exemption that is granted with the papers; return its row's id."""
    relief = payments.grant(
        actor=actor,
        subject=queries.subject_of(dossier.pk),
        sparing=_sparing(dossier, promise.exemption, paper),
        amount=Dong(promise.spared),
        at=now,
    )
    return relief.pk


def spare(
    actor: Actor, dossier: Dossier, exemption: Exemption | None, paper: str, *, now: datetime
) -> Relief:
    """Take off what an exemption spares, or nothing any more; return what that comes to."""
    version = procedures.version(dossier.procedure_version_id)
    fees = procedure_rules.fee_for(
        version,
        dossier.case_key,
        dossier.channel,
        pages=dossier.pages or 1,
        copies=dossier.copies,
    )
    row = payments.spare(
        actor=actor,
        subject=queries.subject_of(dossier.pk),
        sparing=_sparing(dossier, exemption, paper),
        spared={
            (fee.kind, fee.name): fee.spared for fee in procedure_rules.exempted(fees, exemption)
        },
        at=now,
    )
    return Relief(row.pk, row.amount)


def _sparing(dossier: Dossier, exemption: Exemption | None, paper: str) -> payments.Sparing:
    if exemption is None:
        return payments.Sparing("", "", "", "", dossier.desk_id)
    said = (exemption.key, exemption.name, exemption.source)
    return payments.Sparing(*said, paper, dossier.desk_id)


def give_back(actor: Actor, dossier: Dossier, refund: Refund, *, now: datetime) -> tuple[int, str]:
    """Enter money given back for a dossier; return the entry's id and its number."""
    entry = payments.give_back(
        actor=actor,
        subject=queries.subject_of(dossier.pk),
        money=payments.Money(
            amount=Dong(refund.amount),
            payer=refund.payee,
            receipt_number="",
            agency_id=dossier.desk_id,
            way=refund.way,
        ),
        ground=refund.ground,
        at=now,
    )
    return entry.pk, entry.receipt_number

"""Charging a fee, taking money in, giving it back: parts of the acts of the rooms above."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from motcua.ground.documents import writes as documents
from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.money import NOTHING, Dong
from motcua.ground.kernel.text import clean_line
from motcua.ground.trail import rules as sealing
from motcua.ground.trail import writes as trail
from motcua.ground.trail.rules import Subject
from motcua.ground.trail.writes import require_transaction
from motcua.onestop.payments import events, queries, rules
from motcua.onestop.payments.models import CashSheet, Entry, FeeDue, Relief, Till
from motcua.onestop.payments.queries import SheetKey
from motcua.onestop.payments.rules import (
    Balance,
    EntryKind,
    Owed,
    ReceiptUsed,
    Way,
)

REFUND_BOOK = "HT"
"""The book that numbers what is given back: 05/HT."""

OPEN_TILL = """
    INSERT INTO payments_till AS till (agency_id, user_id) VALUES (%s, %s)
    ON CONFLICT (agency_id, user_id) DO UPDATE SET closed_through = till.closed_through
    RETURNING closed_through
"""


ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('payments.receipt'), hashtext(%s))"
"""Holds a number of a desk's receipts until the act ends, so that two never enter it at once."""


@dataclass(frozen=True, slots=True)
class Fee:
    """
    One sum that is owed; one that is free or not known is not charged.

    :param kind: phí or lệ phí, by the word of the catalogue.
    :param spared: how much of it an exemption takes off.
    """

    label: str
    amount: Dong
    kind: str = ""
    spared: Dong = NOTHING


@dataclass(frozen=True, slots=True)
class Sparing:
    """
    An exemption as it is granted; with an empty key it is taken back.

    :param paper: that was shown as proof.
    :param agency_id: at whose desk.
    """

    key: str
    name: str
    source: str
    paper: str
    agency_id: int


@dataclass(frozen=True, slots=True)
class Money:
    """
    Money that changes hands.

    :param payer: who pays it, or to whom it is given back.
    :param receipt_number: of the finance receipt; what is given back gets a number of ours.
    :param agency_id: at whose desk.
    """

    amount: Dong
    payer: str
    receipt_number: str
    agency_id: int
    way: Way = Way.CASH


def charge(*, subject: Subject, fees: Iterable[Fee], now: datetime) -> None:
    """Write down what is owed, all of it in one statement."""
    require_transaction()
    FeeDue.objects.bulk_create(
        FeeDue(
            subject_kind=subject.kind,
            subject_id=subject.id,
            kind=fee.kind,
            label=fee.label,
            amount=fee.amount,
            spared=fee.spared,
            charged_at=now,
        )
        for fee in fees
    )


def spare(
    *,
    actor: Actor,
    subject: Subject,
    sparing: Sparing,
    spared: Mapping[tuple[str, str], Dong],
    at: datetime,
) -> Relief:
    """
    Take off what an exemption spares, in the place of what was taken off before.

    :param spared: how much of each fee, by its kind and label: phí and lệ phí may bear one name.
    """
    require_transaction()
    fees = list(queries.fees(subject).select_for_update())
    for fee in fees:
        fee.spared = _spared(fee, spared)
    FeeDue.objects.bulk_update(fees, ["spared"])
    total = Dong(sum(fee.spared for fee in fees))
    return grant(actor=actor, subject=subject, sparing=sparing, amount=total, at=at)


def _spared(fee: FeeDue, spared: Mapping[tuple[str, str], Dong]) -> Dong:
    """Return how much of a fee is spared; one whose kind was not kept yet is known by its label."""
    if fee.kind:
        return spared.get((fee.kind, fee.label), NOTHING)
    return next((each for (_kind, label), each in spared.items() if label == fee.label), NOTHING)


def grant(
    *, actor: Actor, subject: Subject, sparing: Sparing, amount: Dong, at: datetime
) -> Relief:
    """
    Write down an exemption whose fees are charged with what it takes off already.

    Anywhere else one is granted by :func:`spare`.
    """
    require_transaction()
    return Relief.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        key=sparing.key,
        name=sparing.name,
        source=sparing.source,
        paper=clean_line(sparing.paper),
        amount=amount,
        agency_id=sparing.agency_id,
        granted_by=actor.name,
        granted_by_user_id=actor.user_id,
        granted_at=at,
    )


def collect(*, actor: Actor, subject: Subject, money: Money, at: datetime) -> Entry:
    """
    Enter money that came in, while nobody else enters any for the same subject.

    :raises NothingCollected: unless the amount is more than nothing.
    :raises MoreThanOwed: if the amount is more than is left to collect.
    :raises ReceiptUsed: if the same receipt was entered before.
    """
    account = _account(subject)
    number = clean_line(money.receipt_number)
    if number and number in account.receipts:
        raise ReceiptUsed(number=number)
    rules.check_collected(money.amount, account.balance.left)
    charges = rules.charges_in(account.owed, account.paid, account.paid + money.amount)
    return _enter(actor, subject, money, charges=charges, at=at)


def hold_receipt(*, subject: Subject, number: str, agency_id: int, at: datetime) -> Subject | None:
    """
    Hold the number of a finance receipt until the act ends, before money is entered with it.

    Return for what else it was entered at the desk this year; None too where what came in with it
    was given back since, as of one entered by mistake.
    """
    require_transaction()
    number = clean_line(number)
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [f"{agency_id} {number}"])
    found = queries.with_receipt(number, agency_id=agency_id, year=localdate(at).year)
    subjects = {Subject(*row) for row in found.values_list("subject_kind", "subject_id")}
    others = sorted(subjects - {subject}, key=lambda other: other.id)
    return next((other for other in others if number in _kept(other)), None)


def _kept(subject: Subject) -> frozenset[str]:
    """Return the numbers of the receipts of which money stayed."""
    rows = queries.entries(subject).values_list("kind", "receipt_number", "amount")
    return rules.kept_receipts((EntryKind(kind), *row) for kind, *row in rows)  # type: ignore[misc]


def enter(
    *, actor: Actor, subject: Subject, money: Money, owed: Iterable[Fee], at: datetime
) -> Entry:
    """
    Enter money for a subject that nobody else can know yet, having just charged it.

    Anywhere else money is taken by :func:`collect`, which checks what is left.

    :param owed: what was charged.
    """
    charged = [Owed(fee.kind, fee.amount - fee.spared) for fee in owed]
    charges = rules.charges_in(charged, 0, money.amount)
    return _enter(actor, subject, money, charges=charges, at=at)


def give_back(*, actor: Actor, subject: Subject, money: Money, ground: str, at: datetime) -> Entry:
    """
    Enter money that was given back, while nobody else enters any for the same subject.

    It gets the next number of the desk's book, the last lock that an act takes.

    :param ground: why, by the word of the room that knows the subject.
    :raises NothingPaid: when there is nothing to give back.
    :raises NothingCollected: unless the amount is more than nothing.
    :raises MoreThanPaid: if the amount is more than came in and stayed.
    """
    account = _account(subject)
    rules.check_given_back(money.amount, account.paid)
    charges = rules.charges_back(
        account.owed, paid=account.paid, charges=account.charges, amount=money.amount
    )
    kinds = {"kind": EntryKind.REFUND, "ground": ground}
    return _enter(actor, subject, money, charges=charges, at=at, **kinds)


@dataclass(frozen=True, slots=True)
class _Account:
    """
    What is owed for a subject, and what passed; its fees are locked.

    :param charges: how much of what is paid is lệ phí.
    :param receipts: the numbers of the finance receipts that are entered.
    """

    owed: tuple[Owed, ...]
    paid: int
    charges: int
    receipts: frozenset[str]

    @property
    def balance(self) -> Balance:
        """What is owed in all, and how much of it came in and stayed."""
        return Balance(sum(each.amount for each in self.owed), self.paid)


def _account(subject: Subject) -> _Account:
    require_transaction()
    fees = queries.fees(subject).select_for_update()
    owed = tuple(Owed(fee.kind, fee.amount - fee.spared) for fee in fees)
    entries = list(queries.entries(subject))
    return _Account(
        owed=owed,
        paid=sum(EntryKind(entry.kind).sign * entry.amount for entry in entries),
        charges=sum(EntryKind(entry.kind).sign * entry.charges for entry in entries),
        receipts=frozenset(
            entry.receipt_number for entry in entries if entry.kind == EntryKind.COLLECTION
        ),
    )


def _enter(
    actor: Actor, subject: Subject, money: Money, *, charges: Dong, at: datetime, **kinds: str
) -> Entry:
    require_transaction()
    closed_through = _till(money.agency_id, actor.user_id)
    return Entry.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        way=money.way,
        amount=money.amount,
        charges=charges,
        payer=clean_line(money.payer),
        receipt_number=_number(money, at) if kinds else clean_line(money.receipt_number),
        collected_by=actor.name,
        collected_by_user_id=actor.user_id,
        collected_at=at,
        agency_id=money.agency_id,
        sheet_day=rules.sheet_day(localdate(at), closed_through),
        **kinds,
    )


def _number(money: Money, at: datetime) -> str:
    year = localdate(at).year
    number = documents.take_number(agency_id=money.agency_id, kind=REFUND_BOOK, year=year)
    return f"{number:02d}/{REFUND_BOOK}"


def _till(agency_id: int, user_id: int | None) -> date | None:
    """Lock somebody's till at a desk; return up to which day its sheets are closed."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN_TILL, [agency_id, user_id])
        closed_through: date | None = cursor.fetchone()[0]
    return closed_through


def close_sheet(
    *,
    actor: Actor,
    post_id: int,
    key: SheetKey,
    counted: int,
    explanation: str,
    reason: str = "",
    at: datetime,
) -> CashSheet:
    """
    Close the sheet of a day; what comes after stands on that of the next.

    :param counted: đồng of cash, counted by hand.
    :param reason: why another closes it than whoever took the money.
    :raises NoSuchSheet: when no money stands on it.
    :raises SheetToCome, SheetClosed, EarlierSheetOpen: when it is not its turn.
    :raises ShortUnexplained, OverUnexplained: when the cash differs and nobody says why.
    """
    require_transaction()
    entries = _to_close(key, today=localdate(at))
    sums = queries.sums(entries)
    explanation = explanation.strip()
    rules.check_counted(counted, expected=sums.left.cash, explanation=explanation)
    sheet = CashSheet.objects.create(
        agency_id=key.agency_id,
        user_id=key.user_id,
        day=key.day,
        closed_by=actor.name,
        closed_at=at,
        expected=sums.left.cash,
        counted=counted,
        explanation=explanation,
        reason=reason.strip(),
        salt=sealing.new_salt(),
        reason_salt=sealing.new_salt(),
    )
    Till.objects.filter(pk=(key.agency_id, key.user_id)).update(closed_through=key.day)
    trail.record(
        actor=actor,
        post_id=post_id,
        subject=Subject("cash-sheet", str(sheet.pk)),
        body=_closed(sheet, entries, sums),
        at=at,
    )
    return sheet


def _to_close(key: SheetKey, *, today: date) -> list[Entry]:
    """
    Lock the till of a sheet whose turn it is, and return what stands on it.

    :raises SheetToCome, SheetClosed, EarlierSheetOpen: when it is not its turn.
    :raises NoSuchSheet: when nothing does.
    """
    closed_through = _till(key.agency_id, key.user_id)
    earlier = queries.earlier_open(key)
    rules.check_closing(key.day, today=today, closed_through=closed_through, earlier_open=earlier)
    entries = list(queries.on_sheet(key))
    if not entries:
        raise rules.NoSuchSheet
    return entries


def _closed(sheet: CashSheet, entries: list[Entry], sums: rules.SheetSums) -> events.Closing:
    def passed(kind: EntryKind) -> int:
        return sum(entry.amount for entry in entries if entry.kind == kind)

    told: dict[str, Any] = {
        "agency_id": sheet.agency_id,
        "day": sheet.day,
        "entries": len(entries),
        "last_entry_id": entries[-1].pk,
        "collected": passed(EntryKind.COLLECTION),
        "refunded": passed(EntryKind.REFUND),
        "expected": sums.left.cash,
        "counted": sheet.counted,
        "explanation_digest": sealing.seal(sheet.explanation, sheet.salt),
    }
    if not sheet.is_closed_for_another:
        return events.CashSheetClosed(**told)
    sealed = sealing.seal(sheet.reason, sheet.reason_salt)
    return events.CashSheetClosedForAnother(**told, user_id=sheet.user_id, reason_digest=sealed)

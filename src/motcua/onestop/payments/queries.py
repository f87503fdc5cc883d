"""
What is owed and what was paid, by subject.

A subject is visible to whoever may see the dossier that it is: the room that keeps the
subject asks, for subjects that it has just shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Expression, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from motcua.ground.trail.rules import Subject
from motcua.onestop.payments.models import CashSheet, Entry, FeeDue, Relief, Till
from motcua.onestop.payments.rules import Balance, EntryKind, Passed, SheetSums, Way

BALANCES = """
    SELECT asked.kind, asked.id,
        (SELECT COALESCE(sum(fee.amount - fee.spared), 0) FROM payments_feedue fee
            WHERE fee.subject_kind = asked.kind AND fee.subject_id = asked.id),
        (SELECT COALESCE(sum(CASE entry.kind WHEN 'refund' THEN -entry.amount
                ELSE entry.amount END), 0) FROM payments_entry entry
            WHERE entry.subject_kind = asked.kind AND entry.subject_id = asked.id)
    FROM unnest(%s::text[], %s::text[]) AS asked(kind, id)
"""


def fees(subject: Subject) -> QuerySet[FeeDue]:
    """Return what is owed for a subject, line by line."""
    return FeeDue.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("id")


def entries(subject: Subject) -> QuerySet[Entry]:
    """Return the money that came in or was given back for a subject, oldest first."""
    return Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("id")


def with_receipt(number: str, *, agency_id: int, year: int) -> QuerySet[Entry]:
    """Return the money that came in at a desk in a year against a receipt of this number."""
    return Entry.objects.filter(
        kind=EntryKind.COLLECTION,
        agency_id=agency_id,
        receipt_number=number,
        collected_at__year=year,
    )


def entries_of(kind: str, key: Expression) -> QuerySet[Entry]:
    """Return the money of the subject that a statement around this one names, oldest first."""
    return Entry.objects.filter(subject_kind=kind, subject_id=key).order_by("id")


def reliefs_of(kind: str, key: Expression) -> QuerySet[Relief]:
    """Return the exemptions of the subject that a statement around this one names, last first."""
    return Relief.objects.filter(subject_kind=kind, subject_id=key).order_by("-id")


def relief(subject: Subject) -> Relief | None:
    """Return the exemption that holds for a subject, None where none was ever granted."""
    found = Relief.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return found.order_by("id").last()


def balance(subject: Subject) -> Balance:
    """Return what is owed, paid and left for a subject."""
    return balances([subject])[subject]


def balances(subjects: Iterable[Subject]) -> dict[Subject, Balance]:
    """Return the balance of each of these subjects, in one statement for all."""
    asked = list(subjects)
    with connection.cursor() as cursor:
        cursor.execute(BALANCES, [[s.kind for s in asked], [s.id for s in asked]])
        return {
            Subject(kind, key): Balance(int(owed), int(paid))
            for kind, key, owed, paid in cursor.fetchall()
        }


@dataclass(frozen=True, slots=True)
class SheetKey:
    """Whose sheet, at which desk, of which day."""

    agency_id: int
    user_id: int
    day: date


def on_sheet(key: SheetKey) -> QuerySet[Entry]:
    """Return the money on a sheet, in the order in which it passed."""
    return Entry.objects.filter(
        agency_id=key.agency_id, collected_by_user_id=key.user_id, sheet_day=key.day
    ).order_by("id")


def reliefs_on(key: SheetKey, *, since: datetime, until: datetime) -> QuerySet[Relief]:
    """
    Return the exemptions that were granted or taken back at a sheet's desk until a moment.

    :param since: from when on; the closing of the person's sheet before, if it was closed,
        comes in its place.
    """
    begins = Coalesce(Subquery(_closed_before(key)), Value(since))
    return Relief.objects.filter(
        agency_id=key.agency_id, granted_at__gte=begins, granted_at__lt=until
    ).order_by("id")


def _closed_before(key: SheetKey) -> QuerySet[CashSheet, datetime]:
    """Return when the person's sheet before that one was closed, if there is one and it was."""
    entries = Entry.objects.filter(
        agency_id=key.agency_id, collected_by_user_id=key.user_id, sheet_day__lt=key.day
    )
    last = Subquery(entries.order_by("-sheet_day").values("sheet_day")[:1])
    sheets = CashSheet.objects.filter(agency_id=key.agency_id, user_id=key.user_id, day=last)
    return sheets.values_list("closed_at", flat=True)


@dataclass(frozen=True, slots=True)
class DaySheet:
    """
    The sheet of one person's day at a desk.

    :param closed: how it was closed, None while it is open.
    """

    key: SheetKey
    entries: list[Entry]
    closed: CashSheet | None

    @property
    def holder(self) -> str:
        """Whose hands the money passed through."""
        return self.entries[-1].collected_by

    @property
    def sums(self) -> SheetSums:
        """What it adds up to."""
        return sums(self.entries)


def day_sheet(key: SheetKey) -> DaySheet | None:
    """Return the sheet of a day, None where no money stands on it."""
    entries = list(on_sheet(key))
    sheets = CashSheet.objects.filter(agency_id=key.agency_id, user_id=key.user_id, day=key.day)
    return DaySheet(key, entries, sheets.first()) if entries else None


def earlier_open(key: SheetKey) -> date | None:
    """Return the first day before a sheet's that has money on it and is not closed."""
    tills = Till.objects.filter(agency_id=key.agency_id, user_id=key.user_id)
    closed_through = Coalesce(Subquery(tills.values("closed_through")), Value(date.min))
    open_days = Entry.objects.filter(
        agency_id=key.agency_id,
        collected_by_user_id=key.user_id,
        sheet_day__lt=key.day,
        sheet_day__gt=closed_through,
    )
    return open_days.order_by("sheet_day").values_list("sheet_day", flat=True).first()


def sums(entries: Iterable[Entry]) -> SheetSums:
    """Return what these entries add up to."""
    return SheetSums(
        tuple(
            Passed(
                EntryKind(entry.kind),
                Way(entry.way),
                entry.amount,
                entry.charges,
                entry.receipt_number,
            )
            for entry in entries
        )
    )


def sheets(agency_ids: Iterable[int], *, user_id: int | None = None) -> QuerySet[Any, Any]:
    """
    Return the sheets of some desks, the newest day first, with how much money is on each.

    :param user_id: to return only those of one person.
    """
    kept = CashSheet.objects.filter(
        agency_id=OuterRef("agency_id"),
        user_id=OuterRef("collected_by_user_id"),
        day=OuterRef("sheet_day"),
    )
    entries = Entry.objects.filter(agency_id__in=list(agency_ids), sheet_day__isnull=False)
    if user_id is not None:
        entries = entries.filter(collected_by_user_id=user_id)
    return (
        entries.values("agency_id", "sheet_day", "collected_by_user_id", "collected_by")
        .annotate(
            count=Count("pk"),
            collected=Sum("amount", filter=Q(kind=EntryKind.COLLECTION), default=0),
            refunded=Sum("amount", filter=Q(kind=EntryKind.REFUND), default=0),
            closed_at=Subquery(kept.values("closed_at")[:1]),
        )
        .order_by("-sheet_day", "collected_by_user_id")
    )

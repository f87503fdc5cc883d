"""
What is owed and what was paid, by subject.

A subject is visible to whoever may see the dossier that it is: the room that keeps the
subject asks, for subjects that it has just shown.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Expression, QuerySet

from motcua.ground.trail.rules import Subject
from motcua.onestop.payments.models import Entry, FeeDue
from motcua.onestop.payments.rules import Balance

BALANCES = """
    SELECT asked.kind, asked.id,
        (SELECT COALESCE(sum(fee.amount), 0) FROM payments_feedue fee
            WHERE fee.subject_kind = asked.kind AND fee.subject_id = asked.id),
        (SELECT COALESCE(sum(entry.amount), 0) FROM payments_entry entry
            WHERE entry.subject_kind = asked.kind AND entry.subject_id = asked.id)
    FROM unnest(%s::text[], %s::text[]) AS asked(kind, id)
"""


def fees(subject: Subject) -> QuerySet[FeeDue]:
    """Return what is owed for a subject, line by line."""
    return FeeDue.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("id")


def entries(subject: Subject) -> QuerySet[Entry]:
    """Return the money that came in for a subject, oldest first."""
    return Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("id")


def entries_of(kind: str, key: Expression) -> QuerySet[Entry]:
    """Return the money of the subject that a statement around this one names, oldest first."""
    return Entry.objects.filter(subject_kind=kind, subject_id=key).order_by("id")


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

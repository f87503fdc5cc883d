"""What may be read of the trail: a subject's history, its soundness, and the news."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection

from motcua.ground.kernel.actor import ActorKind
from motcua.ground.trail.models import DailyRoot, Event, Head, Ledger
from motcua.ground.trail.roots import START, Leaf, Place, Root
from motcua.ground.trail.rules import BrokenLink, Fault, Position, Read, Recorded, Subject, parse

# Each event is held against the one before it, against the digest that the database
# computes anew, and against the head of its chain; a head without events is a subject
# that vanished. Of each chain the first fault is named.
BROKEN_LINKS = """
    WITH linked AS (
        SELECT event.*, event AS link,
            coalesce(lag(digest) OVER chain, '') AS digest_before,
            coalesce(lag(sequence) OVER chain, 0) AS sequence_before,
            lead(id) OVER chain IS NULL AS is_last
        FROM trail_event AS event
        WHERE (%(kind)s::text IS NULL OR subject_kind = %(kind)s)
            AND (%(id)s::text IS NULL OR subject_id = %(id)s)
        WINDOW chain AS (PARTITION BY subject_kind, subject_id ORDER BY sequence, id)
    ), judged AS (
        SELECT subject_kind, subject_id, event.sequence, sequence_before,
            CASE
                WHEN event.sequence = sequence_before THEN 'doubled'
                WHEN event.sequence <> sequence_before + 1 THEN 'removed'
                WHEN event.digest <> trail_digest(digest_before, link) THEN 'changed'
                WHEN event.sequence > coalesce(head.sequence, 0) THEN 'beyond_head'
                WHEN simulated AND NOT (SELECT is_demo FROM trail_ledger) THEN 'simulated'
                WHEN NOT simulated AND NOT late_declared AND
                    abs(extract(epoch FROM recorded_at - occurred_at)) > 300 THEN 'backdated'
                WHEN is_last AND event.sequence < head.sequence THEN 'cut'
                WHEN is_last AND event.digest <> head.digest THEN 'rewritten'
            END AS fault
        FROM linked AS event LEFT JOIN trail_head AS head USING (subject_kind, subject_id)
    ), broken AS (
        SELECT subject_kind, subject_id, fault,
            CASE fault WHEN 'removed' THEN sequence_before + 1
                       WHEN 'cut' THEN sequence + 1
                       ELSE sequence END AS place
        FROM judged WHERE fault IS NOT NULL
        UNION ALL
        SELECT subject_kind, subject_id, 'cut', 1
        FROM trail_head AS head
        WHERE (%(kind)s::text IS NULL OR subject_kind = %(kind)s)
            AND (%(id)s::text IS NULL OR subject_id = %(id)s)
            AND NOT EXISTS (
                SELECT FROM trail_event AS event
                WHERE event.subject_kind = head.subject_kind
                    AND event.subject_id = head.subject_id
            )
    )
    SELECT DISTINCT ON (subject_kind, subject_id) subject_kind, subject_id, place, fault
    FROM broken
    ORDER BY subject_kind, subject_id, place
"""

# Numbers are given out before they are committed, so that a lower one may appear after a
# higher one was read. Below the snapshot's xmin every transaction is over; those of an
# earlier epoch are over too, whatever their number.
NEWS = """
    SELECT event.*
    FROM trail_event AS event
    WHERE (event.epoch, transaction_id, event.id) > (%s, %s, %s)
        AND (
            event.epoch < (SELECT epoch FROM trail_ledger)
            OR transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        )
    ORDER BY event.epoch, transaction_id, event.id
    LIMIT %s
"""

# The order is that of bytes: a root is the same whatever the database's language.
LEAVES = """
    SELECT DISTINCT ON (subject_kind COLLATE "C", subject_id COLLATE "C")
        subject_kind, subject_id, sequence, encode(digest, 'hex')
    FROM trail_event
    WHERE (epoch, transaction_id) >= (%s, %s) AND (epoch, transaction_id) < (%s, %s)
    ORDER BY subject_kind COLLATE "C", subject_id COLLATE "C", sequence DESC
"""

# What came after the last root says that it was recorded long before it. Whatever lies
# below a root cannot be added to later without breaking its seal.
SLIPPED_IN = """
    SELECT subject_kind, subject_id, min(sequence)
    FROM trail_event
    WHERE (epoch, transaction_id) >= (%s, %s) AND recorded_at < %s - interval '5 minutes'
    GROUP BY subject_kind, subject_id ORDER BY subject_kind, subject_id
"""


def history(subject: Subject) -> list[Recorded]:
    """Return everything that happened to the subject, oldest first."""
    events = Event.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return [recorded(event) for event in events.order_by("sequence")]


def histories(kind: str, ids: Iterable[str]) -> Mapping[str, list[Recorded]]:
    """Return the histories of these subjects of one kind by their ids, in one statement."""
    events = Event.objects.filter(subject_kind=kind, subject_id__in=ids)
    told: dict[str, list[Recorded]] = defaultdict(list)
    for event in events.order_by("subject_id", "sequence"):
        told[event.subject_id].append(recorded(event))
    return told


def recorded(event: Event) -> Recorded:
    """Return the row as rules know it."""
    return Recorded(
        sequence=event.sequence,
        name=event.name,
        body=parse(event.name, event.version, event.body),
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        actor_kind=ActorKind(event.actor_kind),
        actor_name=event.actor_name,
        user_id=event.user_id,
        post_id=event.post_id,
        acting_for=event.acting_for,
        late_declared=event.late_declared,
        simulated=event.simulated,
        event_id=event.pk,
    )


def since(position: Position, *, limit: int) -> list[Read]:
    """
    Return the next events behind a position, missing none that commits late.

    :param position: of the last event that the consumer dealt with; ``BEGINNING`` at first.
    """
    place = (position.epoch, position.transaction_id, position.event_id)
    return [
        Read(
            Position(event.epoch, event.transaction_id, event.pk),
            Subject(event.subject_kind, event.subject_id),
            recorded(event),
        )
        for event in Event.objects.raw(NEWS, [*place, limit])
    ]


def verify(subject: Subject | None = None) -> list[BrokenLink]:
    """
    Return the first broken link of every chain that is broken, or of the one subject's.

    Whoever stops the triggers and recomputes a chain and its head is not found here, but
    by :func:`audit.against_file`.
    """
    kind, key = (subject.kind, subject.id) if subject else (None, None)
    with connection.cursor() as cursor:
        cursor.execute(BROKEN_LINKS, {"kind": kind, "id": key})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [
        BrokenLink(Subject(of_kind, of_key), sequence, Fault(fault))
        for of_kind, of_key, sequence, fault in rows
    ]


def roots() -> list[Root]:
    """Return the daily roots, oldest first."""
    return [
        Root(row.number, row.at, Place(row.epoch, row.below), row.previous, row.seal)
        for row in DailyRoot.objects.order_by("number")
    ]


def leaves(before: Root | None, root: Root) -> Iterator[Leaf]:
    """Yield where each chain stood that moved between two roots, in the order of the file."""
    after = before.below if before else START
    places = (after.epoch, after.transaction_id, root.below.epoch, root.below.transaction_id)
    with connection.chunked_cursor() as cursor:
        cursor.execute(LEAVES, places)
        for kind, key, sequence, digest in cursor:
            yield Leaf(Subject(kind, key), sequence, digest)


def fate(leaf: Leaf) -> Fault | None:
    """Say what became of a chain since the root that holds this leaf; None if it is there."""
    chain = Event.objects.filter(
        subject_kind=leaf.subject.kind, subject_id=leaf.subject.id
    ).order_by("-sequence")
    if not chain.exists():
        return Fault.VANISHED
    there = chain.filter(sequence=leaf.sequence).first()
    if there is None:
        return Fault.CUT
    return None if bytes(there.digest).hex() == leaf.digest else Fault.REWRITTEN


def slipped_in(root: Root) -> list[BrokenLink]:
    """Return where events stand behind this root that say they were recorded before it."""
    with connection.cursor() as cursor:
        cursor.execute(SLIPPED_IN, [root.below.epoch, root.below.transaction_id, root.at])
        return [
            BrokenLink(Subject(kind, key), sequence, Fault.BACKDATED)
            for kind, key, sequence in cursor.fetchall()
        ]


def size() -> tuple[int, int]:
    """Return how many chains and how many events there are."""
    return Head.objects.count(), Event.objects.count()


def is_demo() -> bool:
    """Say whether this database is marked as a demo."""
    return Ledger.objects.filter(is_demo=True).exists()


def epoch() -> int:
    """Return the epoch that this database lives in."""
    return Ledger.objects.values_list("epoch", flat=True).first() or 1


def is_empty() -> bool:
    """Say whether nothing happened here yet."""
    return not Event.objects.exists()

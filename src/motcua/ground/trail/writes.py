"""How an event comes into the trail: one statement, within the transaction of its act."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import connection
from django.db.transaction import TransactionManagementError

from motcua.ground.kernel.actor import Actor
from motcua.ground.trail import queries
from motcua.ground.trail.models import DailyRoot, Ledger
from motcua.ground.trail.roots import NO_SEAL, Place, Restoration, Root
from motcua.ground.trail.rules import EventBody, Recorded, Subject, canonical

INSERT = """
    INSERT INTO trail_event (
        subject_kind, subject_id, name, version, body, occurred_at, actor_kind, actor_name,
        user_id, post_id, acting_for, late_declared, simulated
    ) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    RETURNING id, sequence, recorded_at, (
        SELECT before.occurred_at FROM trail_event AS before
        WHERE before.subject_kind = trail_event.subject_kind
            AND before.subject_id = trail_event.subject_id
            AND before.sequence = trail_event.sequence - 1
    )
"""

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('trail.root'))"

# Below the snapshot's xmin every transaction is over: nothing can still come in under it.
PLACE_OF_ROOT = """
    SELECT clock_timestamp(), epoch, pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    FROM trail_ledger
"""


def record(
    *,
    actor: Actor,
    post_id: int | None,
    subject: Subject,
    body: EventBody,
    at: datetime,
    late_declared: bool = False,
) -> Recorded:
    """
    Add an event to the end of its subject's chain.

    What a simulated actor does is marked as simulated; the database refuses it unless it
    is marked demo.

    :param post_id: the seat whose right it was; who acts for its holder does it from his own.
    :param at: when it happened; when it is recorded, the database says itself.
    :param late_declared: that it is recorded long after it happened, and says so.
    """
    require_transaction()
    acting_for = None
    if grant := actor.acting(post_id):
        post_id, acting_for = grant.acts_from, grant.post_id
    who = (actor.kind.value, actor.name, actor.user_id, post_id, acting_for)
    what = (subject.kind, subject.id, body.name, body.version, canonical(body), at)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, (*what, *who, late_declared, actor.is_simulated))
        event_id, sequence, recorded_at, previous_at = cursor.fetchone()
    return Recorded(
        sequence=sequence,
        name=body.name,
        body=body,
        occurred_at=at,
        recorded_at=recorded_at,
        actor_kind=actor.kind,
        actor_name=actor.name,
        user_id=actor.user_id,
        post_id=post_id,
        acting_for=acting_for,
        late_declared=late_declared,
        simulated=actor.is_simulated,
        event_id=event_id,
        previous_at=previous_at,
    )


def record_all(
    *,
    actor: Actor,
    post_id: int | None,
    happened: Iterable[tuple[Subject, EventBody]],
    at: datetime,
) -> None:
    """
    Add an event to the chain of each of many subjects, in one round.

    :param post_id: the seat that the act was done from.
    :param happened: each subject once.
    """
    require_transaction()
    who = (actor.kind.value, actor.name, actor.user_id, post_id, None, False, actor.is_simulated)
    rows = [
        (subject.kind, subject.id, body.name, body.version, canonical(body), at, *who)
        for subject, body in happened
    ]
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, rows)


def require_transaction() -> None:
    """Fail, as every write of every room does, unless an act has opened a transaction."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("A write belongs to the transaction of an action.")


def mark_as_demo() -> None:
    """Mark the database as a demo; it refuses once there is an event in it."""
    Ledger.objects.update_or_create(pk=1, defaults={"is_demo": True})


def begin_epoch() -> Restoration:
    """Begin a new epoch after a restore, so that consumers of events miss none."""
    require_transaction()
    ledger = Ledger.objects.select_for_update().get()
    ledger.epoch += 1
    ledger.save(update_fields=["epoch"])
    last = DailyRoot.objects.order_by("number").last()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (at,) = cursor.fetchone()
    return Restoration(at, ledger.epoch, last.number if last else 0)


def add_root() -> Root:
    """Add the root of what is over since the root before; made once by whoever comes first."""
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
        cursor.execute(PLACE_OF_ROOT)
        at, epoch, below = cursor.fetchone()
    last = next(reversed(queries.roots()), None)
    number, previous = (last.number + 1, last.seal) if last else (1, NO_SEAL)
    root = Root(number, at, Place(epoch, below), previous)
    root = replace(root, seal=root.seal_over(queries.leaves(last, root)))
    DailyRoot.objects.create(
        number=number, at=at, epoch=epoch, below=below, previous=previous, seal=root.seal
    )
    return root

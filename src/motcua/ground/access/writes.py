"""Form keys, which make a repeated act show its first outcome, and throttles."""

from datetime import datetime, timedelta
from math import ceil

from django.db import connection

from motcua.ground.access.models import FormKey, Throttle
from motcua.ground.access.rules import StaleForm, TooManyTries
from motcua.ground.kernel.actor import Actor
from motcua.ground.trail.writes import require_transaction

KEEP = """
    INSERT INTO access_formkey (actor, key, outcome, used_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (actor, key) DO NOTHING
"""
COUNT = """
    INSERT INTO access_throttle AS kept (key, tries, resets_at) VALUES (%(key)s, 1, %(later)s)
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN kept.resets_at <= %(now)s THEN 1 ELSE kept.tries + 1 END,
        resets_at = CASE WHEN kept.resets_at <= %(now)s THEN %(later)s ELSE kept.resets_at END
    RETURNING tries, resets_at
"""


def once(*, actor: Actor, form_key: str, outcome: str, now: datetime) -> str | None:
    """
    Keep what this sending of a form leads to; return None, or what it led to before.

    A twin sent at the same moment waits here until the first one commits, and then
    learns its outcome; if the first one is rolled back, the twin goes ahead.

    :param outcome: where the act leads; when that is known only later, see `settle`.
    """
    require_transaction()
    key = (_whose(actor), form_key)
    with connection.cursor() as cursor:
        cursor.execute(KEEP, (*key, outcome, now))
        if cursor.rowcount:
            return None
    return FormKey.objects.values_list("outcome", flat=True).get(pk=key)


def is_repeat(actor: Actor, form_key: str, outcome: str, *, now: datetime) -> bool:
    """
    Say whether this very form was sent before, and did the same.

    :param outcome: what the act does, such as "sign 000.00.21.H09-261102-0037".
    :raises StaleForm: when its key was used for something else.
    """
    earlier = once(actor=actor, form_key=form_key, outcome=outcome, now=now)
    if earlier not in {None, outcome}:
        raise StaleForm
    return earlier is not None


def settle(*, actor: Actor, form_key: str, outcome: str) -> None:
    """Put down what the act led to, where `once` could not know it yet."""
    require_transaction()
    FormKey.objects.filter(pk=(_whose(actor), form_key)).update(outcome=outcome)


def throttle(*, key: str, limit: int, per_seconds: int, now: datetime) -> None:
    """
    Count a try under a key.

    Called at the door and outside of any transaction, so that a try counts even if what
    follows is refused. It never waits: the caller is told how long to.

    :raises TooManyTries: beyond the limit, until the window that the first try opened ends.
    """
    later = now + timedelta(seconds=per_seconds)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "now": now, "later": later})
        tries, resets_at = cursor.fetchone()
    if tries > limit:
        raise TooManyTries(seconds=ceil((resets_at - now).total_seconds()))


def give_back(*, key: str) -> None:
    """Uncount one try, which turned out to be no guess."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE access_throttle SET tries = tries - 1 WHERE key = %s AND tries > 0", [key]
        )


def forget_tries(*, key: str) -> None:
    """Forget every try under a key, whose owner has shown himself."""
    Throttle.objects.filter(key=key).delete()


def _whose(actor: Actor) -> str:
    return f"{actor.kind}:{actor.user_id or ''}"

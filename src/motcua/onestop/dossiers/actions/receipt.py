"""The verb of whoever holds the receipt, without an account."""

from datetime import datetime

from django.db import transaction

from motcua.ground.access.writes import is_repeat
from motcua.onestop.dossiers import events, rules
from motcua.onestop.dossiers.writes import moving, taking


@transaction.atomic(durable=True)
def stop_messages(*, form_key: str, code: str, link: str, key: str, now: datetime) -> None:
    """
    Send no more messages about a dossier; what waits already still goes.

    :param link: of the receipt, which is what lets its holder act.
    :param key: what receipts' links are derived from.
    :raises NoSuchDossier: unless the link is that of the present receipt.
    """
    if is_repeat(rules.RECEIPT_HOLDER, form_key, f"stop_messages {code}", now=now):
        return
    taken = taking.take_followed(key, code, link)
    if taken.dossier.messages_stopped_at:
        return
    moving.happen(taken, events.MessagesStopped(), post_id=None, now=now)
    taken.dossier.messages_stopped_at = now
    taken.dossier.save(update_fields=["messages_stopped_at"])

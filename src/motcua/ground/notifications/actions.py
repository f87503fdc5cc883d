"""What became of a message: recorded by the job that tried to send it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from motcua.ground.notifications import rules
from motcua.ground.notifications.models import Message, Status


@transaction.atomic(durable=True)
def record_sent(*, message_id: int, now: datetime) -> None:
    """Record that a message left the house; a second record changes nothing."""
    Message.objects.filter(id=message_id, status=Status.QUEUED).update(
        status=Status.SENT, attempts=F("attempts") + 1, failure="", sent_at=now
    )


@transaction.atomic(durable=True)
def record_failure(*, message_id: int, failure: str) -> Message:
    """
    Record that a try failed, and after the last one that the message is given up.

    :param failure: a code, never words of the message.
    """
    message = Message.objects.select_for_update().get(id=message_id)
    message.attempts += 1
    message.failure = failure
    if rules.is_last_try(message.attempts):
        message.status = Status.FAILED
    message.save(update_fields=["attempts", "failure", "status"])
    return message

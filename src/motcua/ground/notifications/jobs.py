"""Sending what was queued."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.ground.notifications import actions, gateway, queries, rules

# Tried again after 8 seconds, 64 seconds, 9 minutes and 68 minutes.
AGAIN = RetryStrategy(
    max_attempts=rules.TRIES - 1, exponential_wait=8, retry_exceptions={gateway.NotSent}
)


@app.task(name="notifications.send", retry=AGAIN)
def send(*, message_id: int) -> None:
    """
    Send a message that still waits, then record what became of it.

    A machine that dies between the two sends it again: better twice than never.
    """
    message = queries.waiting(message_id)
    if message is None:
        return
    try:
        gateway.mail(message.address, rules.compose(message.template, message.facts))
    except gateway.NotSent as failure:
        actions.record_failure(message_id=message_id, failure=failure.code)
        raise
    actions.record_sent(
        message_id=message_id,
        now=timezone.now(),  # noqa: TID251  # a job reads the clock
    )

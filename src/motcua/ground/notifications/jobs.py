"""Sending what was queued."""

from django.db import InterfaceError, OperationalError
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.ground.access import queries as accounts
from motcua.ground.access import writes as access
from motcua.ground.access.rules import RESET_LETTERS, RESET_SECONDS, TooManyTries
from motcua.ground.notifications import actions, gateway, queries, rules

# Tried again after 8 seconds, 64 seconds, 9 minutes and 68 minutes; also where the database went
# away: what was begun by then is not begun again.
AGAIN = RetryStrategy(
    max_attempts=rules.TRIES - 1,
    exponential_wait=8,
    retry_exceptions={gateway.NotSent, OperationalError, InterfaceError},
)


@app.task(name="notifications.send", retry=AGAIN)
def send(*, message_id: int) -> None:
    """
    Hand over a message that still waits, then record what became of it.

    A machine that dies between the two leaves it marked as being sent: a person sees it
    and decides. Nothing goes twice by itself.
    """
    now = timezone.now()  # noqa: TID251 - a job reads the clock
    until = queries.held_until(message_id, now=now)
    if until:
        send.configure(schedule_at=until).defer(message_id=message_id)
        return
    message = actions.begin(message_id=message_id, now=now)
    if message is None:
        return
    try:
        gateway.hand_over(message, queries.letter(message))
    except gateway.NotSent as not_sent:
        if actions.record_failure(message=message, failure=not_sent.failure):
            raise
        return
    actions.record_sent(message=message, now=timezone.now())  # noqa: TID251 - as above


@app.task(name="notifications.write_reset")
def write_reset(*, login: str) -> None:
    """
    Write to whoever forgot his password, if it is anybody's name; the door asked for it.

    Nobody's mailbox is filled by others: of many askings within an hour the first few count.
    """
    now = timezone.now()  # noqa: TID251  # a job reads the clock
    reset = accounts.reset_for(login, now=now)
    if reset is None:
        return
    key = f"reset-letter:{reset.user_id}"
    try:
        access.throttle(key=key, limit=RESET_LETTERS, per_seconds=RESET_SECONDS, now=now)
    except TooManyTries:
        return
    actions.write_reset(reset=reset, now=now)

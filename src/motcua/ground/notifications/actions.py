"""What became of a message, by the job that tries to send it; what of it, by a person."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from motcua.ground.access.queries import Reset
from motcua.ground.access.writes import is_repeat
from motcua.ground.kernel.actor import Actor
from motcua.ground.notifications import letters, queries, rules, wordings, writes
from motcua.ground.notifications.models import Message, MorningMail
from motcua.ground.notifications.rules import Channel, Failure, Status
from motcua.ground.notifications.writes import Telling
from motcua.ground.trail import queries as trail
from motcua.ground.trail.rules import Subject


@transaction.atomic(durable=True)
def begin(*, message_id: int, now: datetime) -> Message | None:
    """
    Take a message out of the queue, and with it all that waits for the same reader.

    It is marked before it is handed over: whoever finds the mark knows that the message
    may have gone, and does not send it again by himself.

    :return: the message to hand over, None when somebody else has taken it.
    """
    message = Message.objects.filter(id=message_id, status=Status.QUEUED).first()
    if message is None:
        return None
    alike = queries.alike(message).filter(status=Status.QUEUED).select_for_update()
    waiting = {each.id: each for each in alike}
    message = waiting.pop(message_id, None)
    if message is None:
        return None
    if waiting:
        _join(waiting, message)
    message.status, message.sending_since = Status.SENDING, now
    message.attempts, message.failure = message.attempts + 1, ""
    message.save(update_fields=["status", "sending_since", "attempts", "failure"])
    return message


def _join(others: dict[int, Message], carrier: Message) -> None:
    """Let messages, and what they carry, go with another."""
    Message.objects.filter(id__in=others).update(status=Status.JOINED, joined_to=carrier)
    Message.objects.filter(joined_to__in=others).update(joined_to=carrier)


@transaction.atomic(durable=True)
def record_sent(*, message: Message, now: datetime) -> None:
    """Record that a message left the house; a second record changes nothing."""
    _in_this_try(message).update(status=Status.SENT, sending_since=None, failure="", sent_at=now)


@transaction.atomic(durable=True)
def take_for_sent(*, before: datetime) -> None:
    """
    Take what was queued for sent at that very moment: weeks that are played send no letters.

    :param before: what was queued later waits for the worker.
    :raises NotADemo: anywhere else, where a letter that no server took is a letter that is lost.
    """
    if not trail.is_demo():
        raise rules.NotADemo
    played = Message.objects.filter(status=Status.QUEUED, queued_at__lt=before)
    played.update(status=Status.SENT, sent_at=F("queued_at"))


@transaction.atomic(durable=True)
def record_failure(*, message: Message, failure: Failure) -> bool:
    """
    Record that a try failed, and say whether there is another.

    What may have gone all the same stays marked as being sent, for a person to judge.
    """
    if failure.leaves_doubt:
        _in_this_try(message).update(failure=failure)
        return False
    is_over = not failure.passes or rules.is_last_try(message.attempts)
    status = Status.FAILED if is_over else Status.QUEUED
    _in_this_try(message).update(status=status, sending_since=None, failure=failure)
    return failure.passes


def _in_this_try(message: Message) -> QuerySet[Message]:
    """Return the message unless this try was taken for lost and somebody has judged it."""
    return Message.objects.filter(
        id=message.id, status=Status.SENDING, sending_since=message.sending_since
    )


@transaction.atomic(durable=True)
def send_again(*, actor: Actor, form_key: str, message_id: int, now: datetime) -> None:
    """
    Have a message sent that did not leave, or that perhaps did.

    :raises NotAllowed: unless the actor looks after the messages.
    :raises NotStuck: when it left meanwhile, or somebody judged it.
    """
    if is_repeat(actor, form_key, f"send_again {message_id}", now=now):
        return
    actor = writes.keeper(actor, now=now)
    found = queries.stuck(now).filter(id=message_id)
    if not writes.queue_again(found, actor=actor, now=now):
        raise rules.NotStuck


@transaction.atomic(durable=True)
def send_all_again(*, actor: Actor, form_key: str, now: datetime) -> None:
    """
    Have everything sent that surely did not leave.

    :raises NotAllowed: unless the actor looks after the messages.
    """
    if is_repeat(actor, form_key, "send_all_again", now=now):
        return
    actor = writes.keeper(actor, now=now)
    found = queries.stuck(now).exclude(status=Status.SENDING)
    writes.queue_again(found, actor=actor, now=now)


@transaction.atomic(durable=True)
def give_up(*, actor: Actor, form_key: str, message_id: int, now: datetime) -> None:
    """
    Leave a message unsent for good; what it would have told is told in another way.

    :raises NotAllowed: unless the actor looks after the messages.
    :raises NotStuck: when it left meanwhile, or somebody judged it.
    """
    if is_repeat(actor, form_key, f"give_up {message_id}", now=now):
        return
    actor = writes.keeper(actor, now=now)
    message = queries.stuck(now).filter(id=message_id).select_for_update().first()
    if message is None:
        raise rules.NotStuck
    message.status, message.sending_since = Status.GIVEN_UP, None
    message.decided_by, message.decided_at = actor.name, now
    message.save(update_fields=["status", "sending_since", "decided_by", "decided_at"])


@transaction.atomic(durable=True)
def reword(
    *, actor: Actor, form_key: str, template: str, wording: rules.Wording, now: datetime
) -> None:
    """
    Put other words of a kind of message into force, for what is queued from now on.

    :raises NotAllowed: unless the actor looks after the messages.
    :raises UnknownPlace, BrokenPlace, MayBeMissing, TextTooLong: see `wordings.check`.
    """
    if is_repeat(actor, form_key, f"reword {template}", now=now):
        return
    actor = writes.keeper(actor, now=now)
    wordings.check(rules.TEMPLATES[template], wording)
    if wording != queries.wording(template):
        writes.write_words(template, wording, actor=actor, is_shipped=False, now=now)


@transaction.atomic(durable=True)
def take_shipped_words(*, actor: Actor, form_key: str, template: str, now: datetime) -> None:
    """
    Put the words that the product brings into force again, as they are and will be.

    :raises NotAllowed: unless the actor looks after the messages.
    """
    if is_repeat(actor, form_key, f"take_shipped_words {template}", now=now):
        return
    actor = writes.keeper(actor, now=now)
    newest = queries.versions(template).first()
    if newest and not newest.is_shipped:
        shipped = rules.TEMPLATES[template].wording
        writes.write_words(template, shipped, actor=actor, is_shipped=True, now=now)


@transaction.atomic(durable=True)
def choose_morning_mail(*, actor: Actor, form_key: str, is_wanted: bool, now: datetime) -> None:
    """Have, or not, a letter every morning about what presses; everybody for himself."""
    if is_repeat(actor, form_key, f"choose_morning_mail {is_wanted}", now=now):
        return
    MorningMail.objects.update_or_create(
        user_id=actor.user_id or 0, defaults={"is_wanted": is_wanted}
    )


@transaction.atomic(durable=True)
def write_reset(*, reset: Reset, now: datetime) -> None:
    """
    Queue the letter by which somebody who forgot his password sets another.

    Each is a subject of its own: held for an hour, its link would be of no use.
    """
    facts = {"link": reset.link, "due_at": reset.until.isoformat()}
    subject = Subject("reset", f"{reset.user_id} {now:%Y%m%d%H%M%S%f}")
    telling = Telling(subject, {Channel.EMAIL: reset.email}, letters.RESET, facts)
    writes.queue([telling], now=now)

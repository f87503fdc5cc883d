"""
Messages: the one that waits to be sent, those that did not leave, and those that a demo shows.

Outside a demo no page shows what a message says; a room shows its own subject's through `of`.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, Q, QuerySet, Subquery

from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.notifications import rules
from motcua.ground.notifications.models import Message, MorningMail, WordsVersion
from motcua.ground.notifications.rules import Channel, Status
from motcua.ground.trail.rules import Subject


def open_channels() -> frozenset[Channel]:
    """Return by what ways this office tells people; a demo shows them all."""
    by_sms = {Channel.SMS} if settings.SMS_URL or settings.DEMO else set()
    return frozenset({Channel.EMAIL} | by_sms)


def held_until(message_id: int, *, now: datetime) -> datetime | None:
    """
    Return until when a waiting message is held, None if it may go.

    Its addressee was told of the same subject within the hour: what follows goes together.
    A demo plays weeks in minutes, and what stays in the house floods nobody.
    """
    if settings.DEMO:
        return None
    message = Message.objects.filter(id=message_id, status=Status.QUEUED).first()
    if message is None:
        return None
    told = alike(message).filter(status__in=(Status.SENT, Status.SENDING))
    last = told.aggregate(sent=Max("sent_at"), sending=Max("sending_since"))
    until = max((at + rules.APART for at in last.values() if at), default=now)
    return until if until > now else None


def alike(message: Message) -> QuerySet[Message]:
    """Return the messages to the same address about the same subject, oldest first."""
    return Message.objects.filter(
        subject_kind=message.subject_kind,
        subject_id=message.subject_id,
        channel=message.channel,
        address=message.address,
    ).order_by("id")


def letter(message: Message) -> rules.Letter:
    """Return the words of a message and of those that go with it, as one letter."""
    carried = Message.objects.filter(joined_to=message).select_related("words")
    return rules.join([each.letter for each in sorted([message, *carried], key=lambda m: m.id)])


def is_keeper(viewer: Actor) -> bool:
    """Say whether the viewer looks after the messages: an administrator of the whole house."""
    return _kept_houses(viewer).exists()


def stuck_before(viewer: Actor, now: datetime) -> QuerySet[Message]:
    """Return what is stuck, to whoever looks after the messages; to others nothing is."""
    return stuck(now).filter(Exists(_kept_houses(viewer)))


def _kept_houses(viewer: Actor) -> QuerySet[Any]:
    seats = viewer.holding(PostKind.ADMINISTRATOR)
    return agencies.on_top(grant.agency_id for grant in seats)


def stuck(now: datetime) -> QuerySet[Message]:
    """Return what did not leave, may have left, or waits for nobody; oldest first."""
    is_lost = Q(status=Status.SENDING) & (
        Q(sending_since__lt=now - rules.SENDING_TAKES) | ~Q(failure="")
    )
    is_forgotten = Q(status=Status.QUEUED, queued_at__lt=now - rules.WAITING_TAKES)
    return Message.objects.filter(Q(status=Status.FAILED) | is_lost | is_forgotten).order_by("id")


def of(subject: Subject) -> QuerySet[Message]:
    """Return what was told about a subject, oldest first."""
    messages = Message.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return messages.select_related("words").order_by("id")


def newest(*, before: int | None, count: int) -> list[Message]:
    """Return messages from the newest on, or from the one before a given one."""
    messages = Message.objects.select_related("words").order_by("-queued_at", "-id")
    if before is not None:
        edge = Subquery(Message.objects.filter(id=before).values("queued_at"))
        messages = messages.filter(Q(queued_at__lt=edge) | Q(queued_at=edge, id__lt=before))
    return list(messages[:count])


def versions(template: str) -> QuerySet[WordsVersion]:
    """Return the words of a kind of message that administrators ever wrote, newest first."""
    return WordsVersion.objects.filter(template=template).order_by("-id")


def wording(template: str) -> rules.Wording:
    """Return the words of a kind of message that are in force."""
    newest = versions(template).first()
    return newest.wording if newest else rules.TEMPLATES[template].wording


def in_force() -> dict[str, WordsVersion]:
    """Return the newest words of every kind of message of which somebody wrote any."""
    newest = WordsVersion.objects.order_by("template", "-id").distinct("template")
    return {words.template: words for words in newest}


def wants_morning_mail(user_id: int) -> bool:
    """Say whether an officer gets a letter every morning."""
    return not MorningMail.objects.filter(user=user_id, is_wanted=False).exists()


def without_morning_mail() -> set[int]:
    """Return the accounts that want no letter in the morning."""
    return set(MorningMail.objects.filter(is_wanted=False).values_list("user_id", flat=True))


def subjects_told(template: str, *, since: datetime) -> set[str]:
    """Return the ids of the subjects that a kind of message was queued for since a moment."""
    told = Message.objects.filter(template=template, queued_at__gte=since)
    return set(told.values_list("subject_id", flat=True))

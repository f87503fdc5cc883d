"""Queuing messages: the telling part of other rooms' acts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Subquery
from django.utils.timezone import localdate
from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from motcua.ground.access.rules import NotAllowed
from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.text import clean_line
from motcua.ground.notifications import queries, rules
from motcua.ground.notifications.events import WordsChanged
from motcua.ground.notifications.models import Message, WordsVersion
from motcua.ground.notifications.rules import Channel, Status
from motcua.ground.trail import rules as sealing
from motcua.ground.trail import writes as trail
from motcua.ground.trail.rules import Subject
from motcua.ground.trail.writes import require_transaction

SUBJECT = "template"
"""What the trail calls a kind of message."""


@dataclass(frozen=True, slots=True)
class Telling:
    """
    What is to be told to one person.

    :param to: his addresses by channel; of those that are empty nothing is sent.
    :param facts: of those that the template may tell, each one line; "" if not known.
    """

    subject: Subject
    to: Mapping[Channel, str]
    template: str
    facts: Mapping[str, str]


def queue(tellings: Iterable[Telling], *, now: datetime) -> list[Message]:
    """
    Queue messages that are sent once the act has been committed, in two statements.

    Whoever gave no address, or only one by a way that this office has not opened, is told
    nothing.
    """
    require_transaction()
    messages = [message for telling in tellings for message in _messages(telling, now)]
    if messages:
        Message.objects.bulk_create(messages)
        _defer(message.id for message in messages)
    return messages


def queue_again(found: QuerySet[Message], *, actor: Actor, now: datetime) -> int:
    """Queue messages anew, as if they had never been tried, and return how many."""
    require_transaction()
    ids = list(found.select_for_update().values_list("id", flat=True))
    if ids:
        Message.objects.filter(id__in=ids).update(
            status=Status.QUEUED,
            queued_at=now,
            attempts=0,
            failure="",
            sending_since=None,
            decided_by=actor.name,
            decided_at=now,
        )
        _defer(ids)
    return len(ids)


def keeper(actor: Actor, *, now: datetime) -> Actor:
    """
    Return the actor with his rights of this moment, if he looks after the messages.

    :raises NotAllowed: if he does not.
    """
    fresh = agencies.actor_of(actor.user_id or 0, actor.name, on=localdate(now))
    if not queries.is_keeper(fresh):
        raise NotAllowed
    return fresh


def write_words(
    template: str, wording: rules.Wording, *, actor: Actor, is_shipped: bool, now: datetime
) -> None:
    """Put words into force, beside all that were before, and record who did."""
    require_transaction()
    body, sms, salt = "\n".join(wording.lines), "\n".join(wording.sms), sealing.new_salt()
    row = WordsVersion.objects.create(
        template=template,
        subject=wording.subject,
        body=body,
        sms=sms,
        is_shipped=is_shipped,
        written_by=actor.name,
        written_at=now,
        salt=salt,
    )
    (seat, *_) = actor.holding(PostKind.ADMINISTRATOR)
    digest = sealing.seal(f"{wording.subject}\n\n{body}\n\n{sms}", salt)
    trail.record(
        actor=actor,
        post_id=seat.post_id,
        subject=Subject(SUBJECT, template),
        body=WordsChanged(row_id=row.id, digest=digest, is_shipped=is_shipped),
        at=now,
    )


def _defer(ids: Iterable[int]) -> None:
    jobs: list[JSONDict] = [{"message_id": message_id} for message_id in ids]
    app.configure_task("notifications.send").batch_defer(*jobs)


def _messages(telling: Telling, now: datetime) -> Iterable[Message]:
    rules.check_facts(telling.template, telling.facts)
    ways = queries.open_channels() & rules.channels_of(telling.template)
    for channel in sorted(ways):
        if telling.to.get(channel):
            yield Message(
                subject_kind=telling.subject.kind,
                subject_id=telling.subject.id,
                channel=channel,
                address=telling.to[channel],
                template=telling.template,
                facts={name: clean_line(fact) for name, fact in telling.facts.items()},
                queued_at=now,
                words_id=Subquery(queries.versions(telling.template).values("id")[:1]),
            )

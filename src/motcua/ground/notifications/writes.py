"""Queuing messages: the telling part of other rooms' acts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from motcua.ground.kernel.text import clean_line
from motcua.ground.notifications import queries, rules
from motcua.ground.notifications.models import Message
from motcua.ground.notifications.rules import Channel
from motcua.ground.trail.rules import Subject
from motcua.ground.trail.writes import require_transaction


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
        jobs: list[JSONDict] = [{"message_id": message.id} for message in messages]
        app.configure_task("notifications.send").batch_defer(*jobs)
    return messages


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
            )

"""Queuing a message: the telling part of other rooms' acts."""

from collections.abc import Mapping
from datetime import datetime

from procrastinate.contrib.django import app

from motcua.ground.kernel.text import clean_line
from motcua.ground.notifications import rules
from motcua.ground.notifications.models import Message
from motcua.ground.trail.rules import Subject
from motcua.ground.trail.writes import require_transaction


def queue(
    *, subject: Subject, to: str | None, template: str, facts: Mapping[str, str], now: datetime
) -> Message | None:
    """
    Queue a message that is sent once the act has been committed.

    Whoever gave no address is told nothing.

    :param facts: of those that messages may tell, each one line; "" or none if not known.
    """
    require_transaction()
    rules.check_facts(template, facts)
    if not to:
        return None
    message = Message.objects.create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        address=to,
        template=template,
        facts={name: clean_line(fact) for name, fact in facts.items()},
        queued_at=now,
    )
    app.configure_task("notifications.send").defer(message_id=message.id)
    return message

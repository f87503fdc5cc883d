"""
Messages: the one that waits to be sent, and those that a demo shows.

Outside a demo no page shows messages; a room shows its own subject's through `of`.
"""

from django.db.models import Q, QuerySet, Subquery

from motcua.ground.notifications.models import Message, Status
from motcua.ground.trail.rules import Subject


def waiting(message_id: int) -> Message | None:
    """Return a message if it still waits to be sent."""
    return Message.objects.filter(id=message_id, status=Status.QUEUED).first()


def of(subject: Subject) -> QuerySet[Message]:
    """Return what was told about a subject, oldest first."""
    return Message.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("id")


def newest(*, before: int | None, count: int) -> list[Message]:
    """Return messages from the newest on, or from the one before a given one."""
    messages = Message.objects.order_by("-queued_at", "-id")
    if before is not None:
        edge = Subquery(Message.objects.filter(id=before).values("queued_at"))
        messages = messages.filter(Q(queued_at__lt=edge) | Q(queued_at=edge, id__lt=before))
    return list(messages[:count])

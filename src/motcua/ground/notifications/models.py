"""Messages that are told to somebody, and how the telling went."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """How far a message got. Sent is not delivered."""

    QUEUED = "queued", _("chờ gửi")
    SENT = "sent", _("đã gửi")
    FAILED = "failed", _("không gửi được")


class Message(models.Model):
    """
    One message to one address about one subject.

    :param facts: what fills the template; the words are composed when they are sent.
    :param failure: the code of the last failure.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    address = models.EmailField()
    template = models.CharField(max_length=60)
    facts = models.JSONField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=60, blank=True)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(status=Status.SENT, sent_at__isnull=False)
                | models.Q(~models.Q(status=Status.SENT), sent_at__isnull=True),
                name="message_has_a_moment_iff_sent",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="message_status_is_known"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="messages_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.address}"

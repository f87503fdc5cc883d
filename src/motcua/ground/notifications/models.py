"""Messages that are told to somebody, and how the telling went."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.ground.kernel.words import Words
from motcua.ground.notifications import rules
from motcua.ground.notifications.rules import Channel, Status


class WordsVersion(models.Model):
    """
    The words of one kind of message, from a moment until the next; never changed.

    :param is_shipped: that the words that the product brings are in force again; what stands
        here is what they were then.
    """

    append_only: ClassVar[bool] = True

    template = models.CharField(max_length=60)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    sms = models.TextField(blank=True)
    is_shipped = models.BooleanField(default=False)
    written_by = models.CharField(max_length=100)
    written_at = models.DateTimeField()
    salt = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["template", "-id"], name="words_by_template")
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.id}"

    @property
    def wording(self) -> rules.Wording:
        """The words as messages are composed of them."""
        if self.is_shipped:
            return rules.TEMPLATES[self.template].wording
        lines, sentences = self.body.splitlines(), self.sms.splitlines()
        return rules.Wording(self.subject, tuple(lines), tuple(filter(None, sentences)))


class Message(models.Model):
    """
    One message to one address about one subject.

    :param facts: what fills the words; they are composed when it is sent.
    :param attempts: how often it was tried since it was queued, or queued again by a person.
    :param failure: the code of the last failure, a `rules.Failure`.
    :param sending_since: when it was taken out of the queue to be handed over. What has a
        moment here for long was let fall between handing over and recording it.
    :param joined_to: the message that carried this one with it.
    :param words: those in force when it was queued; none if nobody ever wrote any.
    :param decided_by: who last had it sent again, or gave it up.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, default=Channel.EMAIL)
    address = models.CharField(max_length=254)
    template = models.CharField(max_length=60)
    facts = models.JSONField()
    status = models.CharField(max_length=10, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=60, blank=True)
    queued_at = models.DateTimeField()
    sending_since = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    joined_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    words = models.ForeignKey(
        WordsVersion, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_by = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(status=Status.SENT, sent_at__isnull=False)
                | Q(~Q(status=Status.SENT), sent_at__isnull=True),
                name="message_has_a_moment_iff_sent",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.SENDING, sending_since__isnull=False)
                | Q(~Q(status=Status.SENDING), sending_since__isnull=True),
                name="message_is_sending_since_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.JOINED, joined_to__isnull=False)
                | Q(~Q(status=Status.JOINED), joined_to__isnull=True),
                name="message_is_joined_to_another",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(Status)), name="message_status_is_among_these"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=list(Channel)), name="message_channel_is_known"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="messages_by_subject"),
            models.Index(
                fields=["joined_to"],
                name="messages_by_carrier",
                condition=Q(joined_to__isnull=False),
            ),
            models.Index(
                fields=["id"],
                name="messages_not_gone",
                condition=Q(status__in=[Status.QUEUED, Status.SENDING, Status.FAILED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.address}"

    @property
    def title(self) -> Words:
        """What it tells."""
        return Words(rules.TEMPLATES[self.template].title)

    @property
    def way(self) -> Words:
        """How it goes."""
        return Words(rules.CHANNEL_WORDS[Channel(self.channel)])

    @property
    def masked_address(self) -> str:
        """Its address, as whoever looks after the sending sees it."""
        return rules.masked(Channel(self.channel), self.address)

    @property
    def reason(self) -> Words:
        """Why it has not left, or is not known to have."""
        return rules.reason(Status(self.status), self.failure)

    @property
    def is_in_doubt(self) -> bool:
        """Whether it may have gone all the same."""
        return self.status == Status.SENDING

    @property
    def letter(self) -> rules.Letter:
        """Its words, filled."""
        shipped = rules.TEMPLATES[self.template].wording
        return rules.compose(self.words.wording if self.words else shipped, self.facts)


class MorningMail(models.Model):
    """Whether an officer wants a letter every morning; who never said so gets one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    is_wanted = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.is_wanted}"

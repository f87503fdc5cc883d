"""The steps that wait, or that were done: what the lists of work are made of."""

from django.db import models
from django.db.models import F, Q

from motcua.onestop.dossiers.models.dossier import Dossier
from motcua.onestop.processes.rules import StepAct


class WorkItem(models.Model):
    """A step that waits for a seat, or for a kind of post in an agency until one takes it."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="items", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=60)
    act = models.CharField(max_length=20)
    post_kind = models.CharField(max_length=20)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    from_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(
        "agencies.Post", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    given_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=250, blank=True)
    # The seat of whoever did it for the holder of ``post``.
    closed_from = models.ForeignKey(
        "agencies.Post", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    # What stands above the name of whoever signed, line by line: "KT. CHỦ TỊCH".
    closed_as = models.CharField(max_length=250, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    # A copy of the dossier's, so that one partial index serves the work lists.
    due_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="one_item_per_number"),
            models.CheckConstraint(
                name="item_is_received_after_it_was_given",
                condition=Q(received_at__isnull=True) | Q(received_at__gte=F("given_at")),
            ),
            models.CheckConstraint(
                name="item_is_closed_after_it_was_received",
                condition=Q(closed_at__isnull=True)
                | Q(received_at__isnull=False, closed_at__gte=F("received_at")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["post", "due_at", "id"],
                name="item_open_by_post",
                include=["act"],
                condition=Q(closed_at__isnull=True, post__isnull=False),
            ),
            models.Index(
                fields=["agency", "post_kind", "due_at", "id"],
                name="item_open_by_agency",
                include=["post", "act", "dossier"],
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["agency", "post_kind", "due_at", "id"],
                name="item_unclaimed",
                condition=Q(closed_at__isnull=True, post__isnull=True) & ~Q(act=StepAct.HAND_OVER),
            ),
            models.Index(
                fields=["agency", "post_kind", "due_at", "id"],
                name="item_to_hand_over",
                condition=Q(closed_at__isnull=True, act=StepAct.HAND_OVER),
            ),
            models.Index(fields=["post", "dossier"], name="item_by_post"),
            models.Index(
                fields=["post", "-closed_at", "-id"],
                name="item_closed_by_post",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["closed_from", "-closed_at"],
                name="item_closed_for_another",
                condition=Q(closed_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number} {self.step}"

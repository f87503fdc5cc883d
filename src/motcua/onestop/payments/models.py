"""Fees owed and entries of money that came in, both keyed by what they are for."""

from typing import ClassVar

from django.db import models


class FeeDue(models.Model):
    """One fee or charge that is owed for a subject."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    amount = models.PositiveBigIntegerField()
    charged_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="something_is_owed"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_kind", "subject_id"], name="fees_due_by_subject"),
        ]

    def __str__(self) -> str:
        return self.label


class Entry(models.Model):
    """
    Money that came in, once; never changed nor removed afterwards.

    :param collected_by: the name of who took it, as it was then.
    """

    append_only: ClassVar[bool] = True

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    amount = models.PositiveBigIntegerField()
    payer = models.CharField(max_length=200)
    receipt_number = models.CharField(max_length=60)
    collected_by = models.CharField(max_length=200)
    collected_by_user_id = models.BigIntegerField(null=True)
    collected_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="something_came_in"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "receipt_number"],
                condition=~models.Q(receipt_number=""),
                name="money_receipt_is_entered_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_kind", "subject_id"], name="entries_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.receipt_number}"

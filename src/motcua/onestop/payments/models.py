"""Fees owed and entries of money, both keyed by what they are for; the sheets of a day's end."""

from typing import ClassVar

from django.db import models

from motcua.onestop.payments.rules import EntryKind, Way


class FeeDue(models.Model):
    """
    One fee or charge that is owed for a subject.

    :param kind: phí or lệ phí, as the catalogue says; empty in rows from before it was kept.
    :param spared: how much of it an exemption takes off, as it stands now.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, blank=True, default="")
    label = models.CharField(max_length=300)
    amount = models.PositiveBigIntegerField()
    spared = models.PositiveBigIntegerField(default=0)
    charged_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="something_is_owed"),
            models.CheckConstraint(
                condition=models.Q(spared__lte=models.F("amount")),
                name="no_more_is_spared_than_owed",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_kind", "subject_id"], name="fees_due_by_subject"),
        ]

    def __str__(self) -> str:
        return self.label


class Relief(models.Model):
    """
    That somebody was spared what he owes, or a part of it; the last one of a subject holds.

    :param key: of the exemption in the catalogue; empty where one was taken back.
    :param name: of the exemption in full text, as it was then; likewise where it is said.
    :param paper: that was shown as proof.
    :param amount: đồng spared in all.
    """

    append_only: ClassVar[bool] = True

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    key = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=400, blank=True)
    paper = models.CharField(max_length=250, blank=True)
    amount = models.PositiveBigIntegerField()
    agency_id = models.BigIntegerField()
    granted_by = models.CharField(max_length=200)
    granted_by_user_id = models.BigIntegerField(null=True)
    granted_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="reliefs_by_subject"),
            models.Index(fields=["agency_id", "granted_at"], name="reliefs_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.name}"


class Entry(models.Model):
    """
    Money that came in, or was given back, once; never changed nor removed afterwards.

    :param charges: how much of the amount is lệ phí; the rest is phí.
    :param ground: why it was given back; empty for what came in.
    :param receipt_number: of the finance receipt; of money given back, our number.
    :param collected_by: the name of who took it or gave it back, as it was then.
    :param agency_id: at whose desk; None in rows from before there were sheets.
    :param sheet_day: on whose sheet it stands: its local day, or the next once that is closed.
    """

    append_only: ClassVar[bool] = True

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, default=EntryKind.COLLECTION)
    way = models.CharField(max_length=12, default=Way.CASH)
    amount = models.PositiveBigIntegerField()
    charges = models.PositiveBigIntegerField(default=0)
    ground = models.CharField(max_length=20, blank=True, default="")
    payer = models.CharField(max_length=200)
    receipt_number = models.CharField(max_length=60)
    collected_by = models.CharField(max_length=200)
    collected_by_user_id = models.BigIntegerField(null=True)
    collected_at = models.DateTimeField()
    agency_id = models.BigIntegerField(null=True)
    sheet_day = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="something_came_in"),
            models.CheckConstraint(
                condition=models.Q(charges__lte=models.F("amount")), name="charges_are_a_part"
            ),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "receipt_number"],
                condition=models.Q(kind=EntryKind.COLLECTION) & ~models.Q(receipt_number=""),
                name="money_receipt_is_entered_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_kind", "subject_id"], name="entries_by_subject"),
            models.Index(
                fields=["agency_id", "-sheet_day", "collected_by_user_id", "id"],
                name="entries_by_sheet",
                condition=models.Q(sheet_day__isnull=False),
            ),
            models.Index(
                fields=["agency_id", "receipt_number"],
                name="entries_by_receipt",
                condition=models.Q(kind=EntryKind.COLLECTION),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.receipt_number}"


class Till(models.Model):
    """
    Whoever takes money at a desk, and up to which day his sheets are closed.

    Its row is locked by whatever passes through his hands there, so that no money slips
    past a sheet while it is being closed.
    """

    pk = models.CompositePrimaryKey("agency_id", "user_id")
    agency_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    closed_through = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.agency_id}/{self.user_id}"


class CashSheet(models.Model):
    """
    The sheet of one day (bảng kê thu cuối ngày), closed by whoever took the money, or by his head.

    :param expected: the cash that must be there: what came in as cash, less what went out.
    :param counted: the cash that was counted; ``explanation`` says why it differs.
    :param reason: why the head closed it for whoever took the money; empty where he did himself.
    :param reason_salt: what seals it in its event; empty in rows from when one salt sealed both.
    """

    append_only: ClassVar[bool] = True

    agency_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    day = models.DateField()
    closed_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField()
    expected = models.BigIntegerField()
    counted = models.PositiveBigIntegerField()
    explanation = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    salt = models.CharField(max_length=64)
    reason_salt = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency_id", "user_id", "day"], name="sheet_is_closed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.closed_by}"

    @property
    def is_closed_for_another(self) -> bool:
        """Whether the head closed it for whoever took the money: he alone gives a reason."""
        return bool(self.reason)

"""Events, the head of each chain, and the ledger that tells what database this is."""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """
    One thing that happened; inserted through :func:`trail.writes.record`, never changed.

    The insert trigger fills whatever makes the chain; what a caller gives there is ignored.
    """

    append_only: ClassVar[bool] = True

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    body = models.TextField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=150)
    user_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    acting_for = models.BigIntegerField(null=True)
    late_declared = models.BooleanField()
    simulated = models.BooleanField()
    # Of what the database's transaction ids are counted in: a restore begins a new one.
    epoch = models.PositiveIntegerField()
    # PostgreSQL's 64-bit id (xid8), as a number: a consumer's place, see queries.since.
    transaction_id = models.BigIntegerField()
    digest = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "sequence"],
                name="event_has_its_own_place_in_its_chain",
            ),
            models.CheckConstraint(
                condition=models.Q(sequence__gt=0), name="event_places_are_counted_from_one"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["epoch", "transaction_id", "id"], name="event_in_reading_order"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} {self.sequence}: {self.name}"


class Head(models.Model):
    """
    The end of a chain: taken by whoever lengthens it, written by the trigger alone.

    The daily root binds it outside of the database: see ``roots``.
    """

    kept_by_database: ClassVar[bool] = True

    pk = models.CompositePrimaryKey("subject_kind", "subject_id")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField()
    digest = models.BinaryField()
    moved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} {self.sequence}"


class Ledger(models.Model):
    """The single row that tells whether this database is a demo, and its epoch."""

    kept_by_database: ClassVar[bool] = True

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    epoch = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="ledger_is_one_row"),
        ]

    def __str__(self) -> str:
        return f"epoch {self.epoch}"


class DailyRoot(models.Model):
    """One root over the chains that moved since the root before; its leaves are in the file."""

    append_only: ClassVar[bool] = True

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    epoch = models.PositiveIntegerField()
    below = models.BigIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"root {self.number}: {self.seal}"

"""Files that were taken in, the books that numbers come from, and slips that were printed."""

from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """
    A file as somebody handed it in: its name, and the digest under which its bytes lie.

    Two rows may share their bytes; a row belongs to one link of one other room.
    Of two presses of one slip the later one's row stays, and nothing points to it.
    """

    append_only: ClassVar[bool] = True

    digest = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    stored_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"), name="digest_is_a_sha256"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name


class NumberBook(models.Model):
    """The book that one agency takes the numbers of one kind of document from, year by year."""

    pk = models.CompositePrimaryKey("agency_id", "kind", "year")
    agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.last_number}/{self.year}"


class Slip(models.Model):
    """A form as it was printed for the first time, to be given out again unchanged."""

    append_only: ClassVar[bool] = True

    form = models.CharField(max_length=40)
    edition = models.CharField(max_length=40)
    event_id = models.BigIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["form", "edition", "event_id"], name="slip_is_printed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.edition}"

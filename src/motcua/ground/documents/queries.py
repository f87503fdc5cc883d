"""Files by their number. Who may see one is for the room that links to it to say."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.base import File
from django.core.files.storage import default_storage

from motcua.ground.documents.models import NumberBook, Slip, StoredFile


def file(file_id: int) -> StoredFile:
    """
    Return a file that the caller may see, because the caller holds the link to it.

    :raises StoredFile.DoesNotExist: if there is none.
    """
    return StoredFile.objects.get(id=file_id)


def files(file_ids: list[int]) -> dict[int, StoredFile]:
    """Return the files of these numbers by their number."""
    return StoredFile.objects.in_bulk(file_ids)


def content(stored: StoredFile) -> "File[bytes]":
    """Open the bytes of a file for reading."""
    return default_storage.open(stored.digest)


def printed(*, form: str, edition: str, event_id: int) -> StoredFile | None:
    """Return the slip that was printed for this event, if one was."""
    slips = Slip.objects.select_related("file")
    slip = slips.filter(form=form, edition=edition, event_id=event_id).first()
    return slip.file if slip else None


@dataclass(frozen=True, slots=True)
class BookOfNumbers:
    """
    A book of numbers as it stands.

    :param agency: who gives the numbers, by its short name.
    :param kind: of paper, "GPXD".
    :param last_number: the one given out last.
    """

    agency_id: int
    agency: str
    kind: str
    year: int
    last_number: int


def number_books(agency_ids: Iterable[int]) -> list[BookOfNumbers]:
    """Return the books that these agencies take numbers from, the newest year first."""
    books = NumberBook.objects.filter(agency__in=list(agency_ids))
    rows = books.order_by("-year", "agency__sort_key", "kind").values_list(
        "agency", "agency__short_name", "kind", "year", "last_number"
    )
    return [BookOfNumbers(*row) for row in rows]

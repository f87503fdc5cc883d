"""Taking a file in and taking a number: parts of other rooms' acts."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection

from motcua.ground.documents import rules
from motcua.ground.documents.models import StoredFile
from motcua.ground.trail.writes import require_transaction

TAKE_NUMBER = """
    INSERT INTO documents_numberbook AS book (agency_id, kind, year, last_number)
    VALUES (%s, %s, %s, 1)
    ON CONFLICT (agency_id, kind, year) DO UPDATE SET last_number = book.last_number + 1
    RETURNING last_number
"""


@dataclass(frozen=True, slots=True)
class Inspected:
    """
    A file that was looked into, as `actions.inspect` makes it.

    Looking takes as long as the file is large, and so comes before the act that locks a row.
    """

    upload: "File[bytes]"
    kind: rules.FileType

    @property
    def size(self) -> int:
        """How many bytes it weighs."""
        return self.upload.size

    @property
    def name(self) -> str:
        """What it is kept under."""
        return rules.file_name(self.upload.name or "", self.kind)


def store(
    found: Inspected, *, kinds: tuple[rules.FileType, ...] = rules.KEPT, now: datetime
) -> StoredFile:
    """
    Keep a file, once it is one that the office keeps.

    If the act fails later, its bytes stay behind without a row: nobody can reach them.

    :param kinds: what is kept in this place.
    :raises WrongType: if it is of no such type.
    """
    require_transaction()
    rules.check_type(found.upload.name or "", found.kind, kinds)
    return StoredFile.objects.create(
        digest=default_storage.save(None, found.upload),
        size=found.size,
        media_type=found.kind.media_type,
        name=found.name,
        stored_at=now,
    )


def take_number(*, agency_id: int, kind: str, year: int) -> int:
    """
    Take the next number from a book, from 1 in each year.

    The book stays locked until the act ends, so that none is doubled, and an act that
    fails gives its number back, so that none is skipped. Take it last.
    """
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NUMBER, [agency_id, kind, year])
        return int(cursor.fetchone()[0])

"""Taking a file in and taking a number: parts of other rooms' acts."""

from datetime import datetime
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection

from motcua.ground.documents import inspection, rules
from motcua.ground.documents.models import StoredFile
from motcua.ground.trail.writes import require_transaction

TAKE_NUMBER = """
    INSERT INTO documents_numberbook AS book (agency_id, kind, year, last_number)
    VALUES (%s, %s, %s, 1)
    ON CONFLICT (agency_id, kind, year) DO UPDATE SET last_number = book.last_number + 1
    RETURNING last_number
"""


def store(
    upload: "File[bytes]", *, kinds: tuple[rules.FileType, ...] = rules.KEPT, now: datetime
) -> StoredFile:
    """
    Keep a file, once it is one that the office keeps.

    If the act fails later, its bytes stay behind without a row: nobody can reach them.

    :param kinds: what is kept in this place.
    :raises EmptyFile: if it has no content.
    :raises TooLarge: if it is over the limit.
    :raises WrongType: if its content is of no such type, or not what its name says.
    :raises FileBroken, FileLocked, FileRuns, FileUnfolds, PictureTooLarge: see `inspection`.
    """
    require_transaction()
    rules.check_size(upload.size, settings.UPLOAD_LIMIT_BYTES)
    kept = rules.check_type(upload.name or "", rules.sniffed(cast("BinaryIO", upload)), kinds)
    name = rules.file_name(upload.name or "", kept)
    upload.seek(0)
    inspection.check(name, kept, upload.read())
    return StoredFile.objects.create(
        digest=default_storage.save(None, upload),
        size=upload.size,
        media_type=kept.media_type,
        name=name,
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

"""The contents of files held against the rows that name them: each is there and is its digest's."""

import hashlib
from collections.abc import Iterator

from django.core.files.storage import default_storage

from motcua.ground.documents.models import StoredFile

CHUNK = 1024 * 1024


class Unsound(Exception):
    """A content that a row names is missing, cannot be read, or is not what its digest says."""


def contents() -> dict[str, int]:
    """Return every content that a row names, by its digest, and how many bytes it has."""
    named = StoredFile.objects.order_by("digest").values_list("digest", "size").distinct()
    return dict(named.iterator())


def sound_chunks(digest: str) -> Iterator[bytes]:
    """
    Yield a content piece by piece.

    :raises Unsound: where it turns out not to be what its digest says, at the latest at its end.
    """
    found = hashlib.sha256()
    try:
        with default_storage.open(digest) as content:
            while chunk := content.read(CHUNK):
                found.update(chunk)
                yield chunk
    except OSError as error:
        raise Unsound(digest) from error
    if found.hexdigest() != digest:
        raise Unsound(digest)


def is_sound(digest: str) -> bool:
    """Say whether a content is there and is what its digest says."""
    try:
        for _chunk in sound_chunks(digest):
            """Reading it is what proves it."""
    except Unsound:
        return False
    return True

"""The file of roots outside the database: it is only ever added to."""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from django.conf import settings

from motcua.ground.trail.roots import Filed, Leaf, Restoration, Root, filed, leaves, standing

CHUNK = 1024 * 1024


def place() -> Path:
    """Return where the file lies; best on a disk that this machine can only add to."""
    return Path(settings.TRAIL_ROOTS)


def roots() -> list[Filed]:
    """Return the roots that the file holds, oldest first; none if there is no file."""
    return standing(filed(_lines()))


def leaves_of(root: Filed) -> list[Leaf]:
    """Return the leaves of one root of the file."""
    return list(leaves(islice(_lines(), root.first, root.last)))


def append(root: Root, of: Iterable[Leaf]) -> None:
    """
    Add a root with its leaves and make it durable.

    :raises OSError: if the file cannot be written; the root is then tried again.
    """
    _append([root.line, *(leaf.line for leaf in of), root.last_line])


def append_restoration(restoration: Restoration) -> None:
    """Add that a backup was restored, so that the roots of the lost time bind no more."""
    _append([restoration.line])


def chunks() -> Iterator[bytes]:
    """Yield the file as it stands, while nobody adds to it; nothing if there is none."""
    if not place().exists():
        return
    with place().open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        while chunk := file.read(CHUNK):
            yield chunk


def put_in_place(copied: IO[bytes]) -> bool:
    """Begin the file with a copy of another, unless there is one, which is kept; say which."""
    if place().exists():
        return False
    place().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = place().with_name(f"{place().name}.new")
    with half.open("wb") as file:
        shutil.copyfileobj(copied, file)
        file.flush()
        os.fsync(file.fileno())
    half.rename(place())
    return True


def _append(lines: Iterable[str]) -> None:
    place().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place().open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not _ends_a_line(file.fileno()):
            file.write(b"\n")
        file.writelines(line.encode() + b"\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())


def _ends_a_line(file: int) -> bool:
    """Say whether the last line is whole; a machine that died may have torn it."""
    size = os.fstat(file).st_size
    return size == 0 or os.pread(file, 1, size - 1) == b"\n"


def _lines() -> Iterator[str]:
    if not place().exists():
        return
    with place().open(encoding="utf-8", errors="replace", newline="\n") as file:
        yield from (line.removesuffix("\n") for line in file)

"""
The form of a backup: one tar file that any ``tar`` reads, and that ``sha256sum`` checks.

Its members are the dump of the database, every content under its digest, the file of roots
if there is one, a manifest, and last the list of all their digests: an archive that has no
such list is not whole. It is written beside its place and gets its name at the end.
"""

import contextlib
import errno
import hashlib
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from motcua.project.cli.failures import CannotRun, why

FORM = 1
DUMP, ROOTS, MANIFEST, SUMS = "database.dump", "roots.jsonl", "manifest.json", "SHA256SUMS"
FILES = "files/"
LINE_OF_SUMS = re.compile(r"([0-9a-f]{64})  (\S+)")
BLOCK = tarfile.BLOCKSIZE
CHUNK = 1024 * 1024
MOST_NAMED = 10
# What file systems of sticks and of some networks say.
NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS}


@dataclass(frozen=True, slots=True)
class Manifest:
    """
    What an archive is of.

    :param version: of the code that wrote it; ``migrations`` names all that its tables had.
    :param postgres: the major version of the server that the database was dumped from.
    :param last_root: the number of the last daily root in the database, 0 if it had none.
    :param receipt_key: by what RECEIPT_KEY is known again, which is not in the archive.
    :param unsound: contents that rows name but that were damaged or missing already.
    """

    taken_at: str
    version: str
    postgres: int
    migrations: list[str]
    epoch: int
    last_root: int
    events: int
    files: int
    receipt_key: str
    unsound: list[str]
    form: int = FORM


class Member:
    """One member while it is written: of any length, which is known at its end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash, self.size = file, hashlib.sha256(), 0

    @property
    def digest(self) -> str:
        """The digest of what was written so far."""
        return self._hash.hexdigest()

    def write(self, chunk: bytes) -> None:
        """Add to the member."""
        self._file.write(chunk)
        self._hash.update(chunk)
        self.size += len(chunk)


class Writer:
    """Writes an archive into a file in which one can go back."""

    def __init__(self, file: IO[bytes], *, at: float) -> None:
        self._file, self._at, self._sums = file, at, dict[str, str]()

    @contextlib.contextmanager
    def member(self, name: str) -> Iterator[Member]:
        """Add a member; one that is left by an exception is forgotten."""
        start = self._file.tell()
        self._file.write(bytes(BLOCK))  # kept for the head, which states the size
        member = Member(self._file)
        try:
            yield member
        except BaseException:
            self._file.seek(start)
            self._file.truncate()
            raise
        self._file.write(bytes(-member.size % BLOCK))
        end = self._file.tell()
        self._file.seek(start)
        self._file.write(self._head(name, member.size))
        self._file.seek(end)
        self._sums[name] = member.digest

    def add(self, name: str, content: bytes) -> None:
        """Add a short member."""
        with self.member(name) as member:
            member.write(content)

    def finish(self, manifest: Manifest) -> str:
        """Add the manifest and the list of digests, and return the seal of that list."""
        self.add(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=2).encode())
        sums = "".join(f"{digest}  {name}\n" for name, digest in self._sums.items()).encode()
        self.add(SUMS, sums)
        self._file.write(bytes(2 * BLOCK))
        return hashlib.sha256(sums).hexdigest()

    def _head(self, name: str, size: int) -> bytes:
        head = tarfile.TarInfo(name)
        head.size, head.mode, head.mtime = size, 0o600, int(self._at)
        return head.tobuf(tarfile.GNU_FORMAT)


@contextlib.contextmanager
def written(destination: Path) -> Iterator[IO[bytes]]:
    """
    Open a file that appears under its name once it is whole and durable, or not at all.

    :raises CannotRun: if something has that name already, or the disk does not take it.
    """
    if os.path.lexists(destination):
        raise CannotRun(f"{destination} is there already; nothing is overwritten. Name another.")
    try:
        with _unfinished(destination) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            _give_name(Path(file.name), destination)
    except OSError as error:
        raise CannotRun(
            f"{destination} could not be written: {why(error)}. Nothing of it was kept."
        ) from error


@contextlib.contextmanager
def _unfinished(destination: Path) -> Iterator[IO[bytes]]:
    """Open a file beside, for our account alone, that disappears unless it is given a name."""
    with tempfile.NamedTemporaryFile(
        dir=destination.parent, prefix=f".{destination.name}.", suffix=".unfinished", delete=False
    ) as file:
        try:
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def _give_name(unfinished: Path, destination: Path) -> None:
    """Give a file its name, by a link if there are links: that never overwrites."""
    try:
        destination.hardlink_to(unfinished)
    except FileExistsError:
        raise CannotRun(f"{destination} has appeared meanwhile; nothing is overwritten.") from None
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        unfinished.rename(destination)
    handle = os.open(destination.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def checked(source: Path, read: Callable[[int], None]) -> tuple[Manifest, str]:
    """
    Read an archive to its end and return its manifest and its seal, once all of it is whole.

    :param read: is told how many bytes more were read.
    :raises CannotRun: naming what is damaged or missing.
    """
    found, kept, last = dict[str, str](), dict[str, bytes](), "its beginning"
    try:
        for name, content in members(source):
            digest = hashlib.sha256()
            while chunk := content.read(CHUNK):
                digest.update(chunk)
                read(len(chunk))
                if name in {MANIFEST, SUMS}:
                    kept[name] = kept.get(name, b"") + chunk
            found[name], last = digest.hexdigest(), name
    except tarfile.TarError:
        raise _cut_off(source, last) from None
    if SUMS not in kept:
        raise _cut_off(source, last)
    _hold_against(source, found, kept[SUMS].decode(errors="replace"))
    return _manifest_of(source, kept[MANIFEST]), found[SUMS]


def members(source: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """
    Yield each member's name and its content, to be read before the next.

    :raises CannotRun: if the file cannot be read.
    :raises tarfile.TarError: if it is no archive, or ends too early.
    """
    try:
        with tarfile.open(source, "r:") as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is None:
                    raise tarfile.ReadError(f"{member.name} is no file")
                yield member.name, content
    except OSError as error:
        raise CannotRun(f"{source} cannot be read: {error.strerror}.") from error


def _cut_off(source: Path, last: str) -> CannotRun:
    return CannotRun(
        f"{source} is not a whole backup: it is cut off or damaged behind {last}. "
        "Nothing was restored."
    )


def _hold_against(source: Path, found: dict[str, str], sums: str) -> None:
    """Refuse an archive whose members are not those that it lists."""
    listed = {name: digest for digest, name in LINE_OF_SUMS.findall(sums)} | {SUMS: found[SUMS]}
    wrong = [name for name in {**listed, **found} if listed.get(name) != found.get(name)]
    wrong += [name for name in (DUMP, MANIFEST) if name not in listed and name not in wrong]
    if not wrong:
        return
    more = f" and {len(wrong) - MOST_NAMED} more" if len(wrong) > MOST_NAMED else ""
    raise CannotRun(
        f"{source} is damaged: {', '.join(wrong[:MOST_NAMED])}{more} "
        f"is not what {SUMS} says. Nothing was restored."
    )


def _manifest_of(source: Path, text: bytes) -> Manifest:
    told = json.loads(text)
    if told.get("form") != FORM:
        raise CannotRun(f"{source} has a form that this version does not know: use a newer one.")
    return Manifest(**told)

"""Where the bytes of files lie: each content once, under its own digest, never half-written."""

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File
from django.core.files.storage import Storage

DIGEST = re.compile(r"[0-9a-f]{64}")
UNFINISHED = "unfinished"
OURS_ALONE = 0o700


class ContentAddressedStorage(Storage):
    """
    Keeps content under the hexadecimal SHA-256 digest of its bytes.

    A name asked for does not matter: ``save`` answers the digest, and the digest is the
    only name that opens anything. Content is written beside, made durable, then renamed,
    so that what has a name is whole. Nothing is deleted: others may share the content.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._root = root

    @property
    def root(self) -> Path:
        """The folder of the files; read when needed, so that tests may move it."""
        return self._root or Path(settings.FILES_ROOT)

    @property
    def _beside(self) -> Path:
        """The folder of what is not whole yet."""
        return self.root / UNFINISHED

    def path(self, name: str) -> str:
        """
        Return the place of a content in the file system.

        :raises SuspiciousFileOperation: if the name is no digest.
        """
        if not DIGEST.fullmatch(name):
            raise SuspiciousFileOperation(f"not a digest: {name!r}")
        return str(self.root / name[:2] / name[2:4] / name)

    def exists(self, name: str) -> bool:
        """Say whether this content is kept."""
        return Path(self.path(name)).is_file()

    def size(self, name: str) -> int:
        """Return how many bytes the content has."""
        return Path(self.path(name)).stat().st_size

    def save(
        self,
        name: str | None,  # noqa: ARG002  # Django hands one in
        content: IO[bytes],
        max_length: int | None = None,  # noqa: ARG002
    ) -> str:
        """Keep the content and return its digest, whatever name it came with."""
        return self._keep(content if isinstance(content, File) else File(content))

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        if mode != "rb":
            raise ValueError("what is kept is only ever read")
        return File(Path(self.path(name)).open("rb"))

    def _keep(self, content: "File[bytes]") -> str:
        with self._unfinished() as (unfinished, place):
            digest = hashlib.sha256()
            for chunk in content.chunks():
                digest.update(chunk)
                unfinished.write(chunk)
            unfinished.flush()
            os.fsync(unfinished.fileno())
            key = digest.hexdigest()
            if not self.exists(key):
                self._give_name(place, Path(self.path(key)))
        return key

    @contextlib.contextmanager
    def _unfinished(self) -> Generator[tuple[IO[bytes], Path]]:
        """Open a file that disappears unless it is given a name."""
        self._make(self._beside)
        with tempfile.NamedTemporaryFile(dir=self._beside, delete=False) as unfinished:
            place = Path(unfinished.name)
            try:
                yield unfinished, place
            finally:
                place.unlink(missing_ok=True)

    def shelter_temporary_files(self) -> None:
        """
        Let whatever this process writes for a moment lie here, uploads and tables as well.

        So what it leaves behind when it is killed is closed to other accounts and found again,
        and what finds room here finds room in the end.
        """
        self._make(self._beside)
        tempfile.tempdir = str(self._beside)

    def drop_unfinished(self, *, before: float) -> int:
        """
        Remove what was being written when a machine or a process died; return how many.

        :param before: seconds since 1970; what was touched later may still be written.
        """
        left = [path for path in self._beside.glob("*") if path.stat().st_mtime < before]
        for path in left:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return len(left)

    def _make(self, folder: Path) -> None:
        """Make a folder, and those between it and the root, for our own account alone."""
        if folder.is_dir():
            return
        if folder == self.root:
            folder.parent.mkdir(parents=True, exist_ok=True)
        else:
            self._make(folder.parent)
        folder.mkdir(mode=OURS_ALONE, exist_ok=True)

    def _give_name(self, place: Path, final: Path) -> None:
        """Let the content appear at once and for good: its name survives a power cut too."""
        self._make(final.parent)
        place.chmod(0o400)
        place.replace(final)
        for folder in (final.parent, final.parent.parent, self.root):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

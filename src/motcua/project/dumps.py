"""Write a database down and read it back in, by PostgreSQL's programs of the server's version."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from motcua.project import postgres
from motcua.project.archive import CHUNK
from motcua.project.cli.failures import CannotRun

# Who owns what and who may do what is not the dump's to say: the new place has its own roles.
PLAIN = ("--no-owner", "--no-privileges")
ENVIRONMENT = {
    "PGHOST": "HOST",
    "PGPORT": "PORT",
    "PGUSER": "USER",
    "PGPASSWORD": "PASSWORD",
    "PGDATABASE": "NAME",
}


def dumped(database: dict[str, Any], *, version: int, snapshot: str) -> Generator[bytes]:
    """
    Yield the dump of a database as one snapshot saw it; closed early, the program is stopped.

    :param database: as Django's settings describe it.
    :param version: the major version of its server.
    :raises CannotRun: if there is no ``pg_dump`` of that version, or it fails.
    """
    words = ("pg_dump", "--format=custom", f"--snapshot={snapshot}", *PLAIN)
    with _running(words, database, version) as process:
        assert process.stdout  # noqa: S101 - asked for above
        while chunk := process.stdout.read(CHUNK):
            yield chunk


def load(dump: IO[bytes], database: dict[str, Any], *, version: int) -> None:
    """
    Read a dump into an empty database: all of it, or nothing.

    :raises CannotRun: if there is no ``pg_restore`` of that version, or it fails.
    """
    words = ("pg_restore", "--single-transaction", f"--dbname={database['NAME']}", *PLAIN)
    with _running(words, database, version) as process:
        assert process.stdin  # noqa: S101 - asked for above
        try:
            shutil.copyfileobj(dump, process.stdin, CHUNK)
            process.stdin.close()
        except BrokenPipeError:
            """It ended early, and says why itself."""


def programs(version: int) -> Path:
    """
    Return where ``pg_dump`` and ``pg_restore`` of this very version stand.

    A newer one would do for dumping, but the older server reads neither its archive nor the
    words that it says to a server.

    :raises CannotRun: if there are none.
    """
    on_path = shutil.which("pg_dump")
    known = [
        postgres.wheel_binaries(),
        postgres.INSTALLED / str(version) / "bin",
        Path(on_path).parent if on_path else None,
    ]
    there = [place for place in known if place and (place / "pg_dump").exists()]
    for place in there:
        if postgres.major_version(place, "pg_dump") == version:
            return place
    raise CannotRun(
        f"There is no pg_dump of PostgreSQL {version}, which the server is: "
        f"install the package 'postgresql-client-{version}'."
    )


@contextmanager
def _running(
    words: tuple[str, ...], database: dict[str, Any], version: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Keep a program running over a database; its own words tell why it failed."""
    told = {name: database[key] for name, key in ENVIRONMENT.items() if database.get(key)}
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            [programs(version) / words[0], *words[1:]],
            env={**os.environ, **told},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
        ) as process,
    ):
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        if process.wait():
            said.seek(0)
            raise CannotRun(f"{words[0]} failed: {said.read().decode(errors='replace').strip()}")

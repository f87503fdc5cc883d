"""
Somebody who types commands, and places for his servers.

Pytest's own directories are closed to every other account.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from motcua.project import postgres
from motcua.project.cli.surroundings import DATABASE

STATED = {
    *("DATABASE_URL", "DATABASE_OWNER_URL"),
    *("SECRET_KEY", "RECEIPT_KEY", "FILES_ROOT", "TRAIL_ROOTS"),
}


@contextmanager
def open_directory() -> Iterator[Path]:
    """Make a directory that other accounts reach, with spaces and Vietnamese letters."""
    # Within what the run itself removes, also when it is interrupted.
    home = Path(os.environ["FILES_ROOT"]).parent
    root = Path(tempfile.mkdtemp(prefix="Một Cửa ", dir=home))
    root.chmod(0o755)
    try:
        yield root
    finally:
        for lock in root.rglob("postgres.lock"):
            postgres.forget_sockets(lock.with_suffix(""))
        shutil.rmtree(root)


class Terminal:
    """Somebody who types commands in a checkout of his own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        kept = {name: value for name, value in os.environ.items() if name not in STATED}
        path = os.pathsep.join(sys.path)
        self.environment = {
            **kept,
            "PYTHONPATH": path,
            "MOTCUA_HOME": str(home),
            "MOTCUA_DEMO_DOSSIERS": "5",
            "COLUMNS": "200",
        }

    def start(self, *words: str, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "motcua.project.cli", *words],
            env={**self.environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def types(self, *words: str, **more: str) -> tuple[int, str]:
        process = self.start(*words, **more)
        said, _nothing = process.communicate(timeout=300)
        return process.returncode, said

    @contextmanager
    def database(self, user: str) -> Iterator[psycopg.Connection]:
        with (
            postgres.running(self.home / "postgres", durable=False) as server,
            psycopg.connect(server.url(DATABASE, user=user), autocommit=True) as connection,
        ):
            yield connection


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_there(path: Path, *, seconds: float = 300) -> None:
    """Wait until a file is there."""
    deadline = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} does not appear"
        time.sleep(0.05)


def await_gone(path: Path, *, seconds: float = 300) -> None:
    """Wait until a file is removed, as a server removes its own when it has stopped."""
    deadline = time.monotonic() + seconds
    while path.exists():
        assert time.monotonic() < deadline, f"{path} is still there"
        time.sleep(0.05)


@pytest.fixture
def place() -> Iterator[Path]:
    """Offer such a directory to one test."""
    with open_directory() as root:
        yield root


@pytest.fixture(scope="module")
def lasting_place() -> Iterator[Path]:
    """Offer such a directory to all tests of a module."""
    with open_directory() as root:
        yield root

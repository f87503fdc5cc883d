"""Places for servers: pytest's own directories are closed to every other account."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from motcua.project import postgres


@contextmanager
def open_directory() -> Iterator[Path]:
    """Make a directory that other accounts reach, with spaces and Vietnamese letters."""
    root = Path(tempfile.mkdtemp(prefix="Một Cửa "))
    root.chmod(0o755)
    yield root
    for lock in root.rglob("postgres.lock"):
        postgres.forget_sockets(lock.with_suffix(""))
    shutil.rmtree(root)


def await_there(path: Path, *, seconds: float = 20) -> None:
    """Wait until a file is there."""
    deadline = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} does not appear"
        time.sleep(0.05)


def await_gone(path: Path, *, seconds: float = 20) -> None:
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

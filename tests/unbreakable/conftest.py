"""Places for servers of their own, as the tests of the command line have them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.project.tests.conftest import open_directory


@pytest.fixture
def place() -> Iterator[Path]:
    """Offer a directory that the server's account reaches."""
    with open_directory() as root:
        yield root

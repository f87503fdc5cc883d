"""What a test lets happen and takes back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def leaving_no_trace() -> Iterator[None]:
    """Take back at the end what was written: acts, sessions, and who read what."""
    before = transaction.savepoint()
    yield
    transaction.savepoint_rollback(before)

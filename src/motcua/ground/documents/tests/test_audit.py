"""Contents held against the rows that name them."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from pytest_django import Settings

from motcua.ground.documents import audit, writes
from motcua.ground.documents.examples import JPEG, NOW, PDF, inspected

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings: Settings, tmp_path: Path) -> str:
    """Return the digest of a file that two rows share, beside another."""
    settings.FILES_ROOT = tmp_path
    with transaction.atomic():
        stored = writes.store(inspected(), now=NOW)
        writes.store(inspected(), now=NOW)
        writes.store(inspected(JPEG, "anh.jpg"), now=NOW)
    return stored.digest


def test_a_content_is_held_once_against_its_digest(kept: str) -> None:
    contents = audit.contents()
    assert len(contents) == 2
    assert contents[kept] == len(PDF)
    assert all(audit.is_sound(digest) for digest in contents)
    assert b"".join(audit.sound_chunks(kept)) == PDF


def test_a_content_that_is_missing_or_altered_is_unsound(kept: str) -> None:
    place = Path(default_storage.path(kept))
    place.chmod(0o600)
    place.write_bytes(PDF + b" ")
    assert not audit.is_sound(kept)
    place.unlink()
    assert not audit.is_sound(kept)

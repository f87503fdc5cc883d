"""Bytes lie under their digest, whole or not at all."""

import hashlib
import os
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile
from pytest_django import Settings

from motcua.ground.documents import actions
from motcua.ground.documents.storage import UNFINISHED, ContentAddressedStorage

CONTENT = "Giấy chứng sinh".encode()
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def storage(tmp_path: Path) -> ContentAddressedStorage:
    return ContentAddressedStorage(tmp_path)


def kept(storage: ContentAddressedStorage) -> list[str]:
    """Name every file under the root, unfinished ones too."""
    return sorted(path.name for path in storage.root.rglob("*") if path.is_file())


def test_what_is_saved_is_found_by_its_digest(storage: ContentAddressedStorage) -> None:
    assert storage.save("any name", ContentFile(CONTENT)) == DIGEST
    with storage.open(DIGEST) as opened:
        assert opened.read() == CONTENT
    assert storage.exists(DIGEST)
    assert storage.size(DIGEST) == len(CONTENT)


def test_what_is_kept_is_closed_to_other_accounts(tmp_path: Path) -> None:
    storage = ContentAddressedStorage(tmp_path / "var" / "files")
    storage.save("any name", ContentFile(CONTENT))
    made = [storage.root, *storage.root.rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in made if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in made if path.is_file()} == {0o400}


def test_the_same_content_lies_there_once(storage: ContentAddressedStorage) -> None:
    storage.save("a", ContentFile(CONTENT))
    storage.save("b", ContentFile(CONTENT))
    assert kept(storage) == [DIGEST]


def test_what_breaks_off_leaves_nothing(storage: ContentAddressedStorage) -> None:
    def torn() -> Generator[bytes]:
        yield CONTENT
        raise ConnectionResetError

    upload = ContentFile(CONTENT)
    with patch.object(upload, "chunks", torn), pytest.raises(ConnectionResetError):
        storage.save("a", upload)
    assert kept(storage) == []
    assert (storage.root / UNFINISHED).is_dir()


def test_what_a_dead_process_left_goes_and_what_is_being_written_stays(
    storage: ContentAddressedStorage, settings: Settings
) -> None:
    settings.FILES_ROOT = storage.root
    storage.save("a", ContentFile(CONTENT))
    dead, alive, press = (storage.root / UNFINISHED / name for name in ("dead", "alive", "press"))
    press.mkdir()
    for left in (dead, alive, press / "picture"):
        left.write_bytes(CONTENT)
    yesterday = datetime.now(UTC) - timedelta(days=1)  # noqa: TID251 - the file system's time
    for left in (dead, press):
        os.utime(left, (yesterday.timestamp() - 60,) * 2)
    assert actions.drop_unfinished(before=yesterday) == 2
    assert kept(storage) == [DIGEST, "alive"]


def test_what_is_written_for_a_moment_lies_beside_and_is_ours_alone(
    storage: ContentAddressedStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", None)
    storage.shelter_temporary_files()
    with TemporaryUploadedFile("quet.pdf", "application/pdf", 0, None) as upload:
        assert Path(upload.temporary_file_path()).parent == storage.root / UNFINISHED
    assert (storage.root / UNFINISHED).stat().st_mode & 0o777 == 0o700


def test_what_is_kept_is_not_written_to(storage: ContentAddressedStorage) -> None:
    storage.save("a", ContentFile(CONTENT))
    assert Path(storage.path(DIGEST)).stat().st_mode & 0o222 == 0
    with pytest.raises(ValueError, match="only ever read"):
        storage.open(DIGEST, "wb")


@pytest.mark.parametrize("name", ["", "../secret", DIGEST.upper(), DIGEST + "\n", "a" * 63])
def test_only_a_digest_opens_anything(storage: ContentAddressedStorage, name: str) -> None:
    with pytest.raises(SuspiciousFileOperation):
        storage.open(name)
    with pytest.raises(SuspiciousFileOperation):
        storage.exists(name)

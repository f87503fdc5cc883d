"""The form of a backup: whole or named as not whole, and readable without us."""

import errno
import subprocess
import tarfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from motcua.project import archive
from motcua.project.archive import DUMP, FILES, MANIFEST, ROOTS, SUMS, Manifest, Writer
from motcua.project.cli.failures import CannotRun

OF = Manifest("2026-11-24T17:00:00+00:00", "0.1.0", 18, [], 1, 0, 3, 1, "", [])
CONTENTS = {DUMP: b"dump" * 5000, f"{FILES}{64 * 'a'}": b"file" * 700, ROOTS: b'{"root":1}\n'}
AFTER_FIRST_HEAD = 512

Change = Callable[[bytes], bytes]


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Return an archive as it is written."""
    path = tmp_path / "day.tar"
    with archive.written(path) as file:
        writer = Writer(file, at=0)
        for name, content in CONTENTS.items():
            writer.add(name, content)
        writer.finish(OF)
    return path


def check(path: Path) -> Manifest:
    return archive.checked(path, lambda _count: None)[0]


def names(place: Path) -> list[str]:
    return [path.name for path in place.iterdir()]


def rebuilt(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """Write the archive again by an ordinary tar, with its members changed."""
    with tarfile.open(path) as tar:
        held = {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]
    change(held)
    with tarfile.open(path, "w") as tar:
        for name, content in held.items():
            head = tarfile.TarInfo(name)
            head.size = len(content)
            tar.addfile(head, BytesIO(content))
    return path


def test_a_whole_archive_is_read_to_its_end(whole: Path) -> None:
    assert check(whole) == OF
    read = {name: content.read() for name, content in archive.members(whole)}
    assert {name: read[name] for name in CONTENTS} == CONTENTS
    assert list(read) == [*CONTENTS, MANIFEST, SUMS]


def test_it_is_for_our_account_alone_and_nothing_lies_beside_it(whole: Path) -> None:
    assert whole.stat().st_mode & 0o777 == 0o600
    assert names(whole.parent) == [whole.name]


def test_ordinary_programs_read_and_check_it(whole: Path) -> None:
    place = whole.parent
    subprocess.run(["/usr/bin/env", "tar", "-xf", whole], cwd=place, check=True)
    subprocess.run(["/usr/bin/env", "sha256sum", "--quiet", "--check", SUMS], cwd=place, check=True)


@pytest.mark.parametrize("name", [*CONTENTS, MANIFEST])
def test_a_flipped_byte_is_named(whole: Path, name: str) -> None:
    with tarfile.open(whole) as tar:
        place = tar.getmember(name).offset_data
    torn = bytearray(whole.read_bytes())
    torn[place] ^= 1
    whole.write_bytes(torn)
    with pytest.raises(CannotRun, match=f"is damaged: {name} is not what"):
        check(whole)


def test_any_flipped_byte_is_found(whole: Path) -> None:
    """Those apart of which nothing is read: what fills the blocks, and owners and times."""
    sound = whole.read_bytes()
    with tarfile.open(whole) as tar:
        told = [(each.offset_data, each.size) for each in tar]
    for start, size in told:
        for place in (*range(start, start + size, 499), start + size - 1):
            whole.write_bytes(sound[:place] + bytes([sound[place] ^ 64]) + sound[place + 1 :])
            with pytest.raises(CannotRun):
                check(whole)


def test_an_archive_cut_off_anywhere_is_no_backup(whole: Path) -> None:
    sound = whole.read_bytes()
    with tarfile.open(whole) as tar:
        *_others, last = tar
    for length in (*range(0, last.offset_data + last.size, 1000), last.offset_data):
        whole.write_bytes(sound[:length])
        with pytest.raises(CannotRun, match="not a whole backup: it is cut off or damaged behind"):
            check(whole)


@pytest.mark.parametrize("name", list(CONTENTS))
def test_a_missing_member_is_named(whole: Path, name: str) -> None:
    with pytest.raises(CannotRun, match=f"is damaged: {name} is not what"):
        check(rebuilt(whole, lambda held: held.pop(name)))


def test_a_foreign_member_is_named(whole: Path) -> None:
    with pytest.raises(CannotRun, match=r"is damaged: \.\./etc/passwd"):
        check(rebuilt(whole, lambda held: held.update({"../etc/passwd": b"x"})))


def test_an_archive_without_a_dump_is_none(whole: Path) -> None:
    def drop(held: dict[str, bytes]) -> None:
        del held[DUMP]
        lines = held[SUMS].splitlines(keepends=True)
        held[SUMS] = b"".join(line for line in lines if DUMP.encode() not in line)

    with pytest.raises(CannotRun, match=f"is damaged: {DUMP}"):
        check(rebuilt(whole, drop))


def test_another_kind_of_file_is_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8" * 4000)
    with pytest.raises(CannotRun, match="damaged behind its beginning"):
        check(path)


def test_a_form_of_later_days_is_left_to_later_versions(tmp_path: Path) -> None:
    path = tmp_path / "late.tar"
    with archive.written(path) as file:
        writer = Writer(file, at=0)
        writer.add(DUMP, b"dump")
        writer.finish(replace(OF, form=2))
    with pytest.raises(CannotRun, match="a form that this version does not know"):
        check(path)


def test_a_member_that_fails_is_forgotten_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "day.tar"
    with archive.written(path) as file:
        writer = Writer(file, at=0)
        writer.add(DUMP, b"dump")
        with suppress(ZeroDivisionError), writer.member(ROOTS) as member:
            member.write(b"x" * 4000)
            raise ZeroDivisionError
        writer.finish(OF)
    assert [name for name, _content in archive.members(path)] == [DUMP, MANIFEST, SUMS]
    assert check(path) == OF


def test_nothing_is_overwritten(whole: Path) -> None:
    before = whole.read_bytes()
    with pytest.raises(CannotRun, match="is there already"), archive.written(whole):
        pytest.fail("it must not begin")
    assert whole.read_bytes() == before


def test_nor_is_what_appears_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "day.tar"
    with pytest.raises(CannotRun, match="has appeared"), archive.written(path):
        path.write_bytes(b"somebody else's")
    assert path.read_bytes() == b"somebody else's"
    assert names(tmp_path) == ["day.tar"]


def test_a_stick_without_links_takes_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_self: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    with archive.written(tmp_path / "day.tar") as file:
        file.write(b"ours")
    assert names(tmp_path) == ["day.tar"]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(CannotRun, match="could not be written: No such file"),
        archive.written(tmp_path / "nowhere" / "day.tar"),
    ):
        pytest.fail("it must not begin")

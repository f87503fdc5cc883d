"""A full disk: everybody is told, nothing is half there, nothing that was promised is lost."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from motcua.ground.access import doors
from motcua.ground.access.rules import DiskFull
from motcua.ground.documents.examples import PDF
from motcua.ground.documents.models import Slip, StoredFile
from motcua.ground.kernel.dates import LOCAL
from motcua.ground.trail import actions as trail
from motcua.ground.trail import audit, queries, rootfile
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers import queries as dossiers
from motcua.onestop.dossiers.actions import counter, desk
from motcua.onestop.dossiers.examples import MORNING, copy_life, copy_matter, draft, key
from motcua.onestop.dossiers.models import Dossier, DossierFile, Export, Reading
from motcua.onestop.dossiers.tests.pages import REASON, Browser
from motcua.project import postgres
from motcua.project.chores import backup
from motcua.project.chores.trail import verify
from motcua.project.cli.failures import CANNOT_RUN, CannotRun, told_plainly
from motcua.project.postgres import SUPERUSER
from motcua.project.tests.conftest import Terminal

FILLER = "filler"
SCAN = PDF + bytes(3000)


class Disk:
    """A small disk of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def fill(self) -> None:
        """Write until there is no room left."""
        with (self.root / FILLER).open("ab", buffering=0) as filler, suppress(OSError):
            while True:
                filler.write(bytes(4096))

    def empty(self) -> None:
        (self.root / FILLER).unlink()

    def names(self) -> list[str]:
        """Return what lies on it, but for what fills it."""
        files = [path for path in self.root.rglob("*") if path.is_file()]
        return sorted(path.name for path in files if path.name != FILLER)


@contextmanager
def mounted(root: Path, megabytes: int) -> Iterator[Disk]:
    """Mount a disk, where this account and this machine allow it."""
    size = f"size={megabytes}m,mode=755"
    done = subprocess.run(  # noqa: S603 - our own command
        ["/usr/bin/env", "mount", "-t", "tmpfs", "-o", size, "tmpfs", root],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"No small disk can be mounted here: {done.stderr.strip()}")
    try:
        yield Disk(root)
    finally:
        subprocess.run(["/usr/bin/env", "umount", root], check=True)  # noqa: S603 - and this


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with mounted(tmp_path, 1) as disk:
        yield disk


@pytest.mark.django_db
class TestFiles:
    @pytest.fixture(autouse=True)
    def on_disk(self, disk: Disk, settings: Settings) -> None:
        settings.FILES_ROOT = disk.root / "files"

    def test_a_scan_is_refused_and_leaves_nothing(self, disk: Disk) -> None:
        cast = examples.province()
        life = copy_life(cast)
        paper = dossiers.papers(life.dossier)[0].pk
        scan = doors.acts(desk.scan_paper)

        def hang() -> None:
            scan(
                actor=cast.ward_receiver,
                form_key=key(),
                code=life.dossier.code,
                paper_id=paper,
                scan=draft(SCAN),
                now=MORNING,
            )

        disk.fill()
        with pytest.raises(DiskFull):
            hang()
        assert disk.names() == []
        assert not StoredFile.objects.exists()
        assert Event.objects.count() == 1
        disk.empty()
        hang()
        assert DossierFile.objects.get().stored.size == len(SCAN)

    def test_a_receipt_is_printed_once_there_is_room(self, disk: Disk, browser: Browser) -> None:
        cast = examples.province()
        life = copy_life(cast)
        desk = browser.of(cast.ward_receiver, at=MORNING)
        address = f"/ho-so/{life.dossier.code}/giay-tiep-nhan/"
        disk.fill()
        page = desk.get(address, status=507)
        assert "Máy chủ hết chỗ lưu" in page
        assert "những gì đã lưu còn nguyên" in page
        assert not Slip.objects.exists()
        disk.empty()
        assert desk.file(address).startswith(b"%PDF")

    def test_a_list_leaves_whole_or_not_at_all(
        self, disk: Disk, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(disk.root))
        cast = examples.province()
        life = copy_life(cast)
        desk, address = browser.of(cast.ward_receiver, at=MORNING), "/xuat-bang/tim-ho-so/?q=uyen"
        disk.fill()
        page = desk.post(address, 507, kind="csv", reason=REASON)
        assert "Máy chủ hết chỗ lưu" in page
        assert not Export.objects.exists()
        assert not Reading.objects.exists()
        assert disk.names() == []
        disk.empty()
        assert life.dossier.code.encode() in desk.exported(address)
        assert Export.objects.get().rows == 1


@pytest.mark.django_db(transaction=True)
class TestOutside:
    """What is written outside of the database by commands and at night."""

    def test_a_root_is_filed_once_there_is_room(
        self, disk: Disk, settings: Settings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings.TRAIL_ROOTS = disk.root / "roots.jsonl"
        copy_life(examples.province())
        disk.fill()
        with pytest.raises(SystemExit) as ended, told_plainly():
            trail.make_root()
        assert ended.value.code == CANNOT_RUN
        assert "The disk says no: No space left on device" in capsys.readouterr().err
        disk.empty()
        trail.make_root()
        assert [each.root.number for each in rootfile.roots()] == [1, 2]
        assert audit.against_file() == []

    def test_a_backup_that_finds_no_room_leaves_nothing(self, disk: Disk) -> None:
        copy_life(examples.province())
        disk.fill()
        with pytest.raises(CannotRun, match=r"No space left on device\. Nothing of it was kept"):
            backup.back_up(disk.root / "day.tar")
        assert disk.names() == []


def until_refused(act: Callable[[], None]) -> None:
    for _time in range(2000):
        act()


@pytest.mark.long
class TestDatabase:
    """The database's own disk, with fsync, as an office has it."""

    @pytest.fixture
    def server(self, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Disk]:
        root = Path(f"/tmp/motcua-disk-{os.getpid()}")  # noqa: S108 - which the server's account reaches
        root.mkdir(mode=0o755)
        described = connections.settings["default"]
        before = {name: described[name] for name in ("NAME", "HOST", "USER")}
        try:
            with mounted(root, 160) as disk, postgres.running(root / "postgres") as server:
                described.update(NAME="postgres", HOST=str(server.sockets), USER=SUPERUSER)
                with django_db_blocker.unblock():
                    connection.close()
                    yield disk
                    connection.close()
        finally:
            described.update(before)
            root.rmdir()

    def test_what_was_acknowledged_is_there(self, server: Disk, settings: Settings) -> None:
        settings.TRAIL_ROOTS = server.root / "roots.jsonl"
        call_command("migrate", verbosity=0)
        cast = examples.province()
        receive = doors.acts(counter.receive)
        promised: list[str] = []

        def one() -> None:
            now = datetime.now(LOCAL)  # noqa: TID251 - what is of another time stands out
            done = receive(
                actor=cast.ward_receiver,
                form_key=key(),
                intake=copy_matter(cast),
                is_lack_accepted=True,
                now=now,
            )
            promised.append(done.code)

        one()
        server.fill()
        with pytest.raises(DiskFull):
            until_refused(one)
        server.empty()
        one()
        assert sorted(promised) == sorted(Dossier.objects.values_list("code", flat=True))
        assert len(promised) == Event.objects.count()
        assert not queries.verify()
        assert verify() == 0


@pytest.mark.long
class TestStart:
    """A start for which there is no room: a sentence, and the next one is whole."""

    @pytest.fixture
    def small(self) -> Iterator[Disk]:
        root = Path(f"/tmp/motcua-start-{os.getpid()}")  # noqa: S108 - which the server's account reaches
        root.mkdir(mode=0o755)
        try:
            with mounted(root, 160) as disk:
                yield disk
        finally:
            root.rmdir()

    def test_the_first_ever(self, small: Disk) -> None:
        terminal = Terminal(small.root / "var")
        small.fill()
        code, said = terminal.types("migrate")
        assert code == CANNOT_RUN
        assert "No space left on device" in said
        assert "Traceback" not in said
        small.empty()
        assert terminal.types("migrate")[0] == 0

    def test_one_of_a_house_that_stands(self, small: Disk) -> None:
        terminal = Terminal(small.root / "var")
        assert terminal.types("migrate")[0] == 0
        small.fill()
        code, said = terminal.types("trail", "verify")
        small.empty()
        assert "Traceback" not in said
        assert code in {0, CANNOT_RUN}
        assert terminal.types("trail", "verify")[0] == 0

"""Backups of a real database: taken while everybody works, put back whole, and refused aloud."""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event as Signal

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg.sql import SQL, Identifier
from pytest_django import Settings

from motcua.ground.agencies import examples as agencies
from motcua.ground.documents import audit
from motcua.ground.documents.examples import PDF
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.dates import LOCAL
from motcua.ground.trail import actions as roots
from motcua.ground.trail import queries as trail
from motcua.ground.trail import rootfile
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast, Life, copy_matter, received
from motcua.onestop.dossiers.models import DossierFile
from motcua.project import archive
from motcua.project.chores import backup, restore
from motcua.project.chores.database import let_in
from motcua.project.cli.failures import FOUND_WRONG, CannotRun
from motcua.project.health import pending_migrations
from tests.at_once.conftest import APPLICATION, CLONE, WORKER, address, execute, working_in

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

OWNER = "postgres"
EMPTY = f"empty_{WORKER}"
RECEIVERS = 3


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path: Path) -> Path:
    """Keep files and roots of each test apart."""
    move_to(settings, tmp_path / "old")
    return tmp_path


@pytest.fixture
def empty(cast: Cast) -> Iterator[str]:
    """Offer an empty database beside the clone."""
    execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(EMPTY)))
    yield EMPTY
    execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(EMPTY)))


def move_to(settings: Settings, home: Path) -> None:
    settings.FILES_ROOT = home / "files"
    settings.TRAIL_ROOTS = home / "roots.jsonl"


@contextmanager
def owning(name: str) -> Iterator[None]:
    """Work in a database as its owner."""
    connection.close()
    with working_in(name, role=OWNER):
        yield


def back_up(destination: Path) -> int:
    """Take a backup of the clone."""
    with owning(CLONE):
        return backup.back_up(destination)


def put_back(source: Path, name: str = EMPTY) -> int:
    """Restore into a database, for the application of the tests."""
    with owning(name):
        return restore.restore(source, address(name, role=APPLICATION))


def rows(name: str) -> dict[str, object]:
    """Return, of each table, how many rows it has and a digest over all of them."""
    with psycopg.connect(address(name)) as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        told = SQL("SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {} AS t")
        return {
            table: owner.execute(told.format(Identifier(table))).fetchone()
            for (table,) in tables.fetchall()
        }


def contents() -> dict[str, bytes]:
    return {digest: b"".join(audit.sound_chunks(digest)) for digest in audit.contents()}


def now() -> datetime:
    return datetime.now(LOCAL)  # noqa: TID251 - what is of another time stands out in the trail


def receive_and_scan(cast: Cast, receiver: Actor, scan: str) -> None:
    life = Life(received(receiver, copy_matter(cast), now=now()), now())
    life.scan(receiver, PDF + scan.encode())


def a_days_work(cast: Cast) -> None:
    for scan in ("first", "second", "first"):
        receive_and_scan(cast, cast.ward_receiver, scan)
    roots.make_root()


def test_what_is_put_back_is_what_was_kept(
    cast: Cast, empty: str, place: Path, settings: Settings
) -> None:
    a_days_work(cast)
    before, files_before, roots_before = rows(CLONE), contents(), rootfile.place().read_text()
    assert back_up(place / "day.tar") == 0
    move_to(settings, place / "new")
    assert put_back(place / "day.tar") == 0
    after = rows(EMPTY)
    assert {name for name in before if before[name] != after[name]} == {"trail_ledger"}
    with working_in(EMPTY, role=APPLICATION):
        assert trail.epoch() == 2
        assert contents() == files_before
        assert rootfile.place().read_text().startswith(roots_before)
        a_days_work(cast)
        assert not trail.verify()


def test_what_is_taken_while_receivers_act_is_of_one_moment(
    cast: Cast, empty: str, place: Path, settings: Settings
) -> None:
    over = Signal()
    seats = [
        agencies.seat(cast.house.ward, PostKind.RECEIVER, f"Người {number}")
        for number in range(RECEIVERS)
    ]

    def shift(receiver: Actor) -> int:
        done = 0
        while not over.is_set():
            receive_and_scan(cast, receiver, f"{receiver.name} {done}")
            done += 1
        connection.close()
        return done

    with ThreadPoolExecutor(RECEIVERS) as pool:
        shifts = [pool.submit(shift, examples.actor(tenure)) for tenure in seats]
        while Event.objects.count() < 2 * RECEIVERS:
            """They have begun."""
        code = typed_backup(place / "day.tar")
        at_the_end = Event.objects.count()
        over.set()
        assert all(each.result() for each in shifts)
    assert code == 0
    manifest, _seal = archive.checked(place / "day.tar", lambda _count: None)
    assert 2 * RECEIVERS <= manifest.events < at_the_end, "they went on meanwhile"
    move_to(settings, place / "new")
    assert put_back(place / "day.tar") == 0
    with working_in(EMPTY, role=APPLICATION):
        assert Event.objects.count() == manifest.events
        assert len(contents()) == manifest.files == DossierFile.objects.count()


def typed_backup(destination: Path) -> int:
    """Type the command, as the owner, in a process of its own."""
    environment = {
        **os.environ,
        "DATABASE_URL": address(CLONE),
        "DATABASE_OWNER_URL": address(CLONE),
        "FILES_ROOT": str(destination.parent / "old" / "files"),
        "TRAIL_ROOTS": str(destination.parent / "old" / "roots.jsonl"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "motcua.project.cli", "backup", str(destination)]
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603


def test_a_file_that_was_lost_already_is_named_and_the_rest_is_kept(
    cast: Cast, empty: str, place: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    a_days_work(cast)
    lost, damaged = list(audit.contents())
    path = place / "old" / "files"
    (path / lost[:2] / lost[2:4] / lost).unlink()
    there = path / damaged[:2] / damaged[2:4] / damaged
    there.chmod(0o600)
    there.write_bytes(b"%PDF-1.7 altered")
    assert back_up(place / "day.tar") == FOUND_WRONG
    assert archive.checked(place / "day.tar", lambda _count: None)[0].unsound == [lost, damaged]
    move_to(settings, place / "new")
    assert put_back(place / "day.tar") == FOUND_WRONG
    said = capsys.readouterr().out
    assert said.count(lost) == said.count(damaged) == 2


def test_files_and_roots_that_survived_are_kept(cast: Cast, empty: str, place: Path) -> None:
    """The database's disk died, the files' did not; and some time is lost."""
    a_days_work(cast)
    assert back_up(place / "day.tar") == 0
    a_days_work(cast)
    lost_time, kept = rootfile.place().read_text(), rootfile.place().stat().st_ino
    assert put_back(place / "day.tar") == 0
    assert rootfile.place().stat().st_ino == kept
    assert rootfile.place().read_text().startswith(lost_time)
    assert '"restored":2' in rootfile.place().read_text().removeprefix(lost_time)


def test_a_database_in_use_is_refused(cast: Cast, place: Path) -> None:
    a_days_work(cast)
    assert back_up(place / "day.tar") == 0
    shutil.rmtree(place / "old")
    before = rows(CLONE)
    with pytest.raises(CannotRun, match="is not empty"):
        put_back(place / "day.tar", CLONE)
    assert rows(CLONE) == before
    assert not (place / "old").exists()


def test_a_damaged_archive_touches_nothing(cast: Cast, empty: str, place: Path) -> None:
    a_days_work(cast)
    path = place / "day.tar"
    assert back_up(path) == 0
    shutil.rmtree(place / "old")
    with tarfile.open(path) as tar:
        name, middle = next(
            (each.name, each.offset_data + each.size // 2)
            for each in tar
            if each.name.startswith(archive.FILES)
        )
    torn = bytearray(path.read_bytes())
    torn[middle] ^= 1
    path.write_bytes(torn)
    with pytest.raises(CannotRun, match=name):
        put_back(path)
    assert rows(EMPTY) == {}
    assert not (place / "old").exists()


def test_an_archive_of_an_older_version_is_brought_to_this_one(
    cast: Cast, empty: str, place: Path
) -> None:
    with owning(CLONE):
        call_command("migrate", "payments", "0001", verbosity=0)
    assert back_up(place / "day.tar") == 0
    assert put_back(place / "day.tar") == 0
    with owning(EMPTY):
        assert pending_migrations() == []


def test_an_archive_of_a_newer_version_is_refused(cast: Cast, empty: str, place: Path) -> None:
    with psycopg.connect(address(CLONE), autocommit=True) as owner:
        owner.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('trail', '0999_of_later_days', now())"
        )
    assert back_up(place / "day.tar") == 0
    with pytest.raises(CannotRun, match=r"newer version .* trail\.0999_of_later_days"):
        put_back(place / "day.tar")
    assert rows(EMPTY) == {}


def test_an_archive_of_a_newer_server_is_refused(
    cast: Cast, empty: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert back_up(place / "day.tar") == 0
    monkeypatch.setattr(restore, "server_version", lambda: 14)
    with pytest.raises(CannotRun, match="the server here is older, 14"):
        put_back(place / "day.tar")
    assert rows(EMPTY) == {}


def test_another_receipt_key_is_told(
    cast: Cast, empty: str, place: Path, settings: Settings
) -> None:
    assert back_up(place / "day.tar") == 0
    settings.RECEIPT_KEY = "another" * 9
    assert put_back(place / "day.tar") == FOUND_WRONG


def test_the_application_has_its_rights_only_once_all_is_done(
    cast: Cast, empty: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is killed in the middle leaves a database that nobody can work in."""

    def killed() -> None:
        raise KeyboardInterrupt

    assert back_up(place / "day.tar") == 0
    monkeypatch.setattr(roots, "begin_epoch", killed)
    with pytest.raises(KeyboardInterrupt):
        put_back(place / "day.tar")
    with (
        psycopg.connect(address(EMPTY, role=APPLICATION)) as application,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        application.execute("SELECT FROM django_migrations")
    with owning(EMPTY):
        let_in(address(EMPTY, role=APPLICATION))

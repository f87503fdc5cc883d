"""The command line as scripts meet it: exit codes, sentences, and what stays behind."""

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path

import psycopg
import pytest

from motcua.project import postgres
from motcua.project.cli.surroundings import APPLICATION, OWNER
from motcua.project.tests.conftest import Terminal, await_gone, await_there, free_port

pytestmark = pytest.mark.long


@pytest.fixture
def terminal(place: Path) -> Terminal:
    """Return somebody who has not started anything yet."""
    return Terminal(place / "var")


@pytest.fixture(scope="module")
def settled(lasting_place: Path) -> Terminal:
    """Return somebody whose database is migrated, and marked as a demonstration."""
    terminal = Terminal(lasting_place / "var")
    assert terminal.types("migrate", "--demo")[0] == 0
    return terminal


def test_help_shows_the_groups(terminal: Terminal) -> None:
    code, said = terminal.types("--help")
    assert code == 0
    for group in ("Start here", "Serving", "Keeping", "Demonstration", "Exit codes"):
        assert group in said


def test_wrong_usage_is_2(terminal: Terminal) -> None:
    assert terminal.types("serv")[0] == 2


@pytest.mark.parametrize("command", ["run", "serve"])
def test_a_port_in_use_is_a_sentence(terminal: Terminal, command: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = terminal.types(command, "--port", str(port))
    assert code == 3
    assert f"Port {port}" in said
    assert f"make run PORT={port + 1}" in said
    assert not terminal.home.exists()


def test_a_missing_setting_is_a_sentence(terminal: Terminal) -> None:
    code, said = terminal.types("migrate", DATABASE_URL="postgresql:///nowhere")
    assert code == 3
    assert "SECRET_KEY is not set" in said


def test_a_database_out_of_reach_is_a_sentence(terminal: Terminal) -> None:
    keys = {"SECRET_KEY": "a", "RECEIPT_KEY": "b", "DATABASE_POOL": "0"}
    code, said = terminal.types("migrate", DATABASE_URL="postgresql://127.0.0.1:1/nowhere", **keys)
    assert code == 3
    assert "The database says no" in said


def test_a_place_without_tables_says_what_makes_them(terminal: Terminal) -> None:
    code, said = terminal.types("init", str(terminal.home), "--check")
    assert code == 3
    assert said.strip() == "The database has no tables yet: run 'motcua migrate' first."


def test_sample_tables_need_no_database(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.types("init", str(tmp_path), "--sample")[0] == 0
    assert (tmp_path / "co-quan.csv").exists()
    assert not terminal.home.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has an account besides its own")
def test_a_place_that_the_servers_account_cannot_enter(terminal: Terminal) -> None:
    terminal.home.mkdir(mode=0o700)
    code, said = terminal.types("migrate")
    assert code == 3
    assert "chmod a+rx" in said


def test_secrets_are_made_once_and_kept_from_others(settled: Terminal) -> None:
    path = settled.home / "secrets.env"
    before = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert {line.split("=")[0] for line in before.splitlines()} == {"SECRET_KEY", "RECEIPT_KEY"}
    assert settled.types("migrate", "--demo")[0] == 0
    assert path.read_text() == before


def test_the_application_may_not_change_what_happened(settled: Terminal) -> None:
    with settled.database(APPLICATION) as connection:
        connection.execute("SELECT count(*) FROM trail_event")
        connection.execute("DELETE FROM access_throttle")
        for statement in (
            "UPDATE trail_event SET body = ''",
            "DELETE FROM trail_event",
            "TRUNCATE trail_event",
            "UPDATE trail_head SET sequence = 0",
            "UPDATE trail_ledger SET is_demo = false",
            "DELETE FROM django_migrations",
            "DELETE FROM dossiers_dossier",
            "DELETE FROM dossiers_party",
            "DELETE FROM access_user",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_a_restore_begins_a_new_epoch(settled: Terminal) -> None:
    with settled.database(postgres.SUPERUSER) as connection:
        before = connection.execute("SELECT epoch FROM trail_ledger").fetchone()
        assert settled.types("trail", "restored")[0] == 0
        after = connection.execute("SELECT epoch FROM trail_ledger").fetchone()
    assert before
    assert after == (before[0] + 1,)


def test_a_sound_trail_is_0_and_a_planted_event_is_1(settled: Terminal) -> None:
    assert settled.types("trail", "verify")[0] == 0
    with settled.database(postgres.SUPERUSER) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO trail_head (subject_kind, subject_id, sequence, digest, moved_at)"
            " VALUES ('dossier', 'vanished', 3, '', now())"
        )
    code, said = settled.types("trail", "verify")
    with settled.database(postgres.SUPERUSER) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("DELETE FROM trail_head WHERE subject_id = 'vanished'")
    assert code == 1
    assert "vanished" in said


def test_a_cut_tail_is_told_by_the_roots_outside_the_database(settled: Terminal) -> None:
    code, said = settled.types("trail", "root")
    assert (code, said.startswith("Root ")) == (0, True)
    whole = settled.types("trail", "verify")
    assert (whole[0], "The file vouches for all until" in whole[1]) == (0, True)
    file = settled.home / "roots.jsonl"
    kept = file.read_text()
    file.unlink()
    code, said = settled.types("trail", "verify")
    file.write_text(kept)
    assert code == 1
    assert "root_not_filed" in said


def test_a_backup_is_put_back_into_an_empty_place(settled: Terminal, terminal: Terminal) -> None:
    kept = str(terminal.home.parent / "day.tar")
    assert settled.types("backup", kept)[0] == 0
    code, said = settled.types("backup", kept)
    assert (code, "nothing is overwritten" in said) == (3, True)
    code, said = settled.types("restore", kept)
    assert (code, "is not empty" in said) == (3, True)
    terminal.home.mkdir()
    shutil.copy(settled.home / "secrets.env", terminal.home)
    code, said = terminal.types("restore", kept)
    assert (code, "Restored: the office as it stood at" in said) == (0, True)
    assert terminal.types("files", "verify")[0] == 0
    asked = "SELECT epoch FROM trail_ledger WHERE is_demo"
    with settled.database(APPLICATION) as old, terminal.database(APPLICATION) as new:
        (before,), (after,) = old.execute(asked).fetchall()[0], new.execute(asked).fetchall()[0]
    assert after == before + 1


def test_somebody_elses_database_is_left_alone(terminal: Terminal) -> None:
    assert terminal.types("manage", "check")[0] == 0
    with terminal.database(OWNER) as connection:
        connection.execute("CREATE TABLE invoices ()")
    code, said = terminal.types("migrate", "--demo")
    assert code == 3
    assert "invoices" in said
    with terminal.database(OWNER) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchall() == [("invoices",)]


def test_a_database_in_use_becomes_no_demonstration(terminal: Terminal) -> None:
    assert terminal.types("migrate")[0] == 0
    assert "not marked as a demonstration" in terminal.types("demo")[1]
    with terminal.database(OWNER) as connection:
        connection.execute(
            "INSERT INTO access_user (username, full_name, email, is_active, password, language)"
            " VALUES ('an', 'An', '', true, '', '')"
        )
    code, said = terminal.types("migrate", "--demo")
    assert code == 3
    assert "neither" not in said
    assert "in use and no demonstration" in said


def test_a_second_command_uses_the_server_that_the_first_keeps(settled: Terminal) -> None:
    with settled.database(OWNER):
        assert settled.types("trail", "verify")[0] == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_stops_when_asked_to(settled: Terminal, number: signal.Signals) -> None:
    process = settled.start("worker", LOG_LEVEL="INFO")
    assert process.stdout
    while "Starting worker" not in (line := process.stdout.readline()):
        assert line, "the worker ended by itself"
    process.send_signal(number)
    process.communicate(timeout=300)
    assert process.returncode == 0
    assert not (settled.home / "postgres" / "postmaster.pid").exists()


def await_line(process: subprocess.Popen[str], words: str) -> None:
    """Read what a command says until it says these words."""
    assert process.stdout
    said = ""
    while words not in said:
        line = process.stdout.readline()
        assert line, said
        said += line


def test_run_brings_all_up_and_takes_all_down(settled: Terminal) -> None:
    port = free_port()
    process = settled.start("run", "--port", str(port))
    await_line(process, "Ctrl-C stops everything")
    code, said = settled.types("run", "--port", str(free_port()))
    assert code == 3
    assert "in use by another run" in said
    process.send_signal(signal.SIGINT)
    rest, _nothing = process.communicate(timeout=300)
    assert process.returncode == 0
    assert "Everything is stopped" in rest
    assert not (settled.home / "postgres" / "postmaster.pid").exists()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_a_run_whose_database_is_killed_stops_and_says_so(settled: Terminal) -> None:
    port = free_port()
    process = settled.start("run", "--port", str(port))
    await_line(process, "Ctrl-C stops everything")
    pid_file = settled.home / "postgres" / "postmaster.pid"
    os.kill(int(pid_file.read_text().splitlines()[0]), signal.SIGKILL)
    rest, _nothing = process.communicate(timeout=300)
    assert process.returncode == 3
    assert "The database ended by itself" in rest
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    assert settled.types("trail", "verify")[0] == 0


def test_a_killed_run_leaves_nothing_behind(settled: Terminal) -> None:
    process = settled.start("worker")
    pid_file = settled.home / "postgres" / "postmaster.pid"
    await_there(pid_file)
    process.kill()
    process.communicate(timeout=300)
    await_gone(pid_file)
    assert settled.types("trail", "verify")[0] == 0


def test_a_simulation_is_played_and_leaves_a_sound_trail(settled: Terminal) -> None:
    days = ("--from", "13/04/2015", "--to", "2015-04-17")
    code, said = settled.types("simulate", "--dossiers", "6", *days, "--random-seed", "1")
    assert code == 0
    assert "6 dossiers were received" in said
    assert "Working on 6 dossiers: " in said
    with settled.database(APPLICATION) as connection:
        waiting = "SELECT count(*) FROM notifications_message WHERE status = 'queued'"
        assert connection.execute(waiting).fetchone() == (0,)
    assert settled.types("trail", "verify")[0] == 0


def test_a_simulation_needs_days_in_their_order(settled: Terminal) -> None:
    days = ("--from", "17/04/2015", "--to", "13/04/2015")
    code, said = settled.types("simulate", "--dossiers", "1", *days)
    assert code == 3
    assert "17/04/2015 lies after 13/04/2015" in said


def test_a_simulation_refuses_what_is_no_demonstration(terminal: Terminal) -> None:
    assert terminal.types("migrate")[0] == 0
    days = ("--from", "13/04/2015", "--to", "17/04/2015")
    code, said = terminal.types("simulate", "--dossiers", "1", *days)
    assert code == 3
    assert "is not marked as a demonstration" in said

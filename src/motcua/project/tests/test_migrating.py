"""A migration that is killed in the middle: nothing is served meanwhile, and it is done again."""

import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from django.db import connection

from motcua.project import postgres
from motcua.project.chores import database
from motcua.project.chores.database import MIGRATING
from motcua.project.cli import surroundings
from motcua.project.cli.failures import CannotRun
from motcua.project.cli.surroundings import APPLICATION, DATABASE
from motcua.project.tests.conftest import Terminal, free_port

# Early: before the tables of the trail, by which we know our own database.
DONE_BEFORE = 5
SECONDS = 300
WAITING = """
    SELECT EXISTS (
        SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ^@ 'INSERT'
    )
"""

WAITING_FOR_ITS_TURN = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)
"""


@pytest.fixture
def server(place: Path) -> Iterator[postgres.Server]:
    """Keep the database up by itself, so that a killed command does not take it down."""
    with postgres.running(place / "var" / "postgres", durable=False) as server:
        surroundings._create_database(server)
        yield server


def await_true(owner: psycopg.Connection, question: LiteralString, *facts: int) -> None:
    deadline = time.monotonic() + SECONDS
    while owner.execute(question, facts).fetchone() != (True,):
        assert time.monotonic() < deadline, question
        time.sleep(0.01)


def killed_in_the_middle(terminal: Terminal, server: postgres.Server) -> int:
    """Kill a migration that has made its tables but not said so; return how many are done."""
    address = server.url(DATABASE)
    with (
        terminal.start("migrate") as migrating,
        psycopg.connect(address, autocommit=True) as owner,
        psycopg.connect(address, autocommit=True) as holding,
    ):
        await_true(owner, "SELECT to_regclass('django_migrations') IS NOT NULL")
        await_true(owner, "SELECT count(*) >= %s FROM django_migrations", DONE_BEFORE)
        with holding.transaction():
            holding.execute("LOCK TABLE django_migrations IN EXCLUSIVE MODE")
            await_true(owner, WAITING)
            migrating.kill()
            migrating.wait(SECONDS)
        return migrations(owner)


def migrations(connection: psycopg.Connection) -> int:
    told = connection.execute("SELECT count(*) FROM django_migrations").fetchone()
    assert told
    return int(told[0])


def readiness(terminal: Terminal) -> tuple[int, str]:
    """Serve, and return what is said of whether one may."""
    port = free_port()
    with terminal.start("serve", "--port", str(port)) as serving:
        await_answer(port)
        connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        said = answer.status, answer.read().decode()
        connection.close()
        serving.send_signal(signal.SIGINT)
        serving.wait(SECONDS)
    return said


def await_answer(port: int) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        with closing(socket.socket()) as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        assert time.monotonic() < deadline, "the server does not answer"
        time.sleep(0.05)


def test_of_two_at_once_the_second_waits_for_the_first(
    place: Path, server: postgres.Server
) -> None:
    terminal = Terminal(place / "var")
    with psycopg.connect(server.url(DATABASE), autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        with terminal.start("migrate") as second:
            await_true(other, WAITING_FOR_ITS_TURN)
            assert not migrations_begun(other)
            second.kill()


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_for_another_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", "50ms")
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        with pytest.raises(CannotRun, match="'motcua migrate' is at work"), database.alone():
            """It is not let in."""


def migrations_begun(connection: psycopg.Connection) -> bool:
    told = connection.execute("SELECT to_regclass('django_migrations') IS NOT NULL").fetchone()
    return bool(told and told[0])


@pytest.mark.long
def test_it_is_done_again_and_nothing_is_served_meanwhile(
    place: Path, server: postgres.Server
) -> None:
    terminal = Terminal(place / "var")
    done = killed_in_the_middle(terminal, server)
    assert done >= DONE_BEFORE
    code, said = readiness(terminal)
    assert code == 503
    assert f'role "{APPLICATION}" does not exist' in said, "it is let in last"
    assert terminal.types("migrate")[0] == 0
    assert readiness(terminal) == (200, "ready\nwarning: worker: none is running\n")
    assert terminal.types("trail", "verify")[0] == 0
    with psycopg.connect(server.url(DATABASE, user=APPLICATION)) as application:
        assert migrations(application) > done

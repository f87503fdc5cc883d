"""
Dozens of kills at moments of chance: of the web server, the worker and PostgreSQL, under work.

A long proof, left out of `make test`: `make unbreakable`, with `KILLS=…` and `SEED=…` to play one
again; six kills are one of each kind. What chance decides is printed first.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest

from motcua.ground.notifications.tests.servers import MailServer, mail_server
from motcua.project import postgres
from motcua.project.cli.surroundings import DATABASE, _create_database, _settings
from motcua.project.tests.conftest import Terminal, free_port
from tests.unbreakable.office import (
    PATIENCE_SECONDS,
    SETTLE,
    Office,
    Settled,
    opened,
    references,
)

pytestmark = pytest.mark.unbreakable

RECEIVERS = 5
KILLS = int(os.environ.get("KILLS", "40"))
SEED = int(os.environ.get("SEED", str(random.SystemRandom().randrange(10**6))))
# A job whose worker was killed is given back within the minute, after half a minute's silence;
# one that found no database is tried again after eight seconds, then after a minute.
GIVEN_BACK_SECONDS = 300


class Cluster:
    """The office's PostgreSQL, with fsync, which a test may kill and bring up again."""

    def __init__(self, data: Path) -> None:
        self.data, self.stack = data, ExitStack()
        self.server = self.comes_up()

    def comes_up(self) -> postgres.Server:
        self.server = self.stack.enter_context(postgres.running(self.data))
        return self.server

    def is_killed(self) -> None:
        assert self.server.process
        self.server.process.kill()
        self.server.process.wait(PATIENCE_SECONDS)
        self.restarts()

    def restarts(self) -> None:
        self.stack.close()
        self.stack = ExitStack()
        self.comes_up()

    def asks(self, question: LiteralString) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.server.url(DATABASE), autocommit=True) as owner:
            return owner.execute(question).fetchall()


@pytest.fixture
def cluster(place: Path) -> Iterator[Cluster]:
    cluster = Cluster(place / "var" / "postgres")
    _create_database(cluster.server)
    yield cluster
    cluster.stack.close()


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def office(place: Path, cluster: Cluster, mail: MailServer) -> Iterator[Office]:
    terminal = Terminal(place / "var")
    environment = {
        **terminal.environment,
        # A command that finds the database down just as it starts would bring up its own.
        **_settings(terminal.home, cluster.server),
        "FILES_ROOT": str(terminal.home / "files"),
        "TRAIL_ROOTS": str(terminal.home / "roots.jsonl"),
        "EMAIL_BACKEND": "motcua.ground.notifications.gateway.mail.Backend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail.port),
        "LOG_LEVEL": "WARNING",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    for words in (["migrate"], ["manage", "shell", "-c", SETTLE.format(receivers=RECEIVERS)]):
        code, said = terminal.types(*words)
        assert code == 0, said
    made = Office(environment, free_port(), Settled.of(said), mail, place / "log", workers=2)
    with opened(made, "serve", "worker"):
        yield made


def test_nothing_promised_is_lost_whoever_is_killed(office: Office, cluster: Cluster) -> None:
    chance = random.Random(SEED)  # noqa: S311 - chance that can be played again
    sys.stdout.write(f"SEED={SEED} KILLS={KILLS}\n")
    faults: dict[str, Callable[[], None]] = {
        "a web process": partial(office.kills_one_of, "serve", chance.choice),
        "the web server": partial(office.kills_and_opens, "serve"),
        "a worker's process": partial(office.kills_one_of, "worker", chance.choice),
        "the worker": partial(office.kills_and_opens, "worker"),
        "PostgreSQL": cluster.is_killed,
        "PostgreSQL, politely": cluster.restarts,
    }
    turns = dealt(chance, list(faults), KILLS)
    office.receives()
    for fault in turns:
        office.awaits_promises(chance.randint(1, 2 * RECEIVERS))
        time.sleep(chance.random() / 10)  # a moment of chance within an act
        sys.stdout.write(f"{len(office.promised)} promised: {fault}\n")
        faults[fault]()
    office.awaits_promises(RECEIVERS)
    office.closes_the_desk()
    rebuffs = sum(receiver.rebuffs for receiver in office.receivers)
    sys.stdout.write(
        f"{len(office.promised)} promised, {rebuffs} times told no; {Counter(turns)}\n"
    )
    all_is_kept(office, cluster)
    all_is_told(office, cluster)


def dealt(chance: random.Random, kinds: list[str], count: int) -> list[str]:
    """Return kinds in an order of chance, none again before each of them came once."""
    rounds = count // len(kinds) + 1
    return [kind for _round in range(rounds) for kind in chance.sample(kinds, len(kinds))][:count]


def all_is_kept(office: Office, cluster: Cluster) -> None:
    """See that what was shown is what is kept, without a gap, and that the record is whole."""
    codes = [code for (code,) in cluster.asks("SELECT code FROM dossiers_dossier")]
    assert sorted(codes) == sorted(office.promised)
    of_days: dict[str, list[int]] = {}
    for code in codes:
        _agency, day, serial = code.rsplit("-", 2)
        of_days.setdefault(day, []).append(int(serial))
    for serials in of_days.values():
        assert sorted(serials) == list(range(1, len(serials) + 1))
    for words in (("trail", "verify"), ("files", "verify")):
        code, said = office.types(*words)
        assert code == 0, said


def all_is_told(office: Office, cluster: Cluster) -> None:
    """See that each message went once, or is in doubt and seen, and that none waits for nobody."""
    waiting: LiteralString = "SELECT count(*) FROM notifications_message WHERE status = 'queued'"
    deadline = time.monotonic() + GIVEN_BACK_SECONDS
    while cluster.asks(waiting) != [(0,)]:
        assert time.monotonic() < deadline, "messages wait that nobody sends"
        time.sleep(1)
    told = dict(cluster.asks("SELECT 'motcua-' || id, status FROM notifications_message"))
    went = references(office.mail)
    assert len(went) == len(set(went)), "a message went twice"
    assert {name for name, status in told.items() if status == "sent"} <= set(went)
    assert set(told.values()) <= {"sent", "sending", "joined"}
    doubtful = [name for name, status in told.items() if status == "sending"]
    sys.stdout.write(f"{len(told)} messages, {len(went)} went, {len(doubtful)} in doubt\n")


def test_a_migration_killed_again_and_again_is_done_in_the_end(
    place: Path, cluster: Cluster
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - as above
    terminal = Terminal(place / "var")
    sys.stdout.write(f"SEED={SEED}\n")
    for _kill in range(KILLS // 4):
        process = terminal.start("migrate")
        time.sleep(1 + 9 * chance.random())  # a moment of chance within it
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=PATIENCE_SECONDS)
    code, said = terminal.types("migrate")
    assert code == 0, said
    assert terminal.types("trail", "verify")[0] == 0

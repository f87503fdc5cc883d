"""The server itself against bodies too heavy for it: the sender reads why, the others go on."""

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import nullcontext
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple
from unittest.mock import MagicMock

import pytest
from django.conf import settings

from motcua.ground.documents.examples import PDF
from motcua.ground.documents.storage import UNFINISHED
from motcua.onestop.dossiers.tests.pages import blamed
from motcua.project.cli import serving
from motcua.project.tests.conftest import Terminal, free_port
from motcua.project.tests.visitors import HEAD_OF_A_FILE, TYPED, WITH_FILES, Visitor, await_alive

pytestmark = pytest.mark.long

MEGABYTE = 1024 * 1024

RECEIVE = """
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.tests.pages import with_password
from motcua.ground.access.models import User
cast = examples.province()
receiver = with_password(cast.ward_receiver)
print(User.objects.get(pk=receiver.user_id).username, examples.copy_life(cast).dossier.code)
"""


class Desk(NamedTuple):
    """Who sits at a desk, and a dossier that he has received."""

    username: str
    code: str


class Served(NamedTuple):
    """Where a server listens, and the number of its first process."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        """Return the processes that answer; the database is another child."""
        tasks = Path(f"/proc/{self.pid}/task").iterdir()
        below = [int(each) for task in tasks for each in (task / "children").read_text().split()]
        return [pid for pid in below if "python" in Path(f"/proc/{pid}/comm").read_text()]

    def most_memory(self) -> int:
        """Return the most megabytes that a process of its ever held."""
        told = "".join(Path(f"/proc/{pid}/status").read_text() for pid in self.workers())
        return max(int(each) for each in re.findall(r"^VmHWM:\s+(\d+)", told, re.MULTILINE)) // 1024


@pytest.fixture(scope="module")
def terminal(lasting_place: Path) -> Terminal:
    """Offer a checkout with an empty office."""
    terminal = Terminal(lasting_place / "var")
    assert terminal.types("migrate", "--demo")[0] == 0
    return terminal


@pytest.fixture(scope="module")
def at_the_desk(terminal: Terminal) -> Desk:
    """Receive a dossier at a desk of the office."""
    status, said = terminal.types("manage", "shell", "-c", RECEIVE)
    assert status == 0, said
    return Desk(*said.split()[-2:])


@pytest.fixture(scope="module")
def served(terminal: Terminal, at_the_desk: Desk) -> Iterator[Served]:
    """Serve the office by two processes below one."""
    port = free_port()
    process = terminal.start("serve", "--port", str(port))
    await_alive(port)
    yield Served(port, process.pid)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=300)


@pytest.fixture(scope="module")
def port(served: Served) -> int:
    """Return where the server listens."""
    return served.port


def answer(port: int, *, megabytes: int, media_type: str) -> tuple[HTTPResponse, str]:
    """Send so much at once, as a browser does: first all of it, and only then listening."""
    connection = HTTPConnection("127.0.0.1", port, timeout=300)
    connection.putrequest("POST", "/tra-cuu/")
    connection.putheader("Content-Type", media_type)
    connection.putheader("Cookie", f"form={32 * 'a'}")
    connection.putheader("Content-Length", str(megabytes * MEGABYTE))
    connection.endheaders()
    head = HEAD_OF_A_FILE if media_type == WITH_FILES else b"code="
    connection.send(head.ljust(MEGABYTE, b"x"))
    for _sent in range(megabytes - 1):
        connection.send(b"x" * MEGABYTE)
    response = connection.getresponse()
    page = response.read().decode()
    connection.close()
    return response, page


@pytest.mark.parametrize(
    ("megabytes", "media_type"),
    [
        pytest.param(5, TYPED, id="more than is typed"),
        pytest.param(70, WITH_FILES, id="more than one form carries"),
        pytest.param(70, TYPED, id="both"),
        pytest.param(500, WITH_FILES, id="more than anybody carries"),
    ],
)
def test_who_sends_too_much_reads_what_to_do(port: int, megabytes: int, media_type: str) -> None:
    response, page = answer(port, megabytes=megabytes, media_type=media_type)
    assert response.status == 413
    assert "quá nặng" in page
    assert "chia nhỏ tệp" in page


@pytest.mark.long
def test_two_gigabytes_fill_neither_memory_nor_disk(served: Served, terminal: Terminal) -> None:
    before, left = served.most_memory(), unfinished(terminal)
    response, page = answer(served.port, megabytes=2048, media_type=WITH_FILES)
    assert response.status == 413
    assert "chia nhỏ tệp" in page
    assert served.most_memory() - before < settings.BODY_LIMIT_BYTES // MEGABYTE
    assert unfinished(terminal) == left


def test_a_server_killed_while_a_file_comes_in_leaves_the_dossier_as_it_was(
    served: Served, terminal: Terminal, at_the_desk: Desk
) -> None:
    somebody = Visitor(served.port)
    somebody.signs_in(at_the_desk.username)
    where = f"/ho-so/{at_the_desk.code}/them-ban-quet/"
    before = trail_of(at_the_desk, somebody)
    with somebody.begins_to_scan(where, b"%PDF-1.4\n".ljust(10 * MEGABYTE, b"x")):
        await_unfinished(terminal)
        for pid in served.workers():
            os.kill(pid, signal.SIGKILL)
    await_alive(served.port)
    assert trail_of(at_the_desk, somebody) == before
    assert somebody.scans(where, PDF)[0] == 200
    assert trail_of(at_the_desk, somebody) != before


def unfinished(terminal: Terminal) -> list[Path]:
    """Return what is being written, or was left in the middle."""
    return list((terminal.home / "files" / UNFINISHED).glob("*"))


def await_unfinished(terminal: Terminal, *, seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not unfinished(terminal):
        assert time.monotonic() < deadline, "nothing arrives"
        time.sleep(0.02)


def trail_of(desk: Desk, somebody: Visitor) -> list[str]:
    """Return the moments at which something was done to the dossier, as its page tells them."""
    return re.findall(r"<time[^>]*>", somebody.page(f"/ho-so/{desk.code}/"))


def test_a_file_somewhat_too_large_is_told_at_its_field(port: int, at_the_desk: Desk) -> None:
    somebody = Visitor(port)
    somebody.signs_in(at_the_desk.username)
    where = f"/ho-so/{at_the_desk.code}/them-ban-quet/"
    megabytes = settings.UPLOAD_LIMIT_BYTES // MEGABYTE + 10
    status, page = somebody.scans(where, b"%PDF-1.4\n".ljust(megabytes * MEGABYTE, b"x"))
    assert status == 413
    assert f"Tệp nặng {megabytes} MB" in blamed(page, "scan")
    assert "Giảm cỡ hoặc chia tệp." in page


def test_bodies_announced_and_never_sent_keep_nobody_waiting(port: int) -> None:
    idle = [HTTPConnection("127.0.0.1", port, timeout=300) for _thread in range(12)]
    for connection in idle:
        connection.putrequest("GET", "/healthz")
        connection.putheader("Content-Length", "1000")
        connection.endheaders()
    for _other in range(6):
        await_alive(port, seconds=5)
    for connection in idle:
        connection.close()


def test_a_statement_of_a_page_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATEMENT_SECONDS", "")
    monkeypatch.delenv("STATEMENT_SECONDS")
    monkeypatch.setattr(serving, "surroundings", nullcontext)
    monkeypatch.setattr(serving, "Granian", MagicMock())
    serving.serve(port=free_port())
    assert os.environ["STATEMENT_SECONDS"] == "15"

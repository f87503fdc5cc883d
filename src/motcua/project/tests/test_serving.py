"""The server itself against bodies too heavy for it: the sender reads why, the others go on."""

import signal
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from django.conf import settings

from motcua.project.tests.conftest import Terminal, free_port

MEGABYTE = 1024 * 1024
TYPED = "application/x-www-form-urlencoded"
WITH_FILES = "multipart/form-data; boundary=end"
HEAD_OF_A_FILE = b'--end\r\nContent-Disposition: form-data; name="scan"; filename="a.pdf"\r\n\r\n'


@pytest.fixture(scope="module")
def port(lasting_place: Path) -> Iterator[int]:
    """Return where a server of two processes listens."""
    terminal = Terminal(lasting_place / "var")
    assert terminal.types("migrate", "--demo")[0] == 0
    port = free_port()
    process = terminal.start("serve", "--port", str(port))
    await_alive(port)
    yield port
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)


def await_alive(port: int, *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.1)


def answer(port: int, *, megabytes: int, media_type: str) -> tuple[HTTPResponse, str]:
    """Send so much at once, as a browser does: first all of it, and only then listening."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("POST", "/tra-cuu/")
    connection.putheader("Content-Type", media_type)
    connection.putheader("Cookie", f"csrftoken={32 * 'a'}")
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


def test_a_file_somewhat_too_large_is_read(port: int) -> None:
    megabytes = settings.UPLOAD_LIMIT_BYTES // MEGABYTE + 10
    response, page = answer(port, megabytes=megabytes, media_type=WITH_FILES)
    assert response.status in {400, 403}, "no form of ours, yet read"
    assert "<h1" in page


def test_bodies_announced_and_never_sent_keep_nobody_waiting(port: int) -> None:
    idle = [HTTPConnection("127.0.0.1", port, timeout=60) for _thread in range(12)]
    for connection in idle:
        connection.putrequest("GET", "/healthz")
        connection.putheader("Content-Length", "1000")
        connection.endheaders()
    for _other in range(6):
        await_alive(port, seconds=5)
    for connection in idle:
        connection.close()

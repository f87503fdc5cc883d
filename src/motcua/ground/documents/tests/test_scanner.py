"""ClamAV is asked about every file; a daemon that is down, slow or lying lets none in."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from motcua.ground.documents import scanner
from motcua.ground.documents.rules import InfectedFile, NotScanned

BAD = b"%PDF-1.4 X5O-like test string of ours"


class Daemon:
    """A clamd that speaks INSTREAM over a real socket, and answers what a test says."""

    def __init__(
        self, place: Path, answer: Callable[[bytes], bytes | None], first: bytes | None = b""
    ) -> None:
        self.answer, self.heard, self.first = answer, b"", first
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(place))
        self.socket.listen()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()
        self.hung_up = threading.Event()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            with suppress(OSError, struct.error), line, line.makefile("rb") as sent:
                if self.first is None:
                    continue
                line.sendall(self.first)
                told = self.answer(self._read(sent))
                if told is None:
                    self.hung_up.wait()
                else:
                    line.sendall(told)

    def _read(self, sent: Any) -> bytes:
        command = b""
        while not command.endswith(b"\0"):
            command += sent.read(1)
        if command == b"zPING\0":
            return b"PING"
        content = b""
        while size := struct.unpack("!I", sent.read(4))[0]:
            content += sent.read(size)
        self.heard = content
        return content

    def stop(self) -> None:
        self.hung_up.set()
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join()


@pytest.fixture
def daemon(
    tmp_path: Path, settings: Any
) -> Iterator[Callable[[Callable[[bytes], bytes | None]], Daemon]]:
    running: list[Daemon] = []
    settings.CLAMAV_SOCKET, settings.CLAMAV_SECONDS = str(tmp_path / "clamd"), 5

    def start(answer: Callable[[bytes], bytes | None], **facts: Any) -> Daemon:
        running.append(Daemon(tmp_path / "clamd", answer, **facts))
        return running[-1]

    yield start
    for each in running:
        each.stop()


def honest(content: bytes) -> bytes:
    if content == b"PING":
        return b"PONG\0"
    return b"stream: Ours.Test FOUND\0" if content == BAD else b"stream: OK\0"


def upload(content: bytes = b"%PDF-1.4", name: str = "quet.pdf") -> "ContentFile[bytes]":
    return ContentFile(content, name)


def test_the_whole_file_is_looked_at_and_is_as_it_was(daemon: Any) -> None:
    clamd, content = daemon(honest), bytes(range(256)) * 1000
    file = upload(content)
    scanner.scan([file])
    assert clamd.heard == content
    assert file.read() == content


def test_what_is_too_heavy_is_not_sent(daemon: Any, settings: Any) -> None:
    clamd, settings.UPLOAD_LIMIT_BYTES = daemon(honest), 10
    scanner.scan([upload(bytes(11))])
    assert clamd.heard == b""


def test_what_is_found_is_refused_by_name(daemon: Any) -> None:
    daemon(honest)
    with pytest.raises(InfectedFile) as refused:
        scanner.scan([upload(), upload(BAD, "hop-dong.pdf")])
    assert refused.value.facts == {"name": "hop-dong.pdf", "found": "Ours.Test"}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"OK\0",
        b"stream: OKAY\0",
        b"stream: OK",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"HTTP/1.1 200 OK\r\n\r\n\0",
        b"x" * 10_000 + b"\0",
        b"\xff\xfe\0",
    ],
)
def test_a_lie_is_no_answer(daemon: Any, answer: bytes) -> None:
    daemon(lambda _content: answer)
    with pytest.raises(NotScanned):
        scanner.scan([upload()])


# More than any socket holds by itself, so that the daemon has spoken before all of it is sent.
LONG = b"%PDF-1.4".ljust(8 * 1024 * 1024, b"x")


def test_an_answer_to_another_file_is_none(daemon: Any) -> None:
    daemon(lambda _content: b"", first=b"stream: OK\0")
    with pytest.raises(NotScanned):
        scanner.scan([upload(LONG)])


def test_one_that_hangs_up_in_the_middle_is_not_believed(daemon: Any) -> None:
    daemon(honest, first=None)
    with pytest.raises(NotScanned):
        scanner.scan([upload(LONG)])


def test_one_that_never_answers_is_not_waited_for(daemon: Any, settings: Any) -> None:
    daemon(lambda _content: None)
    settings.CLAMAV_SECONDS = 0.2
    with pytest.raises(NotScanned):
        scanner.scan([upload()])


@pytest.mark.parametrize("address", ["/nowhere/clamd", "tcp://127.0.0.1:nothing", "tcp://"])
def test_without_a_daemon_no_file_comes_in(settings: Any, address: str) -> None:
    settings.CLAMAV_SOCKET, settings.CLAMAV_SECONDS = address, 1
    with pytest.raises(NotScanned):
        scanner.scan([upload()])
    assert not scanner.answers()


def test_where_none_is_set_nobody_is_asked(settings: Any) -> None:
    settings.CLAMAV_SOCKET = ""
    scanner.scan([upload(BAD)])
    assert scanner.answers()


def test_whoever_watches_does_not_wait_as_long_as_a_file(
    daemon: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    daemon(lambda _content: None)
    monkeypatch.setattr(scanner, "PING_SECONDS", 0.2)
    assert not scanner.answers()


def test_whether_it_answers(daemon: Any) -> None:
    daemon(honest)
    assert scanner.answers()

"""
Asking ClamAV about a file before anything is done with it: its INSTREAM command, no more.

It is asked outside any transaction, by the page that took the file in. Whoever set an address
wants every file to be asked about: without an answer there is no file.
"""

import logging
import select
import socket
import struct
from collections.abc import Iterable
from contextlib import ExitStack
from time import monotonic

from django.conf import settings
from django.core.files.base import File

from motcua.ground.documents.rules import InfectedFile, NotScanned
from motcua.ground.kernel.text import clean_line

logger = logging.getLogger(__name__)

CLEAN = "stream: OK"
FOUND = " FOUND"
PONG = "PONG"
LONGEST_ANSWER = 4096
PING_SECONDS = 2
"""Whoever watches the server does not wait as long as a file may."""
TCP = "tcp://"


def scan(uploads: Iterable["File[bytes]"]) -> None:
    """
    Have every file looked at, if a scanner is set.

    One that is too heavy to be taken in is not sent to it: it is refused for that.

    :raises InfectedFile: for the first in which something was found.
    :raises NotScanned: when the scanner does not answer, or not as it should.
    """
    if settings.CLAMAV_SOCKET:
        for upload in uploads:
            if upload.size <= settings.UPLOAD_LIMIT_BYTES:
                _judge(upload, _asked_about(upload))


def answers() -> bool:
    """Say whether the scanner that is set answers at all; without one there is nothing to ask."""
    try:
        return not settings.CLAMAV_SOCKET or _ask("PING", None, PING_SECONDS) == PONG
    except (OSError, ValueError):
        return False


def _asked_about(upload: "File[bytes]") -> str:
    try:
        return _ask("INSTREAM", upload, settings.CLAMAV_SECONDS)
    except (OSError, ValueError) as error:
        logger.exception("clamd at %s did not answer", settings.CLAMAV_SOCKET)
        raise NotScanned(name=clean_line(upload.name or "")) from error
    finally:
        upload.seek(0)


def _judge(upload: "File[bytes]", answer: str) -> None:
    """Accept a file of which the scanner says in so many words that nothing is in it."""
    name = clean_line(upload.name or "")
    if answer == CLEAN:
        return
    if answer.endswith(FOUND):
        logger.warning("clamd: %s", answer)
        found = answer.removeprefix("stream: ").removesuffix(FOUND)
        raise InfectedFile(name=name, found=clean_line(found))
    logger.error("clamd at %s answered: %s", settings.CLAMAV_SOCKET, answer)
    raise NotScanned(name=name)


def _ask(command: str, upload: "File[bytes] | None", seconds: float) -> str:
    """Send one command, and the file with it, and return the one answer."""
    ends = monotonic() + seconds
    with _connected(seconds) as line:
        _send(line, f"z{command}\0".encode(), ends)
        if upload is not None:
            upload.seek(0)
            for chunk in upload.chunks():
                _send(line, struct.pack("!I", len(chunk)) + chunk, ends)
            _check_silent(line)
            _send(line, struct.pack("!I", 0), ends)
        return _answer(line, ends)


def _connected(seconds: float) -> socket.socket:
    address = settings.CLAMAV_SOCKET
    if address.startswith(TCP):
        host, _, port = address.removeprefix(TCP).rpartition(":")
        return socket.create_connection((host, int(port)), timeout=seconds)
    with ExitStack() as unless_connected:
        line = unless_connected.enter_context(socket.socket(socket.AF_UNIX))
        line.settimeout(seconds)
        line.connect(address)
        unless_connected.pop_all()
    return line


def _send(line: socket.socket, content: bytes, ends: float) -> None:
    _wait_until(line, ends)
    line.sendall(content)


def _check_silent(line: socket.socket) -> None:
    """See that nothing is answered before the file's end: that would be of something else."""
    if select.select([line], [], [], 0)[0]:
        raise ConnectionError("answered before the whole file was sent")


def _answer(line: socket.socket, ends: float) -> str:
    """Read up to the NUL that ends an answer; one that never comes, or never ends, is none."""
    told = b""
    while not told.endswith(b"\0"):
        _wait_until(line, ends)
        part = line.recv(LONGEST_ANSWER)
        told += part
        if not part or len(told) > LONGEST_ANSWER:
            raise ConnectionError(f"no whole answer: {told[:100]!r}")
    return told.rstrip(b"\0").decode("utf-8", errors="replace").strip()


def _wait_until(line: socket.socket, ends: float) -> None:
    """Let the next step take no longer than what is left of the whole."""
    left = ends - monotonic()
    if left <= 0:
        raise TimeoutError("clamd is too slow")
    line.settimeout(left)

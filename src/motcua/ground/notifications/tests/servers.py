"""A mail server of our own, on a real socket, which does what a test asks, lies included."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

GREETING = b"220 test\r\n"


@dataclass
class Behaviour:
    """
    What the server answers.

    :param answers: what it says to a command instead of yes.
    :param hangs_at: the command after which it says nothing any more.
    :param drops_at: the command after which it ends the line; "." is the end of the content.
    """

    answers: dict[str, str] = field(default_factory=dict)
    hangs_at: str = ""
    drops_at: str = ""


class MailServer:
    """What came in, and where it listens."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.contents: list[str] = []
        self.heard: list[str] = []
        self.got_content = threading.Event()
        self.is_over = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]

    def serve(self) -> None:
        """Talk to whoever comes, one after the other, until the listener is closed."""
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            with line, line.makefile("rb") as lines:
                line.sendall(GREETING)
                with suppress(OSError):
                    self._talk(line, iter(lines.readline, b""))

    def _talk(self, line: socket.socket, lines: Iterator[bytes]) -> None:
        for heard in lines:
            self.heard.append(heard.decode(errors="replace"))
            command = heard.split()[0].decode(errors="replace").upper() if heard.strip() else ""
            if not self._answer(line, command):
                return
            if command == "DATA" and "DATA" not in self.behaviour.answers:
                content = b"".join(iter(lines.__next__, b".\r\n"))
                self.contents.append(content.decode())
                self.got_content.set()
                if not self._answer(line, "."):
                    return

    def _answer(self, line: socket.socket, command: str) -> bool:
        """Answer, and say whether the talk goes on."""
        if command == self.behaviour.drops_at:
            return False
        if command == self.behaviour.hangs_at:
            self.is_over.wait(timeout=300)
            return False
        usual = {"DATA": "354 go on", "QUIT": "221 bye"}.get(command, "250 yes")
        line.sendall(f"{self.behaviour.answers.get(command, usual)}\r\n".encode())
        return command != "QUIT"


@contextmanager
def mail_server(*, hangs_at: str = "", drops_at: str = "", **answers: str) -> Iterator[MailServer]:
    """Keep a server running; ``RCPT="550 nobody"`` is what it says to that command."""
    server = MailServer(Behaviour(answers, hangs_at, drops_at))
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.listener.shutdown(socket.SHUT_RDWR)
        server.listener.close()
        thread.join(timeout=5)


def certificate(folder: Path) -> ssl.SSLContext:
    """Return what a server shows that nobody vouches for, where there is an OpenSSL to make it."""
    key, shown = folder / "key.pem", folder / "certificate.pem"
    made = (
        f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -keyout {key} -out {shown}"
    )
    names = ["-addext", "subjectAltName=IP:127.0.0.1"]
    try:
        done = ["/usr/bin/env", "openssl", *made.split(), *names]
        subprocess.run(done, check=True, capture_output=True)  # noqa: S603 - our own command
    except subprocess.CalledProcessError:
        pytest.skip("There is no OpenSSL here to make a certificate.")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, key)
    return context


@contextmanager
def impostor(folder: Path) -> Iterator[tuple[int, list[bytes]]]:
    """Listen where another server should, and return the port and what is heard by whoever came."""
    heard: list[bytes] = []
    context = certificate(folder)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def listen() -> None:
            with suppress(OSError):  # as ssl.SSLError is, and the end of the listener
                line, _ = listener.accept()
                with line, context.wrap_socket(line, server_side=True) as safe:
                    heard.append(safe.recv(1024))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield listener.getsockname()[1], heard
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)

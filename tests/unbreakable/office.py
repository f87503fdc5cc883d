"""
A whole office of real processes, and receivers who never give up.

Everything is started by the product's own command line and driven by HTTP. What counts is what
a receiver was told: a code on the page is a promise.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener
from uuid import uuid4

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.kernel.actor import PostKind
from motcua.ground.notifications.tests.servers import MailServer
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast
from motcua.onestop.dossiers.tests.pages import with_password
from motcua.onestop.procedures import queries as procedures
from motcua.project.tests.visitors import Visitor, await_alive, hidden

READER = "uyen@example.vn"
RECEIVED = re.compile(r"/tiep-nhan/([0-9.]+H09-[0-9]{6}-[0-9]{4,})/")
PATIENCE_SECONDS = 60
"""Nobody waits so long but where something hangs for good."""

SETTLE = """
import json
from tests.unbreakable.office import settle
from motcua.onestop.dossiers import examples
print(json.dumps(settle(examples.province(), {receivers})))
"""


class Settled(NamedTuple):
    """Who sits at the desk, and what its form carries."""

    usernames: list[str]
    version: str
    desk: str

    @classmethod
    def of(cls, said: str) -> "Settled":
        """Return what the command that settled the office has printed last."""
        return cls(*json.loads(said.strip().splitlines()[-1]))

    def intake(self) -> dict[str, str]:
        """Return a copy to be certified, as the counter's page sends it."""
        papers = {
            f"paper_{place}_{name}": value
            for place in range(3)
            for name, value in {"has": "on", "kind": "original", "quantity": "1"}.items()
        }
        number, phone, name = "074189004712", "0912345678", "Nguyễn Thị Phương Uyên"
        who = {"name": name, "identity_number": number, "phone": phone, "born_on": "17/05/1989"}
        where = {"thu-tuc": examples.COPY, "ban": self.version, "quay": self.desk}
        told = {"email": READER, "tells_by_email": "on", "address": "12 Yersin", "sex": "Nữ"}
        rest = {"truong-hop": "chung", "filed_by": "applicant", "pages": "3", "copies": "2"}
        looked = f"{number}||{phone}|{name}|1989-05-17"
        later = {"kind": "person", "delivery": "counter", "pay": "later", "looked": looked}
        return {**who, **where, **told, **rest, **papers, **later}


def settle(cast: Cast, receivers: int) -> Settled:
    """Seat receivers in the ward of the cast, with the password of all examples."""
    seats = [
        agencies.seat(cast.house.ward, PostKind.RECEIVER, f"Người tiếp nhận {number}")
        for number in range(receivers)
    ]
    users = [with_password(examples.actor(seat)).user_id for seat in seats]
    names = [User.objects.get(pk=user or 0).username for user in users]
    version = procedures.in_force(examples.COPY, on=examples.TODAY)
    return Settled(names, str(version), str(cast.house.ward.pk))


class Stays(HTTPRedirectHandler):
    """Does not go where an answer leads to: that it leads there is the answer."""

    def redirect_request(self, *_facts: Any) -> None:
        return None


class Receiver(Thread):
    """
    Receives one dossier after the other until told to stop, and finishes the last.

    :ivar promised: the code that was shown for each form that was sent.
    """

    def __init__(self, port: int, username: str, settled: Settled, over: Event) -> None:
        super().__init__(daemon=True)
        self.visitor, self.settled, self.over = Visitor(port), settled, over
        self.promised, self.rebuffs = dict[str, str](), 0
        self.token = self.sits_down(username)

    def sits_down(self, username: str) -> str:
        """Sign in, open the counter's page, and return what its forms carry."""
        jar = HTTPCookieProcessor()
        self.visitor.browser = build_opener(jar)
        self.visitor.signs_in(username)
        page = self.visitor.page(f"/tiep-nhan/?thu-tuc={examples.COPY}&quay={self.settled.desk}")
        self.visitor.browser = build_opener(jar, Stays())
        return hidden(page)["csrfmiddlewaretoken"]

    def run(self) -> None:
        """Receive."""
        while not self.over.is_set():
            key, typed = str(uuid4()), self.settled.intake()
            form = {**typed, "csrfmiddlewaretoken": self.token, "form_key": key}
            self.promised[key] = self.insists(urlencode(form).encode())

    def insists(self, form: bytes) -> str:
        """Send a form again and again until its code is shown, and return the code."""
        gives_up_at = time.monotonic() + 5 * PATIENCE_SECONDS
        while True:
            with suppress(OSError, HTTPException):
                if received := RECEIVED.fullmatch(self.sent(form)):
                    return received[1]
            self.rebuffs += 1
            assert time.monotonic() < gives_up_at, "nobody answers any more"
            time.sleep(0.05)

    def sent(self, form: bytes) -> str:
        """Send a form, and return where the answer leads, if anywhere."""
        where = f"http://127.0.0.1:{self.visitor.port}/tiep-nhan/nhan/"
        try:
            with self.visitor.browser.open(where, form, timeout=PATIENCE_SECONDS):
                return ""
        except HTTPError as answer:
            with answer:
                return answer.headers.get("Location") or ""


@dataclass
class Office:
    """
    The processes of an office.

    :param environment: of its commands.
    :param port: where it is served.
    :param mail: takes in what its worker sends.
    :param log: where its servers write what they have to say.
    :param workers: how many processes serve.
    """

    environment: dict[str, str]
    port: int
    settled: Settled
    mail: MailServer
    log: Path
    workers: int = 1
    receivers: list[Receiver] = field(default_factory=list)
    over: Event = field(default_factory=Event)
    running: dict[str, "subprocess.Popen[str]"] = field(default_factory=dict)

    def types(self, *words: str) -> tuple[int, str]:
        """Type a command and return its exit code and what it said."""
        process = self._started(words, subprocess.PIPE)
        said, _nothing = process.communicate(timeout=PATIENCE_SECONDS)
        return process.returncode, said

    def _started(self, words: Sequence[str], says_to: "int | IO[str]") -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, "-m", "motcua.project.cli", *words],
            env=self.environment,
            stdout=says_to,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def opens(self, what: str = "serve") -> None:
        """Start the web server or the worker."""
        # To a file: nobody reads along, and a full pipe would stop whoever writes into it.
        with self.log.open("a") as log:
            self.running[what] = self._started([what, *self._options(what)], log)
        if what == "serve":
            await_alive(self.port, seconds=PATIENCE_SECONDS)

    def _options(self, what: str) -> tuple[str, ...]:
        serving = ("--port", str(self.port), "--workers", str(self.workers))
        return serving if what == "serve" else ()

    def kills(self, what: str = "serve") -> None:
        """Kill the web server or the worker, and all that it has started, without a word."""
        process = self.running.pop(what)
        for each in (process.pid, *descendants(process.pid)):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        process.wait(PATIENCE_SECONDS)

    def kills_and_opens(self, what: str) -> None:
        """Kill the web server or the worker, and start it again."""
        self.kills(what)
        self.opens(what)

    def kills_one_of(self, what: str, which: Callable[[list[int]], int]) -> None:
        """Kill one process that the web server or the worker has started."""
        pid = self.running[what].pid
        await_true(lambda: bool(descendants(pid)), f"{what} starts nothing that can be killed")
        with suppress(ProcessLookupError):
            os.kill(which(descendants(pid)), signal.SIGKILL)

    def receives(self) -> None:
        """Let everybody at the desk begin."""
        self.receivers = [
            Receiver(self.port, name, self.settled, self.over) for name in self.settled.usernames
        ]
        for receiver in self.receivers:
            receiver.start()

    @property
    def promised(self) -> list[str]:
        """Every code that somebody was shown."""
        return [code for each in self.receivers for code in list(each.promised.values())]

    def awaits_promises(self, number: int) -> None:
        """Wait until so many more codes were shown."""
        until = len(self.promised) + number
        await_true(lambda: len(self.promised) >= until, f"no {number} more dossiers are received")

    def closes_the_desk(self) -> None:
        """Let everybody finish the dossier in hand, and stop."""
        self.over.set()
        for receiver in self.receivers:
            receiver.join(PATIENCE_SECONDS)
            assert not receiver.is_alive(), "a receiver is never answered"

    def closes(self) -> None:
        """Stop everything."""
        self.over.set()
        for process in self.running.values():
            process.send_signal(signal.SIGINT)
        for process in self.running.values():
            process.wait(PATIENCE_SECONDS)


@contextmanager
def opened(office: Office, *what: str) -> Iterator[Office]:
    """Keep an office open, however the test ends."""
    with ExitStack() as stack:
        stack.callback(office.closes)
        for each in what:
            office.opens(each)
        yield office


def descendants(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that they have."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, path.read_text().split())
    return found + [below for child in found for below in descendants(child)]


def await_true(holds: Callable[[], bool], otherwise: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.02)


def references(server: MailServer) -> list[str]:
    """Return which messages the mail server has taken in whole."""
    lines = [line for content in server.contents for line in content.splitlines()]
    return [line.split()[1] for line in lines if line.startswith("X-Reference:")]

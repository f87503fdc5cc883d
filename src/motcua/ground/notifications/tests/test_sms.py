"""Text messages through a real HTTP server: what its answers come to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from motcua.ground.notifications import jobs
from motcua.ground.notifications.examples import queue
from motcua.ground.notifications.gateway import NotSent
from motcua.ground.notifications.models import Message
from motcua.ground.notifications.rules import Failure, Status
from motcua.ground.notifications.tests.servers import impostor

pytestmark = pytest.mark.django_db


class Gateway(ThreadingHTTPServer):
    """An SMS gateway: what it was told, and what it answers; 0 is a line cut off."""

    answer = 200
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.is_over = threading.Event()
        self.told: list[tuple[dict[str, Any], dict[str, str]]] = []


class Counter(BaseHTTPRequestHandler):
    """Where a message is handed in."""

    server: Gateway

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.told.append((body, dict(self.headers)))
        if self.server.answer == SLOW:
            self.server.is_over.wait(timeout=10)
        elif self.server.answer:
            self.send_response(self.server.answer)
            self.end_headers()

    def log_message(self, *args: object) -> None:
        """Be silent."""


SLOW = 1


@contextmanager
def gateway(settings: Settings, answer: int = 200) -> Iterator[Gateway]:
    server = Gateway()
    server.answer = answer
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_TIMEOUT = 0.5 if answer == SLOW else 5
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def tried(*, again: bool = False) -> Message:
    """Send a text message; say whether the queue is told to try again."""
    (made,) = queue(to=None, by_sms="0912345678")
    with pytest.raises(NotSent) if again else nullcontext():
        jobs.send(message_id=made.id)
    made.refresh_from_db()
    return made


def test_a_text_is_handed_to_the_gateway_in_one_part(settings: Settings) -> None:
    settings.SMS_TOKEN, settings.SMS_FROM = "t0ken", "MOTCUA"
    with gateway(settings) as server:
        made = tried()
    assert made.status == Status.SENT
    ((body, headers),) = server.told
    assert body == {
        "to": "84912345678",
        "from": "MOTCUA",
        "id": f"motcua-{made.id}",
        "text": "Da tiep nhan ho so 000.00.16.H09-150415-0001. Hen tra 17:00 ngay 20/04/2015 tai "
        "UBND phuong Phu Cuong. Hoi: 0274 3456 789",
    }
    assert headers["Authorization"] == "Bearer t0ken"
    assert headers["Idempotency-Key"] == f"motcua-{made.id}"


def test_the_gateway_names_the_fields_and_may_take_diacritics(settings: Settings) -> None:
    settings.SMS_FIELDS, settings.SMS_BARE = {"to": "phone", "text": "content"}, False
    with gateway(settings) as server:
        tried()
    ((body, _),) = server.told
    assert body["phone"] == "84912345678"
    assert body["content"].startswith("Đã tiếp nhận hồ sơ")


@pytest.mark.parametrize(
    ("answer", "again", "status", "failure"),
    [
        pytest.param(202, False, Status.SENT, "", id="taken"),
        pytest.param(400, False, Status.FAILED, Failure.REFUSED, id="refused"),
        pytest.param(302, False, Status.FAILED, Failure.REFUSED, id="sent elsewhere"),
        pytest.param(401, True, Status.QUEUED, Failure.UNREACHABLE, id="not let in"),
        pytest.param(429, True, Status.QUEUED, Failure.BUSY, id="too many"),
        pytest.param(503, True, Status.QUEUED, Failure.BUSY, id="busy"),
        pytest.param(500, False, Status.SENDING, Failure.LOST_TRACK, id="broken: nobody knows"),
        pytest.param(0, False, Status.SENDING, Failure.LOST_TRACK, id="cut off: nobody knows"),
        pytest.param(SLOW, False, Status.SENDING, Failure.LOST_TRACK, id="slow: nobody knows"),
    ],
)
def test_what_its_answers_come_to(
    settings: Settings, answer: int, status: Status, failure: str, *, again: bool
) -> None:
    with gateway(settings, answer) as server:
        made = tried(again=again)
    assert (made.status, made.failure) == (status, failure)
    assert len(server.told) == 1


def test_a_gateway_that_is_not_there_is_tried_again(settings: Settings) -> None:
    with gateway(settings):
        pass
    assert tried(again=True).failure == Failure.UNREACHABLE


def test_without_a_gateway_what_still_waits_is_told_so(settings: Settings) -> None:
    settings.SMS_URL = "http://127.0.0.1:1/"
    (made,) = queue(to=None, by_sms="0912345678")
    settings.SMS_URL = ""
    jobs.send(message_id=made.id)
    made.refresh_from_db()
    assert (made.status, made.failure) == (Status.FAILED, Failure.NOT_SET_UP)


def test_a_gateway_that_nobody_vouches_for_gets_nothing(settings: Settings, tmp_path: Path) -> None:
    with impostor(tmp_path) as (port, heard):
        settings.SMS_URL = f"https://127.0.0.1:{port}/send"
        made = tried(again=True)
    assert (made.failure, heard) == (Failure.UNREACHABLE, [])

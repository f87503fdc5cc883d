"""Mail through real sockets: what each way of a server to say no, or nothing, comes to."""

import socket
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from pytest_django import Settings

from motcua.ground.notifications import jobs
from motcua.ground.notifications.examples import message
from motcua.ground.notifications.gateway import NotSent
from motcua.ground.notifications.models import Message
from motcua.ground.notifications.rules import TRIES, Failure, Status
from motcua.ground.notifications.tests.servers import impostor, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _by_smtp(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "motcua.ground.notifications.gateway.mail.Backend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 1


def tried(settings: Settings, port: int, *, again: bool, to: str = "uyen@example.vn") -> Message:
    """Try to send a message at a port; say whether the queue is told to try again."""
    settings.EMAIL_PORT = port
    made = message(to=to)
    with pytest.raises(NotSent) if again else nullcontext():
        jobs.send(message_id=made.id)
    made.refresh_from_db()
    return made


def test_a_letter_is_delivered(settings: Settings) -> None:
    with mail_server() as server:
        made = tried(settings, server.port, again=False)
    assert made.status == Status.SENT
    (content,) = server.contents
    assert "To: uyen@example.vn" in content
    assert f"X-Reference: motcua-{made.id}" in content


@pytest.mark.parametrize(
    ("behaviour", "failure"),
    [
        pytest.param({"RCPT": "550 no such user"}, Failure.NO_SUCH_ADDRESS, id="nobody there"),
        pytest.param({"MAIL": "553 not you"}, Failure.REFUSED, id="the sender is refused"),
        pytest.param({"DATA": "554 no"}, Failure.REFUSED, id="content is refused before"),
        pytest.param({".": "554 spam"}, Failure.REFUSED, id="content is refused after"),
    ],
)
def test_a_no_for_good_is_not_tried_again(
    settings: Settings, behaviour: dict[str, str], failure: Failure
) -> None:
    with mail_server(**behaviour) as server:
        made = tried(settings, server.port, again=False)
    assert (made.status, made.failure, made.attempts) == (Status.FAILED, failure, 1)


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param({"RCPT": "450 greylisted"}, id="the address, for now"),
        pytest.param({"MAIL": "451 later"}, id="the sender, for now"),
        pytest.param({".": "452 disk full"}, id="the content, for now"),
        pytest.param({"EHLO": "421 busy", "HELO": "421 busy"}, id="everybody, for now"),
    ],
)
def test_a_no_for_now_is_tried_again(settings: Settings, behaviour: dict[str, str]) -> None:
    with mail_server(**behaviour) as server:
        made = tried(settings, server.port, again=True)
    assert (made.status, made.failure) == (Status.QUEUED, Failure.BUSY)


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT"])
@pytest.mark.parametrize("how", ["hangs_at", "drops_at"])
def test_silence_before_the_content_is_tried_again(
    settings: Settings, how: str, command: str
) -> None:
    behaviour = {how: command}
    with mail_server(**behaviour) as server:
        made = tried(settings, server.port, again=True)
    assert (made.status, made.failure) == (Status.QUEUED, Failure.UNREACHABLE)
    assert not server.contents


@pytest.mark.parametrize("how", ["hangs_at", "drops_at"])
def test_silence_after_the_content_leaves_a_doubt_for_a_person(
    settings: Settings, how: str
) -> None:
    behaviour = {how: "."}
    with mail_server(**behaviour) as server:
        made = tried(settings, server.port, again=False)
        jobs.send(message_id=made.id)
    assert (made.status, made.failure) == (Status.SENDING, Failure.LOST_TRACK)
    assert len(server.contents) == 1


@pytest.mark.parametrize(
    "nonsense", ["HTTP/1.1 200 OK", "", "999 what", "354 go on", "250" * 4000, "\x00\xff"]
)
def test_nonsense_after_the_content_leaves_a_doubt_for_a_person(
    settings: Settings, nonsense: str
) -> None:
    behaviour = {".": nonsense}
    with mail_server(**behaviour) as server:
        made = tried(settings, server.port, again=False)
        jobs.send(message_id=made.id)
    assert (made.status, made.failure) == (Status.SENDING, Failure.LOST_TRACK)
    assert len(server.contents) == 1


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_nonsense_before_the_content_is_tried_again(settings: Settings, command: str) -> None:
    behaviour = {command: "HTTP/1.1 400 Bad Request", "HELO": "what?"}
    with mail_server(**behaviour) as server:
        made = tried(settings, server.port, again=True)
    assert made.status == Status.QUEUED
    assert not server.contents


@pytest.mark.parametrize("yes", ["251 taken", "200 OK", "250-queued\r\n250 as 7"])
def test_any_yes_is_a_yes(settings: Settings, yes: str) -> None:
    behaviour = {".": yes}
    with mail_server(**behaviour) as server:
        assert tried(settings, server.port, again=False).status == Status.SENT


def test_a_yes_counts_though_the_line_breaks_right_after(settings: Settings) -> None:
    with mail_server(drops_at="QUIT") as server:
        assert tried(settings, server.port, again=False).status == Status.SENT


def test_a_server_that_is_not_there_is_tried_until_the_message_is_given_up(
    settings: Settings, nobody: int
) -> None:
    made = tried(settings, nobody, again=True)
    statuses = [made.status]
    for _ in range(TRIES - 1):
        with pytest.raises(NotSent):
            jobs.send(message_id=made.id)
        made.refresh_from_db()
        statuses.append(made.status)
    assert statuses == [Status.QUEUED] * (TRIES - 1) + [Status.FAILED]
    assert (made.attempts, made.failure) == (TRIES, Failure.UNREACHABLE)
    jobs.send(message_id=made.id)


@pytest.fixture
def nobody() -> Iterator[int]:
    """Offer a port on which nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a b",
        "x@",
        "@x",
        "uyen@example.vn\r\nBcc: all@example.vn",
        "uyên@ví dụ",
        "<i>@x.vn",
        "x" * 254,
    ],
)
def test_no_address_breaks_the_queue_or_reaches_another(settings: Settings, address: str) -> None:
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        for made in [message(to=address)] if address else []:
            jobs.send(message_id=made.id)
            made.refresh_from_db()
            assert made.status in {Status.SENT, Status.FAILED}
    told = [line for line in server.heard if line.startswith("RCPT")]
    assert not any("all@example.vn" in line for line in told)


def test_a_server_that_speaks_no_tls_gets_nothing_where_the_settings_ask_for_it(
    settings: Settings,
) -> None:
    settings.EMAIL_USE_SSL = True
    with mail_server() as server:
        made = tried(settings, server.port, again=True)
    assert (made.failure, server.contents) == (Failure.UNREACHABLE, [])


def test_a_server_that_nobody_vouches_for_gets_nothing(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_USE_SSL = True
    with impostor(tmp_path) as (port, heard):
        made = tried(settings, port, again=True)
    assert (made.failure, heard) == (Failure.UNREACHABLE, [])

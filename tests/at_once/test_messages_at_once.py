"""A worker killed while it hands a message over: the message goes once, or is seen to be stuck."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from motcua.ground.notifications import jobs, queries
from motcua.ground.notifications.models import Message
from motcua.ground.notifications.rules import SENDING_TAKES, Status
from motcua.ground.notifications.tests.servers import MailServer, mail_server
from motcua.onestop.dossiers.examples import Cast, applicant, copy_matter, received
from tests.at_once.conftest import APPLICATION, CLONE, address

pytestmark = pytest.mark.django_db(transaction=True)
STARTS_WITHIN_SECONDS = 300


@contextmanager
def worker(server: MailServer) -> Iterator["subprocess.Popen[bytes]"]:
    """Keep a worker running that sends by this server, as the application."""
    environment = {
        **os.environ,
        "DATABASE_URL": address(CLONE, role=APPLICATION),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "EMAIL_BACKEND": "motcua.ground.notifications.gateway.mail.Backend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(server.port),
    }
    command = [sys.executable, "-m", "motcua.project.cli", "work"]
    process = subprocess.Popen(command, env=environment)  # noqa: S603
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def begun() -> tuple[Message, datetime]:
    made = Message.objects.get()
    assert made.sending_since
    return made, made.sending_since


def test_a_killed_worker_leaves_its_message_to_be_seen(cast: Cast) -> None:
    received(cast.ward_receiver, copy_matter(cast, parties=(applicant(email="uyen@vidu.vn"),)))
    made = Message.objects.get()
    with mail_server(hangs_at=".") as server:
        with worker(server) as process:
            assert server.got_content.wait(timeout=STARTS_WITHIN_SECONDS)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        jobs.send(message_id=made.id)  # as the queue does with what a killed worker was doing
    assert len(server.contents) == 1
    left, since = begun()
    assert left.status == Status.SENDING
    assert not queries.stuck(since + SENDING_TAKES).exists()
    assert queries.stuck(since + SENDING_TAKES * 1.01).get() == made

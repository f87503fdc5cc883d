"""Sending: once, after the act, tried again for a while, and never in a demo."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from procrastinate import exceptions
from procrastinate.jobs import Job
from pytest_django import Settings

from motcua.ground.notifications import actions, jobs
from motcua.ground.notifications.examples import NOW, UYEN, message
from motcua.ground.notifications.gateway import NotSent
from motcua.ground.notifications.models import Message, Status
from motcua.ground.notifications.rules import TRIES

pytestmark = pytest.mark.django_db
NO_SERVER = "django.core.mail.backends.smtp.EmailBackend"


def queued() -> Message:
    """Queue the usual message."""
    made = message()
    assert made is not None
    return made


def test_a_letter_is_sent_and_recorded(mailoutbox: list[EmailMessage]) -> None:
    made = queued()
    jobs.send(message_id=made.id)
    [letter] = mailoutbox
    assert letter.to == [UYEN]
    assert letter.subject == "Đã tiếp nhận hồ sơ 000.00.16.H09-150415-0001, hẹn trả 20/04/2015"
    assert "Hẹn trả kết quả: 17:00, thứ Hai 20/04/2015." in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    made.refresh_from_db()
    assert (made.status, made.attempts) == (Status.SENT, 1)
    assert made.sent_at is not None


def test_a_job_that_runs_twice_sends_once(mailoutbox: list[EmailMessage]) -> None:
    made = queued()
    jobs.send(message_id=made.id)
    jobs.send(message_id=made.id)
    assert len(mailoutbox) == 1


def test_the_people_of_a_demo_are_never_written_to(
    mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    settings.DEMO = True
    made = queued()
    jobs.send(message_id=made.id)
    assert not mailoutbox
    made.refresh_from_db()
    assert made.status == Status.SENT


def test_a_server_that_is_not_there_is_tried_until_the_message_is_given_up(
    settings: Settings,
) -> None:
    settings.EMAIL_BACKEND = NO_SERVER
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    made = queued()
    statuses = []
    for _ in range(TRIES):
        with pytest.raises(NotSent):
            jobs.send(message_id=made.id)
        made.refresh_from_db()
        statuses.append(made.status)
    assert statuses == [Status.QUEUED] * (TRIES - 1) + [Status.FAILED]
    assert (made.attempts, made.failure) == (TRIES, "ConnectionRefusedError")
    jobs.send(message_id=made.id)


def test_a_second_record_changes_nothing() -> None:
    made = queued()
    actions.record_sent(message_id=made.id, now=NOW)
    actions.record_sent(message_id=made.id, now=NOW + timedelta(days=1))
    made.refresh_from_db()
    assert (made.sent_at, made.attempts) == (NOW, 1)


def test_the_queue_tries_as_often_as_the_room_counts() -> None:
    def is_tried_again(attempts: int, error: Exception) -> bool:
        job = Job(
            id=1,
            queue="default",
            lock=None,
            queueing_lock=None,
            task_name=jobs.send.name,
            attempts=attempts,
        )
        return jobs.AGAIN.get_retry_decision(exception=error, job=job) is not None

    failure = NotSent("ConnectionRefusedError")
    assert [is_tried_again(n, failure) for n in range(TRIES)] == [True] * (TRIES - 1) + [False]
    assert not is_tried_again(0, exceptions.ProcrastinateException())

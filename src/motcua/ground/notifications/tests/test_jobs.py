"""Sending: once, after the act, tried again for a while, and never in a demo."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import OperationalError
from procrastinate import exceptions
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from pytest_django import Settings

from motcua.ground.notifications import actions, jobs, rules
from motcua.ground.notifications.examples import NOW, UYEN, message
from motcua.ground.notifications.gateway import NotSent
from motcua.ground.notifications.models import Message
from motcua.ground.notifications.rules import APART, TRIES, Failure, Status
from motcua.ground.trail import writes as trail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, timedelta())


def at(monkeypatch: pytest.MonkeyPatch, later: timedelta) -> None:
    """Set the clock on the wall to so much after the act."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + later)


def test_a_letter_is_sent_and_recorded(mailoutbox: list[EmailMessage]) -> None:
    made = message()
    jobs.send(message_id=made.id)
    [letter] = mailoutbox
    assert letter.to == [UYEN]
    assert letter.subject == "Đã tiếp nhận hồ sơ 000.00.16.H09-150415-0001, hẹn trả 20/04/2015"
    assert "Hẹn trả kết quả: 17:00, thứ Hai 20/04/2015." in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    made.refresh_from_db()
    assert (made.status, made.attempts, made.sent_at) == (Status.SENT, 1, NOW)


def test_a_job_that_runs_twice_sends_once(mailoutbox: list[EmailMessage]) -> None:
    made = message()
    jobs.send(message_id=made.id)
    jobs.send(message_id=made.id)
    assert len(mailoutbox) == 1


def test_what_was_played_counts_as_sent_when_it_was_queued(
    mailoutbox: list[EmailMessage],
) -> None:
    trail.mark_as_demo()
    made = message()
    actions.take_for_sent(before=made.queued_at)
    assert Message.objects.get().status == Status.QUEUED
    actions.take_for_sent(before=NOW + timedelta(hours=1))
    made.refresh_from_db()
    assert (made.status, made.sent_at) == (Status.SENT, made.queued_at)
    jobs.send(message_id=made.id)
    assert not mailoutbox


def test_nothing_counts_as_sent_by_itself_where_people_are_real() -> None:
    made = message()
    with pytest.raises(rules.NotADemo):
        actions.take_for_sent(before=NOW + timedelta(hours=1))
    made.refresh_from_db()
    assert made.status == Status.QUEUED


def test_the_people_of_a_demo_are_never_written_to(
    mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    settings.DEMO = True
    for made in (message(code="0001"), message(code="0002")):
        jobs.send(message_id=made.id)
    assert not mailoutbox
    assert Message.objects.filter(status=Status.SENT).exists()
    assert not Message.objects.filter(status=Status.QUEUED).exists()


def test_what_was_begun_and_not_recorded_does_not_go_again(mailoutbox: list[EmailMessage]) -> None:
    made = message()
    assert actions.begin(message_id=made.id, now=NOW)
    jobs.send(message_id=made.id)
    assert not mailoutbox
    made.refresh_from_db()
    assert (made.status, made.sending_since) == (Status.SENDING, NOW)


def test_what_follows_within_the_hour_is_held_and_goes_together(
    mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.send(message_id=message().id)
    second, third = message(code="0002"), message(code="0003")
    ProcrastinateJob.objects.all().delete()
    at(monkeypatch, APART / 2)
    jobs.send(message_id=second.id)
    held = ProcrastinateJob.objects.get()
    assert (held.args, held.scheduled_at) == ({"message_id": second.id}, NOW + APART)
    assert len(mailoutbox) == 1
    at(monkeypatch, APART)
    jobs.send(message_id=second.id)
    jobs.send(message_id=third.id)
    assert len(mailoutbox) == 2
    assert mailoutbox[1].subject.startswith("Đã tiếp nhận hồ sơ 0003")
    assert list(Message.objects.order_by("id").values_list("status", "joined_to")) == [
        (Status.SENT, None),
        (Status.SENT, None),
        (Status.JOINED, second.id),
    ]


def test_what_a_carrier_carried_goes_on_with_whoever_carries_the_carrier() -> None:
    first, second = message(code="0001"), message(code="0002")
    carrier = actions.begin(message_id=first.id, now=NOW)
    assert carrier
    actions.record_failure(message=carrier, failure=Failure.BUSY)
    third = message(code="0003")
    assert actions.begin(message_id=third.id, now=NOW)
    assert set(Message.objects.filter(joined_to=third)) == {first, second}


def test_another_reader_and_another_subject_are_not_held(mailoutbox: list[EmailMessage]) -> None:
    jobs.send(message_id=message().id)
    jobs.send(message_id=message(to="an@example.vn").id)
    assert len(mailoutbox) == 2


def test_a_second_record_changes_nothing() -> None:
    begun = actions.begin(message_id=message().id, now=NOW)
    assert begun
    actions.record_sent(message=begun, now=NOW)
    actions.record_sent(message=begun, now=NOW + timedelta(days=1))
    actions.record_failure(message=begun, failure=Failure.BUSY)
    begun.refresh_from_db()
    assert (begun.status, begun.sent_at, begun.attempts) == (Status.SENT, NOW, 1)


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

    failure = NotSent(Failure.UNREACHABLE)
    assert [is_tried_again(n, failure) for n in range(TRIES)] == [True] * (TRIES - 1) + [False]
    assert is_tried_again(0, OperationalError("the database restarts"))
    assert not is_tried_again(0, exceptions.ProcrastinateException())

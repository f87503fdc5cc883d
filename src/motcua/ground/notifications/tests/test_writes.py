"""Queuing messages."""

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries, Settings

from motcua.ground.notifications import queries
from motcua.ground.notifications.examples import DOSSIER, RECEIVED, message, queue
from motcua.ground.notifications.models import Message
from motcua.ground.notifications.rules import Channel, Status


@pytest.mark.django_db
def test_a_message_is_queued_with_its_job_in_two_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        message()
    queued = queries.of(DOSSIER).get()
    assert (queued.status, queued.facts) == (Status.QUEUED, RECEIVED)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("notifications.send", {"message_id": queued.id})


@pytest.mark.django_db
@pytest.mark.parametrize("nowhere", [None, ""])
def test_whoever_gave_no_address_is_told_nothing(nowhere: str | None) -> None:
    assert queue(to=nowhere) == []
    assert not Message.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_a_fact_stays_in_its_line() -> None:
    queued = message(code="0001\r\nBcc: all@example.vn")
    assert queued.facts["code"] == "0001 Bcc: all@example.vn"


@pytest.mark.django_db
def test_both_ways_cost_no_statement_more(
    settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.SMS_URL = "https://sms.example/"
    with django_assert_num_queries(2):
        queue(by_sms="0912345678")
    assert [each.channel for each in queries.of(DOSSIER)] == [Channel.EMAIL, Channel.SMS]
    assert ProcrastinateJob.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "is_demo", "ways"), [("", False, 1), ("", True, 2), ("https://sms.example/", False, 2)]
)
def test_a_way_that_is_not_open_is_not_gone(
    settings: Settings, url: str, ways: int, *, is_demo: bool
) -> None:
    settings.SMS_URL, settings.DEMO = url, is_demo
    assert len(queue(by_sms="0912345678")) == ways


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_tells_nobody() -> None:
    with transaction.atomic():
        message()
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_message_outside_an_act_is_a_bug() -> None:
    assert not connection.in_atomic_block
    with pytest.raises(TransactionManagementError):
        message()

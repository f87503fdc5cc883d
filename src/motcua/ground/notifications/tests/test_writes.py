"""Queuing messages."""

from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.ground.notifications import writes
from motcua.ground.notifications.models import Message
from motcua.ground.trail.rules import Subject

DOSSIER = Subject("dossier", "1")
NOW = datetime(2015, 4, 15, 2, 12, tzinfo=UTC)
READY = {"code": "000.00.16.H09-150415-0001", "place": "quầy 3", "link": "", "phone": ""}


def queue(to: str | None = "uyen@example.vn", **facts: str) -> Message | None:
    """Queue the message that a result is ready."""
    return writes.queue(
        subject=DOSSIER, to=to, template="result_ready", facts={**READY, **facts}, now=NOW
    )


@pytest.mark.django_db
def test_a_message_is_queued_with_its_job_in_two_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        queue()
    assert Message.objects.get().status == "queued"

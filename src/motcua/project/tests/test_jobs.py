"""What becomes of a job whose worker was killed."""

from collections.abc import Iterator

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.project import jobs


@pytest.fixture
def stalled() -> Iterator[int]:
    """Plant a job that a dead worker left behind."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '5 minutes') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO procrastinate_jobs"
            " (queue_name, task_name, args, status, worker_id, attempts)"
            " VALUES ('default', 'notifications.send', '{}', 'doing', %s, 1) RETURNING id",
            [worker],
        )
        yield cursor.fetchone()[0]


def run_once() -> None:
    """Run the rescue as the worker would."""
    waiting = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    waiting.configure_task("project.rescue", queue="rescue").defer(timestamp=0)
    waiting.run_worker(
        queues=["rescue"],
        wait=False,
        install_signal_handlers=False,
        listen_notify=False,
    )


@pytest.mark.django_db(transaction=True)
def test_it_goes_back_to_the_queue(stalled: int) -> None:
    run_once()
    assert ProcrastinateJob.objects.get(pk=stalled).status == "todo"


@pytest.mark.django_db(transaction=True)
def test_one_that_kills_every_worker_is_given_up(stalled: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = %s", [jobs.MOST_RUNS])
    run_once()
    assert ProcrastinateJob.objects.get(pk=stalled).status == "failed"

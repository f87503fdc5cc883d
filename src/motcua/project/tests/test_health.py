"""What the two addresses for watchers say."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from motcua.project import health, watch


def heartbeat(*, seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - %s * interval '1 second')",
            [seconds_ago],
        )


def job(*, waiting_seconds: int, is_scheduled: bool = False) -> None:
    at = timezone.now() - timedelta(seconds=waiting_seconds)  # noqa: TID251 - the queue's clock
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at)"
            " VALUES ('default', 'x', '{}', %s) RETURNING id",
            [at if is_scheduled else None],
        )
        row = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", [at, row[0]])


def test_alive_asks_nobody(client: Client) -> None:
    assert client.get("/healthz").content == b"alive\n"


@pytest.mark.django_db
def test_ready_with_a_warning_when_one_role_is_owner_and_application(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert b"warning: one database role" in answer.content


@pytest.mark.django_db
def test_ready_without_a_word_when_there_are_two_roles(client: Client, settings: Settings) -> None:
    settings.DATABASE_OWNER_URL = "postgresql:///motcua?user=somebody_else"
    heartbeat(seconds_ago=5)
    assert client.get("/readyz").content == b"ready\n"


@pytest.mark.django_db
def test_not_ready_while_tables_are_of_another_version(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'trail'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.content.startswith(b"migrations: ")
    assert b"trail.0001" in answer.content


def test_not_ready_while_the_database_is_down(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> list[str]:
        raise DatabaseError("connection refused\nIs the server running?")

    monkeypatch.setattr(health, "pending_migrations", down)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.content == b"database: connection refused\n"


@pytest.mark.parametrize(
    "asker", [Client(REMOTE_ADDR="203.0.113.7"), Client(headers={"X-Forwarded-For": "::1"})]
)
def test_strangers_are_told_no_more_than_that_something_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    asker: Client,
) -> None:
    def down() -> list[str]:
        raise DatabaseError("no answer at 10.0.0.3")

    monkeypatch.setattr(health, "pending_migrations", down)
    assert asker.get("/readyz").content == b"not ready: see the log\n"
    assert "no answer at 10.0.0.3" in caplog.text
    monkeypatch.setattr(health, "pending_migrations", list)
    monkeypatch.setattr(watch, "warnings", lambda: iter(["disk: 5 MB free at /srv/files"]))
    assert asker.get("/readyz").content == b"ready\nwarning: see the log\n"
    assert "/srv/files" in caplog.text


@pytest.mark.django_db
def test_readiness_is_cheap(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get("/readyz")
    assert len(asked) <= 4


@pytest.mark.django_db
def test_nothing_is_kept_and_every_answer_has_its_number(client: Client) -> None:
    answer = client.get("/healthz")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Incident"] != client.get("/healthz")["X-Incident"]


@pytest.mark.django_db
class TestWarnings:
    """Pages are served, yet somebody should come."""

    @staticmethod
    def told(client: Client) -> str:
        answer = client.get("/readyz")
        assert answer.status_code == 200
        return answer.content.decode()

    def test_nobody_works(self, client: Client) -> None:
        assert "warning: worker: none is running\n" in self.told(client)

    def test_the_worker_is_silent(self, client: Client) -> None:
        heartbeat(seconds_ago=100)
        assert "warning: worker: silent for 100 s\n" in self.told(client)

    def test_of_two_workers_one_is_enough(self, client: Client) -> None:
        heartbeat(seconds_ago=100)
        heartbeat(seconds_ago=3)
        assert "worker" not in self.told(client)

    @pytest.mark.parametrize("facts", [{}, {"is_scheduled": True}])
    def test_jobs_wait(self, client: Client, facts: dict[str, bool]) -> None:
        job(waiting_seconds=watch.WAITING_SECONDS - 10, **facts)
        assert "queue" not in self.told(client)
        job(waiting_seconds=watch.WAITING_SECONDS + 60, **facts)
        assert "warning: queue: the oldest job has waited for 36" in self.told(client)

    def test_what_is_for_tomorrow_does_not_wait(self, client: Client) -> None:
        job(waiting_seconds=-86400, is_scheduled=True)
        assert "queue" not in self.told(client)

    def test_a_disk_fills_up(self, client: Client, settings: Settings) -> None:
        assert "disk" not in self.told(client)
        settings.DISK_FREE_MEGABYTES = 10**9
        assert "warning: disk: " in self.told(client)

    def test_a_directory_that_is_not_there_yet(self, settings: Settings, tmp_path: Path) -> None:
        settings.FILES_ROOT = tmp_path / "later" / "files"
        settings.TRAIL_ROOTS = tmp_path / "later" / "roots.jsonl"
        assert watch.places() == [tmp_path]

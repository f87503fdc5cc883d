"""What the two addresses for watchers say."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from motcua.project import health


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


@pytest.mark.django_db
def test_readiness_is_cheap(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get("/readyz")
    assert len(asked) <= 3


@pytest.mark.django_db
def test_nothing_is_kept_and_every_answer_has_its_number(client: Client) -> None:
    answer = client.get("/healthz")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Incident"] != client.get("/healthz")["X-Incident"]

"""A consumer misses no event, whatever the order of commits."""

from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from motcua.ground.trail import queries, writes
from motcua.ground.trail.examples import LAMP, STAIRS, light
from motcua.ground.trail.rules import BEGINNING


def now() -> datetime:
    """Return this moment: however long tests run, what happens now is not late."""
    return datetime.now(UTC)  # noqa: TID251 - the database's clock runs on too


@pytest.fixture
def elsewhere(transactional_db: None) -> Iterator[psycopg.Connection]:
    """Another connection to the same database."""
    parameters = connection.get_connection_params()
    kept = {
        key: parameters[key]
        for key in ("dbname", "user", "password", "host", "port")
        if key in parameters
    }
    with psycopg.connect(**kept) as other:
        yield other


INSERT = """
    INSERT INTO trail_event (subject_kind, subject_id, name, version, body, occurred_at,
        actor_kind, actor_name, late_declared, simulated)
    VALUES ('lamp', 'stairs', 'lamp.lit', 1, '{}', now(), 'system', '', false, false)
"""


def lit() -> list[str]:
    return [read.subject.id for read in queries.since(BEGINNING, limit=10)]


def test_it_waits_for_what_began_before(elsewhere: psycopg.Connection) -> None:
    elsewhere.execute(INSERT)
    with transaction.atomic():
        light(now())
    assert lit() == []
    elsewhere.commit()
    assert lit() == [STAIRS.id, LAMP.id]


def test_it_goes_on_behind_a_position(transactional_db: None) -> None:
    for _ in range(3):
        with transaction.atomic():
            light(now())
    one, two = queries.since(BEGINNING, limit=2)
    (three,) = queries.since(two.position, limit=2)
    assert [one.event.sequence, two.event.sequence, three.event.sequence] == [1, 2, 3]
    assert queries.since(three.position, limit=2) == []


def test_a_restore_does_not_hide_what_comes_after(transactional_db: None) -> None:
    with transaction.atomic():
        light(now())
    (read,) = queries.since(BEGINNING, limit=5)
    with transaction.atomic():
        writes.begin_epoch()
    with transaction.atomic():
        light(now())
    (later,) = queries.since(read.position, limit=5)
    assert later.position.epoch == read.position.epoch + 1


def test_two_writers_to_one_chain_take_turns(elsewhere: psycopg.Connection) -> None:
    elsewhere.execute(INSERT)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
        light(now(), STAIRS)
    elsewhere.commit()
    with transaction.atomic():
        light(now(), STAIRS)
    assert [event.sequence for event in queries.history(STAIRS)] == [1, 2]
    assert queries.verify() == []

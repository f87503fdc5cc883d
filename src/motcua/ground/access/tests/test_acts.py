"""Acts against real locks: each test is two acts at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection, transaction

from motcua.ground.access import doors, rules
from motcua.ground.access.models import Throttle

NOW = datetime(2015, 4, 20, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elsewhere() -> Iterator[ThreadPoolExecutor]:
    """Run in another thread, and so on another connection."""
    Throttle.objects.bulk_create(Throttle(key=key, tries=0, resets_at=NOW) for key in "ab")
    with ThreadPoolExecutor(1) as pool:
        yield pool
        pool.submit(lambda: connection.close()).result()  # noqa: PLW0108 - its own


class Act:
    """Adds a try to two rows, meeting the other act in between, the first time."""

    def __init__(self, first: str, second: str, meeting: Barrier) -> None:
        self.first, self.second, self.meeting = first, second, meeting
        self.begun = 0

    def __call__(self) -> None:
        self.begun += 1
        with transaction.atomic():
            self.add(self.first)
            if self.begun == 1:
                self.meeting.wait(timeout=60)
            self.add(self.second)

    @staticmethod
    def add(key: str) -> None:
        row = Throttle.objects.select_for_update().get(pk=key)
        row.tries += 1
        row.save()


def test_of_two_acts_in_deadlock_both_are_done(elsewhere: ThreadPoolExecutor) -> None:
    meeting = Barrier(2)
    ours, theirs = Act("a", "b", meeting), Act("b", "a", meeting)
    other = elsewhere.submit(doors.acts(theirs.__call__))
    doors.acts(ours.__call__)()
    other.result()
    assert max(ours.begun, theirs.begun) == 2
    assert list(Throttle.objects.values_list("tries", flat=True)) == [2, 2]


def test_a_lock_that_is_not_had_is_refused(elsewhere: ThreadPoolExecutor) -> None:
    meeting, done = Barrier(2), Barrier(2)

    def hold() -> None:
        with transaction.atomic():
            Act.add("a")
            meeting.wait(timeout=60)
            done.wait(timeout=60)

    def ask() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
            Act.add("a")

    holder = elsewhere.submit(hold)
    meeting.wait(timeout=60)
    with pytest.raises(rules.Busy):
        doors.acts(ask)()
    done.wait(timeout=60)
    holder.result()


def test_what_the_database_does_not_tell_in_time_is_stopped() -> None:
    def ask() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '20ms'")
            cursor.execute("SELECT pg_sleep(60)")

    with pytest.raises(rules.TookTooLong):
        doors.acts(ask)()

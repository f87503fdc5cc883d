"""The chain against its thieves: each test is one of them, with the triggers stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoAssertNumQueries

from motcua.ground.kernel.actor import ActorKind
from motcua.ground.trail import queries, writes
from motcua.ground.trail.examples import ANH, DESK, LAMP, LOFT, PUPPET, ROOF, STAIRS, Lit, light
from motcua.ground.trail.models import Event, Head, Ledger
from motcua.ground.trail.rules import BrokenLink, Fault


def now() -> datetime:
    """Return this moment: however long tests run, what happens now is not late."""
    return datetime.now(UTC)  # noqa: TID251 - the database's clock runs on too


@contextmanager
def stopped_triggers() -> Iterator[None]:
    """Be the superuser who stops the triggers, as no role of ours may."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def broken(sequence: int, fault: Fault) -> list[BrokenLink]:
    return [BrokenLink(LAMP, sequence, fault)]


@pytest.mark.django_db
class TestRecord:
    def test_it_takes_one_statement(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            light(now())

    def test_it_returns_what_history_tells(self) -> None:
        done = light(now(), times=3)
        assert queries.history(LAMP) == done
        assert [event.sequence for event in done] == [1, 2, 3]

    def test_it_says_who_from_which_seat_for_whom(self) -> None:
        writes.record(actor=ANH, post_id=LOFT, subject=LAMP, body=Lit(), at=now())
        (event,) = queries.history(LAMP)
        assert (event.actor_kind, event.actor_name) == (ActorKind.OFFICER, "Trần Thị Ngọc Anh")
        assert (event.user_id, event.post_id, event.acting_for) == (1, ROOF, LOFT)

    def test_the_database_says_when_it_was_recorded(self) -> None:
        late = now() - timedelta(days=2)
        event = writes.record(
            actor=ANH, post_id=DESK, subject=LAMP, body=Lit(), at=late, late_declared=True
        )
        assert event.occurred_at == late
        assert event.recorded_at - now() < timedelta(minutes=5)
        assert queries.verify() == []

    def test_what_a_caller_forges_is_ignored(self) -> None:
        light(now())
        forged = Event.objects.get()
        forged.pk, forged.sequence, forged.digest, forged.transaction_id = None, 40, b"x", 1
        forged.save(force_insert=True)
        two = Event.objects.get(sequence=2)
        assert two.transaction_id > 1
        assert queries.verify() == []

    def test_a_simulated_actor_is_refused_by_a_true_database(self) -> None:
        with pytest.raises(IntegrityError, match="simulated"):
            writes.record(actor=PUPPET, post_id=None, subject=LAMP, body=Lit(), at=now())

    def test_a_simulated_event_is_marked_in_a_demo(self) -> None:
        writes.mark_as_demo()
        long_ago = datetime(2015, 4, 20, 9, tzinfo=UTC)
        writes.record(actor=PUPPET, post_id=None, subject=LAMP, body=Lit(), at=long_ago)
        assert queries.history(LAMP)[0].simulated
        assert queries.verify() == []


@pytest.mark.django_db(transaction=True)
def test_an_event_belongs_to_a_transaction() -> None:
    with pytest.raises(TransactionManagementError):
        light(now())


@pytest.mark.django_db
class TestOwnersSlips:
    @pytest.mark.parametrize(
        "slip",
        [
            "UPDATE trail_event SET body = '{}'",
            "DELETE FROM trail_event",
            "TRUNCATE trail_event",
            "UPDATE trail_head SET sequence = 9",
            "DELETE FROM trail_head",
            "TRUNCATE trail_head",
            "INSERT INTO trail_head VALUES ('lamp', 'other', 1, '', now())",
            "DELETE FROM trail_ledger",
            "TRUNCATE trail_ledger",
            "UPDATE trail_ledger SET epoch = 0",
            "UPDATE trail_ledger SET is_demo = true",
        ],
    )
    def test_they_are_refused(self, slip: str) -> None:
        light(now())
        with pytest.raises(DatabaseError, match="trail"):
            execute(slip)

    def test_the_ledger_stays_one_row(self) -> None:
        with pytest.raises(IntegrityError):
            Ledger.objects.create(id=2)


@pytest.mark.django_db
class TestVerify:
    @pytest.fixture(autouse=True)
    def chains(self) -> None:
        light(now(), times=4)
        light(now(), STAIRS, times=2)

    def test_sound_chains_have_no_broken_link(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            assert queries.verify() == []
        assert queries.size() == (2, 6)

    @pytest.mark.parametrize(
        "change",
        [
            {"body": '{"brightness":9}'},
            {"name": "lamp.broken"},
            {"version": 2},
            {"actor_name": "Nguyễn Văn Khác"},
            {"user_id": None},
            {"post_id": 8},
            {"acting_for": 8},
            {"occurred_at": F("occurred_at") - timedelta(seconds=1)},
            {"recorded_at": F("recorded_at") + timedelta(microseconds=1)},
            {"late_declared": True},
            {"epoch": 2},
            {"transaction_id": 1},
            {"id": 1_000_000},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_a_planted_change_is_named(self, change: dict[str, object]) -> None:
        with stopped_triggers():
            Event.objects.filter(subject_id="hall", sequence=2).update(**change)
        assert queries.verify() == broken(2, Fault.CHANGED)
        assert queries.verify(STAIRS) == []

    def test_a_change_with_its_digest_mended_breaks_the_next_link(self) -> None:
        with stopped_triggers():
            execute("UPDATE trail_event SET body = '{}' WHERE subject_id = 'hall' AND sequence = 2")
            execute(
                "UPDATE trail_event AS event SET digest = trail_digest(before.digest, event)"
                " FROM trail_event AS before WHERE before.sequence = 1 AND event.sequence = 2"
                " AND before.subject_id = 'hall' AND event.subject_id = 'hall'"
            )
        assert queries.verify() == broken(3, Fault.CHANGED)

    def test_a_removal_in_the_middle_is_named(self) -> None:
        with stopped_triggers():
            execute("DELETE FROM trail_event WHERE subject_id = 'hall' AND sequence = 2")
        assert queries.verify() == broken(2, Fault.REMOVED)

    def test_a_removal_hidden_by_numbering_anew_is_named(self) -> None:
        with stopped_triggers():
            execute("DELETE FROM trail_event WHERE subject_id = 'hall' AND sequence = 2")
            execute(
                "UPDATE trail_event SET sequence = 2 WHERE subject_id = 'hall' AND sequence = 3"
            )
        assert queries.verify() == broken(2, Fault.CHANGED)

    def test_an_insertion_is_named(self) -> None:
        with stopped_triggers():
            execute(
                "UPDATE trail_event SET sequence = 5 WHERE subject_id = 'hall' AND sequence = 4"
            )
            execute(
                "UPDATE trail_event SET sequence = 4 WHERE subject_id = 'hall' AND sequence = 3"
            )
            self.copy(place=2, to=3)
        assert queries.verify() == broken(3, Fault.CHANGED)

    def test_an_insertion_in_a_taken_place_is_named(self) -> None:
        with stopped_triggers():
            execute("ALTER TABLE trail_event DROP CONSTRAINT event_has_its_own_place_in_its_chain")
            self.copy(place=2, to=2)
        assert queries.verify() == broken(2, Fault.DOUBLED)

    def test_an_event_added_behind_the_head_is_named(self) -> None:
        with stopped_triggers():
            self.copy(place=4, to=5)
            execute(
                "UPDATE trail_event AS event SET digest = trail_digest(before.digest, event)"
                " FROM trail_event AS before WHERE before.sequence = 4 AND event.sequence = 5"
                " AND before.subject_id = 'hall'"
            )
        assert queries.verify() == broken(5, Fault.BEYOND_HEAD)

    def test_a_cut_tail_is_named(self) -> None:
        with stopped_triggers():
            execute("DELETE FROM trail_event WHERE subject_id = 'hall' AND sequence > 2")
        assert queries.verify() == broken(3, Fault.CUT)

    def test_a_subject_whose_head_alone_is_left_is_named(self) -> None:
        with stopped_triggers():
            execute("DELETE FROM trail_event WHERE subject_id = 'hall'")
        assert queries.verify() == queries.verify(LAMP) == broken(1, Fault.CUT)

    def test_a_last_event_rewritten_with_its_digest_is_named(self) -> None:
        with stopped_triggers():
            execute("UPDATE trail_event SET body = '{}' WHERE subject_id = 'hall' AND sequence = 4")
            execute(
                "UPDATE trail_event AS event SET digest = trail_digest(before.digest, event)"
                " FROM trail_event AS before WHERE before.sequence = 3 AND event.sequence = 4"
                " AND before.subject_id = 'hall'"
            )
        assert queries.verify() == broken(4, Fault.REWRITTEN)

    @pytest.mark.parametrize("gap", [timedelta(minutes=-6), timedelta(minutes=6)])
    def test_an_undeclared_gap_is_back_dating(self, gap: timedelta) -> None:
        light(now() + gap)
        assert queries.verify() == broken(5, Fault.BACKDATED)

    def test_only_the_first_broken_link_of_a_chain_is_named(self) -> None:
        with stopped_triggers():
            execute("UPDATE trail_event SET body = '{}'")
        assert [link.sequence for link in queries.verify()] == [1, 1]

    @staticmethod
    def copy(*, place: int, to: int) -> None:
        event = Event.objects.get(subject_id="hall", sequence=place)
        event.pk, event.sequence = None, to
        event.save(force_insert=True)


@pytest.mark.django_db
class TestApplicationsRole:
    """What the roof grants: SELECT and INSERT on events, SELECT alone on heads and ledger."""

    @pytest.fixture(autouse=True)
    def role(self) -> Iterator[None]:
        execute("CREATE ROLE clerk")
        execute("GRANT SELECT, INSERT ON trail_event TO clerk")
        execute("GRANT USAGE ON trail_event_id_seq TO clerk")
        execute("GRANT SELECT ON trail_head, trail_ledger TO clerk")
        light(now())
        execute("SET LOCAL ROLE clerk")
        yield
        execute("RESET ROLE")

    def test_it_records_and_verifies(self) -> None:
        light(now(), times=2)
        assert queries.verify() == []
        assert Head.objects.get().sequence == 3

    @pytest.mark.parametrize(
        "theft",
        [
            "UPDATE trail_event SET body = '{}'",
            "DELETE FROM trail_event",
            "TRUNCATE trail_event",
            "UPDATE trail_head SET sequence = 9",
            "INSERT INTO trail_head VALUES ('lamp', 'other', 1, '', now())",
            "UPDATE trail_ledger SET is_demo = true",
            "ALTER TABLE trail_event DISABLE TRIGGER ALL",
            "SET session_replication_role = replica",
        ],
    )
    def test_it_may_nothing_else(self, theft: str) -> None:
        with (
            pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
            transaction.atomic(),
        ):
            execute(theft)

    def test_a_temporary_table_is_not_taken_for_the_heads(self) -> None:
        execute("CREATE TEMPORARY TABLE trail_head (LIKE public.trail_head)")
        light(now())
        assert queries.history(LAMP)[-1].sequence == 2

"""Daily roots against the superuser: he rewrites all that is in the database, the file tells."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from motcua.ground.trail import actions, audit, queries, rootfile
from motcua.ground.trail.examples import LAMP, STAIRS, light
from motcua.ground.trail.roots import Filed, Leaf, Place, Root, filed, leaves
from motcua.ground.trail.rules import BrokenLink, Fault, Subject

pytestmark = pytest.mark.django_db(transaction=True)

# What he does after each change: every digest and every head is computed anew.
MEND = """
    WITH RECURSIVE mended AS (
        SELECT event.id, subject_kind, subject_id, sequence, trail_digest('', event) AS digest
        FROM trail_event AS event WHERE sequence = 1
        UNION ALL
        SELECT event.id, event.subject_kind, event.subject_id, event.sequence,
            trail_digest(mended.digest, event)
        FROM mended JOIN trail_event AS event ON event.subject_id = mended.subject_id
            AND event.sequence = mended.sequence + 1
    )
    UPDATE trail_event AS event SET digest = mended.digest FROM mended WHERE event.id = mended.id
"""
HEADS = """
    DELETE FROM trail_head;
    INSERT INTO trail_head (subject_kind, subject_id, sequence, digest, moved_at)
    SELECT DISTINCT ON (subject_id) subject_kind, subject_id, sequence, digest, recorded_at
    FROM trail_event ORDER BY subject_id, sequence DESC
"""
COPY = """
    INSERT INTO trail_event SELECT (jsonb_populate_record(event, %s)).*
    FROM trail_event AS event WHERE subject_id = 'hall' AND sequence = 4
"""


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the database's clock runs on too


def lit(subject: Subject = LAMP, *, times: int = 1) -> None:
    with transaction.atomic():
        light(now(), subject, times=times)


def steal(*statements: str) -> None:
    """Be the superuser: change rows, then make every chain and head verify again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in (*statements, MEND, HEADS):
            cursor.execute(statement)
    assert queries.verify() == [], "a thief whom the chains name needs no root"


def copied(**change: object) -> str:
    """Return the statement that adds a copy of the hall's last event, so changed."""
    changes = ", ".join(f"'{name}', {value}" for name, value in change.items())
    return COPY.replace("%s", f"jsonb_build_object('id', 900000, 'sequence', 5, {changes})")


@pytest.fixture(autouse=True)
def file(settings: Settings, tmp_path: Path) -> Path:
    settings.TRAIL_ROOTS = tmp_path / "roots" / "roots.jsonl"
    return tmp_path / "roots" / "roots.jsonl"


@pytest.fixture
def rooted(file: Path) -> Path:
    """Two days: both lamps are lit and rooted, then the hall's twice more."""
    lit(times=2)
    lit(STAIRS, times=2)
    actions.make_root()
    lit(times=2)
    actions.make_root()
    return file


class TestMaking:
    def test_a_root_holds_the_chains_that_moved_since_the_root_before(self, rooted: Path) -> None:
        first, second = rootfile.roots()
        assert [leaf.subject for leaf in rootfile.leaves_of(first)] == [LAMP, STAIRS]
        assert [(leaf.subject, leaf.sequence) for leaf in rootfile.leaves_of(second)] == [(LAMP, 4)]
        assert second.root.previous == first.root.seal
        assert audit.against_file() == []

    def test_a_day_without_an_event_has_its_root(self, rooted: Path) -> None:
        actions.make_root()
        assert rootfile.leaves_of(rootfile.roots()[2]) == []
        assert audit.against_file() == []

    def test_an_act_that_is_not_over_comes_into_the_next_root(self, file: Path) -> None:
        other = connection.copy()
        other.set_autocommit(False)
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_current_xact_id()")
                lit(times=1)
                actions.make_root()
                assert rootfile.leaves_of(rootfile.roots()[0]) == []
        finally:
            other.rollback()
            other.close()
        actions.make_root()
        assert [leaf.sequence for leaf in rootfile.leaves_of(rootfile.roots()[1])] == [1]

    def test_a_root_that_could_not_be_filed_is_filed_with_the_next(
        self, file: Path, settings: Settings
    ) -> None:
        lit()
        settings.TRAIL_ROOTS = Path("/proc/roots.jsonl")
        with pytest.raises(OSError, match="roots"):
            actions.make_root()
        settings.TRAIL_ROOTS = file
        assert audit.against_file() == [BrokenLink(Subject("root", "1"), 0, Fault.ROOT_NOT_FILED)]
        actions.make_root()
        assert [each.root.number for each in rootfile.roots()] == [1, 2]
        assert audit.against_file() == []

    def test_a_thief_between_root_and_file_is_caught(self, file: Path, settings: Settings) -> None:
        lit(times=2)
        settings.TRAIL_ROOTS = Path("/proc/roots.jsonl")
        with pytest.raises(OSError, match="roots"):
            actions.make_root()
        settings.TRAIL_ROOTS = file
        steal("DELETE FROM trail_event WHERE sequence = 2")
        with pytest.raises(actions.Forked):
            actions.make_root()

    def test_a_write_torn_by_a_dead_machine_is_written_again(self, rooted: Path) -> None:
        torn = rooted.read_text().splitlines(keepends=True)
        rooted.write_text("".join(torn[:-1]) + torn[-1][:9])
        assert [each.root.number for each in rootfile.roots()] == [1]
        actions.make_root()
        assert [each.root.number for each in rootfile.roots()] == [1, 2, 3]
        assert audit.against_file() == []

    def test_rows_of_roots_are_never_changed(self, rooted: Path) -> None:
        for slip in ("UPDATE trail_dailyroot SET seal = ''", "DELETE FROM trail_dailyroot"):
            with pytest.raises(DatabaseError, match="trail"), connection.cursor() as cursor:
                cursor.execute(slip)


class TestThieves:
    """Each has the database's superuser, and leaves chains and heads that verify."""

    def test_a_cut_tail(self, rooted: Path) -> None:
        steal("DELETE FROM trail_event WHERE subject_id = 'hall' AND sequence > 2")
        assert audit.against_file() == [BrokenLink(LAMP, 4, Fault.CUT)]

    def test_a_vanished_subject(self, rooted: Path) -> None:
        steal("DELETE FROM trail_event WHERE subject_id = 'stairs'")
        assert audit.against_file() == [BrokenLink(STAIRS, 2, Fault.VANISHED)]

    def test_a_rewritten_chain(self, rooted: Path) -> None:
        steal("UPDATE trail_event SET body = '{}' WHERE subject_id = 'hall' AND sequence = 1")
        assert audit.against_file() == [
            BrokenLink(LAMP, 2, Fault.REWRITTEN),
            BrokenLink(LAMP, 4, Fault.REWRITTEN),
        ]

    def test_an_event_put_below_a_root(self, rooted: Path) -> None:
        steal(copied(body="'{}'"))
        assert audit.against_file() == [BrokenLink(LAMP, 5, Fault.BACKDATED)]

    def test_an_event_that_says_it_was_recorded_before_the_root(self, rooted: Path) -> None:
        late = "to_char(recorded_at - interval '1 hour', 'YYYY-MM-DD HH24:MI:SS.USTZH:TZM')"
        after = "pg_current_xact_id()::text::bigint"
        steal(copied(recorded_at=late, occurred_at=late, transaction_id=after))
        assert audit.against_file() == [BrokenLink(LAMP, 5, Fault.BACKDATED)]

    def test_a_removed_root(self, rooted: Path) -> None:
        steal("DELETE FROM trail_dailyroot WHERE number = 2")
        assert audit.against_file() == [BrokenLink(Subject("root", "2"), 0, Fault.ROOT_MISSING)]

    def test_a_changed_root(self, rooted: Path) -> None:
        steal("UPDATE trail_dailyroot SET seal = previous WHERE number = 2")
        assert audit.against_file() == [BrokenLink(Subject("root", "2"), 0, Fault.ROOT_CHANGED)]

    def test_a_lost_file(self, rooted: Path) -> None:
        rooted.unlink()
        assert {link.fault for link in audit.against_file()} == {Fault.ROOT_NOT_FILED}

    @pytest.mark.parametrize(
        "edit",
        [
            lambda text: text.replace('"hall",2', '"hall",1', 1),
            lambda text: re.sub(r"^\[.*\n", "", text, count=1, flags=re.MULTILINE),
            lambda text: text.replace('"previous":""', '"previous":"0"', 1),
        ],
        ids=["a leaf changed", "a leaf removed", "a root changed"],
    )
    def test_an_edited_file(self, rooted: Path, edit: Callable[[str], str]) -> None:
        rooted.write_text(edit(rooted.read_text()))
        assert audit.against_file()[0] == BrokenLink(Subject("root", "1"), 0, Fault.FILE_CHANGED)

    def test_lines_of_somebody_else_are_no_roots(self, rooted: Path) -> None:
        rooted.write_text('7\n"x"\n{"root":1}\nđây\n' + rooted.read_text())
        assert audit.against_file() == []


class TestRestore:
    def test_the_roots_of_the_lost_time_bind_no_more(self, rooted: Path) -> None:
        lost = rooted.read_text()
        backup = "DELETE FROM trail_dailyroot WHERE number = 2"
        steal(backup, "DELETE FROM trail_event WHERE subject_id = 'hall' AND sequence > 2")
        assert audit.against_file() != []
        actions.begin_epoch()
        assert audit.against_file() == []
        lit(times=1)
        actions.make_root()
        assert audit.against_file() == []
        assert rooted.read_text().startswith(lost)

    def test_what_lies_before_the_backup_binds_on(self, rooted: Path) -> None:
        actions.begin_epoch()
        steal("DELETE FROM trail_event WHERE subject_id = 'stairs'")
        assert audit.against_file() == [BrokenLink(STAIRS, 2, Fault.VANISHED)]


class TestFile:
    ROOT = Root(1, datetime(2015, 4, 20, 17, tzinfo=UTC), Place(1, 900), "")

    def test_a_subject_with_odd_letters_is_told_as_it_is(self) -> None:
        odd = Leaf(Subject("đèn", 'a"\n\\'), 3, "ff")
        seal = self.ROOT.seal_over([odd])
        lines = [self.ROOT.line, odd.line, f'{{"seal":"{seal}"}}']
        named = replace(self.ROOT, seal=seal)
        assert list(filed(lines)) == [Filed(named, first=0, last=2, holds=True)]
        assert list(leaves(lines)) == [odd]

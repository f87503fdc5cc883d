"""
Two floors in plain psycopg: how fast an act could be if nothing stood above the driver.

(a) *bare*: the dossier's row, a work item closed, another opened, an event, in tables like
ours without triggers and foreign keys: what the smallest workflow engine has to write.
(b) *same*: the rows, locks, digest and job of ours, in our own tables; no rights, no rules.

Both write the values of one dossier that our own acts have made.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.string import TextLoader

from bench.house import InProcess
from bench.ours import Ours

Row = dict[str, Any]
Connection = psycopg.Connection[Row]

BARE = {
    "bare_dossier": "dossiers_dossier",
    "bare_item": "dossiers_workitem",
    "bare_event": "trail_event",
}
OF_DOSSIER = ("dossiers_workitem", "dossiers_paper", "dossiers_party")
OF_SUBJECT = ("payments_feedue", "notifications_message", "trail_event")
BY_TRIGGER = {"id", "sequence", "recorded_at", "epoch", "transaction_id", "digest"}
CLOSED = ("post_id", "received_at", "closed_at", "closed_by", "closed_from_id", "outcome")
NEVER_MOVED = {"id", "code", "intake_key", "due_lines", "search_key"}


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of a dossier of ours, by table: as its intake and its first step left them."""

    taken_in: Mapping[str, list[Row]]
    moved: Mapping[str, list[Row]]


def sample_of(ours: Ours) -> Sample:
    """Let ours take in a dossier and move it, and return the rows."""
    with _connected(os.environ["DATABASE_OWNER_URL"]) as reader:
        code = ours.intake()
        taken_in = _rows_of(reader, code)
        ours.step()
        return Sample(taken_in, _rows_of(reader, code))


def rows_written(act: Callable[[], object], run: Callable[[str], object]) -> dict[str, str]:
    """
    Return how many rows an act inserts and updates, by table.

    :param run: runs a statement on the connection of the act, which keeps the count.
    """
    before = _counted(run)
    act()
    return {
        table: f"+{inserted - before[table][0]} ~{updated - before[table][1]}"
        for table, (inserted, updated) in _counted(run).items()
        if (inserted, updated) != before[table]
    }


@contextmanager
def bare(sample: Sample) -> Iterator["Bare"]:
    """Make the first floor's tables, and keep a connection to them."""
    with _connected(os.environ["DATABASE_OWNER_URL"]) as owner:
        for table, like in BARE.items():
            names = {"table": sql.Identifier(table), "like": sql.Identifier(like)}
            copy = sql.SQL("CREATE TABLE {table} (LIKE {like} INCLUDING ALL)").format(**names)
            owner.execute(copy)
            owner.execute(sql.SQL("GRANT ALL ON {table} TO PUBLIC").format(**names))
    with _connected(os.environ["DATABASE_URL"]) as connection:
        yield Bare(connection, sample)


@contextmanager
def same(sample: Sample) -> Iterator["Same"]:
    """Keep a connection, as the application's role, for the second floor."""
    with _connected(os.environ["DATABASE_URL"]) as connection:
        yield Same(connection, sample)


class Bare(InProcess):
    """Four statements for a step, three for an intake."""

    name = "(a) bare rows"

    def __init__(self, connection: Connection, sample: Sample) -> None:
        self.connection, self.sample = connection, sample
        self.waiting: deque[int] = deque()

    def intake(self) -> None:
        """Insert the dossier, its first item and its event."""
        with self.connection.transaction():
            dossier_id = self._insert_dossier("bare_dossier")
            self._insert("bare_item", self.sample.taken_in["dossiers_workitem"], dossier_id)
            self._insert("bare_event", self.sample.taken_in["trail_event"], dossier_id)
        self.waiting.append(dossier_id)

    def step(self) -> None:
        """Close the first item, open the second, insert the event, update the dossier."""
        dossier_id = self.waiting.popleft()
        with self.connection.transaction():
            self._move("bare_dossier", "bare_item", dossier_id)
            self._insert("bare_item", self.sample.moved["dossiers_workitem"][1:], dossier_id)
            self._insert("bare_event", self.sample.moved["trail_event"][1:], dossier_id)

    def run(self, statement: str) -> None:
        """Run a statement on this floor's connection."""
        self.connection.execute(statement.encode())

    def _insert_dossier(self, table: str) -> int:
        (row,) = self.sample.taken_in["dossiers_dossier"]
        fresh = row | {"code": str(uuid4()), "intake_key": str(uuid4())}
        del fresh["id"]
        return self._write(table, [fresh], returning=True)

    def _insert(self, table: str, rows: Sequence[Row], dossier_id: int) -> None:
        """Insert rows like these for another dossier, in one statement."""
        whose: Row = {"dossier_id": dossier_id, "subject_id": str(dossier_id)}
        self._write(
            table,
            [
                {name: whose.get(name, value) for name, value in row.items() if name != "id"}
                for row in rows
            ],
        )

    def _write(self, table: str, rows: Sequence[Row], *, returning: bool = False) -> int:
        columns = sql.SQL(", ").join(map(sql.Identifier, rows[0]))
        places = sql.SQL("({})").format(sql.SQL(", ").join(sql.Placeholder() * len(rows[0])))
        insert = sql.SQL("INSERT INTO {} ({}) VALUES {}{}").format(
            sql.Identifier(table),
            columns,
            sql.SQL(", ").join([places] * len(rows)),
            sql.SQL(" RETURNING id" if returning else ""),
        )
        values = [value for row in rows for value in row.values()]
        cursor = self.connection.execute(insert, values)
        return int(next(cursor)["id"]) if returning else 0

    def _move(self, dossiers: str, items: str, dossier_id: int) -> None:
        """Close the first item and update the dossier."""
        closed = self.sample.moved["dossiers_workitem"][0]
        (dossier,) = self.sample.moved["dossiers_dossier"]
        whose = sql.SQL("dossier_id = %s AND number = 1")
        self._update(items, {name: closed[name] for name in CLOSED}, whose, dossier_id)
        state = {name: value for name, value in dossier.items() if name not in NEVER_MOVED}
        self._update(dossiers, state, sql.SQL("id = %s"), dossier_id)

    def _update(self, table: str, values: Row, where: sql.SQL, key: int) -> None:
        settings = (sql.SQL("{} = %s").format(sql.Identifier(name)) for name in values)
        update = sql.SQL("UPDATE {} SET {} WHERE {}").format(
            sql.Identifier(table), sql.SQL(", ").join(settings), where
        )
        self.connection.execute(update, [*values.values(), key])


class Same(Bare):
    """The rows, locks, digest and job of ours."""

    name = "(b) same rows, locks, digest, job"

    def intake(self) -> None:
        """Write what a receipt writes: form key, number, dossier and all that hangs on it."""
        taken_in = self.sample.taken_in
        with self.connection.transaction():
            self._keep_form_key()
            self._take_number()
            dossier_id = self._insert_dossier("dossiers_dossier")
            for table in (*OF_DOSSIER, *OF_SUBJECT):
                self._insert(table, taken_in[table], dossier_id)
            self._insert("procrastinate_jobs", taken_in["procrastinate_jobs"], dossier_id)
        self.waiting.append(dossier_id)

    def step(self) -> None:
        """Lock the dossier and its items, and write what a step writes."""
        dossier_id = self.waiting.popleft()
        with self.connection.transaction():
            self._keep_form_key()
            self.connection.execute(
                "SELECT * FROM dossiers_dossier d JOIN dossiers_workitem i ON i.dossier_id = d.id"
                " WHERE d.id = %s AND i.closed_at IS NULL FOR UPDATE OF d, i",
                [dossier_id],
            )
            self._move("dossiers_dossier", "dossiers_workitem", dossier_id)
            items = self.sample.moved["dossiers_workitem"][1:]
            self._insert("dossiers_workitem", items, dossier_id)
            self._insert("trail_event", self.sample.moved["trail_event"][1:], dossier_id)

    def _insert(self, table: str, rows: Sequence[Row], dossier_id: int) -> None:
        if table == "trail_event":
            kept = [{k: v for k, v in row.items() if k not in BY_TRIGGER} for row in rows]
            super()._insert(table, kept, dossier_id)
        elif rows:
            super()._insert(table, rows, dossier_id)

    def _keep_form_key(self) -> None:
        self.connection.execute(
            "INSERT INTO access_formkey (actor, key, outcome, used_at) VALUES (%s, %s, %s, now())"
            " ON CONFLICT (actor, key) DO NOTHING",
            ["bench", str(uuid4()), "forward"],
        )

    def _take_number(self) -> None:
        (dossier,) = self.sample.taken_in["dossiers_dossier"]
        self.connection.execute(
            "UPDATE dossiers_codecounter SET last = last + 1 WHERE agency_id = %s RETURNING last",
            [dossier["desk_id"]],
        )


def _connected(url: str) -> Connection:
    connection = psycopg.connect(url, autocommit=True, row_factory=dict_row)
    # JSON is carried over as it stands.
    connection.adapters.register_loader("jsonb", TextLoader)
    return connection


def _rows_of(reader: Connection, code: str) -> dict[str, list[Row]]:
    dossier = _read(reader, "dossiers_dossier", "code", code)
    key = dossier[0]["id"]
    rows = {table: _read(reader, table, "dossier_id", key) for table in OF_DOSSIER}
    rows |= {table: _read(reader, table, "subject_id", str(key)) for table in OF_SUBJECT}
    jobs = reader.execute("SELECT * FROM procrastinate_jobs ORDER BY id DESC LIMIT 1").fetchall()
    rows["procrastinate_jobs"] = jobs
    return {"dossiers_dossier": dossier, **rows}


def _read(reader: Connection, table: str, column: str, value: object) -> list[Row]:
    select = sql.SQL("SELECT * FROM {} WHERE {} = %s ORDER BY id")
    named = select.format(sql.Identifier(table), sql.Identifier(column))
    return reader.execute(named, [value]).fetchall()


def _counted(run: Callable[[str], object]) -> dict[str, tuple[int, int]]:
    """Return how many rows were ever inserted and updated, by table."""
    run("SELECT pg_stat_force_next_flush()")
    with _connected(os.environ["DATABASE_OWNER_URL"]) as reader:
        rows = reader.execute("SELECT relname, n_tup_ins, n_tup_upd FROM pg_stat_user_tables")
        return {row["relname"]: (row["n_tup_ins"], row["n_tup_upd"]) for row in rows}

"""
An archive of any size: lives that were played, copied with other people on other days.

Lines are read by COPY and written by COPY, so a row is what an act wrote but for who, when and
under which number; what the events say and what the rows say moves together, so the fold holds.
The events of a few join their chains by the trigger, as all do; those of many keep the digests of
their originals, for a million chains take hours: such a copy cannot be verified.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

import psycopg
from django.utils.module_loading import import_string
from psycopg import sql

from bench.house import UNTIL

Connection = psycopg.Connection[tuple[Any, ...]]

HUNG_ON = {
    "dossiers_dossier": "id",
    "dossiers_party": "dossier_id",
    "dossiers_paper": "dossier_id",
    "dossiers_workitem": "dossier_id",
    "dossiers_note": "dossier_id",
    "dossiers_result": "dossier_id",
    "dossiers_handover": "dossier_id",
    "trail_event": "subject_id",
    "trail_head": "subject_id",
}
"""What is copied of a life, and by which column it belongs to its dossier."""

OF_APPLICANT = ("name", "kind", "identity_number", "phone", "tax_code")
FRESH = {
    "dossiers_dossier": ("id", "code", "intake_key", "applicant_name", "search_key"),
    "dossiers_party": ("dossier_id", *OF_APPLICANT),
    "dossiers_result": ("dossier_id", "number"),
}
"""Columns that every copy has its own words for; elsewhere only whose row it is."""

ORIGIN, REPLICA = (f"SET session_replication_role = {role}" for role in ("origin", "replica"))
DAY = re.compile(r"\d{4}-\d\d-\d\d(?=[ T]\d\d:\d\d)")
FIRST_AT = 10_000_000
FEW = 1000
"""So many are the newest, of which much is open, so that first pages are full."""

OPEN_AMONG_FEW, OPEN_LATER = 0.5, 0.05
WAITS_AMONG_FEW = 0.2
"""So many have a result that waits at a counter: a desk's first page is full too."""

OF_FIRM_AMONG_FEW, OF_FIRM_LATER = 4, 100
OTHERS_AMONG_FEW = 3
"""One in so many of the few bears a name of his own, the rest the common one."""

YEARS, MOMENTS = 5, 2000
NAMES = 5000
SOMEBODY, THE_FIRM = NAMES, NAMES + 1
FIRM, FIRM_TAX_CODE = "Công ty TNHH Một Triệu Hồ Sơ", "3700123456"
NAME = "Nguyễn Thị Phượng"
"""The common name: those found by it, or nearly by it, fill a page in both archives."""


@dataclass(frozen=True, slots=True)
class Life:
    """The lines of a life that was played, by table, with places where copies differ."""

    lines: dict[str, str]
    is_open: bool
    waits: bool
    """Whether its result is still at the counter."""


def lives(connection: Connection) -> list[Life]:
    """Return every life that was played in this database."""
    rows = connection.execute(
        "SELECT id, code, ended_at IS NULL, EXISTS (SELECT FROM dossiers_workitem"
        " WHERE dossier_id = dossier.id AND act = 'hand_over' AND closed_at IS NULL)"
        " FROM dossiers_dossier AS dossier ORDER BY id"
    )
    return [
        Life({table: _lines(connection, table, key, code) for table in HUNG_ON}, is_open, waits)
        for key, code, is_open, waits in rows.fetchall()
    ]


def fill(connection: Connection, played: list[Life], numbers: range, *, until: date) -> None:
    """
    Add the dossiers of these numbers, the newest first, and make the indexes after them.

    :param connection: the superuser's: no foreign keys are asked, no triggers but the chain's.
    :param until: when the newest ends.
    """
    connection.execute("SET maintenance_work_mem = '512MB'")
    is_chained = len(numbers) <= FEW
    indexes = [] if is_chained else _dropped_indexes(connection)
    columns = {table: _columns(connection, table) for table in HUNG_ON}
    people = _people()
    with connection.transaction():
        for life, days, batch in _batches(played, numbers):
            facts = [_facts(number, people) for number in batch]
            for table, text in life.lines.items():
                if not text or (is_chained and table == "trail_head"):
                    continue
                asks_triggers = is_chained and table == "trail_event"
                connection.execute(ORIGIN if asks_triggers else REPLICA)
                moved = _moved(text, until - timedelta(days=days))
                _write(connection, table, columns[table], (moved % fact for fact in facts))
    for definition in indexes:
        connection.execute(definition)
    connection.execute(
        "SELECT setval(pg_get_serial_sequence('dossiers_dossier', 'id'), max(id))"
        " FROM dossiers_dossier"
    )
    connection.execute("VACUUM ANALYZE")


def code_of(number: int) -> str:
    """Return the code of a dossier of the archive."""
    return f"000.99.99.H09-{number // 10_000:06d}-{number % 10_000:04d}"


def identity_of(number: int) -> str:
    """Return the identity number of its applicant, if he is a person."""
    return f"074{number:09d}"


def phone_of(number: int) -> str:
    """Return the telephone of its applicant."""
    return f"09{number:08d}"


def _columns(connection: Connection, table: str) -> list[str]:
    """Return the columns that are copied; a row's own id is the database's to give."""
    rows = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        " AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in rows if name != "id" or table == "dossiers_dossier"]


def _lines(connection: Connection, table: str, key: int, code: str) -> str:
    """Return the lines of one table, the first written first, as a template of ``%``."""
    fields = sql.SQL(", ").join(_field(table, name) for name in _columns(connection, table))
    whose, own = sql.Identifier(HUNG_ON[table]), sql.Literal(str(key))
    order = sql.Identifier("sequence" if table.startswith("trail_") else "id")
    rows = sql.SQL("SELECT {} FROM {} WHERE {} = {} ORDER BY {}")
    copied = sql.SQL("COPY ({}) TO STDOUT").format(
        rows.format(fields, sql.Identifier(table), whose, own, order)
    )
    with connection.cursor().copy(copied) as copy:
        text = b"".join(bytes(data) for data in copy).decode()
    return text.replace("%", "%%").replace("«", "%(").replace("»", ")s").replace(code, "%(code)s")


def _field(table: str, column: str) -> sql.Composable:
    """Return what stands in the template for a column: itself, or the name of a place."""
    name = sql.Identifier(column)
    if column == HUNG_ON[table]:
        return sql.Literal("«id»")
    if column not in FRESH.get(table, ()):
        return name
    place = sql.Literal(f"«{column}»")
    if table != "dossiers_party":
        return place
    return sql.SQL("CASE role WHEN 'applicant' THEN {} ELSE {} END").format(place, name)


def _batches(played: list[Life], numbers: range) -> Iterator[tuple[Life, int, list[int]]]:
    """Yield a life, how many days ago its copies end, and the numbers of the copies."""
    dice = Random(0)  # noqa: S311 - the same archive every time
    open_lives = [life for life in played if life.is_open]
    waiting = [life for life in played if life.waits]
    ended = [life for life in played if not life.is_open]
    rest = iter(numbers)
    at_once = max(1, len(numbers) // MOMENTS)
    for turn in range(len(numbers)):
        batch = list(islice(rest, at_once))
        if not batch:
            return
        is_among_few, thrown = batch[0] < FEW, dice.random()
        if thrown < (OPEN_AMONG_FEW if is_among_few else OPEN_LATER):
            lives_then = open_lives
        elif is_among_few and thrown < OPEN_AMONG_FEW + WAITS_AMONG_FEW:
            lives_then = waiting or ended
        else:
            lives_then = ended
        yield dice.choice(lives_then), turn * at_once * YEARS * 365 // max(numbers.stop, FEW), batch


def _facts(number: int, people: list[tuple[str, str]]) -> dict[str, object]:
    """Return what a copy says in its places."""
    who, code = _who(number), code_of(number)
    is_firm, (name, key) = who == THE_FIRM, people[who]
    return {
        "id": FIRST_AT + number,
        "number": FIRST_AT + number,
        "code": code,
        "intake_key": f"archive:{number}",
        "applicant_name": name,
        "name": name,
        "kind": "organisation" if is_firm else "person",
        "search_key": f"{key} {code.lower()} {''.join(filter(str.isdigit, code))}",
        "identity_number": "" if is_firm else identity_of(number),
        "phone": phone_of(number),
        "tax_code": FIRM_TAX_CODE if is_firm else "",
    }


def _who(number: int) -> int:
    """Return whose copy it is: the firm's, somebody's of the common name, or one of many."""
    if number % (OF_FIRM_AMONG_FEW if number < FEW else OF_FIRM_LATER) == 0:
        return THE_FIRM
    if number < FEW and number % OTHERS_AMONG_FEW:
        return SOMEBODY
    return number % NAMES


def _people() -> list[tuple[str, str]]:
    """Return names with their search keys: many, the common one, and the firm's."""
    invent = import_string("motcua.demo.names.invent")
    search_key = import_string("motcua.ground.kernel.text.search_key")
    dice = Random(1)  # noqa: S311 - the same people every time
    names = [*(invent(dice).name for _person in range(NAMES)), NAME, FIRM]
    return [(name, search_key(name)) for name in names]


def _moved(text: str, ends: date) -> str:
    """Return lines with every instant moved by whole days, so that the last is on a day."""
    by = ends - UNTIL.date()

    def move(day: re.Match[str]) -> str:
        return (date.fromisoformat(day[0]) + by).isoformat()

    return DAY.sub(move, text)


def _write(connection: Connection, table: str, columns: list[str], lines: Iterable[str]) -> None:
    fields = sql.SQL(", ").join(map(sql.Identifier, columns))
    copied = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), fields)
    with connection.cursor().copy(copied) as copy:
        copy.write("".join(lines))


def _dropped_indexes(connection: Connection) -> list[bytes]:
    """Drop what can be made again, and return how."""
    rows = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
        " AND indexdef NOT LIKE 'CREATE UNIQUE%%'",
        [list(HUNG_ON)],
    ).fetchall()
    for name, _definition in rows:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    return [definition.encode() for _name, definition in rows]

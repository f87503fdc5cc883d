"""
Say whether pages stay as fast when the archive grows from a thousand dossiers to a million.

    python -m bench.million             # a million: half an hour or more; 24 GB free, 9 GB used
    python -m bench.million 20000       # a small one, as `make bench` does
    python -m bench.million 1000000 7 /tmp/kept  # filled there once, migrated and measured again

Two databases of the same province are asked in turns, so that a busy machine slows both. Every
statement's plan in the large one is kept in ``build/bench/plans.txt``. The exit code says
whether every page keeps to its statements and its time, and none reads a large table row by row.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Count
from django.utils import timezone
from django.utils.module_loading import import_string
from rich.table import Table

from bench import archive, house
from bench.archive import FEW, FIRM, FIRM_TAX_CODE, code_of, identity_of, phone_of
from bench.house import WARD, agency_id, console, median, milliseconds, scratch
from motcua.project.cli import children
from motcua.project.cli.surroundings import APPLICATION, OWNER
from motcua.project.postgres import Server

MANY = 1_000_000
LIVES, ROUNDS, SAMPLE = 90, 7, 200
STATEMENTS_AT_MOST, TIME_AT_MOST = 12, 1.5
LARGE_ROWS = 10_000
BYTES_EACH = 12_000
PLANS = Path("build/bench/plans.txt")
ONE = 707
"""A dossier that both archives hold; no firm's."""

SMALL, LARGE = "motcua", "motcua_large"
RECEIVER, HANDLER, HEAD, INSPECTOR = (
    *("phucuong.tiepnhan", "phucuong.xuly", "thudaumot.lanhdao", "kiemtra"),
)
SOUGHT = {
    "code": code_of(ONE),
    "end of a code": code_of(ONE)[-11:],
    "identity number": identity_of(ONE),
    "telephone": phone_of(ONE),
    "tax code of 10,000": FIRM_TAX_CODE,
    "name of 10,000": FIRM,
    "common name": "nguyen thi",
    "name mistyped": "nguyen thi phuwong",
}
YEAR = {"tu": "01/01/2026", "den": "31/12/2026"}
NARROWED = {
    "procedure and days": {"thutuc": "chung thuc", **YEAR},
    "a state": {"tinhtrang": "awaiting_signature"},
    "what is late": {"han": "tre"},
    "what ended late": {"han": "xong-tre"},
}


@dataclass(slots=True)
class Page:
    """A page as somebody opens it, and what it took in both archives."""

    name: str
    username: str
    address: str
    asked: dict[str, str] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=lambda: {SMALL: [], LARGE: []})
    statements: list[tuple[str, Any]] = field(default_factory=list)
    scanned: set[str] = field(default_factory=set)

    @property
    def ratio(self) -> float:
        """How many times as long it takes in the large archive: the median of the rounds."""
        pairs = zip(self.times[SMALL], self.times[LARGE], strict=True)
        return median([large / small for small, large in pairs])

    @property
    def holds(self) -> bool:
        """Whether it keeps to what is asked of it."""
        is_lean = len(self.statements) <= STATEMENTS_AT_MOST
        return is_lean and self.ratio <= TIME_AT_MOST and not self.scanned


def pages() -> list[Page]:
    """Return what officers open all day, those first whose lists are the longest."""
    work = [
        Page("work of a receiver", busiest_receiver(), "/viec/"),
        Page("work of a handler", HANDLER, "/viec/"),
        Page("work of a head", HEAD, "/viec/"),
        Page("the whole house of a head", HEAD, "/viec/", {"danh-sach": "ca-co-quan"}),
        Page("late and due, of a head", HEAD, "/viec/den-han/"),
        Page("counts of a receiver", RECEIVER, "/ban-lam-viec/"),
        Page("counts of a head", HEAD, "/ban-lam-viec/"),
        Page("the whole province", INSPECTOR, "/tim-ho-so/"),
        Page("a dossier, of the inspector", INSPECTOR, f"/ho-so/{code_of(ONE)}/"),
        Page("register of a desk", RECEIVER, "/so-theo-doi/", YEAR),
    ]
    found = [
        Page(f"{name}, by {whose}", username, "/tim-ho-so/", {"q": typed})
        for whose, username in (("the inspector", INSPECTOR), ("a receiver", RECEIVER))
        for name, typed in SOUGHT.items()
    ]
    narrowed = [
        Page(f"{name}, by the inspector", INSPECTOR, "/tim-ho-so/", asked)
        for name, asked in {**NARROWED, "a ward": {"coquan": str(agency_id(WARD))}}.items()
    ]
    return work + found + narrowed


def busiest_receiver() -> str:
    """Return who sits at the desk where most results wait for their owners."""
    items = import_string("motcua.onestop.dossiers.models.WorkItem").objects
    results = items.filter(act="hand_over", closed_at=None).order_by().values_list("agency")
    (desk_id, _count), *_others = results.annotate(count=Count("pk")).order_by("-count")
    seats = import_string("motcua.ground.agencies.queries.seats")
    there = seats(agency_ids=[desk_id], kinds=["receiver"], on=timezone.localdate())
    users = import_string("django.contrib.auth.get_user_model")().objects
    return str(users.get(pk=there[0].user_id).username)


def main(many: int = MANY, rounds: int = ROUNDS, *, kept: Path | None = None) -> bool:
    """
    Fill both archives, ask both, print what came out, and say whether all of it holds.

    :param kept: where they stay; those that an earlier run has filled there are asked again.
    """
    with scratch(kept) as server:
        mark = server.data.with_name("filled")
        if mark.exists():
            migrate(server)
        else:
            fill(server, many)
            mark.touch()
        large = large_tables(server)
        check_fold(many)
        with within(SMALL):
            listed = pages()
        for page in listed:
            ask(page, rounds)
        explain(listed, large)
    show(listed, many, rounds)
    return all(page.holds for page in listed)


def check_room(many: int) -> None:
    """Refuse to fill a disk."""
    free = shutil.disk_usage("/tmp").free  # noqa: S108 - where scratch databases stand
    if free < 2 * many * BYTES_EACH:
        raise SystemExit(f"A million needs room: {free // 10**9} GB are free, not enough.")


def fill(server: Server, many: int) -> None:
    """Fill both archives."""
    check_room(many)
    import_string("motcua.demo.simulation.simulate")(house.plan(LIVES, seed=1))
    today = timezone.localdate()
    with house.as_superuser(server) as small:
        played = archive.lives(small)
        archive.fill(small, played, range(FEW), until=today)
    connection.close()
    with house.as_superuser(server, "postgres") as anywhere:
        anywhere.execute(f"CREATE DATABASE {LARGE} TEMPLATE {SMALL} OWNER {OWNER}".encode())
    with house.as_superuser(server, LARGE) as large:
        took = milliseconds(lambda: archive.fill(large, played, range(FEW, many), until=today))
        size = large.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        console.print(f"{many} dossiers by COPY in {took / 1000:.0f} s: {size.fetchall()[0][0]}.")


def migrate(server: Server) -> None:
    """Bring the large archive of an earlier run to the schema of today."""
    addresses = {
        name: server.url(LARGE, user=user)
        for name, user in (("DATABASE_URL", APPLICATION), ("DATABASE_OWNER_URL", OWNER))
    }
    before = {name: os.environ[name] for name in addresses}
    os.environ |= addresses
    took = milliseconds(lambda: children.finish(children.motcua("migrate", "--demo")))
    os.environ |= before
    with house.as_superuser(server, LARGE) as large:
        large.execute("VACUUM ANALYZE")
    console.print(f"Migrated in {took / 1000:.0f} s.")


def large_tables(server: Server) -> set[str]:
    """Return which tables of the large archive are large."""
    with house.as_superuser(server, LARGE) as large:
        rows = large.execute("SELECT relname FROM pg_class WHERE reltuples > %s", [LARGE_ROWS])
        return {name for (name,) in rows}


@contextmanager
def within(database: str) -> Any:
    """Ask one of the two archives."""
    connection.close()
    connection.settings_dict["NAME"] = database
    yield


def check_fold(many: int) -> None:
    """Hold some of the copies in the large archive against their events."""
    differences = import_string("motcua.onestop.dossiers.queries.projection_differences")
    sample = [archive.FIRST_AT + number for number in range(0, many, max(1, many // SAMPLE))]
    with within(LARGE):
        wrong = list(differences(sample))
    console.print(f"{len(sample)} of them held against their events: {len(wrong)} differ.")
    if wrong:
        raise SystemExit(f"The archive is not what its events say: {wrong[:3]}")


def ask(page: Page, rounds: int) -> None:
    """Open a page in both archives, in turns; the first turn is not kept."""
    visits = {name: visit(page, name) for name in (SMALL, LARGE)}
    for turn in range(rounds + 1):
        for name, open_it in visits.items():
            with within(name):
                connection.ensure_connection()
                taken = milliseconds(open_it)
            if turn:
                page.times[name].append(taken)
    with within(LARGE), connection.execute_wrapper(kept(page.statements)):
        visits[LARGE]()


def visit(page: Page, database: str) -> Callable[[], None]:
    """Return how somebody, signed in, opens a page."""
    client = import_string("django.test.Client")()
    with within(database):
        users = import_string("django.contrib.auth.get_user_model")().objects
        client.force_login(users.get(username=page.username))

    def open_it() -> None:
        answer = client.get(page.address, page.asked)
        if answer.status_code != 200:  # noqa: PLR2004 - the page is there
            raise SystemExit(f"{page.name} answers {answer.status_code}.")

    return open_it


def kept(statements: list[tuple[str, Any]]) -> Callable[..., Any]:
    """Return what writes down every statement that is asked."""

    def keep(execute: Callable[..., Any], statement: str, facts: Any, *others: Any) -> Any:
        statements.append((statement, facts))
        return execute(statement, facts, *others)

    return keep


def explain(listed: list[Page], large: set[str]) -> None:
    """Keep the plan of every statement, and note which large table is read row by row."""
    PLANS.parent.mkdir(parents=True, exist_ok=True)
    with within(LARGE), PLANS.open("w") as file, connection.cursor() as cursor:
        for page in listed:
            file.write(f"\n======== {page.name}\n")
            for statement, facts in page.statements:
                cursor.execute(f"EXPLAIN {statement}", facts)
                plan = "\n".join(line for (line,) in cursor)
                file.write(f"\n{statement.strip()}\n{plan}\n")
                page.scanned |= large & set(re.findall(r"Seq Scan on (\w+)", plan))
    console.print(f"All plans are in {PLANS}.")


def show(listed: list[Page], many: int, rounds: int) -> None:
    """Print statements and times side by side."""
    table = Table(title=f"{FEW} dossiers against {many}: medians of {rounds} interleaved rounds")
    for column in ("page", "statements", "ms, few", "ms, many", "ratio", "holds"):
        table.add_column(column, justify="left" if column == "page" else "right")
    for page in listed:
        times = (f"{median(page.times[name]):.0f}" for name in (SMALL, LARGE))
        scans = f"reads all of {', '.join(sorted(page.scanned))}" if page.scanned else ""
        verdict = "yes" if page.holds else f"NO {scans}"
        count = str(len(page.statements))
        table.add_row(page.name, count, *times, f"{page.ratio:.2f}", verdict)
    console.print(table)


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:3]), kept=next(map(Path, sys.argv[3:]), None)))

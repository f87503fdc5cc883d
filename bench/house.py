"""A scratch province to be measured in: a database of its own, forced to disk as in earnest."""

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import django
import psycopg
from django.utils.module_loading import import_string
from rich.console import Console

from motcua.project.cli import children
from motcua.project.cli.surroundings import surroundings
from motcua.project.postgres import Server

FIRST, UNTIL = date(2015, 3, 2), datetime.fromisoformat("2015-04-20T16:00+07:00")
"""When lives are played."""

PLANNING = "BD-718-QLDT"
CITY, WARD = "BD-718", "BD-718-25747"
console = Console(highlight=False, width=110)


@contextmanager
def scratch(kept: Path | None = None) -> Iterator[Server]:
    """
    Keep up a province without dossiers, Django ready for use in it, and drop it after.

    :param kept: a directory in which it stays instead, to be measured again.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as passing:
        home = str(kept or passing)
        Path(home).mkdir(parents=True, exist_ok=True)
        Path(home).chmod(0o755)
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            os.environ.pop(name, None)
        os.environ |= {"MOTCUA_HOME": home, "DATABASE_POOL": "0", "MOTCUA_DEVELOPMENT": "1"}
        os.environ |= {"ALLOWED_HOSTS": "testserver,127.0.0.1"}
        with surroundings() as server:
            assert server is not None  # noqa: S101  # no DATABASE_URL is set
            if children.finish(children.motcua("migrate", "--demo")):
                raise SystemExit("The scratch database could not be made; the reason is above.")
            django.setup()
            import_string("motcua.project.chores.demo.settle")()
            yield server


def plan(dossiers: int, *, seed: int) -> Any:
    """Return the plan of a play."""
    return import_string("motcua.demo.simulation.Plan")(dossiers, FIRST, UNTIL, seed)


def stage() -> Any:
    """Return the province with its people."""
    return import_string("motcua.demo.simulation.stage_of")(plan(0, seed=0))


def agency_id(code: str) -> int:
    """Return an agency of the scratch province by its code."""
    found: int = import_string("motcua.ground.agencies.queries.by_code")(code, on=FIRST).pk
    return found


def as_superuser(server: Server, database: str = "motcua") -> psycopg.Connection[tuple[Any, ...]]:
    """Connect to a scratch database as its superuser, each statement by itself."""
    return psycopg.connect(server.url(database), autocommit=True)


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long one piece of work takes."""
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


class InProcess:
    """Acts that are done in this process."""

    def timed(self, kind: str, each: int) -> list[float]:
        """Do so many acts of a kind, and return what each took, in milliseconds."""
        act: Callable[[], object] = getattr(self, kind)
        return [milliseconds(act) for _act in range(each)]


def median(times: list[float]) -> float:
    """Return the middle one."""
    return statistics.median(times)

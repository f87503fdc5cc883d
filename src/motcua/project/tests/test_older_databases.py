"""What earlier versions wrote is read for ever: their databases migrate and their events fold."""

import gzip
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from motcua.project import postgres
from motcua.project.tests.conftest import Terminal

pytestmark = pytest.mark.long

OLDER = sorted((Path(__file__).parent / "older").glob("*.sql.gz"))


@pytest.fixture(params=OLDER, ids=lambda dump: dump.name.removesuffix(".sql.gz"))
def older(request: pytest.FixtureRequest, worker_id: str) -> Iterator[str]:
    """Yield the address of a database that holds an older dump."""
    server = os.environ["DATABASE_URL"]
    name = f"older_{worker_id}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = server.replace("/postgres?", f"/{name}?")
        try:
            fill(url, request.param)
            yield url
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} (FORCE)").format(sql.Identifier(name)))


def fill(url: str, dump: Path) -> None:
    binaries = postgres.find_binaries(os.environ.get("MOTCUA_TEST_POSTGRES", ""))
    psql = [str(binaries / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", url]
    subprocess.run(psql, input=gzip.decompress(dump.read_bytes()), check=True)


def test_it_migrates_and_every_row_is_what_its_events_say(older: str, place: Path) -> None:
    clerk = Terminal(place)
    where = {
        "DATABASE_URL": older,
        "DATABASE_OWNER_URL": older,
        "SECRET_KEY": "older",
        "RECEIPT_KEY": "older",
        "TRAIL_ROOTS": str(place / "roots"),
    }
    assert clerk.types("migrate", **where)[0] == 0
    code, said = clerk.types("trail", "verify", **where)
    assert (code, "every row is what its events say" in said) == (0, True), said
    with psycopg.connect(older) as connection:
        assert connection.execute("SELECT count(*) FROM dossiers_dossier").fetchone() == (40,)

"""
A database of its own for each test, cloned from a template in which the cast sits already.

The tests work in it as the application's role, as the product does, and really commit.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from psycopg.sql import SQL, Composed, Identifier, Literal
from pytest_django.plugin import DjangoDbBlocker

from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast
from motcua.project.chores.database import grant_rights

Together = Callable[..., list[Any]]

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
TEMPLATE = f"peopled_{WORKER}"
CLONE = f"at_once_{WORKER}"
# Roles belong to the whole server, which all workers share.
APPLICATION = f"application_{WORKER}"


@pytest.fixture(scope="module")
def template(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, Cast]]:
    """Make the database that the clones are of, with the cast seated and its rights granted."""
    settings = connections.settings["default"]
    with cloned(TEMPLATE, of=settings["NAME"]):
        with working_in(TEMPLATE), django_db_blocker.unblock():
            cast = examples.province()
            grant_rights(APPLICATION, password=None)
        yield TEMPLATE, cast
    execute(SQL("DROP ROLE {}").format(Identifier(APPLICATION)))


@pytest.fixture
def cast(template: tuple[str, Cast], django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Offer the cast of a fresh clone, in which the application's role is at work."""
    name, cast = template
    with cloned(CLONE, of=name), working_in(CLONE, role=APPLICATION), django_db_blocker.unblock():
        yield cast


@pytest.fixture
def owner(cast: Cast) -> Iterator[psycopg.Connection]:
    """Offer another connection to the clone, the owner's."""
    with psycopg.connect(address(CLONE), autocommit=True) as other:
        yield other


@pytest.fixture
def together(cast: Cast) -> Together:
    """Run these at the same moment, each on a connection of its own; give what each came to."""

    def run(*acts: Callable[[], Any]) -> list[Any]:
        start = Barrier(len(acts))

        def one(act: Callable[[], Any]) -> Any:
            try:
                start.wait(timeout=60)
                return act()
            except Refusal as refusal:
                return refusal
            finally:
                connection.close()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(one, acts))

    return run


@contextmanager
def cloned(name: str, *, of: str) -> Iterator[None]:
    """Keep a copy of a database; whoever is still connected to that one is sent away."""
    connection.close()
    execute(
        SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}").format(
            Literal(of)
        )
    )
    execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(of)))
    yield
    execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def working_in(name: str, *, role: str = "") -> Iterator[None]:
    """Let Django, in every thread, work in another database, as another role if one is named."""
    settings = connections.settings["default"]
    before = {"NAME": settings["NAME"], "USER": settings["USER"]}
    settings.update(NAME=name, USER=role or settings["USER"])
    try:
        yield
    finally:
        connection.close()
        settings.update(before)


def execute(statement: Composed) -> None:
    """Execute a statement that stands outside of any transaction."""
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute(statement)


def address(name: str, *, role: str = "postgres") -> str:
    """Return the address of a database of the tests' server."""
    host = connections.settings["default"]["HOST"]
    return f"postgresql:///{name}?host={host}&user={role}"

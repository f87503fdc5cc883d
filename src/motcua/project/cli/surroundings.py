"""
The surroundings of a command: settings from the environment, or those of a checkout.

Where ``DATABASE_URL`` is set, everything comes from the environment. Where it is not, the
checkout's own database, secrets and files serve, and the database is started for as long
as the command runs, unless ``motcua run`` keeps it up already.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from psycopg import sql

from motcua.project import place, postgres
from motcua.project.cli.failures import CannotRun

OWNER = "motcua_owner"
APPLICATION = "motcua"
DATABASE = "motcua"


@contextmanager
def surroundings(*, alone: bool = False) -> Iterator[postgres.Server | None]:
    """
    Keep up what a command needs around it, without loading Django.

    :param alone: refuse to share the checkout's database with another run.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.project.settings"
    if "DATABASE_URL" in os.environ:
        yield None
        return
    home = place.home()
    with _server(home / "postgres", alone=alone) as server:
        os.environ.update(_settings(home, server))
        yield server


@contextmanager
def as_owner() -> Iterator[str]:
    """Reach the database as the owner of its tables; yield the application's own address."""
    with surroundings():
        application = os.environ["DATABASE_URL"]
        os.environ["DATABASE_URL"] = os.environ.get("DATABASE_OWNER_URL", application)
        try:
            yield application
        finally:
            os.environ["DATABASE_URL"] = application


@contextmanager
def loaded() -> Iterator[None]:
    """
    Keep up what a command needs around it, with Django ready for use.

    :raises CannotRun: where the checkout's database has no tables yet.
    """
    with surroundings() as server:
        if server:
            _check_migrated(server)
        django.setup()
        yield


def speak() -> None:
    """Make Django's words ready for a command that asks no database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.project.settings"
    for name in ("SECRET_KEY", "RECEIPT_KEY"):
        os.environ.setdefault(name, "unused")
    os.environ.setdefault("DATABASE_URL", "postgresql:///unused")
    django.setup()


@contextmanager
def _server(data: Path, *, alone: bool) -> Iterator[postgres.Server]:
    """Reach the server over these data: another run's, or our own for this while."""
    try:
        with postgres.running(data) as server:
            _create_database(server)
            yield server
    except postgres.AlreadyRunning:
        if alone:
            raise
        yield postgres.server_over(data)


def _settings(home: Path, server: postgres.Server) -> dict[str, str]:
    """Return the environment of a checkout; what is set already wins, but for the database."""
    defaults = {
        **place.secrets_of(home),
        "FILES_ROOT": str(home / "files"),
        "TRAIL_ROOTS": str(home / "roots.jsonl"),
        "MOTCUA_DEMO": "1",
        "PROVINCE": "tỉnh Bình Dương",
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "LOG_LEVEL": "WARNING",
    }
    given = {name: os.environ[name] for name in defaults if name in os.environ}
    return {
        **defaults,
        **given,
        "DATABASE_URL": server.url(DATABASE, user=APPLICATION),
        "DATABASE_OWNER_URL": server.url(DATABASE, user=OWNER),
    }


def _check_migrated(server: postgres.Server) -> None:
    """Refuse a database in which ``motcua migrate`` has not made the application's account."""
    with psycopg.connect(server.url("postgres")) as connection:
        roles = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION])
        if not roles.fetchone():
            raise CannotRun("The database has no tables yet: run 'motcua migrate' first.")


def _create_database(server: postgres.Server) -> None:
    """Make the owner's role and its database, once."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if known.fetchone():
            return
        owner, database = sql.Identifier(OWNER), sql.Identifier(DATABASE)
        connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(owner))
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE").format(owner))
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))

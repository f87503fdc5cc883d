"""
A pytest plugin: a real PostgreSQL for each process of the run, one Chromium, the surroundings.

It is named in ``addopts`` rather than in a conftest because the settings are read before
any conftest is. Processes share no server because a transaction that is open in one
database shows in the snapshots of all others beside it.
``MOTCUA_TEST_POSTGRES=15`` takes an installed server of that version.
"""

import os
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase, override_settings
from django.utils.module_loading import import_string
from hypothesis import settings
from psycopg.sql import SQL, Identifier

from motcua.project import postgres
from motcua.project.built_once import built_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ENVIRONMENT = {
    "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests-only-for-tests",
    "RECEIPT_KEY": "receipts-of-tests-receipts-of-tests-receipts-of-tests",
    "MOTCUA_DEVELOPMENT": "1",
    "MOTCUA_DEMO": "0",
    "DATABASE_POOL": "0",
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
    "PUBLIC_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
}

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
]

# Filled by Django itself, never changed by a test.
KEPT_TABLES = {"django_migrations", "django_content_type", "auth_permission"}


# A busy machine is no fault of the code: no test has a time limit.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


# Published versions never change, so they are kept by their number for good.
KEPT_BY_NUMBER = (
    "motcua.onestop.procedures.queries.version",
    "motcua.onestop.processes.queries.process",
)


# What nearly every test of the upper floors begins with.
BUILT_ONCE = ("motcua.onestop.dossiers.examples", "province")


@pytest.fixture(scope="session", autouse=True)
def _built_once() -> None:
    module, name = import_module(BUILT_ONCE[0]), BUILT_ONCE[1]
    setattr(module, name, built_once(getattr(module, name)))


@pytest.fixture(autouse=True)
def _one_database_at_a_time() -> None:
    """Forget what was kept by its number: in the next test's database it may be another's."""
    for kept in KEPT_BY_NUMBER:
        import_string(kept).cache_clear()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Generator[None]:
    """Hash the cast's passwords quickly; the true way is slow on purpose."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def chromium() -> Generator["Browser"]:
    """Start Debian's Chromium once: two drivers at a time are refused, one a test is slow."""
    if not Path(CHROMIUM).exists():
        pytest.skip("Debian's Chromium is not installed.")
    with import_string("playwright.sync_api.sync_playwright")() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Bring the server up before anything reads the settings; take it down at the end."""
    stack = ExitStack()
    early_config.add_cleanup(stack.close)
    _prepare(stack)
    return (yield)


def _prepare(stack: ExitStack) -> None:
    home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="motcua-test-")))
    home.chmod(0o755)
    binaries = postgres.find_binaries(os.environ.get("MOTCUA_TEST_POSTGRES", ""))
    server = stack.enter_context(
        postgres.running(home / "postgres", binaries=binaries, durable=False)
    )
    url = server.url("postgres")
    os.environ.update(
        ENVIRONMENT,
        DATABASE_URL=url,
        DATABASE_OWNER_URL=url,
        FILES_ROOT=str(home / "files"),
        TRAIL_ROOTS=str(home / "roots.jsonl"),
    )


def _remember_filled_tables(_cls: type[TransactionTestCase]) -> None:
    """Copy, before the first test that commits, whatever the migrations filled in."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace('pristine') IS NOT NULL")
        if cursor.fetchone()[0]:
            return
        cursor.execute("CREATE SCHEMA pristine")
        for table in set(connection.introspection.table_names()) - KEPT_TABLES:
            name = Identifier(table)
            cursor.execute(SQL("SELECT EXISTS (SELECT FROM {})").format(name))
            if cursor.fetchone()[0]:
                copy = SQL("CREATE TABLE {} AS TABLE {}")
                cursor.execute(copy.format(Identifier("pristine", table), name))


def _restore_tables(_case: TransactionTestCase) -> None:
    """
    Bring every table back to what the migrations left, after a test that committed.

    Django's own way truncates, which the append-only tables refuse, and forgets what
    migrations filled in; replica mode stops the triggers for this one transaction.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in set(connection.introspection.table_names()) - KEPT_TABLES:
            cursor.execute(SQL("DELETE FROM {}").format(Identifier(table)))
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'pristine'")
        for (table,) in cursor.fetchall():
            back = SQL("INSERT INTO {} TABLE {}")
            cursor.execute(back.format(Identifier(table), Identifier("pristine", table)))


TransactionTestCase._fixture_setup = classmethod(_remember_filled_tables)  # type: ignore[attr-defined]  # noqa: SLF001
TransactionTestCase._fixture_teardown = _restore_tables  # type: ignore[attr-defined]  # noqa: SLF001

"""Bring the tables to this version's, and grant the application what it may do to each."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from psycopg import sql
from psycopg.errors import LockNotAvailable
from rich.console import Console

from motcua.ground.trail import queries as trail
from motcua.ground.trail import writes
from motcua.project.cli.failures import CannotRun

# The tables of other packages whose rows come and go: what waits to be done.
PASSING = {"procrastinate"}
# The number of the lock that migrations of one database contend for, and how long one waits.
MIGRATING, PATIENCE = 20_150_420, "30s"
console = Console(highlight=False)


def migrate(application_url: str, *, demo: bool) -> None:
    """
    Apply the migrations, mark a demo if asked to, and grant the application its rights.

    :param application_url: of the role that the application runs as; where it is the
        owner himself there is nobody to grant anything to.
    """
    with alone():
        check_is_ours()
        call_command("migrate", interactive=False, verbosity=0)
        if demo:
            mark_as_demo()
        let_in(application_url)
    console.print("The database is that of this version.")


@contextmanager
def alone() -> Iterator[None]:
    """
    Let one migration at a time into a database, and another wait for it a while.

    The lock is the connection's: whoever is killed has let go of it.
    """
    with connection.cursor() as cursor:
        try:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [PATIENCE])
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            raise CannotRun(
                "Another 'motcua migrate' is at work in this database. "
                "Wait until it has ended, then type this again."
            ) from None
        cursor.execute("RESET lock_timeout")
    yield


def let_in(application_url: str) -> None:
    """Grant the application its rights, unless it is the owner himself."""
    if settings.DATABASES["default"]["USER"] != role_of(application_url):
        grant_rights(role_of(application_url), password=password_of(application_url))


def check_is_ours() -> None:
    """Refuse a database that holds somebody else's tables; ours may be half made."""
    tables = sorted(connection.introspection.table_names())
    if tables and "trail_event" not in tables and not is_half_made():
        name = connection.settings_dict["NAME"]
        raise CannotRun(
            f"The database '{name}' holds tables that are not ours, such as '{tables[0]}'. "
            "Give an empty one."
        )


def is_half_made() -> bool:
    """Say whether a first migration of ours was interrupted here: it knows our apps alone."""
    done = MigrationRecorder(connection).applied_migrations()
    return bool(done) and {app for app, _name in done} <= set(apps.app_configs)


def mark_as_demo() -> None:
    """Mark an empty database as a demo; refuse one that is neither empty nor marked."""
    if trail.is_demo():
        return
    if not is_empty():
        raise CannotRun(
            f"The database '{connection.settings_dict['NAME']}' is in use and no demonstration: "
            "nothing was changed. Give an empty one."
        )
    writes.mark_as_demo()


def is_empty() -> bool:
    """Say whether nobody has an account here and nothing happened yet."""
    return trail.is_empty() and not get_user_model().objects.exists()


def role_of(url: str) -> str:
    """Return the role that a database address names."""
    parts = urlsplit(url)
    pairs = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return unquote(parts.username or pairs.get("user", ""))


def password_of(url: str) -> str | None:
    """Return the password in a database address, if there is one."""
    password = urlsplit(url).password
    return unquote(password) if password else None


def rights_over(model: type[Model]) -> tuple[str, ...]:
    """Return what the application may do to the rows of this model."""
    if getattr(model, "kept_by_database", False):
        return ("SELECT",)
    if getattr(model, "append_only", False):
        return ("SELECT", "INSERT")
    if getattr(model, "passes_away", False) or model._meta.app_label in PASSING:
        return ("SELECT", "INSERT", "UPDATE", "DELETE")
    return ("SELECT", "INSERT", "UPDATE")


@transaction.atomic(durable=True)
def grant_rights(role: str, *, password: str | None) -> None:
    """Make the application's role if it is missing and set exactly its rights."""
    name = sql.Identifier(role)
    statements = [
        *create_role(role, password),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name),
        sql.SQL("GRANT SELECT ON django_migrations TO {}").format(name),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(name),
        *(grants_on(model, name) for model in tables()),
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def create_role(role: str, password: str | None) -> Iterable[sql.Composed]:
    """Yield the statement that makes the role, unless there is one already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone():
            return
    yield sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
        sql.Identifier(role), sql.Literal(password)
    )


def grants_on(model: type[Model], role: sql.Identifier) -> sql.Composed:
    """Return the statement that grants the role its rights over one table."""
    return sql.SQL("GRANT {} ON {} TO {}").format(
        sql.SQL(", ").join(map(sql.SQL, rights_over(model))),
        sql.Identifier(model._meta.db_table),
        role,
    )


def tables() -> list[type[Model]]:
    """Return one model for each table, those that Django makes for itself included."""
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]

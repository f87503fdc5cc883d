"""Two plain answers for whoever watches the server: it lives; it is ready to serve."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from motcua.ground.access.doors import public
from motcua.project import watch


@public
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer that the process lives; it asks nobody else."""
    return HttpResponse("alive\n", content_type="text/plain")


@public
def readyz(_request: HttpRequest) -> HttpResponse:
    """
    Answer whether the database is there and its tables are those of this version.

    What else is wrong is a warning: without a worker or with a full disk pages can still be
    read, and a proxy that took every server out of its list would end that too.
    """
    try:
        pending = pending_migrations()
        warnings = [] if pending else [*_of_the_roles(), *watch.warnings()]
    except DatabaseError as error:
        return _answer(503, f"database: {str(error).strip().splitlines()[0]}")
    if pending:
        return _answer(503, f"migrations: {len(pending)} pending, first {pending[0]}")
    return _answer(200, "ready", *(f"warning: {words}" for words in warnings))


def pending_migrations() -> list[str]:
    """Return the names of the migrations that the database still lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _of_the_roles() -> list[str]:
    is_one = settings.DATABASE_OWNER_URL == settings.DATABASE_URL
    return ["one database role for owner and application"] if is_one else []


def _answer(status: int, *lines: str) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), status=status, content_type="text/plain")

"""Two plain answers for whoever watches the server: it lives; it is ready to serve."""

import logging
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from motcua.ground.access.doors import public
from motcua.project import watch

logger = logging.getLogger(__name__)

READY = "ready"
ELSEWHERE = {200: (READY, "warning: see the log"), 503: ("not ready: see the log",)}


@public
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer that the process lives; it asks nobody else."""
    return HttpResponse("alive\n", content_type="text/plain")


@public
def readyz(request: HttpRequest) -> HttpResponse:
    """
    Answer whether the database is there and its tables are those of this version.

    What else is wrong is a warning: without a worker or with a full disk pages can still be
    read, and a proxy that took every server out of its list would end that too. Names of
    places and what the database said are told on this machine only; from elsewhere, to the log.
    """
    status, lines = _readiness()
    if lines == [READY] or _is_asked_here(request):
        return _answer(status, *lines)
    logger.warning("readyz: %s", "; ".join(lines))
    return _answer(status, *ELSEWHERE[status])


def _readiness() -> tuple[int, list[str]]:
    try:
        pending = pending_migrations()
        warnings = [] if pending else [*_of_the_roles(), *watch.warnings()]
    except DatabaseError as error:
        return 503, [f"database: {str(error).strip().splitlines()[0]}"]
    if pending:
        return 503, [f"migrations: {len(pending)} pending, first {pending[0]}"]
    return 200, [READY, *(f"warning: {words}" for words in warnings)]


def _is_asked_here(request: HttpRequest) -> bool:
    """Say whether this machine itself asks; a proxy that runs on it asks for somebody else."""
    try:
        asker = ip_address(str(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return False
    return asker.is_loopback and "X-Forwarded-For" not in request.headers


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

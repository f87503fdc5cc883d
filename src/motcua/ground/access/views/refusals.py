"""The pages that say no."""

import logging
import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from motcua.ground.access import doors, rules
from motcua.ground.kernel.actor import NOBODY

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what no page of ours sends, or too much of what it sends."""
    is_too_heavy = isinstance(exception, RequestDataTooBig)
    return doors.refused(request, rules.TooHeavy() if is_too_heavy else rules.NotUnderstood())


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer where the library says no."""
    return doors.refused(request, rules.NotAllowed())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer at an address that is none."""
    return doors.refused(request, rules.NoSuchPage())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """
    Answer a form of an earlier session, or of another site.

    Of a page of ours, behind a door, what was typed is offered to be sent again, by hand.
    """
    log.warning("Incident %s: %s", getattr(request, "incident_id", ""), reason)
    match = request.resolver_match
    is_behind_door = match is not None and getattr(match.func, "door", "public") != "public"
    if is_behind_door and doors.is_of_ours(request) and doors.is_page_wanted(request):
        return doors.kept_in_page(request, door=doors.asked_first(request), status=403)
    return doors.refused(request, rules.StaleForm())


def crashed(request: HttpRequest) -> HttpResponse:
    """
    Own up to a bug, or to a database that is away; its number stands in the log.

    The page is drawn without session, rights and database: any of them may be what broke.
    """
    log.error("Incident %s at %s", getattr(request, "incident_id", ""), request.path)
    is_away = isinstance(sys.exception(), OperationalError | InterfaceError)
    refusal = rules.DatabaseAway() if is_away else rules.Broken()
    facts = doors.told(request, refusal, NOBODY)
    return HttpResponse(render_to_string("design/error.html", facts), status=refusal.status)

"""What every request passes through: its number, who acts, a lawful no, and no traces."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from motcua.ground.kernel.actor import NOBODY
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words

Answer = Callable[[HttpRequest], HttpResponse]


def incident(get_response: Answer) -> Answer:
    """Number the request, so that a caller can quote the number of a failure."""

    def middleware(request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex[:8]
        request.incident_id = number  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Incident"] = number
        return response

    return middleware


def actor(get_response: Answer) -> Answer:
    """Say who acts: the officer signed in with his rights of today, or nobody in particular."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = NOBODY  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def refusal(get_response: Answer) -> Answer:
    """Turn a lawful no that no form showed into a page of its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_exception = refused  # type: ignore[attr-defined]
    return middleware


def refused(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Return the page of a refusal; anything else is a bug and passes on."""
    if not isinstance(error, Refusal):
        return None
    facts = {
        "status": error.status,
        "sentence": translated(error.sentence),
        "advice": translated(error.advice),
        "incident_id": request.incident_id,  # type: ignore[attr-defined]
    }
    response = render(request, "design/error.html", facts, status=error.status)
    if "seconds" in error.facts:
        response["Retry-After"] = str(error.facts["seconds"])
    return response


def translated(words: Words) -> str:
    """Return marked words in the reader's language, filled with their facts."""
    facts: dict[str, Any] = {
        name: translated(fact) if isinstance(fact, Words) else fact
        for name, fact in words.facts.items()
    }
    return _(words.text).format(**facts) if words.text else ""


def nothing_cached(get_response: Answer) -> Answer:
    """Leave no page behind in a shared computer, unless its view says that it may be kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response:
            patch_cache_control(response, no_store=True, private=True)
        return response

    return middleware

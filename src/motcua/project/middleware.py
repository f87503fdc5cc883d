"""What every request passes through: its number, who acts, a lawful no, and no traces."""

import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.request import UnreadablePostError
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from motcua.ground.access import doors
from motcua.ground.access.rules import OnlyByForm, TooHeavy
from motcua.ground.agencies.queries import actor_of
from motcua.ground.kernel.actor import NOBODY, Actor

Answer = Callable[[HttpRequest], HttpResponse]

# How long a browser is heard out, and how much of it at a time.
HEARD_SECONDS = 10
PIECE_BYTES = 4 * 1024


def incident(get_response: Answer) -> Answer:
    """Number the request, so that a caller can quote the number of a failure."""

    def middleware(request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex[:8]
        request.incident_id = number  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Incident"] = number
        return response

    return middleware


def no_nul(get_response: Answer) -> Answer:
    """
    Refuse an address with a NUL in it, which no text of ours and no database holds.

    A cookie with one is none of ours, and forgotten.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        cookies = request.COOKIES.items()
        request.COOKIES = {name: value for name, value in cookies if "\0" not in value}
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return get_response(request)

    return middleware


def language(get_response: Answer) -> Answer:
    """Say everything in the language that was chosen, and leave Vietnamese behind."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = doors.language_of(request)
        translation.activate(chosen)
        response = get_response(request)
        response.setdefault("Content-Language", chosen)
        # What is sent line by line is still to be written, in this language.
        if not response.streaming:
            translation.deactivate()
        return response

    return middleware


def actor(get_response: Answer) -> Answer:
    """Say who acts: the officer signed in with his rights of today, or nobody in particular."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # Read when first asked for: an act reads its rights itself, inside its transaction.
        request.actor = SimpleLazyObject(lambda: acting(request))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def acting(request: HttpRequest) -> Actor:
    """Return whoever is signed in; behind a locked screen sits nobody."""
    user = request.user
    if not user.is_authenticated or doors.is_locked(request):
        return NOBODY
    return actor_of(user.pk, user.full_name, on=doors.now(request).date())


def refusal(get_response: Answer) -> Answer:
    """Turn a lawful no that no form showed, or an empty one, into a page of its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            page = doors.refused(request, OnlyByForm())
            page["Allow"] = response["Allow"]
            return page
        return response

    middleware.process_exception = refused  # type: ignore[attr-defined]
    return middleware


def refused(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Return the page of a refusal; anything else is a bug and passes on."""
    meant = doors.refusal_of(error)
    return doors.refused(request, meant) if meant else None


def nothing_cached(get_response: Answer) -> Answer:
    """Leave no page behind in a shared computer, unless its view says that it may be kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response:
            patch_cache_control(response, no_store=True, private=True)
        return response

    return middleware


def heard_out(get_response: Answer) -> Answer:
    """
    Refuse what is too heavy to be read, and let the browser send it to its end.

    Whoever is still sending when the connection is closed never reads the answer.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.BODY_LIMIT_BYTES:
            response = doors.refused(request, TooHeavy())
        else:
            response = get_response(request)
        if request.method == "POST":
            discard_rest(request)
        return response

    return middleware


def discard_rest(request: HttpRequest) -> None:
    """
    Read what is left of a form and forget it, but begin no further piece after a while.

    Only forms are heard out: whoever announces a body where none belongs would else hold
    a thread for as long as he likes.
    """
    deadline = time.monotonic() + HEARD_SECONDS
    try:
        while request.read(PIECE_BYTES) and time.monotonic() < deadline:
            pass
    except UnreadablePostError:
        """Nobody is there any more."""

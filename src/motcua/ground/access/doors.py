"""Who may open a page, what time it is there, and how an act is let in through it."""

import errno
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import wraps
from time import sleep
from typing import Any, ParamSpec, TypeVar, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from psycopg.errors import DeadlockDetected, LockNotAvailable, QueryCanceled
from psycopg.errors import DiskFull as NoRoom

from motcua.ground.access import queries, rules, writes
from motcua.ground.access.models import User
from motcua.ground.access.sessions import SEEN
from motcua.ground.design.speech import said
from motcua.ground.kernel.actor import NOBODY, Actor, ActorKind, PostKind, Proof
from motcua.ground.kernel.refusal import Refusal

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[..., HttpResponseBase]

AFTER_DEADLOCK_SECONDS = 0.1

LOCKED = "locked"
# The doors that close behind whoever has a page open.
LEFT_FOR = {"access:sign_in", "access:lock"}
# What proves who sends a form, in every form of ours: that is not to lie in a page.
ASKED_AGAIN = {"password", "again", "old", "code"}
NOT_KEPT = ASKED_AGAIN | {"csrfmiddlewaretoken"}
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
# That both factors were shown in this session.
TWO_FACTORS = "two_factors"
PRESENCE = timedelta(minutes=5)


def public(view: View) -> View:
    """Open to everybody."""
    return _marked(view, "public")


def signed_in(view: View) -> View:
    """
    Open to whoever is signed in.

    A locked session is shown the lock, and whoever has a temporary password how to choose his.
    """

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        first = asked_first(request)
        if first:
            return _turned_away(request, first)
        _note_presence(request)
        return view(request, *args, **kwargs)

    return _marked(door, "signed_in")


def officer(*kinds: PostKind) -> Callable[[View], View]:
    """Open to whoever sits on a post of one of these kinds; without kinds, of any."""

    def door_of(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            grants = actor_of(request).holding(*(kinds or PostKind))
            if not grants:
                raise rules.NotAllowed
            if rules.needs_second_factor(grants) and not _has_shown_two_factors(request):
                return _turned_away(request, "access:second_factor")
            return view(request, *args, **kwargs)

        return _marked(signed_in(door), "officer")

    return door_of


def now(request: HttpRequest) -> datetime:
    """Return the instant of this request: the same, however often it is asked."""
    moment: datetime | None = getattr(request, "_moment", None)
    if moment is None:
        moment = _moment()
        request._moment = moment  # type: ignore[attr-defined]  # noqa: SLF001
    return moment


def _moment() -> datetime:
    return timezone.localtime(timezone.now())  # noqa: TID251 - the one clock of views


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts, as the middleware found."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]


def identity_of(request: HttpRequest) -> Actor:
    """Return who acts, without his rights: an act reads those itself, inside its transaction."""
    user = request.user
    if not user.is_authenticated or is_locked(request):
        return NOBODY
    return Actor(ActorKind.OFFICER, user.full_name, user.pk)


def language_of(request: HttpRequest) -> str:
    """Return the language to answer in: the account's, else the browser's, else Vietnamese."""
    user = request.user
    own = user.language if user.is_authenticated and not is_locked(request) else ""
    chosen = own or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def form_key(request: HttpRequest) -> str:
    """
    Return the key of this sending of a form, or a fresh one for a form to be drawn.

    :raises BadRequest: when what was sent is no key.
    """
    sent = request.POST.get("form_key")
    try:
        return str(uuid.UUID(sent) if sent else uuid.uuid4())
    except ValueError:
        raise BadRequest("The form key is no UUID.") from None


def refused(
    request: HttpRequest, refusal: Refusal, way: dict[str, str] | None = None
) -> HttpResponse:
    """
    Show a lawful no that no form showed.

    :param way: label and href of where to go on from this very no.
    """
    facts = told(request, refusal)
    facts["ways"] = [*filter(None, [way]), *facts["ways"]]
    return with_wait(render(request, "design/error.html", facts, status=refusal.status), refusal)


def told(request: HttpRequest, refusal: Refusal, reader: Actor | None = None) -> dict[str, Any]:
    """
    Return what the page of a refusal says.

    :param reader: to be handed in where he cannot be asked for, because that reads the database.
    """
    reader = getattr(request, "actor", NOBODY) if reader is None else reader
    return {
        "status": refusal.status,
        "sentence": said(refusal.sentence),
        "advice": said(refusal.advice),
        "incident_id": getattr(request, "incident_id", ""),
        "ways": [_way_back(reader)],
    }


def asked(
    request: HttpRequest,
    template: str,
    form: BaseForm,
    refusal: Refusal | None = None,
    **facts: Any,
) -> HttpResponse:
    """Draw a page with a form, and above it why it asks again."""
    facts |= {"form": form, "refusal": refusal}
    if refusal is None:
        return render(request, template, facts, status=422 if form.is_bound else 200)
    return with_wait(render(request, template, facts, status=refusal.status), refusal)


def with_wait(response: HttpResponse, refusal: Refusal) -> HttpResponse:
    """Tell machines too how long to wait, where the refusal knows it."""
    if "seconds" in refusal.facts:
        response["Retry-After"] = str(refusal.facts["seconds"])
    return response


def acts(call: Callable[P, R]) -> Callable[P, R]:
    """
    Let an action in: it is tried again once after a deadlock, or when another overtook it.

    Who waited for another's act, or still sent his file, comes later than it: his moment is then
    read anew. Only a clock that was set back stands before what was done even so.

    :raises Busy: when a lock is not had in time, or after a second deadlock.
    :raises DiskFull: when the server has no room for what the act keeps.
    """

    @wraps(call)
    def let_in(*args: P.args, **kwargs: P.kwargs) -> R:
        with told_as_refusals():
            try:
                return call(*args, **kwargs)
            except rules.Overtaken:
                kwargs["now"] = _moment()
                return call(*args, **kwargs)
            except OperationalError as error:
                if not isinstance(error.__cause__, DeadlockDetected):
                    raise
            # Who came again at once would meet the other act where it still stands.
            sleep(AFTER_DEADLOCK_SECONDS)
            return call(*args, **kwargs)

    return let_in


@contextmanager
def told_as_refusals() -> Iterator[None]:
    """Tell what the database or the disk says no to as the refusal that it means."""
    try:
        yield
    except (OperationalError, OSError) as error:
        meant = refusal_of(error)
        if meant is None:
            raise
        raise meant from error


def refusal_of(error: Exception) -> Refusal | None:
    """Return the lawful no that an error means, None if it is a bug."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error.__cause__, DeadlockDetected | LockNotAvailable):
        return rules.Busy()
    if isinstance(error.__cause__, QueryCanceled):
        return rules.TookTooLong()
    if isinstance(error.__cause__, NoRoom) or getattr(error, "errno", None) in NO_ROOM:
        return rules.DiskFull()
    return None


def prove(request: HttpRequest, password: str, now: datetime) -> Proof:
    """
    Have the user who is signed in prove himself again, just before a grave act.

    :raises WrongPassword: when it is not his.
    :raises TooManyTries: after several of those.
    """
    user = cast("User", request.user)
    key = _proof_key(request, "proof")
    writes.throttle(key=key, limit=rules.PROOF_TRIES, per_seconds=rules.WINDOW_SECONDS, now=now)
    if not user.check_password(password):
        raise rules.WrongPassword
    writes.forget_tries(key=key)
    return Proof(user.pk, "password", now)


def prove_code(request: HttpRequest, code: str, now: datetime) -> None:
    """
    Have the user who is signed in show a code too, counted apart: he who guesses has the password.

    :raises NoSecondFactor: when his account asks for no codes.
    :raises WrongCode: when it is another, or was used.
    :raises TooManyTries: after several of those.
    """
    user = cast("User", request.user)
    key = _proof_key(request, "code-proof")
    writes.throttle(key=key, limit=rules.CODE_TRIES, per_seconds=rules.WINDOW_SECONDS, now=now)
    writes.take_code(user_id=user.pk, code=code, now=now)
    writes.forget_tries(key=key)


def _proof_key(request: HttpRequest, kind: str) -> str:
    """Return what tries count under: whoever guesses at one computer stops nobody at another."""
    session = queries.handle_of(str(request.session.session_key))
    return f"{kind}:{request.user.pk}:{session}"


def address_key(request: HttpRequest) -> str:
    """Return what tries count under that came from where this request did, behind our proxies."""
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    if settings.PROXIES and len(hops) >= settings.PROXIES:
        return rules.address_key(hops[-settings.PROXIES])
    return rules.address_key(str(request.META.get("REMOTE_ADDR", "")))


def is_locked(request: HttpRequest) -> bool:
    """Say whether whoever is signed in has locked the screen."""
    return bool(request.session.get(LOCKED))


def next_page(request: HttpRequest, otherwise: str = "") -> str:
    """Return the page of ours that was asked for before the door, else another, or the desk."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else otherwise or settings.LOGIN_REDIRECT_URL


def came_from(request: HttpRequest) -> str:
    """Return the page of ours that a form was sent from, or nothing."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if page.netloc != request.get_host():
        return ""
    return f"{page.path}?{page.query}" if page.query else page.path


def kept_in_page(request: HttpRequest, *, door: str = "", status: int) -> HttpResponse:
    """
    Keep what was typed in a form that came too late, hidden in a page, to be sent again by hand.

    It goes to the address that it came for and to no other. Secrets and files are not kept.

    :param door: to be passed before, in another tab; none where it was passed.
    """
    sent = ((name, value) for name, values in request.POST.lists() for value in values)
    facts = {
        "typed": [(name, value) for name, value in sent if name not in NOT_KEPT],
        "is_less": bool(request.FILES) or bool(ASKED_AGAIN & request.POST.keys()),
        "door": door and reverse(door),
        "is_locked": door == "access:lock",
        "refusal": rules.NotSentYet(),
    }
    return render(request, "access/resend.html", facts, status=status)


def is_page_wanted(request: HttpRequest) -> bool:
    """Say whether a browser shows the answer, and no script reads it."""
    return "text/html" in request.headers.get("Accept", "")


def is_of_ours(request: HttpRequest) -> bool:
    """Say whether a form was sent from a page of ours, as the browser tells."""
    origin = request.headers.get("Origin")
    ours = f"{request.scheme}://{request.get_host()}"
    return origin == ours if origin else bool(came_from(request))


def sent_to(door: str, *, asked: str = "") -> HttpResponse:
    """Redirect to a door, which will lead on to the page that was asked for."""
    query = f"?{urlencode({'next': asked})}" if asked else ""
    return redirect(reverse(door) + query)


def asked_first(request: HttpRequest) -> str:
    """Return the door that whoever asks must pass before any other, or nothing."""
    user = request.user
    if not user.is_authenticated:
        return "access:sign_in"
    if is_locked(request):
        return "access:lock"
    own = "access:change_password"
    return own if user.temporary_until and request.path != reverse(own) else ""


def _note_presence(request: HttpRequest) -> None:
    """Keep when the session was last seen, to within a few minutes."""
    seen = request.session.get(SEEN)
    if seen and now(request) - datetime.fromisoformat(seen) >= PRESENCE:
        request.session[SEEN] = now(request).isoformat()


def _has_shown_two_factors(request: HttpRequest) -> bool:
    is_asked = settings.SECOND_FACTOR_FOR_ADMINISTRATORS
    return not is_asked or bool(request.session.get(TWO_FACTORS))


def _way_back(reader: Actor) -> dict[str, str]:
    """Return where to go on from a page that says no: officers to their desk."""
    if reader.grants:
        return {"label": gettext("Về bàn làm việc"), "href": settings.LOGIN_REDIRECT_URL}
    return {"label": gettext("Về trang đầu"), "href": "/"}


def _marked(view: View, door: str) -> View:
    view.door = door  # type: ignore[attr-defined]
    return view


def _turned_away(request: HttpRequest, door: str) -> HttpResponse:
    """
    Send to a door and remember the page; htmx is told to load the door as a page.

    A form is not sent away from: what was typed would be lost.
    """
    if "HX-Request" in request.headers:
        return HttpResponse(
            headers={"HX-Redirect": sent_to(door, asked=came_from(request))["Location"]}
        )
    if request.method == "POST" and door in LEFT_FOR and is_page_wanted(request):
        return kept_in_page(request, door=door, status=401)
    return sent_to(door, asked=request.get_full_path() if request.method == "GET" else "")

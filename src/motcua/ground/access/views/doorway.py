"""Signing in and out, the lock of a shared computer, and in which language one is answered."""

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.ground.access import actions, doors, gateway, queries
from motcua.ground.access.forms import CodeForm, SignInForm, UnlockForm
from motcua.ground.kernel.actor import NOBODY
from motcua.ground.kernel.refusal import Refusal

LANGUAGE_SECONDS = 365 * 24 * 60 * 60


@doors.public
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, and let in whoever they belong to."""
    form = SignInForm(request.POST or None)
    if not form.is_valid():
        return _asked(request, "access/sign_in.html", form)
    try:
        user = gateway.recognise(request, **form.cleaned_data)
    except Refusal as refusal:
        return _asked(request, "access/sign_in.html", form, refusal)
    if queries.second_factor(user.pk) is None:
        return gateway.admit(request, user, doors.next_page(request))
    gateway.ask_for_code(request, user, doors.next_page(request))
    return redirect("access:code")


@doors.public
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Ask whoever has shown his password for a code, where his account asks for one."""
    owing = gateway.owing_code(request)
    if owing is None:
        return redirect("access:sign_in")
    user, page = owing
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return _asked(request, "access/code.html", form)
    try:
        gateway.check_code(request, user, form.cleaned_data["code"])
    except Refusal as refusal:
        return _asked(request, "access/code.html", form, refusal)
    return gateway.admit(request, user, page, factors=2)


@doors.public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, locked or not, and leave nothing of it in the browser."""
    logout(request)
    response = redirect("access:sign_in")
    response["Clear-Site-Data"] = '"cache"'
    return response


@doors.public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Answer in another language from now on: to an account everywhere, else to this browser."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise BadRequest
    response = redirect(doors.next_page(request, "/"))
    reader = doors.identity_of(request)
    if reader == NOBODY:
        _keep_language(response, chosen)
    else:
        now = doors.now(request)
        doors.acts(actions.choose_language)(actor=reader, language=chosen, now=now)
    return response


@doors.public
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the screen of whoever is signed in; the session and its drafts stay."""
    if not request.user.is_authenticated:
        return redirect("access:sign_in")
    if request.method == "POST":
        request.session[doors.LOCKED] = True
        return doors.sent_to("access:lock", asked=doors.came_from(request))
    if not doors.is_locked(request):
        return redirect(doors.next_page(request))
    return _asked(request, "access/lock.html", UnlockForm())


@doors.public
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def unlock(request: HttpRequest) -> HttpResponse:
    """Let whoever locked the screen go on, under a new session key."""
    if not request.user.is_authenticated:
        return redirect("access:sign_in")
    if request.method != "POST":
        return redirect("access:lock")
    form = UnlockForm(request.POST)
    if not form.is_valid():
        return _asked(request, "access/lock.html", form)
    try:
        doors.prove(request, form.cleaned_data["password"], doors.now(request))
    except Refusal as refusal:
        return _asked(request, "access/lock.html", form, refusal)
    request.session.pop(doors.LOCKED, None)
    request.session.cycle_key()
    return redirect(doors.next_page(request))


def _keep_language(response: HttpResponse, chosen: str) -> None:
    """Remember a choice with the browser of whoever has no account, or has not signed in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=LANGUAGE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _asked(
    request: HttpRequest, template: str, form: BaseForm, refusal: Refusal | None = None
) -> HttpResponse:
    """Draw a form that asks who is there, and remember the page that he asked for."""
    return doors.asked(request, template, form, refusal, next=doors.next_page(request))

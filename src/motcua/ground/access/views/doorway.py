"""Signing in and out, and the lock of a shared computer."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.ground.access import doors, gateway
from motcua.ground.access.forms import SignInForm, UnlockForm
from motcua.ground.kernel.refusal import Refusal


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
    return gateway.admit(request, user, doors.next_page(request))


@doors.public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, locked or not, and leave nothing of it in the browser."""
    logout(request)
    response = redirect("access:sign_in")
    response["Clear-Site-Data"] = '"cache"'
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


def _asked(
    request: HttpRequest,
    template: str,
    form: SignInForm | UnlockForm,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Draw a form that asks for a password, and above it why it asks again."""
    facts = {"form": form, "refusal": refusal, "next": doors.next_page(request)}
    if refusal is None:
        return render(request, template, facts, status=422 if form.is_bound else 200)
    return doors.with_wait(render(request, template, facts, status=refusal.status), refusal)

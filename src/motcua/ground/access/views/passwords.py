"""A forgotten password, by letter; and one's own, changed by knowing the old one."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.ground.access import actions, doors, queries, rules, writes
from motcua.ground.access.forms import ForgottenForm, NewPasswordForm, OwnPasswordForm
from motcua.ground.kernel.refusal import Refusal


@doors.public
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask who forgot his password; what is answered is the same for everybody."""
    form = ForgottenForm(request.POST or None)
    if not form.is_valid():
        return doors.asked(request, "access/forgotten.html", form)
    try:
        _count_asking(request)
    except Refusal as refusal:
        return doors.asked(request, "access/forgotten.html", form, refusal)
    doors.acts(actions.ask_reset)(login=form.cleaned_data["login"])
    return redirect("access:letter_asked")


@doors.public
@require_safe
def letter_asked(request: HttpRequest) -> HttpResponse:
    """Say what happens now, whether or not there is such an account."""
    return render(request, "access/letter_asked.html")


@doors.public
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "again")
def set_password(request: HttpRequest, holder: str, token: str) -> HttpResponse:
    """Let whoever has the letter choose a password."""
    user = queries.holder_of(holder, token)
    if user is None:
        raise rules.StaleLink
    form = NewPasswordForm(request.POST or None)
    if not form.is_valid():
        return doors.asked(request, "access/set_password.html", form, holder=user)
    chosen = {"password": form.cleaned_data["password"], "now": doors.now(request)}
    try:
        doors.acts(actions.reset_password)(holder=holder, token=token, **chosen)
    except Refusal as refusal:
        return doors.asked(request, "access/set_password.html", form, refusal, holder=user)
    messages.success(request, _("Đã đặt mật khẩu mới; mọi phiên trước đã kết thúc."))
    return redirect("access:sign_in")


@doors.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("old", "password", "again")
def change_password(request: HttpRequest) -> HttpResponse:
    """Let somebody who is signed in replace his password."""
    form = OwnPasswordForm(request.POST or None)
    if not form.is_valid():
        return doors.asked(request, "access/change_password.html", form)
    try:
        _change(request, form.cleaned_data["old"], form.cleaned_data["password"])
    except Refusal as refusal:
        return doors.asked(request, "access/change_password.html", form, refusal)
    messages.success(request, _("Đã đổi mật khẩu; các phiên ở nơi khác đã kết thúc."))
    return redirect("access:account")


def _change(request: HttpRequest, old: str, new: str) -> None:
    """Change the password and go on in this session alone, under a new key."""
    now = doors.now(request)
    user = doors.acts(actions.change_password)(
        actor=doors.identity_of(request),
        proof=doors.prove(request, old, now),
        password=new,
        keep=request.session.session_key or "",
        now=now,
    )
    update_session_auth_hash(request, user)


def _count_asking(request: HttpRequest) -> None:
    writes.throttle(
        key=f"reset:{doors.address_key(request)}",
        limit=rules.RESET_TRIES,
        per_seconds=rules.RESET_SECONDS,
        now=doors.now(request),
    )

"""One's own account: where it is signed in, and whether a telephone stands beside the password."""

from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.ground.access import actions, doors, queries, rules, totp
from motcua.ground.access.forms import BothFactorsForm, TelephoneForm
from motcua.ground.kernel.refusal import Refusal

SECRET = "telephone_secret"  # noqa: S105 - the name of what the session keeps meanwhile


@doors.signed_in
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show one's account, and every place where it is signed in."""
    user_id, now = _me(request), doors.now(request)
    facts = {
        "factor": queries.second_factor(user_id),
        "sessions": queries.sessions_of(user_id, this=_this(request), now=now),
    }
    return render(request, "access/account.html", facts)


@doors.signed_in
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """End a session at another place, or all of them."""
    facts: dict[str, Any] = {"actor": doors.identity_of(request), "now": doors.now(request)}
    handle = request.POST.get("phien", "")
    if handle:
        doors.acts(actions.end_session)(handle=handle, **facts)
    else:
        doors.acts(actions.end_other_sessions)(keep=_this(request), **facts)
    messages.success(request, _("Đã kết thúc; nơi ấy phải đăng nhập lại."))
    return redirect("access:account")


@doors.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code", "password")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show the QR for a telephone, and turn codes on once the telephone shows one."""
    if request.method != "POST" and queries.second_factor(_me(request)):
        return redirect("access:account")
    form = TelephoneForm(request.POST or None)
    if not form.is_valid():
        return _enrolment(request, form)
    try:
        codes = doors.acts(actions.add_second_factor)(
            secret=_secret(request),
            code=form.cleaned_data["code"],
            keep=_this(request),
            **_proved(request, form),
        )
    except Refusal as refusal:
        return _enrolment(request, form, refusal)
    del request.session[SECRET]
    request.session[doors.TWO_FACTORS] = True
    return render(request, "access/recovery_codes.html", {"codes": codes})


@doors.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code", "password")
def remove_second_factor(request: HttpRequest) -> HttpResponse:
    """Turn codes off for whoever proves himself again, by both factors."""
    if request.method != "POST" and queries.second_factor(_me(request)) is None:
        return redirect("access:account")
    form = BothFactorsForm(request.POST or None)
    if not form.is_valid():
        return doors.asked(request, "access/remove_second_factor.html", form)
    try:
        doors.acts(actions.remove_second_factor)(
            keep=_this(request), **_proved_twice(request, form)
        )
    except Refusal as refusal:
        return doors.asked(request, "access/remove_second_factor.html", form, refusal)
    request.session[doors.TWO_FACTORS] = False
    messages.success(request, _("Đã tắt xác thực hai lớp."))
    return redirect("access:account")


@doors.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code", "password")
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Give fresh recovery codes to whoever proves himself again, by both factors."""
    if request.method != "POST" and queries.second_factor(_me(request)) is None:
        return redirect("access:account")
    form = BothFactorsForm(request.POST or None)
    if not form.is_valid():
        return doors.asked(request, "access/renew_recovery_codes.html", form)
    try:
        codes = doors.acts(actions.renew_recovery_codes)(**_proved_twice(request, form))
    except Refusal as refusal:
        return doors.asked(request, "access/renew_recovery_codes.html", form, refusal)
    return render(request, "access/recovery_codes.html", {"codes": codes})


def _me(request: HttpRequest) -> int:
    return rules.known(doors.identity_of(request))


def _this(request: HttpRequest) -> str:
    """Return the key of the session that asks, which goes on."""
    return request.session.session_key or ""


def _proved(request: HttpRequest, form: TelephoneForm) -> dict[str, Any]:
    """Return who acts, his proof and when."""
    now = doors.now(request)
    proof = doors.prove(request, form.cleaned_data["password"], now)
    return {"actor": doors.identity_of(request), "proof": proof, "now": now}


def _proved_twice(request: HttpRequest, form: BothFactorsForm) -> dict[str, Any]:
    """Return the same, once he has shown a code too: a password alone lets no factor go."""
    proved = _proved(request, form)
    doors.prove_code(request, form.cleaned_data["code"], doors.now(request))
    return proved


def _enrolment(
    request: HttpRequest, form: TelephoneForm, refusal: Refusal | None = None
) -> HttpResponse:
    """Draw the page with the QR; the secret stays the same until it is used or forgotten."""
    secret = _secret(request)
    drawn = {"secret": totp.grouped(secret.lower()), "qr": _qr(request, secret)}
    return doors.asked(request, "access/second_factor.html", form, refusal, **drawn)


def _secret(request: HttpRequest) -> str:
    """Return the secret that the session holds until a telephone shows that it has it."""
    return str(request.session.setdefault(SECRET, totp.new_secret()))


def _qr(request: HttpRequest, secret: str) -> SafeString:
    """Draw what the telephone is shown."""
    issuer = " ".join(filter(None, (_("Một Cửa"), settings.PROVINCE)))
    name = request.user.get_username()
    code = segno.make(totp.enrolment_uri(secret, issuer=issuer, account=name), error="m")
    drawing = code.svg_inline(scale=4, border=2, title=_("Mã QR cho ứng dụng xác thực"))
    return mark_safe(drawing)  # noqa: S308 - drawn by ourselves from squares

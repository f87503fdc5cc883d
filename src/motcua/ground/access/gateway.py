"""
How somebody from outside is recognised, by way of the account library.

Guesses are slowed per account and address, per address, and per account in total. A
browser that has once signed in to an account carries a signed cookie that says so, and is
counted by itself: whatever others guess, from whatever address, the owner gets in.
"""

from typing import Any, cast
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import authenticate
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from motcua.ground.access import doors, rules, writes
from motcua.ground.access.models import User

COOKIE = "motcua_browser"
COOKIE_SECONDS = 180 * 24 * 60 * 60
ACCOUNTS_REMEMBERED = 20


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by himself, and the library's own sentences are not shown."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Say no: accounts are given out by administrators."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Show nothing."""


def recognise(request: HttpRequest, username: str, password: str) -> User:
    """
    Return the account that this name and password open.

    :raises WrongSignIn: when they open none.
    :raises TooManySignIns: when too many were tried.
    """
    limits = _limits(request, username)
    for key, limit in limits.items():
        _count(key, limit, request)
    user = authenticate(request, username=username, password=password)
    if user is None:
        raise rules.WrongSignIn
    own, *shared = limits
    writes.forget_tries(key=own)
    for key in shared:
        writes.give_back(key=key)
    return user


def admit(request: HttpRequest, user: User, page: str) -> HttpResponse:
    """Begin a new session for the account and send it to the page it asked for."""
    response = cast("HttpResponse", perform_login(request, user, redirect_url=page))
    request.session.pop(doors.LOCKED, None)
    browser, traces = _cookie(request)
    others = [other for other in traces if other != _trace(user.username)]
    kept = [browser, _trace(user.username), *others[: ACCOUNTS_REMEMBERED - 1]]
    response.set_signed_cookie(
        COOKIE,
        ".".join(kept),
        salt=COOKIE,
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _limits(request: HttpRequest, username: str) -> dict[str, int]:
    """Return the keys that a try counts under; the first is forgotten on success."""
    account, address = f"account:{username}", f"address:{doors.address_key(request)}"
    browser, traces = _cookie(request)
    if _trace(username) in traces:
        return {f"{account}|browser:{browser}": rules.SIGN_IN_TRIES}
    return {
        f"{account}|{address}": rules.SIGN_IN_TRIES,
        address: rules.ADDRESS_TRIES,
        account: rules.ACCOUNT_TRIES,
    }


def _count(key: str, limit: int, request: HttpRequest) -> None:
    window = rules.WINDOW_SECONDS
    try:
        writes.throttle(key=key, limit=limit, per_seconds=window, now=doors.now(request))
    except rules.TooManyTries as refusal:
        raise rules.TooManySignIns(**refusal.facts) from None


def _cookie(request: HttpRequest) -> tuple[str, list[str]]:
    """Return which browser this is, and traces of the accounts that it signed in to."""
    try:
        kept = request.get_signed_cookie(COOKIE, "", salt=COOKIE, max_age=COOKIE_SECONDS)
    except signing.BadSignature:
        kept = ""
    browser, *traces = (kept or "").split(".")
    return browser or uuid4().hex, traces


def _trace(username: str) -> str:
    """Return what stands for an account in the cookie, which others may read."""
    return salted_hmac(COOKIE, username, algorithm="sha256").hexdigest()[:24]

"""
How somebody from outside is recognised, by way of the account library.

Guesses are slowed per account and address, per address, and per account in total. A
browser that has once signed in to an account carries a signed cookie that says so, and is
counted by itself: whatever others guess, from whatever address, the owner gets in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import authenticate
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from motcua.ground.access import doors, rules, sessions, writes
from motcua.ground.access.models import User

OWES_CODE = "owes_code"
CODE_LIMITS = ("code", rules.CODE_TRIES, rules.ACCOUNT_CODE_TRIES)
COOKIE = f"{settings.HOST_ONLY}browser"
SALT = "motcua_browser"
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
    _count(limits, request)
    user = authenticate(request, username=username, password=password)
    if user is None:
        raise rules.WrongSignIn
    _uncount(limits)
    if user.temporary_until and user.temporary_until <= doors.now(request):
        raise rules.TemporaryPasswordOver
    return user


def ask_for_code(request: HttpRequest, user: User, page: str) -> None:
    """Remember who has shown a password and owes a code; nobody is signed in meanwhile."""
    request.session.flush()
    until = doors.now(request) + timedelta(seconds=rules.CODE_WAITS_SECONDS)
    request.session[OWES_CODE] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "until": until.isoformat(),
        "page": page,
    }


def owing_code(request: HttpRequest) -> tuple[User, str] | None:
    """Return who owes a code, and the page that he asked for, while that may still be shown."""
    owed = request.session.get(OWES_CODE)
    if owed is None or doors.now(request) >= datetime.fromisoformat(owed["until"]):
        return None
    asking = User.objects.filter(is_active=True, second_factor__isnull=False)
    user = asking.filter(pk=owed["user"]).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), owed["password"]):
        return None
    return user, owed["page"]


def check_code(request: HttpRequest, user: User, code: str) -> None:
    """
    See that whoever owes a code has it.

    :raises WrongCode: when it is another, or was used.
    :raises TooManySignIns: when too many were tried.
    """
    limits = _limits(request, user.username, *CODE_LIMITS)
    _count(limits, request)
    writes.take_code(user_id=user.pk, code=code, now=doors.now(request))
    _uncount(limits)


def admit(request: HttpRequest, user: User, page: str, *, factors: int = 1) -> HttpResponse:
    """Begin a new session for the account and send it to the page it asked for."""
    response = cast("HttpResponse", perform_login(request, user, redirect_url=page))
    for left in (doors.LOCKED, OWES_CODE):
        request.session.pop(left, None)
    moment = doors.now(request).isoformat()
    request.session.update(
        {
            sessions.BEGAN: moment,
            sessions.SEEN: moment,
            sessions.ADDRESS: doors.address_key(request),
            sessions.BROWSER: request.headers.get("User-Agent", "")[:300],
            doors.TWO_FACTORS: factors > 1,
        }
    )
    browser, traces = _cookie(request)
    others = [other for other in traces if other != _trace(user.username)]
    kept = [browser, _trace(user.username), *others[: ACCOUNTS_REMEMBERED - 1]]
    response.set_signed_cookie(
        COOKIE,
        ".".join(kept),
        salt=SALT,
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@dataclass(frozen=True, slots=True)
class _Limits:
    """
    What a try counts under.

    :param own: the key that nobody else counts under, forgotten on success.
    :param tries: how many each key allows, in the order in which they are counted.
    """

    own: str
    tries: dict[str, int]


def _limits(
    request: HttpRequest,
    username: str,
    what: str = "account",
    tries: int = rules.SIGN_IN_TRIES,
    in_total: int = rules.ACCOUNT_TRIES,
) -> _Limits:
    """
    Return the keys that a try counts under, its address before the name that it made up.

    :param tries: how many one address, or one browser that is known, has.
    :param in_total: how many all have together, but for those browsers.
    """
    account, address = f"{what}:{username}", f"address:{doors.address_key(request)}"
    browser, traces = _cookie(request)
    if _trace(username) in traces:
        own = f"{account}|browser:{browser}"
        return _Limits(own, {own: tries})
    own = f"{account}|{address}"
    return _Limits(own, {address: rules.ADDRESS_TRIES, own: tries, account: in_total})


def _uncount(limits: _Limits) -> None:
    """Forget the tries of whoever has shown himself; give back what counts for others too."""
    writes.forget_tries(key=limits.own)
    for key in limits.tries:
        if key != limits.own:
            writes.give_back(key=key)


def _count(limits: _Limits, request: HttpRequest) -> None:
    """Count a try under every key in turn."""
    moment, window = doors.now(request), rules.WINDOW_SECONDS
    try:
        writes.throttle_each(limits=limits.tries, per_seconds=window, now=moment)
    except rules.TooManyTries as refusal:
        raise rules.TooManySignIns(seconds=refusal.facts["seconds"]) from None


def _cookie(request: HttpRequest) -> tuple[str, list[str]]:
    """Return which browser this is, and traces of the accounts that it signed in to."""
    try:
        kept = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=COOKIE_SECONDS)
    except signing.BadSignature:
        kept = ""
    browser, *traces = (kept or "").split(".")
    return browser or uuid4().hex, traces


def _trace(username: str) -> str:
    """Return what stands for an account in the cookie, which others may read."""
    return salted_hmac(SALT, username, algorithm="sha256").hexdigest()[:24]

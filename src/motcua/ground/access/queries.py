"""What is known of accounts: how they come in, where they are signed in, how a link is read."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from motcua.ground.access.browsers import browser_words
from motcua.ground.access.models import SecondFactor, Session, User
from motcua.ground.kernel.words import Words

HANDLE_LENGTH = 16


@dataclass(frozen=True, slots=True)
class SignedIn:
    """
    A session as its owner is shown it.

    :param handle: what it is called by; its key, which opens it, is never shown.
    """

    handle: str
    browser: Words
    address: str
    began_at: datetime | None
    seen_at: datetime | None
    is_this: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What an administrator may know of an account."""

    user_id: int
    username: str
    full_name: str
    email: str
    has_second_factor: bool
    session_count: int


@dataclass(frozen=True, slots=True)
class Reset:
    """A way for somebody who forgot his password: where to write, what to open, until when."""

    user_id: int
    email: str
    link: str
    until: datetime


def account(user_id: int, *, now: datetime) -> Account | None:
    """Return an open account, in one statement."""
    alive = Count("sessions", filter=Q(sessions__expire_date__gt=now))
    user = (
        User.objects.filter(pk=user_id, is_active=True)
        .annotate(session_count=alive)
        .select_related("second_factor")
        .first()
    )
    if user is None:
        return None
    has_second_factor = hasattr(user, "second_factor")
    return Account(
        user.pk, user.username, user.full_name, user.email, has_second_factor, user.session_count
    )


def sessions_of(user_id: int, *, this: str, now: datetime) -> list[SignedIn]:
    """
    Return where an account is signed in, what was seen last first.

    :param this: the key of the session that asks.
    """
    rows = Session.objects.filter(user=user_id, expire_date__gt=now).order_by("-seen_at")
    return [
        SignedIn(
            handle_of(row.session_key),
            browser_words(row.browser),
            row.address,
            row.began_at,
            row.seen_at,
            row.session_key == this,
        )
        for row in rows
    ]


def handle_of(session_key: str) -> str:
    """Return what a session is called by where its key must not be seen."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:HANDLE_LENGTH]


def second_factor(user_id: int) -> SecondFactor | None:
    """Return the account's second factor with how many recovery codes are left, if it has one."""
    return (
        SecondFactor.objects.filter(user=user_id)
        .annotate(codes_left=Count("user__recovery_codes"))
        .first()
    )


def reset_for(login: str, *, now: datetime) -> Reset | None:
    """
    Return the way for whoever signs in by this name, or is written to at this address.

    There is none for a closed account, nor for one without an address.
    """
    found = User.objects.annotate(small_email=Lower("email")).filter(
        Q(username=login) | Q(small_email=login), is_active=True
    )
    user = min(found.exclude(email=""), key=lambda one: one.username != login, default=None)
    if user is None:
        return None
    holder = urlsafe_base64_encode(str(user.pk).encode())
    token = default_token_generator.make_token(user)
    link = settings.PUBLIC_URL + reverse("access:set_password", args=[holder, token])
    until = now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return Reset(user.pk, user.email, link, until)


def holder_of(holder: str, token: str) -> User | None:
    """Return whose password a link sets; used, old and invented ones set nobody's."""
    try:
        user_id = int(urlsafe_base64_decode(holder))
        user = User.objects.filter(pk=user_id, is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user and default_token_generator.check_token(user, token) else None

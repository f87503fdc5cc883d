"""Form keys, which make a repeated act show its first outcome; throttles; accounts changed."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection
from procrastinate.contrib.django import app

from motcua.ground.access import events, totp
from motcua.ground.access.models import (
    FormKey,
    RecoveryCode,
    SecondFactor,
    Session,
    Throttle,
    User,
)
from motcua.ground.access.passwords import normalised
from motcua.ground.access.rules import (
    NoSecondFactor,
    StaleForm,
    TooManyTries,
    WeakPassword,
    WrongCode,
)
from motcua.ground.kernel.actor import Actor
from motcua.ground.trail import writes as trail
from motcua.ground.trail.rules import EventBody
from motcua.ground.trail.writes import require_transaction

TEMPORARY = timedelta(hours=24)
# No letter that is taken for another when it is read aloud or copied by hand.
TEMPORARY_LETTERS, TEMPORARY_LENGTH = "abcdefghkmnpqrstuvwxyz", 16

KEEP = """
    INSERT INTO access_formkey (actor, key, outcome, used_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (actor, key) DO NOTHING
"""
COUNT = """
    INSERT INTO access_throttle AS kept (key, tries, resets_at) VALUES (%(key)s, 1, %(later)s)
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN kept.resets_at <= %(now)s THEN 1 ELSE kept.tries + 1 END,
        resets_at = CASE WHEN kept.resets_at <= %(now)s THEN %(later)s ELSE kept.resets_at END
    RETURNING tries, resets_at
"""


def once(*, actor: Actor, form_key: str, outcome: str, now: datetime) -> str | None:
    """
    Keep what this sending of a form leads to; return None, or what it led to before.

    A twin sent at the same moment waits here until the first one commits, and then
    learns its outcome; if the first one is rolled back, the twin goes ahead.

    :param outcome: where the act leads; when that is known only later, see `settle`.
    """
    require_transaction()
    key = (_whose(actor), form_key)
    with connection.cursor() as cursor:
        cursor.execute(KEEP, (*key, outcome, now))
        if cursor.rowcount:
            return None
    return FormKey.objects.values_list("outcome", flat=True).get(pk=key)


def is_repeat(actor: Actor, form_key: str, outcome: str, *, now: datetime) -> bool:
    """
    Say whether this very form was sent before, and did the same.

    :param outcome: what the act does, such as "sign 000.00.21.H09-261102-0037".
    :raises StaleForm: when its key was used for something else.
    """
    earlier = once(actor=actor, form_key=form_key, outcome=outcome, now=now)
    if earlier not in {None, outcome}:
        raise StaleForm
    return earlier is not None


def settle(*, actor: Actor, form_key: str, outcome: str) -> None:
    """Put down what the act led to, where `once` could not know it yet."""
    require_transaction()
    FormKey.objects.filter(pk=(_whose(actor), form_key)).update(outcome=outcome)


def throttle(*, key: str, limit: int, per_seconds: int, now: datetime) -> None:
    """
    Count a try under a key.

    Called at the door and outside of any transaction, so that a try counts even if what
    follows is refused. It never waits: the caller is told how long to.

    :raises TooManyTries: beyond the limit, until the window that the first try opened ends.
    """
    later = now + timedelta(seconds=per_seconds)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "now": now, "later": later})
        tries, resets_at = cursor.fetchone()
    if tries > limit:
        raise TooManyTries(seconds=ceil((resets_at - now).total_seconds()))


def throttle_each(*, limits: Mapping[str, int], per_seconds: int, now: datetime) -> None:
    """
    Count a try under several keys in their order, up to the first that refuses it.

    A try that is refused counts under that key alone, which stays closed; the others have it back.
    What whoever tries cannot make up, his address, comes first: past its limit he adds no rows.

    :raises TooManyTries: beyond one of the limits.
    """
    counted: list[str] = []
    try:
        for key, limit in limits.items():
            throttle(key=key, limit=limit, per_seconds=per_seconds, now=now)
            counted.append(key)
    except TooManyTries:
        for key in counted:
            give_back(key=key)
        raise


def give_back(*, key: str) -> None:
    """Uncount one try, which turned out to be no guess."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE access_throttle SET tries = tries - 1 WHERE key = %s AND tries > 0", [key]
        )


def forget_tries(*, key: str) -> None:
    """Forget every try under a key, whose owner has shown himself."""
    Throttle.objects.filter(key=key).delete()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """
    An account before it has a row.

    :param temporary_until: until when the password opens the page on which another is chosen;
        without it the password is the holder's own.
    """

    username: str
    full_name: str
    email: str = ""
    password: str
    temporary_until: datetime | None = None


def open_account(*, actor: Actor, facts: AccountFacts, now: datetime) -> User:
    """Add an account, of whose name there is none yet, and say so in its chain."""
    require_transaction()
    user = User.objects.create_user(
        facts.username, facts.password, full_name=facts.full_name, email=facts.email
    )
    if facts.temporary_until:
        user.temporary_until = facts.temporary_until
        user.save(update_fields=["temporary_until"])
    record(actor=actor, post_id=None, user_id=user.pk, body=events.AccountOpened(), now=now)
    return user


def temporary_password() -> str:
    """Return a password that is easily read aloud and copied, and guessed by nobody."""
    letters = "".join(secrets.choice(TEMPORARY_LETTERS) for _letter in range(TEMPORARY_LENGTH))
    return totp.grouped(letters).replace(" ", "-")


def set_password(*, user: User, password: str, keep: str = "") -> None:
    """
    Give an account the password that its holder chose, and end its other sessions.

    :param keep: the key of the session that goes on.
    :raises WeakPassword: when it is easily guessed.
    """
    require_transaction()
    try:
        validate_password(normalised(password), user)
    except ValidationError as weakness:
        raise WeakPassword(why=" ".join(weakness.messages)) from None
    user.set_password(password)
    user.temporary_until = None
    user.save(update_fields=["password", "temporary_until"])
    end_sessions(user.pk, keep)


def lend_password(*, actor: Actor, post_id: int, user_id: int, now: datetime) -> str:
    """
    Give an account a password that opens it once, to choose another; return it.

    Every session of the account ends.
    """
    require_transaction()
    password = temporary_password()
    user = User.objects.select_for_update().get(pk=user_id)
    user.set_password(password)
    user.temporary_until = now + TEMPORARY
    user.save(update_fields=["password", "temporary_until"])
    end_sessions(user_id)
    changed = events.PasswordChanged(events.PasswordWay.TEMPORARY)
    record(actor=actor, post_id=post_id, user_id=user_id, body=changed, now=now)
    return password


def sign_out(
    *, actor: Actor, post_id: int | None, user_id: int, keep: str = "", now: datetime
) -> int:
    """
    End the sessions of an account and return how many there were.

    :param keep: the key of the session that goes on.
    """
    require_transaction()
    count = end_sessions(user_id, keep)
    record(actor=actor, post_id=post_id, user_id=user_id, body=events.SessionsEnded(count), now=now)
    return count


def offer_reset(*, actor: Actor, post_id: int, user_id: int, login: str, now: datetime) -> None:
    """End every session of an account, and have its holder written to, who sets a password."""
    require_transaction()
    end_sessions(user_id)
    ask_reset(login=login)
    record(actor=actor, post_id=post_id, user_id=user_id, body=events.ResetOffered(), now=now)


def ask_reset(*, login: str) -> None:
    """
    Have a letter written to whoever signs in by this name, if it is anybody's.

    The letter is the business of the room of letters, above this one; that job looks whether
    there is such an account, so that whoever asks learns nothing, not even by the time it takes.
    """
    app.configure_task("notifications.write_reset").defer(login=login)


def remove_second_factor(*, actor: Actor, post_id: int | None, user_id: int, now: datetime) -> None:
    """Ask for no code any more."""
    require_transaction()
    RecoveryCode.objects.filter(user=user_id).delete()
    if SecondFactor.objects.filter(user=user_id).delete()[0]:
        removed = events.SecondFactorRemoved()
        record(actor=actor, post_id=post_id, user_id=user_id, body=removed, now=now)


def renew_recovery_codes(*, user_id: int) -> list[str]:
    """Replace the recovery codes of an account, and return the new ones, which are not kept."""
    require_transaction()
    codes = totp.new_recovery_codes()
    RecoveryCode.objects.filter(user=user_id).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user_id=user_id, digest=totp.recovery_digest(code)) for code in codes
    )
    return codes


def spend_code(*, factor: SecondFactor, code: str, now: datetime) -> bool:
    """
    Say whether this code opens the account, and see that it opens it once.

    Of two who send the same code at the same moment the database lets in one.
    """
    typed = totp.bare(code)
    step = totp.matching_step(factor.secret, typed, now)
    if step is not None:
        unused = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
        return unused.update(last_step=step) == 1
    spent = RecoveryCode.objects.filter(user=factor.pk, digest=totp.recovery_digest(typed))
    return spent.delete()[0] == 1


def take_code(*, user_id: int, code: str, now: datetime) -> None:
    """
    Spend a code that opens the account.

    :raises NoSecondFactor: when the account asks for none, so that none proves anything.
    :raises WrongCode: when it is another, or was used.
    """
    factor = SecondFactor.objects.filter(user=user_id).first()
    if factor is None:
        raise NoSecondFactor
    if not spend_code(factor=factor, code=code, now=now):
        raise WrongCode


def record(
    *, actor: Actor, post_id: int | None, user_id: int, body: EventBody, now: datetime
) -> None:
    """Add to the chain of an account."""
    subject = events.account(user_id)
    trail.record(actor=actor, post_id=post_id, subject=subject, body=body, at=now)


def end_sessions(user_id: int, keep: str = "") -> int:
    """
    End the sessions of an account as a part of another change; return how many there were.

    :param keep: the key of the session that goes on.
    """
    require_transaction()
    ended, _by_table = Session.objects.filter(user=user_id).exclude(session_key=keep).delete()
    return ended


def _whose(actor: Actor) -> str:
    return f"{actor.kind}:{actor.user_id or ''}"

"""
What people do with their own accounts, and the house by itself.

These acts take no form key: done twice, each leaves what it left the first time.
"""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.ground.access import events, queries, rules, totp, writes
from motcua.ground.access.models import FormKey, SecondFactor, Session, Throttle, User
from motcua.ground.kernel.actor import Actor, ActorKind, Proof
from motcua.ground.trail.rules import EventBody

# Far longer than any page stays open before its form is sent a second time.
KEYS_KEPT = timedelta(days=30)


@transaction.atomic(durable=True)
def clear_out(*, now: datetime) -> None:
    """Remove form keys, throttles and sessions that nobody can come back to."""
    FormKey.objects.filter(used_at__lt=now - KEYS_KEPT).delete()
    Throttle.objects.filter(resets_at__lt=now).delete()
    Session.objects.filter(expire_date__lt=now).delete()


@transaction.atomic(durable=True)
def change_password(*, actor: Actor, proof: Proof, password: str, keep: str, now: datetime) -> User:
    """
    Replace one's own password, ending every other session; return the account.

    :param keep: the key of the session that goes on.
    :raises WeakPassword: when the new one is easily guessed.
    """
    user = User.objects.select_for_update().get(pk=rules.proved(actor, proof))
    if user.check_password(password):
        raise rules.SamePassword
    writes.set_password(user=user, password=password, keep=keep)
    _record(actor, user.pk, events.PasswordChanged(events.PasswordWay.OWN), now)
    return user


@transaction.atomic(durable=True)
def ask_reset(*, login: str) -> None:
    """Have a letter sent by which whoever signs in by this name sets a password."""
    writes.ask_reset(login=login)


@transaction.atomic(durable=True)
def reset_password(*, holder: str, token: str, password: str, now: datetime) -> None:
    """
    Set a password by the link of a letter, ending every session; the link is then used.

    :raises StaleLink: when it was used, is old or never was.
    :raises WeakPassword: when the password is easily guessed.
    """
    found = queries.holder_of(holder, token)
    user = found and User.objects.select_for_update().get(pk=found.pk)
    if user is None or queries.holder_of(holder, token) is None:
        raise rules.StaleLink
    writes.set_password(user=user, password=password)
    actor = Actor(ActorKind.OFFICER, user.full_name, user.pk)
    _record(actor, user.pk, events.PasswordChanged(events.PasswordWay.LETTER), now)


@transaction.atomic(durable=True)
def add_second_factor(
    *, actor: Actor, proof: Proof, secret: str, code: str, keep: str, now: datetime
) -> list[str]:
    """
    Ask for a code from now on, once the telephone has shown that it has the secret.

    Sessions that began without a code end, but for the one that asks.

    :param keep: the key of the session that asks.
    :returns: the recovery codes, shown this once.
    :raises WrongCode: when the telephone shows another.
    :raises HasSecondFactor: when there is one already.
    """
    user_id = rules.proved(actor, proof)
    User.objects.select_for_update().get(pk=user_id)
    if queries.second_factor(user_id) is not None:
        raise rules.HasSecondFactor
    step = totp.matching_step(secret, totp.bare(code), now)
    if step is None:
        raise rules.WrongCode
    SecondFactor.objects.create(user_id=user_id, secret=secret, last_step=step, added_at=now)
    codes = writes.renew_recovery_codes(user_id=user_id)
    writes.end_sessions(user_id, keep)
    _record(actor, user_id, events.SecondFactorAdded(), now)
    return codes


@transaction.atomic(durable=True)
def remove_second_factor(*, actor: Actor, proof: Proof, keep: str, now: datetime) -> None:
    """
    Ask for no code any more, and end every session but one.

    :param keep: the key of the session that asks.
    """
    user_id = rules.proved(actor, proof)
    writes.end_sessions(user_id, keep)
    writes.remove_second_factor(actor=actor, post_id=None, user_id=user_id, now=now)


@transaction.atomic(durable=True)
def renew_recovery_codes(*, actor: Actor, proof: Proof, now: datetime) -> list[str]:
    """
    Replace one's recovery codes and return the new ones, shown this once.

    :raises NoSecondFactor: when there is nothing that they would stand in for.
    """
    user_id = rules.proved(actor, proof)
    if queries.second_factor(user_id) is None:
        raise rules.NoSecondFactor
    codes = writes.renew_recovery_codes(user_id=user_id)
    _record(actor, user_id, events.RecoveryCodesRenewed(), now)
    return codes


@transaction.atomic(durable=True)
def end_session(*, actor: Actor, handle: str, now: datetime) -> None:
    """End one of one's own sessions, called by its handle; one that has ended stays ended."""
    user_id = rules.known(actor)
    keys = Session.objects.filter(user=user_id).values_list("session_key", flat=True)
    meant = [key for key in keys if queries.handle_of(key) == handle]
    if Session.objects.filter(pk__in=meant).delete()[0]:
        _record(actor, user_id, events.SessionsEnded(1), now)


@transaction.atomic(durable=True)
def end_other_sessions(*, actor: Actor, keep: str, now: datetime) -> int:
    """End all of one's own sessions but the one that asks; return how many there were."""
    user_id = rules.known(actor)
    return writes.sign_out(actor=actor, post_id=None, user_id=user_id, keep=keep, now=now)


@transaction.atomic(durable=True)
def choose_language(*, actor: Actor, language: str, now: datetime) -> None:
    """
    Keep with one's account in which language one reads.

    :param language: the code of one of ``settings.LANGUAGES``.
    """
    user_id = rules.known(actor)
    if User.objects.filter(pk=user_id).exclude(language=language).update(language=language):
        _record(actor, user_id, events.LanguageChosen(language), now)


def _record(actor: Actor, user_id: int, body: EventBody, now: datetime) -> None:
    writes.record(actor=actor, post_id=None, user_id=user_id, body=body, now=now)

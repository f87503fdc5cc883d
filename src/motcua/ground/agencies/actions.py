"""
A house taken in from tables, its first account, and what an administrator does to another's.

The accounts are kept in ``access``; whether one is his to look after is decided here. Who
changes seats by pages comes later, here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.timezone import localdate

from motcua.ground.access import queries as accounts
from motcua.ground.access import writes as access
from motcua.ground.access.rules import proved
from motcua.ground.access.writes import AccountFacts
from motcua.ground.agencies import queries, rules, writes
from motcua.ground.agencies.events import HOUSE, HouseFounded
from motcua.ground.agencies.founding import Chair, House
from motcua.ground.agencies.rules import AccountVerb
from motcua.ground.kernel.actor import Actor, Grant, PostKind, Proof
from motcua.ground.kernel.words import mark
from motcua.ground.trail import writes as trail

TITLE = mark("Người quản trị hệ thống")


@transaction.atomic(durable=True)
def found_house(*, actor: Actor, house: House, now: datetime) -> HouseFounded:
    """
    Take in the tables of an office: agencies, who decides what, seats, and accounts.

    What stands already is left as it is, so that taking them in twice changes nothing.

    :returns: how many rows of each kind were new.
    """
    writes.add_levels(rules.LEVEL_NAMES)
    added = writes.add_agencies(house.agencies)
    competences = writes.add_competences(house.competences)
    for account in house.accounts:
        access.open_account(actor=actor, facts=account, now=now)
    users = dict(get_user_model().objects.values_list("username", "pk"))
    posts = writes.add_seats(_seat(chair, users) for chair in house.chairs)
    founded = HouseFounded(added, competences, posts, len(house.accounts), house.tables)
    if added or competences or posts or house.accounts:
        trail.record(actor=actor, post_id=None, subject=HOUSE, body=founded, at=now)
    return founded


def _seat(chair: Chair, users: Mapping[str, int]) -> writes.SeatFacts:
    return writes.SeatFacts(
        agency_code=chair.agency_code,
        kind=chair.kind,
        number=chair.number,
        title=chair.title,
        holder=chair.holder,
        user_id=users[chair.username] if chair.username else None,
        valid_from=chair.valid_from,
    )


@transaction.atomic(durable=True)
def add_administrator(
    *, actor: Actor, account: AccountFacts, agency_code: str, now: datetime
) -> str:
    """
    Open an account, seat its holder as an administrator from today on, and name the agency.

    :param account: of a name that is nobody's yet, and with a password that is strong enough,
        which is for the caller to see to.
    :raises NoSuchAgency: when no agency has this code today.
    """
    today = localdate(now)
    agency = queries.by_code(agency_code, today)
    user = access.open_account(actor=actor, facts=account, now=now)
    taken = queries.posts_of(agency.pk, PostKind.ADMINISTRATOR, on=today)
    seat = writes.SeatFacts(
        agency_code=agency.code,
        kind=PostKind.ADMINISTRATOR,
        number=len(taken) + 1,
        title=TITLE,
        holder=account.full_name,
        user_id=user.pk,
        valid_from=today,
    )
    writes.add_seats([seat])
    return agency.name


@transaction.atomic(durable=True)
def keep_account(
    *,
    actor: Actor,
    form_key: str,
    verb: AccountVerb,
    user_id: int,
    proof: Proof,
    now: datetime,
) -> str | None:
    """
    Do one of the four things to another's account; all of them end its sessions.

    :returns: a temporary password, shown this once; None at a repeat.
    :raises NoSuchAccount: when it is not his to look after.
    :raises NoAddress: when a letter is to go to an account without an address.
    """
    outcome = f"{verb} {user_id}"
    if access.once(actor=actor, form_key=form_key, outcome=outcome, now=now) is not None:
        return None
    proved(actor, proof)
    account, grant = _take(actor, user_id, now)
    if verb is AccountVerb.OFFER_RESET and not account.email:
        raise rules.NoAddress
    whose: dict[str, Any] = {
        "actor": actor,
        "post_id": grant.post_id,
        "user_id": user_id,
        "now": now,
    }
    match verb:
        case AccountVerb.SIGN_OUT:
            access.sign_out(**whose)
        case AccountVerb.OFFER_RESET:
            access.offer_reset(**whose, login=account.username)
        case AccountVerb.REMOVE_SECOND_FACTOR:
            access.remove_second_factor(**whose)
            access.sign_out(**whose)
        case AccountVerb.LEND_PASSWORD:
            return access.lend_password(**whose)
    return None


def _take(actor: Actor, user_id: int, now: datetime) -> tuple[accounts.Account, Grant]:
    """Return the account, and the right by which it is looked after, read afresh."""
    fresh = queries.actor_of(actor.user_id or 0, actor.name, on=localdate(now))
    grant = queries.keeper_of(fresh, user_id, on=localdate(now))
    account = accounts.account(user_id, now=now)
    if account is None:
        raise rules.NoSuchAccount
    return account, grant

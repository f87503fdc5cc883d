"""
A house taken in, its first account, what an administrator does to another's, who acts for whom.

The accounts are kept in ``access``; whether one is his to look after is decided here. Who
changes seats by pages comes later, here.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.timezone import localdate

from motcua.ground.access import queries as accounts
from motcua.ground.access import writes as access
from motcua.ground.access.rules import proved
from motcua.ground.access.writes import AccountFacts
from motcua.ground.agencies import capacity, events, queries, rules, writes
from motcua.ground.agencies.capacity import Arrangement, StandInKind
from motcua.ground.agencies.events import HOUSE, HouseFounded
from motcua.ground.agencies.founding import Chair, House
from motcua.ground.agencies.models import StandIn, Tenure, holds_on
from motcua.ground.agencies.rules import AccountVerb
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor, Grant, PostKind, Proof
from motcua.ground.kernel.words import mark
from motcua.ground.trail import writes as trail
from motcua.ground.trail.rules import EventBody, new_salt, seal

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


@transaction.atomic(durable=True)
def arrange(*, actor: Actor, form_key: str, wanted: Arrangement, now: datetime) -> None:
    """
    Record that a seat's holder is away, or that a head delegates his signature for some days.

    Whoever is to act for him may from the first day's midnight on; nobody passes it on.

    :raises NotYourSeat: to others than the holder; a leave may be recorded by his head.
    :raises WrongStandIn, StandsInForHimself, GroundNeeded: as the law of standing in says.
    :raises AlreadyAway, StandInAway: when it does not fit what is recorded.
    :raises DaysGone, DaysBackwards, TooFarAhead, TooManyDays: for days that cannot be.
    """
    if access.is_repeat(actor, form_key, f"{wanted.kind} {wanted.post_id}", now=now):
        return
    fresh = _seated(actor, now)
    capacity.check_days(wanted.first, wanted.last, today=localdate(now))
    tenure, by = _sitting(wanted)
    chair = queries.chair(tenure)
    grant = capacity.setter_of(wanted.kind, fresh, chair)
    capacity.check(wanted, chair, queries.chair(by) if by else None)
    _check_fits(wanted, tenure, by)
    salt = new_salt()
    row = StandIn.objects.create(
        kind=wanted.kind,
        tenure=tenure,
        by=by,
        valid_from=wanted.first,
        valid_to=wanted.last + timedelta(days=1),
        ground=wanted.ground,
        salt=salt,
        set_at=now,
        set_by=actor.name,
    )
    body = events.StandInSet(
        stand_in_id=row.pk,
        kind=wanted.kind,
        by_post_id=wanted.by_post_id,
        first=wanted.first,
        last=wanted.last,
        ground_digest=seal(wanted.ground, salt),
    )
    _record(fresh, grant, tenure, body, now)


@transaction.atomic(durable=True)
def end_stand_in(*, actor: Actor, form_key: str, stand_in_id: int, now: datetime) -> None:
    """
    End a leave or a delegation before its last day: from this moment nobody acts by it.

    :raises NoSuchStandIn: when it has ended, or is neither his nor his agency's.
    """
    if access.is_repeat(actor, form_key, f"end stand-in {stand_in_id}", now=now):
        return
    fresh = _seated(actor, now)
    row = (
        StandIn.objects.select_for_update(of=("self",))
        .select_related("tenure__post__agency", "tenure__person")
        .filter(pk=stand_in_id, ended_at__isnull=True, valid_to__gt=localdate(now))
        .first()
    )
    if row is None:
        raise capacity.NoSuchStandIn
    try:
        grant = capacity.setter_of(StandInKind.LEAVE, fresh, queries.chair(row.tenure))
    except capacity.NotYourSeat:
        raise capacity.NoSuchStandIn from None
    row.ended_at, row.ended_by = now, actor.name
    row.save(update_fields=["ended_at", "ended_by"])
    _record(fresh, grant, row.tenure, events.StandInEnded(row.pk), now)


def _sitting(wanted: Arrangement) -> tuple[Tenure, Tenure | None]:
    """
    Return who sits on the seat on the first day, and on that of his stand-in; both held fast.

    :raises NobodySits: when nobody does.
    """
    asked = {wanted.post_id, wanted.by_post_id or wanted.post_id}
    rows = Tenure.objects.select_for_update(of=("self",)).select_related("post__agency", "person")
    found = {
        tenure.post_id: tenure
        for tenure in rows.filter(holds_on(wanted.first), post__in=asked).order_by("pk")
    }
    if found.keys() != asked:
        raise capacity.NobodySits
    return found[wanted.post_id], found[wanted.by_post_id] if wanted.by_post_id else None


def _check_fits(wanted: Arrangement, tenure: Tenure, by: Tenure | None) -> None:
    """See that nobody is sent away twice, nor made to act for another while he is away."""
    same = queries.overlapping(tenure, wanted.first, wanted.last).filter(kind=wanted.kind)
    if wanted.kind is StandInKind.SIGNING:
        same = same.filter(by=by)
    if earlier := same.first():
        days = {"first": dates.day(earlier.valid_from), "last": dates.day(earlier.last_day)}
        raise capacity.AlreadyAway(name=tenure.person.name, **days)
    if by is None:
        return
    away = queries.overlapping(by, wanted.first, wanted.last).filter(kind=StandInKind.LEAVE)
    if away.exists():
        raise capacity.StandInAway(name=by.person.name)


def _record(actor: Actor, grant: Grant, tenure: Tenure, body: EventBody, now: datetime) -> None:
    subject = events.seat(tenure.post_id)
    trail.record(actor=actor, post_id=grant.post_id, subject=subject, body=body, at=now)


def _seated(actor: Actor, now: datetime) -> Actor:
    """Return the actor with his rights as they are at this very moment."""
    fresh = queries.actor_of(actor.user_id or 0, actor.name, on=localdate(now))
    return replace(fresh, is_simulated=actor.is_simulated)


def _take(actor: Actor, user_id: int, now: datetime) -> tuple[accounts.Account, Grant]:
    """Return the account, and the right by which it is looked after, read afresh."""
    fresh = _seated(actor, now)
    grant = queries.keeper_of(fresh, user_id, on=localdate(now))
    account = accounts.account(user_id, now=now)
    if account is None:
        raise rules.NoSuchAccount
    return account, grant

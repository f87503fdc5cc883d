"""The verbs that link two dossiers, and end the link."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.ground.access.writes import is_repeat
from motcua.ground.kernel.actor import Actor, Grant
from motcua.ground.trail.rules import EventBody
from motcua.onestop.dossiers import events, links, queries, rules
from motcua.onestop.dossiers.events import Sealed
from motcua.onestop.dossiers.rules import INVERSE, Done, LinkKind, Verb
from motcua.onestop.dossiers.writes import moving, rows, taking
from motcua.onestop.dossiers.writes.taking import Taken


@transaction.atomic(durable=True)
def link(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    other: str,
    kind: str,
    reason: str,
    now: datetime,
) -> Done:
    """
    Say that a dossier has to do with another; both histories say so.

    :param other: the code of the other one.
    :param kind: what the first is to the other.
    :param reason: in words.
    :raises NoSuchDossier: also when the actor may not see one of them.
    :raises NotYours: to whoever neither receives nor handles nor heads where they are.
    :raises LinkedToItself, AlreadyLinked: when there is nothing to link.
    :raises ReasonNeeded: without a word.
    """
    if is_repeat(actor, form_key, f"{Verb.LINK} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    one, two = _both(actor, code, other, now=now)
    linked = links.standing(queries.history(one.taken.dossier))
    rules.check_linkable(one.taken.dossier.pk, two.taken.dossier.pk, linked)
    _record(one, two, reason, lambda pk, seal: events.Linked(pk, kind, seal), now=now)
    inverse = INVERSE[LinkKind(kind)]
    _record(two, one, reason, lambda pk, seal: events.Linked(pk, inverse, seal), now=now)
    return Done(code)


@transaction.atomic(durable=True)
def unlink(
    *, actor: Actor, form_key: str, code: str, other: str, reason: str, now: datetime
) -> Done:
    """
    End a link that was wrong; that there was one stays in both histories.

    :param other: the code of the other dossier.
    :raises NoSuchDossier: also when the actor may not see one of them.
    :raises NotYours: to whoever neither receives nor handles nor heads where they are.
    :raises NotLinked: when they are not linked, or no longer.
    :raises ReasonNeeded: without a word.
    """
    if is_repeat(actor, form_key, f"{Verb.UNLINK} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    one, two = _both(actor, code, other, now=now)
    linked = links.standing(queries.history(one.taken.dossier))
    rules.check_linked(two.taken.dossier.pk, linked)
    _record(one, two, reason, events.Unlinked, now=now)
    _record(two, one, reason, events.Unlinked, now=now)
    return Done(code)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two dossiers, locked, and the seat from which the actor links it."""

    taken: Taken
    seat: Grant


def _both(actor: Actor, code: str, other: str, *, now: datetime) -> tuple[Side, Side]:
    """
    Lock two dossiers, the elder first whoever comes from which side.

    :raises NoSuchDossier: also when the actor may not see one of them.
    :raises NotYours: to whoever may not link one of them, before he is told anything of it.
    """
    codes = {code, other}
    seen = queries.visible_to(actor).filter(code__in=codes).order_by("pk")
    known = list(seen.values_list("code", flat=True))
    in_order = [*known, *codes.difference(known)]
    sides = {each: _side(taking.take(actor, each, now=now)) for each in in_order}
    return sides[code], sides[other]


def _side(taken: Taken) -> Side:
    return Side(taken, rules.check_links(taken.actor, taken.dossier.agency_ids))


def _record(
    side: Side,
    other: Side,
    reason: str,
    body: Callable[[int, Sealed], EventBody],
    *,
    now: datetime,
) -> None:
    """Record one side; its words stand with its own dossier."""
    seal = rows.seal_note(side.taken.dossier, reason, now=now)
    event = body(other.taken.dossier.pk, seal)
    moving.happen(side.taken, event, post_id=side.seat.post_id, now=now)

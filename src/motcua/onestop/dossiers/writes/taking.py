"""Rows taken for change: seen, locked, and in the hand of somebody who may act."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.timezone import localdate, localtime

from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.actor import Actor, Grant
from motcua.onestop.dossiers import followed, queries, rules
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.onestop.processes.rules import Process


@dataclass(frozen=True, slots=True)
class Taken:
    """A dossier and its open work items, locked for change."""

    actor: Actor
    dossier: Dossier
    items: list[WorkItem]

    def item(self, number: int) -> WorkItem:
        """
        Return one of the open items.

        :raises AlreadyMoved: when it was done meanwhile.
        :raises NotPossibleNow: when the dossier never had it.
        """
        for item in self.items:
            if item.number == number:
                return item
        raise _already_moved(self.dossier, number)


@dataclass(frozen=True, slots=True)
class Hand:
    """A work item in the hand of somebody who may do it, its dossier locked."""

    taken: Taken
    item: WorkItem
    process: Process
    grant: Grant

    @property
    def dossier(self) -> Dossier:
        """The dossier that the item belongs to."""
        return self.taken.dossier


def seated(actor: Actor, *, now: datetime) -> Actor:
    """Return the actor with his rights as they are at this very moment."""
    if actor.user_id is None:
        return actor
    fresh = agencies.actor_of(actor.user_id, actor.name, on=localdate(now))
    return replace(fresh, is_simulated=actor.is_simulated)


def take(actor: Actor, code: str, *, now: datetime) -> Taken:
    """
    Lock a dossier and its open items for change.

    :raises NoSuchDossier: also when the actor may not see it.
    :raises ClockBehind: when it is earlier than what has happened to it already.
    """
    taken = _taken(actor, code, now=now)
    given = (moment for item in taken.items for moment in (item.given_at, item.received_at))
    rules.check_clock(now, (taken.dossier.received_at, taken.dossier.ended_at, *given))
    return taken


def _taken(actor: Actor, code: str, *, now: datetime) -> Taken:
    """Lock the dossier's row first: one act is let in at a time, whichever item it has come for."""
    actor = seated(actor, now=now)
    visible = queries.visible_to(actor).filter(code=code)
    dossier = visible.select_for_update(of=("self",)).first()
    if dossier is None:
        raise rules.NoSuchDossier
    return Taken(actor, dossier, _open_items(dossier))


def _open_items(dossier: Dossier) -> list[WorkItem]:
    """Lock the open items of a locked dossier: asked after it, they are as it is now."""
    items = dossier.items.filter(closed_at__isnull=True)
    return list(items.order_by("number").select_for_update())


def take_followed(key: str, code: str, link: str) -> Taken:
    """
    Lock a dossier and its open items for whoever holds its receipt.

    :param key: what receipts' links are derived from.
    :raises NoSuchDossier: unless the link is that of its present receipt.
    """
    dossier = Dossier.objects.select_for_update().filter(code=code).first()
    if dossier is None or not followed.opens(key, link, dossier):
        raise rules.NoSuchDossier
    return Taken(rules.RECEIPT_HOLDER, dossier, _open_items(dossier))


def take_item(actor: Actor, code: str, number: int, verb: rules.Verb, *, now: datetime) -> Hand:
    """
    Lock a dossier for an act on one of its work items, if the actor may do it.

    :raises AlreadyMoved: when the item was done meanwhile.
    :raises NotYours: when it lies on another seat.
    :raises NotPossibleNow: when its step has no such act.
    """
    taken = take(actor, code, now=now)
    item = taken.item(number)
    process = queries.process_of(taken.dossier)
    facts = queries.item_facts(item, process)
    grant = rules.grant_for(taken.actor, facts)
    if grant is None:
        raise rules.NotYours
    rules.check_not_held_up(facts, code)
    if verb not in rules.verbs_on(taken.actor, facts):
        raise rules.NotPossibleNow(code=code)
    return Hand(taken, item, process, grant)


def _already_moved(dossier: Dossier, number: int) -> rules.AlreadyMoved | rules.NotPossibleNow:
    done = WorkItem.objects.filter(dossier=dossier, number=number).first()
    if done is None or done.closed_at is None:
        return rules.NotPossibleNow(code=dossier.code)
    return rules.AlreadyMoved(who=done.closed_by, at=f"{localtime(done.closed_at):%H:%M}")

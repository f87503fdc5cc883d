"""The acts by which the dossiers of an ended agency come to the one that has its duties."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.ground.access.writes import is_repeat
from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import inheritance, rules
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.onestop.dossiers.rules import Done
from motcua.onestop.dossiers.writes import passing, taking
from motcua.onestop.dossiers.writes.taking import Taken

AT_ONCE = 200
"""So many dossiers are passed on in one transaction; a run cut short goes on where it was."""


@transaction.atomic(durable=True)
def pass_on(*, actor: Actor, house_id: int, now: datetime) -> int:
    """
    Pass some of the dossiers of an ended agency to its only successor; return how many.

    None where there are no more, and where it has several successors or none: then a person
    decides (:func:`take_in`, :func:`entrust`). The due dates stay as they were promised.

    :param house_id: the agency; what lies in its offices goes with it.
    :raises StillStands: when it has not ended.
    """
    today = localdate(now)
    rules.check_ended(agencies.agency(house_id).valid_to, today)
    heirs = agencies.successors(house_id, on=today)
    if len(heirs) != 1:
        return 0
    passage = passing.Passage(
        giver_id=house_id,
        ended=frozenset(agencies.house(house_id)),
        receiver_id=heirs[0].pk,
        above_id=heirs[0].parent_id or heirs[0].pk,
        act=agencies.ending_act(house_id),
        is_chosen=False,
    )
    found = inheritance.left_behind(passage.ended).order_by("pk")
    taken = _taken(actor, list(found.select_for_update(of=("self",))[:AT_ONCE]))
    return passing.pass_all(passage, taken, actor=actor, post_id=None, now=now) if taken else 0


@transaction.atomic(durable=True)
def take_in(*, actor: Actor, form_key: str, code: str, receiver_id: int, now: datetime) -> Done:
    """
    Take in a dossier of an ended agency that several may have; the head of one of them does.

    :param receiver_id: his agency.
    :raises NotYoursToTakeIn: to whoever heads none of them, and once another has taken it.
    """
    if is_repeat(actor, form_key, f"take_in {code}", now=now):
        return Done(code, is_repeat=True)
    actor, today = taking.seated(actor, now=now), localdate(now)
    ended = frozenset(agencies.inherited([receiver_id], on=today).get(receiver_id, []))
    dossier = _left_behind(code, ended)
    seat = rules.check_takes_in(actor, [receiver_id], receiver_id)
    return _pass_one(dossier, ended, receiver_id, actor=actor, post_id=seat.post_id, now=now)


@transaction.atomic(durable=True)
def entrust(*, actor: Actor, form_key: str, code: str, receiver_id: int, now: datetime) -> Done:
    """
    Give a dossier of an ended agency after which nobody is recorded to one that goes on with it.

    The head of whoever stood above does, or of whoever has the duties of that. The due date stays.

    :param receiver_id: an agency beneath his, or his own.
    :raises NotYoursToTakeIn: to everybody else, and once it has been given.
    :raises NoSuchPlace: when the receiver is none that can bring a matter to its end.
    """
    if is_repeat(actor, form_key, f"entrust {code}", now=now):
        return Done(code, is_repeat=True)
    actor, today = taking.seated(actor, now=now), localdate(now)
    headed = [grant.agency_id for grant in actor.holding(PostKind.HEAD)]
    orphaned = agencies.left_to(headed, on=today).orphaned
    seat = rules.check_entrusts(actor, _places(code, orphaned, today), receiver_id)
    ended = frozenset(orphaned[seat.agency_id])
    dossier = _left_behind(code, ended)
    return _pass_one(dossier, ended, receiver_id, actor=actor, post_id=seat.post_id, now=now)


def _places(code: str, orphaned: Mapping[int, Collection[int]], on: date) -> dict[int, set[int]]:
    """Return the agencies that a dossier may be given to, by who of these guardians sees to it."""
    places = {}
    for guardian, ended in orphaned.items():
        left = inheritance.left_behind(ended).filter(code=code)
        for desk_id in left.values_list("desk", flat=True):
            found = inheritance.may_have([guardian], needs_desk=desk_id in ended, on=on)
            places[guardian] = set(found.values_list("pk", flat=True))
    return places


def _left_behind(code: str, ended: Collection[int]) -> Dossier:
    """
    Lock a dossier that one of these ended agencies left.

    :raises NotYoursToTakeIn: when none of them did, or somebody has it since.
    """
    found = inheritance.left_behind(ended).filter(code=code)
    dossier = found.select_for_update(of=("self",)).first()
    if dossier is None:
        raise rules.NotYoursToTakeIn(code=code)
    return dossier


def _pass_one(
    dossier: Dossier,
    ended: frozenset[int],
    receiver_id: int,
    *,
    actor: Actor,
    post_id: int,
    now: datetime,
) -> Done:
    """Pass a dossier to the agency that somebody chose for it."""
    (taken,) = _taken(actor, [dossier])
    giver_id = _giver(taken, ended)
    passage = passing.Passage(
        giver_id=giver_id,
        ended=ended,
        receiver_id=receiver_id,
        above_id=agencies.agency(receiver_id).parent_id or receiver_id,
        act=agencies.ending_act(giver_id),
        is_chosen=True,
    )
    passing.pass_all(passage, [taken], actor=actor, post_id=post_id, now=now)
    return Done(dossier.code)


def _giver(taken: Taken, ended: frozenset[int]) -> int:
    """
    Return which of the ended gives the dossier: its desk, who decides it, who holds or sent it.

    :raises NotYoursToTakeIn: when none does any more, as after somebody else passed it just now.
    """
    dossier, items = taken.dossier, taken.items
    held, sent = (item.agency_id for item in items), (item.from_agency_id for item in items)
    for agency_id in (dossier.desk_id, dossier.lead_agency_id, *held, *sent):
        if agency_id in ended:
            return agency_id
    raise rules.NotYoursToTakeIn(code=dossier.code)


def _taken(actor: Actor, dossiers: list[Dossier]) -> list[Taken]:
    """Return these locked dossiers with their open items, locked after them."""
    items: dict[int, list[WorkItem]] = defaultdict(list)
    rows = WorkItem.objects.filter(dossier__in=dossiers, closed_at__isnull=True)
    for item in rows.order_by("dossier", "number").select_for_update():
        items[item.dossier_id].append(item)
    return [Taken(actor, dossier, items[dossier.pk]) for dossier in dossiers]

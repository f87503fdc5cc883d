"""Dossiers of an ended agency, passed on: items closed and opened, events, rows, all at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from motcua.ground.kernel.actor import Actor
from motcua.ground.trail import writes as trail
from motcua.onestop.dossiers import events, fold, projection, queries, rules
from motcua.onestop.dossiers.events import Opened, PassedOn
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.writes import moving
from motcua.onestop.dossiers.writes.taking import Taken
from motcua.onestop.processes.rules import StepAct


@dataclass(frozen=True, slots=True)
class Passage:
    """
    From whom to whom, and why.

    :param ended: ids of the agency that ended and of its offices.
    :param above_id: the committee above the receiver, itself where there is none.
    """

    giver_id: int
    ended: frozenset[int]
    receiver_id: int
    above_id: int
    act: str
    is_chosen: bool


def pass_all(
    passage: Passage,
    taken: Iterable[Taken],
    *,
    actor: Actor,
    post_id: int | None,
    now: datetime,
) -> int:
    """Pass these locked dossiers on, in as many statements as for one, and say how many."""
    bodies = [(each, _event(passage, each)) for each in taken]
    _close([item.pk for each, body in bodies for item in _closed(each, body)], actor, now)
    rows, opened = [], []
    for each, body in bodies:
        before = projection.state_of(each.dossier, each.items)
        after = fold.apply(before, fold.Happened(body, now))
        moving.fold_into(each.dossier, after)
        opened += _new_items(each, body, after)
        rows.append(each.dossier)
    WorkItem.objects.bulk_create(opened)
    type(rows[0]).objects.bulk_update(rows, [*moving.STATE_FIELDS, "local_state", "agency_ids"])
    happened = [(queries.subject_of(each.dossier.pk), body) for each, body in bodies]
    trail.record_all(actor=actor, post_id=post_id, happened=happened, at=now)
    return len(rows)


def _new_items(taken: Taken, body: PassedOn, after: fold.State) -> list[WorkItem]:
    """Return the rows of what was opened, each due when what it goes on from was."""
    due_at = {
        opened.number: item.due_at
        for opened, item in zip(body.opened, _closed(taken, body), strict=True)
    }
    rows = [moving.work_item(taken.dossier, item) for item in after.open_items]
    new = [row for row in rows if row.number in due_at]
    for row in new:
        row.due_at = due_at[row.number]
    return new


def _event(passage: Passage, taken: Taken) -> PassedOn:
    dossier, receiver_id = taken.dossier, passage.receiver_id
    left = [item for item in taken.items if _is_left(item, passage.ended)]
    places = rules.places_after(
        rules.Places(dossier.desk_id, dossier.lead_agency_id, dossier.committee_id),
        ended=passage.ended,
        heir=receiver_id,
        above=passage.above_id,
    )
    return events.PassedOn(
        giver_id=passage.giver_id,
        receiver_id=receiver_id,
        act=passage.act,
        is_chosen=passage.is_chosen,
        closed=tuple(item.number for item in left),
        opened=tuple(
            _opened(item, number, passage)
            for number, item in enumerate(left, start=dossier.item_count + 1)
        ),
        desk_id=places.desk_id,
        lead_agency_id=places.lead_agency_id,
        committee_id=places.committee_id,
    )


def _is_left(item: WorkItem, ended: frozenset[int]) -> bool:
    """Say whether an item was the ended's: it lies there, or what they sent is theirs still."""
    is_senders = item.received_at is None or item.act == StepAct.OPINE
    return item.agency_id in ended or (is_senders and item.from_agency_id in ended)


def _opened(item: WorkItem, number: int, passage: Passage) -> Opened:
    """
    Return the same step as the successor has it; what lay with the ended is to be confirmed.

    It lies at the successor, on nobody's seat, and comes from nobody else, so that the successor
    holds it at once: the ended neither has a head who decides, nor is anything given back to it.
    What the ended had sent is the successor's in its place. An opinion that another asked of the
    ended is asked of the successor, and the dossier stays with whoever asked.
    """
    lay_there = item.agency_id in passage.ended
    is_anothers = item.act == StepAct.OPINE and item.from_agency_id not in passage.ended
    return Opened(
        number=number,
        step=item.step,
        act=item.act,
        post_kind=item.post_kind,
        agency_id=passage.receiver_id if lay_there else item.agency_id,
        from_agency_id=item.from_agency_id if is_anothers else passage.receiver_id,
        post_id=None if lay_there else item.post_id,
        confirmed=not lay_there and item.received_at is not None,
    )


def _closed(taken: Taken, body: PassedOn) -> list[WorkItem]:
    return [item for item in taken.items if item.number in body.closed]


def _close(ids: list[int], actor: Actor, now: datetime) -> None:
    WorkItem.objects.filter(pk__in=ids).update(
        received_at=Coalesce(F("received_at"), Value(now)),
        closed_at=now,
        closed_by=actor.name,
        outcome=rules.PASSED_ON,
    )

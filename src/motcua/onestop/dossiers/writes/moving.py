"""A dossier moved: items closed and opened, the event recorded, its fold written."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.actor import Actor
from motcua.ground.trail import writes as trail
from motcua.ground.trail.rules import EventBody
from motcua.onestop.dossiers import events, fold, projection, queries, rules, states
from motcua.onestop.dossiers.events import Opened, Sealed
from motcua.onestop.dossiers.fold import State
from motcua.onestop.dossiers.intake import Route
from motcua.onestop.dossiers.models import Dossier, TakenWork, WorkItem
from motcua.onestop.dossiers.writes.taking import Hand, Taken
from motcua.onestop.processes.rules import Step, StepAct, maker, next_items

# The fields that hold the state columns; a foreign key's field drops the "_id".
STATE_FIELDS = tuple(column.removesuffix("_id") for column in projection.STATE_COLUMNS)


def move(
    hand: Hand,
    body: type[events.Moved],
    *,
    outcome: str,
    opened: tuple[Opened, ...],
    now: datetime,
    note: Sealed | None = None,
    is_taken: bool = True,
    **facts: Any,
) -> None:
    """
    Close the item in hand by an outcome, open what follows, record it.

    :param is_taken: whether the seat that closes it has had it: not what it declines, nor what
        another agency let lie.
    """
    kept = [item.act for item in hand.taken.items if item is not hand.item]
    local_state = states.local_state_of(
        StepAct(act) for act in (*kept, *(item.act for item in opened))
    )
    event = body(
        closed=hand.item.number,
        outcome=outcome,
        opened=opened,
        local_state=local_state,
        note=note,
        **facts,
    )
    if is_taken:
        hand.item.post_id = hand.grant.post_id
        hand.item.closed_from_id = hand.grant.acts_from
    _close(hand.item, outcome, hand.taken.actor, now)
    happen(hand.taken, event, post_id=hand.grant.post_id, now=now)


def end(taken: Taken, body: events.Ended, *, outcome: str, post_id: int, now: datetime) -> None:
    """Close every open item with whoever has it, and record the end of the dossier."""
    for item in taken.items:
        _close(item, outcome, taken.actor, now)
    happen(taken, body, post_id=post_id, now=now)


def _close(item: WorkItem, outcome: str, actor: Actor, now: datetime) -> None:
    item.received_at = item.received_at or now
    item.closed_at = now
    item.closed_by = actor.name
    item.outcome = outcome
    done = ["post", "received_at", "closed_at", "closed_by", "closed_from", "closed_as", "outcome"]
    item.save(update_fields=done)


def happen(taken: Taken, body: EventBody, *, post_id: int | None, now: datetime) -> None:
    """
    Record an event and write the state that follows from it, by the one fold.

    :raises ClockBehind: when it is earlier than what was recorded last.
    """
    dossier = taken.dossier
    before = projection.state_of(dossier, taken.items)
    after = fold.apply(before, fold.Happened(body, now))
    recorded = trail.record(
        actor=taken.actor,
        post_id=post_id,
        subject=queries.subject_of(dossier.pk),
        body=body,
        at=now,
    )
    rules.check_clock(now, (recorded.previous_at,))
    fold_into(dossier, after)
    dossier.save(update_fields=[*STATE_FIELDS, "local_state", "agency_ids"])
    _project_items(taken, before, after)


def tell_holder(taken: Taken, item: WorkItem, *, is_given: bool = False, now: datetime) -> None:
    """
    Let whoever holds an item read on his home that it goes into other hands.

    :param is_given: whether his head gives it to another; else whoever acts takes it himself.
    """
    if item.post_id is not None:
        TakenWork.objects.create(
            dossier=taken.dossier,
            post_id=item.post_id,
            by=taken.actor.name,
            is_given=is_given,
            at=now,
        )


def fold_into(dossier: Dossier, state: State) -> None:
    """Set the state columns of the row, without saving it."""
    for column in projection.STATE_COLUMNS:
        setattr(dossier, column, getattr(state, column))
    dossier.local_state_id = state.local_state
    dossier.agency_ids = list(state.agency_ids)


def _project_items(taken: Taken, before: State, after: State) -> None:
    """Write the open items that are new or changed; closing is the act's own."""
    known = {item.number: item for item in before.open_items}
    new = [item for item in after.open_items if item.number not in known]
    if new:
        WorkItem.objects.bulk_create([work_item(taken.dossier, item) for item in new])
    for item in after.open_items:
        if item.number in known and item != known[item.number]:
            row = taken.item(item.number)
            row.post_id, row.received_at = item.post_id, item.received_at
            row.post_kind = item.post_kind
            row.save(update_fields=["post", "post_kind", "received_at"])


def work_item(dossier: Dossier, item: fold.OpenItem) -> WorkItem:
    """Return the row of an open item, not yet saved."""
    return WorkItem(
        dossier=dossier,
        number=item.number,
        step=item.step,
        act=item.act,
        post_kind=item.post_kind,
        agency_id=item.agency_id,
        from_agency_id=item.from_agency_id,
        post_id=item.post_id,
        given_at=item.given_at,
        received_at=item.received_at,
        due_at=dossier.due_at,
    )


def agency_of(route: Route, step: Step, *, on: date) -> int:
    """Return where a step of a dossier with this route is done."""
    place = route.place_of(step.relation)
    return agencies.by_code(step.agency_code, on=on).pk if place is None else place


def route_of(dossier: Dossier) -> Route:
    """Return the dossier's route, fixed at receipt."""
    return Route(dossier.desk_id, dossier.lead_agency_id, dossier.committee_id)


def opened(
    steps: Sequence[Step],
    *,
    route: Route,
    from_agency_id: int,
    first_number: int,
    on: date,
    post_id: int | None = None,
) -> tuple[Opened, ...]:
    """
    Return the work items that these steps open.

    What crosses to another agency stays the sender's until that agency confirms it.

    :param post_id: the seat that the only step goes to; None leaves it to its kind.
    """
    places = [(step, agency_of(route, step, on=on)) for step in steps]
    return tuple(
        Opened(
            number=first_number + index,
            step=step.key,
            act=step.act,
            post_kind=step.post_kind,
            agency_id=agency_id,
            from_agency_id=from_agency_id,
            post_id=post_id,
            confirmed=agency_id == from_agency_id,
        )
        for index, (step, agency_id) in enumerate(places)
    )


def opened_by(
    hand: Hand, outcome: str, *, now: datetime, post_id: int | None = None
) -> tuple[Opened, ...]:
    """
    Return the work items that this outcome of the item in hand opens.

    An opinion goes back to whoever asked for it, with whom the dossier lay meanwhile.

    :param post_id: the seat that the only next step goes to; None leaves it to its kind.
    """
    process, here = hand.process, hand.item
    marking = tuple(item.step for item in hand.taken.items)
    stay = Counter(marking) - Counter([here.step])
    after = Counter(next_items(process, process.marking(marking), here.step, outcome))
    steps = [process.step(key) for key in (after - stay).elements()]
    is_opinion = here.act == StepAct.OPINE
    return opened(
        steps,
        route=route_of(hand.dossier),
        from_agency_id=here.from_agency_id if is_opinion else here.agency_id,
        first_number=hand.dossier.item_count + 1,
        on=localdate(now),
        post_id=post_id,
    )


def opened_anew(hand: Hand, *, now: datetime) -> tuple[Opened, ...]:
    """Return the step at which the result is made anew, with whoever made it."""
    return opened_again(hand, maker(hand.process), now=now)


def opened_again(hand: Hand, step: Step, *, now: datetime) -> tuple[Opened, ...]:
    """Return a step that was done before, where the route says, with whoever did it there."""
    return opened(
        [step],
        route=route_of(hand.dossier),
        from_agency_id=hand.item.agency_id,
        first_number=hand.dossier.item_count + 1,
        on=localdate(now),
        post_id=holder_before(hand, step, now=now),
    )


def holder_before(hand: Hand, step: Step, *, now: datetime) -> int | None:
    """Return the seat that last did a step in the agency to which the route gives it."""
    on = localdate(now)
    there = agency_of(route_of(hand.dossier), step, on=on)
    return last_holder(hand.dossier, step, agency_id=there, on=on)


def last_holder(dossier: Dossier, step: Step, *, agency_id: int, on: date) -> int | None:
    """
    Return the seat of an agency that last did a step of this dossier, if it stands on that day.

    What was transferred is done elsewhere, and a seat elsewhere could not act on it here; what a
    head took over once is his handlers' again.
    """
    done = WorkItem.objects.filter(dossier=dossier, step=step.key, closed_at__isnull=False)
    done = done.filter(post_kind=step.post_kind)
    done = done.filter(agency=agency_id, post__isnull=False).exclude(agency__valid_to__lte=on)
    return done.order_by("-number").values_list("post_id", flat=True).first()

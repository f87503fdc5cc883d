"""What puts a work item into hands that its process did not foresee."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.ground.access.writes import is_repeat
from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import events, queries, rules
from motcua.onestop.dossiers.events import Opened
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.rules import Done, Verb
from motcua.onestop.dossiers.writes import moving, rows, taking
from motcua.onestop.dossiers.writes.taking import Hand
from motcua.onestop.processes.rules import Step


@transaction.atomic(durable=True)
def transfer(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    item: int,
    agency_id: int,
    reason: str,
    now: datetime,
) -> Done:
    """
    Send a handler's step to another agency, whose it becomes when that agency confirms it.

    The promised moment stays; the next steps are done where the route says.

    :raises ReasonNeeded: without a reason.
    :raises NoSuchPlace: when nobody there handles dossiers, or it lies there already.
    """
    if is_repeat(actor, form_key, f"{Verb.TRANSFER} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    hand = taking.take_item(actor, code, item, Verb.TRANSFER, now=now)
    places = agencies.with_post(_step(hand).post_kind, on=localdate(now))
    if not places.filter(pk=agency_id).exclude(pk=hand.item.agency_id).exists():
        raise rules.NoSuchPlace
    moving.move(
        hand,
        events.Transferred,
        outcome=Verb.TRANSFER,
        opened=(_same_step(hand, agency_id=agency_id, post_id=None, confirmed=False),),
        note=rows.write_note(hand.dossier, reason, now=now),
        now=now,
    )
    return Done(code)


@transaction.atomic(durable=True)
def decline(
    *, actor: Actor, form_key: str, code: str, item: int, reason: str, now: datetime
) -> Done:
    """
    Not take what another agency transferred here: it stays with whoever sent it.

    Who declines has never had it: neither his seat nor, by this transfer, his agency sees it on.

    :raises ReasonNeeded: without a reason.
    """
    if is_repeat(actor, form_key, f"{Verb.DECLINE} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    hand = taking.take_item(actor, code, item, Verb.DECLINE, now=now)
    sender = hand.item.from_agency_id
    sent_from = moving.last_holder(hand.dossier, _step(hand), agency_id=sender, on=localdate(now))
    moving.move(
        hand,
        events.TransferDeclined,
        outcome=Verb.DECLINE,
        opened=(_same_step(hand, agency_id=sender, post_id=sent_from, confirmed=True),),
        note=rows.write_note(hand.dossier, reason, now=now),
        is_taken=False,
        left_agency_id=None if _was_there_before(hand) else hand.item.agency_id,
        now=now,
    )
    return Done(code)


@transaction.atomic(durable=True)
def take_over(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    item: int,
    holder_id: int | None,
    reason: str,
    now: datetime,
) -> Done:
    """
    Take a handler's item from a colleague of the same agency, or from one's handler; he is told.

    :param holder_id: the seat that it lay with when the page was opened.
    :raises ReasonNeeded: without a reason.
    :raises NotYours: to whoever neither has such a post there nor heads the agency.
    :raises TakenMeanwhile: when another was faster.
    :raises NotPossibleNow: when it lies with nobody, or with himself.
    """
    if is_repeat(actor, form_key, f"{Verb.TAKE_OVER} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    taken = taking.take(actor, code, now=now)
    row = taken.item(item)
    facts = queries.item_facts(row, queries.process_of(taken.dossier))
    seat = rules.check_takes_over(taken.actor, facts, seen=holder_id, code=code)
    rules.check_not_held_up(facts, code)
    assert row.post_id is not None  # noqa: S101  # nobody takes over what lies with nobody
    by_head = seat.right is PostKind.HEAD and facts.post_kind is PostKind.HANDLER
    taking_over = events.TakenOverByHead if by_head else events.TakenOver
    event = taking_over(
        item=item,
        from_post_id=row.post_id,
        to_post_id=seat.post_id,
        note=rows.seal_note(taken.dossier, reason, now=now),
    )
    moving.tell_holder(taken, row, now=now)
    moving.happen(taken, event, post_id=seat.post_id, now=now)
    return Done(code)


def _was_there_before(hand: Hand) -> bool:
    """Say whether the dossier was at an agency before it was transferred there."""
    dossier, here = hand.dossier, hand.item
    steps = WorkItem.objects.filter(dossier=dossier, agency=here.agency_id).exclude(pk=here.pk)
    return here.agency_id == dossier.desk_id or steps.exclude(outcome=Verb.DECLINE).exists()


def _step(hand: Hand) -> Step:
    """Return the step in hand, which is whose the process says, whoever took it over."""
    return hand.process.step(hand.item.step)


def _same_step(hand: Hand, *, agency_id: int, post_id: int | None, confirmed: bool) -> Opened:
    """Return the step in hand as it goes on elsewhere."""
    return Opened(
        number=hand.dossier.item_count + 1,
        step=hand.item.step,
        act=hand.item.act,
        post_kind=_step(hand).post_kind,
        agency_id=agency_id,
        from_agency_id=hand.item.agency_id if not confirmed else agency_id,
        post_id=post_id,
        confirmed=confirmed,
    )

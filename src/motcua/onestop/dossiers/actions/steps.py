"""The verbs of the work items: what the process names, step by step."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from motcua.ground.access.writes import is_repeat
from motcua.ground.agencies import queries as agencies
from motcua.ground.documents.writes import Inspected
from motcua.ground.kernel.actor import Actor, Proof
from motcua.onestop.dossiers import events, letters, queries, rules
from motcua.onestop.dossiers.rules import Done, FileKind, Verb
from motcua.onestop.dossiers.writes import asking, moving, rows, taking
from motcua.onestop.processes.rules import previous


@transaction.atomic(durable=True)
def assign(
    *, actor: Actor, form_key: str, code: str, item: int, post_id: int, now: datetime
) -> Done:
    """
    Give a work item, waiting or another's, to one handler's seat; the agency's head does.

    Whoever held it reads on his home that it went to another.

    :raises NotYours: to others, and where the item is no handler's.
    :raises NoSuchSeat: unless the seat is a handler's seat of the item's agency.
    :raises HeldThereAlready: when it lies there and is confirmed.
    """
    if is_repeat(actor, form_key, f"{Verb.ASSIGN} {code}", now=now):
        return Done(code, is_repeat=True)
    taken = taking.take(actor, code, now=now)
    row = taken.item(item)
    facts = queries.item_facts(row, queries.process_of(taken.dossier))
    head = rules.grant_to_assign(taken.actor, agency_id=row.agency_id, post_kind=facts.work_of)
    if head is None:
        raise rules.NotYours
    rules.check_not_held_up(facts, code)
    handlers = queries.handlers(row.agency_id, on=localdate(now))
    if post_id not in {seat.post_id for seat in handlers}:
        raise rules.NoSuchSeat
    if row.post_id != post_id:
        moving.tell_holder(taken, row, is_given=True, now=now)
    elif row.received_at is not None:
        raise rules.HeldThereAlready
    event = events.Assigned(item=item, to_post_id=post_id)
    moving.happen(taken, event, post_id=head.post_id, now=now)
    return Done(code)


@transaction.atomic(durable=True)
def confirm(*, actor: Actor, form_key: str, code: str, item: int, now: datetime) -> Done:
    """Take over a dossier that another agency sent; until then it is the sender's."""
    if is_repeat(actor, form_key, f"{Verb.CONFIRM} {code}", now=now):
        return Done(code, is_repeat=True)
    hand = taking.take_item(actor, code, item, Verb.CONFIRM, now=now)
    moving.happen(hand.taken, events.Confirmed(item=item), post_id=hand.grant.post_id, now=now)
    return Done(code)


@transaction.atomic(durable=True)
def forward(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    item: int,
    note: str = "",
    now: datetime,
) -> Done:
    """Pass the dossier on to the next handling step, and to those who are asked beside it."""
    if is_repeat(actor, form_key, f"{Verb.FORWARD} {code}", now=now):
        return Done(code, is_repeat=True)
    hand = taking.take_item(actor, code, item, Verb.FORWARD, now=now)
    opened = moving.opened_by(hand, Verb.FORWARD, now=now)
    asked = asking.deadlines(hand.process, opened, now=now)
    questions: dict[str, Any] = {"asked": asked} if asked else {}
    moving.move(
        hand,
        events.OpinionsAsked if asked else events.Forwarded,
        outcome=Verb.FORWARD,
        opened=opened,
        note=rows.write_note(hand.dossier, note, now=now),
        now=now,
        **questions,
    )
    asking.keep(hand.dossier, asked)
    return Done(code)


@transaction.atomic(durable=True)
def return_step(
    *, actor: Actor, form_key: str, code: str, item: int, reason: str, now: datetime
) -> Done:
    """
    Give the dossier back to whoever did the step before, with a reason.

    :raises ReasonNeeded: without a reason.
    """
    if is_repeat(actor, form_key, f"{Verb.RETURN_STEP} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    hand = taking.take_item(actor, code, item, Verb.RETURN_STEP, now=now)
    step = previous(hand.process, hand.item.step)
    assert step is not None  # noqa: S101  # the rule offered the verb, so there is one
    moving.move(
        hand,
        events.StepReturned,
        outcome=Verb.RETURN_STEP,
        opened=moving.opened_again(hand, step, now=now),
        note=rows.write_note(hand.dossier, reason, now=now),
        now=now,
    )
    return Done(code)


@transaction.atomic(durable=True)
def propose(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    item: int,
    draft: Inspected | None,
    note: str = "",
    now: datetime,
) -> Done:
    """
    Put a result before the head: the draft is what he will read and sign.

    :param draft: the file; None keeps the one proposed before.
    :raises NothingToSign: when there is neither.
    """
    if is_repeat(actor, form_key, f"{Verb.PROPOSE} {code}", now=now):
        return Done(code, is_repeat=True)
    hand = taking.take_item(actor, code, item, Verb.PROPOSE, now=now)
    if draft is not None:
        digest = rows.keep_file(hand.dossier, FileKind.DRAFT, draft, now=now).stored.digest
    else:
        digest = rows.draft_before_signer(hand.dossier).stored.digest
    moving.move(
        hand,
        events.Proposed,
        outcome=Verb.PROPOSE,
        opened=moving.opened_by(hand, Verb.PROPOSE, now=now),
        note=rows.write_note(hand.dossier, note, now=now),
        now=now,
        file_digest=digest,
    )
    return Done(code)


@transaction.atomic(durable=True)
def approve(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    item: int,
    note: str = "",
    now: datetime,
) -> Done:
    """Agree with the proposed result and pass it to the next head."""
    if is_repeat(actor, form_key, f"{Verb.APPROVE} {code}", now=now):
        return Done(code, is_repeat=True)
    hand = taking.take_item(actor, code, item, Verb.APPROVE, now=now)
    moving.move(
        hand,
        events.Approved,
        outcome=Verb.APPROVE,
        opened=moving.opened_by(hand, Verb.APPROVE, now=now),
        note=rows.write_note(hand.dossier, note, now=now),
        now=now,
    )
    return Done(code)


@transaction.atomic(durable=True)
def send_back(
    *, actor: Actor, form_key: str, code: str, item: int, reason: str, now: datetime
) -> Done:
    """
    Send the proposal back to the handler who made it, with a reason.

    :raises ReasonNeeded: without a reason.
    """
    if is_repeat(actor, form_key, f"{Verb.SEND_BACK} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    hand = taking.take_item(actor, code, item, Verb.SEND_BACK, now=now)
    step = hand.process.step(hand.item.step).outcome(Verb.SEND_BACK).next[0]
    holder = moving.holder_before(hand, hand.process.step(step), now=now)
    moving.move(
        hand,
        events.SentBack,
        outcome=Verb.SEND_BACK,
        opened=moving.opened_by(hand, Verb.SEND_BACK, now=now, post_id=holder),
        note=rows.write_note(hand.dossier, reason, now=now),
        now=now,
    )
    return Done(code)


@transaction.atomic(durable=True)
def sign(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    item: int,
    digest: str,
    proof: Proof,
    now: datetime,
) -> Done:
    """
    Sign the file before the signer.

    This records the signer's will over a digest; it is not a digital signature.

    :param digest: SHA-256 of the file that the signer saw.
    :param proof: that the signer proved himself again at the door.
    :raises ProofNeeded: when the proof is another person's.
    :raises FileChanged: when the file is no longer the one that he saw.
    """
    if is_repeat(actor, form_key, f"{Verb.SIGN} {code}", now=now):
        return Done(code, is_repeat=True)
    if proof.user_id != actor.user_id:
        raise rules.ProofNeeded
    hand = taking.take_item(actor, code, item, Verb.SIGN, now=now)
    if rows.draft_before_signer(hand.dossier).stored.digest != digest:
        raise rules.FileChanged
    hand.item.closed_as = agencies.signature(hand.grant)
    moving.move(
        hand,
        events.Signed,
        outcome=Verb.SIGN,
        opened=moving.opened_by(hand, Verb.SIGN, now=now),
        now=now,
        file_digest=digest,
        proof_method=proof.method,
        proved_at=proof.at,
    )
    return Done(code)


@transaction.atomic(durable=True)
def issue(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    item: int,
    scan: Inspected | None = None,
    now: datetime,
) -> Done:
    """
    Give the signed result its number from the issuer's book: the clock ends here.

    :param scan: of the numbered, signed and stamped paper.
    """
    if is_repeat(actor, form_key, f"{Verb.ISSUE} {code}", now=now):
        return Done(code, is_repeat=True)
    hand = taking.take_item(actor, code, item, Verb.ISSUE, now=now)
    dossier = hand.dossier
    kept = rows.keep_file(dossier, FileKind.ISSUED, scan, now=now) if scan else None
    result = rows.write_result(dossier, issuer_id=hand.item.agency_id, on=localdate(now))
    moving.move(
        hand,
        events.Issued,
        outcome=Verb.ISSUE,
        opened=moving.opened_by(hand, Verb.ISSUE, now=now),
        now=now,
        number=result.number,
        symbol=result.symbol,
        issuer_id=result.issuer_id,
        year=result.year,
        scan_digest=kept.stored.digest if kept else "",
    )
    to, desk = rows.addressee(dossier)
    rows.tell(dossier, letters.RESULT_READY, to=to, desk=desk, now=now)
    return Done(code)

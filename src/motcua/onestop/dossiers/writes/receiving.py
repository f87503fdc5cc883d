"""A life begun: the dossier's row, its parties and papers, its first work item, its event."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db import IntegrityError, connection
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from motcua.ground.access.rules import StaleForm
from motcua.ground.access.writes import is_repeat
from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.money import Dong
from motcua.ground.trail import writes as trail
from motcua.onestop.dossiers import events, fold, queries, rules, sought
from motcua.onestop.dossiers.intake import Intake, Promise, key_of
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.onestop.dossiers.receipts import dossier_code
from motcua.onestop.dossiers.writes import moving, paying, rows
from motcua.onestop.payments import writes as payments


def begin(
    intake: Intake,
    promise: Promise,
    *,
    actor: Actor,
    post_id: int,
    intake_key: str,
    received_at: datetime,
    set_aside: tuple[int, ...] = (),
    now: datetime,
) -> Dossier:
    """
    Begin a dossier's life with everything that its receipt shows.

    :param post_id: the receiver's seat.
    :param received_at: when the paper came; its local day is the day of the code.
    :param set_aside: dossiers that may be the same matter, and that the receiver was shown.
    :raises ReceiptOfAnother: when its money receipt was written for another dossier.
    """
    is_late = rules.is_late_entry(received_at, now=now)
    event = _event(intake, promise, code=next_code(promise, on=received_at), on=received_at)
    reduced, alike = _reduced(intake, promise), _alike(set_aside)
    dossier = row(intake, promise, code=event.code, intake_key=intake_key)
    dossier.entered_at = now if is_late else None
    beside = (fold.Happened(each, now) for each in (*reduced, *alike))
    _insert_at_work(dossier, [fold.Happened(event, received_at), *beside])
    received = _kept(dossier, intake, event, now=now)
    _charge(dossier, intake, promise, actor=actor, now=now)
    subject = queries.subject_of(dossier.pk)
    record = partial(trail.record, actor=actor, post_id=post_id, subject=subject)
    record(body=received, at=received_at, late_declared=is_late)
    for each in reduced:
        relief_id = paying.grant(actor, dossier, promise, intake.exemption_paper, now=now)
        record(body=replace(each, relief_id=relief_id), at=now)
    for body in alike:
        record(body=body, at=now)
    return dossier


def _insert_at_work(dossier: Dossier, history: list[fold.Happened]) -> None:
    """Insert the row of a dossier as its history leaves it, with the work that this opens."""
    state = fold.fold(history)
    moving.fold_into(dossier, state)
    insert(dossier)
    WorkItem.objects.bulk_create([moving.work_item(dossier, item) for item in state.open_items])


def _kept(
    dossier: Dossier, intake: Intake, event: events.Received, *, now: datetime
) -> events.Received:
    """Keep what was typed in rows of its own, and return the event with their seals."""
    rows.write_papers(dossier, intake.papers, issue=1)
    return replace(
        event,
        parties=rows.write_parties(dossier, intake.parties, issue=1),
        note=rows.write_note(dossier, intake.late_reason, now=now),
        postal=rows.write_postal_item(dossier, intake.postal_number),
    )


def made_before(actor: Actor, form_key: str, *typed: object, now: datetime) -> Dossier | None:
    """
    Return the dossier that this very form made of these very words, None if it made none yet.

    The words are kept with the form's key as a digest under the house's secret: whoever reads the
    row guesses nobody by it.

    :param typed: all that was typed; a refusal has a reason too, and so is no receipt.
    :raises FormSpent: when the form was sent before with other words.
    """
    digest = salted_hmac(form_key, repr(typed), algorithm="sha256").hexdigest()
    made = Dossier.objects.filter(intake_key=key_of(actor, form_key))
    try:
        return made.get() if is_repeat(actor, form_key, digest, now=now) else None
    except StaleForm:
        if earlier := made.first():
            raise rules.FormSpent(code=earlier.code) from None
        raise


def insert(dossier: Dossier) -> None:
    """
    Insert the dossier's row.

    :raises StaleForm: for a form so old that its key is no longer kept.
    """
    try:
        dossier.save(force_insert=True)
    except IntegrityError as error:
        if "intake_key" in str(error):
            raise StaleForm from error
        raise


def _event(intake: Intake, promise: Promise, *, code: str, on: datetime) -> events.Received:
    first = promise.process.first
    opened = moving.opened(
        [first],
        route=promise.route,
        from_agency_id=intake.desk_id,
        first_number=1,
        on=localdate(on),
    )
    return events.Received(
        code=code,
        procedure_version_id=promise.version.id,
        case_key=intake.case_key,
        channel=intake.channel,
        desk_id=intake.desk_id,
        lead_agency_id=promise.route.lead_agency_id,
        committee_id=promise.route.committee_id,
        due_at=promise.due.at,
        due_amount=str(promise.limit.amount),
        due_unit=promise.limit.unit,
        charged=promise.charged,
        collected=promise.charged if intake.money_receipt else 0,
        parties=(),
        opened=opened,
        local_state="received",
    )


def _reduced(intake: Intake, promise: Promise) -> tuple[events.FeesReduced, ...]:
    """Return that an exemption was granted with the papers, if one was."""
    if promise.exemption is None:
        return ()
    paid = promise.charged if intake.money_receipt else 0
    return (
        events.FeesReduced(
            exemption=promise.exemption.key,
            spared=promise.spared,
            left=promise.charged - paid,
            kept=paid,
            relief_id=0,
        ),
    )


def _alike(set_aside: tuple[int, ...]) -> tuple[events.AlikeSetAside, ...]:
    """Return that dossiers which may be the same matter were set aside, if any were."""
    return (events.AlikeSetAside(tuple(sorted(set_aside))),) if set_aside else ()


def row(intake: Intake, promise: Promise, *, code: str, intake_key: str) -> Dossier:
    """Return the row of what was put on the counter, without its state, not yet saved."""
    return Dossier(
        code=code,
        intake_key=intake_key,
        procedure_id=promise.version.procedure_id,
        procedure_version_id=promise.version.id,
        process_version_id=promise.version.process_version_id,
        case_key=intake.case_key,
        channel=intake.channel,
        delivery=intake.delivery,
        subject=intake.subject,
        copies=intake.copies,
        pages=intake.pages,
        applicant_name=rules.called_after(intake.parties),
        search_key=sought.key_of((party.name for party in intake.parties), code),
        receiving_desk_id=intake.desk_id,
        due_lines=promise.due_lines,
    )


def _charge(
    dossier: Dossier, intake: Intake, promise: Promise, *, actor: Actor, now: datetime
) -> None:
    """Write what is due, and that it was paid at once if it was."""
    subject = queries.subject_of(dossier.pk)
    fees = [
        payments.Fee(fee.name, fee.amount, fee.kind, fee.spared)
        for fee in promise.fees
        if fee.amount
    ]
    if not fees:
        return
    payments.charge(subject=subject, fees=fees, now=now)
    if intake.money_receipt and promise.charged:
        paying.hold_receipt(dossier, intake.money_receipt, now=now)
        payments.enter(
            actor=actor,
            subject=subject,
            money=payments.Money(
                amount=Dong(promise.charged),
                payer=intake.applicant.name,
                receipt_number=intake.money_receipt,
                agency_id=intake.desk_id,
            ),
            owed=fees,
            at=now,
        )


def next_code(promise: Promise, *, on: datetime) -> str:
    """
    Take the desk's next code of the local day.

    The counter's row stays locked until the act ends: no serial is doubled, and a
    rollback gives it back. It is the last lock that an intake takes, but for the receipt
    and the till of whoever takes money with it.
    """
    day = localdate(on)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO dossiers_codecounter AS counter (agency_id, day, last)
            VALUES (%s, %s, 1)
            ON CONFLICT (agency_id, day) DO UPDATE SET last = counter.last + 1
            RETURNING last, (
                SELECT pattern FROM dossiers_codepattern
                WHERE valid_from <= %s ORDER BY valid_from DESC LIMIT 1
            )
            """,
            [promise.route.desk_id, day, day],
        )
        serial, pattern = cursor.fetchone()
    return dossier_code(pattern, agency_code=promise.desk.code, on=day, serial=serial)

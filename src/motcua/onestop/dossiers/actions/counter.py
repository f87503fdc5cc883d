"""The verbs of the counter: receive a dossier or refuse it, mend its receipt."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.ground.access.writes import is_repeat
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import capacity, events, letters, money, queries, rules
from motcua.onestop.dossiers.intake import Intake, PaperFacts, PartyFacts, Promise, key_of
from motcua.onestop.dossiers.models import Draft
from motcua.onestop.dossiers.rules import Done, Verb
from motcua.onestop.dossiers.writes import moving, receiving, refusing, rows, taking
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.procedures.rules import VersionFacts


@transaction.atomic(durable=True)
def receive(
    *,
    actor: Actor,
    form_key: str,
    intake: Intake,
    is_lack_accepted: bool = False,
    set_aside: Sequence[str] = (),
    now: datetime,
) -> Done:
    """
    Accept a dossier at the counter and promise its lawful date.

    :param is_lack_accepted: whether the receiver accepts it without a required paper.
    :param set_aside: codes of dossiers that may be the same matter, and that he was shown.
    :param now: the moment of receipt unless the intake names an earlier one; its local day is
        the day of the code, even when the act is committed after midnight.
    :raises FormSpent: when its form has made a dossier of other words.
    :raises NotYours: unless the actor receives at this desk.
    :raises CashierCollects: when money was taken although a cashier sits at the desk.
    :raises ReceiptOfAnother: when its money receipt was written for another dossier.
    :raises NotReceivedYet, TooLateToEnter, LateReasonNeeded, PostalNumberNeeded: by its arrival.
    :raises NotOfferedHere, NoSuchExemption: when the desk or the procedure has none such today.
    :raises FilerNeeded, ProxyNeedsAuthority, CoApplicantNeeded, SamePersonTwice: by who files.
    :raises ProofOfExemptionNeeded, PapersLack: by what is filed.
    """
    if made := receiving.made_before(actor, form_key, intake, now=now):
        # Whoever never heard of the first outcome has saved his draft again.
        _drop_draft(actor, form_key)
        return Done(made.code, is_repeat=True)
    actor = taking.seated(actor, now=now)
    desk = rules.check_at_desk(actor, intake.desk_id)
    if intake.money_receipt:
        sits = money.has_cashier(actor, intake.desk_id, on=localdate(now))
        rules.check_collector(actor, intake.desk_id, has_cashier=sits)
    received_at = _arrival(intake, now)
    promise = _promise_for(intake, received_at)
    _check_filed(intake, promise.version, received_at, is_lack_accepted=is_lack_accepted)
    dossier = receiving.begin(
        intake,
        promise,
        actor=actor,
        post_id=desk.post_id,
        intake_key=key_of(actor, form_key),
        received_at=received_at,
        set_aside=_seen(actor, set_aside),
        now=now,
    )
    _drop_draft(actor, form_key)
    to = letters.addresses(intake.parties)
    rows.tell(dossier, letters.RECEIVED, to=to, desk=promise.desk, now=now)
    return Done(dossier.code)


def _drop_draft(actor: Actor, form_key: str) -> None:
    Draft.objects.filter(user=actor.user_id, form_key=form_key).delete()


def _arrival(intake: Intake, now: datetime) -> datetime:
    """
    Return when the papers came.

    :raises NotReceivedYet: when it is said to be later than now.
    :raises TooLateToEnter: when it is longer ago than a desk may make up for.
    :raises LateReasonNeeded: when it is entered late without a reason.
    :raises PostalNumberNeeded: when it came by post under no number.
    """
    received_at = intake.received_at or now
    rules.check_arrival(
        received_at,
        reason=intake.late_reason,
        channel=intake.channel,
        postal_number=intake.postal_number,
        now=now,
    )
    return received_at


def _check_filed(
    intake: Intake, version: VersionFacts, received_at: datetime, *, is_lack_accepted: bool
) -> None:
    """
    See that it is filed by whoever may file it, with what it takes.

    :raises FilerNeeded: when nobody files for whoever cannot himself.
    :raises ProxyNeedsAuthority: when somebody files by an authority that he does not show.
    :raises CoApplicantNeeded, SamePersonTwice: when two apply as one, and they are not two.
    :raises ProofOfExemptionNeeded: when one is granted without the paper that proves it.
    :raises PapersLack: when a required paper lacks and nobody has accepted it.
    """
    today = localdate(received_at)
    capacity.check_filed(intake.parties, asks_two=version.asks_two, today=today)
    rules.check_proof(intake.exemption, intake.exemption_paper)
    asked = version.case(intake.case_key).requirements
    given = {paper.name for paper in intake.papers}
    rules.check_papers(asked, given, is_lack_accepted=is_lack_accepted)


def _promise_for(intake: Intake, received_at: datetime) -> Promise:
    """Return what the counter promises for what was typed, as of the moment of receipt."""
    return queries.promise(
        desk_id=intake.desk_id,
        procedure_code=intake.procedure_code,
        case_key=intake.case_key,
        channel=intake.channel,
        pages=intake.pages,
        copies=intake.copies,
        exemption=intake.exemption,
        now=received_at,
    )


def _seen(actor: Actor, codes: Sequence[str]) -> tuple[int, ...]:
    """Return the ids of these dossiers, as far as the actor sees them."""
    if not codes:
        return ()
    return tuple(queries.visible_to(actor).filter(code__in=codes).values_list("pk", flat=True))


@transaction.atomic(durable=True)
def refuse(
    *, actor: Actor, form_key: str, intake: Intake, reason: str, basis: str, now: datetime
) -> Done:
    """
    Refuse a dossier at the counter: what was typed is kept, with why, under a code of its own.

    Papers are not checked: that some lack may be the very reason. Nothing is promised, nothing
    is due, and the papers go back at once with the slip that the law gives a form.

    :param basis: the law that lets the desk, in words.
    :raises FormSpent: when its form has made a dossier of other words.
    :raises NotYours: unless the actor receives at this desk.
    :raises NotOfferedHere: when the desk does not receive this procedure today.
    :raises ReasonNeeded, BasisNeeded: without either.

    Source: Decree 61/2018/NĐ-CP, article 17; Circular 01/2018/TT-VPCP, form 03.
    """
    if made := receiving.made_before(actor, form_key, intake, reason, basis, now=now):
        return Done(made.code, is_repeat=True)
    rules.check_reason(reason)
    rules.check_basis(basis)
    actor = taking.seated(actor, now=now)
    desk = rules.check_at_desk(actor, intake.desk_id)
    promise = queries.promise(
        desk_id=intake.desk_id,
        procedure_code=intake.procedure_code,
        case_key=intake.case_key,
        channel=intake.channel,
        now=now,
    )
    dossier = refusing.refuse(
        intake,
        promise,
        reason=reason,
        basis=basis,
        actor=actor,
        post_id=desk.post_id,
        intake_key=key_of(actor, form_key),
        now=now,
    )
    _drop_draft(actor, form_key)
    return Done(dossier.code)


@transaction.atomic(durable=True)
def mend_receipt(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    issue: int,
    parties: Sequence[PartyFacts],
    papers: Sequence[PaperFacts],
    is_lack_accepted: bool = False,
    now: datetime,
) -> Done:
    """
    Put names, addresses, contacts or papers right before anybody works on the dossier.

    The procedure, the case and the due date never change. The receipt gets a new issue
    number, and with it a new secret; the old slip no longer opens the public page.

    :param issue: of the receipt that was before whoever mends it.
    :param is_lack_accepted: whether the receiver accepts it without a required paper.
    :raises ReceiptFixed: once the first hand has touched the dossier.
    :raises ReceiptRenewed: when somebody has put it right meanwhile.
    :raises FilerNeeded, ProxyNeedsAuthority: as at the counter.
    :raises CoApplicantNeeded, SamePersonTwice: likewise.
    :raises PapersLack: when a required paper lacks and nobody has accepted it.
    """
    if is_repeat(actor, form_key, f"{Verb.MEND_RECEIPT} {code}", now=now):
        return Done(code, is_repeat=True)
    taken = taking.take(actor, code, now=now)
    dossier = taken.dossier
    desk = rules.check_at_desk(taken.actor, dossier.desk_id)
    rules.check_mendable(dossier.status)
    rules.check_issue(dossier.receipt_issue, seen=issue)
    version = procedures.version(dossier.procedure_version_id)
    capacity.check_filed(
        parties,
        asks_two=version.asks_two,
        today=localdate(dossier.received_at),
    )
    case = version.case(dossier.case_key)
    given = {paper.name for paper in papers}
    rules.check_papers(case.requirements, given, is_lack_accepted=is_lack_accepted)
    renewed = issue + 1
    sealed = rows.write_parties(dossier, parties, issue=renewed)
    rows.write_papers(dossier, papers, issue=renewed)
    event = events.ReceiptMended(issue=renewed, parties=sealed, paper_count=len(papers))
    moving.happen(taken, event, post_id=desk.post_id, now=now)
    rows.renew(dossier, parties)
    return Done(code)


@transaction.atomic(durable=True)
def reissue_receipt(
    *, actor: Actor, form_key: str, code: str, seen: str, reason: str, now: datetime
) -> Done:
    """
    Give a receipt anew, word for word, when it was lost or somebody else has its secret.

    The next issue has another secret; the lost slip no longer opens the public page. Whom the
    desk tells of the dossier stays as it was.

    :param seen: the mark of the dossier that was before the officer.
    :raises NotYours: unless the actor receives at the dossier's desk.
    :raises NotPossibleNow: while it may be mended, and once the matter is over.
    :raises ChangedMeanwhile: when something has happened to the dossier since.
    :raises ReasonNeeded: without a reason.
    """
    if is_repeat(actor, form_key, f"{Verb.REISSUE_RECEIPT} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    taken = taking.take(actor, code, now=now)
    dossier = taken.dossier
    desk = rules.check_at_desk(taken.actor, dossier.desk_id)
    rules.check_reissuable(dossier.status, code)
    rules.check_seen(queries.mark_of(dossier), seen=seen, code=code)
    issue = dossier.receipt_issue + 1
    event = events.ReceiptReissued(
        issue=issue,
        parties=rows.repeat_receipt(dossier, issue=issue),
        note=rows.seal_note(dossier, reason, now=now),
    )
    moving.happen(taken, event, post_id=desk.post_id, now=now)
    return Done(code)

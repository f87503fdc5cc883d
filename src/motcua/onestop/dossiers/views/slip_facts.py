"""What the slips of a dossier say of it, gathered from its sheet and the catalogue."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.rules import AgencyKind
from motcua.ground.calendars import queries as calendars
from motcua.ground.calendars.clock import Limit, Unit, reach
from motcua.ground.design.speech import in_vietnamese, said
from motcua.ground.documents.slips.control import ControlFacts
from motcua.ground.documents.slips.receipt import FeeLine, Layout, PaperLine, ReceiptFacts
from motcua.ground.documents.slips.refusal import RefusalFacts
from motcua.ground.documents.slips.stopping import StopFacts
from motcua.ground.kernel.dates import local
from motcua.ground.kernel.money import Dong
from motcua.ground.trail.rules import Recorded
from motcua.onestop.dossiers import corrections, events, queries, receipts, rules
from motcua.onestop.dossiers.endings import ending_of
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.presentation import control, due_box
from motcua.onestop.dossiers.presentation.relief import reduced
from motcua.onestop.dossiers.rules import PartyRole
from motcua.onestop.dossiers.sheets import ReliefShown, Sheet
from motcua.onestop.dossiers.views import drawn
from motcua.onestop.payments import queries as payments
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.procedures import rules as procedure_rules
from motcua.onestop.processes.rules import Process

# A longer official name would push the signatures to a second page.
ONE_LINE = 160


@in_vietnamese
def receipt_facts(sheet: Sheet, *, receiver: str, layout: Layout = Layout.A4) -> ReceiptFacts:
    """Return what Form 01 says of a dossier, as its current receipt has it."""
    dossier = sheet.dossier
    version = procedures.version(dossier.procedure_version_id)
    limit = due_box.total(dossier.due_lines)
    return ReceiptFacts(
        **_people(sheet),
        agency=dossier.receiving_desk.name,
        desk=control.DESK,
        place=place(dossier),
        code=dossier.code,
        secret=_secret(dossier),
        follow_url=follow_url(dossier),
        site=f"{settings.PUBLIC_URL}{receipts.FOLLOW}".split("://")[-1],
        procedure=procedure_name(version),
        procedure_code=version.procedure_code,
        subject=dossier.subject,
        papers=_papers(sheet),
        limit=said(limit) if limit else "",
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        pick_up=_pick_up(dossier),
        receiver=receiver,
        issue=dossier.receipt_issue,
        fees=_fees(sheet, version),
        remark=remark(),
        layout=layout,
    )


@in_vietnamese
def refusal_facts(sheet: Sheet, history: list[Recorded]) -> RefusalFacts:
    """
    Return what Form 03 says of a dossier that the desk did not accept.

    :raises NoSuchDossier: of any other there is no such slip.
    """
    (refused,) = history[:1]
    ending = ending_of(history, sheet.notes)
    if ending is None or not isinstance(refused.body, events.Refused):
        raise rules.NoSuchDossier
    dossier = sheet.dossier
    version = procedures.version(dossier.procedure_version_id)
    people = _people(sheet)
    return RefusalFacts(
        **{name: people[name] for name in ON_REFUSAL},
        agency=dossier.desk.name,
        desk=control.DESK,
        place=place(dossier),
        code=dossier.code,
        number=refused.body.number,
        symbol=refused.body.symbol,
        procedure=procedure_name(version),
        procedure_code=version.procedure_code,
        subject=dossier.subject,
        reason=ending.reason,
        basis=ending.basis,
        refused_at=refused.occurred_at,
        receiver=refused.actor_name,
        remark=remark(),
    )


ON_REFUSAL = ("applicant", "co_applicant", "filer", "address", "phone", "email")


def stopping_of(history: list[Recorded]) -> Recorded:
    """
    Return the numbered stop of a dossier.

    :raises NoSuchDossier: of any other there is no notice.
    """
    found = [event for event in history if isinstance(event.body, events.Stopped)]
    if not found:
        raise rules.NoSuchDossier
    return found[0]


@in_vietnamese
def stop_facts(sheet: Sheet, history: list[Recorded]) -> StopFacts:
    """
    Return what Form 05 of 2025 says of a dossier that its head stopped.

    :raises NoSuchDossier: of any other there is no notice.
    """
    stopped = stopping_of(history)
    ending = ending_of(history, corrections.as_they_stand(history, sheet.notes))
    if ending is None or not isinstance(stopped.body, events.Stopped):
        raise rules.NoSuchDossier
    dossier = sheet.dossier
    version = procedures.version(dossier.procedure_version_id)
    people = _people(sheet)
    return StopFacts(
        **{name: people[name] for name in ("applicant", "address", "phone", "email")},
        agency=agencies.agency(stopped.body.agency_id).name,
        desk=f"{control.DESK}, {dossier.desk.name}",
        place=place(dossier),
        code=dossier.code,
        number=stopped.body.number,
        symbol=stopped.body.symbol,
        procedure=procedure_name(version),
        procedure_code=version.procedure_code,
        subject=dossier.subject,
        received_at=dossier.received_at,
        reason=ending.reason,
        basis=ending.basis,
        money=ending.money,
        stopped_at=stopped.occurred_at,
        signer=stopped.actor_name,
        remark=remark(),
    )


@in_vietnamese
def control_facts(sheet: Sheet, history: list[Recorded]) -> ControlFacts:
    """Return what Form 05 says of a dossier, as far as its trail has come."""
    dossier, ended_at = sheet.dossier, sheet.dossier.ended_at
    due_at = dossier.promised_at
    version = procedures.version(dossier.procedure_version_id)
    met, worked = control.agencies_of(history)
    names = {key: agency.name for key, agency in agencies.agencies(met).items()}
    return ControlFacts(
        agency=dossier.receiving_desk.name,
        desk=control.DESK,
        place=place(dossier),
        code=dossier.code,
        applicant=dossier.applicant_name,
        procedure=procedure_name(version),
        procedure_code=version.procedure_code,
        subject=dossier.subject,
        lead=dossier.lead_agency.name,
        joined=tuple(sorted(names[key] for key in worked - {dossier.lead_agency_id})),
        received_at=dossier.received_at,
        due_at=due_at,
        passings=control.passings(history, _knowledge(sheet, history, names)),
        standing=control.kept(ended_at, due_at) if ended_at and due_at else "",
        told_at=history[-1].occurred_at,
        remark=remark(),
    )


def _knowledge(sheet: Sheet, history: list[Recorded], names: dict[int, str]) -> control.Knowledge:
    process = queries.process_of(sheet.dossier)
    seats = agencies.seat_histories(control.seats_of(history))
    first, last = history[0].occurred_at, history[-1].occurred_at
    return control.Knowledge(
        process=process,
        names=names,
        holder=lambda post_id, at: seats[post_id].holder(local(at).date()),
        doer=agencies.doer(seats),
        notes=sheet.notes,
        calendars=calendars.calendars_of(names, local(first).date(), _reach(process, last)),
        right=corrections.put_right(history),
        takers=sheet.taker_names,
    )


def _reach(process: Process, last: datetime) -> date:
    """Return a day that no step's share of the time lies beyond."""
    hours = max(step.working_hours for step in process.steps)
    return reach(Limit(hours, Unit.WORKING_HOUR), local(last).date())


@in_vietnamese
def remark() -> str:
    """Return what must be said at the foot of everything that a demo prints."""
    return _("Bản in của hệ thống trình diễn.") if settings.DEMO else ""


def _people(sheet: Sheet) -> dict[str, Any]:
    """Return whose matter it is and who stood at the counter."""
    applicant = sheet.parties[PartyRole.APPLICANT]
    second = sheet.parties.get(PartyRole.CO_APPLICANT)
    filer = rules.filer_of(sheet.parties)
    postal = getattr(sheet.dossier, "postal", None)
    return {
        "applicant": applicant.name,
        "identity_number": applicant.identity_number,
        "co_applicant": second.name if second else "",
        "co_identity_number": second.identity_number if second else "",
        "co_other_paper": second.other_paper if second else "",
        "address": applicant.address,
        "phone": applicant.phone,
        "email": applicant.email,
        "filer": "" if filer is applicant else filer.name,
        "authority": filer.authority,
        "came_in": postal.number if postal else "",
    }


def procedure_name(version: procedure_rules.VersionFacts) -> str:
    """Return the official name, or the short one where that would not fit on a line."""
    return version.name if len(version.name) <= ONE_LINE else version.short_name


def follow_url(dossier: Dossier) -> str:
    """Return the unguessable address behind the receipt's QR."""
    link = receipts.receipt_link(
        settings.RECEIPT_KEY, dossier_id=dossier.pk, issue=dossier.receipt_issue
    )
    return f"{settings.PUBLIC_URL}{receipts.FOLLOW}q/{dossier.code}/{link}/"


def _secret(dossier: Dossier) -> str:
    return receipts.receipt_secret(
        settings.RECEIPT_KEY, dossier_id=dossier.pk, issue=dossier.receipt_issue
    )


def place(dossier: Dossier) -> str:
    """Return where the slip is dated: a committee's unit by its bare name, else the province."""
    desk = dossier.receiving_desk
    if desk.kind == AgencyKind.COMMITTEE:
        return desk.name.removeprefix("Ủy ban nhân dân ").removeprefix(f"{desk.unit_type} ")
    return settings.PROVINCE.removeprefix("tỉnh ")


def _papers(sheet: Sheet) -> tuple[PaperLine, ...]:
    return tuple(
        PaperLine(line.paper.name, line.kind, line.paper.quantity) for line in drawn.papers(sheet)
    )


def _pick_up(dossier: Dossier) -> str:
    if dossier.delivery == rules.Delivery.POST:
        return _("Qua dịch vụ bưu chính")
    return _("Bộ phận tiếp nhận và trả kết quả, {desk}").format(desk=dossier.receiving_desk.name)


def _fees(sheet: Sheet, version: procedure_rules.VersionFacts) -> tuple[FeeLine, ...]:
    """
    Return what is to be paid, line by line; one that is spared says so, and by what.

    What was charged is read, never reckoned anew; only what no record prices is not there.
    """
    dossier = sheet.dossier
    charged = payments.fees(queries.subject_of(dossier.pk))
    fees = procedure_rules.fee_for(version, dossier.case_key, dossier.channel)
    unknown = (FeeLine(fee.name, None) for fee in fees if fee.amount is None)
    owed = (_fee(fee.label, fee.amount, fee.spared, sheet.relief) for fee in charged)
    return (*owed, *unknown)


def _fee(label: str, amount: int, spared: int, relief: ReliefShown | None) -> FeeLine:
    if relief is None or not spared:
        return FeeLine(label, Dong(amount))
    return FeeLine(f"{label} ({said(reduced(spared, relief.name))})", Dong(amount - spared))

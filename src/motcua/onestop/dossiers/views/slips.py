"""What goes out of a dossier as a file: its papers, and the receipt that the law gives a form."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.agencies.rules import WORKING_POSTS, AgencyKind
from motcua.ground.design.speech import said
from motcua.ground.documents import actions as documents
from motcua.ground.documents import delivery
from motcua.ground.documents.slips import FORM_01, TT01_2018, FeeLine, PaperLine, ReceiptFacts
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers import events, queries, receipts, rules, sheets
from motcua.onestop.dossiers.actions import reading
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.presentation import due_box
from motcua.onestop.dossiers.rules import PartyRole
from motcua.onestop.dossiers.sheets import Sheet
from motcua.onestop.dossiers.views import drawn
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.procedures import rules as procedure_rules

# A longer official name would push the signatures to a second page.
ONE_LINE = 160


@doors.officer(*WORKING_POSTS)
@require_GET
def file(request: HttpRequest, code: str, file_id: int) -> HttpResponseBase:
    """Give a file of the dossier, and write down that it was opened."""
    actor = doors.actor_of(request)
    found = queries.file(actor, code, file_id)
    reading.log_reading(actor=actor, dossier=found.dossier, what="file", now=doors.now(request))
    return delivery.answer(found.stored)


@doors.officer(*WORKING_POSTS)
@require_GET
def receipt(request: HttpRequest, code: str) -> HttpResponseBase:
    """Print Form 01 for the desk that received the dossier; to others there is no such slip."""
    actor, now = doors.actor_of(request), doors.now(request)
    sheet = sheets.sheet(actor, code)
    if actor.seat(PostKind.RECEIVER, sheet.dossier.desk_id) is None:
        raise rules.NoSuchDossier
    reading.log_reading(actor=actor, dossier=sheet.dossier, what="receipt", now=now)
    return _printed(sheet, now)


def _printed(sheet: Sheet, now: datetime) -> HttpResponseBase:
    """Give the slip of the event that it tells of: the receipt, or its last mending."""
    told = [
        event
        for event in queries.history(sheet.dossier)
        if isinstance(event.body, events.Received | events.ReceiptMended)
    ]
    slip = documents.print_slip(
        form=FORM_01,
        edition=TT01_2018,
        event_id=told[-1].event_id,
        facts=receipt_facts(sheet, receiver=told[0].actor_name),
        now=now,
    )
    return delivery.answer(slip)


def receipt_facts(sheet: Sheet, *, receiver: str) -> ReceiptFacts:
    """Return what Form 01 says of a dossier, as its current receipt has it."""
    dossier = sheet.dossier
    version = procedures.version(dossier.procedure_version_id)
    limit = due_box.total(dossier.due_lines)
    return ReceiptFacts(
        **_people(sheet),
        agency=dossier.desk.name,
        desk=_("Bộ phận tiếp nhận và trả kết quả"),
        place=_place(dossier),
        code=dossier.code,
        secret=_secret(dossier),
        follow_url=follow_url(dossier),
        site=f"{settings.PUBLIC_URL}{receipts.FOLLOW}".split("://")[-1],
        procedure=version.name if len(version.name) <= ONE_LINE else version.short_name,
        procedure_code=version.procedure_code,
        papers=_papers(sheet),
        limit=said(limit) if limit else "",
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        pick_up=_pick_up(dossier),
        receiver=receiver,
        issue=dossier.receipt_issue,
        fees=_fees(dossier, version),
        remark=_("Bản in của hệ thống trình diễn.") if settings.DEMO else "",
    )


def _people(sheet: Sheet) -> dict[str, Any]:
    """Return whose matter it is and who stood at the counter."""
    applicant = sheet.parties[PartyRole.APPLICANT]
    filer = rules.filer_of(sheet.parties)
    return {
        "applicant": applicant.name,
        "identity_number": applicant.identity_number,
        "address": applicant.address,
        "phone": applicant.phone,
        "email": applicant.email,
        "filer": "" if filer is applicant else filer.name,
    }


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


def _place(dossier: Dossier) -> str:
    """Return where the slip is dated: a committee's unit by its bare name, else the province."""
    desk = dossier.desk
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
    return _("Bộ phận tiếp nhận và trả kết quả, {desk}").format(desk=dossier.desk.name)


def _fees(dossier: Dossier, version: procedure_rules.VersionFacts) -> tuple[FeeLine, ...]:
    fees = procedure_rules.fee_for(
        version,
        dossier.case_key,
        dossier.channel,
        pages=dossier.pages or 1,
        copies=dossier.copies,
    )
    return tuple(FeeLine(fee.name, fee.amount) for fee in fees if fee.amount != 0)

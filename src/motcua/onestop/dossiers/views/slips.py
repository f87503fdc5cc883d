"""What goes out of a dossier as a file: its papers, and the slips that the law gives a form."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.agencies.rules import READING_POSTS, WORKING_POSTS
from motcua.ground.documents import actions as documents
from motcua.ground.documents import delivery
from motcua.ground.documents.slips.receipt import Layout
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.trail.rules import Recorded
from motcua.onestop.dossiers import events, links, queries, rules, sheets
from motcua.onestop.dossiers.actions import reading
from motcua.onestop.dossiers.presentation import sheets_of_paper
from motcua.onestop.dossiers.presentation.sheets_of_paper import PaperSize
from motcua.onestop.dossiers.sheets import Sheet
from motcua.onestop.dossiers.states import Status
from motcua.onestop.dossiers.views import slip_facts

SEE_CONTROL = (PostKind.RECEIVER, PostKind.HANDLER, PostKind.HEAD)
REISSUES = events.ReceiptMended | events.ReceiptReissued
SIZE_COOKIE = "kho-giay"
A_YEAR = 365 * 24 * 60 * 60


@doors.officer(*READING_POSTS)
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
    actor, now, size = doors.actor_of(request), doors.now(request), size_of(request)
    sheet = sheets.sheet(actor, code)
    is_refused = sheet.dossier.status == Status.REFUSED
    if is_refused or actor.seat(PostKind.RECEIVER, sheet.dossier.desk_id) is None:
        raise rules.NoSuchDossier
    reading.log_reading(actor=actor, dossier=sheet.dossier, what="receipt", now=now)
    return _remembering(size, _printed(sheet, size.layout, now))


@doors.officer(PostKind.RECEIVER)
@require_GET
def refusal_slip(request: HttpRequest, code: str) -> HttpResponseBase:
    """Print Form 03 for the desk that refused the dossier; to others there is no such slip."""
    actor, now = doors.actor_of(request), doors.now(request)
    sheet = sheets.sheet(actor, code)
    if actor.seat(PostKind.RECEIVER, sheet.dossier.desk_id) is None:
        raise rules.NoSuchDossier
    history = sheets.history_of(sheet)
    facts = slip_facts.refusal_facts(sheet, history)
    reading.log_reading(actor=actor, dossier=sheet.dossier, what="refusal", now=now)
    slip = documents.print_slip(facts=facts, event_id=history[0].event_id, now=now)
    return delivery.answer(slip)


@doors.officer(PostKind.RECEIVER, PostKind.HEAD)
@require_GET
def stop_notice(request: HttpRequest, code: str) -> HttpResponseBase:
    """Print Form 05 of 2025 for the desk, and for the head of the agency that stopped it."""
    actor, now = doors.actor_of(request), doors.now(request)
    sheet = sheets.sheet(actor, code)
    history = sheets.history_of(sheet)
    stopped = slip_facts.stopping_of(history)
    if not may_print_notice(actor, sheet, stopped):
        raise rules.NoSuchDossier
    # What was put right of it since is printed anew, beside what was printed before.
    mended = [
        event.event_id
        for event in history
        if isinstance(event.body, events.Corrected) and event.body.entry == stopped.sequence
    ]
    facts = slip_facts.stop_facts(sheet, history)
    reading.log_reading(actor=actor, dossier=sheet.dossier, what="notice", now=now)
    event_id = max(mended, default=stopped.event_id)
    slip = documents.print_slip(facts=facts, event_id=event_id, now=now)
    return delivery.answer(slip)


def may_print_notice(actor: Actor, sheet: Sheet, stopped: Recorded) -> bool:
    """Say whether the notice is the officer's to print: at its desk, or heading who stopped it."""
    at_desk = actor.seat(PostKind.RECEIVER, sheet.dossier.desk_id) is not None
    agency_id = getattr(stopped.body, "agency_id", 0)
    return at_desk or actor.seat(PostKind.HEAD, agency_id) is not None


@doors.officer(*SEE_CONTROL)
@require_GET
def control_slip(request: HttpRequest, code: str) -> HttpResponseBase:
    """
    Print Form 05, from the trail as far as it has come, for who works on the dossier.

    One slip serves all who see the dossier, so of its links it tells not even the minute.
    """
    actor, now = doors.actor_of(request).only(*SEE_CONTROL), doors.now(request)
    sheet = sheets.sheet(actor, code)
    reading.log_reading(actor=actor, dossier=sheet.dossier, what="control", now=now)
    history = links.left_out(sheets.history_of(sheet))
    facts = slip_facts.control_facts(sheet, history)
    slip = documents.print_slip(facts=facts, event_id=history[-1].event_id, now=now)
    return delivery.answer(slip)


def receipt_sheets(request: HttpRequest) -> dict[str, Any]:
    """Return what a page needs to offer the receipt: this browser's sheets first."""
    size = size_of(request)
    return {"receipt_size": size, "other_sizes": sheets_of_paper.others(size)}


def size_of(request: HttpRequest) -> PaperSize:
    """Return the sheets that were asked for, else those that this browser printed on last."""
    asked = request.GET.get("kho") or request.COOKIES.get(SIZE_COOKIE, "")
    return sheets_of_paper.size_of(asked)


def _remembering(size: PaperSize, response: HttpResponseBase) -> HttpResponseBase:
    """Remember the sheets with the browser: it stands beside the printer that they lie in."""
    response.set_cookie(
        SIZE_COOKIE,
        size.slug,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _printed(sheet: Sheet, layout: Layout, now: datetime) -> HttpResponseBase:
    """Give the slip of the event that it tells of: the receipt, or its last mending."""
    told = [
        event
        for event in sheets.history_of(sheet)
        if isinstance(event.body, events.Accepted | REISSUES)
    ]
    facts = slip_facts.receipt_facts(sheet, receiver=told[0].actor_name, layout=layout)
    slip = documents.print_slip(facts=facts, event_id=told[-1].event_id, now=now)
    return delivery.answer(slip)

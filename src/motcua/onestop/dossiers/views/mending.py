"""Putting a receipt right before anybody works on the dossier."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from motcua.ground.access import doors
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers import rules, sheets
from motcua.onestop.dossiers.actions import counter, reading
from motcua.onestop.dossiers.forms.mending import MendForm, as_typed
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.verbs import VERBS
from motcua.onestop.dossiers.rules import Verb
from motcua.onestop.dossiers.sheets import Sheet
from motcua.onestop.dossiers.views import acts
from motcua.onestop.procedures import queries as procedures


@doors.officer(PostKind.RECEIVER)
def mend_receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Show the receipt as it was typed, or put it right."""
    sheet = sheets.sheet(doors.actor_of(request), code)
    if request.method != "POST":
        return _asked(request, sheet)
    form = _form(request, sheet, request.POST)
    if not form.is_valid():
        return _page(request, sheet, form, status=acts.UNPROCESSABLE)
    return _mended(request, sheet, form)


def _mended(request: HttpRequest, sheet: Sheet, form: MendForm) -> HttpResponse:
    try:
        done = doors.acts(counter.mend_receipt)(
            actor=doors.actor_of(request),
            form_key=doors.form_key(request),
            code=sheet.dossier.code,
            now=doors.now(request),
            **form.facts,
        )
    except Refusal as refusal:
        shown = None if form.papers.take_blame(refusal) else refusal
        return _page(request, sheet, form, status=refusal.status, refusal=shown)
    return acts.onwards(request, Verb.MEND_RECEIPT, done)


def _form(request: HttpRequest, sheet: Sheet, typed: Mapping[str, Any] | None = None) -> MendForm:
    """Return the receipt's form as it was sent, or as the receipt stands."""
    version = procedures.version(sheet.dossier.procedure_version_id)
    case = version.case(sheet.dossier.case_key)
    return MendForm(
        typed,
        case=case,
        today=localdate(doors.now(request)),
        asks_two=version.asks_two,
        initial=as_typed(sheet.dossier.receipt_issue, sheet.parties, sheet.papers, case),
    )


def _asked(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """
    Show the form to the desk that may mend, which so reads the whole receipt: that is logged.

    :raises NotYours: to another desk.
    :raises ReceiptFixed: once the first hand has touched the dossier.
    """
    rules.check_at_desk(doors.actor_of(request), sheet.dossier.desk_id)
    rules.check_mendable(sheet.dossier.status)
    actor, now = doors.actor_of(request), doors.now(request)
    reading.log_reading(actor=actor, dossier=sheet.dossier, what="mending", now=now)
    return _page(request, sheet, _form(request, sheet))


def _page(
    request: HttpRequest,
    sheet: Sheet,
    form: MendForm,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = {
        "dossier": sheet.dossier,
        "code": worklist.code_parts(sheet.dossier.code),
        "words": VERBS[Verb.MEND_RECEIPT],
        "form": form,
        "form_key": doors.form_key(request),
        "refusal": refusal,
    }
    response = render(request, "dossiers/mend_receipt.html", context, status=status)
    return doors.with_wait(response, refusal) if refusal else response

"""The cashier's desk: for which dossiers money is due, and the sheets of days."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.ground.access import doors
from motcua.ground.design.speech import in_vietnamese, said
from motcua.ground.documents import delivery
from motcua.ground.documents.slips.cash_sheet import (
    CashLine,
    CashSheetFacts,
    Counted,
    SumLine,
)
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers import money, queries
from motcua.onestop.dossiers import search as searching
from motcua.onestop.dossiers.actions import cash
from motcua.onestop.dossiers.forms.cash import CountForAnotherForm, CountForm
from motcua.onestop.dossiers.forms.money import WAYS
from motcua.onestop.dossiers.money import HANDLES_MONEY, READS_SHEETS, ReliefLine, Sheet
from motcua.onestop.dossiers.presentation import control, worklist
from motcua.onestop.dossiers.presentation.relief import relief
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE
from motcua.onestop.dossiers.rules import GROUNDS, CashierCollects, RefundGround
from motcua.onestop.dossiers.views import slip_facts
from motcua.onestop.payments import queries as payments
from motcua.onestop.payments.queries import DaySheet, SheetKey
from motcua.onestop.payments.rules import EntryKind, SheetSums, Way

# How an address asks for a sheet that is to leave as a table.
AGENCY, USER, DAY = "co-quan", "nguoi", "ngay"


@doors.officer(*HANDLES_MONEY)
@require_GET
def to_collect(request: HttpRequest) -> HttpResponse:
    """
    Show the dossiers that wait for money, the newest first.

    :raises CashierCollects: to a receiver beside whom a cashier sits.
    """
    actor = doors.actor_of(request)
    desks = money.collects_at(actor, on=localdate(doors.now(request)))
    if not desks:
        raise CashierCollects
    found = money.to_collect(actor, desks)
    place = worklist.parse_page_key(request.GET.get("sau", ""))
    page = list(searching.after(found, place)[: PAGE_SIZE + 1])
    shown = page[:PAGE_SIZE]
    balances = payments.balances(queries.subject_of(dossier.pk) for dossier in shown)
    here = reverse("dossiers:to_collect")
    context: dict[str, Any] = {
        "rows": [(dossier, balances[queries.subject_of(dossier.pk)]) for dossier in shown],
        "previous_href": here if place else "",
    }
    if len(page) > PAGE_SIZE:
        last = shown[-1]
        context["next_href"] = f"{here}?sau={worklist.page_key(last.received_at, last.pk)}"
    return render(request, "dossiers/to_collect.html", context)


@doors.officer(*READS_SHEETS)
@require_GET
def sheets(request: HttpRequest) -> HttpResponse:
    """List the sheets that the viewer reads, the newest day first."""
    actor, today = doors.actor_of(request), localdate(doors.now(request))
    context = {
        "rows": money.sheets(actor, on=today),
        "collects": money.collects_at(actor, on=today),
    }
    return render(request, "dossiers/sheets.html", context)


@doors.officer(*READS_SHEETS)
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, agency_id: int, user_id: int, day: date) -> HttpResponse:
    """Show the sheet of a day; its holder counts the cash and closes it."""
    shown = _shown(request, SheetKey(agency_id, user_id, day))
    asks = CountForm if shown.is_own else CountForAnotherForm
    if request.method != "POST":
        return _sheet_page(request, shown, asks())
    form = asks(request.POST)
    if not form.is_valid():
        return _sheet_page(request, shown, form, status=422)
    close = cash.close_sheet if shown.is_own else partial(cash.close_sheet_for, user_id=user_id)
    try:
        is_repeat = doors.acts(close)(
            actor=doors.actor_of(request),
            form_key=doors.form_key(request),
            agency_id=agency_id,
            day=day,
            now=doors.now(request),
            **form.facts,
        )
    except Refusal as refusal:
        blamed = form.take_blame(refusal)
        told = None if blamed else refusal
        return _sheet_page(request, shown, form, refusal=told, status=refusal.status)
    messages.success(request, _("Đã khóa từ trước.") if is_repeat else _("Đã khóa bảng kê."))
    return HttpResponseRedirect(request.path, status=303)


@doors.officer(*READS_SHEETS)
@require_GET
def sheet_pdf(request: HttpRequest, agency_id: int, user_id: int, day: date) -> HttpResponseBase:
    """Print the sheet of a day; one that is open tells of the moment."""
    shown = _shown(request, SheetKey(agency_id, user_id, day))
    return delivery.answer_unkept(in_vietnamese(_facts)(request, shown))


def _shown(request: HttpRequest, key: SheetKey) -> Sheet:
    return money.sheet(doors.actor_of(request), key, on=localdate(doors.now(request)))


def _sheet_page(
    request: HttpRequest,
    shown: Sheet,
    form: CountForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    key, today = shown.day.key, localdate(doors.now(request))
    is_ripe = shown.day.closed is None and key.day <= today
    may_close = is_ripe and money.closes(shown, on=today)
    context = {
        "facts": _facts(request, shown),
        "closed": shown.day.closed,
        "expected": shown.day.sums.left.cash,
        "address": [key.agency_id, key.user_id, key.day],
        "question": urlencode(_question(key)),
        "may_close": may_close,
        "earlier": payments.earlier_open(key) if may_close else None,
        "is_own": shown.is_own,
        "form": form,
        "form_key": doors.form_key(request),
        "refusal": refusal,
    }
    return render(request, "dossiers/sheet.html", context, status=status)


def _question(key: SheetKey) -> dict[str, str]:
    """Return a sheet as an address asks for it that takes it out as a table."""
    return {AGENCY: str(key.agency_id), USER: str(key.user_id), DAY: key.day.isoformat()}


def _facts(request: HttpRequest, shown: Sheet) -> CashSheetFacts:
    """Return what the sheet says: on a page in the reader's language, on paper in Vietnamese."""
    return CashSheetFacts(
        agency=shown.agency,
        desk=control.DESK,
        holder=shown.day.holder,
        day=shown.day.key.day,
        lines=tuple(_line(entry, shown) for entry in shown.day.entries),
        sums=tuple(_sums(shown.day.sums)),
        reliefs=tuple(_told(each) for each in shown.reliefs),
        counted=_counted(shown.day),
        printed_at=doors.now(request),
        remark=slip_facts.remark(),
    )


def _counted(day: DaySheet) -> Counted | None:
    closed = day.closed
    if closed is None:
        return None
    return Counted(
        closed.closed_at,
        closed.expected,
        closed.counted,
        closed.explanation,
        closed_for_by=closed.closed_by if closed.is_closed_for_another else "",
        reason=closed.reason,
    )


def _told(line: ReliefLine) -> str:
    """Return an exemption as the sheet lists it."""
    if not line.name:
        return _("{code}: bỏ miễn, giảm").format(code=line.code)
    return f"{line.code}: {said(relief(line.amount, line.name))} ({line.paper})"


def _line(entry: Any, shown: Sheet) -> CashLine:
    """Return one entry of a sheet; what was given back counts against the day."""
    dossier = shown.dossiers.get(entry.subject_id)
    sign = EntryKind(entry.kind).sign
    ground = said(Words(GROUNDS[RefundGround(entry.ground)])) if entry.ground else ""
    return CashLine(
        at=entry.collected_at,
        number=entry.receipt_number,
        code=dossier.code if dossier else "",
        payer=entry.payer,
        way=str(dict(WAYS)[Way(entry.way)]),
        fees=sign * (entry.amount - entry.charges),
        charges=sign * entry.charges,
        note=_("Hoàn: {ground}").format(ground=ground) if ground else "",
    )


line_on_paper = in_vietnamese(_line)
"""One entry as a table has it that leaves the house."""

SUMS = (
    (EntryKind.COLLECTION, False, mark("Thu phí")),
    (EntryKind.COLLECTION, True, mark("Thu lệ phí")),
    (EntryKind.REFUND, False, mark("Hoàn phí")),
    (EntryKind.REFUND, True, mark("Hoàn lệ phí")),
)


def _sums(sums: SheetSums) -> Iterator[SumLine]:
    """Yield the sums of the day by kind, those in which there is something, then what is left."""
    for kind, charges, label in SUMS:
        first, last = sums.numbers(kind) or ("", "")
        row = sums.row(kind, charges=charges)
        if row.whole:
            yield SumLine(_(label), row.cash, row.transfer, first, last)
    yield SumLine(_("Còn lại, phải nộp"), sums.left.cash, sums.left.transfer)

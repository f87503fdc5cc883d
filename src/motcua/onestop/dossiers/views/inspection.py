"""Who opened which dossier, who looked for whom, who took which list out."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.agencies.rules import post_words
from motcua.ground.design.parts import Entry
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.words import Words
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers import readings as log
from motcua.onestop.dossiers.forms.inspection import InspectionForm
from motcua.onestop.dossiers.models import Export, Reading, Search
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.reading import LogLine, what_words
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE
from motcua.onestop.dossiers.views.sources import SOURCES

READINGS_SHOWN = 200
TABLES = {
    "dossiers:openings": "luot-mo",
    "dossiers:searches": "luot-tim",
    "dossiers:exports": "luot-xuat",
}
Ask = Callable[[Actor, log.LogQuestion], "QuerySet[Any]"]


@doors.officer(PostKind.INSPECTOR)
@require_GET
def openings(request: HttpRequest) -> HttpResponse:
    """Show who opened which of the dossiers that the viewer inspects."""
    return _page(request, log.openings, "dossiers:openings")


@doors.officer(PostKind.INSPECTOR)
@require_GET
def searches(request: HttpRequest) -> HttpResponse:
    """Show who looked for whom from the agencies that the viewer inspects."""
    return _page(request, log.searches, "dossiers:searches")


@doors.officer(PostKind.INSPECTOR)
@require_GET
def exports(request: HttpRequest) -> HttpResponse:
    """Show who took lists out of the agencies that the viewer inspects, and why."""
    return _page(request, log.exports, "dossiers:exports")


@doors.officer(PostKind.INSPECTOR)
@require_GET
def readings(request: HttpRequest, code: str) -> HttpResponse:
    """Show who has opened a dossier that the viewer inspects, newest first."""
    dossier = queries.by_code(doors.actor_of(request).only(PostKind.INSPECTOR), code)
    context = {
        "dossier": dossier,
        "code": worklist.code_parts(code),
        "lines": [_line(row) for row in log.of(dossier)[:READINGS_SHOWN]],
    }
    return render(request, "dossiers/readings.html", context)


def _page(request: HttpRequest, ask: Ask, name: str) -> HttpResponse:
    """Show one page of a log, newest first."""
    form = InspectionForm(request.GET)
    context: dict[str, Any] = {"form": form, "log": name.partition(":")[2]}
    if not form.is_valid():
        return render(request, "dossiers/inspection.html", context, status=422)
    key = worklist.parse_page_key(request.GET.get("sau", ""))
    asked = form.question(doors.now(request).date())
    rows = list(log.after(ask(doors.actor_of(request), asked), key)[: PAGE_SIZE + 1])
    context |= {
        "tabs": _tabs(form, name),
        "lines": [_line(row) for row in rows[:PAGE_SIZE]],
        "first_href": _address(name, form.asked) if key else "",
        "export_href": _export_address(name, form.asked),
    }
    if len(rows) > PAGE_SIZE:
        last = worklist.page_key(rows[PAGE_SIZE - 1].at, rows[PAGE_SIZE - 1].pk)
        context["next_href"] = _address(name, {**form.asked, "sau": last})
    return render(request, "dossiers/inspection.html", context)


def _tabs(form: InspectionForm, name: str) -> list[Entry]:
    """Return the logs, asked the same of."""
    logs = {
        "dossiers:openings": gettext("Lượt mở hồ sơ"),
        "dossiers:searches": gettext("Lượt tìm người"),
        "dossiers:exports": gettext("Lượt xuất bảng"),
    }
    return [
        Entry(label, _address(each, form.asked), is_current=each == name)
        for each, label in logs.items()
    ]


def _address(name: str, asked: dict[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(asked)}" if asked else reverse(name)


def _export_address(name: str, asked: dict[str, str]) -> str:
    address = reverse("dossiers:export", args=[TABLES[name]])
    return f"{address}?{urlencode(asked)}" if asked else address


def _line(row: Reading | Search | Export) -> LogLine:
    """Return a row of any log; its seat is loaded with it."""
    seat = row.post
    return LogLine(
        at=row.at,
        name=row.name,
        kind=post_words(PostKind(seat.kind)) if seat else Words(""),
        agency=seat.agency.short_name if seat else "",
        **_what(row),
    )


def _what(row: Reading | Search | Export) -> dict[str, Any]:
    if isinstance(row, Export):
        title = Words(SOURCES[row.what].title)
        return {"what": title, "found": row.rows, "asked": row.asked, "reason": row.reason}
    if isinstance(row, Search):
        return {"what": row.sought, "found": row.found}
    return {
        "what": what_words(row.what),
        "code": row.dossier.code,
        "owner": row.dossier.applicant_name,
    }

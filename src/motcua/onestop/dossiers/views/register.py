"""The register of a desk (sổ theo dõi hồ sơ, Form 06): on a page and as PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.design.speech import in_vietnamese
from motcua.ground.documents import delivery
from motcua.ground.documents.slips.register import (
    RegisterFacts,
    RegisterLine,
)
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.money import format_dong
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers import books, rules
from motcua.onestop.dossiers.books import KEEPS_REGISTER
from motcua.onestop.dossiers.forms.period import PeriodForm
from motcua.onestop.dossiers.models import Dossier, Result
from motcua.onestop.dossiers.presentation import control, worklist
from motcua.onestop.dossiers.presentation.filters import CHANNELS
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE
from motcua.onestop.dossiers.states import WITHOUT_RESULT
from motcua.onestop.dossiers.views import slip_facts

MOST_PRINTED = 1000


@doors.officer(*KEEPS_REGISTER)
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Show what the desk received in a period, page by page."""
    asked = _asked(request)
    if not asked.is_valid():
        return _page(request, asked, status=422)
    return _page(request, asked, **_shown(request, asked))


@doors.officer(*KEEPS_REGISTER)
@require_GET
def register_pdf(request: HttpRequest) -> HttpResponseBase:
    """Print the register of a period as the law lays it out, unless it is too long to print."""
    asked = _asked(request)
    if not asked.is_valid():
        return _page(request, asked, status=422)
    rows = list(_rows(request, asked)[: MOST_PRINTED + 1])
    if len(rows) > MOST_PRINTED:
        refusal = rules.PeriodTooLong(most=format_dong(MOST_PRINTED))
        return _page(request, asked, refusal, status=refusal.status)
    return delivery.answer_unkept(_facts(request, asked, rows))


def _asked(request: HttpRequest) -> PeriodForm:
    desks = books.desks(doors.actor_of(request))
    return PeriodForm(request.GET, desks=desks, today=doors.now(request).date())


def _rows(request: HttpRequest, asked: PeriodForm) -> Any:
    return books.register(
        doors.actor_of(request),
        desk_id=asked.cleaned_data["quay"],
        since=asked.since,
        until=asked.until,
    )


def _shown(request: HttpRequest, asked: PeriodForm) -> dict[str, Any]:
    place = worklist.parse_page_key(request.GET.get("sau", ""))
    page = list(books.after(_rows(request, asked), place)[: PAGE_SIZE + 1])
    shown = page[:PAGE_SIZE]
    here = _query(asked)
    following = worklist.page_key(*books.place_of(shown[-1])) if len(page) > PAGE_SIZE else ""
    return {
        "lines": [_line(dossier) for dossier in shown],
        "is_whole": not place and not following,
        "channels": _channels(request, asked) if shown else [],
        "previous_href": f"{reverse('dossiers:register')}?{here}" if place else "",
        "next_href": f"{reverse('dossiers:register')}?{here}&sau={following}" if following else "",
    }


def _channels(request: HttpRequest, asked: PeriodForm) -> list[tuple[int, str, int]]:
    """Return how many came by each channel, under the number that the nation counts it by."""
    counted = books.by_channel(_rows(request, asked))
    return [(each.national, _(CHANNELS[each]), counted[each]) for each in counted]


def _query(asked: PeriodForm) -> str:
    """Return the period as addresses ask for it."""
    return urlencode({name: asked[name].value() for name in asked.fields})


def _page(
    request: HttpRequest,
    asked: PeriodForm,
    refusal: Refusal | None = None,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    context = {
        "form": asked,
        "refusal": refusal,
        "desk": asked.desk,
        "query": _query(asked),
        "may_label": bool(doors.actor_of(request).holding(PostKind.RECEIVER)),
        **shown,
    }
    return render(request, "dossiers/register.html", context, status=status)


def _facts(request: HttpRequest, asked: PeriodForm, rows: list[Dossier]) -> RegisterFacts:
    return RegisterFacts(
        agency=asked.desk,
        desk=control.DESK,
        first=asked.cleaned_data["tu"],
        last=asked.cleaned_data["den"],
        lines=tuple(line_on_paper(dossier) for dossier in rows),
        printed_at=doors.now(request),
        printed_by=doors.actor_of(request).name,
        remark=slip_facts.remark(),
    )


def _line(dossier: Any) -> RegisterLine:
    """Return one dossier as the register has it, in the reader's language."""
    return RegisterLine(
        code=dossier.code,
        procedure=dossier.procedure.short_name,
        applicant=dossier.applicant_name,
        address=dossier.reach["address"],
        phone=dossier.reach["phone"],
        lead=dossier.lead_agency.name,
        received_at=dossier.received_at,
        due_at=dossier.promised_at,
        handed_over_at=dossier.handed_over_at,
        delivery=_delivery(dossier),
        taker=dossier.taker or "",
        note="; ".join(filter(None, (_note(dossier), *_came(dossier)))),
    )


line_on_paper = in_vietnamese(_line)
"""One dossier as the form of the law has it, which is in Vietnamese only."""


def _came(dossier: Any) -> tuple[str, ...]:
    """Return what the register remarks on how it came, and who filed it for another."""
    postal, late = getattr(dossier, "postal", None), dossier.entered_at
    return (
        _("nộp qua bưu chính, bưu gửi {number}").format(number=postal.number) if postal else "",
        _("nhập muộn lúc {time}").format(time=dates.at(late)) if late else "",
        _("người nộp: {filer}").format(filer=dossier.filer) if dossier.filer else "",
    )


def _delivery(dossier: Any) -> str:
    """Return how the result is fetched; nothing where the dossier ended without one."""
    if dossier.status in WITHOUT_RESULT:
        return ""
    return _(rules.DELIVERIES[rules.Delivery(dossier.delivery)])


def _note(dossier: Any) -> str:
    """Return how the promise was kept, or how far the dossier is; both of one without a result."""
    if not dossier.ended_at:
        return _(dossier.local_state.name)
    kept = _(control.kept(dossier.ended_at, dossier.due_at))
    if dossier.status not in WITHOUT_RESULT:
        return kept
    return _end(dossier) if dossier.promised_at is None else f"{_end(dossier)}. {kept}"


def _end(dossier: Any) -> str:
    """Return how a dossier ended without a result, by the number of the paper that says so."""
    state = _(dossier.local_state.name)
    if dossier.issued is None:
        return state
    return _("{state}, văn bản số {number}").format(state=state, number=Result(**dossier.issued))

"""What the counter answers: received, or not accepted, with a reason and a slip."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.ground.access import doors
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers import money, queries
from motcua.onestop.dossiers.actions import counter as dossiers
from motcua.onestop.dossiers.forms.endings import RefuseForm
from motcua.onestop.dossiers.rules import OWNERS
from motcua.onestop.dossiers.states import Status
from motcua.onestop.dossiers.views import counter, drawn, intake, slips

UNPROCESSABLE = 422
# What the page itself asks; all else was typed on the counter's screen and is sent on.
ASKED = ("reason", "basis")


@doors.officer(PostKind.RECEIVER)
@require_POST
def refuse(request: HttpRequest) -> HttpResponse:
    """
    Ask why what was typed at the counter is not accepted, then refuse it.

    What cannot be refused, because it does not even say who asks for what, comes back as it
    was typed; so does what the receiver takes back to the counter.
    """
    now = doors.now(request)
    desk_id = counter.small_number(request.POST.get("quay")) or 0
    matter = counter.matter_of(request.POST, desk_id, now)
    form = counter.form_of(matter, request.POST, now)
    if not form.is_valid():
        return intake.come_back(request, matter, form, now, is_refusing=True)
    if ASKED[0] not in request.POST:
        return _page(request, matter, RefuseForm())
    why = RefuseForm(request.POST)
    if not why.is_valid():
        return _page(request, matter, why, status=UNPROCESSABLE)
    given = form.intake(
        desk_id=matter.desk_id,
        procedure_code=matter.facts.procedure_code,
        case_key=matter.case.key,
    )
    try:
        done = doors.acts(dossiers.refuse)(
            actor=doors.identity_of(request),
            form_key=doors.form_key(request),
            intake=given,
            now=now,
            **why.facts,
        )
    except Refusal as refusal:
        shown = None if why.take_blame(refusal) else refusal
        return _page(request, matter, why, status=refusal.status, refusal=shown)
    return redirect(counter.way_to(request, done))


def _page(
    request: HttpRequest,
    matter: counter.Matter,
    why: RefuseForm,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Ask for the reason; what was typed at the counter is kept, to go back to."""
    typed = counter.typed_in(request)
    key = counter.keep(request, typed, refusal)
    context: dict[str, Any] = {
        "form": why,
        "form_key": key,
        "refusal": refusal,
        "procedure": matter.facts.short_name,
        "name": typed.get("name", ""),
        "typed": {name: value for name, value in typed.items() if name not in ASKED},
        "back": counter.address_of(typed, key),
    }
    return render(request, "dossiers/refuse.html", context, status=status)


@doors.officer(PostKind.RECEIVER)
@require_GET
def received(request: HttpRequest, code: str) -> HttpResponse:
    """Say code, date and what is due, or the slip of a refusal; offer to print, and to go on."""
    dossier = queries.by_code(doors.actor_of(request), code)
    parties, is_refused = queries.parties(dossier), dossier.status == Status.REFUSED
    context = {
        "dossier": dossier,
        "owners": [parties[role].name for role in OWNERS if role in parties],
        "is_refused": is_refused,
        "states": [] if is_refused else [drawn.payment(dossier, money.owed(dossier))],
        "slip": dossier.results.first() if is_refused else None,
        "title": _("Đã từ chối tiếp nhận hồ sơ") if is_refused else _("Đã tiếp nhận hồ sơ"),
        **slips.receipt_sheets(request),
    }
    return render(request, "dossiers/intake_done.html", context)

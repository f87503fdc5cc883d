"""The counter: find the procedure, fill one screen, receive. What is typed is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_GET, require_POST

from motcua.ground.access import doors
from motcua.ground.agencies import queries as agencies
from motcua.ground.calendars.clock import Unit
from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.ground.kernel.identity import NotACard, read_card_line
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.actions import counter as dossiers
from motcua.onestop.dossiers.actions import drafts
from motcua.onestop.dossiers.forms.intake import IntakeForm
from motcua.onestop.dossiers.intake import Promise
from motcua.onestop.dossiers.models import Draft
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.procedures import rules as procedure_rules

LIMITS = {
    Unit.WORKING_HOUR: mark("{amount} giờ làm việc"),
    Unit.WORKING_DAY: mark("{amount} ngày làm việc; ngày nhận không tính"),
    Unit.DAY: mark("{amount} ngày, kể cả ngày nghỉ; ngày nhận không tính"),
    Unit.MONTH: mark("{amount} tháng; ngày nhận không tính"),
    Unit.SAME_DAY: mark("trong ngày, nếu nhận đến 15:00"),
}
# What the form carries besides what was typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "form_key"})
CARD_FIELD = "card"


@dataclass(frozen=True, slots=True)
class Page:
    """
    The counter's screen for one procedure and case.

    :param promise: what would be promised now; its fee follows pages and copies typed.
    """

    desk: Grant
    case: procedure_rules.Case
    promise: Promise
    form: IntakeForm
    draft: Draft | None

    @property
    def facts(self) -> procedure_rules.VersionFacts:
        """The version of the procedure that the dossier would keep."""
        return self.promise.version

    @property
    def is_by_page(self) -> bool:
        """Whether the receiver must count pages."""
        return procedure_rules.is_by_page(self.facts)

    @property
    def is_filed_by_another(self) -> bool:
        """Whether the fields of another filer are to stand open."""
        return self.form.parties["filed_by"].value() not in {None, "applicant"}

    @property
    def reckoning(self) -> Words:
        """How the due date came about, in a few words."""
        limit = self.promise.limit
        return Words(LIMITS[limit.unit], {"amount": limit.amount})


@doors.officer(PostKind.RECEIVER)
def intake(request: HttpRequest) -> HttpResponse:
    """Show the counter's one screen, or receive what was filled in."""
    now = doors.now(request)
    typed = request.POST if request.method == "POST" else request.GET
    if not typed.get("thu-tuc"):
        return _find(request, now)
    try:
        page = _page(request, typed, now)
        if request.method != "POST" or not page.form.is_valid():
            return _show(request, page, 422 if request.method == "POST" else 200)
        return _receive(request, page, now)
    except Refusal as refusal:
        return _find(request, now, refusal)


def _find(request: HttpRequest, now: datetime, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "words": request.GET.get("tim", ""),
        "offers": _offers(request, now),
        "draft": queries.draft(_user_id(request), now=now, kept_for=drafts.KEPT_FOR),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "dossiers/intake_find.html", context, status=status)


def _offers(request: HttpRequest, now: datetime) -> list[procedures.Offer]:
    agency = agencies.agency(_desk(request).agency_id)
    words = request.GET.get("tim", "")
    return procedures.offered_at(agency.pk, agency.level_id, on=localdate(now), words=words)


def _desk(request: HttpRequest) -> Grant:
    """Return the seat that the receiver sits on; who has two deals with the first."""
    return doors.actor_of(request).holding(PostKind.RECEIVER)[0]


def _page(request: HttpRequest, typed: Mapping[str, str], now: datetime) -> Page:
    """
    Return the screen as it is to be shown or judged.

    :raises Refusal: when the procedure or the case is not received here.
    """
    desk = _desk(request)
    draft = queries.draft(_user_id(request), now=now, kept_for=drafts.KEPT_FOR)
    kept = {**(draft.content if draft else {}), **(typed if request.method == "POST" else {})}
    code = typed["thu-tuc"]
    facts = procedures.version(procedures.in_force(code, on=localdate(now)))
    case = facts.case(typed.get("truong-hop") or facts.cases[0].key)
    promise = queries.promise(
        desk_id=desk.agency_id,
        procedure_code=code,
        case_key=case.key,
        pages=_count(kept.get("pages")),
        copies=_count(kept.get("copies")) or 1,
        now=now,
    )
    form = IntakeForm(
        request.POST if request.method == "POST" else None,
        case=case,
        is_by_page=procedure_rules.is_by_page(facts),
        initial=kept,
    )
    return Page(desk, case, promise, form, draft)


def _user_id(request: HttpRequest) -> int:
    """Return the account of the receiver, who is always signed in here."""
    return cast("int", request.user.pk)


def _count(typed: str | None) -> int | None:
    """Return a small number typed so far, None while it is none."""
    return int(typed) if typed and typed.isdecimal() and len(typed) <= 4 else None  # noqa: PLR2004


def _show(
    request: HttpRequest, page: Page, status: int = 200, refusal: Refusal | None = None
) -> HttpResponse:
    context = {"counter": page, "refusal": refusal}
    return render(request, "dossiers/intake.html", context, status=status)


def _receive(request: HttpRequest, page: Page, now: datetime) -> HttpResponse:
    given = page.form.intake(
        desk_id=page.desk.agency_id,
        procedure_code=page.facts.procedure_code,
        case_key=page.case.key,
        charged=page.promise.charged,
    )
    try:
        done = doors.acts(dossiers.receive)(
            actor=doors.actor_of(request),
            form_key=doors.form_key(request),
            intake=given,
            now=now,
        )
    except Refusal as refusal:
        return _show(request, page, refusal.status, refusal)
    return redirect("dossiers:received", code=done.code)


@doors.officer(PostKind.RECEIVER)
@require_GET
def received(request: HttpRequest, code: str) -> HttpResponse:
    """Say the code and the date, offer the receipt to print and the next intake."""
    dossier = queries.by_code(doors.actor_of(request), code)
    return render(request, "dossiers/intake_done.html", {"dossier": dossier})


@doors.officer(PostKind.RECEIVER)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer a few letters with the procedures that they may mean."""
    offers = _offers(request, doors.now(request))
    return render(request, "dossiers/_offers.html", {"offers": offers})


@doors.officer(PostKind.RECEIVER)
@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Keep what was typed; answer a script with the new sums, a person with the page."""
    now = doors.now(request)
    content = _typed(request)
    drafts.keep_draft(actor=doors.actor_of(request), content=content, now=now)
    if not _is_script(request):
        return _back_to(content)
    page = _page(request, request.POST, now)
    bar = render(request, "dossiers/_promise_bar.html", {"counter": page}).content.decode()
    return JsonResponse({"saved_at": f"{localtime(now):%H:%M:%S}", "html": bar})


@doors.officer(PostKind.RECEIVER)
@require_GET
def resume_draft(request: HttpRequest) -> HttpResponse:
    """Go back to the screen that was left."""
    draft = queries.draft(_user_id(request), now=doors.now(request), kept_for=drafts.KEPT_FOR)
    return _back_to(draft.content if draft else {})


@doors.officer(PostKind.RECEIVER)
@require_POST
def drop_draft(request: HttpRequest) -> HttpResponse:
    """Throw the draft away and begin anew."""
    drafts.drop_draft(actor=doors.actor_of(request))
    return redirect("dossiers:intake")


@doors.officer(PostKind.RECEIVER)
@require_POST
def read_card(request: HttpRequest) -> HttpResponse:
    """Read the line that a scanner typed from an identity card into the draft."""
    content = _typed(request)
    line = content.pop(CARD_FIELD, "")
    try:
        filled = _fields_of_card(doors.actor_of(request), line) if "|" in line else {}
    except NotACard as refusal:
        if _is_script(request):
            words = {"says": str(refusal.sentence), "to_do": str(refusal.advice)}
            return JsonResponse(words, status=refusal.status)
        filled = {}
    drafts.keep_draft(
        actor=doors.actor_of(request), content={**content, **filled}, now=doors.now(request)
    )
    return JsonResponse({"fields": filled}) if _is_script(request) else _back_to(content)


def _fields_of_card(actor: Actor, line: str) -> dict[str, Any]:
    """Return the form's fields as the card and an earlier dossier of the person fill them."""
    card = read_card_line(line)
    known = queries.known_applicant(actor, identity_number=card.number, phone="")
    remembered = {"phone": known.phone, "email": known.email} if known else {}
    return {
        "name": card.name,
        "identity_number": card.number,
        "born_on": f"{card.born_on:%d/%m/%Y}" if card.born_on else "",
        "sex": card.sex,
        "address": card.address,
        **remembered,
    }


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.POST.items() if name not in NOT_TYPED}


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _back_to(content: Mapping[str, str]) -> HttpResponse:
    where = {name: content[name] for name in ("thu-tuc", "truong-hop") if content.get(name)}
    return redirect(f"{reverse('dossiers:intake')}?{urlencode(where)}")

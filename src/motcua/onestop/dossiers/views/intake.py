"""The counter: find the procedure, fill one screen, receive. What is typed is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from motcua.ground.access import doors
from motcua.ground.access.rules import NotAllowed, StaleForm
from motcua.ground.agencies import queries as agencies
from motcua.ground.calendars.clock import CUTOFF, Unit
from motcua.ground.design.speech import no, said
from motcua.ground.kernel.actor import Grant, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_line
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers import money, queries
from motcua.onestop.dossiers.actions import counter as dossiers
from motcua.onestop.dossiers.actions import drafts
from motcua.onestop.dossiers.forms.intake import IntakeForm
from motcua.onestop.dossiers.intake import Promise
from motcua.onestop.dossiers.models import Draft
from motcua.onestop.dossiers.views import slips
from motcua.onestop.dossiers.views.scanned import filled_by
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.procedures import rules as procedure_rules

LIMITS = {
    Unit.WORKING_HOUR: mark("{amount} giờ làm việc"),
    Unit.WORKING_DAY: mark("{amount} ngày làm việc; ngày nhận không tính"),
    Unit.DAY: mark("{amount} ngày, kể cả ngày nghỉ; ngày nhận không tính"),
    Unit.MONTH: mark("{amount} tháng; ngày nhận không tính"),
    Unit.SAME_DAY: mark("trong ngày, nếu nhận đến {cutoff}"),
}
# What the form carries besides what was typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "form_key"})
CARD_FIELD, LINE, REWRITTEN = "card", "line", "rewritten"
# In the address: what was typed before is to stand in the form.
RESUMED = "nhap"
TOO_LONG = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the suggestions, as ``design/components/_suggestions.html`` draws it."""

    value: str
    label: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What is on the counter: the desk that receives, the procedure's version, the case."""

    desk_id: int
    facts: procedure_rules.VersionFacts
    case: procedure_rules.Case

    @property
    def is_by_page(self) -> bool:
        """Whether the receiver must count pages."""
        return procedure_rules.is_by_page(self.facts)


@dataclass(frozen=True, slots=True)
class Page:
    """
    The counter's screen for one matter.

    :param promise: what would be promised now; its fee follows pages and copies typed.
    :param pages: typed so far.
    """

    matter: Matter
    promise: Promise
    form: IntakeForm
    pages: int | None = None
    draft: Draft | None = None
    is_resumed: bool = False

    @property
    def facts(self) -> procedure_rules.VersionFacts:
        """The version of the procedure that the dossier would keep."""
        return self.matter.facts

    @property
    def waits_for_pages(self) -> bool:
        """Whether there is no sum yet, because nobody has counted the pages."""
        return self.matter.is_by_page and not self.pages

    @property
    def reckoning(self) -> Words:
        """How the due date came about, in a few words."""
        limit = self.promise.limit
        cutoff = f"{limit.cutoff or CUTOFF:%H:%M}"
        return Words(LIMITS[limit.unit], {"amount": limit.amount, "cutoff": cutoff})


@doors.officer(PostKind.RECEIVER)
@require_GET
def intake(request: HttpRequest) -> HttpResponse:
    """Show the counter's one screen, or the procedures among which to choose."""
    now = doors.now(request)
    if not request.GET.get("thu-tuc"):
        return _find(request, now)
    # A draft is somebody's matter: it fills the screen of the next one only when asked for.
    is_resumed = RESUMED in request.GET
    draft = _draft(request, request.GET.get(RESUMED, ""))
    kept = draft.content if draft and is_resumed else {}
    try:
        matter = _matter(request.GET, _desk(request).agency_id, now)
        form = _form(matter, None, now, initial=kept)
        page = _page(matter, kept, form, now, draft=draft, is_resumed=is_resumed)
    except Refusal as refusal:
        return _find(request, now, refusal)
    key = draft.form_key if draft and is_resumed else None
    return render(request, "dossiers/intake.html", {"counter": page, "form_key": key})


def _draft(request: HttpRequest, form_key: str) -> Draft | None:
    """Return the draft of a form, the newest where no form is named."""
    waiting = _drafts(request)
    try:
        return waiting.filter(form_key=UUID(form_key)).first()
    except ValueError:
        return waiting.first()


def _drafts(request: HttpRequest) -> QuerySet[Draft]:
    user_id, now = cast("int", request.user.pk), doors.now(request)
    return queries.drafts(user_id, now=now, kept_for=drafts.KEPT_FOR)


@doors.signed_in
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """
    Receive what was filled in; what cannot be received comes back as it was typed.

    The act itself reads the receiver's rights, so the door does not read them before it.
    """
    now = doors.now(request)
    matter = _matter(request.POST, _count(request.POST.get("quay")) or 0, now)
    form = _form(matter, request.POST, now)
    if not form.is_valid():
        return _come_back(request, matter, form, now)
    given = form.intake(
        desk_id=matter.desk_id,
        procedure_code=matter.facts.procedure_code,
        case_key=matter.case.key,
    )
    actor, form_key = doors.identity_of(request), doors.form_key(request)
    accepted = form.papers.is_lack_accepted
    try:
        done = doors.acts(dossiers.receive)(
            actor=actor, form_key=form_key, intake=given, is_lack_accepted=accepted, now=now
        )
    except Refusal as refusal:
        shown = None if form.papers.take_blame(refusal) else refusal
        return _come_back(request, matter, form, now, shown)
    return redirect("dossiers:received", code=done.code)


def _come_back(
    request: HttpRequest,
    matter: Matter,
    form: IntakeForm,
    now: datetime,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """
    Show the screen with its faults; what was typed is kept at once.

    :raises NotAllowed: to whoever does not receive at this desk.
    """
    actor, typed = doors.actor_of(request), _typed(request)
    if actor.seat(PostKind.RECEIVER, matter.desk_id) is None:
        raise NotAllowed
    # The key of a form that was used for something else opens nothing any more.
    is_stale = isinstance(refusal, StaleForm)
    key = str(uuid4()) if is_stale else doors.form_key(request)
    drafts.keep_draft(actor=actor, form_key=key, content=typed, now=now)
    page = _page(matter, typed, form, now)
    context = {"counter": page, "refusal": refusal, "form_key": key}
    status = refusal.status if refusal else 422
    return render(request, "dossiers/intake.html", context, status=status)


def _find(request: HttpRequest, now: datetime, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "words": request.GET.get("tim", ""),
        "offers": _offers(request, request.GET.get("tim", ""), now),
        "drafts": [(draft, _address(draft.content, draft.form_key)) for draft in _drafts(request)],
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "dossiers/intake_find.html", context, status=status)


def _offers(request: HttpRequest, words: str, now: datetime) -> list[procedures.Offer]:
    agency = agencies.agency(_desk(request).agency_id)
    return procedures.offered_at(agency.pk, agency.level_id, on=localdate(now), words=words)


def _desk(request: HttpRequest) -> Grant:
    """Return the seat that the receiver sits on; who has two deals with the first."""
    return doors.actor_of(request).holding(PostKind.RECEIVER)[0]


def _matter(typed: Mapping[str, str], desk_id: int, now: datetime) -> Matter:
    """
    Return what the address or the form says is on the counter.

    A form names the version that it was drawn from; the act itself asks what is in force.

    :raises Refusal: when there is no such procedure or case.
    """
    try:
        facts = procedures.version(int(typed.get("ban", "")))
    except (ValueError, ObjectDoesNotExist):
        code = clean_line(typed.get("thu-tuc", ""))
        facts = procedures.version(procedures.in_force(code, on=localdate(now)))
    return Matter(desk_id, facts, facts.case(typed.get("truong-hop") or facts.cases[0].key))


def _form(
    matter: Matter,
    typed: Mapping[str, str] | None,
    now: datetime,
    initial: Mapping[str, str] | None = None,
) -> IntakeForm:
    return IntakeForm(
        typed,
        case=matter.case,
        is_by_page=matter.is_by_page,
        today=localdate(now),
        exemptions=matter.facts.exemptions_on(localdate(now)),
        initial=initial,
    )


def _page(
    matter: Matter, kept: Mapping[str, str], form: IntakeForm, now: datetime, **draft: Any
) -> Page:
    """
    Return the screen with the promise that follows from what was typed so far.

    :raises NotOfferedHere: when the desk does not receive this procedure.
    """
    pages = _count(kept.get("pages"))
    promise = queries.promise(
        desk_id=matter.desk_id,
        procedure_code=matter.facts.procedure_code,
        case_key=matter.case.key,
        pages=pages,
        copies=_count(kept.get("copies")) or 1,
        exemption=_exemption(matter, kept, now),
        now=now,
    )
    if promise.fees and money.cashier_sits(matter.desk_id, on=localdate(now)):
        form.matter.leave_money_to_cashier()
    return Page(matter, promise, form, pages, **draft)


def _exemption(matter: Matter, kept: Mapping[str, str], now: datetime) -> str:
    """Return the exemption that was chosen, none where it is none of the procedure's."""
    known = {each.key for each in matter.facts.exemptions_on(localdate(now))}
    return kept.get("exemption", "") if kept.get("exemption") in known else ""


def _count(typed: str | None) -> int | None:
    """Return a small number typed so far, None while it is none."""
    digits = (typed or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < TOO_LONG else None


@doors.officer(PostKind.RECEIVER)
@require_GET
def received(request: HttpRequest, code: str) -> HttpResponse:
    """Say the code and the date, offer the receipt to print and the next intake."""
    dossier = queries.by_code(doors.actor_of(request), code)
    context = {"dossier": dossier, **slips.receipt_sheets(request)}
    return render(request, "dossiers/intake_done.html", context)


@doors.officer(PostKind.RECEIVER)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer a few letters with the procedures that they may mean."""
    offers = _offers(request, request.GET.get("q", ""), doors.now(request))
    choices = [
        Choice(
            value=offer.procedure_code,
            label=offer.short_name,
            note=f"{offer.procedure_code} · {offer.field_name}",
            href=_address({"thu-tuc": offer.procedure_code}),
        )
        for offer in offers
    ]
    return render(request, "design/components/_suggestions.html", {"choices": choices})


@doors.officer(PostKind.RECEIVER)
@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Keep what was typed and answer with the promise as it now is, or with the screen."""
    content, now, key = _typed(request), doors.now(request), doors.form_key(request)
    drafts.keep_draft(actor=doors.actor_of(request), form_key=key, content=content, now=now)
    if not _is_script(request):
        return redirect(_address(content, key))
    matter = _matter(request.POST, _desk(request).agency_id, now)
    form = _form(matter, None, now)
    page = _page(matter, content, form, now)
    return render(request, "dossiers/_promise.html", {"counter": page})


@doors.officer(PostKind.RECEIVER)
@require_GET
def resume_draft(request: HttpRequest) -> HttpResponse:
    """Go back to the screen that was left last."""
    draft = _draft(request, "")
    return redirect(_address(draft.content, draft.form_key) if draft else _address({}))


@doors.officer(PostKind.RECEIVER)
@require_POST
def drop_draft(request: HttpRequest) -> HttpResponse:
    """Throw a draft away and begin anew."""
    drafts.drop_draft(actor=doors.actor_of(request), form_key=doors.form_key(request))
    return redirect("dossiers:intake")


@doors.officer(PostKind.RECEIVER)
@require_POST
def read_card(request: HttpRequest) -> HttpResponse:
    """
    Fill the form from a scanned card, or from a number typed in its place.

    Where no script runs this is what an Enter sends, so that a scanned line, or a stray
    Enter, keeps what was typed and never receives.
    """
    actor, content, now = doors.actor_of(request), _typed(request), doors.now(request)
    line = (content.pop(LINE, "") or content.pop(CARD_FIELD, "")).strip()
    filled, was_rewritten = {}, bool(content.pop(REWRITTEN, ""))
    try:
        if line:
            scan = filled_by(actor, line, was_rewritten=was_rewritten, today=localdate(now))
            filled = {**scan.fields, "said": said(scan.said)}
    except Refusal as refusal:
        filled = {"error": no(refusal)}
    if _is_script(request):
        return JsonResponse(filled)
    if "error" in filled:
        messages.error(request, filled.pop("error"))
    if "said" in filled:
        messages.info(request, filled.pop("said"))
    content |= filled
    key = doors.form_key(request)
    drafts.keep_draft(actor=actor, form_key=key, content=content, now=now)
    return redirect(_address(content, key))


def _typed(request: HttpRequest) -> dict[str, str]:
    """Return what was typed so far, without NULs: those are no letters, and no row holds them."""
    typed = {name: str(value) for name, value in request.POST.items() if name not in NOT_TYPED}
    return {name.replace("\0", ""): value.replace("\0", "") for name, value in typed.items()}


def _is_script(request: HttpRequest) -> bool:
    """Say whether a script asks, which wants an answer and not a page."""
    return "text/html" not in request.headers.get("Accept", "")


def _address(content: Mapping[str, str], form_key: UUID | str = "") -> str:
    """Return the address of the counter's screen for what is on it: fresh, or of a draft."""
    where = {name: content[name] for name in ("thu-tuc", "truong-hop") if content.get(name)}
    if form_key and where:
        where[RESUMED] = str(form_key)
    return f"{reverse('dossiers:intake')}?{urlencode(where)}"

"""The counter: find the procedure, fill one screen, receive. What is typed is kept."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from motcua.ground.access import doors
from motcua.ground.access.rules import NotAllowed
from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers.actions import counter as dossiers
from motcua.onestop.dossiers.forms.intake import IntakeForm
from motcua.onestop.dossiers.intake import key_of
from motcua.onestop.dossiers.models import Draft
from motcua.onestop.dossiers.views import counter
from motcua.onestop.procedures import queries as procedures


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the suggestions, as ``design/components/_suggestions.html`` draws it."""

    value: str
    label: str
    note: str
    href: str


@doors.officer(PostKind.RECEIVER)
@require_GET
def intake(request: HttpRequest) -> HttpResponse:
    """Show the counter's one screen, or the procedures among which to choose."""
    now = doors.now(request)
    if not request.GET.get("thu-tuc"):
        return _find(request, now)
    # A draft is somebody's matter: it fills the screen of the next one only when asked for.
    is_resumed = counter.RESUMED in request.GET
    draft = counter.draft_of(request, request.GET.get(counter.RESUMED, ""))
    kept = draft.content if draft and is_resumed else {}
    try:
        matter = counter.matter_of(request.GET, counter.desk_of(request).agency_id, now)
        form = counter.form_of(matter, None, now, initial=kept)
        viewer = doors.actor_of(request)
        begun = {"draft": draft, "is_resumed": is_resumed}
        page = counter.page_of(matter, kept, form, now, viewer=viewer, **begun)
    except Refusal as refusal:
        return _find(request, now, refusal)
    key = draft.form_key if draft and is_resumed else None
    return render(request, "dossiers/intake.html", {"counter": page, "form_key": key})


@doors.signed_in
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """
    Receive what was filled in; what cannot be received comes back as it was typed.

    The act itself reads the receiver's rights, so the door does not read them before it.
    """
    now = doors.now(request)
    matter = counter.matter_of(
        request.POST, counter.small_number(request.POST.get("quay")) or 0, now
    )
    form = counter.form_of(matter, request.POST, now)
    if not form.is_valid() or _has_unseen_alike(request, matter, form, now):
        return come_back(request, matter, form, now)
    given = form.intake(
        desk_id=matter.desk_id,
        procedure_code=matter.facts.procedure_code,
        case_key=matter.case.key,
    )
    actor, form_key = doors.identity_of(request), doors.form_key(request)
    accepted = form.papers.is_lack_accepted
    try:
        done = doors.acts(dossiers.receive)(
            actor=actor,
            form_key=form_key,
            intake=given,
            is_lack_accepted=accepted,
            set_aside=counter.shown_alike(request),
            now=now,
        )
    except Refusal as refusal:
        shown = None if form.papers.take_blame(refusal) else refusal
        return come_back(request, matter, form, now, shown)
    where = counter.way_to(request, done)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"goes_to": where})
    return redirect(where)


def _has_unseen_alike(
    request: HttpRequest, matter: counter.Matter, form: IntakeForm, now: datetime
) -> bool:
    """
    Say whether dossiers that may be the same matter were not shown yet: look once, and show.

    A form that is sent again finds the dossier that it has made: the act says so.
    """
    person, actor = form.parties.likeness, doors.actor_of(request)
    if request.POST.get("looked") == person.key:
        return False
    alike = counter.alike_of(actor, matter, person, now)
    made = key_of(actor, doors.form_key(request))
    return bool(alike) and all(each.intake_key != made for each in alike)


def come_back(
    request: HttpRequest,
    matter: counter.Matter,
    form: IntakeForm,
    now: datetime,
    refusal: Refusal | None = None,
    *,
    is_refusing: bool = False,
) -> HttpResponse:
    """
    Show the screen with its faults; what was typed is kept at once.

    :param is_refusing: whether it is not to be received: papers that lack are no fault then.
    :raises NotAllowed: to whoever does not receive at this desk.
    """
    actor, typed = doors.actor_of(request), counter.typed_in(request)
    if actor.seat(PostKind.RECEIVER, matter.desk_id) is None:
        raise NotAllowed
    key = counter.keep(request, typed, refusal)
    page = counter.page_of(matter, typed, form, now, viewer=actor)
    context = {
        "counter": page,
        "refusal": refusal,
        "form_key": key,
        "is_refusing": is_refusing,
    }
    status = refusal.status if refusal else 422
    screen = render(request, "dossiers/intake.html", context, status=status)
    # Where the same screen is opened again: a script that sent the form goes on from there.
    screen["Content-Location"] = counter.address_of(typed, key)
    return screen


def _find(request: HttpRequest, now: datetime, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "words": request.GET.get("tim", ""),
        "offers": _offers(request, request.GET.get("tim", ""), now),
        "drafts": [
            (draft, counter.address_of(draft.content, draft.form_key))
            for draft in _of_procedures(counter.drafts_of(request))
        ],
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "dossiers/intake_find.html", context, status=status)


def _of_procedures(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """Return drafts, each with what its procedure is called."""
    by_code = drafts.alias(code=KeyTextTransform("thu-tuc", "content"))
    return by_code.annotate(procedure=procedures.short_name_of(OuterRef("code")))


def _offers(request: HttpRequest, words: str, now: datetime) -> list[procedures.Offer]:
    agency = agencies.agency(counter.desk_of(request).agency_id)
    return procedures.offered_at(agency.pk, agency.level_id, on=localdate(now), words=words)


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
            href=counter.address_of({"thu-tuc": offer.procedure_code}),
        )
        for offer in offers
    ]
    return render(request, "design/components/_suggestions.html", {"choices": choices})

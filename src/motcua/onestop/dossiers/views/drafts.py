"""What is typed at the counter is kept, gone back to, thrown away, and filled by a card."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from motcua.ground.access import doors
from motcua.ground.design.speech import no, said
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers.actions import drafts
from motcua.onestop.dossiers.views import counter
from motcua.onestop.dossiers.views.scanned import filled_by

CARD, SECOND_CARD, REWRITTEN = "card", "co_card", "rewritten"


@doors.officer(PostKind.RECEIVER)
@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Keep what was typed and answer with the promise as it now is, or with the screen."""
    content, now, key = counter.typed_in(request), doors.now(request), doors.form_key(request)
    drafts.keep_draft(actor=doors.actor_of(request), form_key=key, content=content, now=now)
    if not counter.is_script(request):
        return redirect(counter.address_of(content, key))
    matter = counter.matter_of(request.POST, counter.desk_of(request).agency_id, now)
    form = counter.form_of(matter, None, now)
    page = counter.page_of(matter, content, form, now, viewer=doors.actor_of(request))
    return render(request, "dossiers/_promise.html", {"counter": page})


@doors.officer(PostKind.RECEIVER)
@require_GET
def resume_draft(request: HttpRequest) -> HttpResponse:
    """Go back to the screen that was left last."""
    draft = counter.draft_of(request, "")
    return redirect(
        counter.address_of(draft.content, draft.form_key) if draft else counter.address_of({})
    )


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
    actor, content, now = doors.actor_of(request), counter.typed_in(request), doors.now(request)
    first, second = (content.pop(name, "").strip() for name in (CARD, SECOND_CARD))
    line = first or second
    filled, was_rewritten = {}, bool(content.pop(REWRITTEN, ""))
    try:
        if line:
            scan = filled_by(actor, line, was_rewritten=was_rewritten, now=now)
            scan = scan if first else scan.of_second()
            filled = {**scan.fields, "said": said(scan.said)}
    except Refusal as refusal:
        filled = {"error": no(refusal)}
    if counter.is_script(request):
        return JsonResponse(filled)
    if "error" in filled:
        messages.error(request, filled.pop("error"))
    if "said" in filled:
        messages.info(request, filled.pop("said"))
    content |= filled
    key = doors.form_key(request)
    drafts.keep_draft(actor=actor, form_key=key, content=content, now=now)
    return redirect(counter.address_of(content, key))

"""What an ended agency left, and several may have: their heads find theirs and take them in."""

from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.ground.access import doors
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers import inheritance
from motcua.onestop.dossiers.actions import passing, reading
from motcua.onestop.dossiers.forms.taking_in import PlaceForm, TakeInForm
from motcua.onestop.dossiers.rules import NotYoursToTakeIn


@doors.officer(PostKind.HEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def taking_in(request: HttpRequest) -> HttpResponse:
    """List the dossiers that wait for an agency to take them in, or take in those ticked."""
    viewer, today = doors.actor_of(request), localdate(doors.now(request))
    place = PlaceForm(request.GET)
    words = place.cleaned_data["q"] if place.is_valid() else ""
    waiting = inheritance.awaiting(viewer, on=today, words=words)
    heirs = {each.dossier.code: each.heir_id for each in waiting}
    form = TakeInForm(request.POST or None, waiting=heirs)
    if request.method == "POST" and form.is_valid():
        _take_in(request, form.cleaned_data["ho_so"])
        return redirect("dossiers:taking_in")
    reading.log_waiting(actor=viewer, waiting=waiting, now=doors.now(request))
    facts = {"place": place, "form": form, "waiting": waiting, "words": words}
    facts |= {"most": inheritance.MOST_SHOWN, "ticked": request.POST.getlist("ho_so")}
    status = 422 if form.is_bound else 200
    return render(request, "dossiers/taking_in.html", facts, status=status)


def _take_in(request: HttpRequest, ticked: list[tuple[str, int]]) -> None:
    """Take in each by itself: what another took meanwhile stops none of the others."""
    lost = []
    for code, receiver_id in ticked:
        try:
            doors.acts(passing.take_in)(
                actor=doors.identity_of(request),
                form_key=str(uuid5(UUID(doors.form_key(request)), code)),
                code=code,
                receiver_id=receiver_id,
                now=doors.now(request),
            )
        except NotYoursToTakeIn:
            lost.append(code)
    taken = len(ticked) - len(lost)
    messages.success(request, gettext("Đã nhận bàn giao {n} hồ sơ.").format(n=taken))
    if lost:
        words = gettext("Nơi khác đã nhận trước: {codes}.").format(codes=", ".join(lost))
        messages.warning(request, words)

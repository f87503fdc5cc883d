"""What an ended agency left: heads find theirs and take them in, or say who goes on with them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.ground.access import doors
from motcua.ground.design.speech import no
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers import inheritance
from motcua.onestop.dossiers.actions import passing, reading
from motcua.onestop.dossiers.forms.taking_in import EntrustForm, PlaceForm, TakeInForm, TickedForm
from motcua.onestop.dossiers.inheritance import Waiting
from motcua.onestop.dossiers.rules import Done, NotYoursToTakeIn

ENTRUST = "giao"
"""What the button of the second list says of itself; that of the first says nothing."""

ACTS: Mapping[type[TickedForm], tuple[Callable[..., Done], str]] = {
    TakeInForm: (passing.take_in, mark("Đã nhận bàn giao {n} hồ sơ.")),
    EntrustForm: (passing.entrust, mark("Đã giao {n} hồ sơ.")),
}
"""What is done with what is ticked, and how it is told."""


@doors.officer(PostKind.HEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def taking_in(request: HttpRequest) -> HttpResponse:
    """List what waits to be taken in, or for an agency to be named; do it with what is ticked."""
    viewer, today = doors.actor_of(request), localdate(doors.now(request))
    place = PlaceForm(request.GET)
    words = place.cleaned_data["q"] if place.is_valid() else ""
    waiting = inheritance.awaiting(viewer, on=today, words=words)
    unclaimed = inheritance.unclaimed(viewer, on=today, words=words)
    form, give = _forms(request, viewer, waiting, unclaimed)
    if form.is_bound and form.is_valid():
        _pass(request, form)
        return redirect("dossiers:taking_in")
    reading.log_waiting(actor=viewer, waiting=[*waiting, *unclaimed], now=doors.now(request))
    facts = {"place": place, "form": form, "give": give, "waiting": waiting, "words": words}
    facts |= {"unclaimed": unclaimed, "entrust": ENTRUST, "most": inheritance.MOST_SHOWN}
    facts |= {"ticked": request.POST.getlist("ho_so")}
    return render(request, "dossiers/taking_in.html", facts, status=422 if form.is_bound else 200)


def _forms(
    request: HttpRequest, viewer: Actor, waiting: list[Waiting], unclaimed: list[Waiting]
) -> tuple[TickedForm, EntrustForm]:
    """Return the form that was sent, if one was, and that of what is given to others."""
    today = localdate(doors.now(request))
    entrusts = request.POST.get("lam") == ENTRUST
    found = inheritance.givable_to(viewer, unclaimed, on=today) if unclaimed else ()
    places = [(place.pk, place.name_in_full) for place in found]
    give = EntrustForm(request.POST if entrusts else None, waiting=unclaimed, places=places)
    take = TakeInForm(None if entrusts else request.POST or None, waiting=waiting)
    return give if entrusts else take, give


def _pass(request: HttpRequest, form: TickedForm) -> None:
    """Pass each by itself: a refusal is its row's and stops none of the others."""
    act, told = ACTS[type(form)]
    refused: dict[str, list[str]] = defaultdict(list)
    for code, receiver_id in form.receivers.items():
        try:
            doors.acts(act)(
                actor=doors.identity_of(request),
                form_key=str(uuid5(UUID(doors.form_key(request)), code)),
                code=code,
                receiver_id=receiver_id,
                now=doors.now(request),
            )
        except NotYoursToTakeIn:
            refused[gettext("Nơi khác đã nhận trước.")].append(code)
        except Refusal as refusal:
            refused[no(refusal)].append(code)
    done = len(form.receivers) - sum(map(len, refused.values()))
    if done:
        messages.success(request, gettext(told).format(n=done))
    for why, codes in refused.items():
        messages.warning(request, f"{', '.join(codes)}: {why}")

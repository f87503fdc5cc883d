"""Labels for folders: of one dossier, or of all that the desk received today."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.documents import delivery
from motcua.ground.documents.slips.labels import ON_A_SHEET, Label, LabelsFacts
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import books, queries
from motcua.onestop.dossiers.actions import reading
from motcua.onestop.dossiers.forms.labels import LabelsForm
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.worklist import Edges
from motcua.onestop.dossiers.states import Status

AT_ONCE = 10 * ON_A_SHEET


@doors.officer(PostKind.RECEIVER)
@require_GET
def labels(request: HttpRequest) -> HttpResponse:
    """Show whose labels will be printed, and ask where on the sheet they begin."""
    asked = _asked(request)
    dossiers = _dossiers(request, asked) if asked.is_valid() else []
    shown, rest = dossiers[:AT_ONCE], dossiers[AT_ONCE:]
    following = worklist.page_key(*books.place_of(shown[-1])) if rest else ""
    context = {
        "form": asked,
        "dossiers": shown,
        "of_one": request.GET.get("ho-so", ""),
        "after": request.GET.get("sau", ""),
        "next_href": _here(quay=asked["quay"].value(), sau=following) if following else "",
        "previous_href": _here(quay=asked["quay"].value()) if request.GET.get("sau") else "",
    }
    return render(request, "dossiers/labels.html", context, status=200 if asked.is_valid() else 422)


@doors.officer(PostKind.RECEIVER)
@require_GET
def labels_pdf(request: HttpRequest) -> HttpResponseBase:
    """Print the labels that the page shows; without any, show the page, which says so."""
    asked = _asked(request)
    dossiers = _dossiers(request, asked)[:AT_ONCE] if asked.is_valid() else []
    if not dossiers:
        return labels(request)
    if request.GET.get("ho-so"):
        actor, now = doors.actor_of(request), doors.now(request)
        reading.log_reading(actor=actor, dossier=dossiers[0], what="label", now=now)
    return delivery.answer_unkept(
        LabelsFacts(
            labels=tuple(_label(dossier) for dossier in dossiers),
            printed_at=doors.now(request),
            place=asked.cleaned_data["o"],
        )
    )


def _viewer(request: HttpRequest) -> Actor:
    return doors.actor_of(request).only(PostKind.RECEIVER)


def _asked(request: HttpRequest) -> LabelsForm:
    return LabelsForm(request.GET, desks=books.desks(_viewer(request)))


def _dossiers(request: HttpRequest, asked: LabelsForm) -> list[Dossier]:
    """Return the dossier that was asked for, else today's behind a place, and one more."""
    viewer, edges = _viewer(request), Edges.at(doors.now(request))
    if code := request.GET.get("ho-so"):
        return [queries.by_code(viewer, code)]
    desk_id = asked.cleaned_data["quay"]
    came = books.register(viewer, desk_id=desk_id, since=edges.today, until=edges.tomorrow)
    # What was refused leaves no folder behind.
    today = came.exclude(status=Status.REFUSED)
    place = worklist.parse_page_key(request.GET.get("sau", ""))
    return list(books.after(today, place)[: AT_ONCE + 1])


def _label(dossier: Dossier) -> Label:
    return Label(
        code=dossier.code,
        address=settings.PUBLIC_URL + reverse("dossiers:dossier", args=[dossier.code]),
        applicant=dossier.applicant_name,
        procedure=dossier.procedure.short_name,
        due_at=dossier.due_at,
    )


def _here(**asked: Any) -> str:
    return f"{reverse('dossiers:labels')}?{urlencode(asked)}"

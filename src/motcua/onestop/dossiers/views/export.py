"""Taking a list out of the house: why is asked, then the file is given."""

from tempfile import TemporaryFile

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.ground.access import doors
from motcua.ground.access.rules import NotAllowed
from motcua.ground.agencies.rules import EXPORTING_POSTS
from motcua.ground.documents import delivery
from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.money import format_dong
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers import rules
from motcua.onestop.dossiers.actions import exporting
from motcua.onestop.dossiers.actions.exporting import MOST, Table
from motcua.onestop.dossiers.forms.export import ExportForm
from motcua.onestop.dossiers.views import sources
from motcua.onestop.dossiers.views.sources import SOURCES


@doors.officer(*EXPORTING_POSTS)
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, name: str) -> HttpResponseBase:
    """Ask why a list is to leave, and let it go as a file once that is written down."""
    viewer = _viewer(request, name)
    try:
        table = sources.table(name, viewer, request.GET, doors.now(request))
    except rules.ListUnclear as refusal:
        return doors.refused(
            request, refusal, {"label": gettext("Về danh sách"), "href": _back(request, name)}
        )
    form = ExportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, table, form)
    try:
        return _file(request, viewer, table, form)
    except rules.ExportTooLong as refusal:
        return _page(request, table, form, refusal)


def _viewer(request: HttpRequest, name: str) -> Actor:
    """Return who asks, with the rights alone by which he has the list."""
    if name not in SOURCES:
        raise Http404
    viewer = doors.actor_of(request).only(*SOURCES[name].kinds)
    if not viewer.grants:
        raise NotAllowed
    return viewer


def _back(request: HttpRequest, name: str) -> str:
    page, asked = reverse(SOURCES[name].page), request.GET.urlencode()
    return f"{page}?{asked}" if asked else page


def _page(
    request: HttpRequest, table: Table, form: ExportForm, refusal: Refusal | None = None
) -> HttpResponse:
    facts = {"table": table, "back": _back(request, table.name), "most": format_dong(MOST)}
    return doors.asked(request, "dossiers/export.html", form, refusal, **facts)


def _file(request: HttpRequest, viewer: Actor, table: Table, form: ExportForm) -> HttpResponseBase:
    """Write the table on the server's disk first: what is written down precedes what leaves."""
    typed, now = form.cleaned_data, doors.now(request)
    into = TemporaryFile()  # noqa: SIM115  # the answer closes it
    try:
        # Never tried again: a table is read once.
        with doors.told_as_refusals():
            exporting.export(
                actor=viewer,
                table=table,
                kind=typed["kind"],
                reason=typed["reason"],
                into=into,
                now=now,
            )
    except BaseException:
        into.close()
        raise
    return delivery.answer_table(into, f"{table.name}-{now:%Y%m%d-%H%M}", typed["kind"])

"""What a search finds, as a table."""

from collections.abc import Iterator

from django.utils.translation import gettext

from motcua.ground.agencies.rules import EXPORTING_POSTS
from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers import books
from motcua.onestop.dossiers import search as searching
from motcua.onestop.dossiers.actions.exporting import Line
from motcua.onestop.dossiers.forms.search import SearchForm
from motcua.onestop.dossiers.search import Wanted
from motcua.onestop.dossiers.views.sources.source import (
    Asking,
    Source,
    Taken,
    asked_words,
    need,
    stretched,
    told,
)

FOUND = (
    *(mark("Mã hồ sơ"), mark("Chủ hồ sơ"), mark("Thủ tục"), mark("Cơ quan giải quyết")),
    *(mark("Tình trạng"), mark("Nhận hồ sơ lúc"), mark("Hẹn trả"), mark("Xong lúc")),
)


def _found(asking: Asking) -> Taken:
    form = SearchForm(asking.question, places=searching.places(asking.viewer, on=asking.today))
    need(form)
    wanted = form.wanted(asking.now)
    asked = asked_words(form, q=wanted.sought.masked or form.asked.get("q", ""), **form.active)
    return Taken(asked, _lines_found(asking.viewer, wanted))


def _lines_found(viewer: Actor, wanted: Wanted) -> Iterator[Line]:
    dossiers = searching.found(viewer, wanted)
    if wanted.sought.words and not dossiers.exists():
        dossiers = searching.alike(viewer, wanted)
    for dossier in stretched(dossiers, searching.after, books.place_of):
        yield (
            told(viewer, dossier),
            (
                *(dossier.code, dossier.applicant_name, dossier.procedure.short_name),
                *(dossier.lead_agency.short_name, gettext(dossier.local_state.name)),
                *(dossier.received_at, dossier.promised_at, dossier.ended_at),
            ),
        )


SOURCES = {
    "tim-ho-so": Source(mark("Hồ sơ tìm thấy"), EXPORTING_POSTS, "dossiers:search", FOUND, _found),
}

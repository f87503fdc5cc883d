"""The logs of who read what, which leave as tables too."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from motcua.ground.agencies.rules import post_words
from motcua.ground.design.speech import said
from motcua.ground.documents.tables import Cell
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers import readings as log
from motcua.onestop.dossiers.forms.inspection import InspectionForm
from motcua.onestop.dossiers.models import Export, Reading, Search
from motcua.onestop.dossiers.presentation import reading
from motcua.onestop.dossiers.views.sources.source import (
    Asking,
    Source,
    Taken,
    asked_words,
    need,
    stretched,
)

WHO = (mark("Lúc"), mark("Cán bộ"), mark("Vị trí"), mark("Cơ quan"))
OPENINGS = (*WHO, mark("Mã hồ sơ"), mark("Xem gì"))
SEARCHES = (*WHO, mark("Tìm ai"), mark("Số hồ sơ thấy"))
EXPORTS = (*WHO, mark("Bảng"), mark("Điều kiện"), mark("Số dòng"), mark("Lý do"))


def _log(
    ask: Callable[[Actor, log.LogQuestion], "QuerySet[Any]"], title_of: Callable[[str], str]
) -> Callable[[Asking], Taken]:
    def take(asking: Asking) -> Taken:
        form = InspectionForm(asking.question)
        need(form)
        rows = ask(asking.viewer, form.question(asking.today))
        found = stretched(rows, log.after, lambda row: (row.at, row.pk))
        return Taken(asked_words(form), ((None, _cells(row, title_of)) for row in found))

    return take


def _cells(row: Reading | Search | Export, title_of: Callable[[str], str]) -> tuple[Cell, ...]:
    seat = row.post
    kind = said(post_words(PostKind(seat.kind))) if seat else ""
    who = (row.at, row.name, kind, seat.agency.short_name if seat else "")
    if isinstance(row, Search):
        return (*who, row.sought, row.found)
    if isinstance(row, Export):
        return (*who, gettext(title_of(row.what)), row.asked, row.rows, row.reason)
    return (*who, row.dossier.code, said(reading.what_words(row.what)))


def sources(title_of: Callable[[str], str]) -> dict[str, Source]:
    """
    Return the logs that may be taken out.

    :param title_of: what a list is called, by its name in the log.
    """
    return {
        "luot-mo": Source(
            mark("Lượt mở hồ sơ"),
            frozenset({PostKind.INSPECTOR}),
            "dossiers:openings",
            OPENINGS,
            _log(log.openings, title_of),
        ),
        "luot-tim": Source(
            mark("Lượt tìm người"),
            frozenset({PostKind.INSPECTOR}),
            "dossiers:searches",
            SEARCHES,
            _log(log.searches, title_of),
        ),
        "luot-xuat": Source(
            mark("Lượt xuất bảng"),
            frozenset({PostKind.INSPECTOR}),
            "dossiers:exports",
            EXPORTS,
            _log(log.exports, title_of),
        ),
    }

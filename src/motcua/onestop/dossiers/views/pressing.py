"""What is late, due today or tomorrow where the viewer is the head: on a page, and on paper."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers import lists
from motcua.onestop.dossiers.panels import list_of
from motcua.onestop.dossiers.presentation import pressing as presentation
from motcua.onestop.dossiers.presentation.columns import COLUMNS, USUAL
from motcua.onestop.dossiers.presentation.worklist import Edges, Tab
from motcua.onestop.dossiers.views.rows import holders, house_seats, rows_of

MOST = 200
"""What is longer is no list for a morning; the page then says that there is more."""


@doors.officer(PostKind.HEAD)
@require_GET
def pressing(request: HttpRequest) -> HttpResponse:
    """Show what presses, by whoever has it; every figure counts rows of the page."""
    actor, edges = doors.actor_of(request), Edges.at(doors.now(request))
    found = list(lists.first(lists.pressing_in_house(actor, edges), MOST + 1))
    items = found[:MOST]
    rows = [
        replace(row, holder=holder)
        for row, holder in zip(
            rows_of(items, edges), holders(house_seats(actor, edges), items), strict=True
        )
    ]
    context = {
        "now": edges.now,
        "tomorrow": edges.tomorrow,
        "shares": presentation.shares(rows, edges),
        "counts": presentation.counts(rows, edges),
        "columns": [(column, COLUMNS[column]) for column in USUAL],
        "width": len(USUAL),
        "most": MOST if len(found) > MOST else 0,
        "whole_href": list_of(Tab.IN_HOUSE),
    }
    return render(request, "dossiers/pressing.html", context)

"""What is late, due today or tomorrow where the viewer is the head: on a page, and on paper."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.agencies.queries import Seat
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers import lists
from motcua.onestop.dossiers.lists import Heap
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.panels import list_of
from motcua.onestop.dossiers.presentation import pressing as presentation
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.columns import COLUMNS, USUAL
from motcua.onestop.dossiers.presentation.pressing import Counts, Pile
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE, Edges, Row, Tab
from motcua.onestop.dossiers.views.rows import holders, rows_of, seats_in_sight


@doors.officer(PostKind.HEAD)
@require_GET
def pressing(request: HttpRequest) -> HttpResponse:
    """Show how much presses, by whoever has it, and the rows of it, most pressing first."""
    actor, edges = doors.actor_of(request), Edges.at(doors.now(request))
    whole, seats = lists.pressing_in_house(actor, edges), seats_in_sight(actor, edges)
    place = worklist.parse_page_key(request.GET.get("sau", ""))
    found = list(lists.first(lists.after(whole, place), PAGE_SIZE + 1))
    rows, piles = _rows(found[:PAGE_SIZE], seats, edges), _piles(lists.heaps(whole, edges), seats)
    context = {
        "now": edges.now,
        "tomorrow": edges.tomorrow,
        "shares": presentation.shares(piles, rows),
        "counts": presentation.total(piles),
        "shown": len(rows),
        "columns": [(column, COLUMNS[column]) for column in USUAL],
        "width": len(USUAL),
        "whole_href": list_of(Tab.IN_HOUSE),
        **_ways(found, is_later=place is not None),
    }
    return render(request, "dossiers/pressing.html", context)


def _rows(items: list[WorkItem], seats: list[Seat], edges: Edges) -> list[Row]:
    """Return work as rows that say who has it."""
    pairs = zip(rows_of(items, edges), holders(seats, items), strict=True)
    return [replace(row, holder=holder) for row, holder in pairs]


def _piles(heaps: list[Heap], seats: list[Seat]) -> list[Pile]:
    """Return heaps of work as piles that say who has them."""
    return [
        Pile(holder, heap.place, Counts(heap.late, heap.today, heap.tomorrow))
        for heap, holder in zip(heaps, holders(seats, heaps), strict=True)
    ]


def _ways(found: list[WorkItem], *, is_later: bool) -> dict[str, Any]:
    """Return where the first page and the next one are."""
    here = reverse("dossiers:pressing")
    ways = {"previous_href": here} if is_later else {}
    if len(found) > PAGE_SIZE:
        key = worklist.page_key(*lists.place_of(found[PAGE_SIZE - 1]))
        ways["next_href"] = f"{here}?{urlencode({'sau': key})}"
    return ways

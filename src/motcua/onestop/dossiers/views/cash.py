"""The cashier's desk: for which dossiers money is due."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers import money, queries
from motcua.onestop.dossiers import search as searching
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE
from motcua.onestop.payments import queries as payments


@doors.officer(PostKind.CASHIER)
@require_GET
def to_collect(request: HttpRequest) -> HttpResponse:
    """Show the dossiers that wait for money, the newest first."""
    found = money.to_collect(doors.actor_of(request))
    place = worklist.parse_page_key(request.GET.get("sau", ""))
    page = list(searching.after(found, place)[: PAGE_SIZE + 1])
    shown = page[:PAGE_SIZE]
    balances = payments.balances(queries.subject_of(dossier.pk) for dossier in shown)
    here = reverse("dossiers:to_collect")
    context: dict[str, Any] = {
        "rows": [(dossier, balances[queries.subject_of(dossier.pk)]) for dossier in shown],
        "previous_href": here if place else "",
    }
    if len(page) > PAGE_SIZE:
        last = shown[-1]
        context["next_href"] = f"{here}?sau={worklist.page_key(last.received_at, last.pk)}"
    return render(request, "dossiers/to_collect.html", context)

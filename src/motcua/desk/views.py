"""The officer's home: what presses, of every room that has something for his posts."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.kernel.panels import PanelOf


@doors.signed_in
@require_GET
def home(request: HttpRequest, panels: Sequence[PanelOf]) -> HttpResponse:
    """
    Show the panels that the viewer's posts have, one beneath the other.

    :param panels: the rooms' queries, named by the roof.
    """
    actor, now = doors.actor_of(request), doors.now(request)
    found = [panel for panel_of in panels if (panel := panel_of(actor, now)) is not None]
    context = {"panels": found, "now": now, "has_seat": bool(actor.grants)}
    return render(request, "desk/home.html", context)

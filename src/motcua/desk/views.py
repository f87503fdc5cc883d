"""The officer's home: what presses, of every room that has something for his posts; and guides."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from motcua.desk.presentation import GUIDES, guides_of
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
    context = {
        "panels": found,
        "now": now,
        "has_seat": bool(actor.grants),
        "guides": guides_of(actor),
    }
    return render(request, "desk/home.html", context)


@doors.public
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """List the guides of a first day."""
    return render(request, "desk/guides.html", {"guides": GUIDES})


@doors.public
@require_safe
def guide(request: HttpRequest, name: str) -> HttpResponse:
    """Show what somebody reads, or prints, on his first day."""
    found = next((guide for guide in GUIDES if guide.name == name), None)
    if found is None:
        raise Http404
    return render(request, f"desk/guides/{found.name}.html", {"title": found.title})

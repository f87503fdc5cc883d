"""What an administrator reads of the catalogue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.ground.access import doors
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.procedures import queries


@doors.officer(PostKind.ADMINISTRATOR)
@require_safe
def too_short(request: HttpRequest) -> HttpResponse:
    """List the procedures whose limit is shorter than the steps of their work."""
    found = queries.warned_of(doors.now(request).date())
    return render(request, "procedures/too_short.html", {"found": found})

"""What an administrator reads of the calendars."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.ground.access import doors
from motcua.ground.calendars import queries
from motcua.ground.kernel.actor import PostKind


@doors.officer(PostKind.ADMINISTRATOR)
@require_safe
def undecided(request: HttpRequest) -> HttpResponse:
    """List the days that count as working days until somebody decides."""
    return render(request, "calendars/undecided.html", {"days": queries.undecided_days()})

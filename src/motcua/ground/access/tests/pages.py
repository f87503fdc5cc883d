"""Pages behind each sort of door, and some that break."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from motcua.ground.access import doors, rules
from motcua.ground.kernel.actor import PostKind


@doors.public
def square(request: HttpRequest) -> HttpResponse:
    return HttpResponse("square")


@doors.signed_in
def hall(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"hall {doors.form_key(request)}")


@doors.officer(PostKind.RECEIVER, PostKind.HEAD)
def counter(request: HttpRequest) -> HttpResponse:
    return HttpResponse("counter")


@doors.public
def crash(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


@doors.public
def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("terminating connection due to administrator command")


@doors.public
def full(request: HttpRequest) -> HttpResponse:
    raise rules.TooManyTries(seconds=7)


urlpatterns = [
    path("", include("motcua.ground.access.urls")),
    path("square/", square),
    path("hall/", hall),
    path("counter/", counter),
    path("crash/", crash),
    path("away/", away),
    path("full/", full),
]
handler400 = "motcua.ground.access.views.refusals.bad_request"
handler403 = "motcua.ground.access.views.refusals.forbidden"
handler404 = "motcua.ground.access.views.refusals.not_found"
handler500 = "motcua.ground.access.views.refusals.crashed"

"""The components on show, where somebody develops; nobody else finds the address."""

from django.http import Http404, HttpRequest, HttpResponse

from motcua.ground.access import doors
from motcua.ground.design import showcase


@doors.public
def page(request: HttpRequest, name: str = "components") -> HttpResponse:  # noqa: ARG001
    """Show every component in every state, or one of the pages made of them."""
    if name not in showcase.PAGES:
        raise Http404
    return HttpResponse(showcase.render(name))

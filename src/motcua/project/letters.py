"""How letters are written that come in: as UTF-8, or not at all."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.http import parse_header_parameters

from motcua.ground.access.rules import NotUnderstood

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NAMES = {"", "utf-8", "utf8"}
PLAIN = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]


def utf8_only(application: "WSGIApplication") -> "WSGIApplication":
    """
    Answer whoever says that his letters are written otherwise, before anybody reads them.

    Django takes him at his word as it makes the request, where no middleware stands yet.
    """

    def door(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        _kind, parameters = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
        if parameters.get("charset", "").lower() in NAMES:
            return application(environ, start_response)
        start_response("400 Bad Request", PLAIN)
        return [f"{NotUnderstood.says} {NotUnderstood.to_do}\n".encode()]

    return door

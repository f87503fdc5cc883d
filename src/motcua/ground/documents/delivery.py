"""
Giving a file to a browser, so that nothing in it ever runs under our name.

Whether the viewer may have the file is decided by the room that holds the link to it.
"""

from io import BytesIO
from typing import BinaryIO

from django.http import FileResponse

from motcua.ground.documents import actions, queries, rules, tables
from motcua.ground.documents.models import StoredFile
from motcua.ground.documents.slips.slip import SlipFacts

# Older browsers show no PDF in a sandbox; their viewers run nothing of it under our name.
POLICY = "default-src 'none'; frame-ancestors 'self'"
POLICIES = {rules.PDF.media_type: f"{POLICY}; object-src 'self'; style-src 'self'"}
SANDBOX = f"{POLICY}; sandbox"


def answer(stored: StoredFile, *, inline: bool = True) -> FileResponse:
    """
    Return the file as an answer: shown in place if that is asked for and safe, else saved.

    It is sent as of the type that was found when it was taken in; the browser may not
    guess another, nor keep a copy of it.
    """
    is_shown = inline and rules.may_be_shown(stored.media_type)
    return FileResponse(
        queries.content(stored),
        as_attachment=not is_shown,
        filename=stored.name,
        content_type=stored.media_type,
        headers=_headers(stored.media_type),
    )


def answer_unkept(facts: SlipFacts) -> FileResponse:
    """
    Return a slip as an answer, printed now and kept nowhere: it tells of the moment alone.

    :raises NotPrinted: if the press failed.
    """
    media_type = rules.PDF.media_type
    return FileResponse(
        BytesIO(actions.pressed(facts)),
        filename=facts.file_name,
        content_type=media_type,
        headers=_headers(media_type),
    )


def answer_table(table: BinaryIO, name: str, kind: tables.Kind) -> FileResponse:
    """
    Return a table that was written to a file as an answer, to be saved; it closes the file.

    :param name: without the ending of its kind.
    """
    table.seek(0)
    return FileResponse(
        table,
        as_attachment=True,
        filename=f"{name}.{kind}",
        content_type=tables.MEDIA_TYPES[kind],
        headers=_headers(tables.MEDIA_TYPES[kind]),
    )


def _headers(media_type: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": POLICIES.get(media_type, SANDBOX),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Cache-Control": "private, no-store",
    }

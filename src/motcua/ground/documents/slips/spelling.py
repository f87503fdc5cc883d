"""How papers spell what has no words of its own: small numbers, unknown facts, codes to scan."""

import io
from datetime import date
from typing import Any

import segno

from motcua.ground.kernel.dates import day_on_paper

UNKNOWN = "chưa có dữ liệu"


def two_digits(count: int) -> str:
    """Return "02" for 2, as papers write numbers under ten."""
    return f"{count:02d}"


def signed(place: str, on: date) -> dict[str, Any]:
    """Return where and when a paper is signed, and the date that its PDF bears."""
    return {
        "signed_on": f"{place}, {day_on_paper(on)}",
        "dated": [on.year, on.month, on.day],
    }


def qr_code(text: str) -> str:
    """Return the text as a QR code, drawn as SVG without a border."""
    drawing = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()


def asked(procedure: str, procedure_code: str, subject: str) -> str:
    """Return what is asked for: the procedure, and what was typed of it at the counter."""
    named = f"{procedure} ({procedure_code})"
    return f"{named}: {subject}" if subject else named

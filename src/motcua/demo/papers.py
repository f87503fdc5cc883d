"""The drafts that officers of the demo put before their heads: small, and one per result."""

import json
from functools import cache
from pathlib import Path

import typst
from django.core.files.base import ContentFile

from motcua.ground.documents.press import FONTS

DRAFT = Path(__file__).parent / "data" / "draft.typ"


def draft(result: str) -> "ContentFile[bytes]":
    """Return the draft of a result as a file that an officer uploads."""
    return ContentFile(_printed(result), "du-thao.pdf")


@cache
def _printed(result: str) -> bytes:
    """Print the draft; the same words give the same bytes, so they are stored once."""
    words = json.dumps({"result": result}, ensure_ascii=False)
    return bytes(typst.compile(DRAFT, font_paths=[FONTS], sys_inputs={"words": words}))

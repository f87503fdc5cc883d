"""
The files that officers of the demo hand in: drafts of results, and scans of papers.

They are small, and the same words give the same bytes, so each is printed and stored once.
"""

import json
from functools import cache
from pathlib import Path
from typing import Literal

import typst
from django.core.files.base import ContentFile

from motcua.ground.documents.press import FONTS

DATA = Path(__file__).parent / "data"
# What a scanner makes on its coarse setting.
DOTS_PER_INCH = 72


def draft(result: str) -> "ContentFile[bytes]":
    """Return the draft of a result as a file that an officer uploads."""
    return ContentFile(_printed("draft", result, "pdf"), "du-thao.pdf")


def scan(paper: str, *, is_picture: bool) -> "ContentFile[bytes]":
    """Return the scan of a paper that a citizen brought, as a picture or as a PDF."""
    if is_picture:
        return ContentFile(_printed("scan", paper, "png"), "ban-chup.png")
    return ContentFile(_printed("scan", paper, "pdf"), "ban-quet.pdf")


@cache
def _printed(what: str, title: str, kind: Literal["pdf", "png"]) -> bytes:
    words = json.dumps({"title": title}, ensure_ascii=False)
    return bytes(
        typst.compile(
            DATA / f"{what}.typ",
            font_paths=[FONTS],
            format=kind,
            ppi=DOTS_PER_INCH,
            sys_inputs={"words": words},
        )
    )

"""
The printing press: a form and its words in, a PDF out.

It knows no database and no network. The words go in as data, never as part of the form's
source, so that nothing typed by a person is ever taken for markup. The fonts are ours
alone: with the machine's own, the same paper would look different elsewhere.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import typst

from motcua.ground.design.icons import BUILT

FORMS = Path(__file__).parent / "forms"
FONTS = BUILT / "fonts"
ARCHIVAL: Final = "a-2b"


class PressFailed(Exception):
    """The form, its words or the fonts are not what they must be; a bug of ours."""


def render(form: str, edition: str, words: Mapping[str, Any]) -> bytes:
    """
    Print a form as PDF/A-2b; the same words give the same bytes.

    :raises PressFailed: if anything at all is amiss; a missing font is, too.
    """
    try:
        pdf, warnings = typst.compile_with_warnings(
            FORMS / edition / f"{form}.typ",
            root=FORMS,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"words": json.dumps(words, ensure_ascii=False)},
            pdf_standards=ARCHIVAL,
        )
    except (RuntimeError, OSError) as error:
        raise PressFailed(str(error)) from error
    if warnings:
        raise PressFailed("; ".join(warning.message for warning in warnings))
    return bytes(pdf)

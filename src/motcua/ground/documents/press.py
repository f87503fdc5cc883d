"""
The printing press: a form and its words in, a PDF out.

It knows no database and no network. The words go in as data, never as part of the form's
source, so that nothing typed by a person is ever taken for markup. The fonts are ours
alone: with the machine's own, the same paper would look different elsewhere.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal

import typst

from motcua.ground.design.icons import BUILT

FORMS = Path(__file__).parent / "forms"
BINDING = FORMS / "motcua-1" / "pages.typ"
FONTS = BUILT / "fonts"
ARCHIVAL: Final = "a-2b"
# How typst says that no font of ours has a letter.
LACKING = "could not be displayed"


class PressFailed(Exception):
    """The form, its words or the fonts are not what they must be; a bug of ours."""


def render(form: str, edition: str, words: Mapping[str, Any]) -> bytes:
    """
    Print a form as PDF/A-2b; the same words give the same bytes.

    A letter that our fonts lack, as in a name of another script, is printed as an empty box,
    to be filled in by pen: a paper that the law promises is not held back for it. With such
    a box it is plain PDF, since the archive's standard allows none.

    :raises PressFailed: if anything at all is amiss; a missing font is, too.
    """
    try:
        return _printed(form, edition, words, ARCHIVAL)
    except PressFailed as failure:
        if LACKING not in str(failure):
            raise
    return _printed(form, edition, words, None)


def bind(pages: Sequence[bytes]) -> bytes:
    """
    Make pictures the pages of one PDF, in their order.

    :raises PressFailed: if one of them cannot be opened.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-press-") as folder:
        place = Path(folder)
        names = [f"{number}.picture" for number, _ in enumerate(pages)]
        for name, page in zip(names, pages, strict=True):
            (place / name).write_bytes(page)
        form = place / BINDING.name
        form.write_bytes(BINDING.read_bytes())
        try:
            words = {"words": json.dumps({"names": names})}
            return bytes(typst.compile(form, root=place, sys_inputs=words))
        except (RuntimeError, OSError) as error:
            raise PressFailed(str(error)) from error


def _printed(
    form: str, edition: str, words: Mapping[str, Any], standard: Literal["a-2b"] | None
) -> bytes:
    try:
        pdf, warnings = typst.compile_with_warnings(
            FORMS / edition / f"{form}.typ",
            root=FORMS,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"words": json.dumps(words, ensure_ascii=False)},
            pdf_standards=standard or [],
        )
    except (RuntimeError, OSError) as error:
        raise PressFailed(str(error)) from error
    if warnings:
        raise PressFailed("; ".join(warning.message for warning in warnings))
    return bytes(pdf)

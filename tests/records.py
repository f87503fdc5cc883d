"""The acts on what was recorded, with all that they need but the right to do them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from motcua.onestop.dossiers import corrections, queries
from motcua.onestop.dossiers.actions import correcting, linking
from motcua.onestop.dossiers.examples import OWNER, Life
from motcua.onestop.dossiers.rules import LinkKind, Part, Verb


def acts_on_records(life: Life, *, now: datetime) -> dict[Verb, Callable[..., Any]]:
    """Return what puts something right of a dossier, or links it."""
    other, why = life.dossier.code, "Nhầm."
    visitor = replace(OWNER["visitor"], paper="Hộ chiếu")
    return {
        Verb.CORRECT_WORDS: partial(
            correcting.correct_words, entry=written(life), words="Đúng.", reason=why, now=now
        ),
        Verb.CORRECT_TAKER: partial(
            correcting.correct_taker, visitor=visitor, seen=life.seen(), reason=why, now=now
        ),
        Verb.RECALL_RESULT: partial(correcting.recall_result, reason="Sai số thửa.", now=now),
        Verb.LINK: partial(linking.link, other=other, kind=LinkKind.SAME, reason=why, now=now),
        Verb.UNLINK: partial(linking.unlink, other=other, reason=why, now=now),
    }


def written(life: Life) -> str:
    """Return the words that were written last, as the act of putting them right names them."""
    found = corrections.entries(queries.history(life.dossier))
    return next((each.key for each in found if each.part is not Part.TAKER), "note-1")

"""Marked words of pure code, said in the reader's language."""

from typing import Any

from django.utils.translation import gettext

from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words


def said(words: Words) -> str:
    """Translate a marked text, and the marked texts among its facts, then fill it."""
    if not words.text:
        return ""
    facts: dict[str, Any] = {
        name: said(fact) if isinstance(fact, Words) else fact for name, fact in words.facts.items()
    }
    return gettext(words.text).format(**facts)


def no(refusal: Refusal) -> str:
    """Say a lawful no in one line: what cannot be done, then what to do."""
    return " ".join(filter(None, (said(refusal.sentence), said(refusal.advice))))

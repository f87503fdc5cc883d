"""Marked words of pure code, said in the reader's language."""

from collections.abc import Callable
from functools import wraps
from string import Formatter
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.utils.translation import gettext, override

from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words

P = ParamSpec("P")
R = TypeVar("R")


class Filling(Formatter):
    """
    Fills places as ``str.format`` does, and knows a plural where a language has one.

    A translation may write ``{days} {days:day|days}``; Vietnamese has no need of it.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write a fact, or the word that agrees with it."""
        one, is_plural, many = format_spec.partition("|")
        if not is_plural:
            return str(super().format_field(value, format_spec))
        return one if str(value) == "1" else many


def said(words: Words) -> str:
    """Translate a marked text, and the marked texts among its facts, then fill it."""
    if not words.text:
        return ""
    facts: dict[str, Any] = {
        name: said(fact) if isinstance(fact, Words) else fact for name, fact in words.facts.items()
    }
    return Filling().vformat(gettext(words.text), (), facts)


def no(refusal: Refusal) -> str:
    """Say a lawful no in one line: what cannot be done, then what to do."""
    return " ".join(filter(None, (said(refusal.sentence), said(refusal.advice))))


def in_vietnamese(speaks: Callable[P, R]) -> Callable[P, R]:
    """Have a paper of the law say everything in Vietnamese, whoever prints it."""

    @wraps(speaks)
    def always(*args: P.args, **kwargs: P.kwargs) -> R:
        with override(settings.LANGUAGE_CODE):
            return speaks(*args, **kwargs)

    return always

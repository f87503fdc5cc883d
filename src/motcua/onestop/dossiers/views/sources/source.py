"""What a list that leaves as a table is made of, and how one of any length is read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import QueryDict
from django.utils.timezone import localdate

from motcua.ground.design.speech import said
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.words import Words
from motcua.onestop.dossiers import rules
from motcua.onestop.dossiers.actions.exporting import Line, Told
from motcua.onestop.dossiers.actions.reading import seat_of
from motcua.onestop.dossiers.forms.days import DaysForm
from motcua.onestop.dossiers.models import Dossier

Row = TypeVar("Row", bound=Model)
Key = TypeVar("Key")

AT_ONCE = 1000
"""How many rows of a long list are read by one statement."""


@dataclass(frozen=True, slots=True)
class Asking:
    """
    Who asks for a list, what he asks of it, and when.

    :param viewer: with the rights alone by which he has it.
    """

    viewer: Actor
    question: QueryDict
    now: datetime

    @property
    def today(self) -> date:
        """The local day."""
        return localdate(self.now)


@dataclass(frozen=True, slots=True)
class Taken:
    """
    What is taken out of a list.

    :param asked: what it was narrowed down to, in words that may be kept.
    :param lines: its rows; none is read before the table is written.
    """

    asked: str
    lines: Iterator[Line]


@dataclass(frozen=True, slots=True)
class Source:
    """
    One list that may be taken out.

    :param title: what it is called, marked.
    :param kinds: the posts that have it; nobody's other rights find anything in it.
    :param page: the name of the address at which it is read.
    :param columns: the heads of its columns, marked unless it is of the law.
    :param take: what is taken out of it for who asks.
    :param is_of_law: whether it is a form of the law, which is in Vietnamese only.
    """

    title: str
    kinds: frozenset[PostKind]
    page: str
    columns: tuple[str, ...]
    take: Callable[[Asking], Taken]
    is_of_law: bool = False


def told(viewer: Actor, dossier: Dossier) -> Told:
    """Return that a row tells of a dossier that its viewer sees."""
    return Told(dossier.pk, seat_of(viewer, dossier))


def stretches(
    rows: "QuerySet[Row]",
    after: Callable[["QuerySet[Row]", Key | None], "QuerySet[Row]"],
    place_of: Callable[[Row], Key],
) -> Iterator[list[Row]]:
    """Yield a list of any length in stretches, no more than one of which is in memory."""
    place: Key | None = None
    while True:
        stretch = list(after(rows, place)[:AT_ONCE])
        yield stretch
        if len(stretch) < AT_ONCE:
            return
        place = place_of(stretch[-1])


def stretched(
    rows: "QuerySet[Row]",
    after: Callable[["QuerySet[Row]", Key | None], "QuerySet[Row]"],
    place_of: Callable[[Row], Key],
) -> Iterator[Row]:
    """Yield a list of any length row by row, read in stretches."""
    return chain.from_iterable(stretches(rows, after, place_of))


def need(form: BaseForm) -> None:
    """
    Accept a question.

    :raises ListUnclear: when it is none.
    """
    if not form.is_valid():
        raise rules.ListUnclear


def asked_words(form: DaysForm, **instead: str) -> str:
    """Return what was asked, in words that may be kept."""
    words = {**form.asked, **{name: value for name, value in instead.items() if value}}
    return "; ".join(f"{form[name].label}: {value}" for name, value in words.items())


def in_words(words: Words | str) -> str:
    """Return words as the reader reads them."""
    return said(words) if isinstance(words, Words) else words

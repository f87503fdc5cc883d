"""What a room shows of itself on an officer's home: counts in words, and a few pressing lines."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.words import Words, counted

MOST_LINES = 10
"""A panel shows what presses most; the whole list is a page of its room."""


class Tone(StrEnum):
    """How loudly something is said."""

    PLAIN = ""
    TODAY = "today"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A count, said in words.

    :param text: marked, with a ``{count}`` in it.
    :param is_bounded: that nobody counted further than :data:`words.COUNTED`.
    """

    count: int
    text: str
    tone: Tone = Tone.PLAIN
    is_bounded: bool = False

    @property
    def words(self) -> Words:
        """The count inside its words."""
        return Words(self.text, {"count": counted(self.count) if self.is_bounded else self.count})


@dataclass(frozen=True, slots=True)
class PanelLine:
    """
    One thing that presses, and where it is dealt with; what is only told leads nowhere.

    :param lead: what the eye looks for first: the time left, or when it came.
    :param when: the moment behind the lead, empty if the lead says all.
    :param name: what is told apart by; the link.
    :param code: its code, where names repeat.
    :param note: what is to be done, or what it is about.
    """

    lead: Words | str
    name: Words | str
    href: str = ""
    when: Words | str = ""
    code: str = ""
    note: Words | str = ""
    tone: Tone = Tone.PLAIN

    @property
    def is_late(self) -> bool:
        """Whether a promise is broken here."""
        return self.tone is Tone.LATE


@dataclass(frozen=True, slots=True)
class Panel:
    """
    One room's part of an officer's home.

    :param way: what the one link of the panel says, and ``href`` where it leads.
    :param empty: said when nothing presses: what is done.
    :param to_do: said with it: what is next.
    :param beside: a second link that some posts have, and ``beside_href`` where it leads.
    """

    title: Words
    way: Words
    href: str
    figures: tuple[Figure, ...]
    lines: tuple[PanelLine, ...]
    empty: Words
    to_do: Words | str = ""
    beside: Words | str = ""
    beside_href: str = ""

    @property
    def counted(self) -> tuple[Figure, ...]:
        """The figures that count something; nothing is not worth a word."""
        return tuple(figure for figure in self.figures if figure.count)


PanelOf = Callable[[Actor, datetime], Panel | None]
"""A room's query for its panel; None when the viewer's posts have no such panel."""

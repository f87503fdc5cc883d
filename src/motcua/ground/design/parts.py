"""What the components are handed: plain values, so that any room can fill them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.ground.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Way:
    """
    Somewhere to go, or something to do there.

    :param icon: a name of ``icons.NAMES``.
    :param consequence: what the act brings with it, said before it is chosen.
    """

    label: str
    href: str
    icon: str = ""
    consequence: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One line of a menu, or one tab.

    :param count: how much is behind it; None says nothing.
    :param whole: what its label stands for, where that is short.
    """

    label: str
    href: str
    is_current: bool
    count: int | None = None
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that a list stands under, and where the list is without it."""

    label: str
    value: str
    href: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a summary; a wide one takes the whole width."""

    label: str
    value: str
    note: str = ""
    is_wide: bool = False


class Colour(StrEnum):
    """What a tag may be tinted with."""

    BLUE = "blue"
    AMBER = "amber"
    PURPLE = "purple"
    RED = "red"
    GREY = "grey"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class State:
    """One of a dossier's four states; colours are those of tags."""

    label: str
    words: str
    colour: Colour = Colour.GREY


class Stage(StrEnum):
    """How a step of the way is drawn."""

    DONE = "done"
    NOW = "now"
    WAIT = "wait"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Step:
    """
    One step of a dossier's way.

    :param when: as it is to be read; ``at`` is the same for machines.
    :param by: who did it, and his reason.
    :param struck: his words, if they were put right; ``right`` is what stands for them.
    """

    words: str
    when: str
    at: datetime | None = None
    by: str = ""
    stage: Stage = Stage.DONE
    way: Way | None = None
    struck: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of a reckoning: from when to when, why, how much of the limit, by what law."""

    when: str
    words: str
    amount: str
    source: str = ""


class DayKind(StrEnum):
    """How a day of a printed year is drawn."""

    WORKED = "worked"
    WEEKLY_OFF = "weekly"
    HOLIDAY = "holiday"
    IN_LIEU = "lieu"
    SWAPPED_OFF = "swapped"
    MADE_UP = "made-up"
    UNDECIDED = "undecided"
    OWN_HOURS = "own"
    NO_HOURS = "none"


@dataclass(frozen=True, slots=True)
class YearDay:
    """
    One day of a printed year.

    :param sign: the short word beneath its number, so that no colour speaks alone.
    :param words: the same in full, for those who hear it.
    :param href: where more is said of it.
    """

    on: date
    kind: DayKind
    sign: Words | str = ""
    words: Words | str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """One month as people print it: weeks from Monday, None where another month's day is."""

    label: Words | str
    weeks: tuple[tuple[YearDay | None, ...], ...]


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the key to a printed year, with how many such days there are."""

    kind: DayKind
    sign: Words | str
    words: Words | str
    count: int


class SliceKind(StrEnum):
    """What the legal clock did during a slice of time."""

    COUNTED = "counted"
    PAUSED = "paused"
    LATE = "late"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Slice:
    """
    A stretch of a clock's bar.

    :param weight: its length, in any unit that all slices share.
    :param words: what stands above it.
    :param starts: the day beneath its left end.
    """

    kind: SliceKind
    weight: float
    words: str
    starts: str


@dataclass(frozen=True, slots=True)
class Block:
    """A slice placed on the bar, in per cent of its width."""

    kind: SliceKind
    x: str
    width: str
    middle: str
    words: str
    is_roomy: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A day placed beneath the bar; a roomy one is dropped on a phone."""

    x: str
    anchor: str
    words: str
    is_strong: bool
    is_roomy: bool


# Estimates are enough to keep words apart: a letter of 15 px type, a bar on a phone, on a desk.
LETTER, PHONE, DESK = 7.8, 300.0, 620.0
GAP = 8.0
ANCHORS = ("middle", "start", "end")


@dataclass(frozen=True, slots=True)
class Bar:
    """
    A legal clock as one bar.

    :param ends: the day beneath its right end.
    :param now: before which slice today stands; as many as there are slices is the end.
    """

    slices: Sequence[Slice]
    ends: str
    now: int | None = None

    @property
    def kinds(self) -> list[SliceKind]:
        """Return the kinds that the key must explain, in the order in which they appear."""
        return list(dict.fromkeys(piece.kind for piece in self.slices))

    @property
    def in_words(self) -> str:
        """Say the bar for those who do not see it."""
        said = [f"{piece.starts}: {piece.words}" for piece in self.slices]
        return "; ".join([*said, self.ends])

    def blocks(self) -> Iterator[Block]:
        """Place the slices; words that would not fit above a slice are left out."""
        edges = self._edges()
        for piece, start, end in zip(self.slices, edges[:-1], edges[1:], strict=True):
            share = end - start
            yield Block(
                kind=piece.kind,
                x=_percent(start),
                width=_percent(share),
                middle=_percent((start + end) / 2),
                words=piece.words if _fits(piece.words, share, DESK) else "",
                is_roomy=not _fits(piece.words, share, PHONE),
            )

    def now_x(self) -> str:
        """Return where today stands, empty if it is not on the bar."""
        return "" if self.now is None else _percent(self._edges()[self.now])

    def marks(self, today: str) -> list[Mark]:
        """
        Place the days: today first, the two ends next, then as many as stand apart.

        :param today: the word that replaces the date of today.
        """
        edges, last = self._edges(), len(self.slices)
        words = [piece.starts for piece in self.slices] + [self.ends]
        order = [self.now, last, 0, *range(1, last)]
        desk, phone, marks = _Line(DESK), _Line(PHONE), []
        for place in dict.fromkeys(place for place in order if place is not None):
            text = today if place == self.now else words[place]
            anchor = desk.take(text, edges[place], ANCHORS)
            if not anchor:
                continue
            is_roomy = not phone.take(text, edges[place], (anchor,))
            is_strong = place in {self.now, last}
            marks.append(Mark(_percent(edges[place]), anchor, text, is_strong, is_roomy))
        return marks

    def _edges(self) -> list[float]:
        """Return where slices begin and the last one ends, as parts of one."""
        total = sum(piece.weight for piece in self.slices) or 1
        edges = [0.0]
        for piece in self.slices:
            edges.append(edges[-1] + piece.weight / total)
        return edges


class _Line:
    """A line of words on which nothing may be written twice."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.taken: list[tuple[float, float]] = []

    def take(self, words: str, at: float, anchors: Sequence[str]) -> str:
        """Take room for some words by the first anchor that finds it free, and name that."""
        length = len(words) * LETTER
        before = {"start": 0.0, "middle": length / 2, "end": length}
        for anchor in anchors:
            start = at * self.width - before[anchor]
            if self._is_free(start, start + length):
                self.taken.append((start, start + length))
                return anchor
        return ""

    def _is_free(self, start: float, end: float) -> bool:
        is_inside = start >= 0 and end <= self.width
        return is_inside and all(
            start >= taken_end + GAP or end + GAP <= taken_start
            for taken_start, taken_end in self.taken
        )


def _fits(words: str, share: float, width: float) -> bool:
    return len(words) * LETTER <= share * width


def _percent(part: float) -> str:
    """Return a share as SVG wants it, with a point in every language."""
    return f"{part * 100:.2f}%"

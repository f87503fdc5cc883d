"""What is late or due by the end of tomorrow in an agency, by whoever has it. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.ground.kernel.words import Words
from motcua.onestop.dossiers.presentation.worklist import Row


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of some work is late, due today, due tomorrow."""

    late: int
    today: int
    tomorrow: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.late + self.today + self.tomorrow


@dataclass(frozen=True, slots=True)
class Pile:
    """
    How much presses on one seat, or waits for one of its kind.

    :param holder: who has it, or that it waits for somebody.
    :param place: where it lies.
    """

    holder: Words | str
    place: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Share:
    """
    What presses in one pair of hands.

    :param counts: how much it is in all.
    :param rows: what of it the page shows.
    """

    holder: Words | str
    place: str
    counts: Counts
    rows: tuple[Row, ...]


def total(piles: Iterable[Pile]) -> Counts:
    """Return how much presses in these piles together."""
    figures = [(pile.counts.late, pile.counts.today, pile.counts.tomorrow) for pile in piles]
    return Counts(*map(sum, zip(*figures, strict=True))) if figures else Counts(0, 0, 0)


def shares(piles: Iterable[Pile], rows: Iterable[Row]) -> tuple[Share, ...]:
    """Return what presses by whoever has it, who has most that is late first; rows keep order."""
    piled: dict[tuple[str, str], list[Pile]] = defaultdict(list)
    for pile in piles:
        piled[pile.place, str(pile.holder)].append(pile)
    shown: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        shown[row.place, str(row.holder)].append(row)
    found = (
        Share(own[0].holder, own[0].place, total(own), tuple(shown[hands]))
        for hands, own in piled.items()
    )
    return tuple(
        sorted(found, key=lambda share: (-share.counts.late, -share.counts.total, share.place))
    )

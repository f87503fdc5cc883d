"""What is late or due by the end of tomorrow in an agency, by whoever has it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from motcua.ground.kernel.words import Words
from motcua.onestop.dossiers.presentation.worklist import Edges, Row, Urgency


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of some rows is late, due today, due tomorrow."""

    late: int
    today: int
    tomorrow: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.late + self.today + self.tomorrow


@dataclass(frozen=True, slots=True)
class Share:
    """
    What presses in one pair of hands.

    :param holder: who, or that it waits for somebody.
    :param place: where it waits.
    """

    holder: Words | str
    place: str
    rows: tuple[Row, ...]
    counts: Counts


def counts(rows: Iterable[Row], edges: Edges) -> Counts:
    """Count rows by how soon they are due."""
    found = [edges.urgency(row.due_at) for row in rows]
    kinds = (Urgency.LATE, Urgency.TODAY, Urgency.TOMORROW)
    return Counts(*(found.count(kind) for kind in kinds))


def shares(rows: Iterable[Row], edges: Edges) -> tuple[Share, ...]:
    """Return rows by whoever has them, who has most that is late first; rows keep their order."""

    def hands(row: Row) -> tuple[str, str]:
        return row.place, str(row.holder)

    found = []
    for _, group in groupby(sorted(rows, key=hands), key=hands):
        held = tuple(group)
        found.append(Share(held[0].holder, held[0].place, held, counts(held, edges)))
    return tuple(
        sorted(found, key=lambda share: (-share.counts.late, -share.counts.total, share.place))
    )

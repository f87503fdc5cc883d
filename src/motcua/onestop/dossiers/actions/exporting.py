"""Taking a list out of the house as a table: written down with its reason, dossier by dossier."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction

from motcua.ground.documents import tables
from motcua.ground.documents.tables import Cell, Head, Kind
from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.money import format_dong
from motcua.onestop.dossiers import rules
from motcua.onestop.dossiers.actions.reading import seat_of
from motcua.onestop.dossiers.models import Dossier, Export, Reading
from motcua.onestop.dossiers.readings import EXPORTED

MOST = 20_000
"""How many rows leave at once."""

AT_ONCE = 1000
"""How many rows of the reading log are written by one statement."""

Line = tuple[Dossier | None, tuple[Cell, ...]]
"""One row of a table, and the dossier that it tells of; None where it tells of none."""


@dataclass(frozen=True, slots=True)
class Table:
    """
    A list as somebody may take it out: his to see, row by row.

    :param name: of the list, as addresses name it.
    :param asked: what the list was narrowed down to, in words that may be kept.
    :param lines: read as they are written, so that a long list is never whole in memory.
    :param seat_of: the seat by whose right a dossier is told of.
    :param read_as: what the reading log says was read of a dossier in it.
    """

    name: str
    head: Head
    asked: str
    lines: Iterator[Line]
    seat_of: Callable[[Actor, Dossier], int] = seat_of
    read_as: str = EXPORTED


@transaction.atomic(durable=True)
def export(
    *, actor: Actor, table: Table, kind: Kind, reason: str, into: BinaryIO, now: datetime
) -> int:
    """
    Write a table into a file, and down who took it, why, and of which dossiers it told.

    What is written down stands before the first byte leaves; every dossier in the table counts
    as read from the seat whose right to see it was used.

    :param actor: with the rights alone by which he has the list.
    :raises ExportTooLong: when the list has more rows than leave at once; nothing is kept.
    """
    assert actor.user_id is not None  # noqa: S101  # only officers have doors to here
    told: dict[int, int] = {}
    count = tables.write(into, kind, table.head, _cells(table, actor, told))
    who: dict[str, Any] = {"user_id": actor.user_id, "name": actor.name, "at": now}
    Reading.objects.bulk_create(
        (
            Reading(dossier_id=dossier_id, post_id=post_id, what=table.read_as, **who)
            for dossier_id, post_id in told.items()
        ),
        batch_size=AT_ONCE,
    )
    Export.objects.create(
        **who,
        post_id=actor.grants[0].post_id,
        what=table.name,
        asked=table.asked,
        rows=count,
        kind=kind,
        reason=reason,
    )
    return count


def _cells(table: Table, actor: Actor, told: dict[int, int]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows, and note of each dossier by which seat it is seen."""
    for place, (dossier, cells) in enumerate(table.lines, start=1):
        if place > MOST:
            raise rules.ExportTooLong(most=format_dong(MOST))
        if dossier is not None and dossier.pk not in told:
            told[dossier.pk] = table.seat_of(actor, dossier)
        yield cells

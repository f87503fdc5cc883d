"""Taking a list out of the house as a table: written down with its reason, dossier by dossier."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction

from motcua.ground.documents import tables
from motcua.ground.documents.tables import Cell, Head, Kind
from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.money import format_dong
from motcua.onestop.dossiers import rules
from motcua.onestop.dossiers.models import Export, Reading
from motcua.onestop.dossiers.readings import EXPORTED

MOST = 20_000
"""How many rows leave at once."""

AT_ONCE = 1000
"""How many rows of the reading log are written by one statement."""


@dataclass(frozen=True, slots=True)
class Told:
    """
    Of which dossier a row tells.

    :param post_id: the seat by whose right it does.
    :param what: was read of it, as the reading log says.
    """

    dossier_id: int
    post_id: int
    what: str = EXPORTED


Line = tuple[Told | None, tuple[Cell, ...]]
"""One row of a table, and of which dossier it tells; None where it tells of none."""


@dataclass(frozen=True, slots=True)
class Table:
    """
    A list as somebody may take it out: his to see, row by row.

    :param name: of the list, as addresses name it.
    :param asked: what the list was narrowed down to, in words that may be kept.
    :param lines: read as they are written, so that a long list is never whole in memory.
    """

    name: str
    head: Head
    asked: str
    lines: Iterator[Line]


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
    told: dict[int, Told] = {}
    count = tables.write(into, kind, table.head, _cells(table.lines, told))
    who: dict[str, Any] = {"user_id": actor.user_id, "name": actor.name, "at": now}
    Reading.objects.bulk_create(
        (
            Reading(dossier_id=each.dossier_id, post_id=each.post_id, what=each.what, **who)
            for each in told.values()
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


def _cells(lines: Iterator[Line], told: dict[int, Told]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows, and note of which dossiers they tell, of each what its first row says."""
    for place, (of, cells) in enumerate(lines, start=1):
        if place > MOST:
            raise rules.ExportTooLong(most=format_dong(MOST))
        if of is not None:
            told.setdefault(of.dossier_id, of)
        yield cells

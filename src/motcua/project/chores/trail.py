"""Look after the record of what happened: verify it, and tell it of a restore."""

from collections.abc import Callable, Iterable

from django.db import transaction
from rich.console import Console
from rich.table import Table

from motcua.ground.trail import queries as trail
from motcua.ground.trail import writes
from motcua.onestop.dossiers import queries as dossiers
from motcua.project.cli.failures import FOUND_WRONG

PROJECTIONS: dict[str, Callable[[], Iterable[object]]] = {
    "dossiers": dossiers.projection_differences,
}
console = Console(highlight=False)


def verify() -> int:
    """Print the first broken link of each chain, and each row that its events contradict."""
    table = Table("Where", "What is wrong")
    with console.status("Holding every chain against itself…"):
        for link in trail.verify():
            place = f"{link.subject.kind} {link.subject.id}, event {link.sequence}"
            table.add_row(place, link.fault.value)
    with console.status("Holding every row against its events…"):
        for room, difference in projection_differences():
            table.add_row(room, difference)
    if table.row_count:
        console.print(table)
        return FOUND_WRONG
    console.print("Every chain is whole and every row is what its events say.")
    return 0


def restored() -> None:
    """Begin a new epoch, so that whoever reads events misses none after a restore."""
    with transaction.atomic(durable=True):
        writes.begin_epoch()
    console.print("A new epoch has begun: readers of events take up where the backup ends.")


def projection_differences() -> list[tuple[str, str]]:
    """Return what the rooms whose rows are folded from events find different in them."""
    return [
        (room, str(difference))
        for room, differences in PROJECTIONS.items()
        for difference in differences()
    ]

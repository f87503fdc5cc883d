"""Look after the record of what happened: verify it, and tell it of a restore."""

from collections.abc import Callable, Iterable

from django.utils import timezone
from rich.console import Console
from rich.table import Table

from motcua.ground.trail import actions, audit
from motcua.ground.trail import queries as trail
from motcua.ground.trail.rules import BrokenLink
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
        links = trail.verify()
    with console.status("Holding every chain against the roots outside the database…"):
        links += audit.against_file()
    for link in first_of_each(links):
        place = f"{link.subject.kind} {link.subject.id}, event {link.sequence}"
        table.add_row(place, link.fault.value)
    with console.status("Holding every row against its events…"):
        for room, difference in projection_differences():
            table.add_row(room, difference)
    if table.row_count:
        console.print(table)
        return FOUND_WRONG
    console.print("Every chain is whole and every row is what its events say.")
    console.print(standing_of_the_file())
    return 0


def first_of_each(links: Iterable[BrokenLink]) -> list[BrokenLink]:
    """Return what is first said of each subject."""
    return list({link.subject: link for link in reversed(list(links))}.values())


def standing_of_the_file() -> str:
    """Say how far the file of roots vouches for the chains."""
    roots = trail.roots()
    if not roots:
        return "No root has been made yet: 'motcua trail root' makes the first."
    at = timezone.localtime(roots[-1].at).strftime("%d/%m/%Y %H:%M")
    return f"The file vouches for all until {at}, root {roots[-1].number}."


def root() -> None:
    """Make a root now and print its seal, for a book that no machine can change."""
    made = actions.make_root()
    console.print(f"Root {made.number}: {made.seal}")


def restored() -> None:
    """Begin a new epoch, so that whoever reads events misses none after a restore."""
    actions.begin_epoch()
    console.print("A new epoch has begun: readers of events take up where the backup ends.")


def projection_differences() -> list[tuple[str, str]]:
    """Return what the rooms whose rows are folded from events find different in them."""
    return [
        (room, str(difference))
        for room, differences in PROJECTIONS.items()
        for difference in differences()
    ]

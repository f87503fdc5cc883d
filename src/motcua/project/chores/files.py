"""Look after the contents of files: hold each against its digest."""

from collections.abc import Iterable

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from motcua.ground.documents import audit
from motcua.project.cli.failures import FOUND_WRONG

console = Console(highlight=False)


def verify() -> int:
    """Print every content that a row names and that is missing or damaged."""
    contents = audit.contents()
    wrong = []
    with progress() as bar:
        task = bar.add_task("Holding every file against its digest", total=sum(contents.values()))
        for digest, size in contents.items():
            if not audit.is_sound(digest):
                wrong.append(digest)
            bar.advance(task, size)
    if wrong:
        tell(wrong)
        return FOUND_WRONG
    console.print(f"All {len(contents)} files are there and are what their digests say.")
    return 0


def tell(wrong: Iterable[str]) -> None:
    """Print which contents are missing or damaged."""
    table = Table("Digest of a file that is missing or damaged")
    for digest in wrong:
        table.add_row(digest)
    console.print(table)


def progress() -> Progress:
    """Return a bar that counts bytes."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    return Progress(*columns, TimeRemainingColumn(), console=console, transient=True)

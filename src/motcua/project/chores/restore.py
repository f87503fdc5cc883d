"""Put an archive back into an empty place, bring it to this version, and prove that it is whole."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from rich.console import Console

from motcua.ground.trail import actions, rootfile
from motcua.project import dumps
from motcua.project.archive import DUMP, FILES, ROOTS, Manifest, checked, members
from motcua.project.chores import database, files, trail
from motcua.project.chores.backup import mark_of_receipt_key, server_version
from motcua.project.cli.failures import FOUND_WRONG, CannotRun

console = Console(highlight=False)


def restore(source: Path, application_url: str) -> int:
    """
    Put an archive back, once all of it is found whole and this version can read it.

    The application gets its rights last: until then nobody can work in a database that
    is not wholly restored.

    :raises CannotRun: before anything is touched, when something is in the way.
    """
    check_is_empty()
    manifest = examined(source)
    put_files_back(source, manifest)
    load_database(source)
    try:
        finish(source, application_url)
    except BaseException:
        console.print("[red]The database is not fit for use: empty it and restore again.[/red]")
        raise
    taken_at = timezone.localtime(datetime.fromisoformat(manifest.taken_at))
    console.print(f"Restored: the office as it stood at {taken_at:%d/%m/%Y %H:%M:%S}.")
    return proved(manifest)


def check_is_empty() -> None:
    """Refuse a database that holds anything."""
    there = sorted(connection.introspection.table_names())
    if there:
        raise CannotRun(
            f"The database '{connection.settings_dict['NAME']}' is not empty, it holds "
            f"'{there[0]}': nothing was restored. Make an empty one; do not migrate it before."
        )


def examined(source: Path) -> Manifest:
    """Return what a whole archive is of, if this version can read it."""
    with files.progress() as bar:
        task = bar.add_task("Reading the archive to its end", total=size_of(source))
        manifest, seal = checked(source, lambda count: bar.advance(task, count))
    check_is_readable(source, manifest)
    console.print(f"The archive is whole. Its seal: {seal}", soft_wrap=True)
    return manifest


def check_is_readable(source: Path, manifest: Manifest) -> None:
    """Refuse what a newer version of ours, or of PostgreSQL, wrote."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    if strange := sorted(set(manifest.migrations) - known):
        raise CannotRun(
            f"{source} was written by a newer version ({manifest.version}): this one does not "
            f"know {strange[0]}. Restore it by that version. Nothing was restored."
        )
    if manifest.postgres > server_version():
        raise CannotRun(
            f"{source} is of PostgreSQL {manifest.postgres}, the server here is older, "
            f"{server_version()}: restore it to the same or a newer one. Nothing was restored."
        )


def size_of(source: Path) -> int:
    """Return how large the archive is; whoever reads it next tells if it is not there."""
    return source.stat().st_size if source.exists() else 0


def put_files_back(source: Path, manifest: Manifest) -> None:
    """Keep every content of the archive; those that are there already stay as they are."""
    with files.progress() as bar:
        task = bar.add_task("Putting the files back", total=manifest.files)
        for name, content in members(source):
            if name.startswith(FILES):
                default_storage.save(None, File(content))
                bar.advance(task)


def finish(source: Path, application_url: str) -> None:
    """Make a place to work in out of what was loaded."""
    put_roots_back(source)
    call_command("migrate", interactive=False, verbosity=0)
    with suppress(actions.Forked):  # which the verification names
        actions.file_roots()
    actions.begin_epoch()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    database.let_in(application_url)


def load_database(source: Path) -> None:
    """Load the dump: all of it, or nothing."""
    with console.status("Loading the database…"):
        for name, content in members(source):
            if name == DUMP:
                dumps.load(content, connection.settings_dict, version=server_version())


def put_roots_back(source: Path) -> None:
    """Begin the file of roots with the archive's, unless there is one already."""
    for name, content in members(source):
        if name == ROOTS and not rootfile.put_in_place(content):
            console.print(f"{rootfile.place()} is kept and told of the restore.")


def proved(manifest: Manifest) -> int:
    """Verify what was restored, and tell what is not as it was."""
    wrong = trail.verify() | files.verify()
    if manifest.receipt_key != mark_of_receipt_key():
        console.print(
            "[red]RECEIPT_KEY is another than where the archive was taken: printed receipts do "
            "not open their dossiers. Set that one before anything is served.[/red]"
        )
        wrong = FOUND_WRONG
    return wrong

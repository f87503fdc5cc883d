"""Keep the office in one archive: its database, its files and its roots, as of one moment."""

import hashlib
import hmac
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from motcua import __version__
from motcua.ground.documents import audit
from motcua.ground.trail import queries as trail
from motcua.ground.trail import rootfile
from motcua.project import dumps
from motcua.project.archive import DUMP, FILES, ROOTS, Manifest, Writer, written
from motcua.project.chores.files import progress, tell
from motcua.project.cli.failures import FOUND_WRONG

ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
console = Console(highlight=False)


def back_up(destination: Path) -> int:
    """
    Write the archive: the database first, then the files that it names.

    Files are only ever added, and before the rows that name them, so whatever is copied
    behind the dump holds all that the dump names, while everybody goes on working.
    """
    now = timezone.now()  # noqa: TID251 - a command is a door as well
    with written(destination) as file:
        writer = Writer(file, at=now.timestamp())
        with progress() as bar:
            manifest, contents = write_database(writer, bar)
            unsound = write_files(writer, contents, bar)
        write_roots(writer)
        seal = writer.finish(replace(manifest, taken_at=now.isoformat(), unsound=unsound))
    console.print(f"{destination} holds {manifest.events} events and {len(contents)} files.")
    console.print(f"Its seal: {seal}", soft_wrap=True)
    console.print("SECRET_KEY and RECEIPT_KEY are not in it: keep RECEIPT_KEY in another place.")
    if not unsound:
        return 0
    tell(unsound)
    return FOUND_WRONG


@transaction.atomic(durable=True)
def write_database(writer: Writer, bar: Progress) -> tuple[Manifest, dict[str, int]]:
    """Write the dump; return what stood in the database at that moment, and which contents."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_MOMENT)
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    task = bar.add_task("Dumping the database", total=None)
    dump = dumps.dumped(connection.settings_dict, version=server_version(), snapshot=snapshot)
    with closing(dump) as chunks, writer.member(DUMP) as member:
        for chunk in chunks:
            member.write(chunk)
            bar.advance(task, len(chunk))
    contents = audit.contents()
    return manifest_of(len(contents)), contents


def manifest_of(files: int) -> Manifest:
    """Return what is to be known of an archive of this database before it is put back."""
    roots = trail.roots()
    applied = MigrationRecorder(connection).applied_migrations()
    return Manifest(
        taken_at="",
        version=__version__,
        postgres=server_version(),
        migrations=sorted(f"{app}.{name}" for app, name in applied),
        epoch=trail.epoch(),
        last_root=roots[-1].number if roots else 0,
        events=trail.size()[1],
        files=files,
        receipt_key=mark_of_receipt_key(),
        unsound=[],
    )


def write_files(writer: Writer, contents: dict[str, int], bar: Progress) -> list[str]:
    """Write each content under its digest; return those that are missing or damaged."""
    unsound = []
    task = bar.add_task("Copying the files", total=sum(contents.values()))
    for digest, size in contents.items():
        try:
            with writer.member(f"{FILES}{digest}") as member:
                for chunk in audit.sound_chunks(digest):
                    member.write(chunk)
        except audit.Unsound:
            unsound.append(digest)
        bar.advance(task, size)
    return unsound


def write_roots(writer: Writer) -> None:
    """Write the file of roots, if there is one."""
    if not rootfile.place().exists():
        return
    with writer.member(ROOTS) as member:
        for chunk in rootfile.chunks():
            member.write(chunk)


def server_version() -> int:
    """Return the major version of the database's server."""
    return int(connection.pg_version) // 10_000  # type: ignore[attr-defined]


def mark_of_receipt_key() -> str:
    """Return by what RECEIPT_KEY is known again, without telling it."""
    mark = hmac.new(settings.RECEIPT_KEY.encode(), b"motcua backup", hashlib.sha256)
    return mark.hexdigest()[:16]

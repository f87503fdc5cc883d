"""
The commands, gathered in groups: each reads its options and hands over.

What starts and stops processes stands beside this file; what needs the database is a
*chore*, reached by its name because it can be imported only once Django is set up.
"""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from django.core.management import execute_from_command_line
from django.utils import timezone
from django.utils.module_loading import import_string

from motcua.project.cli import clock, serving, start
from motcua.project.cli.failures import told_plainly
from motcua.project.cli.surroundings import as_owner, loaded, speak

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help="Một Cửa: the software a province needs to keep its promises to citizens.",
    epilog="Exit codes: 0 done, 1 something wrong was found, 2 wrong usage, 3 cannot run here.",
)
trail = typer.Typer(no_args_is_help=True, help="Look after the record of what happened.")
files = typer.Typer(no_args_is_help=True, help="Look after the contents of files.")

DATES = ["%d/%m/%Y", "%Y-%m-%d"]
STARTING, SERVING, KEEPING, DEMO = "Start here", "Serving", "Keeping", "Demonstration"


class TreeYear(StrEnum):
    """The trees of the demonstration: three levels that live on, or two from July 2025 on."""

    THREE_LEVELS = "2015"
    TWO_LEVELS = "2025"


TREE = Annotated[
    TreeYear | None,
    typer.Option(
        "--tree",
        help="Its agencies: 2015, three levels, the default; 2025, dated, two levels from July on.",
    ),
]

app.command(rich_help_panel=STARTING)(start.run)
app.command(rich_help_panel=SERVING)(serving.serve)
app.command(rich_help_panel=SERVING)(serving.worker)
app.add_typer(trail, name="trail", rich_help_panel=KEEPING)
app.add_typer(files, name="files", rich_help_panel=KEEPING)
app.add_typer(clock.app, name="clock", rich_help_panel=KEEPING)


@app.command(hidden=True)
def work(concurrency: int = serving.JOBS_AT_ONCE) -> None:
    """Do background jobs until the database goes away; ``worker`` starts this again."""
    with loaded():
        import_string("motcua.project.chores.work.work")(concurrency=concurrency)


@app.command(rich_help_panel=KEEPING)
def migrate(
    *,
    demo: Annotated[bool, typer.Option("--demo", help="Mark an empty database as a demo.")] = False,
) -> None:
    """Bring the database to this version, as its owner, and grant the application its rights."""
    with as_owner() as application, loaded():
        import_string("motcua.project.chores.database.migrate")(application, demo=demo)


@app.command(rich_help_panel=KEEPING)
def createadmin(
    username: Annotated[str, typer.Argument(help="What he types to sign in.")],
    full_name: Annotated[str, typer.Option(prompt=True, help="As it is to stand in the trail.")],
    agency: Annotated[str, typer.Option(prompt=True, help="Code of the agency of his post.")],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Add a technical administrator: an account and a post that sees no dossier."""
    with loaded():
        import_string("motcua.project.chores.accounts.createadmin")(
            username=username,
            full_name=full_name,
            agency_code=agency,
            password=password,
            now=timezone.localtime(),
        )


@app.command(rich_help_panel=KEEPING)
def init(
    folder: Annotated[Path, typer.Argument(help="Where co-quan.csv and vi-tri.csv lie.")],
    *,
    check: Annotated[bool, typer.Option("--check", help="Only say what is wrong.")] = False,
    sample: Annotated[bool, typer.Option("--sample", help="Write tables to begin with.")] = False,
    passwords: Annotated[Path, typer.Option(help="The file for temporary passwords.")] = Path(
        "mat-khau-tam.csv"
    ),
    days: Annotated[int, typer.Option(min=1, max=30, help="How long these are good.")] = 7,
    language: Annotated[str, typer.Option(help="Of the report: vi or en.")] = "vi",
) -> None:
    """Take in an office's own agencies, posts and people from tables: all of them, or nothing."""
    if sample:
        speak()
        write = import_string("motcua.project.chores.founding.sample")
        raise typer.Exit(write(folder, language=language))
    with loaded():
        found = import_string("motcua.project.chores.founding.found")
        raise typer.Exit(
            found(
                folder,
                passwords=passwords,
                days=days,
                language=language,
                only_check=check,
                now=timezone.localtime(),
            )
        )


@app.command("pass-on", rich_help_panel=KEEPING)
def pass_on(
    on: Annotated[
        datetime | None, typer.Option(formats=DATES, help="The day to play, in a demo only.")
    ] = None,
) -> None:
    """Pass what ended agencies left unfinished to whoever has their duties; safe to repeat."""
    with loaded():
        import_string("motcua.project.chores.passing.pass_on")(on.date() if on else None)


@app.command(rich_help_panel=KEEPING)
def backup(
    destination: Annotated[Path, typer.Argument(help="The archive to write, such as day.tar.")],
) -> None:
    """Keep database, files and daily roots in one archive; the secrets are not in it."""
    with as_owner(), loaded():
        raise typer.Exit(import_string("motcua.project.chores.backup.back_up")(destination))


@app.command(rich_help_panel=KEEPING)
def restore(
    source: Annotated[Path, typer.Argument(help="The archive that 'motcua backup' wrote.")],
) -> None:
    """Put an archive back into an empty database, bring it to this version, and verify it."""
    with as_owner() as application, loaded():
        raise typer.Exit(
            import_string("motcua.project.chores.restore.restore")(source, application)
        )


@files.command("verify")
def verify_files() -> None:
    """Hold every content against its digest: each that a row names must be there and whole."""
    with loaded():
        raise typer.Exit(import_string("motcua.project.chores.files.verify")())


@trail.command()
def verify() -> None:
    """Hold every chain of events against itself, and every row against its events."""
    with loaded():
        raise typer.Exit(import_string("motcua.project.chores.trail.verify")())


@trail.command()
def root() -> None:
    """Root what happened so far in the file outside the database; the worker does it daily."""
    with loaded():
        import_string("motcua.project.chores.trail.root")()


@trail.command()
def restored() -> None:
    """Tell the record that this database has just been restored from a backup."""
    with as_owner(), loaded():
        import_string("motcua.project.chores.trail.restored")()


@app.command(rich_help_panel=DEMO)
def demo(
    dossiers: Annotated[
        int, typer.Option(envvar="MOTCUA_DEMO_DOSSIERS", help="How many it holds at least.")
    ] = 3000,
    tree: TREE = None,
) -> None:
    """Load what the demonstration still lacks into a database marked as one."""
    with loaded():
        import_string("motcua.project.chores.demo.load")(dossiers, tree)


@app.command(rich_help_panel=DEMO)
def simulate(
    *,
    dossiers: Annotated[int, typer.Option(min=1, help="How many are received.")] = 100,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DATES, help="The first day.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=DATES, help="The last day.")
    ] = None,
    random_seed: Annotated[
        int, typer.Option(help="The same seed gives the same codes, people, acts and times.")
    ] = 1,
    tree: TREE = None,
    replay: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="An event log (XES) to play instead."),
    ] = None,
) -> None:
    """Play lives of dossiers through the real acts, in a database marked as a demo."""
    if replay:
        with loaded():
            raise typer.Exit(import_string("motcua.project.chores.demo.replay")(replay))
    if first is None or last is None:
        raise typer.BadParameter("Say the days to play with --from and --to, or a log to --replay.")
    with loaded():
        import_string("motcua.project.chores.demo.simulate")(
            count=dossiers, first=first.date(), last=last.date(), seed=random_seed, which=tree
        )


@app.command(hidden=True)
def play(
    *,
    dossiers: Annotated[int, typer.Option()],
    first: Annotated[datetime, typer.Option()],
    until: Annotated[str, typer.Option()],
    seed: Annotated[int, typer.Option()],
    part: Annotated[int, typer.Option()],
    parts: Annotated[int, typer.Option()],
) -> None:
    """Play one part of a simulation, beside others."""
    with loaded():
        import_string("motcua.project.chores.demo.play_part")(
            import_string("motcua.demo.simulation.Plan")(
                dossiers, first.date(), datetime.fromisoformat(until), seed, part, parts
            )
        )


@app.command(hidden=True)
def guide(address: str) -> None:
    """Print where to look, as whom, and what to try."""
    with loaded():
        import_string("motcua.project.chores.demo.guide")(address)


@app.command(
    rich_help_panel=KEEPING,
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def manage(context: typer.Context) -> None:
    """Run one of Django's own commands, such as makemigrations."""
    with as_owner():
        execute_from_command_line(["motcua manage", *context.args])


def main() -> None:
    """Run the command that was typed."""
    with told_plainly():
        app(prog_name="motcua")

"""Load the demonstration, step by step under a progress bar, and tell how to try it."""

import os
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from subprocess import Popen
from time import sleep

from django.conf import settings
from django.db import connection
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress, track
from rich.table import Table

from motcua.demo import absences, hours, people, procedures, tree, xes
from motcua.demo import replay as log
from motcua.demo.simulation import simulate as play
from motcua.demo.stage import Plan
from motcua.demo.tree import Tree
from motcua.ground.kernel.dates import LOCAL, day
from motcua.ground.notifications import actions as messages
from motcua.ground.trail import actions as roots
from motcua.ground.trail import queries as trail
from motcua.onestop.dossiers import queries as dossiers
from motcua.project.cli import children
from motcua.project.cli.failures import FOUND_WRONG, CannotRun

WEEKS = 7
SEED = 2015
MOST_PARTS = 4
LOOK_SECONDS = 0.3
TOLD = 10
"""How often a play that is watched by no terminal tells where it is."""


def publish_procedures(_which: Tree) -> int:
    """Publish the procedures of the demo as of this moment; every tree has the same."""
    now = timezone.localtime(timezone.now())  # noqa: TID251 - a command is a door as well
    return procedures.load(now=now)


def send_on_leave(_which: Tree) -> None:
    """Let somebody be away, and somebody sign for his head, from this day on."""
    absences.load(now=timezone.localtime(timezone.now()))  # noqa: TID251 - a command is a door


# What is there already is left as it is, so an interrupted load is simply done again.
STEPS: tuple[tuple[str, Callable[[Tree], object]], ...] = (
    ("Seating the province", tree.load),
    ("Telling its offices their hours", hours.load),
    ("Seating its people", people.load),
    ("Publishing its procedures", publish_procedures),
    ("Sending somebody on leave", send_on_leave),
)
THINGS_TO_TRY = (
    "Sign in as a receiver, open 'Tiếp nhận' and receive a dossier by keyboard alone.",
    "Sign in as a handler and work down 'Việc của tôi'; late dossiers say so.",
    "Follow a dossier at 'Tra cứu hồ sơ', with the code and the secret on its receipt.",
)
BROKEN_OFF = (
    "A play was broken off here: its {there} dossiers stay as they lay, and most will be late. "
    "For a whole one begin in an empty place ('make clean' in a checkout)."
)
console = Console(highlight=False)


def load(count: int, which: str | None = None) -> None:
    """
    Load what the demonstration still lacks, up to so many dossiers.

    :param which: the year of the tree; None for the one that is there, else that of 2015.
    :raises CannotRun: when the database is not marked as a demonstration, or holds another
        tree.
    """
    settle(which)
    there = dossiers.how_many()
    if count and there and not trail.roots():
        console.print(BROKEN_OFF.format(there=there))
    missing = count - there
    if missing > 0:
        now = timezone.localtime(timezone.now())  # noqa: TID251 - a command is a door as well
        perform(Plan(missing, now.date() - timedelta(weeks=WEEKS), now, SEED))


def settle(which: str | None = None) -> None:
    """Load the province and all that it needs to work; what is there already stays."""
    check_is_demo()
    wanted = _wanted(which)
    for _words, step in track(STEPS, description="Loading Bình Dương", transient=True):
        step(wanted)


def _wanted(which: str | None) -> Tree:
    """Return the tree to load: the one asked for, if no other is there."""
    there = tree.standing()
    wanted = Tree(which) if which else there or Tree.OF_2015
    if there not in {None, wanted}:
        raise CannotRun(
            f"This demonstration holds the tree of {there}. Another tree needs an empty database: "
            "'motcua migrate --demo', then 'motcua demo --tree' again."
        )
    return wanted


def simulate(*, count: int, first: date, last: date, seed: int, which: str | None = None) -> None:
    """
    Play lives of dossiers from one day to the end of another, but never beyond this moment.

    :raises CannotRun: when the database is not marked as a demonstration, or when the
        days are in the wrong order.
    """
    settle(which)
    now = timezone.localtime(timezone.now())  # noqa: TID251 - a command is a door as well
    until = min(datetime.combine(last + timedelta(days=1), time(), LOCAL), now)
    if first > last or first > now.date():
        raise CannotRun(f"{day(first)} lies after {day(min(last, now.date()))}.")
    turn = next((turn for turn in tree.turns() if first < turn < until.date()), None)
    if turn:
        raise CannotRun(
            f"Agencies end on {day(turn)}. Play up to the day before, pass their dossiers on with "
            "'motcua pass-on', then play from that day on."
        )
    perform(Plan(count, first, until, seed))


def replay(path: Path) -> int:
    """
    Play a real log through the real acts, hold our record against it, and return an exit code.

    :raises CannotRun: for a file that is no log, or where one was played before.
    """
    check_is_demo()
    try:
        cases = xes.read(path)
        if log.recorded():
            raise CannotRun("A log was played in this database before; take an empty one.")
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO off")
        console.print(f"Playing {path.name}: {len(cases)} cases.")
        log.play(cases)
    except xes.NotALog as fault:
        raise CannotRun(str(fault)) from fault
    return hold_against(cases, path.parent / "expected.json")


def hold_against(cases: list[xes.Case], published: Path) -> int:
    """
    Hold our record against a log, line for line, tell what differs, and return an exit code.

    :param published: where the figures may stand that somebody else published of the log.
    """
    record = log.recorded()
    ours = log.figures_of(record)
    console.print(f"{ours.cases} cases, {ours.events} events, {ours.resources} people;")
    console.print(f"median {ours.median_days} days, 90th percentile {ours.p90_days} days.")
    wrong = [*_lines_astray(record, cases), *_figures_astray(ours, published)]
    for fault in wrong:
        console.print(f"Differs: {fault}.")
    if not wrong:
        console.print("Each line is the log's: who did what, when, in the order of its case.")
    return FOUND_WRONG if wrong else 0


def _lines_astray(record: list[xes.Case], cases: list[xes.Case]) -> list[str]:
    astray = log.differing(record, cases)
    named = ", ".join(astray[:TOLD])
    return [f"people, acts, times or order of {len(astray)} cases ({named})"] if astray else []


def _figures_astray(ours: log.Figures, published: Path) -> list[str]:
    """Return which figures are not the published ones; where none are, say so."""
    if not published.exists():
        console.print(f"There is no {published.name} beside it: no figures are compared.")
        return []
    theirs = asdict(log.expected(published))
    wrong = [name for name, figure in asdict(ours).items() if figure != theirs[name]]
    if not wrong:
        console.print(f"All figures are those of {published.name}.")
    return [f"{name}, by {published.name}" for name in wrong]


def perform(plan: Plan) -> None:
    """
    Play a plan in as many processes as there are cores, under a progress bar.

    :raises CannotRun: when one of them fails; what it did stays.
    """
    before, (_, events_before) = dossiers.how_many(), trail.size()
    parts = min(os.cpu_count() or 1, MOST_PARTS)
    playing = [children.spawn(_part_of(plan, part, parts)) for part in range(parts)]
    try:
        _watch(playing, plan.dossiers, before)
    finally:
        for child in playing:
            children.stop(child)
        messages.take_for_sent(before=plan.until)
    if any(child.returncode for child in playing):
        raise CannotRun("The play ended early; what it did stays. The reason is above.")
    roots.make_root()
    received, (_, events) = dossiers.how_many() - before, trail.size()
    console.print(f"{received} dossiers were received; {events - events_before} acts were done.")


def _watch(playing: list[Popen[bytes]], wanted: int, before: int) -> None:
    """Tell how far the play is: by a bar on a terminal, elsewhere by a line now and then."""
    words, told = f"Working on {wanted} dossiers", 0
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(words, total=wanted)
        while any(child.poll() is None for child in playing):
            played = dossiers.how_many() - before
            bar.update(task, completed=played)
            if not console.is_terminal and played * TOLD // wanted > told:
                told = played * TOLD // wanted
                console.print(f"{words}: {played} received")
            sleep(LOOK_SECONDS)


def _part_of(plan: Plan, part: int, parts: int) -> list[str]:
    """Return the arguments of the command that plays one part."""
    facts = asdict(replace(plan, part=part, parts=parts))
    options = [f"--{name}={facts[name]}" for name in ("dossiers", "seed", "part", "parts")]
    times = [f"--first={plan.first.isoformat()}", f"--until={plan.until.isoformat()}"]
    return children.motcua("play", *options, *times)


def play_part(plan: Plan) -> None:
    """Play one part; a demo that loses its last second in a power cut is loaded again."""
    check_is_demo()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    play(plan)


def check_is_demo() -> None:
    """Refuse a database that is not marked as a demonstration."""
    if not trail.is_demo():
        raise CannotRun(
            f"The database '{settings.DATABASES['default']['NAME']}' is not marked as a "
            "demonstration. 'motcua migrate --demo' marks an empty one."
        )


def guide(address: str) -> None:
    """Print where to look, as whom, and three things to try."""
    places = Table("Address", "What it is", title="Một Cửa is up")
    places.add_row(f"{address}/", "the citizen's site")
    places.add_row(f"{address}/tra-cuu/", "follow a dossier")
    places.add_row(f"{address}/dang-nhap/", "for officers")
    places.add_row(f"{address}/trinh-dien/thu/", "messages that would have been sent")
    logins = Table("Sign in as", "Where", "To", title=f"Password: {people.DEMO_PASSWORD}")
    for login in people.logins_here():
        logins.add_row(login.username, login.where, login.what_for)
    console.print(places, logins)
    for number, thing in enumerate(THINGS_TO_TRY, start=1):
        console.print(f"{number}. {thing}")
    console.print("Ctrl-C stops everything.")

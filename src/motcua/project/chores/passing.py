"""Pass on what ended agencies left, house by house, and say what waits for a person."""

from datetime import date, datetime, time

from django.utils import timezone
from rich.console import Console

from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.actor import system
from motcua.ground.kernel.dates import LOCAL
from motcua.onestop.dossiers import inheritance
from motcua.onestop.dossiers.actions import passing
from motcua.project.chores.demo import check_is_demo

ACTOR = system("pass-on")
MORNING = time(7, 30)
console = Console(highlight=False)


def pass_on(on: date | None = None) -> int:
    """
    Pass every unfinished dossier of an ended agency to its only successor.

    In transactions of some hundreds, so that a run cut short goes on where it was. What
    several may have, or nobody is recorded for, is counted and left to a person.

    :param on: the day to play in a demonstration; None is this moment.
    :raises CannotRun: for a day in a database that is no demonstration.
    """
    now = _moment(on)
    passed = sum(_pass_house(house_id, now) for house_id in inheritance.ended_houses(now.date()))
    console.print(f"{passed} dossiers were passed on.")
    return passed


def _moment(on: date | None) -> datetime:
    if on is None:
        return timezone.localtime(timezone.now())  # noqa: TID251 - a command is a door as well
    check_is_demo()
    return datetime.combine(on, MORNING, LOCAL)


def _pass_house(house_id: int, now: datetime) -> int:
    """Pass on what one house left, say where it went or waits, and return how many went."""
    passed = 0
    while count := passing.pass_on(actor=ACTOR, house_id=house_id, now=now):
        passed += count
    left = inheritance.left_behind(agencies.house(house_id)).count()
    name, today = agencies.agency(house_id).name, now.date()
    heirs = ", ".join(one.short_name for one in agencies.successors(house_id, on=today))
    if left and heirs:
        console.print(f"{name}: {left} wait for a head to take them in, of {heirs}")
    elif left:
        above = ", ".join(one.short_name for one in agencies.guardians(house_id, on=today))
        console.print(f"{name}: no successor; {left} wait for the head of {above or 'nobody'}")
    else:
        console.print(f"{name}: {passed} went to {heirs}")
    return passed

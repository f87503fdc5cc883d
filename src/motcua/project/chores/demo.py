"""Load the demonstration, step by step under a progress bar, and tell how to try it."""

from collections.abc import Callable

from django.conf import settings
from django.utils import timezone
from rich.console import Console
from rich.progress import track
from rich.table import Table

from motcua.demo import hours, people, procedures, tree
from motcua.ground.trail import queries as trail
from motcua.project.cli.failures import CannotRun


def publish_procedures() -> int:
    """Publish the five procedures as of this moment."""
    now = timezone.localtime(timezone.now())  # noqa: TID251 - a command is a door as well
    return procedures.load(now=now)


# What is there already is left as it is, so an interrupted load is simply done again.
STEPS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("Seating the province of April 2015", tree.load),
    ("Telling its offices their hours", hours.load),
    ("Seating its people", people.load),
    ("Publishing its procedures", publish_procedures),
)
THINGS_TO_TRY = (
    "Sign in as a receiver, open 'Tiếp nhận' and receive a dossier by keyboard alone.",
    "Sign in as a handler and work down 'Việc của tôi'; late dossiers say so.",
    "Follow a dossier at 'Tra cứu hồ sơ', with the code and the secret on its receipt.",
)
console = Console(highlight=False)


def load() -> None:
    """
    Load what the demonstration still lacks.

    :raises CannotRun: when the database is not marked as a demonstration.
    """
    check_is_demo()
    for _words, step in track(STEPS, description="Loading Bình Dương", transient=True):
        step()


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
    for login in people.DEMO_LOGINS:
        logins.add_row(login.username, login.where, login.what_for)
    console.print(places, logins)
    for number, thing in enumerate(THINGS_TO_TRY, start=1):
        console.print(f"{number}. {thing}")
    console.print("Ctrl-C stops everything.")

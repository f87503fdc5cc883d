"""What may be asked of the legal clock at a terminal."""

import sys
import time
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer
from django.utils import translation
from django.utils.module_loading import import_string

from motcua.ground.kernel.dates import LOCAL
from motcua.project.cli.surroundings import speak

app = typer.Typer(no_args_is_help=True, help="Ask the legal clock.")


class Language(StrEnum):
    """In which the clock explains itself."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


@app.callback()
def clock() -> None:
    """Ask the legal clock."""


@app.command()
def due(
    language: Annotated[Language, typer.Option(help="Of the words: vi or en.")] = (
        Language.VIETNAMESE
    ),
) -> None:
    """Read lives as JSON lines, write when each is due and why; see docs/operator.md."""
    answers = import_string("motcua.project.chores.clock.due")
    now, say = datetime.fromtimestamp(time.time(), LOCAL), str
    if language is Language.ENGLISH:
        # Only words in another language need Django, and with it settings of some kind.
        speak()
        translation.activate(language)
        say = import_string("motcua.ground.design.speech.said")
    for answer in answers(sys.stdin.buffer, now, say):
        # A lone surrogate of a line goes back as it came, escaped.
        sys.stdout.buffer.write(f"{answer}\n".encode(errors="backslashreplace"))
    sys.stdout.buffer.flush()

"""The legal clock at a terminal; of all chores the one that needs neither Django nor a database."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from motcua.ground.calendars import command
from motcua.ground.calendars.notation.writing import Say


def due(lines: Iterable[bytes], now: datetime, say: Say = str) -> Iterator[str]:
    """Yield when each life is due and why, as :func:`command.answers` does."""
    return command.answers(lines, now, say)

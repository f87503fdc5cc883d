"""How a command ends when it cannot do what it was asked: a sentence and an exit code."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from rich.console import Console
from rich.markup import escape

from motcua.ground.kernel.refusal import Refusal
from motcua.project.postgres import CannotStart

# 0 is done; 2 is Typer's own for wrong usage.
FOUND_WRONG = 1
CANNOT_RUN = 3

errors = Console(stderr=True)

DISKS_FAULT = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG}


class CannotRun(Exception):
    """The command cannot run here; the message says why and what to do."""


@contextmanager
def told_plainly() -> Iterator[None]:
    """End with a sentence instead of a traceback, where the cause lies outside the program."""
    try:
        yield
    except (CannotRun, CannotStart, ImproperlyConfigured, Refusal) as refusal:
        sentence = str(refusal)
    except (psycopg.OperationalError, DatabaseError) as error:
        sentence = f"The database says no: {str(error).strip()}"
    except OSError as error:
        if error.errno not in DISKS_FAULT:
            raise
        sentence = f"The disk says no: {why(error)}."
    else:
        return
    errors.print(f"[red]{escape(sentence)}[/red]", highlight=False)
    sys.exit(CANNOT_RUN)


def why(error: OSError) -> str:
    """Return what the system says went wrong, and with which file if it knows."""
    return f"{error.strerror} ({error.filename})" if error.filename else str(error.strerror)

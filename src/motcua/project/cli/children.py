"""Processes that this one keeps: they are told to stop when it ends, however it ends."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

PR_SET_PDEATHSIG = 1


class Stopped(BaseException):
    """Somebody asked this process to stop, by Ctrl-C or a signal."""


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """
    Raise ``Stopped`` at SIGINT and SIGTERM; a second one waits until the first is dealt with.

    A program put in the background by a script inherits SIGINT as ignored, so both are set.
    """
    before = {
        number: signal.signal(number, _stop_once) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop_once(_number: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


def spawn(arguments: list[str]) -> subprocess.Popen[bytes]:
    """Start one of our own commands in a session of its own."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    parent = os.getpid()

    def die_with_parent() -> None:
        if libc:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return subprocess.Popen(
        [sys.executable, *arguments],
        start_new_session=True,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads here, and no other way
    )


def motcua(*arguments: str) -> list[str]:
    """Return the arguments of Python that run this command line."""
    return ["-m", "motcua.project.cli", *arguments]


def finish(arguments: list[str]) -> int:
    """Run one of our own commands to its end and return its exit code."""
    child = spawn(arguments)
    try:
        return child.wait()
    finally:
        stop(child)


def stop(child: subprocess.Popen[bytes], *, seconds: float = 30) -> None:
    """Ask a child to stop, wait, and end it if it does not."""
    if child.poll() is None:
        child.terminate()
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()

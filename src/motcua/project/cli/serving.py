"""The two processes that serve: the web server and the worker of background jobs."""

import contextlib
import os
import socket
import time
from typing import Annotated

import typer
from granian import Granian
from granian.constants import Interfaces

from motcua.project.cli import children
from motcua.project.cli.failures import CannotRun
from motcua.project.cli.surroundings import surroundings

HOST = Annotated[str, typer.Option(help="Address to listen on.")]
PORT = Annotated[int, typer.Option(help="Port to listen on.")]

# Whoever asks for more than the database tells in this time holds up everybody else.
STATEMENT_SECONDS = 15
# A worker that ends at once is not started again more often than this.
BREATHER_SECONDS = 1
# More than one, so that a slow mail server does not keep back the rescue of stalled jobs.
JOBS_AT_ONCE = 4


def serve(
    host: HOST = "127.0.0.1",
    port: PORT = 8000,
    workers: Annotated[int, typer.Option(help="Processes; as many as there are cores.")] = 2,
) -> None:
    """Serve the pages with a production server until asked to stop."""
    check_port_is_free(host, port)
    os.environ.setdefault("STATEMENT_SECONDS", str(STATEMENT_SECONDS))
    with surroundings():
        Granian(
            "motcua.project.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=2,
            backpressure=16,
            respawn_failed_workers=True,
            workers_kill_timeout=20,
            log_enabled=os.environ.get("LOG_LEVEL", "INFO") in {"INFO", "DEBUG"},
        ).serve()


def worker(
    concurrency: Annotated[int, typer.Option(help="Jobs at the same time.")] = JOBS_AT_ONCE,
) -> None:
    """
    Do background jobs until asked to stop.

    The worker itself ends whenever the database restarts, with whatever code; it is
    started again until somebody asks this command to stop.
    """
    arguments = children.motcua("work", "--concurrency", str(concurrency))
    with surroundings(), contextlib.suppress(children.Stopped), children.stopped_by_signals():
        while True:
            child = children.spawn(arguments)
            try:
                child.wait()
            finally:
                children.stop(child)
            time.sleep(BREATHER_SECONDS)


def check_port_is_free(host: str, port: int) -> None:
    """Refuse, with a sentence, to listen where somebody else does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotRun(
                f"Port {port} of {host} cannot be used: {error.strerror}. "
                f"Stop what uses it, or choose another: make run PORT={port + 1}"
            ) from None

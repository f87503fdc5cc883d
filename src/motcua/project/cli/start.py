"""``motcua run``: everything up, from an empty directory to a page in the browser."""

import contextlib
import os
import subprocess
import time
import urllib.error
import urllib.request
from typing import Annotated

import typer
from rich.console import Console

from motcua.project import place
from motcua.project.cli import children
from motcua.project.cli.failures import CannotRun
from motcua.project.cli.serving import check_port_is_free
from motcua.project.cli.surroundings import surroundings
from motcua.project.postgres import Server

HOST = "127.0.0.1"
READY_SECONDS = 60
console = Console(highlight=False)


def run(port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000) -> None:
    """Start the database, the demonstration, the web server and the worker; Ctrl-C stops all."""
    check_port_is_free(HOST, port)
    address = f"http://{HOST}:{port}"
    os.environ.setdefault("PUBLIC_URL", address)
    with contextlib.suppress(children.Stopped), children.stopped_by_signals():
        if "DATABASE_URL" not in os.environ:
            console.print(f"Data are kept in {place.home()}")
        with surroundings(alone=True) as database, contextlib.ExitStack() as stack:
            prepare()
            kept = [
                children.spawn(children.motcua("serve", "--host", HOST, "--port", str(port))),
                children.spawn(children.motcua("worker")),
            ]
            for child in kept:
                stack.callback(children.stop, child)
            wait_until_ready(address)
            children.finish(children.motcua("guide", address))
            wait_for_an_end(kept, database)
    console.print("Everything is stopped.")


def prepare() -> None:
    """Bring the tables and the demonstration's data into the database, once."""
    for step in (("migrate", "--demo"), ("demo",)):
        code = children.finish(children.motcua(*step))
        if code:
            raise typer.Exit(code)


def wait_until_ready(address: str) -> None:
    """Wait until the server answers that it is ready."""
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):  # noqa: S310 - our own
                return
        except urllib.error.HTTPError as error:
            reason = error.read().decode(errors="replace").strip()
        except OSError as error:
            reason = str(error)
        if time.monotonic() > deadline:
            raise CannotRun(f"The server did not become ready: {reason}")
        time.sleep(0.1)


def wait_for_an_end(kept: list[subprocess.Popen[bytes]], database: Server | None) -> None:
    """Wait until somebody asks us to stop; what ends by itself is a failure."""
    while all(child.poll() is None for child in kept):
        if database and database.has_died:
            raise CannotRun(
                "The database ended by itself, so everything was stopped. Its last lines are in "
                f"{database.data.with_suffix('.log')}. The data are kept: start again."
            )
        time.sleep(0.2)
    raise CannotRun("The web server or the worker ended by itself; its last lines are above.")

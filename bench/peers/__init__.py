"""
The engines that others build on, each in an environment and a database of its own.

What a peer does for an intake and for a step stands in its file; it is its own documented
way to start a case and to complete a task. None keeps rights, a chain or letters as we do.
"""

import json
import os
import subprocess
import venv
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.house import as_superuser, console
from motcua.project.postgres import Server

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Package:
    """What to install, and the file that lets it play."""

    name: str
    asked: tuple[str, ...]
    file: str


PACKAGES = (
    Package("SpiffWorkflow", ("SpiffWorkflow==3.2.0",), "with_spiffworkflow.py"),
    Package("viewflow", ("django-viewflow==2.4.0", "Django==5.2.*"), "with_viewflow.py"),
    Package("caluma", ("caluma==11.3.0",), "with_caluma.py"),
)


class Peer:
    """A peer in a process of its own, which takes its own times."""

    def __init__(self, name: str, process: subprocess.Popen[str], log: Path) -> None:
        self.name, self._process, self._log = name, process, log

    def timed(self, kind: str, each: int) -> list[float]:
        """
        Let it do so many acts, and return what each took, in milliseconds.

        :raises Fell: when it did not answer.
        """
        said, heard = self._process.stdin, self._process.stdout
        assert said is not None and heard is not None  # noqa: PT018, S101  # both are piped
        try:
            said.write(f"{kind} {each}\n")
            said.flush()
            answer = heard.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise Fell(self._log.read_text().strip().rpartition("\n")[2])
        taken: list[float] = json.loads(answer)
        return taken

    def stop(self) -> None:
        """Let it go."""
        self._process.terminate()
        self._process.wait()


class Fell(Exception):
    """A peer that could not be installed, or ended by itself."""


def started(place: Path, server: Server, stack: ExitStack) -> list[Peer]:
    """Install and start every peer; one that cannot be is named and left out."""
    peers = []
    for package in PACKAGES:
        try:
            peer = _start(package, place, server)
            stack.callback(peer.stop)
            for kind in ("intake", "step"):
                peer.timed(kind, 1)
        except (Fell, OSError, subprocess.CalledProcessError) as fault:
            console.print(f"{package.name} is left out: {fault}")
        else:
            peers.append(peer)
    return peers


def _start(package: Package, place: Path, server: Server) -> Peer:
    python = _installed(package, place)
    database = f"peer_{package.name.lower()}"
    with as_superuser(server) as connection:
        connection.execute(f"CREATE DATABASE {database}".encode())
    facts = {"PEER_HOST": str(server.sockets), "PEER_DATABASE": database, "PEER_USER": "postgres"}
    log = place / f"{package.name}.log"
    process = subprocess.Popen(  # noqa: S603 - our own file
        [python, HERE / package.file],
        env={**_plain(), **facts},
        cwd=place,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log.open("w"),
        text=True,
    )
    return Peer(package.name, process, log)


def _installed(package: Package, place: Path) -> Path:
    """Install a peer as pip is set up to here, and return its Python."""
    home = place / package.name
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    asked = (*package.asked, "psycopg[binary]==3.3.9")
    done = subprocess.run(  # noqa: S603 - our own list
        [*pip, *asked], env=_plain(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Fell(done.stderr.strip().splitlines()[-1] if done.stderr else "pip failed")
    return python


def _plain() -> dict[str, str]:
    """Return the environment without what is ours."""
    ours = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "PYTHONPATH", "VIRTUAL_ENV", "SECRET_KEY"}
    return {name: value for name, value in os.environ.items() if name not in ours}

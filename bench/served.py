"""
Say what a served house gives: steps, intakes and work lists a second, memory, and a backup.

    python -m bench.served            # 1, 8 and 32 clients
    python -m bench.served 40 1 8     # 40 requests a round, with 1 and with 8 clients

The server is the product's own (`motcua serve`, two workers) on the loopback; clients run on the
same machine and take their share of it. Every figure is therefore shown beside that of the same
server's plain answer, `/healthz`, asked in the same round.
"""

import http.client
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.utils import timezone
from django.utils.module_loading import import_string
from rich.table import Table

from bench import archive, house
from bench.house import WARD, console, median, milliseconds, scratch
from bench.ours import Ours
from motcua.project.cli import children
from motcua.project.cli.start import wait_until_ready
from motcua.project.postgres import Server

PORT, HOST = 8765, "127.0.0.1"
CLIENTS, EACH, ROUNDS = (1, 8, 32), 64, 3
FEWEST = 4
"""So many requests each client sends at least, however many clients there are."""

RECEIVER, PLANNER = "phucuong.tiepnhan", "thudaumot.qldt.xuly"
COPY = "2.000815"
MOVED, SHOWN = (302, 303), (200,)


@dataclass(frozen=True, slots=True)
class Asking:
    """
    One kind of request.

    :param ask: does it once, by a connection.
    """

    name: str
    ask: Callable[[http.client.HTTPConnection], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a round of requests took: how many a second, and milliseconds of each."""

    rate: float
    times: list[float]

    @property
    def p50(self) -> float:
        """The median."""
        return median(self.times)

    @property
    def p95(self) -> float:
        """What all but one in twenty keep to."""
        return quantiles(self.times, n=20)[-1]


Rounds = dict[tuple[str, int], list[Taken]]


def main(each: int = EACH, *clients: int) -> None:
    """Serve a house, ask it, and print what it gave."""
    levels = clients or CLIENTS
    with scratch() as server:
        steps = sum(max(each, clients * FEWEST) for clients in levels) * (ROUNDS + 1)
        codes = made_ready(server, steps=steps)
        askings = [hello(), work_list(), step(codes), intake()]
        with served() as processes:
            rounds = asked(askings, levels, each)
            assert server.process is not None  # noqa: S101  # the scratch server is ours
            memory = peaks([*processes, server.process.pid])
        show(rounds, levels)
        for name, megabytes in memory.items():
            console.print(f"Peak memory of {name}: {megabytes:.0f} MB")
        keep_and_put_back()


def made_ready(server: Server, *, steps: int) -> Iterator[str]:
    """Fill an archive, receive permits to be moved on, and return their codes."""
    import_string("motcua.demo.simulation.simulate")(house.plan(60, seed=1))
    with house.as_superuser(server) as connection:
        played = archive.lives(connection)
        archive.fill(connection, played, range(archive.FEW), until=timezone.localdate())
    ours = Ours()
    return iter([ours.intake() for _permit in range(steps)])


@contextmanager
def served() -> Iterator[list[int]]:
    """Keep the product's own server and worker up."""
    plain = {"MOTCUA_DEVELOPMENT": "0", "DATABASE_POOL": "1"}
    before = {name: os.environ[name] for name in plain}
    os.environ.update(plain)
    kept = [
        children.spawn(children.motcua("serve", "--host", HOST, "--port", str(PORT))),
        children.spawn(children.motcua("worker")),
    ]
    try:
        wait_until_ready(f"http://{HOST}:{PORT}")
        yield [child.pid for child in kept]
    finally:
        for child in kept:
            children.stop(child)
        os.environ.update(before)


def asked(askings: list[Asking], levels: tuple[int, ...], each: int) -> Rounds:
    """Ask everything in turns; the first turn is not kept."""
    rounds: Rounds = {}
    for clients in levels:
        for turn in range(ROUNDS + 1):
            for asking in askings:
                taken = at_once(asking, clients, each)
                if turn:
                    rounds.setdefault((asking.name, clients), []).append(taken)
    return rounds


def at_once(asking: Asking, clients: int, each: int) -> Taken:
    """Let so many clients share a round of requests, each on a connection of its own."""

    def client(share: int) -> list[float]:
        connection = http.client.HTTPConnection(HOST, PORT, timeout=120)
        times = [milliseconds(lambda: asking.ask(connection)) for _request in range(share)]
        connection.close()
        return times

    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        lists = list(pool.map(client, [max(FEWEST, each // clients)] * clients))
    times = [taken for each_list in lists for taken in each_list]
    return Taken(len(times) / (time.perf_counter() - begun), times)


def hello() -> Asking:
    """Ask for the plainest page there is."""
    return Asking("hello", lambda connection: request(connection, "GET", "/healthz"))


def work_list() -> Asking:
    """Open a list of work."""
    signed_in = Signed(RECEIVER, "/viec/")
    return Asking("work list", lambda connection: signed_in.get(connection, "/viec/"))


def step(codes: Iterator[str]) -> Asking:
    """Forward a permit."""
    signed_in = Signed(PLANNER, "/viec/")

    def ask(connection: http.client.HTTPConnection) -> None:
        signed_in.post(connection, f"/ho-so/{next(codes)}/viec/1/chuyen-tiep/", {})

    return Asking("step", ask)


def intake() -> Asking:
    """Receive a copy to be certified, as the counter sends it."""
    signed_in, typed = Signed(RECEIVER, "/tiep-nhan/"), copy_typed()
    return Asking(
        "intake", lambda connection: signed_in.post(connection, "/tiep-nhan/nhan/", typed)
    )


class Signed:
    """A browser in which somebody is signed in."""

    def __init__(self, username: str, page: str) -> None:
        client = import_string("django.test.Client")()
        users = import_string("django.contrib.auth.get_user_model")().objects
        client.force_login(users.get(username=username))
        client.get(page)
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        self._token = cookies["form"]
        self._headers = {"Cookie": "; ".join(f"{name}={cookies[name]}" for name in cookies)}

    def get(self, connection: http.client.HTTPConnection, address: str) -> None:
        """Open a page."""
        request(connection, "GET", address, self._headers)

    def post(
        self, connection: http.client.HTTPConnection, address: str, typed: dict[str, Any]
    ) -> None:
        """Send a form, once."""
        sent = {**typed, "form_key": str(uuid4()), "csrfmiddlewaretoken": self._token}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        request(connection, "POST", address, self._headers | form, urlencode(sent), wants=MOVED)


def request(
    connection: http.client.HTTPConnection,
    method: str,
    address: str,
    headers: dict[str, str] | None = None,
    body: str | None = None,
    *,
    wants: tuple[int, ...] = SHOWN,
) -> None:
    """Ask once; another answer than the one that is wanted ends the measure."""
    connection.request(method, address, body, headers or {})
    answer = connection.getresponse()
    text = answer.read().decode()
    if "/dang-nhap/" in answer.headers.get("Location", ""):
        raise SystemExit(f"{method} {address}: nobody is signed in.")
    if answer.status not in wants:
        raise SystemExit(f"{method} {address} answers {answer.status}: {text[-2000:]}")


def copy_typed() -> dict[str, Any]:
    """Return a copy to be certified as it is typed at the ward's counter."""
    in_force = import_string("motcua.onestop.procedures.queries.in_force")
    return {
        "thu-tuc": COPY, "truong-hop": "trong-nuoc", "quay": str(house.agency_id(WARD)),
        "ban": str(in_force(COPY, on=timezone.localdate())),
        "kind": "person", "name": "Nguyễn Thị Phương Uyên", "identity_number": "074189004712",
        "born_on": "17/05/1989", "sex": "Nữ", "phone": "0912345386",
        "address": "12 Yersin, phường Phú Cường", "filed_by": "applicant",
        **{f"paper_{place}_{name}": value for place in range(3) for name, value in
           {"has": "on", "kind": "original", "quantity": "1"}.items()},
        "looked": "074189004712||0912345386|Nguyễn Thị Phương Uyên|1989-05-17",
        "pages": "3", "copies": "2", "delivery": "counter", "pay": "later",
    }  # fmt: skip


def peaks(roots: list[int]) -> dict[str, float]:
    """Return the most memory that each process has ever had, in megabytes; like ones once."""
    peak: dict[str, float] = {}
    for name, root in zip(("web server", "worker", "database"), roots, strict=True):
        below = list(_below(root))
        peak[f"the {name}, first process"] = _peak_of(root)
        peak[f"the {name}, largest of {len(below)} below it"] = max(map(_peak_of, below))
    return peak


def _below(pid: int) -> Iterator[int]:
    """Yield the processes below one, as the kernel lists them."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            yield child
            yield from _below(child)


def _peak_of(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM"))


def show(rounds: Rounds, levels: tuple[int, ...]) -> None:
    """Print every figure, and its share of the plain answer's in the same round."""
    table = Table(title=f"Medians of {ROUNDS} interleaved rounds; in brackets: hello is 1")
    for column in ("asked", "clients", "a second", "p50, ms", "p95, ms"):
        table.add_column(column, justify="left" if column == "asked" else "right")
    for (name, clients), taken in rounds.items():
        plain = rounds["hello", clients]
        cells = [name, str(clients)]
        for figure in ("rate", "p50", "p95"):
            values = [getattr(each, figure) for each in taken]
            bases = [getattr(each, figure) for each in plain]
            ratio = median([value / base for value, base in zip(values, bases, strict=True)])
            cells.append(f"{median(values):.1f} ({ratio:.3g})")
        table.add_row(*cells, end_section=clients == levels[-1])
    console.print(table)


def keep_and_put_back() -> None:
    """Print size and time of a backup, and the time to restore it into an empty place."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-restored-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        kept = home / "kept.tar"
        taken = milliseconds(lambda: finished("backup", str(kept)))
        console.print(f"Backup: {kept.stat().st_size / 1e6:.1f} MB in {taken / 1000:.1f} s")
        before = dict(os.environ)
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "FILES_ROOT", "TRAIL_ROOTS"):
            os.environ.pop(name, None)
        os.environ["MOTCUA_HOME"] = str(home / "again")
        try:
            taken = milliseconds(lambda: finished("restore", str(kept)))
        finally:
            os.environ.update(before)
        console.print(f"Restore, with all digests verified: {taken / 1000:.1f} s")


def finished(*arguments: str) -> None:
    """Run one of the product's commands to its end."""
    code = children.finish(children.motcua(*arguments))
    if code:
        console.print(f"motcua {arguments[0]} ended with {code}.")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""
Say how fast an intake and a step are beside two floors, and beside the engines others use.

    python -m bench.pace            # ten rounds of twenty
    python -m bench.pace 3 5        # three rounds of five
    python -m bench.pace 3 5 none   # without the peers, which are installed from PyPI

Rounds are interleaved: in each, everybody takes in so many cases and moves each one step on.
What is compared is a round of ours with the same round of another, so that a busy machine
slows both; the median of those ratios is shown. The exit code says whether the floor holds.
"""

import sys
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from rich.table import Table

from bench import floors, peers
from bench.house import console, median, scratch
from bench.ours import Ours
from motcua.project.postgres import Server

ROUNDS, EACH = 10, 20
MUST = 0.25
"""Of the pace of the second floor, for the same rows, locks, digest and job."""

KINDS = ("intake", "step")


class Contestant(Protocol):
    """Somebody who takes cases in, and moves each one step on in the same order."""

    name: str

    def timed(self, kind: str, each: int) -> list[float]:
        """Do so many acts of a kind, and return what each took, in milliseconds."""


Times = dict[str, dict[str, list[float]]]
"""Milliseconds of one act, round by round: by kind of act, by contestant."""


def compare(server: Server, rounds: int, each: int, *, with_peers: bool = True) -> bool:
    """Let everybody run, print what came out, and say whether the floor holds."""
    with ExitStack() as stack:
        ours = Ours()
        sample = floors.sample_of(ours)
        bare = stack.enter_context(floors.bare(sample))
        same = stack.enter_context(floors.same(sample))
        same_rows(ours, same)
        contestants: list[Contestant] = [ours, bare, same]
        if with_peers:
            place = Path(stack.enter_context(TemporaryDirectory(prefix="motcua-peers-")))
            contestants += peers.started(place, server, stack)
        times = run(contestants, rounds, each)
    show(times, rounds, each)
    return all(share(times[kind], ours.name, floors.Same.name) >= MUST for kind in KINDS)


def run(contestants: Sequence[Contestant], rounds: int, each: int) -> Times:
    """Return what an act of each kind took everybody, round by round; the first is not kept."""
    times: Times = {kind: defaultdict(list) for kind in KINDS}
    for turn in range(rounds + 1):
        for contestant in contestants:
            for kind in KINDS:
                taken = contestant.timed(kind, each)
                if turn:
                    times[kind][contestant.name].append(median(taken))
    return times


def share(times: dict[str, list[float]], whose: str, of: str) -> float:
    """Return somebody's pace as a share of another's: the median over the rounds."""
    pairs = zip(times[of], times[whose], strict=True)
    return median([floor / taken for floor, taken in pairs])


def same_rows(ours: Ours, floor: floors.Same) -> None:
    """Say where the second floor does not write what we write, table by table."""
    for kind in KINDS:
        written = [floors.rows_written(getattr(each, kind), each.run) for each in (ours, floor)]
        if written[0] != written[1]:
            console.print(f"{kind}: ours writes {written[0]}, the floor {written[1]}")


def show(times: Times, rounds: int, each: int) -> None:
    """Print milliseconds and shares."""
    table = Table(title=f"Medians of {rounds} interleaved rounds of {each}; fsync on")
    columns = ("contestant", *(f"{kind}, {what}" for kind in KINDS for what in ("ms", "of (a)")))
    for column in columns:
        table.add_column(column, justify="left" if column == "contestant" else "right")
    for name in times["step"]:
        cells = [name]
        for kind in KINDS:
            cells.append(f"{median(times[kind][name]):.2f}")
            cells.append(f"{share(times[kind], name, floors.Bare.name):.2f}")
        table.add_row(*cells)
    console.print(table)
    for kind in KINDS:
        pace = share(times[kind], Ours.name, floors.Same.name)
        verdict = "holds" if pace >= MUST else "FAILS"
        console.print(f"{kind}: {pace:.2f} of (b); must be {MUST}: {verdict}")


def main() -> None:
    """Measure as the arguments say."""
    rounds, each = (int(word) for word in (sys.argv[1:3] or (ROUNDS, EACH)))
    with scratch() as server:
        holds = compare(server, rounds, each, with_peers="none" not in sys.argv)
    sys.exit(not holds)


if __name__ == "__main__":
    main()

"""
Say where the time of an intake and a step goes.

    python -m bench.profile        # a hundred of each
    python -m bench.profile 400

Shares are of the time that each function spends itself, by the place where it stands. A profile
slows Python and not the database, so the database's share is a little larger than it says.
"""

import sys
from collections import Counter
from cProfile import Profile
from pstats import Stats

from rich.table import Table

from bench.house import console, scratch
from bench.ours import Ours

EACH = 100
PLACES = {
    "the database, and waiting for it": ("psycopg",),
    "Django's ORM": ("django/db",),
    "the rest of Django": ("django/",),
    "rights, rules and letters of ours": ("src/motcua/",),
}
"""Where functions stand, by a part of their file's or their own name; the first that fits."""

ELSEWHERE = "Python and other libraries"


def profiled(ours: Ours, kind: str, each: int) -> Stats:
    """Do so many acts of a kind under the profiler; the first is not kept."""
    getattr(ours, kind)()
    profile = Profile()
    profile.runcall(ours.timed, kind, each)
    return Stats(profile)


def shares(stats: Stats) -> dict[str, float]:
    """Return which share of the time each place takes."""
    times: Counter[str] = Counter()
    for (file, _line, function), (_calls, _all, own, *_rest) in stats.stats.items():  # type: ignore[attr-defined]
        times[place_of(f"{file} {function}")] += own
    return {place: own / times.total() for place, own in times.items()}


def place_of(name: str) -> str:
    """Return the place of a function by its file and name."""
    return next(
        (place for place, parts in PLACES.items() if any(part in name for part in parts)),
        ELSEWHERE,
    )


def main(each: int = EACH) -> None:
    """Profile both acts and print their shares side by side."""
    with scratch():
        ours = Ours()
        for _warm in range(each + 2):
            ours.intake()
        found = {kind: shares(profiled(ours, kind, each)) for kind in ("intake", "step")}
    table = Table(title=f"Where the time of {each} acts goes")
    for column in ("place", *found):
        table.add_column(column, justify="left" if column == "place" else "right")
    for place in (*PLACES, ELSEWHERE):
        table.add_row(place, *(f"{of.get(place, 0):.0%}" for of in found.values()))
    console.print(table)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))

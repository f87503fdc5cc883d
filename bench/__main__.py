"""
Run every measure once, one after the other, each smaller than it is by itself.

Says how long each took, and ends with which of them did not hold.
"""

import subprocess
import sys
from time import perf_counter

from bench.house import console

MEASURES: tuple[tuple[str, ...], ...] = (
    ("acts", "100"),
    ("pace", "4", "10"),
    ("profile", "50"),
    ("million", "5000", "5"),
    ("served", "32"),
)


def main() -> list[str]:
    """Run the measures and return the names of those that failed."""
    failed = []
    for name, *facts in MEASURES:
        console.rule(" ".join([name, *facts]))
        begun = perf_counter()
        ran = subprocess.run([sys.executable, "-m", f"bench.{name}", *facts], check=False)  # noqa: S603
        console.print(f"{name} took {(perf_counter() - begun) / 60:.1f} minutes.")
        if ran.returncode:
            failed.append(name)
    return failed


if __name__ == "__main__":
    if failures := main():
        sys.exit(f"Did not hold: {', '.join(failures)}.")

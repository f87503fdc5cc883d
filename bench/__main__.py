"""Run every measure once, one after the other; end with how many of them failed."""

import subprocess
import sys

MEASURES: tuple[tuple[str, ...], ...] = (
    ("acts", "300"),
    ("pace",),
    ("million", "20000"),
    ("served",),
)

if __name__ == "__main__":
    failed = [
        name
        for name, *facts in MEASURES
        if subprocess.run([sys.executable, "-m", f"bench.{name}", *facts], check=False).returncode  # noqa: S603
    ]
    if failed:
        sys.exit(f"Did not hold: {', '.join(failed)}.")

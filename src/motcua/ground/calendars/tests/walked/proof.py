"""
The clock beside the walker, on many random lives: `make proof`.

`python -m motcua.ground.calendars.tests.walked.proof [LIVES] [SEED]` prints each life in which
they differ, and how many were compared.
"""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from motcua.ground.calendars.command import answer
from motcua.ground.calendars.tests.walked.random_lives import Line, lives

AT_ONCE: Final = 100
SAME: Final = (
    "due_at",
    "lawful_due_at",
    "original_due_at",
    "extended",
    "clock",
    "standing",
)


def differences(line: Line, walked: Line) -> dict[str, Any]:
    """What the clock says otherwise than the walker; minutes may be rounded."""
    told = answer(line)
    if "error" in told:
        return {"error": told["error"]}
    found: dict[str, Any] = {
        name: (told[name], walked[name]) for name in SAME if told[name] != walked[name]
    }
    for name in ("used_minutes", "left_minutes"):
        if abs(told[name] - walked[name]) >= 1:
            found[name] = (told[name], walked[name])
    if torn(line, told):
        found["lines"] = torn(line, told)
    return found


def torn(line: Line, told: Line) -> list[str]:
    """Where the explanation does not lead from the receipt to the date, or adds up wrongly."""
    lines = told["lines"]
    found = [one["to"] for one, following in pairwise(lines) if one["to"] != following["from"]]
    if datetime.fromisoformat(lines[0]["from"]) != datetime.fromisoformat(line["received_at"]):
        found.append("does not begin at the receipt")
    if told["due_at"] and lines[-1]["to"] != told["due_at"]:
        found.append("does not end at the date")
    limit = _promised(line, told)
    counted = sum(one.get("minutes", one.get("days")) for one in lines if one["counts"])
    if limit is not None and abs(counted - limit) > 0.001:
        found.append(f"adds up to {counted}, not {limit}")
    return found


def _promised(line: Line, told: Line) -> float | None:
    """What the counting lines must add up to, where the limit is an amount and whole."""
    unit, value = line["limit"]["unit"], float(line["limit"]["value"])
    restarts = "RESTART" in str(line.get("policy"))
    if told["extended"] or restarts or not told["due_at"] or unit in ("same_day", "month"):
        return None
    return value * 60 if unit == "working_hour" else value


def differing(seed: int, count: int) -> Iterator[tuple[Line, dict[str, Any]]]:
    """The lives of a seed in which clock and walker differ."""
    for line, walked in lives(seed, count):
        found = differences(line, walked)
        if found:
            yield line, found


def main(count: int, first: int) -> int:
    """Compare so many lives; the exit status says whether all were alike."""
    different = 0
    for seed in range(first, first + count // AT_ONCE):
        for line, found in differing(seed, AT_ONCE):
            different += 1
            sys.stdout.write(f"{json.dumps(line, ensure_ascii=False)} {found}\n")
    sys.stdout.write(f"{count // AT_ONCE * AT_ONCE} lives compared, {different} differ\n")
    return min(different, 1)


if __name__ == "__main__":
    wanted = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(wanted + [200_000, 1][len(wanted) :])))

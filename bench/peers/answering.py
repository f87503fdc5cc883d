"""How a peer answers: a line asks for so many acts of a kind, a line says what each took."""

import json
import sys
from collections.abc import Callable
from time import perf_counter


def answer(**acts: Callable[[], object]) -> None:
    """Answer until nobody asks any more; times are milliseconds."""
    out = sys.stdout
    sys.stdout = sys.stderr  # what a library prints is no answer
    for line in sys.stdin:
        kind, count = line.split()
        taken = []
        for _act in range(int(count)):
            begun = perf_counter()
            acts[kind]()
            taken.append((perf_counter() - begun) * 1000)
        out.write(json.dumps(taken) + "\n")
        out.flush()

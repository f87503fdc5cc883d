"""
Say what the work of the office costs: statements for each act and page, with few and many dossiers.

    python -m bench.acts          # 10 dossiers against 3,000
    python -m bench.acts 500

It starts a database of its own and plays a demonstration in it. Counts of statements are
exact (transactions apart) and should not grow; milliseconds are of this machine, so only
their ratios say anything, and nothing here passes or fails.
"""

import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from importlib import import_module
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.utils.module_loading import import_string
from rich.table import Table

from bench import rare
from bench.house import console, plan, scratch

FEW, MANY = 10, 3000
ACTS = {
    "counter": ("receive", "mend_receipt"),
    "desk": ("collect_fee", "refund", "reduce_fee", "hand_over"),
    "endings": (
        *("stop", "ask_withdrawal", "agree_withdrawal", "decline_withdrawal", "return_papers"),
    ),
    "opinions": ("give_opinion", "note_silence"),
    "correcting": ("correct_words", "recall_result"),
    "steps": (
        *("assign", "confirm", "forward", "return_step"),
        *("propose", "approve", "send_back", "sign", "issue"),
    ),
}
PAGES = {
    "/": "",
    "/tra-cuu/": "",
    "/co-quan/": "",
    "/ban-lam-viec/": "thudaumot.lanhdao",
    "/viec/": "thudaumot.qldt.xuly",
    "/tiep-nhan/": "phucuong.tiepnhan",
    "/ho-so/{code}/": "phucuong.lanhdao",
    "/so-theo-doi/": "phucuong.tiepnhan",
    "/bang-ke-thu/": "thudaumot.thuquy",
    "/nhan-ban-giao/": "thudaumot.lanhdao",
    "/tim-ho-so/": "kiemtra",
}
EXPORTED = ("so-theo-doi", "viec", "tim-ho-so")
TAKES_OUT = {"kind": "xlsx", "reason": "Báo cáo giao ban tuần theo yêu cầu của lãnh đạo"}
RARE_TURNS = 3
EVENTS_INSERTED = 2000
PLAIN = """
    CREATE TEMP TABLE plain_event (LIKE trail_event INCLUDING INDEXES);
    CREATE TEMP SEQUENCE plain_event_id;
    ALTER TABLE plain_event ALTER id SET DEFAULT nextval('plain_event_id'),
        ALTER sequence SET DEFAULT currval('plain_event_id'), ALTER recorded_at SET DEFAULT now(),
        ALTER epoch SET DEFAULT 1, ALTER transaction_id SET DEFAULT 1, ALTER digest SET DEFAULT '';
"""
INSERT = """
    INSERT INTO {table} (subject_kind, subject_id, name, version, body, occurred_at, actor_kind,
        actor_name, late_declared, simulated)
    VALUES ('bench', %s, 'bench.done', 1, repeat('x', 400), now(), 'system', 'bench', false, true)
"""


@dataclass(slots=True)
class Cost:
    """What one kind of work took, time after time."""

    statements: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Count the statements and the time of what is done within."""
        asked = 0

        def count(execute: Callable[..., Any], *words: Any) -> Any:
            nonlocal asked
            asked += 1
            return execute(*words)

        begun = perf_counter()
        with connection.execute_wrapper(count):
            yield
        self.milliseconds.append((perf_counter() - begun) * 1000)
        self.statements.append(asked)

    @property
    def typical(self) -> float:
        """The median time."""
        return statistics.median(self.milliseconds)


Costs = dict[str, Cost]


def main(many: int) -> None:
    """Measure with few dossiers, play until there are many, measure again."""
    with scratch():
        compare(many)


def compare(many: int) -> None:
    """Print what acts, pages and the chain cost."""
    console.print(f"{FEW} dossiers played and every page opened; then {many}; then {FEW} again.")
    few_acts, few_pages = play(FEW, seed=1), open_pages()
    import_string("motcua.project.chores.demo.perform")(plan(many - FEW, seed=2))
    many_acts, many_pages = play(FEW * 3, seed=3), open_pages()
    show("Act", few_acts, many_acts, many)
    show("Page", few_pages, many_pages, many)
    show_chain()


def play(dossiers: int, *, seed: int) -> Costs:
    """Play lives and return what each act cost."""
    costs: Costs = defaultdict(Cost)
    with acts_measured(costs):
        import_string("motcua.demo.simulation.simulate")(plan(dossiers, seed=seed))
    for _turn in range(RARE_TURNS):
        rare.do(lambda name, act: weighed(act, costs[name]))
    return costs


@contextmanager
def acts_measured(costs: Costs) -> Iterator[None]:
    """Put every act on the scales; whoever plays lives takes it from its module."""
    kept = []
    for name, acts in ACTS.items():
        module = import_module(f"motcua.onestop.dossiers.actions.{name}")
        for act in acts:
            kept.append((module, act, getattr(module, act)))
            setattr(module, act, weighed(getattr(module, act), costs[act]))
    try:
        yield
    finally:
        for module, act, action in kept:
            setattr(module, act, action)


def weighed(action: Callable[..., Any], cost: Cost) -> Callable[..., Any]:
    """Return the act, measured each time."""

    @wraps(action)
    def act(**facts: Any) -> Any:
        with cost.measured():
            return action(**facts)

    return act


def open_pages(times: int = 5) -> Costs:
    """Open each page some times, signed in as whoever works there."""
    newest = import_string("motcua.onestop.dossiers.models.Dossier").objects.order_by("-id")
    code = newest.filter(desk__code="BD-718-25747").values_list("code", flat=True).first()
    users = import_string("django.contrib.auth.get_user_model")().objects
    costs: Costs = defaultdict(Cost)
    for address, username in PAGES.items():
        client = import_string("django.test.Client")()
        if username:
            client.force_login(users.get(username=username))
        for _ in range(times):
            with costs[address].measured():
                answer = client.get(address.format(code=code))
            if answer.status_code != 200:  # noqa: PLR2004 - the page is there
                console.print(f"{address} answers {answer.status_code}")
    take_out(costs)
    return costs


def take_out(costs: Costs) -> None:
    """Let a receiver take each of his lists out as a table."""
    client = import_string("django.test.Client")()
    users = import_string("django.contrib.auth.get_user_model")().objects
    client.force_login(users.get(username="phucuong.tiepnhan"))
    for slug in EXPORTED:
        for _time in range(RARE_TURNS):
            with costs[f"export {slug}"].measured():
                b"".join(client.post(f"/xuat-bang/{slug}/", TAKES_OUT))


def show(what: str, few: Costs, many: Costs, count: int) -> None:
    """Print two measurements side by side."""
    table = Table(what, *(f"statements at {each}" for each in (FEW, count)), "time, as a ratio")
    for name in many:
        if not many[name].statements:
            continue
        before, after = few[name], many[name]
        ratio = f"{after.typical / before.typical:.1f}" if before.statements else "–"
        most = (str(max(cost.statements)) if cost.statements else "–" for cost in (before, after))
        table.add_row(name, *most, ratio)
    console.print(table)


def show_chain() -> None:
    """Compare an insert that joins a chain with one into a temporary table without triggers."""
    with connection.cursor() as cursor:
        cursor.execute(PLAIN)
    times: dict[str, float] = defaultdict(float)
    for turn in range(4):
        for table in ("plain_event", "trail_event"):
            begun = perf_counter()
            with transaction.atomic(), connection.cursor() as cursor:
                for number in range(EVENTS_INSERTED // 4):
                    cursor.execute(INSERT.format(table=table), [f"{turn} {number % 50}"])
            times[table] += perf_counter() - begun
    plain, chained = (
        times[name] / EVENTS_INSERTED * 1000 for name in ("plain_event", "trail_event")
    )
    console.print(
        f"An event that joins its chain takes {chained:.2f} ms, an insert without triggers "
        f"{plain:.2f} ms: {chained / plain:.1f} times as long "
        f"({EVENTS_INSERTED} of each, in turns)."
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)

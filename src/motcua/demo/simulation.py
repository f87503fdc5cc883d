"""
Lives of dossiers, played through the real actions: nothing is inserted behind their backs.

One queue resumes whichever life's moment is next, so that codes and numbers are given in
the order of time. Each life has dice of its own, so the same seed gives the same codes,
people, acts and times; secrets, salts and form keys are fresh every time.
"""

import heapq
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from motcua.demo import seasons
from motcua.demo.lives import Player, play
from motcua.demo.matters import Desk
from motcua.demo.stage import Plan, Stage, stage_of
from motcua.demo.tills import till

Turn = tuple[datetime, int, Iterator[datetime]]
"""When a life, or a till, does its next act, its number, and itself."""


def simulate(plan: Plan) -> int:
    """Play these lives, and return how many acts were done."""
    with no_letters_sent():
        return _play(_queue(plan, stage_of(plan)), plan.until)


@contextmanager
def no_letters_sent() -> Iterator[None]:
    """
    Let the jobs that would send letters be forgotten: nobody here exists.

    What was to be told is shown on the demo's own page.
    """
    with app.replace_connector(InMemoryConnector()):
        yield


def _play(queue: list[Turn], until: datetime) -> int:
    """Resume whichever life is next, again and again; the queue is a heap."""
    acts = 0
    while queue and queue[0][0] <= until:
        _, number, life = queue[0]
        upcoming = next(life, None)
        acts += 1
        if upcoming is None:
            heapq.heappop(queue)
        else:
            heapq.heapreplace(queue, (upcoming, number, life))
    return acts


def _queue(plan: Plan, stage: Stage) -> list[Turn]:
    """Return the lives of this part, each at its arrival, in order of time."""
    dice = plan.dice("arrivals")
    arrivals = sorted(
        seasons.arrival(stage.time, dice, plan.first, plan.until) for _ in range(plan.dossiers)
    )
    weights = [desk.weight for desk in stage.desks]
    here = set(_desks_of(plan, stage.desks))
    turns: list[Turn] = []
    for number, moment in enumerate(arrivals):
        dice = plan.dice(f"dossier {number}")
        desk = dice.choices(stage.desks, weights)[0]
        if desk in here:
            life = play(Player(stage, dice, desk, moment))
            turns.append((next(life), number, life))
    turns += _tills(plan, stage)
    heapq.heapify(turns)
    return turns


def _tills(plan: Plan, stage: Stage) -> list[Turn]:
    """Return the closings of the sheets of this part's desks, each at its first."""
    turns: list[Turn] = []
    for number, desk in enumerate(_desks_of(plan, stage.desks), start=plan.dossiers):
        closings = till(stage, plan.dice(f"till {desk.agency_code}"), desk.agency_id, plan.first)
        turns.append((next(closings), number, closings))
    return turns


def _desks_of(plan: Plan, desks: list[Desk]) -> list[Desk]:
    """Return the desks of one part, so that all parts have about as much work."""
    loads = [0.0] * plan.parts
    shares: list[list[Desk]] = [[] for _ in loads]
    for desk in sorted(desks, key=lambda desk: -desk.weight):
        lightest = loads.index(min(loads))
        loads[lightest] += desk.weight
        shares[lightest].append(desk)
    return shares[plan.part]

"""
Lives of dossiers, played through the real actions: nothing is inserted behind their backs.

One queue resumes whichever life's moment is next, so that codes and numbers are given in
the order of time. Each life has dice of its own, so the same seed gives the same codes,
people, acts and times; secrets, salts and form keys are fresh every time.
"""

import heapq
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth import get_user_model
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from motcua.demo import matters, seasons
from motcua.demo.lives import Life, Stage
from motcua.demo.matters import Desk
from motcua.demo.office_time import A_SECOND, OfficeTime
from motcua.demo.people import logins_here
from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.queries import Seat
from motcua.ground.calendars import queries as calendars
from motcua.ground.kernel.actor import Actor, ActorKind, PostKind

SLOW_AGENCY = 0.12
# A step that got stuck may end long after the play.
BEYOND = timedelta(days=400)

Turn = tuple[datetime, int, Iterator[datetime]]
"""When a life does its next act, its number, and the life."""


@dataclass(frozen=True, slots=True)
class Plan:
    """
    What to play.

    :param dossiers: how many are received, from the first day on.
    :param until: the moment at which the play stops, whatever is unfinished then.
    :param part: which of so many parts, each with desks of its own, that may be played at
        the same time: no desk shares a number, an officer or a dossier with another's part.
    """

    dossiers: int
    first: date
    until: datetime
    seed: int
    part: int = 0
    parts: int = 1


def simulate(plan: Plan) -> int:
    """Play these lives, and return how many acts were done."""
    with no_letters_sent():
        return _play(_queue(plan, stage_of(plan)), plan.until)


@contextmanager
def no_letters_sent() -> Iterator[None]:
    """
    Let the jobs that would send letters be forgotten: nobody here exists.

    What was to be told stays queued and is shown on the demo's own page.
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
    dice = _dice(plan, "arrivals")
    arrivals = sorted(
        seasons.arrival(stage.time, dice, plan.first, plan.until) for _ in range(plan.dossiers)
    )
    weights = [desk.weight for desk in stage.desks]
    here = set(_desks_of(plan, stage.desks))
    turns: list[Turn] = []
    for number, moment in enumerate(arrivals):
        dice = _dice(plan, f"dossier {number}")
        desk = dice.choices(stage.desks, weights)[0]
        if desk in here:
            life = Life(stage, dice, desk, moment).play()
            turns.append((next(life), number, life))
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


def stage_of(plan: Plan) -> Stage:
    """Return the province with its people, ready for a plan to be played on it."""
    # A play until midnight ends with the day before.
    day = (plan.until - A_SECOND).date()
    (province,) = agencies.outline(day)
    tree = list(agencies.tree(day))
    seats = [
        seat
        for seat in agencies.seats(
            agency_ids=[agency.pk for agency in tree], kinds=tuple(PostKind), on=day
        )
        if seat.user_id is not None
    ]
    holders = {seat.post_id: _actor(seat) for seat in seats}
    by_place: dict[tuple[int, PostKind], list[tuple[int, Actor]]] = {}
    for seat in seats:
        place = by_place.setdefault((seat.agency_id, seat.kind), [])
        place.append((seat.post_id, holders[seat.post_id]))
    receiving = {seat.agency_id for seat in seats if seat.kind is PostKind.RECEIVER}
    dice = _dice(plan, "slow agencies")
    return Stage(
        until=plan.until,
        time=OfficeTime(calendars.calendar_of(province.agency.pk, plan.first, day + BEYOND)),
        seats=by_place,
        holders=holders,
        desks=matters.desks(province, receiving=receiving, on=day),
        slow=frozenset(agency.pk for agency in tree if dice.random() < SLOW_AGENCY),
        shown=_shown(seats),
        seed=plan.seed,
    )


def _actor(seat: Seat) -> Actor:
    return Actor(ActorKind.OFFICER, seat.holder, seat.user_id, is_simulated=True)


def _shown(seats: list[Seat]) -> frozenset[int]:
    """Return the seats of those by whose names anybody may sign in."""
    names = [login.username for login in logins_here()]
    accounts = get_user_model().objects.filter(username__in=names)
    users = set(accounts.values_list("pk", flat=True))
    return frozenset(seat.post_id for seat in seats if seat.user_id in users)


def _dice(plan: Plan, what: str) -> Random:
    return Random(f"{plan.seed} {what}")

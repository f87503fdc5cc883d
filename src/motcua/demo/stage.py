"""The province on which lives are played: who sits where, who is slow, what stays lying."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth import get_user_model

from motcua.demo import matters, seasons
from motcua.demo.matters import Desk
from motcua.demo.office_time import A_SECOND, OfficeTime
from motcua.demo.people import logins_here
from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.queries import Seat
from motcua.ground.agencies.rules import AgencyKind
from motcua.ground.calendars import queries as calendars
from motcua.ground.kernel.actor import Actor, ActorKind, PostKind
from motcua.onestop.dossiers.rules import ItemFacts

SLOW_AGENCY = 0.12
# A step that got stuck may end long after the play.
BEYOND = timedelta(days=400)
# Of what reaches a seat that the demo opens in the last hours, one item each stays there.
LEFT_LYING = (30.0, 16.0, 6.0)


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

    def dice(self, what: str) -> Random:
        """Return the dice of one thing, the same in every part."""
        return Random(f"{self.seed} {what}")


@dataclass(slots=True)
class Stage:
    """
    The province on which lives are played.

    :param until: when the play stops, whatever is unfinished then.
    :param seats: who sits where, by agency and kind of post.
    :param holders: who sits on a seat.
    :param slow: the agencies whose work takes longer.
    :param shown: the seats that the demo's logins hold.
    :param neighbours: of an office, the others of its committee in which somebody handles.
    :param takings: who took money at a desk since its sheets were last closed.
    :param received: the code of what each desk received last.
    """

    until: datetime
    time: OfficeTime
    seats: dict[tuple[int, PostKind], list[tuple[int, Actor]]]
    holders: dict[int, Actor]
    desks: list[Desk]
    slow: frozenset[int]
    shown: frozenset[int]
    neighbours: dict[int, list[int]] = field(default_factory=dict)
    takings: dict[int, list[Actor]] = field(default_factory=dict)
    received: dict[int, str] = field(default_factory=dict)
    lying: dict[tuple[int, PostKind], int] = field(default_factory=dict)
    seed: int = 0

    def somebody(self, dice: Random, agency_id: int, kind: PostKind, on: date) -> Actor:
        """Return one of those who sit on this kind of post, who is there if anybody is."""
        sitting = [actor for _, actor in self.seats[agency_id, kind]]
        present = [actor for actor in sitting if not self.is_away(actor, on)]
        return dice.choice(present or sitting)

    def is_away(self, actor: Actor, on: date) -> bool:
        """Say whether an officer is away on a day."""
        return seasons.is_away(self.seed, actor.name, on)

    def takes_money(self, desk_id: int, actor: Actor) -> None:
        """Remember that money passed through an officer's hands at a desk."""
        hands = self.takings.setdefault(desk_id, [])
        if actor not in hands:
            hands.append(actor)

    def keeps(self, item: ItemFacts, at: datetime) -> bool:
        """Say whether an item stays where it is at the end, for whoever tries the demo out."""
        place = (item.agency_id, item.post_kind)
        there = {post_id for post_id, _ in self.seats[place]}
        reached = there if item.post_id is None else {item.post_id}
        count = self.lying.get(place, 0)
        if not reached & self.shown or count == len(LEFT_LYING):
            return False
        if at < self.time.later(self.until, hours=-LEFT_LYING[count]):
            return False
        self.lying[place] = count + 1
        return True


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
    dice = plan.dice("slow agencies")
    return Stage(
        until=plan.until,
        time=OfficeTime(calendars.calendar_of(province.agency.pk, plan.first, day + BEYOND)),
        seats=by_place,
        holders=holders,
        desks=matters.desks(province, receiving=receiving, on=day),
        slow=frozenset(agency.pk for agency in tree if dice.random() < SLOW_AGENCY),
        shown=_shown(seats),
        neighbours=_neighbours(
            {
                agency.pk: agency.parent_id
                for agency in tree
                if agency.kind == AgencyKind.OFFICE and (agency.pk, PostKind.HANDLER) in by_place
            }
        ),
        seed=plan.seed,
    )


def _neighbours(offices: dict[int, int | None]) -> dict[int, list[int]]:
    """
    Return for each office the others of the same committee.

    :param offices: what each belongs to.
    """
    return {
        office: [other for other, above in offices.items() if above == parent and other != office]
        for office, parent in offices.items()
    }


def _actor(seat: Seat) -> Actor:
    return Actor(ActorKind.OFFICER, seat.holder, seat.user_id, is_simulated=True)


def _shown(seats: list[Seat]) -> frozenset[int]:
    """Return the seats of those by whose names anybody may sign in."""
    names = [login.username for login in logins_here()]
    accounts = get_user_model().objects.filter(username__in=names)
    users = set(accounts.values_list("pk", flat=True))
    return frozenset(seat.post_id for seat in seats if seat.user_id in users)

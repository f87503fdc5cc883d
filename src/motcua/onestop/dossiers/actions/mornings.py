"""What the house tells its officers in the morning."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate, localtime

from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.queries import Left, Reachable
from motcua.ground.calendars import queries as calendars
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.dates import beginning_of
from motcua.ground.notifications import queries as notifications
from motcua.ground.notifications import writes
from motcua.ground.notifications.rules import Channel
from motcua.ground.notifications.writes import Telling
from motcua.ground.trail.rules import Subject
from motcua.onestop.dossiers import letters, lists
from motcua.onestop.dossiers.lists import Heap

WORK, PRESSING, CHOICE = "/viec/", "/viec/den-han/", "/tai-khoan/thu-buoi-sang/"
MORNING_HOURS = range(7, 11)
SATURDAY = 5
TOLD = (PostKind.HANDLER, PostKind.HEAD)


@transaction.atomic(durable=True)
def tell_officers(*, now: datetime) -> int:
    """
    Write to each handler and head how much of his work presses, and return to how many.

    On the mornings of days on which his agency works, once a day, however often it is called;
    to whom nothing presses, who has no address or wants no letter, nothing is written.
    """
    if localtime(now).hour not in MORNING_HOURS:
        return 0
    since = beginning_of(localdate(now))
    told = notifications.subjects_told(letters.MORNING, since=since)
    silent = notifications.without_morning_mail()
    seats = _at_work(agencies.reachable(TOLD, on=localdate(now)), localdate(now))
    asked = (seat for seat in seats if seat.user_id not in silent and str(seat.user_id) not in told)
    heaps, left = lists.pressing(now), _lying(seats, localdate(now))
    return len(writes.queue(_tellings(asked, heaps, left), now=now))


def _lying(seats: list[Reachable], today: date) -> dict[int, int]:
    """
    Return how many dossiers nobody sees to in the agencies of these heads, by agency.

    What an ended one left counts in each agency that is to see to it.
    """
    counts = lists.left_lying(on=today)
    headed = {seat.agency_id for seat in seats if seat.kind == PostKind.HEAD}
    ended = agencies.left_to(headed, on=today) if counts else Left({}, {})
    return {
        agency_id: sum(counts.get(each, 0) for each in {agency_id, *ended.of([agency_id])})
        for agency_id in headed
    }


def _at_work(seats: list[Reachable], today: date) -> list[Reachable]:
    """Return the seats whose agencies work today; of one without a calendar, on weekdays."""
    held = calendars.calendars_of({seat.agency_id for seat in seats}, today, today)
    working = {
        agency_id
        for agency_id, calendar in held.items()
        if (calendar.is_working(today) if calendar.hours else today.weekday() < SATURDAY)
    }
    return [seat for seat in seats if seat.agency_id in working]


def _tellings(
    seats: Iterable[Reachable], heaps: list[Heap], left: Mapping[int, int]
) -> Iterator[Telling]:
    """
    Yield a letter for each of whose work something presses.

    :param left: how many dossiers nobody sees to, by agency; their heads are told.
    """
    for user_id, group in groupby(seats, key=attrgetter("user_id")):
        own = list(group)
        mine = [heap for heap in heaps if any(_is_before(seat, heap) for seat in own)]
        counts = {
            name: sum(getattr(heap, name) for heap in mine)
            for name in ("late", "today", "tomorrow")
        }
        headed = {seat.agency_id for seat in own if seat.kind == PostKind.HEAD}
        counts["holderless"] = sum(left.get(agency_id, 0) for agency_id in headed)
        if any(counts.values()):
            facts = {name: str(count or "") for name, count in counts.items()}
            is_head = any(seat.kind == PostKind.HEAD for seat in own)
            pages = {"work": PRESSING if is_head else WORK, "choice": CHOICE}
            facts |= {name: f"{settings.PUBLIC_URL}{page}" for name, page in pages.items()}
            to = {Channel.EMAIL: own[0].email}
            yield Telling(Subject("officer", str(user_id)), to, letters.MORNING, facts)


def _is_before(seat: Reachable, heap: Heap) -> bool:
    """Say whether work is a seat's: a head's is all of his agency and of its offices."""
    if seat.kind == PostKind.HEAD:
        return seat.agency_id in {heap.agency_id, heap.committee_id}
    if seat.agency_id != heap.agency_id:
        return False
    waits = heap.post_id is None and heap.post_kind == seat.kind
    return waits or heap.post_id == seat.post_id

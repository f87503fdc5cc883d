"""The ways of counting, by unit: to the due moment, and to where a wait begins."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from motcua.ground.calendars.counting import hours, same_day, spans, working_days
from motcua.ground.calendars.counting.reckoning import Reckoning
from motcua.ground.calendars.limits import Limit, Unit


@dataclass(frozen=True, slots=True)
class Way:
    """
    How a unit is counted, each explained in the ledger as it is counted.

    :param count: the whole limit, to its due moment.
    :param spend: what is used of it until a request, to the rest that a wait leaves (R7).
    """

    count: Callable[[Reckoning], datetime]
    spend: Callable[[Reckoning, datetime], Limit]


WAYS = {
    Unit.WORKING_DAY: Way(working_days.count, working_days.spend),
    Unit.WORKING_HOUR: Way(hours.count, hours.spend),
    Unit.SAME_DAY: Way(same_day.count, same_day.spend),
    Unit.DAY: Way(spans.count_days, spans.spend),
    Unit.MONTH: Way(spans.count_months, spans.spend),
}


def count(reckoning: Reckoning) -> datetime:
    """Return the due moment of a limit, and explain the way to it."""
    if reckoning.start.was_moved:
        reckoning.explain_move()
    return WAYS[reckoning.limit.unit].count(reckoning)


def spend(reckoning: Reckoning, asked_at: datetime) -> Limit:
    """Return the rest that a wait leaves, and explain the way to its request."""
    reckoning.ledger.stop = asked_at
    if reckoning.start.was_moved:
        reckoning.explain_move()
    rest = WAYS[reckoning.limit.unit].spend(reckoning, asked_at)
    reckoning.ledger.stop = None
    return rest

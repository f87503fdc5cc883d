"""The ways of counting, by unit: to the due moment, and to where a wait begins."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from motcua.ground.calendars.counting import hours, same_day, spans, working_days
from motcua.ground.calendars.counting.reckoning import Reckoning
from motcua.ground.calendars.limits import Limit, Unit
from motcua.ground.kernel.words import Words, mark

AT_ONCE = mark("hết hạn ngay lúc bắt đầu tính")


@dataclass(frozen=True, slots=True)
class Way:
    """
    How a unit is counted, each explained in the ledger as it is counted.

    :param rule: by which it is counted.
    :param count: the whole limit, to its due moment.
    :param spend: what is used of it until a request, to the rest that a wait leaves (R7).
    """

    rule: str
    count: Callable[[Reckoning], datetime]
    spend: Callable[[Reckoning, datetime], Limit]


WAYS = {
    Unit.WORKING_DAY: Way("R1", working_days.count, working_days.spend),
    Unit.WORKING_HOUR: Way("R3", hours.count, hours.spend),
    Unit.SAME_DAY: Way("R4", same_day.count, same_day.spend),
    Unit.DAY: Way("R5", spans.count_days, spans.spend),
    Unit.MONTH: Way("R6", spans.count_months, spans.spend),
}


def count(reckoning: Reckoning) -> datetime:
    """Return the due moment of a limit, and explain the way to it."""
    if reckoning.start.was_moved:
        reckoning.explain_move()
    way = WAYS[reckoning.limit.unit]
    due_at = way.count(reckoning)
    reckoning.ledger.say_at_least(Words(AT_ONCE), way.rule, reckoning.law)
    return due_at


def spend(reckoning: Reckoning, asked_at: datetime) -> Limit:
    """Return the rest that a wait leaves, and explain the way to its request."""
    reckoning.ledger.stop = asked_at
    if reckoning.start.was_moved:
        reckoning.explain_move()
    rest = WAYS[reckoning.limit.unit].spend(reckoning, asked_at)
    reckoning.ledger.stop = None
    return rest

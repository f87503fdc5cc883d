"""What the law gives, and how it is read where it can be read in two ways."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from fractions import Fraction

MOMENTS = 3_600_000_000  # microseconds of an hour, as finely as instants are kept
SETTLING = 60  # more days off in a row than any calendar has


class Unit(StrEnum):
    """What a limit counts; limits are never converted from one to another."""

    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    SAME_DAY = "same_day"


@dataclass(frozen=True, slots=True)
class Limit:
    """
    How long the law gives.

    :param amount: whole for days and months, any fraction that an instant can show for hours;
        not read for the same day.
    :param cutoff: until when a receipt is answered the same day, 15:00 if not told.
    """

    amount: int | Fraction
    unit: Unit
    cutoff: time | None = None

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"a limit below nothing: {self.amount}")
        if self.unit is not Unit.WORKING_HOUR and self.amount != int(self.amount):
            raise ValueError(f"{self.unit} is counted whole: {self.amount}")
        if self.amount * MOMENTS != int(self.amount * MOMENTS):
            raise ValueError(f"hours are counted in whole microseconds: {self.amount}")


@dataclass(frozen=True, slots=True)
class Readings:
    """
    How the law is read where it can be read in two ways; each is off by default.

    :param makeup_saturday_is_off: R1, a make-up Saturday is no working day.
    :param end_of_day: R1, the last day ends at 24:00, not when the office closes.
    :param submission_day: R2, a receipt out of hours keeps its real day as day 0.
    :param next_opening: R3, hours that run out when the office closes end when it reopens.
    :param at_cutoff_is_after: R4, a receipt at the very cut-off is after it.
    """

    makeup_saturday_is_off: bool = False
    end_of_day: bool = False
    submission_day: bool = False
    next_opening: bool = False
    at_cutoff_is_after: bool = False


AS_WRITTEN = Readings()

# Plain days that one unit may take, at the most; an office opens one day in four at the least.
DAYS_PER_UNIT = {Unit.MONTH: 31, Unit.DAY: 1, Unit.SAME_DAY: 0}
AT_MOST = 4


def reach(limit: Limit, received_on: date) -> date:
    """Return a day that no due moment of this limit lies beyond, to fetch a calendar by."""
    days = int(limit.amount) * DAYS_PER_UNIT.get(limit.unit, AT_MOST)
    return received_on + timedelta(days=days + SETTLING)

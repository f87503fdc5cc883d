"""An independent clock that walks: day by day, minute by minute, sharing no code with ours."""

import calendar
from collections.abc import Callable
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

Opening = list[tuple[str, str]]


class Walker:
    """
    Walks over days and minutes.

    :param opening: the hours of a day as pairs of "HH:MM"; none on a day off.
    """

    def __init__(self, opening: Callable[[date], Opening]) -> None:
        self.opening = opening

    def instant(self, on: date, clock: str, like: datetime) -> datetime:
        hour, minute = map(int, clock.split(":"))
        return like.replace(
            year=on.year, month=on.month, day=on.day, hour=hour, minute=minute, second=0
        )

    def closing(self, on: date, like: datetime) -> datetime:
        return self.instant(on, self.opening(on)[-1][1], like)

    def next_open_day(self, on: date) -> date:
        while not self.opening(on):
            on += DAY
        return on

    def day_zero(self, received_at: datetime) -> tuple[datetime, bool]:
        on = received_at.date()
        if self.opening(on) and received_at < self.closing(on, received_at):
            return received_at, False
        moved = self.next_open_day(on + DAY)
        return self.instant(moved, self.opening(moved)[0][0], received_at), True

    def due(self, received_at: datetime, amount: int, unit: str) -> datetime:
        start, was_moved = self.day_zero(received_at)
        on = start.date()
        if unit == "working_hour":
            return self.minutes(start, amount * 60)
        if unit == "working_day":
            while amount:
                on += DAY
                amount -= bool(self.opening(on))
        elif unit == "day":
            on += amount * DAY
        elif unit == "month":
            on = self.same_number(on, amount)
        elif not was_moved and start > self.instant(on, "15:00", start):
            on += DAY
        return self.closing(self.next_open_day(on), start)

    def same_number(self, on: date, months: int) -> date:
        year, month = on.year, on.month
        for _ in range(months):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return date(year, month, min(on.day, calendar.monthrange(year, month)[1]))

    def minutes(self, now: datetime, left: int) -> datetime:
        while left:
            now += MINUTE
            left -= self.is_open_until(now)
        return now

    def is_open_until(self, end_of_minute: datetime) -> bool:
        on = end_of_minute.date()
        clock = f"{end_of_minute:%H:%M}"
        return any(opens < clock <= closes for opens, closes in self.opening(on))

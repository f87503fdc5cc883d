"""How a promise stands, in words: time left, time late, kept or not."""

from datetime import datetime, timedelta
from enum import StrEnum

from motcua.ground.calendars.explanation import last_day
from motcua.ground.calendars.working_time import (
    WorkingCalendar,
    WorkingTime,
    working_time_between,
)
from motcua.ground.kernel.dates import day, local, time_of_day
from motcua.ground.kernel.words import Words, mark

HOUR = 60
MINUTE = timedelta(minutes=1)
DAYS_ALONE = 10  # from here on hours no longer matter


class Standing(StrEnum):
    """How a finished promise was kept (R8), or how an open one stands."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    OVERDUE = "overdue"


# Days and hours, days alone, hours and minutes, hours alone, minutes alone, nearly nothing.
LEFT = (
    mark("còn {days} ngày {hours} giờ làm việc"),
    mark("còn {days} ngày làm việc"),
    mark("còn {hours} giờ {minutes} phút làm việc"),
    mark("còn {hours} giờ làm việc"),
    mark("còn {minutes} phút làm việc"),
    mark("còn dưới 1 phút làm việc"),
)
# The same where the head of a column says what is counted.
BRIEFLY_LEFT = (
    mark("còn {days} ngày {hours} giờ"),
    mark("còn {days} ngày"),
    mark("còn {hours} giờ {minutes} phút"),
    mark("còn {hours} giờ"),
    mark("còn {minutes} phút"),
    mark("còn dưới 1 phút"),
)
LATE = (
    mark("trễ {days} ngày {hours} giờ"),
    mark("trễ {days} ngày"),
    mark("trễ {hours} giờ {minutes} phút"),
    mark("trễ {hours} giờ"),
    mark("trễ {minutes} phút"),
    mark("trễ dưới 1 phút"),
)
ENDED_LATE = (
    mark("trễ hạn {days} ngày {hours} giờ"),
    mark("trễ hạn {days} ngày"),
    mark("trễ hạn {hours} giờ {minutes} phút"),
    mark("trễ hạn {hours} giờ"),
    mark("trễ hạn {minutes} phút"),
    mark("trễ hạn dưới 1 phút"),
)
# Of today, of yesterday, of a day before.
OVERDUE_SINCE = (
    mark("quá hạn từ {time} hôm nay"),
    mark("quá hạn từ {time} hôm qua"),
    mark("quá hạn từ {time} ngày {day}"),
)
DUE_TODAY = mark("hết hạn lúc {time} hôm nay")
PROMISED_TODAY = mark("hẹn trả {time} hôm nay")


def standing(finished_at: datetime, due_at: datetime) -> Standing:
    """
    Return whether a finished promise was kept.

    Moments are compared, so that a result after closing on the due day is late; early is
    an earlier day, not an earlier hour.
    """
    if finished_at > due_at:
        return Standing.LATE
    is_earlier = local(finished_at).date() < last_day(local(due_at))
    return Standing.EARLY if is_earlier else Standing.ON_TIME


def standing_now(now: datetime, due_at: datetime | None) -> Standing:
    """Return how an open promise stands; while its clock stands it has no due moment."""
    return Standing.OVERDUE if due_at and now > due_at else Standing.OPEN


def standing_words(finished_at: datetime, due_at: datetime, calendar: WorkingCalendar) -> Words:
    """Return how a finished promise was kept: "xong trước hạn", "trễ hạn 1 ngày 5 giờ"."""
    match standing(finished_at, due_at):
        case Standing.EARLY:
            return Words(mark("xong trước hạn"))
        case Standing.ON_TIME:
            return Words(mark("đúng hạn"))
        case _:
            return _two_units(ENDED_LATE, working_time_between(calendar, due_at, finished_at))


def time_left(
    now: datetime, due_at: datetime, calendar: WorkingCalendar, *, for_citizen: bool = False
) -> Words:
    """
    Return how much working time an open promise has left, or by how much it is late.

    :param calendar: of the desk that received, over the days between the two moments.
    """
    now, due_at = local(now), local(due_at)
    if now > due_at:
        return lateness(now, due_at, calendar)
    if last_day(due_at) == now.date():
        time = "24:00" if due_at.date() > now.date() else time_of_day(due_at)
        return Words(PROMISED_TODAY if for_citizen else DUE_TODAY, {"time": time})
    return _two_units(LEFT, working_time_between(calendar, now, due_at))


def time_left_briefly(now: datetime, due_at: datetime, calendar: WorkingCalendar) -> Words:
    """
    Return the same for a list whose head names the unit: "còn 5 giờ 18 phút".

    Today too is told in hours: the list says beside it when the day ends.
    """
    now, due_at = local(now), local(due_at)
    if now > due_at:
        return lateness(now, due_at, calendar)
    return _two_units(BRIEFLY_LEFT, working_time_between(calendar, now, due_at))


def lateness(now: datetime, due_at: datetime, calendar: WorkingCalendar) -> Words:
    """
    Return by how much working time an open promise is late: "trễ 1 ngày 5 giờ".

    Before the next working minute no working time has passed: then since when it is late.
    """
    amount = working_time_between(calendar, due_at, now)
    if amount.days or amount.minutes or now - due_at < MINUTE:
        return _two_units(LATE, amount)
    now, due_at = local(now), local(due_at)
    facts = {"time": time_of_day(due_at), "day": day(due_at.date())}
    nights = (now.date() - due_at.date()).days
    return Words(OVERDUE_SINCE[min(nights, len(OVERDUE_SINCE) - 1)], facts)


def _two_units(texts: tuple[str, ...], amount: WorkingTime) -> Words:
    """Say an amount in its two largest units, rounded down; an empty second one is left out."""
    hours, minutes = divmod(amount.minutes, HOUR)
    facts = {"days": amount.days, "hours": hours, "minutes": minutes}
    days_and_hours, days_alone, hours_and_minutes, hours_alone, minutes_alone, nothing = texts
    if amount.days:
        return Words(days_and_hours if hours and amount.days < DAYS_ALONE else days_alone, facts)
    if hours:
        return Words(hours_and_minutes if minutes else hours_alone, facts)
    return Words(minutes_alone if minutes else nothing, facts)

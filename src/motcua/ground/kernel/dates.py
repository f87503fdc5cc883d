"""Words for dates and times of day; what today is, is handed in."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from motcua.ground.kernel.words import Words, mark

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")

WEEKDAYS = (
    mark("thứ Hai {day}"),
    mark("thứ Ba {day}"),
    mark("thứ Tư {day}"),
    mark("thứ Năm {day}"),
    mark("thứ Sáu {day}"),
    mark("thứ Bảy {day}"),
    mark("Chủ nhật {day}"),
)
PROMISES = (
    mark("{time}, thứ Hai {day}"),
    mark("{time}, thứ Ba {day}"),
    mark("{time}, thứ Tư {day}"),
    mark("{time}, thứ Năm {day}"),
    mark("{time}, thứ Sáu {day}"),
    mark("{time}, thứ Bảy {day}"),
    mark("{time}, Chủ nhật {day}"),
)
FEBRUARY = 2


def local(at: datetime) -> datetime:
    """
    Return the instant as the clocks of Vietnam show it.

    :raises ValueError: for a time without an offset, which is no instant.
    """
    if at.tzinfo is None:
        raise ValueError(f"a time without an offset: {at.isoformat()}")
    return at.astimezone(LOCAL)


def beginning_of(on: date) -> datetime:
    """Return the instant at which a local day begins."""
    return datetime.combine(on, time.min, LOCAL)


def end_of(on: date) -> datetime:
    """Return the last instant of a local day."""
    return datetime.combine(on, time.max, LOCAL)


def day(on: date) -> str:
    """Return "20/04/2015"."""
    return f"{on.day:02d}/{on.month:02d}/{on.year:04d}"


def time_of_day(at: datetime) -> str:
    """Return "17:00"; seconds are never shown."""
    return f"{local(at):%H:%M}"


def at(moment: datetime) -> str:
    """Return "14:05 02/11/2026"."""
    return f"{time_of_day(moment)} {day(local(moment).date())}"


def weekday_and_day(on: date) -> Words:
    """Return "thứ Hai 20/04/2015"."""
    return Words(WEEKDAYS[on.weekday()], {"day": day(on)})


def promise(at: datetime) -> Words:
    """Return the moment of a promise: "17:00, thứ Hai 20/04/2015"."""
    on = local(at).date()
    return Words(PROMISES[on.weekday()], {"time": time_of_day(at), "day": day(on)})


def past(at: datetime, today: date) -> Words:
    """Return when something was done: "hôm nay 09:12", "hôm qua 09:12", then the date."""
    on = local(at).date()
    facts = {"time": time_of_day(at), "day": day(on)}
    if on == today:
        return Words(mark("hôm nay {time}"), facts)
    if on == today - timedelta(days=1):
        return Words(mark("hôm qua {time}"), facts)
    return Words(mark("{day} {time}"), facts)


def day_on_paper(on: date) -> str:
    """
    Return the date as official papers print it: "ngày 20 tháng 4 năm 2015".

    Days under ten and the months January and February carry a zero (NĐ 30/2020).
    """
    month = f"{on.month:02d}" if on.month <= FEBRUARY else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def moment_on_paper(at: datetime) -> str:
    """Return "17 giờ 00 phút, ngày 20 tháng 4 năm 2015"."""
    here = local(at)
    return f"{here.hour:02d} giờ {here.minute:02d} phút, {day_on_paper(here.date())}"

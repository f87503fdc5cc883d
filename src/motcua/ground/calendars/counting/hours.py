"""R3: working hours; only the time inside opening intervals, and an interval's end is inside."""

from datetime import datetime, timedelta
from fractions import Fraction

from motcua.ground.calendars.counting.reckoning import CHOSEN, Reckoning
from motcua.ground.calendars.explanation import MOMENT
from motcua.ground.calendars.limits import MOMENTS, Limit, Unit
from motcua.ground.calendars.working_time import A_DAY, Remark, at, midnight_after, worked
from motcua.ground.kernel.words import Words, mark

AN_HOUR = timedelta(hours=1)

OUT_OF_HOURS = Words(mark("ngoài giờ làm việc"))
IN_THE_BREAK = Words(mark("nghỉ giữa giờ làm việc"))
HOURS_COUNTED = {
    None: mark("{hours} giờ {minutes} phút làm việc"),
    Remark.MADE_UP: mark("{hours} giờ {minutes} phút làm bù cho ngày {other_day}{note}"),
    Remark.UNCERTAIN: mark(
        "{hours} giờ {minutes} phút ({name}: chưa rõ có được nghỉ nên vẫn tính)"
    ),
    Remark.OWN: mark("{hours} giờ {minutes} phút làm việc theo lịch riêng của cơ quan"),
}
MINUTES_COUNTED = {
    None: mark("{minutes} phút làm việc"),
    Remark.MADE_UP: mark("{minutes} phút làm bù cho ngày {other_day}{note}"),
    Remark.UNCERTAIN: mark("{minutes} phút ({name}: chưa rõ có được nghỉ nên vẫn tính)"),
    Remark.OWN: mark("{minutes} phút làm việc theo lịch riêng của cơ quan"),
}


def count(reckoning: Reckoning) -> datetime:
    """Return when so much time of opening intervals has passed."""
    start, on = reckoning.start, reckoning.start.day_zero
    rest = int(reckoning.limit.amount * MOMENTS) * MOMENT
    while True:
        for interval in reckoning.calendar.opening_intervals(on):
            opened, closed = max(start.at, at(on, interval.opens)), at(on, interval.closes)
            if closed < opened:
                continue
            _pass_closed(reckoning, opened)
            used = min(rest, closed - opened)
            rest -= used
            _count_open(reckoning, opened + used, used)
            goes_on = reckoning.office.readings.next_opening and opened + used == closed
            if not rest and not goes_on:
                return opened + used
        on += A_DAY


def spend(reckoning: Reckoning, asked_at: datetime) -> Limit:
    """R7: the time of opening intervals until the request is subtracted."""
    used = in_hours(worked(reckoning.calendar, reckoning.start.at, asked_at))
    count(reckoning.of(Limit(used, Unit.WORKING_HOUR)))
    _pass_closed(reckoning, asked_at)
    return Limit(reckoning.limit.amount - used, Unit.WORKING_HOUR)


def in_hours(amount: timedelta) -> Fraction:
    """Return a length of time as a limit writes it."""
    return Fraction(amount // MOMENT, AN_HOUR // MOMENT)


def _count_open(reckoning: Reckoning, to: datetime, used: timedelta) -> None:
    nature = reckoning.calendar.nature(to.date())
    hours, rest = divmod(used, AN_HOUR)
    facts = {"hours": hours, "minutes": rest // timedelta(minutes=1), **nature.facts}
    words = Words((HOURS_COUNTED if hours else MINUTES_COUNTED)[nature.remark], facts)
    reckoning.ledger.until(to, words, "R3", nature.source or CHOSEN, in_hours(used))


def _pass_closed(reckoning: Reckoning, to: datetime) -> None:
    """Explain the time for which the office is closed: a break, a night, days off between."""
    ledger, on, last = reckoning.ledger, reckoning.ledger.hand.date(), to.date()
    if on < last and reckoning.calendar.is_working(on):
        ledger.until(midnight_after(on), OUT_OF_HOURS, "R3", CHOSEN)
        on += A_DAY
    reckoning.pass_days_off(on, last - A_DAY, "R3")
    nature = reckoning.calendar.nature(last)
    if nature.why_off:
        ledger.until(to, nature.why_off, "R3", nature.source)
    elif (
        reckoning.calendar.opens_at(last) < ledger.hand <= to <= reckoning.calendar.closes_at(last)
    ):
        ledger.until(to, IN_THE_BREAK, "R3", CHOSEN)
    else:
        ledger.until(to, OUT_OF_HOURS, "R3", CHOSEN)

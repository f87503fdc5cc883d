"""R5 and R6: calendar days and months; every day counts, but an end on a day off moves."""

from datetime import date, datetime, timedelta

from motcua.ground.calendars.counting.reckoning import Reckoning
from motcua.ground.calendars.limits import Limit, Unit
from motcua.ground.calendars.working_time import A_DAY, Nature, Remark, midnight_after
from motcua.ground.kernel.dates import day
from motcua.ground.kernel.words import Words, mark

MONTHS = 12

DAYS = mark("{count} ngày, kể cả ngày nghỉ")
LANDED = {
    Remark.MADE_UP: mark("hết hạn vào ngày làm bù cho ngày {other_day}{note}"),
    Remark.UNCERTAIN: mark("hết hạn vào {name}: chưa rõ có được nghỉ nên vẫn là ngày làm việc"),
    Remark.OWN: mark("hết hạn vào ngày làm việc theo lịch riêng của cơ quan"),
}


def count_days(reckoning: Reckoning) -> datetime:
    """R5: every day counts; an end on a day off moves to the next working day."""
    if not reckoning.limit.amount:
        return reckoning.close_first_day("R5")
    words = Words(DAYS, {"count": int(reckoning.limit.amount)})
    return _land(reckoning, words, "R5")


def count_months(reckoning: Reckoning) -> datetime:
    """R6: the day of the same number, or the month's last; then as R5."""
    count, day_zero = int(reckoning.limit.amount), reckoning.start.day_zero
    if not count:
        return reckoning.close_first_day("R6")
    last = last_before_moving(reckoning)
    text = mark("{count} tháng, hết vào ngày {day}")
    if last.day != day_zero.day:
        text = mark("{count} tháng, hết vào ngày cuối tháng {day}")
    return _land(reckoning, Words(text, {"count": count, "day": day(last)}), "R6")


def spend(reckoning: Reckoning, asked_at: datetime) -> Limit:
    """
    R7: the last day moves by the days from request to completion, so the rest lies after it.

    The day of the request is that of its R2. A request after the last day, on the days off
    that moved it, leaves nothing: due on the day of completion.
    """
    day_zero, last = reckoning.start.day_zero, last_before_moving(reckoning)
    asked_on = reckoning.office.begin(asked_at).day_zero
    if asked_on >= last:
        COUNTED[reckoning.limit.unit](reckoning)
        return Limit(0, Unit.DAY)
    used = (asked_on - day_zero).days
    words = Words(DAYS, {"count": used})
    reckoning.pass_day_zero("R5")
    reckoning.ledger.until(asked_at, words, "R5", reckoning.law, used)
    return Limit((last - asked_on).days, Unit.DAY)


def last_before_moving(reckoning: Reckoning) -> date:
    """Return the last day of the span, whatever day that is."""
    count, day_zero = int(reckoning.limit.amount), reckoning.start.day_zero
    if reckoning.limit.unit is Unit.MONTH:
        return months_after(day_zero, count)
    return day_zero + timedelta(days=count)


def months_after(on: date, count: int) -> date:
    """Return the day of the same number so many months later, or that month's last day."""
    years, month = divmod(on.month - 1 + count, MONTHS)
    first = date(on.year + years, month + 1, 1)
    following = (first + 31 * A_DAY).replace(day=1)
    return first.replace(day=min(on.day, (following - A_DAY).day))


def _land(reckoning: Reckoning, words: Words, rule: str) -> datetime:
    """Explain a span of plain days to its last day, and its move off a day off (R5)."""
    calendar, ledger, last = reckoning.calendar, reckoning.ledger, last_before_moving(reckoning)
    lands_on = calendar.working_day_from(last)
    landing, due_at = calendar.nature(lands_on), reckoning.office.closing(lands_on)
    landed, whole = _landed(landing), _whole(reckoning, last)
    reckoning.pass_day_zero(rule)
    if lands_on > last:
        ledger.until(midnight_after(last), words, rule, reckoning.law, whole)
        reckoning.pass_days_off(last + A_DAY, lands_on - A_DAY, "R5")
        ledger.until(due_at, landed or _moved(last, calendar.nature(last)), "R5", reckoning.law)
    elif landed:
        own = 1 if ledger.unit is Unit.DAY else 0
        said = words.facts["count"] - (1 if reckoning.limit.unit is Unit.DAY else 0)
        before = Words(words.text, words.facts | {"count": said})
        ledger.until(midnight_after(last - A_DAY), before, rule, reckoning.law, whole - own)
        ledger.until(due_at, landed, rule, landing.source, own)
    else:
        ledger.until(due_at, words, rule, reckoning.law, whole)
    return due_at


def _whole(reckoning: Reckoning, last: date) -> int:
    """Return the whole span in the unit in which the ledger tells it."""
    if reckoning.ledger.unit is Unit.MONTH:
        return int(reckoning.limit.amount)
    return (last - reckoning.start.day_zero).days


def _landed(landing: Nature) -> Words | None:
    """Return what is odd about the day on which a limit ends."""
    return Words(LANDED[landing.remark], landing.facts) if landing.remark else None


def _moved(last: date, why: Nature) -> Words:
    facts = {**why.facts, "day": day(last)}
    if why.facts:
        text = mark("ngày cuối {day} là ngày nghỉ ({name}), hẹn sang ngày làm việc kế tiếp")
    else:
        text = mark("ngày cuối {day} là ngày nghỉ hằng tuần, hẹn sang ngày làm việc kế tiếp")
    return Words(text, facts)


COUNTED = {Unit.DAY: count_days, Unit.MONTH: count_months}

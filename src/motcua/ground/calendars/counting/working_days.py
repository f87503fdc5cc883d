"""R1: working days; day 0 is not counted, and a make-up Saturday is one of them."""

from datetime import date, datetime

from motcua.ground.calendars.counting.reckoning import Reckoning
from motcua.ground.calendars.limits import Limit, Unit
from motcua.ground.calendars.working_time import A_DAY, Remark, midnight_after
from motcua.ground.kernel.words import Words, mark

DAYS_COUNTED = {
    None: mark("{count} ngày làm việc"),
    Remark.MADE_UP: mark("{count} ngày làm việc, làm bù cho ngày {other_day}{note}"),
    Remark.UNCERTAIN: mark("{count} ngày làm việc ({name}: chưa rõ có được nghỉ nên vẫn tính)"),
    Remark.OWN: mark("{count} ngày làm việc theo lịch riêng của cơ quan"),
}


def count(reckoning: Reckoning) -> datetime:
    """Return when the N-th working day after day 0 closes; nothing left is due on day 0 itself."""
    if not reckoning.limit.amount:
        return reckoning.close_first_day("R1")
    last = reckoning.start.day_zero
    for _ in range(int(reckoning.limit.amount)):
        last = reckoning.office.next_working_day(last)
    due_at = reckoning.office.closing(last)
    _explain(reckoning, last, due_at)
    return due_at


def spend(reckoning: Reckoning, asked_at: datetime) -> Limit:
    """R7: the working days after day 0, up to the day of the request and with it, are used."""
    limit, last = reckoning.limit, asked_at.date()
    used = reckoning.office.working_days(reckoning.start.day_zero, last)
    if used > limit.amount:
        # A request at the very end of a last day that ends at 24:00 is made on that day.
        used, last = int(limit.amount), last - A_DAY
    _explain(reckoning, last, asked_at)
    return Limit(limit.amount - used, Unit.WORKING_DAY)


def _explain(reckoning: Reckoning, last: date, until: datetime) -> None:
    reckoning.pass_day_zero("R1")
    first = reckoning.start.day_zero + A_DAY
    for nature, begins, ends in reckoning.calendar.natures(first, last):
        to = min(midnight_after(ends), until)
        count = (ends - begins).days + 1 if nature.is_working else 0
        words = nature.why_off or Words(
            DAYS_COUNTED[nature.remark], {"count": count, **nature.facts}
        )
        reckoning.ledger.until(to, words, "R1", nature.source or reckoning.law, count)

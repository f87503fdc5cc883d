"""R4: the same day; until the cut-off the closing of the day, later that of the next one."""

from datetime import datetime, time

from motcua.ground.calendars.counting.reckoning import Reckoning
from motcua.ground.calendars.limits import Limit
from motcua.ground.calendars.working_time import at
from motcua.ground.kernel.dates import day
from motcua.ground.kernel.words import Words, mark

CUTOFF = time(15)
OF_PROCEDURE = mark("Giờ chốt ghi trong thủ tục")
REOPENED = mark("tính như nhận lúc mở cửa nên trả trong ngày ấy: chậm nhất {closes} ngày {day}")
ON_NEXT_DAY = mark("ngày làm việc kế tiếp: trả chậm nhất {closes} ngày {day}")
SAID_BEFORE = (
    mark("nhận đến {cutoff}, trả trong ngày"),
    mark("nhận sau {cutoff}, trả trong ngày làm việc kế tiếp"),
)
"""What dossiers received before 30/11/2026 have recorded; it is to be told in English too."""


def count(reckoning: Reckoning) -> datetime:
    """Return when the day of the start closes, or the next, if it began after the cut-off."""
    start, office, said = reckoning.start, reckoning.office, reckoning.start.occasion
    cutoff = reckoning.limit.cutoff or CUTOFF
    cut_at = at(start.day_zero, cutoff)
    is_after = start.at >= cut_at if office.readings.at_cutoff_is_after else start.at > cut_at
    last = reckoning.first_closing_day()
    if start.was_moved:
        text = REOPENED
    elif is_after:
        text, last = said.after_cutoff, max(last, office.next_working_day(start.day_zero))
    else:
        text = said.by_cutoff if last == start.day_zero else said.came_on_day_off
    facts = {"cutoff": f"{cutoff:%H:%M}", "day": day(last), "closes": office.closing_time(last)}
    words = Words(text, facts), Words(ON_NEXT_DAY, facts)
    reckoning.close_on(last, words, "R4", OF_PROCEDURE)
    return office.closing(last)


def spend(reckoning: Reckoning, _asked_at: datetime) -> Limit:
    """R7: nothing is used; R4 holds again from the completion."""
    count(reckoning)
    return reckoning.limit

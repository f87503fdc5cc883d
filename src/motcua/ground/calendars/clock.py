"""
The legal clock: a receipt and a limit in, the due moment and its explanation out.

The readings R1 to R6 are told in decision record 6. Counting needs a :class:`Start` and a
limit, nothing else, so that a later fact (a wait that ended, an extension) is one more start
with the rest of the limit, never an amendment of a date.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from motcua.ground.calendars.explanation import MOMENT, RULES, Due, Ledger, Line
from motcua.ground.calendars.limits import AS_WRITTEN, SECONDS, Limit, Readings, Unit, reach
from motcua.ground.calendars.working_time import (
    A_DAY,
    Hours,
    Interval,
    Nature,
    NoHours,
    Remark,
    SpecialDay,
    WorkingCalendar,
    WorkingTime,
    at,
    midnight_after,
    working_time_between,
)
from motcua.ground.kernel.dates import day, local
from motcua.ground.kernel.words import Words, mark

__all__ = [
    "RULES",
    "Due",
    "Hours",
    "Interval",
    "Limit",
    "Line",
    "NoHours",
    "Readings",
    "SpecialDay",
    "Unit",
    "WorkingCalendar",
    "WorkingTime",
    "due",
    "reach",
    "working_time_between",
]

CUTOFF = time(15)
AN_HOUR = timedelta(hours=1)
MONTHS = 12
CIVIL_CODE_2015_ON = date(2017, 1, 1)
CHOSEN = mark("Cách hiểu đã chọn; luật không nói rõ")
OF_PROCEDURE = mark("Giờ chốt ghi trong thủ tục")

BY_CUTOFF = mark("nhận đến {cutoff} thì trả trong ngày: chậm nhất {closes} ngày {day}")
AFTER_CUTOFF = mark("nhận sau {cutoff} thì trả trong ngày làm việc kế tiếp: ngày {day}")
CAME_ON_DAY_OFF = mark("nhận vào ngày nghỉ thì trả trong ngày làm việc kế tiếp: ngày {day}")
REOPENED = mark("tính như nhận lúc mở cửa nên trả trong ngày ấy: chậm nhất {closes} ngày {day}")
ON_NEXT_DAY = mark("ngày làm việc kế tiếp: trả chậm nhất {closes} ngày {day}")
SAID_BEFORE = (
    mark("nhận đến {cutoff}, trả trong ngày"),
    mark("nhận sau {cutoff}, trả trong ngày làm việc kế tiếp"),
)
"""What dossiers received before 30/11/2026 have recorded; it is to be told in English too."""

DAYS_COUNTED = {
    None: mark("{count} ngày làm việc"),
    Remark.MADE_UP: mark("{count} ngày làm việc, làm bù cho ngày {other_day}{note}"),
    Remark.UNCERTAIN: mark("{count} ngày làm việc ({name}: chưa rõ có được nghỉ nên vẫn tính)"),
}
HOURS_COUNTED = {
    None: mark("{hours} giờ {minutes} phút làm việc"),
    Remark.MADE_UP: mark("{hours} giờ {minutes} phút làm bù cho ngày {other_day}{note}"),
    Remark.UNCERTAIN: mark(
        "{hours} giờ {minutes} phút ({name}: chưa rõ có được nghỉ nên vẫn tính)"
    ),
}
MINUTES_COUNTED = {
    None: mark("{minutes} phút làm việc"),
    Remark.MADE_UP: mark("{minutes} phút làm bù cho ngày {other_day}{note}"),
    Remark.UNCERTAIN: mark("{minutes} phút ({name}: chưa rõ có được nghỉ nên vẫn tính)"),
}
LANDED = {
    Remark.MADE_UP: mark("hết hạn vào ngày làm bù cho ngày {other_day}{note}"),
    Remark.UNCERTAIN: mark("hết hạn vào {name}: chưa rõ có được nghỉ nên vẫn là ngày làm việc"),
}


@dataclass(frozen=True, slots=True)
class Start:
    """
    From where a limit is counted.

    :param at: the moment from which hours run.
    :param day_zero: the day that is not counted.
    :param was_moved: whether R2 moved it from where it really was.
    """

    at: datetime
    day_zero: date
    was_moved: bool = False


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What the counting of one limit needs at hand."""

    start: Start
    limit: Limit
    calendar: WorkingCalendar
    readings: Readings
    ledger: Ledger

    @property
    def law(self) -> str:
        """The civil code in force on day 0."""
        if self.start.day_zero >= CIVIL_CODE_2015_ON:
            return "Điều 147, 148 Bộ luật Dân sự 2015"
        return "Điều 152, 153 Bộ luật Dân sự 2005"

    def closing(self, on: date) -> datetime:
        """Return the due moment of a last day."""
        return midnight_after(on) if self.readings.end_of_day else self.calendar.closes_at(on)

    def closing_time(self, on: date) -> str:
        """Return when a last day ends, as it is said."""
        return "24:00" if self.readings.end_of_day else f"{self.calendar.closes_at(on):%H:%M}"

    def first_closing_day(self) -> date:
        """Return day 0, or the first day after it that ends after the start."""
        on = self.calendar.working_day_from(self.start.day_zero)
        return on if self.closing(on) > self.start.at else self.next_working_day(on)

    def next_working_day(self, on: date) -> date:
        """Return the working day that follows a day."""
        return self.calendar.working_day_from(on + A_DAY)

    def pass_day_zero(self, rule: str) -> None:
        """Explain day 0, which is not counted."""
        words = Words(mark("ngày nhận, không tính"))
        self.ledger.until(midnight_after(self.start.day_zero), words, rule, self.law)

    def pass_days_off(self, first: date, last: date, rule: str) -> None:
        """Explain whole days that are not counted, each run by its reason."""
        for nature, _, ends in self.calendar.natures(first, last):
            if nature.why_off:
                self.ledger.until(midnight_after(ends), nature.why_off, rule, nature.source)


def due(
    received_at: datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    readings: Readings = AS_WRITTEN,
) -> Due:
    """
    Return when a dossier received at this instant is due, and why.

    :param calendar: of the desk that received, from the day of receipt to :func:`reach`.
    :raises NoHours: if the office has no hours in force on a day that matters.
    :raises ValueError: for a receipt without an offset.
    """
    if readings.makeup_saturday_is_off:
        calendar = calendar.reading_makeup_as_off()
    received_at = local(received_at)
    start = begin(received_at, calendar, readings)
    ledger = Ledger(received_at, limit.unit)
    reckoning = Reckoning(start, limit, calendar, readings, ledger)
    if start.was_moved:
        _explain_move(received_at.date(), reckoning)
    due_at = COUNTS[limit.unit](reckoning)
    return Due(due_at, start.day_zero, tuple(ledger.lines))


def begin(received_at: datetime, calendar: WorkingCalendar, readings: Readings) -> Start:
    """
    Return from where a limit is counted (R2).

    In the lunch break or before opening it is the same day. At closing, later, or on a day
    off it is the next opening, and that day is day 0.
    """
    on = received_at.date()
    in_time = calendar.is_working(on) and received_at < calendar.closes_at(on)
    if in_time or readings.submission_day:
        return Start(received_at, on)
    opened_on = calendar.working_day_from(on + A_DAY)
    return Start(calendar.opens_at(opened_on), opened_on, was_moved=True)


def months_after(on: date, count: int) -> date:
    """Return the day of the same number so many months later, or that month's last day."""
    years, month = divmod(on.month - 1 + count, MONTHS)
    first = date(on.year + years, month + 1, 1)
    following = (first + 31 * A_DAY).replace(day=1)
    return first.replace(day=min(on.day, (following - A_DAY).day))


def _explain_move(on: date, reckoning: Reckoning) -> None:
    """Explain the time from a receipt out of hours until day 0 begins (R2)."""
    nature = reckoning.calendar.nature(on)
    if nature.is_working:
        words = Words(mark("nhận sau giờ đóng cửa"))
    elif nature.facts:
        words = Words(mark("nhận vào ngày nghỉ: {name}"), nature.facts)
    else:
        words = Words(mark("nhận vào ngày nghỉ hằng tuần"))
    reckoning.ledger.until(midnight_after(on), words, "R2", CHOSEN)
    reckoning.pass_days_off(on + A_DAY, reckoning.start.day_zero - A_DAY, "R2")


def _count_working_days(reckoning: Reckoning) -> datetime:
    """R1: the N-th working day after day 0; nothing left is due on day 0 itself."""
    if not reckoning.limit.amount:
        return _close_first_day(reckoning, "R1")
    last = reckoning.start.day_zero
    for _ in range(int(reckoning.limit.amount)):
        last = reckoning.next_working_day(last)
    due_at = reckoning.closing(last)
    reckoning.pass_day_zero("R1")
    first = reckoning.start.day_zero + A_DAY
    for nature, begins, ends in reckoning.calendar.natures(first, last):
        to = min(midnight_after(ends), due_at)
        count = (ends - begins).days + 1 if nature.is_working else 0
        words = nature.why_off or Words(
            DAYS_COUNTED[nature.remark], {"count": count, **nature.facts}
        )
        reckoning.ledger.until(to, words, "R1", nature.source or reckoning.law, count)
    return due_at


def _count_hours(reckoning: Reckoning) -> datetime:
    """R3: only the time inside opening intervals; an interval's end is still inside."""
    start, on = reckoning.start, reckoning.start.day_zero
    rest = timedelta(seconds=int(reckoning.limit.amount * SECONDS))
    while True:
        for interval in reckoning.calendar.opening_intervals(on):
            opened, closed = max(start.at, at(on, interval.opens)), at(on, interval.closes)
            if closed < opened:
                continue
            _pass_closed_hours(reckoning, opened)
            used = min(rest, closed - opened)
            rest -= used
            _count_open_hours(reckoning, opened + used, used)
            if not rest and not (reckoning.readings.next_opening and opened + used == closed):
                return opened + used
        on += A_DAY


def _count_open_hours(reckoning: Reckoning, to: datetime, used: timedelta) -> None:
    nature = reckoning.calendar.nature(to.date())
    hours, rest = divmod(used, AN_HOUR)
    facts = {"hours": hours, "minutes": rest // timedelta(minutes=1), **nature.facts}
    words = Words((HOURS_COUNTED if hours else MINUTES_COUNTED)[nature.remark], facts)
    amount = Fraction(used // MOMENT, AN_HOUR // MOMENT)
    reckoning.ledger.until(to, words, "R3", nature.source or CHOSEN, amount)


def _pass_closed_hours(reckoning: Reckoning, opened: datetime) -> None:
    """Explain the time until the office opens: a break, a night, days off between."""
    ledger, out = reckoning.ledger, Words(mark("ngoài giờ làm việc"))
    on, opened_on = ledger.hand.date(), opened.date()
    if on == opened_on and ledger.hand > reckoning.calendar.opens_at(on):
        out = Words(mark("nghỉ giữa giờ làm việc"))
    if on < opened_on and reckoning.calendar.is_working(on):
        ledger.until(midnight_after(on), out, "R3", CHOSEN)
        on += A_DAY
    reckoning.pass_days_off(on, opened_on - A_DAY, "R3")
    ledger.until(opened, out, "R3", CHOSEN)


def _same_day(reckoning: Reckoning) -> datetime:
    """R4: until the cut-off, the closing of the day; later, that of the next working day."""
    start, cutoff = reckoning.start, reckoning.limit.cutoff or CUTOFF
    cut_at = at(start.day_zero, cutoff)
    is_after = start.at >= cut_at if reckoning.readings.at_cutoff_is_after else start.at > cut_at
    last = reckoning.first_closing_day()
    if start.was_moved:
        text = REOPENED
    elif is_after:
        text, last = AFTER_CUTOFF, max(last, reckoning.next_working_day(start.day_zero))
    else:
        text = BY_CUTOFF if last == start.day_zero else CAME_ON_DAY_OFF
    facts = {"cutoff": f"{cutoff:%H:%M}", "day": day(last), "closes": reckoning.closing_time(last)}
    said = Words(text, facts), Words(ON_NEXT_DAY, facts)
    _close_on(reckoning, last, said, "R4", OF_PROCEDURE)
    return reckoning.closing(last)


def _count_days(reckoning: Reckoning) -> datetime:
    """R5: every day counts; an end on a day off moves to the next working day."""
    count = int(reckoning.limit.amount)
    if not count:
        return _close_first_day(reckoning, "R5")
    words = Words(mark("{count} ngày, kể cả ngày nghỉ"), {"count": count})
    return _land(reckoning, reckoning.start.day_zero + count * A_DAY, words, "R5")


def _count_months(reckoning: Reckoning) -> datetime:
    """R6: the day of the same number, or the month's last; then as R5."""
    count, day_zero = int(reckoning.limit.amount), reckoning.start.day_zero
    if not count:
        return _close_first_day(reckoning, "R6")
    last = months_after(day_zero, count)
    text = mark("{count} tháng, hết vào ngày {day}")
    if last.day != day_zero.day:
        text = mark("{count} tháng, hết vào ngày cuối tháng {day}")
    return _land(reckoning, last, Words(text, {"count": count, "day": day(last)}), "R6")


def _land(reckoning: Reckoning, last: date, words: Words, rule: str) -> datetime:
    """Explain a span of plain days to its last day, and its move off a day off (R5)."""
    calendar, ledger, whole = reckoning.calendar, reckoning.ledger, reckoning.limit.amount
    lands_on = calendar.working_day_from(last)
    landing, due_at = calendar.nature(lands_on), reckoning.closing(lands_on)
    landed = _landed(landing)
    reckoning.pass_day_zero(rule)
    if lands_on > last:
        ledger.until(midnight_after(last), words, rule, reckoning.law, whole)
        reckoning.pass_days_off(last + A_DAY, lands_on - A_DAY, "R5")
        ledger.until(due_at, landed or _moved(last, calendar.nature(last)), "R5", reckoning.law)
    elif landed:
        own = 1 if reckoning.limit.unit is Unit.DAY else 0
        before = Words(words.text, words.facts | {"count": whole - own})
        ledger.until(midnight_after(last - A_DAY), before, rule, reckoning.law, whole - own)
        ledger.until(due_at, landed, rule, landing.source, own)
    else:
        ledger.until(due_at, words, rule, reckoning.law, whole)
    return due_at


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


def _close_first_day(reckoning: Reckoning, rule: str) -> datetime:
    """Explain a limit of nothing: due when the day of the start closes."""
    last = reckoning.first_closing_day()
    words = Words(mark("không còn ngày nào, hết hạn khi cơ quan đóng cửa"))
    _close_on(reckoning, last, (words, words), rule, reckoning.law)
    return reckoning.closing(last)


def _close_on(
    reckoning: Reckoning, last: date, words: tuple[Words, Words], rule: str, source: str
) -> None:
    """
    Explain the way from the start to the closing of a day before which nothing counts.

    :param words: of the day of the start, and of the last day where that is another.
    """
    day_zero, due_at = reckoning.start.day_zero, reckoning.closing(last)
    on_first, on_last = words
    reckoning.ledger.until(min(midnight_after(day_zero), due_at), on_first, rule, source)
    reckoning.pass_days_off(day_zero + A_DAY, last - A_DAY, rule)
    reckoning.ledger.until(due_at, on_last, rule, source)


COUNTS: dict[Unit, Callable[[Reckoning], datetime]] = {
    Unit.WORKING_DAY: _count_working_days,
    Unit.WORKING_HOUR: _count_hours,
    Unit.SAME_DAY: _same_day,
    Unit.DAY: _count_days,
    Unit.MONTH: _count_months,
}

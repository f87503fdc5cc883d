"""
From where a limit is counted, and by whose hours.

Counting needs a :class:`Start` and a limit, nothing else, so that a later fact (a wait that
ended) is one more start with the rest of the limit, never an amendment of a date.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from motcua.ground.calendars.explanation import Ledger
from motcua.ground.calendars.limits import Limit, Readings
from motcua.ground.calendars.working_time import A_DAY, WorkingCalendar, midnight_after
from motcua.ground.kernel.words import Words, mark

CIVIL_CODE_2015_ON = date(2017, 1, 1)
CHOSEN = mark("Cách hiểu đã chọn; luật không nói rõ")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What begins a limit, as the lines say it."""

    day_zero: str
    after_closing: str
    on_holiday: str
    on_weekend: str
    by_cutoff: str
    after_cutoff: str
    came_on_day_off: str


RECEIPT = Occasion(
    day_zero=mark("ngày nhận, không tính"),
    after_closing=mark("nhận sau giờ đóng cửa"),
    on_holiday=mark("nhận vào ngày nghỉ: {name}"),
    on_weekend=mark("nhận vào ngày nghỉ hằng tuần"),
    by_cutoff=mark("nhận đến {cutoff} thì trả trong ngày: chậm nhất {closes} ngày {day}"),
    after_cutoff=mark("nhận sau {cutoff} thì trả trong ngày làm việc kế tiếp: ngày {day}"),
    came_on_day_off=mark("nhận vào ngày nghỉ thì trả trong ngày làm việc kế tiếp: ngày {day}"),
)
COMPLETION = Occasion(
    day_zero=mark("ngày hết chờ, không tính"),
    after_closing=mark("hết chờ sau giờ đóng cửa"),
    on_holiday=mark("hết chờ vào ngày nghỉ: {name}"),
    on_weekend=mark("hết chờ vào ngày nghỉ hằng tuần"),
    by_cutoff=mark("hết chờ đến {cutoff} thì trả trong ngày: chậm nhất {closes} ngày {day}"),
    after_cutoff=mark("hết chờ sau {cutoff} thì trả trong ngày làm việc kế tiếp: ngày {day}"),
    came_on_day_off=mark("hết chờ vào ngày nghỉ thì trả trong ngày làm việc kế tiếp: ngày {day}"),
)


@dataclass(frozen=True, slots=True)
class Start:
    """
    From where a limit is counted.

    :param at: the moment from which hours run.
    :param day_zero: the day that is not counted.
    :param came_at: when it really was, where R2 moved it.
    """

    at: datetime
    day_zero: date
    came_at: datetime
    occasion: Occasion = RECEIPT

    @property
    def was_moved(self) -> bool:
        """Whether R2 moved it from where it really was."""
        return self.at != self.came_at


@dataclass(frozen=True, slots=True)
class Office:
    """The office whose hours govern a dossier for its whole life, and how it reads the law."""

    calendar: WorkingCalendar
    readings: Readings

    @classmethod
    def reading(cls, calendar: WorkingCalendar, readings: Readings) -> "Office":
        """Return the office with its make-up Saturdays as it reads them (R1)."""
        if readings.makeup_saturday_is_off:
            calendar = calendar.reading_makeup_as_off()
        return cls(calendar, readings)

    def begin(self, came_at: datetime, occasion: Occasion = RECEIPT) -> Start:
        """
        Return from where a limit is counted (R2).

        In the lunch break or before opening it is the same day. At closing, later, or on a day
        off it is the next opening, and that day is day 0.
        """
        on = came_at.date()
        in_time = self.calendar.is_working(on) and came_at < self.calendar.closes_at(on)
        if in_time or self.readings.submission_day:
            return Start(came_at, on, came_at, occasion)
        opened_on = self.calendar.working_day_from(on + A_DAY)
        return Start(self.calendar.opens_at(opened_on), opened_on, came_at, occasion)

    def closing(self, on: date) -> datetime:
        """Return the due moment of a last day."""
        return midnight_after(on) if self.readings.end_of_day else self.calendar.closes_at(on)

    def closing_time(self, on: date) -> str:
        """Return when a last day ends, as it is said."""
        return "24:00" if self.readings.end_of_day else f"{self.calendar.closes_at(on):%H:%M}"

    def next_working_day(self, on: date) -> date:
        """Return the working day that follows a day."""
        return self.calendar.working_day_from(on + A_DAY)

    def working_days(self, after: date, until: date) -> int:
        """Return how many working days lie after one day, until and with another."""
        days = range(after.toordinal() + 1, until.toordinal() + 1)
        return sum(self.calendar.is_working(date.fromordinal(each)) for each in days)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What the counting of one limit needs at hand."""

    start: Start
    limit: Limit
    office: Office
    ledger: Ledger

    @property
    def calendar(self) -> WorkingCalendar:
        """The hours that are counted."""
        return self.office.calendar

    @property
    def law(self) -> str:
        """The civil code in force on day 0."""
        if self.start.day_zero >= CIVIL_CODE_2015_ON:
            return "Điều 147, 148 Bộ luật Dân sự 2015"
        return "Điều 152, 153 Bộ luật Dân sự 2005"

    def of(self, limit: Limit) -> "Reckoning":
        """Return the same reckoning of another limit."""
        return replace(self, limit=limit)

    def unexplained(self) -> "Reckoning":
        """Return the same reckoning to be counted without a word in the ledger."""
        return replace(self, ledger=Ledger(self.start.came_at, self.ledger.unit))

    def first_closing_day(self) -> date:
        """Return day 0, or the first day after it that does not end before the start."""
        on = self.calendar.working_day_from(self.start.day_zero)
        in_time = self.office.closing(on) >= self.start.at
        return on if in_time else self.office.next_working_day(on)

    def explain_move(self) -> None:
        """Explain the time from what came out of hours until day 0 begins (R2)."""
        on = self.start.came_at.date()
        nature, said = self.calendar.nature(on), self.start.occasion
        if nature.is_working:
            words = Words(said.after_closing)
        elif nature.facts:
            words = Words(said.on_holiday, nature.facts)
        else:
            words = Words(said.on_weekend)
        self.ledger.until(midnight_after(on), words, "R2", CHOSEN)
        self.pass_days_off(on + A_DAY, self.start.day_zero - A_DAY, "R2")

    def pass_day_zero(self, rule: str) -> None:
        """Explain day 0, which is not counted."""
        words = Words(self.start.occasion.day_zero)
        self.ledger.until(midnight_after(self.start.day_zero), words, rule, self.law)

    def pass_days_off(self, first: date, last: date, rule: str) -> None:
        """Explain whole days that are not counted, each run by its reason."""
        for nature, _, ends in self.calendar.natures(first, last):
            if nature.why_off:
                self.ledger.until(midnight_after(ends), nature.why_off, rule, nature.source)

    def close_on(self, last: date, words: tuple[Words, Words], rule: str, source: str) -> None:
        """
        Explain the way from the start to the closing of a day before which nothing counts.

        :param words: of the day of the start, and of the last day where that is another.
        """
        day_zero, due_at = self.start.day_zero, self.office.closing(last)
        on_first, on_last = words
        self.ledger.until(min(midnight_after(day_zero), due_at), on_first, rule, source)
        self.pass_days_off(day_zero + A_DAY, last - A_DAY, rule)
        self.ledger.until(due_at, on_last, rule, source)

    def close_first_day(self, rule: str) -> datetime:
        """Explain a limit of nothing: due when the day of the start closes."""
        last = self.first_closing_day()
        words = Words(mark("không còn ngày nào, hết hạn khi cơ quan đóng cửa"))
        self.close_on(last, (words, words), rule, self.law)
        return self.office.closing(last)

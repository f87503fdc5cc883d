"""Why this date: contiguous lines from the receipt to the due moment, each with its rule."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from motcua.ground.calendars.limits import Unit
from motcua.ground.kernel.words import Words, mark

MOMENT = timedelta(microseconds=1)

RULES = {
    "R1": mark("Ngày nhận không tính; ngày làm việc kế tiếp là ngày thứ nhất của thời hạn."),
    "R2": mark(
        "Nhận sau giờ đóng cửa hoặc vào ngày nghỉ thì tính như nhận lúc cơ quan mở cửa lại."
    ),
    "R3": mark("Thời hạn theo giờ chỉ tính trong giờ làm việc."),
    "R4": mark(
        "Nhận đến {cutoff} thì trả trong ngày; sau {cutoff} thì trả trong ngày làm việc kế tiếp."
    ),
    "R5": mark(
        "Thời hạn tính cả ngày nghỉ; ngày cuối là ngày nghỉ thì hẹn sang ngày làm việc kế tiếp."
    ),
    "R6": mark(
        "Thời hạn theo tháng hết vào ngày cùng số; tháng không có ngày ấy thì vào ngày cuối tháng."
    ),
    "R7": mark("Thời gian chờ không tính vào thời hạn; chờ xong thì tính tiếp phần còn lại."),
    "R9": mark("Chờ xong thì thời hạn tính lại từ đầu."),
    "R10": mark("Gia hạn đặt ra một hẹn trả mới, không bao giờ sớm hơn hẹn trả đang có."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """
    One line of the answer to "why this date?".

    Lines are contiguous: each begins where the one before ended, the first at the receipt,
    the last ends at the due moment. The amounts of all lines add up to the limit.

    :param amount: how much of the limit was used, in its unit; nothing on a skipped line.
    :param rule: the reading that was followed, a key of :data:`RULES`.
    :param source: where the law says so, or who named the day.
    """

    from_at: datetime
    to_at: datetime
    amount: int | Fraction
    unit: Unit
    words: Words
    rule: str
    source: str

    @property
    def counts(self) -> bool:
        """Whether the line used some of the limit."""
        return self.amount > 0

    @property
    def from_on(self) -> date:
        """The first day of the line."""
        return self.from_at.date()

    @property
    def to_on(self) -> date:
        """The last day of the line; a line to 24:00 ends on that day, not on the next."""
        return max((self.to_at - MOMENT).date(), self.from_on)


@dataclass(frozen=True, slots=True)
class OpenWait:
    """The last line while the clock stands: it uses nothing, and has no end yet."""

    from_at: datetime
    unit: Unit
    words: Words
    rule: str
    source: str
    to_at: None = None
    amount: int = 0
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """
    The moment of a promise and why it is that one.

    :param day_zero: the day from which the limit is counted, itself not counted.
    """

    at: datetime
    day_zero: date
    lines: tuple[Line, ...]

    @property
    def on(self) -> date:
        """The day of the promise, also where it ends at 24:00."""
        return last_day(self.at)

    @property
    def rules(self) -> dict[str, Words]:
        """The rules that were followed, in order, each in one sentence."""
        first: dict[str, Words] = {}
        for line in self.lines:
            # The first line of a rule holds what fills its sentence.
            first.setdefault(line.rule, Words(RULES[line.rule], line.words.facts))
        return first


@dataclass(slots=True)
class Ledger:
    """
    The explanation as it is written: a hand that moves forward and never leaves a gap.

    :param unit: what the lines count; months are told in days where a wait may cut them.
    :param stop: the instant beyond which nothing is explained for now, where a wait begins.
    """

    hand: datetime
    unit: Unit
    lines: list[Line] = field(default_factory=list)
    stop: datetime | None = None

    def until(
        self, to: datetime, words: Words, rule: str, source: str, amount: int | Fraction = 0
    ) -> None:
        """Explain the time up to an instant; what merely goes on lengthens the last line."""
        to = min(to, self.stop) if self.stop else to
        if to == self.hand and not amount:
            return
        line = Line(self.hand, to, amount, self.unit, words, rule, source)
        if not amount and self.lines and self._goes_on(line):
            last = self.lines.pop()
            line = Line(last.from_at, to, 0, self.unit, words, rule, source)
        self.lines.append(line)
        self.hand = to

    def say_at_least(self, words: Words, rule: str, source: str) -> None:
        """Explain in a line of no length what leaves nothing to explain: due as it is received."""
        if not self.lines:
            self.lines.append(Line(self.hand, self.hand, 0, self.unit, words, rule, source))

    def begin_again(self) -> None:
        """Count nothing of what was used so far: the limit is given whole once more."""
        self.lines = [replace(line, amount=0) for line in self.lines]

    def _goes_on(self, line: Line) -> bool:
        last = self.lines[-1]
        return not last.amount and (last.words, last.rule) == (line.words, line.rule)


def last_day(moment: datetime) -> date:
    """Return the day that a moment ends: 24:00 belongs to the day before midnight."""
    return (moment - MOMENT).date()

"""R9: waits that never stop the clock change nothing, and are shown all the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from motcua.ground.calendars.explanation import Line
from motcua.ground.calendars.lives import COMPLETIONS, REQUESTS, Life, Policies, Policy, Wait
from motcua.ground.kernel import dates
from motcua.ground.kernel.words import Words, mark

OPEN = {
    Wait.SUPPLEMENT: mark("chờ bổ sung giấy tờ từ {begins}, thời hạn vẫn chạy"),
    Wait.PAYMENT: mark("chờ nộp tiền từ {begins}, thời hạn vẫn chạy"),
}
OVER = {
    Wait.SUPPLEMENT: mark("chờ bổ sung giấy tờ từ {begins} đến {ends}, thời hạn vẫn chạy"),
    Wait.PAYMENT: mark("chờ nộp tiền từ {begins} đến {ends}, thời hạn vẫn chạy"),
}
OF_PROCEDURE = mark("Thủ tục không dừng thời hạn khi chờ")


@dataclass(slots=True)
class QuietWait:
    """A wait during which the clock runs."""

    wait: Wait
    begins_at: datetime
    ends_at: datetime | None = None

    @property
    def words(self) -> Words:
        """From when until when it lasted."""
        if self.ends_at is None:
            return Words(OPEN[self.wait], {"begins": dates.at(self.begins_at)})
        facts = {"begins": dates.at(self.begins_at), "ends": dates.at(self.ends_at)}
        return Words(OVER[self.wait], facts)


def shown(lines: tuple[Line, ...], life: Life, policies: Policies) -> tuple[Line, ...]:
    """Return the lines with each quiet wait before the line in which it began, of no length."""
    quiet = _quiet_waits(life, policies)
    return tuple(each for line in lines for each in (*_within(line, quiet), line))


def _within(line: Line, quiet: list[QuietWait]) -> Iterator[Line]:
    for each in quiet:
        if line.from_at <= each.begins_at < line.to_at:
            at, unit = line.from_at, line.unit
            yield Line(at, at, 0, unit, each.words, "R9", OF_PROCEDURE)


def _quiet_waits(life: Life, policies: Policies) -> list[QuietWait]:
    waits: list[QuietWait] = []
    for event in life.events:
        asked, answered = REQUESTS.get(event.kind), COMPLETIONS.get(event.kind)
        if asked and policies[asked] is Policy.NONE:
            waits.append(QuietWait(asked, event.at))
        elif answered and policies[answered] is Policy.NONE:
            last = next(each for each in reversed(waits) if each.wait is answered)
            last.ends_at = event.at
    return waits

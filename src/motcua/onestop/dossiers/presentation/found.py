"""A dossier as the search lists it. Pure."""

from dataclasses import dataclass
from datetime import datetime

from motcua.ground.design.parts import Colour
from motcua.ground.kernel import dates
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers.presentation.worklist import code_parts


@dataclass(frozen=True, slots=True)
class FoundRow:
    """
    One dossier that was found.

    :param state: what it is doing, in the office's words; its colour is a tag's.
    :param agency: who decides it.
    """

    code: str
    name: str
    procedure: str
    state: str
    colour: Colour
    agency: str
    received_at: datetime
    due_at: datetime
    ended_at: datetime | None
    now: datetime

    @property
    def head(self) -> str:
        """The agency's part of the code."""
        return code_parts(self.code)[0]

    @property
    def tail(self) -> str:
        """The part of the code that officers say aloud."""
        return code_parts(self.code)[1]

    @property
    def is_late(self) -> bool:
        """Whether the promise is broken now; what has ended is late no more."""
        return self.ended_at is None and self.due_at < self.now

    @property
    def promise(self) -> Words:
        """Until when it is promised, or when it ended."""
        if self.ended_at is not None:
            return Words(mark("xong {day}"), {"day": _day(self.ended_at)})
        text = mark("trễ hạn, hẹn {day}") if self.is_late else mark("hẹn {day}")
        return Words(text, {"day": _day(self.due_at)})


def _day(at: datetime) -> str:
    return dates.day(dates.local(at).date())

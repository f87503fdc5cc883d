"""What can happen to the sheet of a day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.ground.trail.rules import EventBody, event_kind


@dataclass(frozen=True, slots=True)
class Closing(EventBody):
    """
    The money of a day was counted, and its sheet closed.

    :param entries: how many entries stand on it; ``last_entry_id`` is the last of them.
    :param collected: đồng that came in, ``refunded`` that were given back, by any way.
    :param expected: đồng of cash by the sheet, ``counted`` by hand.
    :param explanation_digest: the salted digest of why they differ.
    """

    agency_id: int
    day: date
    entries: int
    last_entry_id: int
    collected: int
    refunded: int
    expected: int
    counted: int
    explanation_digest: str


@event_kind
@dataclass(frozen=True, slots=True)
class CashSheetClosed(Closing):
    """Whoever took the money of the day closed its sheet himself."""

    name: ClassVar[str] = "cash-sheet.closed"
    version: ClassVar[int] = 1


@event_kind
@dataclass(frozen=True, slots=True)
class CashSheetClosedForAnother(Closing):
    """
    The head closed the sheet of somebody who handles the desk's money no longer.

    :param user_id: whose sheet it is; ``reason_digest`` is the salted digest of why.
    """

    name: ClassVar[str] = "cash-sheet.closed-for-another"
    version: ClassVar[int] = 1
    user_id: int
    reason_digest: str

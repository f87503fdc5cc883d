"""What can happen to the sheet of a day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.ground.trail.rules import EventBody, event_kind


@event_kind
@dataclass(frozen=True, slots=True)
class CashSheetClosed(EventBody):
    """
    Whoever took the money of a day counted it and closed its sheet.

    :param entries: how many entries stand on it; ``last_entry_id`` is the last of them.
    :param collected: đồng that came in, ``refunded`` that were given back, by any way.
    :param expected: đồng of cash by the sheet, ``counted`` by hand.
    :param explanation_digest: the salted digest of why they differ.
    """

    name: ClassVar[str] = "cash-sheet.closed"
    version: ClassVar[int] = 1
    agency_id: int
    day: date
    entries: int
    last_entry_id: int
    collected: int
    refunded: int
    expected: int
    counted: int
    explanation_digest: str

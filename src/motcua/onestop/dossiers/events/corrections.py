"""What happens when something that was recorded turns out to be wrong."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.ground.trail.rules import EventBody, event_kind
from motcua.onestop.dossiers.events.parts import Sealed
from motcua.onestop.dossiers.events.steps import Moved


@event_kind
@dataclass(frozen=True, slots=True)
class ResultRecalled(Moved):
    """
    An issued result was found wrong before it was handed over: it is made anew.

    Its number stays in the book, recalled; the note says what is wrong.

    :param agency_id: the agency that issued it or answers for that one, and recalled it.
    """

    name: ClassVar[str] = "dossier.result-recalled"
    version: ClassVar[int] = 1
    agency_id: int = 0


@event_kind
@dataclass(frozen=True, slots=True)
class Corrected(EventBody):
    """
    Words of an earlier event were put right; what they were stays where it was.

    :param entry: the place of that event in the dossier's chain.
    :param part: which of its words.
    :param before: what stood there; ``after`` stands for it from now on.
    :param reason: how the mistake came about, or was found.
    :param agency_id: the agency that wrote the words or answers for that one, and put them right.
    """

    name: ClassVar[str] = "dossier.entry-corrected"
    version: ClassVar[int] = 1
    entry: int
    part: str
    before: Sealed
    after: Sealed
    reason: Sealed
    agency_id: int

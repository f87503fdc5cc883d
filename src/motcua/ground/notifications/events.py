"""What can happen to the words of a message."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.ground.trail.rules import EventBody, event_kind


@event_kind
@dataclass(frozen=True, slots=True)
class WordsChanged(EventBody):
    """
    An administrator wrote other words, or took the shipped ones again.

    :param row_id: of the words, which are kept for ever.
    :param digest: their seal.
    """

    name: ClassVar[str] = "template.words-changed"
    version: ClassVar[int] = 1
    row_id: int
    digest: str
    is_shipped: bool

"""What happens when two dossiers turn out to have to do with each other."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.ground.trail.rules import EventBody, event_kind
from motcua.onestop.dossiers.events.parts import Sealed


@event_kind
@dataclass(frozen=True, slots=True)
class Linked(EventBody):
    """
    An officer linked the dossier with another, which has an event of its own.

    :param other_id: the other dossier.
    :param kind: what this one is to the other.
    """

    name: ClassVar[str] = "dossier.linked"
    version: ClassVar[int] = 1
    other_id: int
    kind: str
    note: Sealed


@event_kind
@dataclass(frozen=True, slots=True)
class Unlinked(EventBody):
    """The link was no right one; that there was one stays."""

    name: ClassVar[str] = "dossier.unlinked"
    version: ClassVar[int] = 1
    other_id: int
    note: Sealed

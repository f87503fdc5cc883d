"""What happened to the whole house, and to a seat's work and signature, for ever."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.ground.trail.rules import EventBody, Subject, event_kind

HOUSE = Subject("house", "agencies")
"""The one subject of what concerns all agencies together."""


@event_kind
@dataclass(frozen=True, slots=True)
class HouseFounded(EventBody):
    """
    Tables of an office were taken in: so many rows of each kind were new.

    :param tables: name and SHA-256 of each table, as "co-quan.csv 9f86d0…".
    """

    name: ClassVar[str] = "house.founded"

    agencies: int
    competences: int
    posts: int
    accounts: int
    tables: tuple[str, ...]


@event_kind
@dataclass(frozen=True, slots=True)
class StandInSet(EventBody):
    """
    The holder of a seat is away for some days, or has delegated his signature for them.

    :param kind: "leave" or "signing".
    :param by_post_id: who acts for him; None while nobody does.
    :param last: the last day, counted.
    :param ground_digest: the seal of the words on which it rests.
    """

    name: ClassVar[str] = "seat.stand-in-set"

    stand_in_id: int
    kind: str
    by_post_id: int | None
    first: date
    last: date
    ground_digest: str


@event_kind
@dataclass(frozen=True, slots=True)
class StandInEnded(EventBody):
    """A leave or a delegation was ended before its last day."""

    name: ClassVar[str] = "seat.stand-in-ended"

    stand_in_id: int


def seat(post_id: int) -> Subject:
    """Return the seat as the subject of a chain."""
    return Subject("seat", str(post_id))

"""What happened to the whole house of agencies, as it stands in the trail for ever."""

from dataclasses import dataclass
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

"""What happens when other agencies are asked for their opinion."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from motcua.ground.trail.rules import event_kind
from motcua.onestop.dossiers.events.steps import Moved


@dataclass(frozen=True, slots=True)
class Asked:
    """Until when an agency that was asked is to answer; the dossier's own date stands."""

    item: int
    due_at: datetime


@event_kind
@dataclass(frozen=True, slots=True)
class OpinionsAsked(Moved):
    """The handler went on, and asked other agencies for their opinion while he works."""

    name: ClassVar[str] = "dossier.opinions-asked"
    version: ClassVar[int] = 1
    asked: tuple[Asked, ...] = ()


@event_kind
@dataclass(frozen=True, slots=True)
class OpinionGiven(Moved):
    """
    An agency said what it thinks; its words are the note.

    :param file_digest: SHA-256 of the paper that it wrote, empty without one.
    """

    name: ClassVar[str] = "dossier.opinion-given"
    version: ClassVar[int] = 1
    agrees: bool = True
    file_digest: str = ""


@event_kind
@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceNoted(Moved):
    """
    Whoever asked went on without an agency that did not answer in time: the law takes it to agree.

    :param agency_id: which agency; ``due_at`` is the moment that it let pass.
    """

    name: ClassVar[str] = "dossier.silence-noted"
    version: ClassVar[int] = 1
    agency_id: int
    due_at: datetime

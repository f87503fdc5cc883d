"""How a dossier ends without a result: stopped, or asked back; and its papers with it."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.ground.trail.rules import EventBody, event_kind
from motcua.onestop.dossiers.events.parts import Sealed


@dataclass(frozen=True, slots=True)
class Ended(EventBody):
    """
    The dossier ends without a result, and every open work item with it.

    :param agency_id: the agency that held it, whose head so decided.
    :param paper_count: how many papers of the receipt go back to whoever filed them.
    :param reason: why, in words.
    :param money: what becomes of what was paid; None where nothing was.
    """

    agency_id: int
    local_state: str
    paper_count: int
    reason: Sealed
    money: Sealed | None


@dataclass(frozen=True, slots=True)
class Stopping(Ended):
    """
    The head stopped it.

    :param basis: the law that lets him, in words.
    """

    name: ClassVar[str] = "dossier.stopped"
    basis: Sealed


@event_kind
@dataclass(frozen=True, slots=True)
class StoppedUnnumbered(Stopping):
    """As it was recorded before there was a numbered notice."""

    version: ClassVar[int] = 1


@event_kind
@dataclass(frozen=True, slots=True)
class Stopped(Stopping):
    """
    As it is recorded since the notice bears a number.

    :param number: of the notice, in the agency's book of ``symbol`` and the year.
    """

    version: ClassVar[int] = 2
    number: int
    symbol: str


@event_kind
@dataclass(frozen=True, slots=True)
class WithdrawalAgreed(Ended):
    """The head agreed that its owner takes it back; the reason is the owner's."""

    name: ClassVar[str] = "dossier.withdrawal-agreed"
    version: ClassVar[int] = 1


@event_kind
@dataclass(frozen=True, slots=True)
class WithdrawalAsked(EventBody):
    """
    The desk wrote down that the owner asks the dossier back.

    :param asker: who asked, by which paper; sealed, personal.
    :param former_state: the local state that it goes back to if the head declines.
    """

    name: ClassVar[str] = "dossier.withdrawal-asked"
    version: ClassVar[int] = 1
    asker: Sealed
    reason: Sealed
    local_state: str
    former_state: str


@event_kind
@dataclass(frozen=True, slots=True)
class WithdrawalDeclined(EventBody):
    """
    The head keeps the dossier: it is again what it was, with whoever had it.

    :param agency_id: the agency that holds it, whose head so decided.
    """

    name: ClassVar[str] = "dossier.withdrawal-declined"
    version: ClassVar[int] = 1
    agency_id: int
    reason: Sealed
    local_state: str


@event_kind
@dataclass(frozen=True, slots=True)
class PapersReturned(EventBody):
    """
    The papers of a dossier that ended without a result were given back at the desk.

    :param taker: who fetched them; sealed, personal.
    """

    name: ClassVar[str] = "dossier.papers-returned"
    version: ClassVar[int] = 1
    taker: Sealed

"""What happens to the work items of a dossier."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from motcua.ground.trail.rules import EventBody, event_kind
from motcua.onestop.dossiers.events.parts import Opened, Sealed


@dataclass(frozen=True, slots=True)
class Moved(EventBody):
    """
    A step done: one work item closes, others open.

    :param closed: the number of the work item that was done.
    :param outcome: the outcome chosen among those that the process names.
    :param note: the words that went with it, if any.
    """

    closed: int
    outcome: str
    opened: tuple[Opened, ...]
    local_state: str
    note: Sealed | None = None


@event_kind
@dataclass(frozen=True, slots=True)
class Assigned(EventBody):
    """The head gave a work item, waiting or another's, to one seat."""

    name: ClassVar[str] = "dossier.assigned"
    version: ClassVar[int] = 1
    item: int
    to_post_id: int


@event_kind
@dataclass(frozen=True, slots=True)
class Confirmed(EventBody):
    """The agency that the dossier was sent to has taken it over."""

    name: ClassVar[str] = "dossier.confirmed"
    version: ClassVar[int] = 1
    item: int


@dataclass(frozen=True, slots=True)
class TakingOver(EventBody):
    """A colleague has taken one of the work items of another."""

    name: ClassVar[str] = "dossier.taken-over"
    item: int
    from_post_id: int
    to_post_id: int


@event_kind
@dataclass(frozen=True, slots=True)
class TakenOverUnsaid(TakingOver):
    """As it was recorded while only a substitute kept an item, and said no reason."""

    version: ClassVar[int] = 1


@event_kind
@dataclass(frozen=True, slots=True)
class TakenOver(TakingOver):
    """
    As it is recorded since every colleague who sees an item may take it.

    :param note: why.
    """

    version: ClassVar[int] = 2
    note: Sealed


@event_kind
@dataclass(frozen=True, slots=True)
class TakenOverByHead(TakingOver):
    """
    The head has taken a work item of one of his handlers; it is his own to do, or to assign.

    :param note: why.
    """

    name: ClassVar[str] = "dossier.taken-over-by-head"
    version: ClassVar[int] = 1
    note: Sealed


@event_kind
@dataclass(frozen=True, slots=True)
class Transferred(Moved):
    """The step was sent to another agency than the process foresaw, with a reason."""

    name: ClassVar[str] = "dossier.transferred"
    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class DecliningTransfer(Moved):
    """The other agency did not take it: back to whoever sent it, with a reason."""

    name: ClassVar[str] = "dossier.transfer-declined"


@event_kind
@dataclass(frozen=True, slots=True)
class TransferDeclinedSeen(DecliningTransfer):
    """As it was recorded while whoever declined a dossier went on seeing it."""

    version: ClassVar[int] = 1


@event_kind
@dataclass(frozen=True, slots=True)
class TransferDeclined(DecliningTransfer):
    """
    As it is recorded since a dossier leaves the agency that does not take it.

    :param left_agency_id: which it is at no longer; None where it was before the transfer.
    """

    version: ClassVar[int] = 2
    left_agency_id: int | None = None


@event_kind
@dataclass(frozen=True, slots=True)
class Forwarded(Moved):
    """The handler passed it on to the next handling step."""

    name: ClassVar[str] = "dossier.forwarded"
    version: ClassVar[int] = 1


@event_kind
@dataclass(frozen=True, slots=True)
class StepReturned(Moved):
    """The handler gave it back to the step before, with a reason."""

    name: ClassVar[str] = "dossier.step-returned"
    version: ClassVar[int] = 1


@event_kind
@dataclass(frozen=True, slots=True)
class Proposed(Moved):
    """The handler put a result before the head."""

    name: ClassVar[str] = "dossier.result-proposed"
    version: ClassVar[int] = 1
    file_digest: str = ""


@event_kind
@dataclass(frozen=True, slots=True)
class Approved(Moved):
    """The head of the competent office agreed."""

    name: ClassVar[str] = "dossier.approved"
    version: ClassVar[int] = 1


@event_kind
@dataclass(frozen=True, slots=True)
class SentBack(Moved):
    """The approver or signer sent it back to the handler, with a reason."""

    name: ClassVar[str] = "dossier.sent-back"
    version: ClassVar[int] = 1


@event_kind
@dataclass(frozen=True, slots=True)
class Signed(Moved):
    """
    The head signed the file before him, having proved himself again.

    :param file_digest: SHA-256 of the very file.
    :param proof_method: how he proved himself.
    """

    name: ClassVar[str] = "dossier.signed"
    version: ClassVar[int] = 1
    file_digest: str = ""
    proof_method: str = ""
    proved_at: datetime | None = None


@event_kind
@dataclass(frozen=True, slots=True)
class Issued(Moved):
    """
    The records officer gave it its number: the result exists, the clock ends.

    :param scan_digest: SHA-256 of the scan of the numbered, signed, stamped paper.
    """

    name: ClassVar[str] = "dossier.issued"
    version: ClassVar[int] = 1
    number: int = 0
    symbol: str = ""
    issuer_id: int = 0
    year: int = 0
    scan_digest: str = ""

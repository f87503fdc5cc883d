"""
What can happen to a dossier.

A kind of event is never changed once released; a new need is a new version. Words typed
by people are not in here: an event carries the id of their row and a salted digest.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from motcua.ground.trail.rules import EventBody, event_kind


@dataclass(frozen=True, slots=True)
class Opened:
    """
    A work item as an event opens it.

    :param confirmed: False when it goes to another agency, whose it becomes only when
        that agency confirms it.
    """

    number: int
    step: str
    act: str
    post_kind: str
    agency_id: int
    from_agency_id: int
    post_id: int | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Sealed:
    """Words or personal data kept elsewhere: the row's id and its salted digest."""

    row_id: int
    digest: str


@event_kind
@dataclass(frozen=True, slots=True)
class Received(EventBody):
    """
    The desk accepted the dossier and promised a date.

    :param due_amount: of the limit, in ``due_unit``; a fraction of hours is "7/2".
    :param charged: đồng to pay; ``collected`` is what was paid at once.
    """

    name: ClassVar[str] = "dossier.received"
    version: ClassVar[int] = 1
    code: str
    procedure_version_id: int
    case_key: str
    channel: str
    desk_id: int
    lead_agency_id: int
    committee_id: int
    due_at: datetime
    due_amount: str
    due_unit: str
    charged: int
    collected: int
    parties: tuple[Sealed, ...]
    opened: tuple[Opened, ...]
    local_state: str


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


@event_kind
@dataclass(frozen=True, slots=True)
class HandedOver(Moved):
    """
    The result reached the applicant or his proxy.

    :param taker: who fetched it, when given by name; sealed, personal.
    :param left_unpaid: đồng not paid at that moment.
    """

    name: ClassVar[str] = "dossier.handed-over"
    version: ClassVar[int] = 1
    taker: Sealed | None = None
    left_unpaid: int = 0


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


@event_kind
@dataclass(frozen=True, slots=True)
class FeeCollected(EventBody):
    """Money was taken at the desk; the entry is a row of payments."""

    name: ClassVar[str] = "dossier.fee-collected"
    version: ClassVar[int] = 1
    amount: int
    left: int
    entry_id: int


@event_kind
@dataclass(frozen=True, slots=True)
class ReceiptMended(EventBody):
    """Names, addresses, contacts or papers on the receipt were put right."""

    name: ClassVar[str] = "dossier.receipt-mended"
    version: ClassVar[int] = 1
    issue: int
    parties: tuple[Sealed, ...]
    paper_count: int


@event_kind
@dataclass(frozen=True, slots=True)
class PaperScanned(EventBody):
    """
    A scan was hung on a paper of the receipt.

    :param issue: of the receipt that lists the paper, at ``position``.
    :param file_id: the row of the file; ``file_digest`` is SHA-256 of its bytes.
    """

    name: ClassVar[str] = "dossier.paper-scanned"
    version: ClassVar[int] = 1
    issue: int
    position: int
    file_id: int
    file_digest: str


@event_kind
@dataclass(frozen=True, slots=True)
class MessagesStopped(EventBody):
    """Whoever holds the receipt wants no more messages about the dossier."""

    name: ClassVar[str] = "dossier.messages-stopped"
    version: ClassVar[int] = 1

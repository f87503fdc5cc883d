"""What happens to a dossier at the desk that received it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from motcua.ground.trail.rules import EventBody, event_kind
from motcua.onestop.dossiers.events.parts import Opened, Sealed
from motcua.onestop.dossiers.events.steps import Moved


@dataclass(frozen=True, slots=True)
class Accepted(EventBody):
    """
    The desk accepted the dossier and promised a date.

    :param due_amount: of the limit, in ``due_unit``; a fraction of hours is "7/2".
    :param charged: đồng to pay; ``collected`` is what was paid at once.
    """

    name: ClassVar[str] = "dossier.received"
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


@event_kind
@dataclass(frozen=True, slots=True)
class ReceivedAcross(Accepted):
    """As it was recorded while all paper came across the counter, and was entered at once."""

    version: ClassVar[int] = 1


@event_kind
@dataclass(frozen=True, slots=True)
class Received(Accepted):
    """
    As it is recorded since paper may come by post, and be entered later than it came.

    :param note: why it was entered late; the trail then marks the event as declared late.
    :param postal: the postal item that it came in.
    """

    version: ClassVar[int] = 2
    note: Sealed | None = None
    postal: Sealed | None = None


@event_kind
@dataclass(frozen=True, slots=True)
class AlikeSetAside(EventBody):
    """The receiver was shown dossiers that may be the same matter, and received this one too."""

    name: ClassVar[str] = "dossier.alike-set-aside"
    version: ClassVar[int] = 1
    dossier_ids: tuple[int, ...]


@event_kind
@dataclass(frozen=True, slots=True)
class Refused(EventBody):
    """
    The desk did not accept the dossier, and gave a numbered slip that says why.

    :param paper_count: how many papers were put on the counter, and given back at once.
    :param reason: why; ``basis`` is the law that lets the desk, both in words.
    :param number: of the slip, in the desk's book of ``symbol`` and the year.
    """

    name: ClassVar[str] = "dossier.refused"
    version: ClassVar[int] = 1
    code: str
    procedure_version_id: int
    case_key: str
    channel: str
    desk_id: int
    lead_agency_id: int
    committee_id: int
    parties: tuple[Sealed, ...]
    paper_count: int
    reason: Sealed
    basis: Sealed
    number: int
    symbol: str
    local_state: str


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
class FeeRefunded(EventBody):
    """
    Money was given back at the desk; the entry is a row of payments.

    :param kept: đồng that came in and stayed; ``left`` are still to be paid.
    :param ground: why it was given back; ``note`` says it in words.
    :param number: of the desk's book of refunds, as it stands on paper.
    """

    name: ClassVar[str] = "dossier.fee-refunded"
    version: ClassVar[int] = 1
    amount: int
    kept: int
    left: int
    ground: str
    number: str
    entry_id: int
    note: Sealed | None = None


@event_kind
@dataclass(frozen=True, slots=True)
class FeesReduced(EventBody):
    """
    Somebody was spared what the dossier costs, or a part of it; or is no longer.

    :param exemption: its key in the catalogue, empty where it was taken back.
    :param spared: đồng taken off in all; ``left`` are still to be paid, ``kept`` were paid.
    :param relief_id: the row of payments that names the proof; ``note`` says why it is mended.
    """

    name: ClassVar[str] = "dossier.fees-reduced"
    version: ClassVar[int] = 1
    exemption: str
    spared: int
    left: int
    kept: int
    relief_id: int
    note: Sealed | None = None


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
class ReceiptReissued(EventBody):
    """
    The receipt was given anew, word for word, under the next issue and so with another secret.

    :param note: why.
    """

    name: ClassVar[str] = "dossier.receipt-reissued"
    version: ClassVar[int] = 1
    issue: int
    parties: tuple[Sealed, ...]
    note: Sealed


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
class MessagesStopped(EventBody):
    """Whoever holds the receipt wants no more messages about the dossier."""

    name: ClassVar[str] = "dossier.messages-stopped"
    version: ClassVar[int] = 1

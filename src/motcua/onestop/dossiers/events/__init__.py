"""
What can happen to a dossier.

A kind of event is never changed once released; a new need is a new version. Words typed
by people are not in here: an event carries the id of their row and a salted digest.
"""

from motcua.onestop.dossiers.events.corrections import Corrected, ResultRecalled
from motcua.onestop.dossiers.events.desk import (
    Accepted,
    AlikeSetAside,
    FeeCollected,
    FeeRefunded,
    FeesReduced,
    HandedOver,
    MessagesStopped,
    PaperScanned,
    ReceiptMended,
    ReceiptReissued,
    Received,
    ReceivedAcross,
    Refused,
)
from motcua.onestop.dossiers.events.endings import (
    Ended,
    PapersReturned,
    Stopped,
    StoppedUnnumbered,
    Stopping,
    WithdrawalAgreed,
    WithdrawalAsked,
    WithdrawalDeclined,
)
from motcua.onestop.dossiers.events.links import Linked, Unlinked
from motcua.onestop.dossiers.events.opinions import Asked, OpinionGiven, OpinionsAsked, SilenceNoted
from motcua.onestop.dossiers.events.parts import Opened, Sealed
from motcua.onestop.dossiers.events.passing import PassedOn
from motcua.onestop.dossiers.events.steps import (
    Approved,
    Assigned,
    Confirmed,
    DecliningTransfer,
    Forwarded,
    Issued,
    Moved,
    Proposed,
    SentBack,
    Signed,
    StepReturned,
    TakenOver,
    TakenOverUnsaid,
    TakingOver,
    TransferDeclined,
    TransferDeclinedSeen,
    Transferred,
)

__all__ = [
    "Accepted",
    "AlikeSetAside",
    "Approved",
    "Asked",
    "Assigned",
    "Confirmed",
    "Corrected",
    "DecliningTransfer",
    "Ended",
    "FeeCollected",
    "FeeRefunded",
    "FeesReduced",
    "Forwarded",
    "HandedOver",
    "Issued",
    "Linked",
    "MessagesStopped",
    "Moved",
    "Opened",
    "OpinionGiven",
    "OpinionsAsked",
    "PaperScanned",
    "PapersReturned",
    "PassedOn",
    "Proposed",
    "ReceiptMended",
    "ReceiptReissued",
    "Received",
    "ReceivedAcross",
    "Refused",
    "ResultRecalled",
    "Sealed",
    "SentBack",
    "Signed",
    "SilenceNoted",
    "StepReturned",
    "Stopped",
    "StoppedUnnumbered",
    "Stopping",
    "TakenOver",
    "TakenOverUnsaid",
    "TakingOver",
    "TransferDeclined",
    "TransferDeclinedSeen",
    "Transferred",
    "Unlinked",
    "WithdrawalAgreed",
    "WithdrawalAsked",
    "WithdrawalDeclined",
]

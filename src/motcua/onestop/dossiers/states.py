"""
The states of a dossier: ten national statuses and how they follow, money, delivery, sync.

Source: the national status codes (TrangThaiHoSo) that dossiers are synchronised with.
"""

from collections.abc import Iterable
from enum import IntEnum, StrEnum

from motcua.ground.kernel.words import mark
from motcua.onestop.processes.rules import StepAct


class Status(IntEnum):
    """The ten national statuses."""

    SUBMITTED = 1
    RECEIVED = 2
    REFUSED = 3
    IN_PROGRESS = 4
    AWAITING_SUPPLEMENT = 5
    AWAITING_PAYMENT = 6
    WITHDRAWAL_REQUESTED = 7
    STOPPED = 8
    RESULT_READY = 9
    HANDED_OVER = 10


# A life begins at 1 (filed online), at the counter at 2, refused there at 3.
BEGINNINGS = frozenset({Status.SUBMITTED, Status.RECEIVED, Status.REFUSED})

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.SUBMITTED: frozenset(
        {
            Status.RECEIVED,
            Status.REFUSED,
            Status.AWAITING_SUPPLEMENT,
            Status.WITHDRAWAL_REQUESTED,
        }
    ),
    Status.RECEIVED: frozenset(
        {
            Status.IN_PROGRESS,
            Status.AWAITING_SUPPLEMENT,
            Status.AWAITING_PAYMENT,
            Status.WITHDRAWAL_REQUESTED,
            Status.STOPPED,
            Status.RESULT_READY,
        }
    ),
    Status.REFUSED: frozenset(),
    Status.IN_PROGRESS: frozenset(
        {
            Status.AWAITING_SUPPLEMENT,
            Status.AWAITING_PAYMENT,
            Status.WITHDRAWAL_REQUESTED,
            Status.STOPPED,
            Status.RESULT_READY,
        }
    ),
    # Back to 2 only when the supplement was asked before acceptance.
    Status.AWAITING_SUPPLEMENT: frozenset(
        {
            Status.RECEIVED,
            Status.IN_PROGRESS,
            Status.WITHDRAWAL_REQUESTED,
            Status.STOPPED,
        }
    ),
    Status.AWAITING_PAYMENT: frozenset(
        {
            Status.IN_PROGRESS,
            Status.RESULT_READY,
            Status.WITHDRAWAL_REQUESTED,
            Status.STOPPED,
        }
    ),
    # Declined: back to the very status that it was asked from.
    Status.WITHDRAWAL_REQUESTED: frozenset(
        {
            Status.STOPPED,
            Status.SUBMITTED,
            Status.RECEIVED,
            Status.IN_PROGRESS,
            Status.AWAITING_SUPPLEMENT,
            Status.AWAITING_PAYMENT,
        }
    ),
    Status.STOPPED: frozenset(),
    # Back to 4 only as a recorded correction.
    Status.RESULT_READY: frozenset({Status.HANDED_OVER, Status.IN_PROGRESS}),
    Status.HANDED_OVER: frozenset(),
}

WITHOUT_RESULT = frozenset({Status.REFUSED, Status.STOPPED})
ENDED = WITHOUT_RESULT | {Status.RESULT_READY, Status.HANDED_OVER}


def is_lawful(
    before: Status | None,
    after: Status,
    *,
    accepted: bool,
    before_withdrawal: Status | None = None,
) -> bool:
    """
    Say whether the law lets a dossier pass from one status to the next.

    :param before: None at the beginning of a life.
    :param accepted: whether a receipt was issued; a supplement asked before that
        leads back to 2, one asked after it to 4.
    :param before_withdrawal: the status that a withdrawal was asked from.
    """
    if before is None:
        return after in BEGINNINGS
    if after not in TRANSITIONS[before]:
        return False
    if before is Status.AWAITING_SUPPLEMENT and after is Status.RECEIVED:
        return not accepted
    if before is Status.WITHDRAWAL_REQUESTED and after is not Status.STOPPED:
        return after is before_withdrawal
    return True


class PaymentState(StrEnum):
    """Money, apart from the business of the dossier."""

    NOTHING_DUE = "nothing_due"
    DUE = "due"
    PAID = "paid"
    REFUNDED = "refunded"


class DeliveryState(StrEnum):
    """Where the result is on its way to the applicant, or his papers where there is none."""

    NOT_READY = "not_ready"
    AT_DESK = "at_desk"
    HANDED_OVER = "handed_over"
    PAPERS_AT_DESK = "papers_at_desk"
    PAPERS_RETURNED = "papers_returned"


class SyncState(StrEnum):
    """What other systems know of the dossier; none is connected yet."""

    NOT_CONNECTED = "not_connected"


# What a dossier is doing in this office's own words; each maps to one national status.
LOCAL_STATES: dict[str, tuple[Status, str]] = {
    "received": (Status.RECEIVED, mark("Đã tiếp nhận, chờ xử lý")),
    "handling": (Status.IN_PROGRESS, mark("Đang xử lý")),
    "awaiting_opinion": (Status.IN_PROGRESS, mark("Chờ ý kiến")),
    "awaiting_approval": (Status.IN_PROGRESS, mark("Chờ duyệt")),
    "awaiting_signature": (Status.IN_PROGRESS, mark("Chờ ký")),
    "awaiting_issue": (Status.IN_PROGRESS, mark("Chờ phát hành")),
    "result_ready": (Status.RESULT_READY, mark("Có kết quả, chờ trả")),
    "handed_over": (Status.HANDED_OVER, mark("Đã trả kết quả")),
    "refused": (Status.REFUSED, mark("Từ chối tiếp nhận")),
    "withdrawal_requested": (
        Status.WITHDRAWAL_REQUESTED,
        mark("Xin rút, chờ quyết định"),
    ),
    "withdrawn": (Status.STOPPED, mark("Đã rút hồ sơ")),
    "stopped": (Status.STOPPED, mark("Đã dừng giải quyết")),
}

_LOCAL_STATE_OF_ACT = {
    StepAct.HANDLE: "handling",
    StepAct.OPINE: "awaiting_opinion",
    StepAct.APPROVE: "awaiting_approval",
    StepAct.SIGN: "awaiting_signature",
    StepAct.ISSUE: "awaiting_issue",
    StepAct.HAND_OVER: "result_ready",
}


def local_state_of(acts: Iterable[StepAct]) -> str:
    """
    Return the local state of a dossier whose open items are of these acts.

    With several open, the one nearest to the beginning speaks for the dossier; with
    none, its life is over.
    """
    order = list(_LOCAL_STATE_OF_ACT)
    waiting = sorted(acts, key=order.index)
    return _LOCAL_STATE_OF_ACT[waiting[0]] if waiting else "handed_over"

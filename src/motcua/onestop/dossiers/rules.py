"""
Who may do what with a dossier, and what is said when it cannot be done.

Source: Decree 61/2018/NĐ-CP for the acts of the one-stop desk.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from motcua.ground.kernel.actor import Actor, ActorKind, Grant, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_line
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers.states import Status
from motcua.onestop.processes.rules import StepAct


class Delivery(StrEnum):
    """How the applicant wishes to receive the result."""

    COUNTER = "counter"
    POST = "post"


class PartyRole(StrEnum):
    """The three people of a dossier; often one and the same."""

    APPLICANT = "applicant"
    FILER = "filer"
    PROXY = "proxy"


SPOKEN_TO = (PartyRole.PROXY, PartyRole.FILER, PartyRole.APPLICANT)
"""Who is spoken to about a dossier, the nearest first: whoever filed it, else the applicant."""

Someone = TypeVar("Someone")


def filer_of(parties: Mapping[str, Someone]) -> Someone:
    """Return whoever filed: a proxy or another person, else the applicant himself."""
    return next(parties[role] for role in SPOKEN_TO if role in parties)


RECEIPT_HOLDER = Actor(ActorKind.CITIZEN, "Người giữ giấy tiếp nhận")
"""Whoever opens a dossier by its receipt: nobody asks who he is."""


class PartyKind(StrEnum):
    """What the applicant is; only some have an identity number."""

    PERSON = "person"
    CHILD = "child"
    FOREIGNER = "foreigner"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """
    What the rules need to know of an open work item.

    :param post_id: the seat that holds it; None while it waits for one of its kind.
    """

    number: int
    act: StepAct
    post_kind: PostKind
    agency_id: int
    post_id: int | None
    is_confirmed: bool
    has_previous: bool
    outcomes: tuple[str, ...]


class Verb(StrEnum):
    """What a person may do to a dossier at this moment."""

    ASSIGN = "assign"
    CONFIRM = "confirm"
    FORWARD = "forward"
    RETURN_STEP = "return_step"
    PROPOSE = "propose"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    SIGN = "sign"
    ISSUE = "issue"
    COLLECT_FEE = "collect_fee"
    SCAN_PAPER = "scan_paper"
    HAND_OVER = "hand_over"
    MEND_RECEIPT = "mend_receipt"


def grant_for(actor: Actor, item: ItemFacts) -> Grant | None:
    """
    Return the grant by which the actor may do this work item, if he has one.

    An item that waits for a kind of post may be done from any such seat of its agency;
    once it has a holder, only from his seat.
    """
    for grant in actor.holding(item.post_kind):
        if grant.agency_id == item.agency_id and item.post_id in {None, grant.post_id}:
            return grant
    return None


def verbs_on(actor: Actor, item: ItemFacts) -> tuple[Verb, ...]:
    """Return what the actor may do with this work item, the main verb first."""
    verbs: list[Verb] = []
    if grant_for(actor, item) is not None:
        verbs += [Verb(outcome) for outcome in item.outcomes]
        if item.act is StepAct.HANDLE and item.has_previous:
            verbs.append(Verb.RETURN_STEP)
        if not item.is_confirmed:
            verbs.append(Verb.CONFIRM)
    if grant_to_assign(actor, agency_id=item.agency_id, post_kind=item.post_kind) is not None:
        verbs.append(Verb.ASSIGN)
    return tuple(verbs)


def grant_to_assign(actor: Actor, *, agency_id: int, post_kind: str) -> Grant | None:
    """Return the seat from which the actor heads the agency where a handler's item lies."""
    return actor.seat(PostKind.HEAD, agency_id) if post_kind == PostKind.HANDLER else None


def verbs_at_desk(
    actor: Actor, *, desk_id: int, status: Status, money_left: int, has_papers: bool
) -> tuple[Verb, ...]:
    """
    Return what the receiving desk may do besides its work items.

    A receipt is mended only until the first hand has touched the dossier, its papers are
    scanned until it is decided; money is taken as long as some is due and the result has
    not left.

    :param money_left: đồng still to be paid.
    """
    if actor.seat(PostKind.RECEIVER, desk_id) is None:
        return ()
    verbs: list[Verb] = []
    if money_left > 0 and status in OPEN_FOR_MONEY:
        verbs.append(Verb.COLLECT_FEE)
    if has_papers and status in OPEN_FOR_SCANS:
        verbs.append(Verb.SCAN_PAPER)
    if status is Status.RECEIVED:
        verbs.append(Verb.MEND_RECEIPT)
    return tuple(verbs)


def check_at_desk(actor: Actor, desk_id: int) -> Grant:
    """
    Return the receiver's seat that the actor has at a desk.

    :raises NotYours: to whoever does not receive there.
    """
    seat = actor.seat(PostKind.RECEIVER, desk_id)
    if seat is None:
        raise NotYours
    return seat


def check_mendable(status: int) -> None:
    """
    Accept to mend a receipt.

    :raises ReceiptFixed: once the first hand has touched the dossier.
    """
    if status != Status.RECEIVED:
        raise ReceiptFixed


OPEN_FOR_MONEY = frozenset(
    {Status.RECEIVED, Status.IN_PROGRESS, Status.AWAITING_PAYMENT, Status.RESULT_READY}
)
# Once there is a result, it rests on the papers as they were seen.
OPEN_FOR_SCANS = frozenset(
    {
        Status.RECEIVED,
        Status.IN_PROGRESS,
        Status.AWAITING_SUPPLEMENT,
        Status.AWAITING_PAYMENT,
    }
)


def check_reason(reason: str) -> None:
    """
    Accept a reason that says something.

    :raises ReasonNeeded: for one in which nothing can be read.
    """
    if not clean_line(reason):
        raise ReasonNeeded


class PeriodTooLong(Refusal):
    """The register of this period holds more than one PDF is to."""

    code = "dossiers.period-too-long"
    says = mark("Kỳ này có hơn {most} hồ sơ, nhiều hơn số in được một lần.")
    to_do = mark("Chọn kỳ ngắn hơn, hoặc tải bảng CSV.")
    status = 422


class NoSuchDossier(Refusal):
    """Also said of a dossier that the viewer may not see."""

    code = "dossiers.no-such-dossier"
    status = 404
    says = mark("Không có hồ sơ nào mang mã này.")
    to_do = mark("Xem lại mã trên giấy tiếp nhận.")


class AlreadyMoved(Refusal):
    """Another officer was faster, or the page was old."""

    code = "dossiers.already-moved"
    says = mark("{who} đã chuyển hồ sơ này lúc {at}.")
    to_do = mark("Tải lại trang để xem.")


class NotYours(Refusal):
    """The dossier is visible, the act belongs to somebody else."""

    code = "dossiers.not-yours"
    status = 403
    says = mark("Việc này do vị trí khác làm.")
    to_do = mark("Mở lại hồ sơ để xem ai đang giữ.")


class NotPossibleNow(Refusal):
    """The act does not fit the step where the dossier stands."""

    code = "dossiers.not-possible-now"
    says = mark("Hồ sơ {code} không ở bước làm được việc này.")
    to_do = mark("Mở lại hồ sơ để xem bước hiện tại.")


class ReasonNeeded(Refusal):
    """A reason must be written."""

    code = "dossiers.reason-needed"
    status = 422
    says = mark("Chưa có lý do.")
    to_do = mark("Viết lý do để người nhận biết cần sửa gì.")


class NoSuchSeat(Refusal):
    """The seat to assign to is not a handler's seat of that agency."""

    code = "dossiers.no-such-seat"
    status = 422
    says = mark("Vị trí được chọn không thuộc cơ quan đang giữ hồ sơ.")
    to_do = mark("Chọn một người xử lý trong danh sách.")


class NothingToSign(Refusal):
    """A signature needs a file before the signer."""

    code = "dossiers.nothing-to-sign"
    status = 422
    says = mark("Hồ sơ chưa có dự thảo kết quả.")
    to_do = mark("Tải tệp dự thảo lên rồi trình.")


class FileChanged(Refusal):
    """The file differs from the one that the signer saw."""

    code = "dossiers.file-changed"
    says = mark("Dự thảo đã thay đổi sau khi anh/chị mở trang.")
    to_do = mark("Tải lại trang, xem bản mới rồi ký.")


class ProofNeeded(Refusal):
    """A signature needs the signer to prove himself again."""

    code = "dossiers.proof-needed"
    status = 403
    says = mark("Chưa xác nhận người ký.")
    to_do = mark("Nhập lại mật khẩu để ký.")


class UnpaidNeedsReason(Refusal):
    """A result is handed over unpaid only with a reason."""

    code = "dossiers.unpaid-needs-reason"
    status = 422
    says = mark("Còn {left} đồng chưa thu.")
    to_do = mark("Ghi lý do để trả kết quả.")


class NothingDue(Refusal):
    """Nothing is left to pay."""

    code = "dossiers.nothing-due"
    says = mark("Hồ sơ {code} không còn khoản nào phải thu.")
    to_do = mark("Mở lại hồ sơ để xem biên lai.")


class ReceiptFixed(Refusal):
    """A receipt can be mended only before the dossier is worked on."""

    code = "dossiers.receipt-fixed"
    says = mark("Hồ sơ đã được giao xử lý nên không sửa giấy tiếp nhận được nữa.")
    to_do = mark("Ghi việc cần sửa vào ghi chú cho người xử lý.")


class NoSuchPaper(Refusal):
    """The paper is not on the receipt, or no longer since it was mended."""

    code = "dossiers.no-such-paper"
    status = 422
    says = mark("Giấy tờ này không có trong giấy tiếp nhận.")
    to_do = mark("Mở lại hồ sơ rồi chọn giấy tờ.")


class NobodyKnown(Refusal):
    """No applicant of this number among the dossiers that the receiver may see."""

    code = "dossiers.nobody-known"
    status = 404
    says = mark("Ở đây chưa có hồ sơ nào của số này.")
    to_do = mark("Quét thẻ căn cước hoặc nhập tay.")


class NotOfferedHere(Refusal):
    """The procedure is not received at this desk, or not today."""

    code = "dossiers.not-offered-here"
    status = 422
    says = mark("Quầy này không tiếp nhận thủ tục đã chọn.")
    to_do = mark("Chọn thủ tục khác trong danh sách.")


@dataclass(frozen=True, slots=True)
class Done:
    """
    What an action answers: the dossier's code, and whether the act had been done before.

    :param is_repeat: True when the same form came a second time; nothing was done again.
    """

    code: str
    is_repeat: bool = False

"""
Who may do what with a dossier.

Source: Decree 61/2018/NĐ-CP for the acts of the one-stop desk.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.ground.kernel.refusal import Refusal, passes
from motcua.ground.kernel.text import clean_line
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers.rules.money import (
    check_payable,
    check_reducible,
    check_refundable,
    collector,
    reducer,
)
from motcua.onestop.dossiers.rules.refusals import (
    ChangedMeanwhile,
    NotPossibleNow,
    NotYours,
    ReasonNeeded,
    ReceiptFixed,
    ReceiptRenewed,
    WithdrawalPending,
)
from motcua.onestop.dossiers.states import ENDED, Status
from motcua.onestop.processes.rules import StepAct


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """
    What the rules need to know of an open work item.

    :param post_id: the seat that holds it; None while it waits for one of its kind.
    :param from_agency_id: the agency that it came from: where it is an opinion, the one that asks.
    :param work_of: whose work the step is by its process: a head who took it over has it as his.
    :param is_held_up: whether nothing is done until a withdrawal is decided.
    :param is_astray: that it lies in an agency where the process did not foresee it.
    :param is_sent: that it came from another agency, which can have it back.
    :param silent_after: after when its silence is consent; None where no law says so.
    """

    number: int
    act: StepAct
    post_kind: PostKind
    agency_id: int
    post_id: int | None
    is_confirmed: bool
    has_previous: bool
    outcomes: tuple[str, ...]
    from_agency_id: int
    work_of: PostKind
    is_held_up: bool = False
    is_astray: bool = False
    is_sent: bool = True
    silent_after: datetime | None = None


class Verb(StrEnum):
    """What a person may do to a dossier at this moment."""

    ASSIGN = "assign"
    CONFIRM = "confirm"
    FORWARD = "forward"
    RETURN_STEP = "return_step"
    PROPOSE = "propose"
    GIVE_OPINION = "give_opinion"
    NOTE_SILENCE = "note_silence"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    SIGN = "sign"
    ISSUE = "issue"
    COLLECT_FEE = "collect_fee"
    REFUND = "refund"
    REDUCE_FEE = "reduce_fee"
    SCAN_PAPER = "scan_paper"
    HAND_OVER = "hand_over"
    MEND_RECEIPT = "mend_receipt"
    REISSUE_RECEIPT = "reissue_receipt"
    STOP = "stop"
    ASK_WITHDRAWAL = "ask_withdrawal"
    AGREE_WITHDRAWAL = "agree_withdrawal"
    DECLINE_WITHDRAWAL = "decline_withdrawal"
    RETURN_PAPERS = "return_papers"
    TRANSFER = "transfer"
    DECLINE = "decline"
    TAKE_OVER = "take_over"
    CORRECT_WORDS = "correct_words"
    CORRECT_TAKER = "correct_taker"
    RECALL_RESULT = "recall_result"
    LINK = "link"
    UNLINK = "unlink"


SIGNATURES = frozenset({StepAct.APPROVE, StepAct.SIGN})
"""The steps at which a head puts his name: all that a delegated signature reaches."""


def grant_for(actor: Actor, item: ItemFacts) -> Grant | None:
    """
    Return the grant by which the actor may do this work item, if he has one.

    An item that waits for a kind of post may be done from any such seat of its agency;
    once it has a holder, only from his seat, or by whoever stands in for him.
    """
    signs = actor.signing_for if item.act in SIGNATURES else ()
    for grant in (*actor.holding(item.post_kind), *signs):
        if grant.agency_id == item.agency_id and item.post_id in {None, grant.post_id}:
            return grant
    return None


def verbs_on(actor: Actor, item: ItemFacts) -> tuple[Verb, ...]:
    """Return what the actor may do with this work item, the main verb first."""
    verbs: list[Verb] = []
    if item.is_held_up:
        return ()
    grant = grant_for(actor, item)
    if grant is not None:
        verbs += [Verb(outcome) for outcome in item.outcomes]
        if item.act is StepAct.HANDLE and item.has_previous:
            verbs.append(Verb.RETURN_STEP)
        if not item.is_confirmed:
            verbs.append(Verb.CONFIRM)
        verbs += _to_other_hands(item)
    if grant_to_assign(actor, agency_id=item.agency_id, post_kind=item.work_of) is not None:
        verbs.append(Verb.ASSIGN)
    if taking_seat(actor, item) is not None:
        verbs.append(Verb.TAKE_OVER)
    return tuple(verbs)


def check_not_held_up(item: ItemFacts, code: str) -> None:
    """
    Accept that a work item goes on.

    :raises WithdrawalPending: until the withdrawal of its dossier is decided.
    """
    if item.is_held_up:
        raise WithdrawalPending(code=code)


def _to_other_hands(item: ItemFacts) -> list[Verb]:
    """
    Return by which verbs the item may go to hands that the process did not foresee.

    A handler transfers what is his agency's to another agency, and declines what another
    transferred here, until it is confirmed.
    """
    if item.act is not StepAct.HANDLE:
        return []
    if item.is_confirmed:
        return [Verb.TRANSFER]
    return [Verb.DECLINE] if item.is_astray and item.is_sent else []


def taking_seat(actor: Actor, item: ItemFacts) -> Grant | None:
    """
    Return the seat from which the actor may take what lies with another, if he has one.

    A colleague has the same kind of post in the same agency; what he does not see he does not
    take, so he stands in for the other, or had the dossier himself before. A head takes what
    lies with a handler of his own agency.
    """
    if item.act is not StepAct.HANDLE or item.post_id is None:
        return None
    seats = _seats_to_take_from(actor, item)
    return next((seat for seat in seats if seat.post_id != item.post_id), None)


def _seats_to_take_from(actor: Actor, item: ItemFacts) -> list[Grant]:
    """
    Return the actor's own seats of the item's kind in its agency, and as a handler's head.

    Whoever sits on both takes it as the colleague that he is: the work stays a handler's.
    """
    kinds: tuple[PostKind, ...] = (item.post_kind,)
    if item.post_kind is PostKind.HANDLER:
        kinds = (PostKind.HANDLER, PostKind.HEAD)
    seats = (_own_seat(actor, kind, item.agency_id) for kind in kinds)
    return [seat for seat in seats if seat is not None]


def check_takes_over(actor: Actor, item: ItemFacts, *, seen: int | None, code: str) -> Grant:
    """
    Return the seat from which the actor takes a colleague's work item.

    :param seen: the seat that it lay with when he opened the page.
    :raises TakenMeanwhile: when another has taken it since.
    :raises NotPossibleNow: when it lies with nobody, or with himself.
    :raises NotYours: to whoever neither has such a post in that agency nor heads it.
    """
    if not _seats_to_take_from(actor, item):
        raise NotYours
    seat = taking_seat(actor, item)
    if seat is None:
        raise NotPossibleNow(code=code)
    if item.post_id != seen:
        raise TakenMeanwhile(code=code)
    return seat


class TakenMeanwhile(Refusal):
    """Two colleagues take one work item at once: one of them has it."""

    code = "dossiers.taken-meanwhile"
    says = mark("Việc của hồ sơ {code} vừa chuyển cho người khác.")
    to_do = mark("Mở lại hồ sơ để xem ai đang giữ.")


def _own_seat(actor: Actor, kind: PostKind, agency_id: int) -> Grant | None:
    """Return the actor's own seat of a kind in an agency, if he has one."""
    for grant in actor.holding(kind):
        if grant.agency_id == agency_id and grant.acts_from is None:
            return grant
    return None


def grant_to_assign(actor: Actor, *, agency_id: int, post_kind: str) -> Grant | None:
    """Return the seat from which the actor heads the agency where a handler's item lies."""
    return actor.seat(PostKind.HEAD, agency_id) if post_kind == PostKind.HANDLER else None


def verbs_at_desk(
    actor: Actor,
    *,
    desk_id: int,
    status: Status,
    money_left: int,
    money_kept: int,
    has_papers: bool,
    has_cashier: bool,
    has_exemptions: bool = False,
) -> tuple[Verb, ...]:
    """
    Return what the receiving desk may do besides its work items.

    A receipt is mended only until the first hand has touched the dossier and given anew from
    then on, its papers are scanned until it is decided; money is taken as long as some is due,
    also when the result has left before it was paid.

    :param money_left: đồng still to be paid; ``money_kept`` were paid and not given back.
    :param has_cashier: whether a cashier sits at the desk.
    :param has_exemptions: whether the procedure spares anybody what it costs.
    """
    receives = actor.seat(PostKind.RECEIVER, desk_id) is not None
    collects = collector(actor, desk_id, has_cashier=has_cashier) is not None
    reduces = reducer(actor, desk_id) is not None
    may = {
        Verb.COLLECT_FEE: collects and passes(check_payable, status, money_left),
        Verb.REFUND: collects and passes(check_refundable, money_kept),
        Verb.REDUCE_FEE: reduces and passes(check_reducible, status, has_exemptions),
        Verb.SCAN_PAPER: receives and has_papers and passes(check_scannable, status),
        Verb.MEND_RECEIPT: receives and passes(check_mendable, status),
        Verb.REISSUE_RECEIPT: receives and passes(check_reissuable, status),
    }
    return tuple(verb for verb, is_possible in may.items() if is_possible)


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


def check_reissuable(status: int, code: str = "") -> None:
    """
    Accept to give a receipt anew, word for word; one that may still be mended is mended.

    :raises NotPossibleNow: before anybody has it in hand, and once the matter is over.
    """
    if status not in OPEN_FOR_RECEIPTS:
        raise NotPossibleNow(code=code)


OPEN_FOR_RECEIPTS = frozenset(Status) - (ENDED - {Status.RESULT_READY}) - {Status.RECEIVED}


def check_issue(issue: int, *, seen: int) -> None:
    """
    Accept to mend a receipt as it stands.

    :param seen: the issue that was before whoever mends it.
    :raises ReceiptRenewed: when somebody has put it right meanwhile.
    """
    if issue != seen:
        raise ReceiptRenewed


def check_seen(stands: str, *, seen: str, code: str) -> None:
    """
    Accept to change the dossier as it stands.

    :param stands: its mark as it is; ``seen`` is the mark of what was before the officer.
    :raises ChangedMeanwhile: when something has happened to it since.
    """
    if stands != seen:
        raise ChangedMeanwhile(code=code)


def check_scannable(status: int, code: str = "") -> None:
    """
    Accept another scan of a paper.

    :raises NotPossibleNow: once the dossier is decided.
    """
    if status not in OPEN_FOR_SCANS:
        raise NotPossibleNow(code=code)


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


@dataclass(frozen=True, slots=True)
class Done:
    """
    What an action answers: the dossier's code, and whether the act had been done before.

    :param is_repeat: True when the same form came a second time; nothing was done again.
    """

    code: str
    is_repeat: bool = False

"""A dossier's history in words: who has done what, newest first. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from motcua.ground.agencies.rules import post_words
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.money import format_dong
from motcua.ground.kernel.words import Words, mark
from motcua.ground.trail.rules import EventBody, Recorded
from motcua.onestop.dossiers import events
from motcua.onestop.dossiers.corrections import PutRight, put_right
from motcua.onestop.dossiers.presentation.relief import reduced
from motcua.onestop.dossiers.presentation.worklist import due_words
from motcua.onestop.dossiers.rules import GROUNDS, LinkKind, Part, RefundGround
from motcua.onestop.processes.rules import Process, StepAct


@dataclass(frozen=True, slots=True)
class Line:
    """
    One thing that happened.

    :param where: the agency of the seat that it was done from, empty if unknown.
    :param note: the words that an officer wrote with it.
    :param right: what stands for those words, or for whom it names, since it was put right.
    :param is_open: that it is not done yet, but waits to be.
    """

    at: datetime
    when: Words
    words: Words
    where: Words | str = ""
    note: str = ""
    right: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Knowledge:
    """
    What the lines need beyond the events, which hold no typed words and no names of seats.

    :param notes: the officers' words by the id of their row; an erased one is absent.
    :param holder: who sat on a seat at a moment.
    :param place: the agency of a seat.
    :param takers: who fetched something, by the id of their row.
    :param askers: who asked the dossier back, by the id of their row.
    :param scanned: the names of papers, by the ids of their scans.
    :param linked: the codes of linked dossiers, by id; the viewer sees them all.
    :param exemptions: their names in full, by their keys.
    :param agencies: the names of those that passed the dossier on, took it over or were silent.
    :param doer: who did it, and for whom where he acted for another.
    """

    process: Process
    notes: Mapping[int, str]
    holder: Callable[[int, datetime], str]
    place: Callable[[int], str]
    takers: Mapping[int, str] = field(default_factory=dict)
    askers: Mapping[int, str] = field(default_factory=dict)
    scanned: Mapping[int, str] = field(default_factory=dict)
    linked: Mapping[int, str] = field(default_factory=dict)
    exemptions: Mapping[str, str] = field(default_factory=dict)
    agencies: Mapping[int, str] = field(default_factory=dict)
    doer: Callable[[Recorded], Words | str] = attrgetter("actor_name")


def lines(history: Iterable[Recorded], knowledge: Knowledge, today: date) -> tuple[Line, ...]:
    """Return the history in words, newest first."""
    whole = list(history)
    right = put_right(whole)
    told = [_line(recorded, knowledge, right, today) for recorded in whole]
    return tuple(reversed(told))


def _line(recorded: Recorded, knowledge: Knowledge, right: PutRight, today: date) -> Line:
    facts = _facts(recorded.body, recorded.occurred_at, knowledge)
    if recorded.late_declared:
        facts["entered"] = dates.at(recorded.recorded_at)
    return Line(
        at=recorded.occurred_at,
        when=dates.past(recorded.occurred_at, today),
        words=Words(_told(recorded), {"who": knowledge.doer(recorded), **facts}),
        where=knowledge.place(recorded.post_id) if recorded.post_id else "",
        note=_note(recorded.body, knowledge),
        right=_right(recorded.body, knowledge, right),
    )


def _right(body: EventBody, knowledge: Knowledge, right: PutRight) -> str:
    """Return what stands for the words and names of an event that were put right."""
    named = getattr(body, "taker", None)
    taker = right.takers.get(named.row_id) if named else None
    words = right.note(_sealed(body), knowledge.notes)
    return ", ".join(filter(None, (knowledge.takers.get(taker or 0), words)))


@dataclass(frozen=True, slots=True)
class OpenStep:
    """
    An open work item: what is to be done, and who has it.

    :param holder: whose seat it lies on, empty while it waits for one of its kind.
    :param until: its own moment, where it has one beside the dossier's.
    """

    step: str
    given_at: datetime
    agency: str
    post_kind: PostKind
    holder: str
    is_confirmed: bool
    until: datetime | None = None
    is_overdue: bool = False


def waiting_line(item: OpenStep, today: date) -> Line:
    """Return an open work item as the line before all others."""
    facts = {
        "holder": item.holder,
        "agency": item.agency,
        "kind": post_words(item.post_kind),
    }
    if not item.is_confirmed:
        where = Words(mark("chờ {agency} xác nhận"), facts)
    elif item.holder:
        where = Words(mark("{holder}, {agency}"), facts)
    else:
        where = Words(mark("chờ {kind}, {agency}"), facts)
    when = _since(item, today)
    return Line(item.given_at, when, Words("{step}", {"step": item.step}), where, is_open=True)


def _since(item: OpenStep, today: date) -> Words:
    """Return since when something waits, and until when, so that who is late shows."""
    facts: dict[str, Any] = {"moment": dates.past(item.given_at, today)}
    if item.until is None:
        return Words(mark("từ {moment}"), facts)
    facts["until"] = due_words(item.until)
    if item.is_overdue:
        return Words(mark("từ {moment}, quá hạn từ {until}"), facts)
    return Words(mark("từ {moment}, hạn {until}"), facts)


def _note(body: EventBody, knowledge: Knowledge) -> str:
    sealed = _sealed(body)
    return knowledge.notes.get(sealed.row_id, "") if sealed else ""


def _sealed(body: EventBody) -> events.Sealed | None:
    """Return the seal of the words that an officer wrote with an event, whatever it tells."""
    sealed = getattr(body, "note", None) or getattr(body, "reason", None)
    return sealed if isinstance(sealed, events.Sealed) else None


def _told(recorded: Recorded) -> str:
    if recorded.late_declared:
        return RECEIVED_LATE
    if isinstance(recorded.body, events.Received) and recorded.body.postal:
        return RECEIVED_BY_POST
    return TOLD[type(recorded.body)]


RECEIVED_LATE = mark("{who} đã tiếp nhận, nhập muộn lúc {entered}")
RECEIVED_BY_POST = mark("{who} đã tiếp nhận qua bưu chính")
TOLD: dict[type[EventBody], str] = {
    events.Received: mark("{who} đã tiếp nhận"),
    events.ReceivedAcross: mark("{who} đã tiếp nhận"),
    events.Assigned: mark("{who} đã phân công cho {name}"),
    events.TakenOver: mark("{who} đã nhận thay {name}"),
    events.TakenOverByHead: mark("{who} đã nhận thay {name}"),
    events.TakenOverUnsaid: mark("{who} đã nhận thay {name}"),
    events.Transferred: mark("{who} đã chuyển sang {agency}"),
    events.TransferDeclined: mark("{who} không nhận, trả về {agency}"),
    events.TransferDeclinedSeen: mark("{who} không nhận, trả về {agency}"),
    events.Confirmed: mark("{who} đã xác nhận đã nhận"),
    events.Forwarded: mark("{who} đã chuyển tiếp đến {step}"),
    events.OpinionsAsked: mark("{who} đã gửi lấy ý kiến: {step}"),
    events.OpinionGiven: mark("{who} đã cho ý kiến: {stance}"),
    events.SilenceNoted: mark(
        "{who} đã ghi: {agency} không trả lời đúng hạn, {until}; theo luật coi là đồng ý"
    ),
    events.StepReturned: mark("{who} đã chuyển lại bước trước"),
    events.Proposed: mark("{who} đã trình kết quả"),
    events.Approved: mark("{who} đã duyệt"),
    events.SentBack: mark("{who} đã chuyển lại để sửa"),
    events.Signed: mark("{who} đã ký"),
    events.Issued: mark("{who} đã phát hành số {number}"),
    events.FeeCollected: mark("{who} đã thu {amount} đồng"),
    events.FeeRefunded: mark("{who} đã hoàn {amount} đồng, số {number}: {ground}"),
    events.FeesReduced: mark("{who} đã ghi {relief}"),
    events.HandedOver: mark("{who} đã trả kết quả cho {name}"),
    events.ReceiptMended: mark("{who} đã sửa giấy tiếp nhận lần {n}"),
    events.ReceiptReissued: mark("{who} đã cấp lại giấy tiếp nhận"),
    events.MessagesStopped: mark("{who} đã ngừng nhận tin báo"),
    events.AlikeSetAside: mark("{who} đã xem các hồ sơ giống và tiếp nhận hồ sơ này riêng"),
    events.PaperScanned: mark("{who} đã thêm bản quét {paper}"),
    events.PassedOn: mark("{giver} kết thúc hoạt động, hồ sơ chuyển đến {receiver}"),
    events.Refused: mark("{who} đã từ chối tiếp nhận, phiếu số {number}"),
    events.Stopped: mark("{who} đã dừng giải quyết hồ sơ, thông báo số {number}"),
    events.StoppedUnnumbered: mark("{who} đã dừng giải quyết hồ sơ"),
    events.WithdrawalAsked: mark("{who} đã ghi yêu cầu rút hồ sơ của {name}"),
    events.WithdrawalAgreed: mark("{who} đã đồng ý cho rút hồ sơ"),
    events.WithdrawalDeclined: mark("{who} đã không đồng ý cho rút hồ sơ"),
    events.PapersReturned: mark("{who} đã trả lại giấy tờ cho {name}"),
    events.ResultRecalled: mark("{who} đã thu hồi kết quả để làm lại"),
    events.Linked: mark("{who} đã liên kết với hồ sơ {code}: {kind}"),
    events.Unlinked: mark("{who} đã bỏ liên kết với hồ sơ {code}"),
    events.Corrected: mark("{who} đã đính chính {part}"),
}
LINK_KINDS = {
    LinkKind.CONTINUES: mark("hồ sơ này nộp tiếp theo hồ sơ kia"),
    LinkKind.CONTINUED_BY: mark("hồ sơ kia nộp tiếp theo hồ sơ này"),
    LinkKind.REPLACES: mark("hồ sơ này thay cho hồ sơ kia"),
    LinkKind.REPLACED_BY: mark("hồ sơ kia thay cho hồ sơ này"),
    LinkKind.SAME: mark("hai hồ sơ trùng nhau"),
    LinkKind.PAIRED: mark("hai hồ sơ nộp cùng lúc"),
}
PARTS = {
    Part.NOTE: mark("ghi chú, lý do"),
    Part.REASON: mark("lý do"),
    Part.BASIS: mark("căn cứ pháp lý"),
    Part.MONEY: mark("nội dung về tiền đã thu"),
    Part.TAKER: mark("người nhận"),
}
ERASED = mark("người đã được xóa tên")
PAPER = mark("giấy tờ")
AGREES, DISAGREES = mark("đồng ý"), mark("không đồng ý")


def _facts(body: EventBody, at: datetime, knowledge: Knowledge) -> dict[str, Any]:
    """Return what fills the sentence of an event beside the name of who did it."""
    facts: dict[str, Any] = _names(body, at, knowledge) | _between(body, knowledge)
    match body:
        case events.Forwarded() | events.OpinionsAsked():
            facts["step"] = _next(body, knowledge)
        case events.OpinionGiven():
            facts["stance"] = Words(AGREES if body.agrees else DISAGREES)
        case events.SilenceNoted():
            agency = knowledge.agencies.get(body.agency_id, "")
            facts |= {"agency": agency, "until": due_words(body.due_at)}
        case events.Issued() | events.Refused() | events.Stopped():
            facts["number"] = symbol(body)
        case events.FeeCollected() | events.FeeRefunded() | events.FeesReduced():
            return _money(body, knowledge)
        case events.Linked() | events.Unlinked():
            return _link(body, knowledge)
        case events.PaperScanned():
            facts["paper"] = knowledge.scanned.get(body.file_id) or Words(PAPER)
        case events.ReceiptMended():
            facts["n"] = body.issue - 1
        case events.Corrected():
            facts["part"] = Words(PARTS[Part(body.part)])
    return facts


def _names(body: EventBody, at: datetime, knowledge: Knowledge) -> dict[str, Any]:
    """Return whom an event names beside who did it."""
    match body:
        case events.Assigned():
            return {"name": knowledge.holder(body.to_post_id, at)}
        case events.TakingOver():
            return {"name": knowledge.holder(body.from_post_id, at)}
        case events.Transferred() | events.DecliningTransfer():
            return {"agency": knowledge.agencies.get(body.opened[0].agency_id, "")}
        case events.WithdrawalAsked():
            return {"name": knowledge.askers.get(body.asker.row_id) or Words(ERASED)}
        case events.HandedOver() | events.PapersReturned():
            row_id = body.taker.row_id if body.taker else 0
            return {"name": knowledge.takers.get(row_id) or Words(ERASED)}
    return {}


def _money(
    body: events.FeeCollected | events.FeeRefunded | events.FeesReduced, knowledge: Knowledge
) -> dict[str, Any]:
    if isinstance(body, events.FeesReduced):
        return {"relief": _relief(body, knowledge)}
    facts: dict[str, Any] = {"amount": format_dong(body.amount)}
    if isinstance(body, events.FeeRefunded):
        facts["number"], facts["ground"] = body.number, Words(GROUNDS[RefundGround(body.ground)])
    return facts


def _relief(body: events.FeesReduced, knowledge: Knowledge) -> Words:
    if not body.exemption:
        return Words(mark("không miễn, giảm"))
    return reduced(body.spared, knowledge.exemptions.get(body.exemption, body.exemption))


def _link(body: events.Linked | events.Unlinked, knowledge: Knowledge) -> dict[str, Any]:
    facts: dict[str, Any] = {"code": knowledge.linked[body.other_id]}
    if isinstance(body, events.Linked):
        facts["kind"] = Words(LINK_KINDS[LinkKind(body.kind)])
    return facts


def _between(body: EventBody, knowledge: Knowledge) -> dict[str, Any]:
    """Return who passed the dossier on and who took it over, of that event alone."""
    if not isinstance(body, events.PassedOn):
        return {}
    names = knowledge.agencies
    return {"giver": names.get(body.giver_id, ""), "receiver": names.get(body.receiver_id, "")}


def _next(body: events.Moved, knowledge: Knowledge) -> str:
    opened = [knowledge.process.step(item.step) for item in body.opened]
    if isinstance(body, events.OpinionsAsked):
        opened = [step for step in opened if step.act is StepAct.OPINE]
    return ", ".join(step.name for step in opened)


def symbol(body: events.Issued | events.Refused | events.Stopped) -> str:
    """Return the number and symbol of a result or a slip as it stands on the paper."""
    return f"{body.number:02d}/{body.symbol}" if body.symbol else f"{body.number:02d}"

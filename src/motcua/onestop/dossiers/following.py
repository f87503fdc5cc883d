"""What the public page of a dossier says: plain words, and no more of a person than needed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from motcua.ground.kernel.words import Words, mark
from motcua.ground.trail.rules import Recorded
from motcua.onestop.dossiers import events
from motcua.onestop.dossiers.endings import End, Ending
from motcua.onestop.dossiers.rules import Part
from motcua.onestop.dossiers.states import DeliveryState, Status
from motcua.onestop.processes.rules import Process, StepAct


class Mood(StrEnum):
    """How the page speaks: nothing to do, something to do, an apology owed, or the end.

    A dossier ends with its result handed over, or without one; then its papers may wait.
    """

    CALM = "calm"
    TO_DO = "to_do"
    LATE = "late"
    DONE = "done"
    ENDED = "ended"
    PAPERS_WAIT = "papers_wait"


@dataclass(frozen=True, slots=True)
class PublicLine:
    """
    One line of the way of a dossier.

    :param at: None for what is still to come.
    :param state: done, now or next.
    """

    at: datetime | None
    words: Words
    state: str


@dataclass(frozen=True, slots=True)
class Followed:
    """
    A dossier as the public page shows it; personal data is already masked.

    :param applicant: initials and given name only.
    :param told_at: the addresses that messages go to, masked.
    :param phone: all but the last three digits hidden, empty if none was left.
    :param holder: the agency whose it is, or was at its end.
    :param desk_phone: whom to call; empty where no record gives it.
    :param ending: why there is no result; None unless it ended without one.
    :param why_not: why he may not take it back, if he asked and the head declined.
    :param why_recalled: what was wrong with the result that is being made anew.
    """

    code: str
    procedure: str
    holder: str
    applicant: str
    phone: str
    told_at: tuple[str, ...]
    has_stopped_messages: bool
    status: Status
    headline: Words
    to_do: Words
    mood: Mood
    received_at: datetime
    due_at: datetime
    ended_at: datetime | None
    handed_over_at: datetime | None
    due_lines: list[dict[str, Any]]
    way: tuple[PublicLine, ...]
    desk_id: int
    desk: str
    desk_address: str
    desk_phone: str
    ending: Ending | None
    why_not: str
    why_recalled: str


@dataclass(frozen=True, slots=True)
class Lying:
    """
    An open step: in which agency it is to be done, and which holds the dossier by it.

    :param is_confirmed: whether what was sent there was confirmed; until then the sender holds it.
    """

    step: str
    act: StepAct
    agency: str
    holder: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Places:
    """The names of agencies by their ids, and by the numbers of the work items that lay there."""

    names: Mapping[int, str]
    of_items: Mapping[int, str]


_DONE = {
    "dossier.received": mark("Bộ phận Một cửa nhận hồ sơ, in giấy tiếp nhận"),
    "dossier.assigned": mark("{agency} giao người xử lý"),
    "dossier.taken-over": mark("{agency} giao người xử lý"),
    "dossier.taken-over-by-head": mark("{agency} giao người xử lý"),
    "dossier.transferred": mark("{agency} chuyển sang cơ quan khác"),
    "dossier.transfer-declined": mark("{agency} không nhận, trả về nơi chuyển"),
    "dossier.confirmed": mark("{agency} nhận hồ sơ"),
    "dossier.forwarded": mark("{agency} chuyển sang bước sau"),
    "dossier.opinions-asked": mark("{agency} gửi lấy ý kiến cơ quan liên quan"),
    "dossier.opinion-given": mark("{agency} cho ý kiến"),
    "dossier.silence-noted": mark("{agency} không trả lời đúng hạn, theo luật coi là đồng ý"),
    "dossier.step-returned": mark("{agency} chuyển lại bước trước"),
    "dossier.passed-on": mark("Cơ quan trước đã kết thúc hoạt động, {agency} nhận hồ sơ làm tiếp"),
    "dossier.result-proposed": mark("{agency} trình kết quả"),
    "dossier.approved": mark("{agency} duyệt kết quả"),
    "dossier.sent-back": mark("{agency} chuyển lại để sửa"),
    "dossier.signed": mark("{agency} ký kết quả"),
    "dossier.issued": mark("{agency} phát hành kết quả"),
    "dossier.handed-over": mark("Bộ phận Một cửa trả kết quả"),
    "dossier.receipt-mended": mark("Bộ phận Một cửa sửa giấy tiếp nhận"),
    "dossier.receipt-reissued": mark("Bộ phận Một cửa cấp lại giấy tiếp nhận"),
    "dossier.fee-collected": mark("Bộ phận Một cửa thu tiền"),
    "dossier.fee-refunded": mark("Bộ phận Một cửa hoàn tiền"),
    "dossier.fees-reduced": mark("Bộ phận Một cửa ghi miễn, giảm"),
    "dossier.messages-stopped": mark("Ngừng báo tin, theo yêu cầu của người giữ giấy tiếp nhận"),
    "dossier.paper-scanned": mark("Bộ phận Một cửa quét giấy tờ đã nộp"),
    "dossier.refused": mark("Bộ phận Một cửa từ chối tiếp nhận hồ sơ"),
    "dossier.stopped": mark("{agency} dừng giải quyết hồ sơ"),
    "dossier.withdrawal-asked": mark("Bộ phận Một cửa ghi yêu cầu rút hồ sơ"),
    "dossier.withdrawal-agreed": mark("{agency} đồng ý cho rút hồ sơ"),
    "dossier.withdrawal-declined": mark("{agency} không đồng ý cho rút hồ sơ"),
    "dossier.papers-returned": mark("Bộ phận Một cửa trả lại giấy tờ đã nộp"),
    "dossier.result-recalled": mark("{agency} thu hồi kết quả để sửa sai sót"),
    "dossier.entry-corrected": mark("{agency} đính chính nội dung đã ghi"),
}

_PUT_RIGHT: dict[str | None, str] = {
    Part.TAKER: mark("{agency} ghi lại đúng tên người đã nhận"),
    Part.REASON: mark("{agency} đính chính lý do đã báo"),
    Part.BASIS: mark("{agency} đính chính căn cứ pháp lý đã báo"),
    Part.MONEY: mark("{agency} đính chính nội dung về tiền đã thu"),
}

_ENDED = {
    End.REFUSED: mark("Từ chối tiếp nhận"),
    End.STOPPED: mark("Đã dừng giải quyết"),
    End.WITHDRAWN: mark("Đã rút hồ sơ"),
}

_NOW = {
    StepAct.HANDLE: mark("{agency} đang giải quyết"),
    StepAct.OPINE: mark("{agency} đang cho ý kiến"),
    StepAct.APPROVE: mark("{agency} đang xem để duyệt"),
    StepAct.SIGN: mark("{agency} đang xem để ký"),
    StepAct.ISSUE: mark("{agency} đang vào số, đóng dấu"),
    StepAct.HAND_OVER: mark("Kết quả đang chờ ở {agency}"),
}

_ASKED_BACK = mark("{agency} đang xem yêu cầu rút")

_NEXT = {
    StepAct.HANDLE: mark("Giải quyết hồ sơ"),
    StepAct.OPINE: mark("Lấy ý kiến cơ quan liên quan"),
    StepAct.APPROVE: mark("Lãnh đạo duyệt"),
    StepAct.SIGN: mark("Lãnh đạo ký"),
    StepAct.ISSUE: mark("Vào số, đóng dấu"),
    StepAct.HAND_OVER: mark("Trả kết quả"),
}


def way(
    history: Iterable[Recorded],
    *,
    process: Process,
    places: Places,
    status: Status,
    here: list[Lying],
) -> tuple[PublicLine, ...]:
    """
    Return the way of a dossier, newest first: what is to come, what is now, what was.

    :param here: what is open now.
    """
    done = [_done(event, places) for event in history if event.name not in UNTOLD]
    lines = [PublicLine(None, _now(status, lying), "now") for lying in here]
    now = [line for place, line in enumerate(lines) if line not in lines[:place]]
    return (*_to_come(process, [lying.step for lying in here]), *now, *reversed(done))


def _now(status: Status, lying: Lying) -> Words:
    """Return what an open step waits for; nobody works on what he has not confirmed or begun."""
    if status is Status.WITHDRAWAL_REQUESTED:
        return Words(_ASKED_BACK, {"agency": lying.holder})
    said = _NOW[lying.act]
    if lying.act is not StepAct.HAND_OVER:
        if not lying.is_confirmed:
            said = mark("Chờ {agency} nhận hồ sơ")
        elif status is Status.RECEIVED:
            said = mark("Chờ {agency} giải quyết")
    return Words(said, {"agency": lying.agency})


# What speaks of other dossiers, of which a receipt says nothing.
UNTOLD = frozenset({"dossier.alike-set-aside", "dossier.linked", "dossier.unlinked"})

# What names the agency that did it, wherever the dossier lay.
DECIDED_BY = (events.Ended, events.WithdrawalDeclined, events.Corrected, events.ResultRecalled)


def _done(event: Recorded, places: Places) -> PublicLine:
    number = getattr(event.body, "closed", getattr(event.body, "item", None))
    if isinstance(event.body, events.PassedOn):
        number = event.body.opened[0].number if event.body.opened else None
    agency = places.of_items.get(number, "") if number is not None else ""
    if isinstance(event.body, DECIDED_BY):
        agency = places.names.get(event.body.agency_id, "")
    return PublicLine(event.occurred_at, Words(_said(event), {"agency": agency}), "done")


def _said(event: Recorded) -> str:
    """Return the sentence of an event; of what was told to the citizen, what was put right."""
    part = event.body.part if isinstance(event.body, events.Corrected) else None
    return _PUT_RIGHT.get(part, _DONE[event.name])


def _to_come(process: Process, here: list[str]) -> list[PublicLine]:
    """Return the steps after the farthest open one, the last first."""
    if not here:
        return []
    places = {step.key: place for place, step in enumerate(process.steps)}
    farthest = max(places[key] for key in here)
    acts = dict.fromkeys(step.act for step in process.steps[farthest + 1 :])
    return [PublicLine(None, Words(_NEXT[act]), "next") for act in reversed(acts)]


def headline(status: Status, lying: Lying, ending: Ending | None = None) -> Words:
    """
    Return the state of a dossier as a sentence, the page's heading.

    :param lying: the first of its open steps, or where it lay at its end.
    """
    if status is Status.RECEIVED:
        return Words(mark("Đã tiếp nhận, chờ {agency} giải quyết"), {"agency": lying.agency})
    if status is Status.HANDED_OVER:
        return Words(mark("Đã trả kết quả"))
    if ending is not None:
        return Words(_ENDED[ending.end])
    if status is Status.RESULT_READY:
        return Words(mark("Đã có kết quả"))
    return _now(status, lying)


def mood(
    *,
    status: Status,
    delivery: DeliveryState,
    due_at: datetime,
    ended_at: datetime | None,
    now: datetime,
) -> Mood:
    """Return how the page is to speak at this moment."""
    if status in {Status.STOPPED, Status.REFUSED}:
        waits = delivery is DeliveryState.PAPERS_AT_DESK
        return Mood.PAPERS_WAIT if waits else Mood.ENDED
    if status is Status.HANDED_OVER:
        return Mood.DONE
    if status is Status.RESULT_READY:
        return Mood.TO_DO
    return Mood.LATE if now > due_at and ended_at is None else Mood.CALM


_OWING = {
    Mood.TO_DO: mark("Mời ông/bà mang giấy tiếp nhận và {money} đồng đến {desk} để nhận kết quả."),
    Mood.DONE: mark("Ông/bà còn {money} đồng chưa nộp. Mời mang giấy tiếp nhận đến {desk} để nộp."),
}


def to_do(mood: Mood, *, desk: str, money_left: str) -> Words:
    """Return what is expected of the citizen, even when it is nothing."""
    if money_left and mood in _OWING:
        return Words(_OWING[mood], {"money": money_left, "desk": desk})
    if mood in {Mood.DONE, Mood.ENDED}:
        return Words(mark("Ông/bà không phải làm gì thêm."))
    if mood is Mood.PAPERS_WAIT:
        return Words(
            mark("Mời ông/bà mang giấy tiếp nhận đến {desk} để nhận lại giấy tờ đã nộp."),
            {"desk": desk},
        )
    if mood is Mood.TO_DO:
        return Words(
            mark("Mời ông/bà mang giấy tiếp nhận đến {desk} để nhận kết quả."), {"desk": desk}
        )
    return Words(mark("Lúc này ông/bà không phải làm gì."))


def places(bodies: Iterable[object], names: Mapping[int, str]) -> Places:
    """
    Return the names of the agencies that these event bodies speak of.

    :param names: the names of agencies by id.
    """
    opened = (
        item
        for body in bodies
        if isinstance(body, events.Accepted | events.Moved | events.PassedOn)
        for item in body.opened
    )
    return Places(names, {item.number: names.get(item.agency_id, "") for item in opened})

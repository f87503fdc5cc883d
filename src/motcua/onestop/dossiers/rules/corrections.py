"""
Who may put right what was written down wrong: decision 21.

Source: Circular 03/2025/TT-VPCP on the control slip: the record of who passed what to whom is
never overwritten (as read in practice, not in the text); the national status codes.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_text
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers.rules.refusals import NotPossibleNow
from motcua.onestop.dossiers.states import Status


class Part(StrEnum):
    """Which words of an entry are put right."""

    NOTE = "note"
    REASON = "reason"
    BASIS = "basis"
    MONEY = "money"
    TAKER = "taker"


class NoSuchEntry(Refusal):
    """The entry is not of this dossier, or somebody has put it right meanwhile."""

    code = "dossiers.no-such-entry"
    says = mark("Dòng được chọn không còn như khi anh/chị mở trang.")
    to_do = mark("Mở lại trang đính chính để xem dòng ấy bây giờ ghi gì.")
    status = 422


class NotYoursToCorrect(Refusal):
    """Whoever wrote an entry puts it right on the same day, the head of his agency at any time."""

    code = "dossiers.not-yours-to-correct"
    says = mark("Người ghi đính chính được trong ngày; sau đó lãnh đạo cơ quan ấy đính chính.")
    to_do = mark("Báo lãnh đạo cơ quan đã ghi nội dung này.")
    status = 403


class SameWords(Refusal):
    """Words are put right by other words."""

    code = "dossiers.same-words"
    says = mark("Nội dung đúng trùng với nội dung đang ghi.")
    to_do = mark("Viết nội dung đúng, hoặc quay lại nếu không có gì phải sửa.")
    status = 422


@dataclass(frozen=True, slots=True)
class Written:
    """
    Who wrote an entry, from where, on which day.

    :param user_id: the person; ``seat_id`` is the seat whose right he used.
    :param answering: the agency where that seat stands; once it ended, all that have its duties,
        where nobody is recorded whoever stood above it.
    """

    user_id: int | None
    seat_id: int
    answering: frozenset[int]
    on: date


def corrector(actor: Actor, written: Written, *, today: date) -> Grant | None:
    """
    Return the seat from which the actor may put an entry right, if there is one.

    Whoever wrote it does so on the same day, while he sits where he sat; the head of the agency
    where it was written does at any time, or of one that answers for it since it ended. A
    delegated signature does not reach that far.
    """
    if actor.user_id == written.user_id and today == written.on:
        own = (seat for seat in actor.holding(*PostKind) if seat.post_id == written.seat_id)
        seat = next(own, None)
        if seat is not None:
            return seat
    headed = (actor.seat(PostKind.HEAD, agency_id) for agency_id in sorted(written.answering))
    return next((seat for seat in headed if seat is not None), None)


def check_corrector(actor: Actor, written: Written, *, today: date) -> Grant:
    """
    Return the seat from which the actor puts an entry right.

    :raises NotYoursToCorrect: to everybody but who wrote it today and the head of his agency.
    """
    seat = corrector(actor, written, today=today)
    if seat is None:
        raise NotYoursToCorrect
    return seat


def check_recallable(status: int, code: str = "") -> None:
    """
    Accept to recall a result.

    Source: the national status codes: from 9 back to 4 as a recorded correction only, and
    nowhere from 10.

    :raises NotPossibleNow: before it is issued, and once it is handed over.
    """
    if status != Status.RESULT_READY:
        raise NotPossibleNow(code=code)


def check_differs(before: str, after: str) -> None:
    """
    Accept words that say something else than those that stand.

    :raises SameWords: for the same.
    """
    if clean_text(before) == clean_text(after):
        raise SameWords

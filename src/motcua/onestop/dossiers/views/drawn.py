"""What a dossier's page shows, as the components of the design take it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.ground.design.parts import Bar, Colour, Fact, Reason, SliceKind, Stage, State, Step
from motcua.ground.design.speech import said
from motcua.ground.kernel import dates
from motcua.ground.kernel.identity import group_phone
from motcua.ground.kernel.money import format_dong
from motcua.ground.kernel.text import group_digits
from motcua.ground.kernel.words import Words
from motcua.ground.trail.rules import Recorded
from motcua.onestop.dossiers.corrections import as_they_stand
from motcua.onestop.dossiers.endings import End, ending_of, why_asked
from motcua.onestop.dossiers.forms.intake import COPY_KINDS
from motcua.onestop.dossiers.models import Dossier, Paper, Party
from motcua.onestop.dossiers.presentation import due_box, worklist
from motcua.onestop.dossiers.presentation.due_box import Clock
from motcua.onestop.dossiers.presentation.filters import CHANNELS
from motcua.onestop.dossiers.presentation.relief import relief
from motcua.onestop.dossiers.presentation.timeline import Line
from motcua.onestop.dossiers.rules import DELIVERIES, Delivery, PartyRole, filer_of
from motcua.onestop.dossiers.sheets import FileShown, MoneyShown, ReliefShown, Sheet
from motcua.onestop.dossiers.states import DeliveryState, PaymentState, Status
from motcua.onestop.payments.rules import Balance, EntryKind
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.procedures import rules as procedure_rules
from motcua.onestop.procedures.rules import Channel

STATUS_COLOURS = {
    Status.SUBMITTED: Colour.BLUE,
    Status.RECEIVED: Colour.BLUE,
    Status.REFUSED: Colour.RED,
    Status.IN_PROGRESS: Colour.BLUE,
    Status.AWAITING_SUPPLEMENT: Colour.AMBER,
    Status.AWAITING_PAYMENT: Colour.AMBER,
    Status.WITHDRAWAL_REQUESTED: Colour.PURPLE,
    Status.STOPPED: Colour.GREY,
    Status.RESULT_READY: Colour.GREEN,
    Status.HANDED_OVER: Colour.GREEN,
}


def states(dossier: Dossier, owed: Balance) -> list[State]:
    """Return its states, each under its own label; nothing is connected yet to be in step with."""
    colour = STATUS_COLOURS[Status(dossier.status)]
    return [
        State(_("Hồ sơ"), _(dossier.local_state.name), colour),
        payment(dossier, owed),
        _delivery(dossier),
    ]


def payment(dossier: Dossier, owed: Balance) -> State:
    """Return how its money stands; while some is due, how much."""
    label = _("Tiền phải nộp")
    match PaymentState(dossier.payment_state):
        case PaymentState.NOTHING_DUE:
            return State(label, _("Không có") if _is_fee_known(dossier) else _("Chưa có dữ liệu"))
        case PaymentState.DUE:
            return State(label, _owing(owed), Colour.AMBER)
        case PaymentState.PAID:
            return State(label, _("Đã thu đủ"), Colour.GREEN)
        case PaymentState.REFUNDED:
            return State(label, _("Đã hoàn"))


def _owing(owed: Balance) -> str:
    words = _("Còn {left} trong {due} đồng") if owed.paid else _("Chưa thu: {left} đồng")
    return words.format(left=format_dong(owed.left), due=format_dong(owed.due))


def _is_fee_known(dossier: Dossier) -> bool:
    """Say whether nothing is due because it is free, and not because no record gives it."""
    version = procedures.version(dossier.procedure_version_id)
    fees = procedure_rules.fee_for(version, dossier.case_key, dossier.channel)
    return all(fee.amount is not None for fee in fees)


def _delivery(dossier: Dossier) -> State:
    label = _("Trả kết quả")
    match DeliveryState(dossier.delivery_state):
        case DeliveryState.NOT_READY:
            return State(label, _(DELIVERIES[Delivery(dossier.delivery)]))
        case DeliveryState.AT_DESK:
            return State(label, _("Chờ ở quầy"), Colour.GREEN)
        case DeliveryState.HANDED_OVER:
            return State(label, _("Đã trả"), Colour.GREEN)
        case DeliveryState.PAPERS_AT_DESK:
            return State(_("Giấy tờ đã nộp"), _("Chờ trả lại ở quầy"), Colour.AMBER)
        case DeliveryState.PAPERS_RETURNED:
            return State(_("Giấy tờ đã nộp"), _("Đã trả lại"), Colour.GREEN)


def bar(clock: Clock) -> Bar:
    """Return the clock's bar with the days of each stretch."""
    words = {
        SliceKind.COUNTED: _("đã qua {days} ngày lịch"),
        SliceKind.LATE: _("trễ {days} ngày lịch"),
        SliceKind.LEFT: _("sớm {days} ngày lịch") if clock.ended_at else _("còn {days} ngày lịch"),
    }
    return due_box.bar(clock, lambda run: words[run.kind].format(days=run.days) if run.days else "")


def _day(at: datetime) -> str:
    return worklist.short(dates.local(at).date())


def reasons(dossier: Dossier) -> list[Reason]:
    """Return why this date, line by line, as it was told at receipt."""
    return [
        Reason(
            when=said(due_box.span(line.begins, line.ends)),
            words=said(line.words),
            amount=said(line.amount) if line.amount else "",
            source=_(line.source) if line.source else "",
        )
        for line in due_box.reason_lines(dossier.due_lines)
    ]


def total(dossier: Dossier) -> Reason:
    """Return the last line of the reckoning: what all lines add up to."""
    limit = due_box.total(dossier.due_lines)
    return Reason(
        when=_("đến hạn {day} {time}").format(
            day=_day(dossier.original_due_at), time=dates.time_of_day(dossier.original_due_at)
        ),
        words=_("đủ thời hạn giải quyết"),
        amount=said(limit) if limit else "",
    )


def facts(sheet: Sheet, history: Sequence[Recorded]) -> list[Fact]:
    """
    Return who asks for what, who filed it, what was paid, and who took the result.

    Why there is none is said before all else, and who asks the dossier back.
    """
    found: list[Fact] = []
    for role in PartyRole:
        if role in sheet.parties:
            found += _party(sheet.parties[role])
    if filer_of(sheet.parties) is sheet.parties[PartyRole.APPLICANT]:
        found.insert(2, Fact(_("Người nộp hồ sơ"), _("Chính chủ hồ sơ")))
    return [
        *_ending(sheet, history, as_they_stand(history, sheet.notes)),
        *found,
        *_matter(sheet.dossier),
        *_relief(sheet.relief),
        *map(_money, sheet.money),
        *taker(sheet),
    ]


def _ending(sheet: Sheet, history: Sequence[Recorded], notes: Mapping[int, str]) -> list[Fact]:
    """Return what is said of a withdrawal while it is asked, and of an end without a result."""
    if sheet.dossier.status == Status.WITHDRAWAL_REQUESTED:
        return withdrawal(sheet, history)
    ending = ending_of(history, notes)
    if ending is None:
        return []
    why = {
        End.REFUSED: _("Lý do từ chối tiếp nhận"),
        End.STOPPED: _("Lý do dừng giải quyết"),
        End.WITHDRAWN: _("Lý do rút hồ sơ"),
    }[ending.end]
    lines = [
        Fact(why, ending.reason, is_wide=True),
        Fact(_("Căn cứ pháp lý"), ending.basis, is_wide=True),
        Fact(_("Số tiền đã thu"), ending.money, is_wide=True),
    ]
    return [line for line in lines if line.value]


def withdrawal(sheet: Sheet, history: Sequence[Recorded]) -> list[Fact]:
    """Return who asks the dossier back, by which paper or whose authority, and why; if anybody."""
    if not sheet.withdrawals:
        return []
    asked = sheet.withdrawals[-1]
    shown = _papers_shown(asked.asker_paper, asked.asker_number, asked.authority)
    why = why_asked(history, as_they_stand(history, sheet.notes))
    return [
        Fact(_("Người xin rút"), asked.asker_name, shown, is_wide=True),
        Fact(_("Lý do xin rút"), why, is_wide=True),
    ]


def _papers_shown(paper: str, number: str, authority: str) -> str:
    """Return which papers somebody showed at the desk."""
    return ", ".join(filter(None, (f"{paper} {group_digits(number)}".strip(), authority)))


def _party(party: Party) -> list[Fact]:
    lines = [
        Fact(party.role_words, party.name, party.authority),
        Fact(_("Số định danh"), group_digits(party.identity_number)),
        Fact(_("Hộ chiếu, giấy tờ khác"), party.other_paper),
        Fact(_("Mã số thuế"), party.tax_code),
        Fact(_("Ngày sinh"), dates.day(party.born_on) if party.born_on else ""),
        Fact(_("Giới tính"), _(party.sex) if party.sex else ""),
        Fact(_("Điện thoại"), group_phone(party.phone)),
        Fact(_("Thư điện tử"), party.email),
        Fact(_("Địa chỉ"), party.address, is_wide=True),
    ]
    return [line for line in lines if line.value]


def _item(dossier: Dossier) -> str:
    """Return the postal item that the dossier came in."""
    postal = getattr(dossier, "postal", None)
    return _("bưu gửi {number}").format(number=postal.number) if postal else ""


def _matter(dossier: Dossier) -> list[Fact]:
    entered = dossier.entered_at
    late = _("muộn, lúc {moment}").format(moment=dates.at(entered)) if entered else ""
    lines = [
        Fact(_("Nội dung"), dossier.subject, is_wide=True),
        Fact(_("Số bản cần"), str(dossier.copies) if dossier.copies > 1 else ""),
        Fact(_("Số trang bản chính"), str(dossier.pages or "")),
        Fact(_("Nơi tiếp nhận"), dossier.receiving_desk.name),
        Fact(_("Cách nộp"), _(CHANNELS[Channel(dossier.channel)]), _item(dossier)),
        Fact(_("Nhập vào hệ thống"), late),
        Fact(_("Cơ quan giải quyết"), dossier.lead_agency.name),
    ]
    return [line for line in lines if line.value]


def _relief(shown: ReliefShown | None) -> list[Fact]:
    if shown is None or not shown.key:
        return []
    proof = _("giấy tờ: {paper}").format(paper=shown.paper)
    return [Fact(_("Miễn, giảm"), said(relief(shown.amount, shown.name)), proof, is_wide=True)]


def _money(entry: MoneyShown) -> Fact:
    is_refund = entry.kind == EntryKind.REFUND
    label = _("Hoàn tiền số {number}") if is_refund else _("Biên lai số {number}")
    words = _("{amount} đồng, hoàn ngày {day}") if is_refund else _("{amount} đồng, thu ngày {day}")
    whom = _("người nhận: {payer}") if is_refund else _("người nộp: {payer}")
    day = dates.day(dates.local(entry.collected_at).date())
    return Fact(
        label.format(number=entry.receipt_number),
        words.format(amount=format_dong(entry.amount), day=day),
        whom.format(payer=entry.payer),
        is_wide=True,
    )


def taker(sheet: Sheet) -> list[Fact]:
    """Return who fetched the result or the papers, by which paper and whose authority."""
    if not sheet.takers:
        return []
    handing = sheet.takers[-1]
    shown = _papers_shown(_(handing.taker_paper), handing.taker_number, handing.authority)
    has_result = sheet.dossier.status == Status.HANDED_OVER
    label = _("Người nhận kết quả") if has_result else _("Người nhận lại giấy tờ")
    return [Fact(label, handing.taker_name, shown, is_wide=True)]


@dataclass(frozen=True, slots=True)
class PaperShown:
    """One line of the list of papers, with its scans."""

    paper: Paper
    kind: str
    scans: list[FileShown]


def papers(sheet: Sheet) -> list[PaperShown]:
    """Return the papers as the receipt lists them, each with its scans."""
    kinds = dict(COPY_KINDS)
    return [
        PaperShown(paper, str(kinds.get(paper.copy_kind, "")), sheet.scans_of(paper))
        for paper in sheet.papers
    ]


def steps(lines: Iterable[Line]) -> list[Step]:
    """Return what happened as the steps of the way, newest first."""
    return [
        Step(
            words=said(line.words),
            when=said(line.when),
            at=line.at,
            by=_by(line),
            struck=f"“{line.note}”" if line.note and line.right else "",
            right=_("đính chính: “{words}”").format(words=line.right) if line.right else "",
            stage=Stage.NOW if line.is_open else Stage.DONE,
        )
        for line in lines
    ]


def _by(line: Line) -> str:
    where = said(line.where) if isinstance(line.where, Words) else line.where
    note = f"“{line.note}”" if line.note and not line.right else ""
    return ". ".join(filter(None, (where[:1].upper() + where[1:], note)))

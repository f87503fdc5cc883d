"""
Form 01, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả": facts in, the printed words out.

Forms printed by law keep their own words, in Vietnamese only.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from motcua.ground.documents.slips.slip import TT01_2018
from motcua.ground.documents.slips.spelling import UNKNOWN, asked, qr_code, two_digits
from motcua.ground.kernel.dates import day_on_paper, local, moment_on_paper, weekday_and_day
from motcua.ground.kernel.identity import group_phone
from motcua.ground.kernel.money import format_dong
from motcua.ground.kernel.text import group_digits

SECRET_GROUP = 4


class Layout(StrEnum):
    """
    On what sheets the receipt is printed; the name of the form's template.

    The circular designs it for A5, and for two copies: the applicant's and the desk's.
    """

    A4 = "form-01"
    A5 = "form-01-a5"
    TWO_ON_A4 = "form-01-a5-two"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper that was handed in: "Giấy chứng sinh", "Bản chính", 1."""

    name: str
    copy_kind: str
    count: int


@dataclass(frozen=True, slots=True)
class FeeLine:
    """
    One fee or charge.

    :param amount: None where no source gives one.
    """

    label: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """
    What the receipt says of one dossier.

    :param agency: the body above the desk, spelt as in a sentence; printed in capitals.
    :param desk: the one-stop desk that received, likewise.
    :param place: where the slip is dated, "Thủ Dầu Một".
    :param number: of the slip in its book, as it stands before "/TNHS"; "" leaves room.
    :param issue: 1 for the first slip of a dossier, more once it was mended.
    :param secret: eight digits; printed on the applicant's copy only.
    :param follow_url: the unguessable link; likewise.
    :param site: where code and secret are typed in, without the scheme.
    :param applicant: whose matter it is.
    :param co_applicant: who asks for it together with him, if two do.
    :param co_other_paper: a foreigner's passport or other paper, in place of the number.
    :param filer: who stands at the counter, if that is somebody else.
    :param authority: the paper by which he does so for the applicant.
    :param came_in: the item of the public post that the dossier came in.
    :param procedure: its full official name.
    :param subject: what was typed of it at the counter, if anything was.
    :param sets: how many sets of the papers were handed in.
    :param limit: in the words of the law, "05 ngày làm việc".
    :param due_at: None where no record gives a limit.
    :param pick_up: where, or how, the result is fetched.
    :param fees: empty where nothing is charged.
    :param remark: what else must be said at the foot, as that this is a demo.
    :param layout: on what sheets it is printed.
    """

    agency: str
    desk: str
    place: str
    code: str
    secret: str
    follow_url: str
    site: str
    applicant: str
    procedure: str
    procedure_code: str
    papers: tuple[PaperLine, ...]
    limit: str
    received_at: datetime
    due_at: datetime | None
    pick_up: str
    receiver: str
    number: str = ""
    issue: int = 1
    filer: str = ""
    authority: str = ""
    came_in: str = ""
    identity_number: str = ""
    co_applicant: str = ""
    co_identity_number: str = ""
    co_other_paper: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    sets: int = 1
    fees: tuple[FeeLine, ...] = ()
    register_book: str = ""
    register_order: str = ""
    subject: str = ""
    remark: str = ""
    layout: Layout = Layout.A4

    @property
    def form(self) -> str:
        """The template of the layout."""
        return self.layout

    @property
    def edition(self) -> str:
        """The law that gives the form."""
        return TT01_2018

    @property
    def file_name(self) -> str:
        """The name under which the printed slip is kept."""
        again = f"-lan-{self.issue}" if self.issue > 1 else ""
        return f"giay-tiep-nhan-{self.code}{again}.pdf"

    def words(self) -> dict[str, Any]:
        """Return what the form prints, each fact already spelt as papers spell it."""
        here = local(self.received_at)
        return {
            **asdict(self),
            "asked": asked(self.procedure, self.procedure_code, self.subject),
            "agency": self.agency.upper(),
            "desk": self.desk.upper(),
            "desk_in_sentence": self.desk,
            "received_by": f"{self.desk}, {self.agency}",
            "signed_on": day_on_paper(here.date()),
            "dated": [here.year, here.month, here.day],
            "received_at": moment_on_paper(self.received_at),
            "due_at": moment_on_paper(self.due_at) if self.due_at else UNKNOWN,
            "due_time": _due_time(self.due_at),
            "due_day": _due_day(self.due_at),
            "secret": group_digits(self.secret, SECRET_GROUP),
            "identity_number": group_digits(self.identity_number),
            "co_identity_number": group_digits(self.co_identity_number),
            "co_other_paper": self.co_other_paper,
            "phone": group_phone(self.phone),
            "filer": self.filer or self.applicant,
            "is_filed_by_another": bool(self.filer) and self.filer != self.applicant,
            "papers": [{**asdict(line), "count": two_digits(line.count)} for line in self.papers],
            "sets": two_digits(self.sets),
            "fees": [{"label": fee.label, "amount": _amount(fee.amount)} for fee in self.fees],
            "total": _total(self.fees),
            "qr_of_link": qr_code(self.follow_url),
            "qr_of_code": qr_code(self.code),
        }


def _due_time(due_at: datetime | None) -> str:
    return f"{local(due_at):%H} giờ {local(due_at):%M} phút" if due_at else UNKNOWN


def _due_day(due_at: datetime | None) -> str:
    return str(weekday_and_day(local(due_at).date())) if due_at else ""


def _amount(amount: int | None) -> str:
    return UNKNOWN if amount is None else f"{format_dong(amount)} đồng"


def _total(fees: tuple[FeeLine, ...]) -> str:
    """Return the sum, or that it is not known: a sum that leaves a fee out would mislead."""
    amounts = [fee.amount for fee in fees if fee.amount is not None]
    return _amount(sum(amounts) if len(amounts) == len(fees) else None)

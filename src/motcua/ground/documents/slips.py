"""
What stands on the slips that the law gives a form: facts in, the printed words out.

Forms printed by law keep their own words, in Vietnamese only.
"""

import io
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import segno

from motcua.ground.kernel.dates import day_on_paper, local, moment_on_paper, weekday_and_day
from motcua.ground.kernel.identity import group_phone
from motcua.ground.kernel.money import format_dong
from motcua.ground.kernel.text import group_digits

FORM_01 = "form-01"
TT01_2018 = "tt01-2018"
UNKNOWN = "chưa có dữ liệu"
SECRET_GROUP = 4


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
    What Form 01, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", says of one dossier.

    :param agency: the body above the desk, spelt as in a sentence; printed in capitals.
    :param desk: the one-stop desk that received, likewise.
    :param place: where the slip is dated, "Thủ Dầu Một".
    :param number: of the slip in its book, as it stands before "/TNHS"; "" leaves room.
    :param issue: 1 for the first slip of a dossier, more once it was mended.
    :param secret: eight digits; printed on the applicant's copy only.
    :param follow_url: the unguessable link; likewise.
    :param site: where code and secret are typed in, without the scheme.
    :param applicant: whose matter it is.
    :param filer: who stands at the counter, if that is somebody else.
    :param procedure: its full official name.
    :param sets: how many sets of the papers were handed in.
    :param limit: in the words of the law, "05 ngày làm việc".
    :param due_at: None where no record gives a limit.
    :param pick_up: where, or how, the result is fetched.
    :param fees: empty where nothing is charged.
    :param remark: what else must be said at the foot, as that this is a demo.
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
    identity_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    sets: int = 1
    fees: tuple[FeeLine, ...] = ()
    register_book: str = ""
    register_order: str = ""
    remark: str = ""

    @property
    def file_name(self) -> str:
        """The name under which the printed slip is kept."""
        again = f"-lan-{self.issue}" if self.issue > 1 else ""
        return f"giay-tiep-nhan-{self.code}{again}.pdf"


def printed_words(facts: ReceiptFacts) -> dict[str, Any]:
    """Return what the form prints, each fact already spelt as papers spell it."""
    here = local(facts.received_at)
    return {
        **asdict(facts),
        "agency": facts.agency.upper(),
        "desk": facts.desk.upper(),
        "desk_in_sentence": facts.desk,
        "received_by": f"{facts.desk}, {facts.agency}",
        "signed_on": day_on_paper(here.date()),
        "dated": [here.year, here.month, here.day],
        "received_at": moment_on_paper(facts.received_at),
        "due_at": moment_on_paper(facts.due_at) if facts.due_at else UNKNOWN,
        "due_time": _due_time(facts.due_at),
        "due_day": _due_day(facts.due_at),
        "secret": group_digits(facts.secret, SECRET_GROUP),
        "identity_number": group_digits(facts.identity_number),
        "phone": group_phone(facts.phone),
        "filer": facts.filer or facts.applicant,
        "is_filed_by_another": bool(facts.filer) and facts.filer != facts.applicant,
        "papers": [{**asdict(line), "count": two_digits(line.count)} for line in facts.papers],
        "sets": two_digits(facts.sets),
        "fees": [{"label": fee.label, "amount": _amount(fee.amount)} for fee in facts.fees],
        "total": _total(facts.fees),
        "qr_of_link": qr_code(facts.follow_url),
        "qr_of_code": qr_code(facts.code),
    }


def two_digits(count: int) -> str:
    """Return "02" for 2, as papers write numbers under ten."""
    return f"{count:02d}"


def qr_code(text: str) -> str:
    """Return the text as a QR code, drawn as SVG without a border."""
    drawing = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()


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

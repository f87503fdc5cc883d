"""
Form 06, "Sổ theo dõi hồ sơ": what a desk received in a period, line by line.

A line is the same on the printed page and in a table file.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.ground.documents.slips.slip import TT01_2018
from motcua.ground.documents.slips.spelling import two_digits
from motcua.ground.kernel.dates import day, local
from motcua.ground.kernel.identity import group_phone
from motcua.ground.kernel.money import format_dong

COLUMNS = (
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục hành chính",
    "Số lượng hồ sơ (bộ)",
    "Tên cá nhân, tổ chức",
    "Địa chỉ, số điện thoại",
    "Cơ quan chủ trì giải quyết",
    "Nhận hồ sơ",
    "Hẹn trả kết quả",
    "Trả kết quả",
    "Phương thức nhận kết quả",
    "Ký nhận",
    "Ghi chú",
)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """
    One dossier of the register.

    :param lead: the agency that decides.
    :param due_at: None where nothing is promised.
    :param handed_over_at: None while the result has not been fetched.
    :param delivery: how the result is fetched; empty where there will be none.
    :param taker: who fetched it.
    """

    code: str
    procedure: str
    applicant: str
    address: str
    phone: str
    lead: str
    received_at: datetime
    due_at: datetime | None
    handed_over_at: datetime | None
    delivery: str
    taker: str = ""
    note: str = ""
    sets: int = 1

    @property
    def reach(self) -> str:
        """Where the applicant lives, and the number to call."""
        return "; ".join(filter(None, (self.address, group_phone(self.phone))))

    def cells(self, order: int) -> tuple[str, ...]:
        """Return the line under :data:`COLUMNS`, with its place in the period."""
        return (
            str(order),
            self.code,
            self.procedure,
            two_digits(self.sets),
            self.applicant,
            self.reach,
            self.lead,
            *map(_day, (self.received_at, self.due_at, self.handed_over_at)),
            self.delivery,
            self.taker,
            self.note,
        )


def _day(at: datetime | None) -> str:
    return day(local(at).date()) if at else ""


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """
    What the register of a desk says of a period.

    :param agency: the body above the desk, spelt as in a sentence; printed in capitals.
    :param desk: the one-stop desk, likewise.
    :param first: the first day of the period; ``last`` is in it.
    :param printed_at: when it was drawn: a register tells of the moment, not of an event.
    """

    agency: str
    desk: str
    first: date
    last: date
    lines: tuple[RegisterLine, ...]
    printed_at: datetime
    printed_by: str
    remark: str = ""

    @property
    def form(self) -> str:
        """The template."""
        return "form-06"

    @property
    def edition(self) -> str:
        """The law that gives the form."""
        return TT01_2018

    @property
    def file_name(self) -> str:
        """The name under which a browser saves it."""
        return f"{register_name(self.first, self.last)}.pdf"

    def words(self) -> dict[str, Any]:
        """Return what the form prints, each fact already spelt as papers spell it."""
        here = local(self.printed_at)
        return {
            "agency": self.agency.upper(),
            "desk": self.desk.upper(),
            "desk_in_sentence": self.desk,
            "dated": [here.year, here.month, here.day],
            "period": f"Từ ngày {day(self.first)} đến ngày {day(self.last)}",
            "columns": COLUMNS,
            "lines": [line.cells(order) for order, line in enumerate(self.lines, start=1)],
            "total": format_dong(len(self.lines)),
            "printed": f"{self.printed_by}, {here:%H:%M} ngày {day(here.date())}",
            "remark": self.remark,
        }


def register_name(first: date, last: date) -> str:
    """Return the name of a file that holds the register of a period, without its extension."""
    return f"so-theo-doi-{first:%Y%m%d}-{last:%Y%m%d}"

"""The sheet of a day's end (bảng kê thu, hoàn phí, lệ phí): what passed through one's hands."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.ground.documents.slips.slip import OURS
from motcua.ground.kernel.dates import day, day_on_paper, local, moment_on_paper, time_of_day
from motcua.ground.kernel.money import format_dong

COLUMNS = (
    "STT",
    "Giờ",
    "Số biên lai, số hoàn",
    "Mã hồ sơ",
    "Người nộp, người nhận",
    "Cách trả",
    "Phí (đồng)",
    "Lệ phí (đồng)",
    "Cộng (đồng)",
    "Ghi chú",
)
SUM_COLUMNS = ("", "Tiền mặt", "Chuyển khoản", "Cộng", "Số từ", "Số đến")


@dataclass(frozen=True, slots=True)
class CashLine:
    """
    Money that passed, in the order in which it did; what was given back is less than nothing.

    :param fees: đồng of phí, ``charges`` of lệ phí.
    """

    at: datetime
    number: str
    code: str
    payer: str
    way: str
    fees: int
    charges: int
    note: str = ""

    def cells(self, order: int) -> tuple[str, ...]:
        """Return the line under :data:`COLUMNS`."""
        return (
            str(order),
            time_of_day(self.at),
            self.number,
            self.code,
            self.payer,
            self.way,
            _amount(self.fees),
            _amount(self.charges),
            _amount(self.fees + self.charges),
            self.note,
        )


@dataclass(frozen=True, slots=True)
class SumLine:
    """One sum of the day, by way of paying; with the numbers written for it."""

    label: str
    cash: int
    transfer: int
    first: str = ""
    last: str = ""

    def cells(self) -> tuple[str, ...]:
        """Return the line under :data:`SUM_COLUMNS`."""
        both = self.cash + self.transfer
        amounts = (_amount(self.cash), _amount(self.transfer), _amount(both))
        return (self.label, *amounts, self.first, self.last)


@dataclass(frozen=True, slots=True)
class Counted:
    """
    The cash as it was counted when the sheet was closed.

    :param closed_for_by: who closed it for its holder, empty where he did himself.
    :param reason: why another did.
    """

    at: datetime
    expected: int
    counted: int
    explanation: str = ""
    closed_for_by: str = ""
    reason: str = ""

    @property
    def difference(self) -> int:
        """Đồng too much, or less than nothing for what is missing."""
        return self.counted - self.expected


@dataclass(frozen=True, slots=True)
class CashSheetFacts:
    """
    What the sheet of one person's day says.

    :param reliefs: who was spared what on that day, each in a line.
    :param counted: None while the sheet is open; then it is only for the moment.
    """

    agency: str
    desk: str
    holder: str
    day: date
    lines: tuple[CashLine, ...]
    sums: tuple[SumLine, ...]
    reliefs: tuple[str, ...]
    counted: Counted | None
    printed_at: datetime
    remark: str = ""

    @property
    def form(self) -> str:
        """The template."""
        return "cash-sheet"

    @property
    def edition(self) -> str:
        """No law's, but ours."""
        return OURS

    @property
    def file_name(self) -> str:
        """The name under which a browser saves it."""
        return f"{sheet_name(self.day)}.pdf"

    def words(self) -> dict[str, Any]:
        """Return what is printed, each fact already spelt as papers spell it."""
        here = local(self.printed_at)
        return {
            "agency": self.agency.upper(),
            "desk": self.desk.upper(),
            "holder": self.holder,
            "period": f"Ngày {day(self.day)}",
            "signed_on": day_on_paper(self.day),
            "dated": [here.year, here.month, here.day],
            "columns": COLUMNS,
            "lines": [line.cells(order) for order, line in enumerate(self.lines, start=1)],
            "sum_columns": SUM_COLUMNS,
            "sums": [line.cells() for line in self.sums],
            "reliefs": self.reliefs,
            "closing": _closing(self.counted, self.holder),
            "printed": f"{here:%H:%M} ngày {day(here.date())}",
            "remark": self.remark,
        }


def _closing(counted: Counted | None, holder: str) -> list[str]:
    """Return the sentences under the sums."""
    if counted is None:
        return ["Bảng kê chưa khóa; số liệu đến lúc in."]
    amounts = {
        "Tiền mặt theo sổ": counted.expected,
        "Đếm được": counted.counted,
        "Chênh lệch": counted.difference,
    }
    told = [" ".join(f"{name}: {_amount(sum_)} đồng." for name, sum_ in amounts.items())]
    if counted.explanation:
        told.append(f"Giải trình: {counted.explanation}")
    told.append(f"Khóa lúc {moment_on_paper(counted.at)}.")
    if counted.closed_for_by:
        told.append(f"{counted.closed_for_by} khóa thay {holder}. Lý do: {counted.reason}")
    return told


def _amount(amount: int) -> str:
    """Return the amount as paper has it, with a sign that no spreadsheet takes for a formula."""
    return format_dong(amount).replace("-", "\N{MINUS SIGN}")


def sheet_name(on: date) -> str:
    """Return the name of a file that holds the sheet of a day, without its extension."""
    return f"bang-ke-thu-{on:%Y%m%d}"

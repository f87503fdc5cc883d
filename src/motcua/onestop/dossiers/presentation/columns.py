"""The columns of a list of work: which there are, and in what order somebody wants them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers.presentation.worklist import Tab


class Column(StrEnum):
    """What a list of open work may say of each item."""

    DUE = "han"
    DOSSIER = "ho-so"
    PROCEDURE = "thu-tuc"
    TASK = "viec"
    HOLDER = "nguoi"
    PLACE = "noi-giu"
    SENDER = "noi-gui"
    CHANNEL = "kenh"
    RECEIVED = "nhan"


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """
    One column as the page shows it.

    :param width: of its head, in twelfths.
    """

    name: str
    width: int = 2


COLUMNS = {
    Column.DUE: ColumnWords(mark("Còn lại (giờ làm việc)")),
    Column.DOSSIER: ColumnWords(mark("Hồ sơ"), 3),
    Column.PROCEDURE: ColumnWords(mark("Thủ tục"), 3),
    Column.TASK: ColumnWords(mark("Việc cần làm"), 3),
    Column.HOLDER: ColumnWords(mark("Người đang giữ")),
    Column.PLACE: ColumnWords(mark("Nơi giữ")),
    Column.SENDER: ColumnWords(mark("Chuyển đến từ")),
    Column.CHANNEL: ColumnWords(mark("Cách nộp")),
    Column.RECEIVED: ColumnWords(mark("Nhận hồ sơ lúc")),
}
HAS_COLUMNS = frozenset({Tab.MINE, Tab.WAITING, Tab.UNASSIGNED, Tab.IN_HOUSE})
"""The lists of open work; results and what is finished have columns of their own."""

USUAL = (Column.DUE, Column.DOSSIER, Column.PROCEDURE, Column.TASK)
MOST = 7
"""More would leave none of them room."""


def usual(tab: Tab) -> tuple[Column, ...]:
    """Return the columns of a list while nobody chose others."""
    return (*USUAL[:3], Column.HOLDER, Column.TASK) if tab is Tab.IN_HOUSE else USUAL


def chosen(names: Iterable[str]) -> tuple[Column, ...]:
    """
    Return the columns that these names ask for, each once, in their order; nothing for none.

    The dossier is always among them, for it is the way to its page; what is no column is left out.
    """
    known = [Column(name) for name in dict.fromkeys(names) if name in set(Column)]
    if known and Column.DOSSIER not in known:
        known.insert(0, Column.DOSSIER)
    return tuple(known[:MOST])

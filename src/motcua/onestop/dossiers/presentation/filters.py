"""What narrows a list of work down, and how screens name it. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers.presentation.worklist import Edges, Tab
from motcua.onestop.dossiers.states import LOCAL_STATES
from motcua.onestop.procedures.rules import Channel
from motcua.onestop.processes.rules import StepAct


class Due(StrEnum):
    """How soon something is due, as a filter asks."""

    LATE = "tre"
    TODAY = "hom-nay"
    TOMORROW = "ngay-mai"
    THIS_WEEK = "tuan-nay"
    ENDED_LATE = "xong-tre"


DUES = {
    Due.LATE: mark("Trễ hạn"),
    Due.TODAY: mark("Đến hạn hôm nay"),
    Due.TOMORROW: mark("Đến hạn ngày mai"),
    Due.THIS_WEEK: mark("Đến hạn từ nay đến hết tuần"),
}
# A dossier that was late stays on record when its clock has ended; a work item does not.
DUES_OF_DOSSIERS = {**DUES, Due.ENDED_LATE: mark("Xong trễ hạn")}
STATES = {key: words for key, (_, words) in LOCAL_STATES.items()}
ACTS = {
    StepAct.HANDLE: mark("Xử lý"),
    StepAct.OPINE: mark("Cho ý kiến"),
    StepAct.APPROVE: mark("Duyệt"),
    StepAct.SIGN: mark("Ký"),
    StepAct.ISSUE: mark("Phát hành"),
}
CHANNELS = {
    Channel.COUNTER: mark("Tại quầy"),
    Channel.ONLINE: mark("Trực tuyến"),
    Channel.POST: mark("Bưu chính công ích"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """
    What a list is narrowed down to; all of it must hold, and what is empty asks nothing.

    :param procedure: its code.
    :param sender: the code of the agency that the work came from.
    :param holder: the id of the seat that has it.
    :param since: the first moment of the dossier's receipt; until is the last.
    """

    procedure: str | None = None
    sender: str | None = None
    act: StepAct | None = None
    due: Due | None = None
    holder: int | None = None
    channel: Channel | None = None
    since: datetime | None = None
    until: datetime | None = None

    def without(self, field: str) -> "Filters":
        """Return the same filters but for that of one field of the address."""
        return replace(self, **{NAMES[field]: None})


# What each field of the address narrows down.
NAMES = {
    "thutuc": "procedure",
    "noigui": "sender",
    "buoc": "act",
    "han": "due",
    "nguoi": "holder",
    "kenh": "channel",
    "tu": "since",
    "den": "until",
}
# A list of results has no clock and one act; what is finished was one's own.
ASKED_OF = {
    Tab.MINE: frozenset(NAMES) - {"nguoi"},
    Tab.WAITING: frozenset(NAMES) - {"nguoi"},
    Tab.UNASSIGNED: frozenset(NAMES) - {"nguoi", "buoc"},
    Tab.IN_HOUSE: frozenset(NAMES),
    Tab.RESULTS: frozenset(NAMES) - {"nguoi", "buoc", "han"},
    Tab.FINISHED: frozenset(NAMES) - {"nguoi", "han"},
}


def span(due: Due | None, edges: Edges) -> tuple[datetime | None, datetime | None]:
    """Return from which moment to before which one something is due, None being any."""
    spans: dict[Due | None, tuple[datetime | None, datetime | None]] = {
        Due.LATE: (None, edges.now),
        Due.TODAY: (edges.now, edges.tomorrow),
        Due.TOMORROW: (edges.tomorrow, edges.day_after),
        Due.THIS_WEEK: (edges.now, edges.next_week),
    }
    return spans.get(due, (None, None))

"""The work list as screens show it: rows, grouped by how soon they are due. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum, StrEnum
from itertools import groupby

from motcua.ground.kernel import dates
from motcua.ground.kernel.words import Words, counted, mark
from motcua.onestop.dossiers.presentation.verbs import VERBS
from motcua.onestop.dossiers.rules import PASSED_ON, Verb

PAGE_SIZE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Tab(IntEnum):
    """The lists of the page, in their order."""

    MINE = 1
    WAITING = 2
    UNASSIGNED = 3
    IN_HOUSE = 4
    RESULTS = 5
    FINISHED = 6


class Order(StrEnum):
    """In which order a list stands."""

    DUE = "han"
    NEWEST = "moi"
    OLDEST = "cu"


ORDERS = {
    Order.DUE: mark("Gấp nhất ở trên"),
    Order.NEWEST: mark("Mới giao ở trên"),
    Order.OLDEST: mark("Nằm lâu nhất ở trên"),
}


@dataclass(frozen=True, slots=True)
class TabWords:
    """
    One list as the page names it.

    :param empty: said when nothing is in it.
    """

    slug: str
    name: str
    empty: str


TABS = {
    Tab.MINE: TabWords("cua-toi", mark("Của tôi"), mark("Không có việc nào đang chờ.")),
    Tab.WAITING: TabWords(
        "cho-nguoi-nhan",
        mark("Chờ người nhận"),
        mark("Không có hồ sơ nào chờ vị trí này nhận."),
    ),
    Tab.UNASSIGNED: TabWords(
        "chua-phan-cong", mark("Chưa phân công"), mark("Hồ sơ nào cũng đã có người xử lý.")
    ),
    Tab.IN_HOUSE: TabWords(
        "ca-co-quan", mark("Cả cơ quan"), mark("Cơ quan không có việc nào đang mở.")
    ),
    Tab.RESULTS: TabWords(
        "cho-tra", mark("Kết quả chờ trả"), mark("Không có kết quả nào chờ trả.")
    ),
    Tab.FINISHED: TabWords(
        "xong-hom-nay", mark("Xong hôm nay"), mark("Hôm nay chưa làm xong việc nào.")
    ),
}
TAB_BY_SLUG = {words.slug: tab for tab, words in TABS.items()}


class Urgency(IntEnum):
    """How soon something is due, the most pressing first."""

    LATE = 1
    TODAY = 2
    TOMORROW = 3
    THIS_WEEK = 4
    NEXT_WEEK = 5
    LATER = 6


TONES = {Urgency.LATE: "late", Urgency.TODAY: "today"}


@dataclass(frozen=True, slots=True)
class Edges:
    """
    The moments at which one group of the list ends and the next begins.

    A week ends with its Sunday.
    """

    now: datetime
    today: datetime
    tomorrow: datetime
    day_after: datetime
    next_week: datetime
    week_after: datetime

    @classmethod
    def at(cls, now: datetime) -> "Edges":
        """Return the edges as they lie at a moment."""
        today = dates.beginning_of(dates.local(now).date())
        monday = today + timedelta(days=7 - today.weekday())
        day = timedelta(days=1)
        return cls(now, today, today + day, today + 2 * day, monday, monday + 7 * day)

    def urgency(self, due_at: datetime) -> Urgency:
        """Say which group a moment of promise falls into."""
        ends = (
            (self.now, Urgency.LATE),
            (self.tomorrow, Urgency.TODAY),
            (self.day_after, Urgency.TOMORROW),
            (self.next_week, Urgency.THIS_WEEK),
            (self.week_after, Urgency.NEXT_WEEK),
        )
        return next((group for end, group in ends if due_at < end), Urgency.LATER)


@dataclass(frozen=True, slots=True)
class Row:
    """
    One work item of a list.

    :param left: working time left or late; for a finished item when it was done, for a result
        since when it waits.
    :param step: what is to be done.
    :param since: since when it lies here.
    :param outcome: how it was done, empty for an open item.
    :param of_many: whether something may be done to it together with others.
    :param holder: whose it is, in a list of everybody's; place is the agency.
    :param sender: the agency that it came from; channel is how the dossier came, marked.
    :param tone: how loudly its due date is said.
    """

    number: int
    code: str
    name: str
    procedure: str
    step: str
    due_at: datetime
    left: Words | str
    since: Words
    is_confirmed: bool
    outcome: str = ""
    of_many: bool = False
    holder: Words | str = ""
    place: str = ""
    sender: str = ""
    channel: str = ""
    received_at: datetime | None = None
    tone: str = ""

    @property
    def tail(self) -> str:
        """The part of the code that officers say aloud."""
        return code_parts(self.code)[1]

    @property
    def due(self) -> Words:
        """The promised moment, without its year."""
        return due_words(self.due_at)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are due alike."""

    urgency: Urgency
    title: Words
    rows: tuple[Row, ...]

    @property
    def is_late(self) -> bool:
        """Whether the promise is broken."""
        return self.urgency is Urgency.LATE

    @property
    def tone(self) -> str:
        """How loudly it is said."""
        return TONES.get(self.urgency, "")

    @property
    def icon(self) -> str:
        """The pictogram beside what presses."""
        return {Urgency.LATE: "triangle-alert", Urgency.TODAY: "clock"}.get(self.urgency, "")


def grouped(rows: Iterable[Row], edges: Edges) -> tuple[Group, ...]:
    """Return rows that come most pressing first in groups by how soon they are due."""
    return tuple(
        Group(urgency, title(urgency, edges), tuple(members))
        for urgency, members in groupby(rows, key=lambda row: edges.urgency(row.due_at))
    )


def title(urgency: Urgency, edges: Edges) -> Words:
    """Return the heading of a group, with its days where they are few."""
    today = dates.local(edges.now).date()
    monday = dates.local(edges.next_week).date()
    match urgency:
        case Urgency.LATE:
            return Words(mark("Trễ hạn"))
        case Urgency.TODAY:
            return Words(mark("Hôm nay, {day}"), {"day": short_weekday(today)})
        case Urgency.TOMORROW:
            return Words(mark("Ngày mai, {day}"), {"day": short_weekday(today + timedelta(days=1))})
        case Urgency.THIS_WEEK:
            return Words(mark("Tuần này"))
        case Urgency.NEXT_WEEK:
            facts = {"first": short(monday), "last": short(monday + timedelta(days=4))}
            return Words(mark("Tuần tới, {first} – {last}"), facts)
    return Words(mark("Sau đó"))


def summary(late: int, today: int, others: int) -> tuple[tuple[str, Words], ...]:
    """Return bounded counts as parts of one sentence, each with the kind of emphasis it bears."""
    parts = (
        ("late", late, mark("{count} trễ")),
        ("today", today, mark("{count} đến hạn hôm nay")),
        ("open", others, mark("{count} còn hạn")),
    )
    return tuple(
        (kind, Words(text, {"count": counted(count)})) for kind, count, text in parts if count
    )


def given(at: datetime, now: datetime) -> Words:
    """Return since when an item lies here."""
    return Words(mark("giao {moment}"), {"moment": moment(at, now)})


def moment(at: datetime, now: datetime) -> Words | str:
    """Return when something was done; before yesterday the day alone, without its year."""
    today, on = dates.local(now).date(), dates.local(at).date()
    return dates.past(at, today) if on >= today - timedelta(days=1) else short(on)


def outcome(key: str) -> str:
    """Return how an item was closed, in the words of its button; empty while it is open."""
    if key in NOT_DONE_THERE:
        return NOT_DONE_THERE[key]
    return VERBS[Verb(key)].button if key else ""


NOT_DONE_THERE: dict[str, str] = {
    PASSED_ON: mark("Bàn giao cho cơ quan kế thừa"),
    Verb.NOTE_SILENCE: mark("Không trả lời đúng hạn"),
}
"""How an item left who had it without being done by him."""


def code_parts(code: str) -> tuple[str, str]:
    """Return the agency's part of a code and the part that tells its dossiers apart."""
    head, dash, tail = code.partition("-")
    return (head + dash, tail) if dash else ("", code)


def short(on: date) -> str:
    """Return "19/11": lists leave out the year."""
    return f"{on.day:02d}/{on.month:02d}"


def short_weekday(on: date) -> Words:
    """Return "thứ Năm 19/11"."""
    return Words(dates.WEEKDAYS[on.weekday()], {"day": short(on)})


def due_words(due_at: datetime) -> Words:
    """Return "17:00 thứ Ba 17/11"."""
    day = short_weekday(dates.local(due_at).date())
    return Words(mark("{time} {day}"), {"time": dates.time_of_day(due_at), "day": day})


def promised(due_at: datetime, came_at: datetime, left: Words, now: datetime) -> Words:
    """
    Return until when a result is promised, with the time left while there is some.

    One that came in time is never late, however long its owner leaves it.
    """
    due = due_words(due_at)
    if due_at < came_at:
        return Words(mark("hẹn {due}, có kết quả trễ hẹn"), {"due": due})
    if due_at < now:
        return Words(mark("hẹn {due}"), {"due": due})
    return Words(mark("hẹn {due}, {left}"), {"due": due, "left": left})


def page_key(due_at: datetime, item_id: int) -> str:
    """Return what the address of the next page says: after which row it begins."""
    return f"{(due_at - EPOCH) // MICROSECOND}-{item_id}"


def parse_page_key(text: str) -> tuple[datetime, int] | None:
    """Return the row that a page begins after; None for the first page or for nonsense."""
    instant, _, item_id = text.partition("-")
    try:
        return EPOCH + int(instant) * MICROSECOND, int(item_id)
    except (ValueError, OverflowError):
        return None

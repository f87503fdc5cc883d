"""What happens to a dossier that its clock must know, and what cannot have happened."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter

from motcua.ground.calendars.limits import Limit
from motcua.ground.kernel import dates
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words, mark


class Kind(StrEnum):
    """What may happen between receipt and end."""

    SUPPLEMENT_REQUESTED = "supplement_requested"
    SUPPLEMENT_COMPLETED = "supplement_completed"
    PAYMENT_REQUESTED = "payment_requested"
    PAYMENT_DONE = "payment_done"
    EXTENDED = "extended"
    APOLOGISED = "apologised"
    TRANSFERRED = "transferred"
    STOPPED = "stopped"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    FINISHED = "finished"


class Wait(StrEnum):
    """For what the office waits, by whom it was asked of the citizen."""

    SUPPLEMENT = "supplement"
    PAYMENT = "payment"


class Policy(StrEnum):
    """What a wait does to the limit: it goes on after it, begins again, or never stopped."""

    PAUSE = "PAUSE"
    RESTART = "RESTART"
    NONE = "NONE"


Policies = dict[Wait, Policy]

PAUSED: Policies = dict.fromkeys(Wait, Policy.PAUSE)
REQUESTS = {Kind.SUPPLEMENT_REQUESTED: Wait.SUPPLEMENT, Kind.PAYMENT_REQUESTED: Wait.PAYMENT}
COMPLETIONS = {Kind.SUPPLEMENT_COMPLETED: Wait.SUPPLEMENT, Kind.PAYMENT_DONE: Wait.PAYMENT}
ENDS = {Kind.STOPPED, Kind.REFUSED, Kind.WITHDRAWN, Kind.FINISHED}

NAMES = {
    Kind.SUPPLEMENT_REQUESTED: mark("yêu cầu bổ sung"),
    Kind.SUPPLEMENT_COMPLETED: mark("bổ sung xong"),
    Kind.PAYMENT_REQUESTED: mark("yêu cầu nộp tiền"),
    Kind.PAYMENT_DONE: mark("nộp tiền xong"),
    Kind.EXTENDED: mark("gia hạn"),
    Kind.APOLOGISED: mark("xin lỗi"),
    Kind.TRANSFERRED: mark("chuyển hồ sơ"),
    Kind.STOPPED: mark("dừng giải quyết"),
    Kind.REFUSED: mark("từ chối giải quyết"),
    Kind.WITHDRAWN: mark("rút hồ sơ"),
    Kind.FINISHED: mark("có kết quả"),
}
ACCEPTANCE = Words(mark("tiếp nhận hồ sơ"))


class Unlawful(Refusal):
    """Something that cannot have happened to a dossier; the sentence names it."""

    code = "calendars.unlawful"

    @classmethod
    def naming(cls, event: "Event", **facts: object) -> "Unlawful":
        """Return the no to one event."""
        return cls(event=Words(NAMES[event.kind]), kind=event.field, at=dates.at(event.at), **facts)


class WaitNotOpen(Unlawful):
    """A completion of what nobody asked for, or what was completed before."""

    code = "calendars.wait-not-open"
    says = mark("“{event}” ({kind}) lúc {at}: không có yêu cầu nào đang chờ.")
    to_do = mark("Ghi yêu cầu trước khi ghi việc đã xong.")


class WaitAlreadyOpen(Unlawful):
    """A second request of one kind while the first is open."""

    code = "calendars.wait-already-open"
    says = mark("“{event}” ({kind}) lúc {at}: yêu cầu trước cùng loại còn đang chờ.")
    to_do = mark("Ghi việc trước đã xong rồi mới yêu cầu lần nữa.")


class BeforeReceipt(Unlawful):
    """What happened before there was a dossier."""

    code = "calendars.before-receipt"
    says = mark("“{event}” ({kind}) lúc {at}: sớm hơn lúc nhận hồ sơ, {received}.")
    to_do = mark("Xem lại hai thời điểm này.")


class AfterEnd(Unlawful):
    """What happened after the dossier had ended."""

    code = "calendars.after-end"
    says = mark("“{event}” ({kind}) lúc {at}: hồ sơ đã kết thúc lúc {ended}.")
    to_do = mark("Bỏ việc này, hoặc xem lại lúc kết thúc.")


class WithoutOffset(Unlawful):
    """A time of day that is no instant."""

    code = "calendars.without-offset"
    says = mark("“{event}” ({kind}): thời điểm {at} không ghi múi giờ.")
    to_do = mark("Ghi cả múi giờ, ví dụ 2015-04-16T09:00:00+07:00.")


class ExtendedToNothing(Unlawful):
    """An extension that does not say until when."""

    code = "calendars.extended-to-nothing"
    says = mark("“{event}” ({kind}) lúc {at}: không ghi hẹn mới.")
    to_do = mark("Ghi ngày hoặc thời điểm hẹn mới vào “to”.")


class ExtendedBackwards(Unlawful):
    """An extension to a moment before the one that is promised already."""

    code = "calendars.extended-backwards"
    says = mark("“{event}” ({kind}) lúc {at}: hẹn mới {to} sớm hơn hẹn trả đang có, {due}.")
    to_do = mark("Chọn một hẹn không sớm hơn hẹn trả đang có.")


@dataclass(frozen=True, slots=True)
class Event:
    """
    One thing that happened.

    :param to: of an extension, the new moment; a bare day means its closing.
    """

    kind: Kind
    at: datetime
    to: datetime | date | None = None

    @property
    def field(self) -> str:
        """As whoever writes a life calls it."""
        return "finished_at" if self.kind is Kind.FINISHED else str(self.kind)


@dataclass(frozen=True, slots=True)
class Life:
    """
    What a clock needs to know of one dossier.

    :param accepted_at: when it was accepted, from which the clock runs; None for the receipt.
    :param events: in order, those of one instant as they came; see :func:`lawful`.
    """

    received_at: datetime
    limit: Limit
    events: tuple[Event, ...] = ()
    accepted_at: datetime | None = None

    @property
    def begins_at(self) -> datetime:
        """From when the clock runs."""
        return self.accepted_at or self.received_at

    @property
    def ended_at(self) -> datetime | None:
        """When it ended, None while it is open."""
        return next((each.at for each in self.events if each.kind in ENDS), None)


def lawful(life: Life) -> Life:
    """
    Return the life with its events in order and on the clocks of Vietnam.

    :raises Unlawful: for the first event that cannot have happened.
    """
    events = tuple(sorted(map(_with_offset, life.events), key=attrgetter("at")))
    accepted_at = dates.local(life.accepted_at) if life.accepted_at else None
    life = replace(
        life, received_at=dates.local(life.received_at), accepted_at=accepted_at, events=events
    )
    _check_span(life)
    _check_waits(life.events)
    return life


def _with_offset(event: Event) -> Event:
    if event.kind is Kind.EXTENDED and event.to is None:
        raise ExtendedToNothing.naming(event)
    for moment in (event.at, event.to):
        if isinstance(moment, datetime) and moment.tzinfo is None:
            name = Words(NAMES[event.kind])
            raise WithoutOffset(event=name, kind=event.field, at=moment.isoformat())
    return replace(event, at=dates.local(event.at))


def _check_span(life: Life) -> None:
    """Nothing happens before the receipt, and nothing after the end."""
    received, ended_at = dates.at(life.received_at), None
    if life.begins_at < life.received_at:
        at = dates.at(life.begins_at)
        raise BeforeReceipt(event=ACCEPTANCE, kind="accepted_at", at=at, received=received)
    for event in life.events:
        if event.at < life.received_at:
            raise BeforeReceipt.naming(event, received=received)
        # What was stopped may also be told as finished, at the same instant.
        is_the_end = event.kind is Kind.FINISHED and event.at == ended_at
        if ended_at and not is_the_end:
            raise AfterEnd.naming(event, ended=dates.at(ended_at))
        if event.kind in ENDS:
            ended_at = event.at


def _check_waits(events: Iterable[Event]) -> None:
    """A wait is asked for before it is over, and of one kind there is one at a time."""
    waiting: set[Wait] = set()
    for event in events:
        if asked := REQUESTS.get(event.kind):
            if asked in waiting:
                raise WaitAlreadyOpen.naming(event)
            waiting.add(asked)
        if answered := COMPLETIONS.get(event.kind):
            if answered not in waiting:
                raise WaitNotOpen.naming(event)
            waiting.remove(answered)

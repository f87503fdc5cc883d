"""R7, R9 and R10: how one due moment moves with the waits and extensions of a life."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from motcua.ground.calendars import extensions
from motcua.ground.calendars.counting import units
from motcua.ground.calendars.counting.reckoning import CHOSEN, COMPLETION, Office, Reckoning, Start
from motcua.ground.calendars.explanation import Ledger, Line, OpenWait
from motcua.ground.calendars.extensions import Granted
from motcua.ground.calendars.limits import Limit, Unit
from motcua.ground.calendars.lives import Event, ExtendedBackwards, Policy, Wait
from motcua.ground.calendars.working_time import NOTHING, worked
from motcua.ground.kernel import dates
from motcua.ground.kernel.words import Words, mark

ACCEPTED = Words(mark("chờ tiếp nhận, thời hạn chưa tính"))
EXTENDED = Words(mark("gia hạn, không tính vào thời hạn"))
INDEX = mark("Quyết định 766/QĐ-TTg: trừ thời gian chờ")
DECREE = mark("Nghị định 61/2018/NĐ-CP: tính lại từ đầu")
ARTICLE_19 = mark("Điều 19 Nghị định 61/2018/NĐ-CP")

WAITING = {
    (Wait.SUPPLEMENT, Policy.PAUSE): mark("chờ bổ sung giấy tờ, không tính vào thời hạn"),
    (Wait.PAYMENT, Policy.PAUSE): mark("chờ nộp tiền, không tính vào thời hạn"),
    (Wait.SUPPLEMENT, Policy.RESTART): mark("chờ bổ sung giấy tờ, xong thì tính lại từ đầu"),
    (Wait.PAYMENT, Policy.RESTART): mark("chờ nộp tiền, xong thì tính lại từ đầu"),
}
RULED = {Policy.PAUSE: ("R7", INDEX), Policy.RESTART: ("R9", DECREE)}


@dataclass(slots=True)
class Course:
    """
    One due moment on its way through a life.

    :param limit: the whole of it, for a restart.
    :param rest: what is counted from the start: all of the limit, or what a wait left of it.
    :param extension: the moment granted, below which the promise does not fall.
    :param waits: the open waits that stop the clock, in the order in which they were opened.
    :param used: working time that ran since the last restart, before the start.
    :param left: working time that was left when the clock stopped.
    """

    office: Office
    limit: Limit
    ledger: Ledger
    start: Start
    rest: Limit
    extension: Granted | None = None
    waits: dict[Wait, Policy] = field(default_factory=dict)
    used: timedelta = NOTHING
    left: timedelta = NOTHING
    stopped_extension: tuple[Granted, Limit] | None = None
    restarts: bool = False
    limit_ends_at: datetime | None = None

    @classmethod
    def beginning(
        cls, received_at: datetime, begins_at: datetime, limit: Limit, office: Office
    ) -> "Course":
        """Return the course of a limit that runs from an acceptance."""
        # What a wait may cut is told in days: half a month is none.
        ledger = Ledger(received_at, Unit.DAY if limit.unit is Unit.MONTH else limit.unit)
        ledger.until(begins_at, ACCEPTED, "R2", CHOSEN)
        return cls(office, limit, ledger, office.begin(begins_at), limit)

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands."""
        return bool(self.waits)

    def due_at(self) -> datetime:
        """Return the due moment, if nothing more happens."""
        due_at = self._limit_ends_at()
        return max(due_at, self.extension.at) if self.extension else due_at

    def ask(self, wait: Wait, policy: Policy, asked_at: datetime) -> None:
        """Stop the clock for a wait; one that begins after the due moment moves nothing."""
        if not self.is_paused:
            if asked_at > self.due_at():
                return
            self._pause(max(asked_at, self.start.came_at))
        self.waits[wait] = policy
        self.restarts |= policy is Policy.RESTART

    def answer(self, wait: Wait, answered_at: datetime) -> None:
        """End a wait; the clock goes on, or begins again, when the last one ends."""
        if wait not in self.waits:
            return
        answered_at = max(answered_at, self.start.came_at)
        if wait is next(iter(self.waits)):
            self._explain_wait(answered_at)
        del self.waits[wait]
        if not self.waits:
            self._resume(answered_at, whole=self.restarts)

    def extend(self, event: Event, to: datetime | date) -> None:
        """
        Set a new moment, which on resuming is a floor if it was granted during a wait.

        :raises ExtendedBackwards: for one earlier than the current due moment.
        """
        extension = extensions.granted(to, self.office)
        if not self.is_paused and extension.at < (due_at := self.due_at()):
            facts = {"to": dates.at(extension.at), "due": dates.at(due_at)}
            raise ExtendedBackwards.naming(event, **facts)
        self.extension = _later(self.extension, extension)

    def end(self, ended_at: datetime) -> None:
        """End in a wait: what was left at the request is judged as counted from the end."""
        if self.waits:
            self._explain_wait(max(ended_at, self.start.came_at))
            self.waits.clear()
            self._resume(max(ended_at, self.start.came_at), whole=False)

    def lines(self) -> tuple[Line, ...]:
        """Return the explanation to the due moment, or to where an open wait begins."""
        if not self.is_paused:
            units.count(self._reckoning())
            self._explain_extension(self.due_at())
        return tuple(self.ledger.lines)

    def open_wait(self) -> OpenWait | None:
        """Return the line that has no end yet, while the clock stands."""
        if not self.is_paused:
            return None
        return OpenWait(self.ledger.hand, self.ledger.unit, *self._said_of_wait())

    def _reckoning(self) -> Reckoning:
        return Reckoning(self.start, self.rest, self.office, self.ledger)

    def _limit_ends_at(self) -> datetime:
        """Return the due moment without any extension, counted once from each start."""
        if self.limit_ends_at is None:
            self.limit_ends_at = units.count(self._reckoning().unexplained())
        return self.limit_ends_at

    def _pause(self, asked_at: datetime) -> None:
        reckoning, due_at = self._reckoning(), self.due_at()
        if self.extension:
            left = extensions.rest(self.extension, reckoning, asked_at)
            self.stopped_extension, self.extension = (self.extension, left), None
        self.left = worked(self.office.calendar, asked_at, due_at)
        self.used += worked(self.office.calendar, self.start.at, asked_at)
        self.rest = units.spend(reckoning, min(asked_at, self._limit_ends_at()))
        self._explain_extension(asked_at)
        self.restarts = False

    def _resume(self, at: datetime, *, whole: bool) -> None:
        self.start, self.limit_ends_at = self.office.begin(at, COMPLETION), None
        if whole:
            self.rest, self.used = self.limit, NOTHING
            self.ledger.begin_again()
        if self.stopped_extension:
            extension, left = self.stopped_extension
            if not whole:
                extension = extensions.moved(extension, left, self.start, self.office)
            self.extension = _later(extension, self.extension)
            self.stopped_extension = None

    def _explain_wait(self, until: datetime) -> None:
        self.ledger.until(until, *self._said_of_wait())

    def _said_of_wait(self) -> tuple[Words, str, str]:
        """Shared time belongs to the wait that was opened first."""
        wait, policy = next(iter(self.waits.items()))
        return Words(WAITING[wait, policy]), *RULED[policy]

    def _explain_extension(self, until: datetime) -> None:
        if until > self.ledger.hand:
            self.ledger.until(until, EXTENDED, "R10", ARTICLE_19)


def _later(one: Granted | None, other: Granted | None) -> Granted | None:
    """Return the later of two extensions, either of which may not be there."""
    return max(filter(None, (one, other)), key=lambda each: each.at, default=None)

"""
How a dossier went from hand to hand, as the control slip prints it. Pure.

Forms printed by law keep their own words, in Vietnamese only; what is marked a page says too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.ground.agencies.rules import POST_KINDS
from motcua.ground.calendars.clock import Limit, Unit, due
from motcua.ground.calendars.standing import Standing, standing
from motcua.ground.calendars.working_time import NoHours, WorkingCalendar
from motcua.ground.documents.slips.control import Passing
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.words import Words, mark
from motcua.ground.trail.rules import Recorded
from motcua.onestop.dossiers import events
from motcua.onestop.dossiers.corrections import PutRight
from motcua.onestop.dossiers.presentation.verbs import VERBS
from motcua.onestop.dossiers.rules import Verb
from motcua.onestop.processes.rules import Process, StepAct

KEPT = {
    Standing.EARLY: mark("Trước hạn"),
    Standing.ON_TIME: mark("Đúng hạn"),
    Standing.LATE: mark("Quá hạn"),
}
DESK = "Bộ phận tiếp nhận và trả kết quả"
CITIZEN = "Người nộp hồ sơ"
SILENT = "Không trả lời đúng hạn; theo luật coi là đồng ý."
CORRECTED = "đính chính"
ERASED = "(người đã được xóa tên)"
ENDED: dict[type[events.Ended], str] = {
    events.Stopped: "Dừng giải quyết.",
    events.StoppedUnnumbered: "Dừng giải quyết.",
    events.WithdrawalAgreed: "Đồng ý cho rút hồ sơ.",
}


@dataclass(frozen=True, slots=True)
class Knowledge:
    """
    What the slip needs beyond the events.

    :param names: of agencies, by id.
    :param holder: who sat on a seat at a moment.
    :param notes: the officers' words by the id of their row; an erased one is absent.
    :param doer: who did it, and for whom where he acted for another.
    :param calendars: of the agencies, by id, over all the days that the trail speaks of.
    :param right: what was put right of the words and of who fetched.
    :param takers: who fetched the result, by the id of their row; an erased one is absent.
    """

    process: Process
    names: Mapping[int, str]
    holder: Callable[[int, datetime], str]
    doer: Callable[[Recorded], Words | str]
    notes: Mapping[int, str]
    calendars: Mapping[int, WorkingCalendar]
    right: PutRight
    takers: Mapping[int, str]


@dataclass(slots=True)
class Hand:
    """
    A work item on its way: what was opened, when, and who first laid hand on it, when.

    :param kind: the part of the agency that took it: the head, if he only assigned it.
    :param at: from when on it was the receiver's; None while it is on its way.
    """

    item: events.Opened
    given_at: datetime
    kind: PostKind
    name: str = ""
    at: datetime | None = None

    def touch(self, event: Recorded, doer: str) -> None:
        """Let an event that names this item tell who took it, unless that is known."""
        if not self.name and isinstance(event.body, events.Assigned):
            self.kind = PostKind.HEAD
        self.name = self.name or doer
        self.at = self.at or event.occurred_at


def passings(history: Iterable[Recorded], knowledge: Knowledge) -> tuple[Passing, ...]:
    """Return every time that the dossier went from hand to hand, oldest first."""
    told = list(history)
    hands = _hands(told, knowledge)
    return tuple(passing for event in told for passing in _passings(event, hands, knowledge))


def agencies_of(history: Iterable[Recorded]) -> tuple[set[int], set[int]]:
    """Return every agency that had the dossier before it, and those that worked on it."""
    opened = [item for event in history for item in _opened(event)]
    worked = {item.agency_id for item in opened if item.act in {StepAct.HANDLE, StepAct.OPINE}}
    return {item.agency_id for item in opened} | {item.from_agency_id for item in opened}, worked


def seats_of(history: Iterable[Recorded]) -> set[int]:
    """Return every seat that the dossier was given to, and those of whoever acted for another."""
    told = list(history)
    given = {item.post_id for event in told for item in _opened(event)}
    given |= {event.body.to_post_id for event in told if isinstance(event.body, events.Assigned)}
    given |= {
        event.body.from_post_id for event in told if isinstance(event.body, events.TakingOver)
    }
    for event in told:
        given |= {event.post_id, event.acting_for} if event.acting_for else set()
    return {post_id for post_id in given if post_id is not None}


def kept(finished_at: datetime, due_at: datetime) -> str:
    """Return how a finished promise was kept, in the words of the form."""
    return KEPT[standing(finished_at, due_at)]


def _hands(history: list[Recorded], knowledge: Knowledge) -> dict[int, Hand]:
    hands: dict[int, Hand] = {}
    for event in history:
        number = getattr(event.body, "closed", getattr(event.body, "item", None))
        if number in hands and not isinstance(event.body, events.SilenceNoted):
            hands[number].touch(event, str(knowledge.doer(event)))
        if isinstance(event.body, events.TakenOverByHead):
            hand = hands[event.body.item]
            hand.item = replace(hand.item, post_kind=PostKind.HEAD)
        for item in _opened(event):
            at = event.occurred_at
            name = knowledge.holder(item.post_id, at) if item.post_id else ""
            kind = PostKind(item.post_kind)
            hands[item.number] = Hand(item, at, kind, name, at if item.confirmed else None)
    return hands


def _opened(event: Recorded) -> tuple[events.Opened, ...]:
    opening = events.Accepted | events.Moved | events.PassedOn
    return event.body.opened if isinstance(event.body, opening) else ()


def _passings(
    event: Recorded, hands: Mapping[int, Hand], knowledge: Knowledge
) -> Iterator[Passing]:
    """Yield what one event passed on: to other hands, to a seat, or to the citizen."""
    match event.body:
        case events.Assigned():
            yield _assigned(event, event.body, hands[event.body.item], knowledge)
        case events.Ended():
            yield _ended(event, event.body, knowledge)
        case events.TakingOver():
            yield _taken_over(event, event.body, hands[event.body.item], knowledge)
        case events.HandedOver():
            yield _fetched(event, event.body, hands[event.body.closed], knowledge)
        case events.PassedOn(closed=closed, opened=opened):
            for number, item in zip(closed, opened, strict=True):
                yield _passed_on(event, hands[number], hands[item.number], knowledge)
        case events.SilenceNoted():
            yield _silent(event, event.body, hands[event.body.closed], knowledge)
        case events.OpinionGiven() if not event.body.opened:
            yield _answered(event, event.body, hands[event.body.closed], knowledge)
        case _:
            for item in _opened(event):
                yield _given(event, hands[item.number], hands, knowledge)


def _given(event: Recorded, hand: Hand, hands: Mapping[int, Hand], knowledge: Knowledge) -> Passing:
    body, given = event.body, None
    if isinstance(body, events.Moved):
        given = hands[body.closed]
    return Passing(
        giver=_place(given.item, knowledge) if given else _desk(hand.item, knowledge),
        giver_name=str(knowledge.doer(event)),
        receiver=_part(hand.kind, knowledge.names[hand.item.agency_id]),
        receiver_name=hand.name,
        given_at=event.occurred_at,
        received_at=hand.at,
        standing=_share_kept(given, event.occurred_at, knowledge) if given else "",
        note=_note(body, knowledge) if isinstance(body, events.Moved) else _came(event, knowledge),
    )


def _assigned(event: Recorded, body: events.Assigned, hand: Hand, knowledge: Knowledge) -> Passing:
    agency = knowledge.names[hand.item.agency_id]
    return Passing(
        giver=_part(PostKind.HEAD, agency),
        giver_name=str(knowledge.doer(event)),
        receiver=_place(hand.item, knowledge),
        receiver_name=knowledge.holder(body.to_post_id, event.occurred_at),
        given_at=event.occurred_at,
        received_at=event.occurred_at,
        note=f"{VERBS[Verb.ASSIGN].button}.",
    )


def _passed_on(event: Recorded, before: Hand, hand: Hand, knowledge: Knowledge) -> Passing:
    """Return how an item left an agency that ended: it lay there, or was sent and unconfirmed."""
    lay_there = before.item.agency_id != hand.item.agency_id
    sender = _part(before.kind, knowledge.names[before.item.from_agency_id])
    return Passing(
        giver=_place(before.item, knowledge) if lay_there else sender,
        giver_name=before.name or event.actor_name,
        receiver=_part(hand.kind, knowledge.names[hand.item.agency_id]),
        receiver_name=hand.name,
        given_at=event.occurred_at,
        received_at=hand.at,
        note="Cơ quan giao kết thúc hoạt động.",
    )


def _answered(
    event: Recorded, body: events.OpinionGiven, hand: Hand, knowledge: Knowledge
) -> Passing:
    """Return an opinion that went back while others are still awaited."""
    return Passing(
        giver=_place(hand.item, knowledge),
        giver_name=event.actor_name,
        receiver=_part(PostKind.HANDLER, knowledge.names[hand.item.from_agency_id]),
        receiver_name="",
        given_at=event.occurred_at,
        received_at=event.occurred_at,
        standing=_share_kept(hand, event.occurred_at, knowledge),
        note=_note(body, knowledge),
    )


def _silent(
    event: Recorded, body: events.SilenceNoted, hand: Hand, knowledge: Knowledge
) -> Passing:
    """Return how whoever asked took a dossier back from an agency that did not answer."""
    return Passing(
        giver=_place(hand.item, knowledge),
        giver_name=hand.name,
        receiver=_part(PostKind.HANDLER, knowledge.names[hand.item.from_agency_id]),
        receiver_name=str(knowledge.doer(event)),
        given_at=event.occurred_at,
        received_at=event.occurred_at,
        standing=KEPT[Standing.LATE],
        note=_quoted(SILENT, body.note, knowledge),
    )


def _taken_over(
    event: Recorded, body: events.TakingOver, hand: Hand, knowledge: Knowledge
) -> Passing:
    place, agency = _place(hand.item, knowledge), knowledge.names[hand.item.agency_id]
    by_head = isinstance(body, events.TakenOverByHead)
    return Passing(
        giver=_part(PostKind.HANDLER, agency) if by_head else place,
        giver_name=knowledge.holder(body.from_post_id, event.occurred_at),
        receiver=_part(PostKind.HEAD, agency) if by_head else place,
        receiver_name=event.actor_name,
        given_at=event.occurred_at,
        received_at=event.occurred_at,
        note=_quoted(f"{VERBS[Verb.TAKE_OVER].button}.", getattr(body, "note", None), knowledge),
    )


def _fetched(event: Recorded, body: events.HandedOver, hand: Hand, knowledge: Knowledge) -> Passing:
    return Passing(
        giver=_place(hand.item, knowledge),
        giver_name=str(knowledge.doer(event)),
        receiver=CITIZEN,
        receiver_name=_taker(body, knowledge),
        given_at=event.occurred_at,
        received_at=event.occurred_at,
        note=_note(body, knowledge),
    )


def _taker(body: events.HandedOver, knowledge: Knowledge) -> str:
    """Return who fetched the result; beside whom was written down by mistake, who it was."""
    row_id = body.taker.row_id if body.taker else 0
    written = knowledge.takers.get(row_id) or ERASED
    right = knowledge.takers.get(knowledge.right.takers.get(row_id, 0))
    return f"{written} ({CORRECTED}: {right})" if right else written


def _ended(event: Recorded, body: events.Ended, knowledge: Knowledge) -> Passing:
    """Return how the papers of a dossier without a result went back to its desk."""
    return Passing(
        giver=_part(PostKind.HEAD, knowledge.names[body.agency_id]),
        giver_name=event.actor_name,
        receiver=DESK,
        receiver_name="",
        given_at=event.occurred_at,
        received_at=event.occurred_at,
        note=_quoted(ENDED[type(body)], body.reason, knowledge),
    )


def _share_kept(hand: Hand, done_at: datetime, knowledge: Knowledge) -> str:
    """Return how a step kept its share of the time; nothing where it has none, or no hours."""
    hours = knowledge.process.step(hand.item.step).working_hours
    if not hours:
        return ""
    limit, calendar = Limit(hours, Unit.WORKING_HOUR), knowledge.calendars[hand.item.agency_id]
    # Who is asked for an opinion has from when he was asked, whenever he lays hand on it.
    is_asked = hand.item.act == StepAct.OPINE
    begun = hand.given_at if is_asked else hand.at or hand.given_at
    try:
        return kept(done_at, due(begun, limit, calendar).at)
    except NoHours:
        return ""


def _note(body: events.Moved, knowledge: Knowledge) -> str:
    return _quoted(f"{VERBS[Verb(body.outcome)].button}.", body.note, knowledge)


def _came(event: Recorded, knowledge: Knowledge) -> str:
    """Return how the dossier came to the desk: by post, and entered later than it came."""
    body = event.body
    if not isinstance(body, events.Received):
        return "Tiếp nhận."
    by_post = " qua bưu chính" if body.postal else ""
    late = f", nhập muộn lúc {dates.at(event.recorded_at)}" if event.late_declared else ""
    return _quoted(f"Tiếp nhận{by_post}{late}.", body.note, knowledge)


def _quoted(told: str, note: events.Sealed | None, knowledge: Knowledge) -> str:
    written = knowledge.notes.get(note.row_id, "") if note else ""
    right = knowledge.right.note(note, knowledge.notes)
    mended = f" ({CORRECTED}: “{right}”)" if right else ""
    return f"{told} “{written}”{mended}" if written else told


def _desk(item: events.Opened, knowledge: Knowledge) -> str:
    return _part(PostKind.RECEIVER, knowledge.names[item.from_agency_id])


def _place(item: events.Opened, knowledge: Knowledge) -> str:
    return _part(PostKind(item.post_kind), knowledge.names[item.agency_id])


def _part(kind: PostKind, agency: str) -> str:
    """Return the part of an agency that a kind of post is, as papers name it."""
    if kind is PostKind.RECEIVER:
        return f"{DESK}, {agency}"
    post = POST_KINDS[kind]
    return f"{post[:1].upper()}{post[1:]}, {agency}"

"""What was put right of a dossier's history, and what may be: the original always stays. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor
from motcua.ground.trail.rules import EventBody, Recorded
from motcua.onestop.dossiers import events
from motcua.onestop.dossiers.events import Sealed
from motcua.onestop.dossiers.rules import Part, Verb, Written, corrector


@dataclass(frozen=True, slots=True)
class Entry:
    """
    Words of the history that may be put right.

    :param sequence: the place of their event in the dossier's chain.
    :param stands: the seal of what stands there now.
    :param user_id: who wrote them; ``seat_id`` is the seat whose right he used.
    """

    sequence: int
    part: Part
    stands: Sealed
    at: datetime
    by: str
    user_id: int | None
    seat_id: int

    def written(self, answering: frozenset[int]) -> Written:
        """Return who wrote it, and which agencies answer for it."""
        return Written(self.user_id, self.seat_id, answering, dates.local(self.at).date())

    @property
    def key(self) -> str:
        """
        Its name in a form; another one as soon as something else stands there.

        Its place in the chain is no part of it: that would count events that not everybody sees.
        """
        return f"{self.part}-{self.stands.row_id}"


def entries(history: Iterable[Recorded]) -> list[Entry]:
    """Return what may be put right, the newest first."""
    told = list(history)
    right = {(body.entry, body.part): body.after for body in _corrections(told)}
    return [
        Entry(
            sequence=event.sequence,
            part=part,
            stands=right.get((event.sequence, part), sealed),
            at=event.occurred_at,
            by=event.actor_name,
            user_id=event.user_id,
            seat_id=seat_of(event),
        )
        for event in reversed(told)
        if event.post_id is not None
        for part, sealed in words_of(event.body).items()
    ]


def theirs(
    actor: Actor, found: Iterable[Entry], answering: Mapping[int, frozenset[int]], *, today: date
) -> list[Entry]:
    """
    Return those of these entries that the actor may put right.

    :param answering: which agencies answer for what was written at each of their seats.
    """
    return [
        entry
        for entry in found
        if corrector(actor, entry.written(answering[entry.seat_id]), today=today)
    ]


def verbs_of(found: Iterable[Entry]) -> tuple[Verb, ...]:
    """Return by which acts these entries are put right."""
    parts = {entry.part for entry in found}
    offered = {
        Verb.CORRECT_WORDS: bool(parts - {Part.TAKER}),
        Verb.CORRECT_TAKER: Part.TAKER in parts,
    }
    return tuple(verb for verb, is_there in offered.items() if is_there)


def issue_of(history: Iterable[Recorded]) -> Recorded | None:
    """Return the issue of the result that was issued last."""
    issued = [event for event in history if isinstance(event.body, events.Issued)]
    return issued[-1] if issued else None


def written(event: Recorded, answering: frozenset[int]) -> Written:
    """Return who recorded an event, and which agencies answer for it."""
    return Written(event.user_id, seat_of(event), answering, dates.local(event.occurred_at).date())


def seat_of(event: Recorded) -> int:
    """Return the seat by whose right something was done."""
    return event.acting_for or event.post_id or 0


def words_of(body: EventBody) -> dict[Part, Sealed]:
    """
    Return the words of an event that may be put right.

    What was handed over on a numbered slip is not among them: a refusal is what the slip says;
    nor a link, which is ended and made anew.
    """
    sealed = ((part, getattr(body, part, None)) for part in _parts_of(body))
    return {part: words for part, words in sealed if words is not None}


def _parts_of(body: EventBody) -> tuple[Part, ...]:
    match body:
        case events.Refused() | events.Corrected() | events.Linked() | events.Unlinked():
            return ()
        case events.WithdrawalAgreed():
            # Its reason is the owner's, which stands where he gave it.
            return (Part.MONEY,)
    return tuple(Part)


@dataclass(frozen=True, slots=True)
class PutRight:
    """
    What was put right: the id of the row that stands now, by that of the row first written.

    :param notes: of the officers' words; ``takers`` of who fetched.
    """

    notes: Mapping[int, int]
    takers: Mapping[int, int]

    def note(self, sealed: Sealed | None, notes: Mapping[int, str]) -> str:
        """Return the words that stand for these now, empty unless they were put right."""
        return notes.get(self.notes.get(sealed.row_id, 0), "") if sealed else ""


def put_right(history: Iterable[Recorded]) -> PutRight:
    """Return what was put right in a history, the last word on each."""
    first: dict[tuple[int, str], int] = {}
    notes: dict[int, int] = {}
    takers: dict[int, int] = {}
    for body in _corrections(history):
        written = first.setdefault((body.entry, body.part), body.before.row_id)
        rows = takers if body.part == Part.TAKER else notes
        rows[written] = body.after.row_id
    return PutRight(notes, takers)


def as_they_stand(history: Iterable[Recorded], notes: Mapping[int, str]) -> dict[int, str]:
    """
    Return the officers' words by the id of their row, each as it stands now.

    :param notes: the words as they were written; an erased one is absent.
    """
    right = put_right(history).notes
    return {**notes, **{row: notes.get(now, "") for row, now in right.items()}}


def _corrections(history: Iterable[Recorded]) -> list[events.Corrected]:
    return [event.body for event in history if isinstance(event.body, events.Corrected)]

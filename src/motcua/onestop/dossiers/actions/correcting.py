"""The verbs that put right what was recorded: the original stays, and the trail says why."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.ground.access.writes import is_repeat
from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.actor import Actor, Grant
from motcua.onestop.dossiers import capacity, corrections, events, letters, queries, rules
from motcua.onestop.dossiers.capacity import Visitor
from motcua.onestop.dossiers.corrections import Entry
from motcua.onestop.dossiers.events import Sealed
from motcua.onestop.dossiers.models import HandOver, Note, Result
from motcua.onestop.dossiers.rules import Done, Part, Verb
from motcua.onestop.dossiers.writes import moving, rows, taking
from motcua.onestop.dossiers.writes.taking import Hand, Taken


@transaction.atomic(durable=True)
def correct_words(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    entry: str,
    words: str,
    reason: str,
    now: datetime,
) -> Done:
    """
    Put right the words that somebody wrote with an act: a note, a reason, a legal basis.

    :param entry: the entry as it was before whoever mends it (``Entry.key``).
    :param words: what stands there from now on.
    :param reason: how the mistake came about.
    :raises NoSuchEntry: when there is none such, or it was put right meanwhile.
    :raises NotYoursToCorrect: to everybody but who wrote it today and the head of his agency.
    :raises SameWords: when nothing is put right.
    :raises ReasonNeeded: without a reason.
    """
    if is_repeat(actor, form_key, f"{Verb.CORRECT_WORDS} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    taken = taking.take(actor, code, now=now)
    found = next((each for each in _entries(taken) if each.key == entry), None)
    if found is None or found.part is Part.TAKER:
        raise rules.NoSuchEntry
    seat = _seat(taken, found, now)
    stands = Note.objects.filter(pk=found.stands.row_id).values_list("text", flat=True).first()
    rules.check_differs(stands or "", words)
    after = rows.seal_note(taken.dossier, words, now=now)
    _record(taken, found, after, reason, seat=seat, now=now)
    return Done(code)


@transaction.atomic(durable=True)
def correct_taker(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    seen: str,
    visitor: Visitor,
    reason: str,
    now: datetime,
) -> Done:
    """
    Put right who fetched the result, or the papers; what was handed over stays handed over.

    :param seen: the mark of the dossier that was before the officer.
    :param visitor: who really fetched it.
    :param reason: how the mistake came about.
    :raises ChangedMeanwhile: when something has happened to the dossier since.
    :raises NotPossibleNow: before anybody has fetched anything.
    :raises NotYoursToCorrect: to everybody but who wrote it today and the head of his agency.
    :raises TakerNeedsAuthority: for somebody who is not of the dossier, without an authority.
    :raises SameWords: when nothing is put right.
    :raises ReasonNeeded: without a reason.
    """
    if is_repeat(actor, form_key, f"{Verb.CORRECT_TAKER} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    taken = taking.take(actor, code, now=now)
    dossier = taken.dossier
    found = next((each for each in _entries(taken) if each.part is Part.TAKER), None)
    if found is None:
        raise rules.NotPossibleNow(code=code)
    seat = _seat(taken, found, now)
    rules.check_seen(queries.mark_of(dossier), seen=seen, code=code)
    capacity.check_taker(visitor, queries.parties(dossier))
    rules.check_differs(_taker(found), visitor.spoken)
    after = rows.write_taker(dossier, visitor)
    _record(taken, found, after, reason, seat=seat, now=now)
    return Done(code)


@transaction.atomic(durable=True)
def recall_result(*, actor: Actor, form_key: str, code: str, reason: str, now: datetime) -> Done:
    """
    Recall an issued result in which a mistake was found before it was handed over.

    The dossier goes back to whoever made the result, its promise running on as if it had never
    been ready; the number stays in the book, recalled, and the next result takes another. The
    citizen, who was told to come, is told not to.

    :param reason: what is wrong; the citizen reads it.
    :raises NotPossibleNow: before it is issued, and once it is handed over.
    :raises NotYoursToCorrect: to everybody but who issued it today and the head of his agency.
    :raises ReasonNeeded: without a reason.
    """
    if is_repeat(actor, form_key, f"{Verb.RECALL_RESULT} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    taken = taking.take(actor, code, now=now)
    dossier = taken.dossier
    rules.check_recallable(dossier.status, code)
    issue = corrections.issue_of(queries.history(dossier))
    if issue is None:
        raise rules.NotPossibleNow(code=code)
    written = corrections.written(issue, _answering(corrections.seat_of(issue), now))
    seat = rules.check_corrector(taken.actor, written, today=localdate(now))
    hand = Hand(taken, taken.items[0], queries.process_of(dossier), seat)
    moving.move(
        hand,
        events.ResultRecalled,
        outcome=Verb.RECALL_RESULT,
        opened=moving.opened_anew(hand, now=now),
        note=rows.seal_note(dossier, reason, now=now),
        now=now,
        agency_id=seat.agency_id,
    )
    Result.objects.filter(dossier=dossier, recalled_at=None).update(recalled_at=now)
    to, desk = rows.addressee(dossier)
    rows.tell(dossier, letters.RESULT_RECALLED, to=to, desk=desk, now=now)
    return Done(code)


def _answering(seat_id: int, now: datetime) -> frozenset[int]:
    """Return which agencies answer for what was done at a seat."""
    seats = agencies.seat_histories([seat_id])
    return agencies.answerable(seats, on=localdate(now))[seat_id]


def _entries(taken: Taken) -> list[Entry]:
    return corrections.entries(queries.history(taken.dossier))


def _seat(taken: Taken, entry: Entry, now: datetime) -> Grant:
    """Return the seat from which the actor puts an entry right."""
    written = entry.written(_answering(entry.seat_id, now))
    return rules.check_corrector(taken.actor, written, today=localdate(now))


def _taker(entry: Entry) -> str:
    """Return who stands as the taker, as it is compared with who is to stand."""
    row = HandOver.objects.filter(pk=entry.stands.row_id).first()
    if row is None:
        return ""
    return Visitor(row.taker_name, row.taker_paper, row.taker_number, row.authority).spoken


def _record(
    taken: Taken, entry: Entry, after: Sealed, reason: str, *, seat: Grant, now: datetime
) -> None:
    event = events.Corrected(
        entry=entry.sequence,
        part=entry.part,
        before=entry.stands,
        after=after,
        reason=rows.seal_note(taken.dossier, reason, now=now),
        agency_id=seat.agency_id,
    )
    moving.happen(taken, event, post_id=seat.post_id, now=now)

"""Opinions of other agencies: one gives its own, who asked goes on without one."""

from datetime import datetime

from django.db import transaction

from motcua.ground.access.writes import is_repeat
from motcua.ground.documents.writes import Inspected
from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.text import clean_line
from motcua.onestop.dossiers import events, queries, rules
from motcua.onestop.dossiers.rules import Done, FileKind, Verb
from motcua.onestop.dossiers.writes import moving, rows, taking


@transaction.atomic(durable=True)
def give_opinion(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    item: int,
    agrees: bool,
    opinion: str,
    paper: Inspected | None = None,
    now: datetime,
) -> Done:
    """
    Say what an agency that was asked thinks of a dossier; never too late to be said.

    Source: Law on Construction 50/2014/QH13, art. 102: agencies that are asked answer in writing
    about what they are competent for (not yet compared with the text; record 1.013236).

    :param paper: what it wrote, signed and numbered by itself.
    :raises OpinionNeeded: without a word.
    """
    if is_repeat(actor, form_key, f"{Verb.GIVE_OPINION} {code}", now=now):
        return Done(code, is_repeat=True)
    if not clean_line(opinion):
        raise rules.OpinionNeeded
    hand = taking.take_item(actor, code, item, Verb.GIVE_OPINION, now=now)
    kept = rows.keep_file(hand.dossier, FileKind.OPINION, paper, now=now) if paper else None
    moving.move(
        hand,
        events.OpinionGiven,
        outcome=Verb.GIVE_OPINION,
        opened=moving.opened_by(hand, Verb.GIVE_OPINION, now=now),
        note=rows.write_note(hand.dossier, opinion, now=now),
        now=now,
        agrees=agrees,
        file_digest=kept.stored.digest if kept else "",
    )
    return Done(code)


@transaction.atomic(durable=True)
def note_silence(
    *, actor: Actor, form_key: str, code: str, item: int, note: str = "", now: datetime
) -> Done:
    """
    Go on without an agency that did not answer in time, where the law takes it to agree.

    Its work item closes with whoever has it there; event and slip name it as late.

    :raises NotYours: to whoever neither works in the agency that asks nor heads it.
    :raises SilenceIsNoConsent, StillInTime: unless the law says so, and the moment has passed.
    """
    if is_repeat(actor, form_key, f"{Verb.NOTE_SILENCE} {code}", now=now):
        return Done(code, is_repeat=True)
    taken = taking.take(actor, code, now=now)
    row, process = taken.item(item), queries.process_of(taken.dossier)
    seat = rules.check_silence(taken.actor, queries.item_facts(row, process), now, code)
    hand = taking.Hand(taken, row, process, seat)
    moving.move(
        hand,
        events.SilenceNoted,
        outcome=Verb.NOTE_SILENCE,
        opened=moving.opened_by(hand, Verb.GIVE_OPINION, now=now),
        note=rows.write_note(taken.dossier, note, now=now),
        is_taken=False,
        now=now,
        agency_id=row.agency_id,
        due_at=row.due_at,
    )
    return Done(code)

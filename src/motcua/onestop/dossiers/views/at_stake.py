"""What an officer reads above the form of an act: how that stands which he is about to decide."""

from datetime import date

from django.utils.translation import gettext as _

from motcua.ground.agencies import queries as agencies
from motcua.ground.design.parts import Fact
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import events, queries, sheets
from motcua.onestop.dossiers.corrections import as_they_stand
from motcua.onestop.dossiers.models import Dossier, Result, WorkItem
from motcua.onestop.dossiers.rules import Verb
from motcua.onestop.dossiers.sheets import Sheet
from motcua.onestop.dossiers.views import drawn
from motcua.onestop.procedures import queries as procedures

ANSWERED = frozenset(
    {
        Verb.DECLINE,
        Verb.AGREE_WITHDRAWAL,
        Verb.DECLINE_WITHDRAWAL,
        Verb.CORRECT_TAKER,
        Verb.RECALL_RESULT,
    }
)
"""The acts that answer or undo what somebody else recorded."""


def at_stake(
    actor: Actor, verb: Verb, dossier: Dossier, row: WorkItem | None, today: date
) -> list[Fact]:
    """
    Return who holds, asked, sent, fetched or signed what the act is about; nothing for most.

    :param row: the work item, of an act on one.
    """
    if row is not None and (of_item := _of_item(verb, dossier, row, today)):
        return of_item
    if verb not in ANSWERED:
        return []
    sheet = sheets.sheet(actor, dossier.code)
    match verb:
        case Verb.DECLINE:
            return _sender(sheet)
        case Verb.CORRECT_TAKER:
            return drawn.taker(sheet)
        case Verb.RECALL_RESULT:
            return [_result(sheet.result)] if sheet.result else []
        case _:
            return drawn.withdrawal(sheet, queries.history(dossier))


def _of_item(verb: Verb, dossier: Dossier, row: WorkItem, today: date) -> list[Fact]:
    """Return with whom a work item lies that is about to leave him."""
    match verb:
        case Verb.TAKE_OVER if row.post_id is not None:
            return [_holder(row.post_id, today)]
        case Verb.NOTE_SILENCE:
            return _silent(dossier, row)
    return []


def _holder(post_id: int, today: date) -> Fact:
    seat = agencies.seat_histories({post_id})[post_id]
    return Fact(_("Người đang giữ"), seat.holder(today) or _("Chưa có ai"), is_wide=True)


def _silent(dossier: Dossier, row: WorkItem) -> list[Fact]:
    """Return who was asked, until when, and by which law no answer is consent."""
    version = procedures.version(dossier.procedure_version_id)
    return [
        Fact(_("Cơ quan được hỏi"), row.agency.name, is_wide=True),
        Fact(_("Hạn trả lời"), dates.at(row.due_at), is_wide=True),
        Fact(_("Căn cứ pháp lý"), version.silence_basis, is_wide=True),
    ]


def _sender(sheet: Sheet) -> list[Fact]:
    """Return from where a transferred dossier came, and why."""
    history = queries.history(sheet.dossier)
    words = as_they_stand(history, sheet.notes)
    for event in reversed(history):
        if isinstance(event.body, events.Transferred):
            note = event.body.note
            why = words.get(note.row_id, "") if note else ""
            return [
                Fact(_("Người chuyển"), event.actor_name, is_wide=True),
                Fact(_("Lý do chuyển"), why, is_wide=True),
            ]
    return []


def _result(result: Result) -> Fact:
    signed = _("số {number}, {signer} ký, phát hành ngày {day}").format(
        number=result, signer=result.signer, day=dates.day(result.issued_on)
    )
    return Fact(_("Kết quả"), result.name, signed, is_wide=True)

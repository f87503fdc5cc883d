"""What an officer reads above the form of an act: how that stands which he is about to decide."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from motcua.ground.agencies import queries as agencies
from motcua.ground.design.parts import Fact
from motcua.ground.kernel import dates
from motcua.ground.trail.rules import Recorded
from motcua.onestop.dossiers import events, queries, sheets
from motcua.onestop.dossiers.corrections import as_they_stand
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.onestop.dossiers.rules import Verb
from motcua.onestop.dossiers.sheets import Sheet
from motcua.onestop.dossiers.views import drawn
from motcua.onestop.dossiers.views.asked import AskedAct
from motcua.onestop.procedures import queries as procedures


def at_stake(act: AskedAct) -> list[Fact]:
    """
    Return what stood before the act and is answered, taken over or undone by it.

    Who sent or holds a work item, which agency was to give its opinion, who asks the dossier
    back, who fetched the result or signed it; nothing for most acts.
    """
    if act.row is not None:
        return _of_item(act, act.row)
    match act.verb:
        case Verb.CORRECT_TAKER:
            return drawn.taker(_sheet(act))
        case Verb.RECALL_RESULT:
            return _result(_sheet(act))
        case Verb.AGREE_WITHDRAWAL | Verb.DECLINE_WITHDRAWAL:
            return drawn.withdrawal(_sheet(act), queries.history(act.dossier))
    return []


def _of_item(act: AskedAct, row: WorkItem) -> list[Fact]:
    """Return from whom a work item came, or with whom it lies that is about to leave him."""
    match act.verb:
        case Verb.DECLINE:
            return _sender(_sheet(act), row.number)
        case Verb.TAKE_OVER if row.post_id is not None:
            return [_holder(row.post_id, act.today)]
        case Verb.NOTE_SILENCE:
            return _silent(act.dossier, row)
    return []


def _sheet(act: AskedAct) -> Sheet:
    return sheets.sheet(act.actor, act.dossier.code)


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


def _sender(sheet: Sheet, number: int) -> list[Fact]:
    """Return from where a transferred work item came, and why."""
    history = queries.history(sheet.dossier)
    event = transfer_of(number, history)
    if event is None:
        return []
    note = event.body.note if isinstance(event.body, events.Transferred) else None
    why = as_they_stand(history, sheet.notes).get(note.row_id, "") if note else ""
    return [
        Fact(_("Người chuyển"), event.actor_name, is_wide=True),
        Fact(_("Lý do chuyển"), why, is_wide=True),
    ]


def transfer_of(number: int, history: Iterable[Recorded]) -> Recorded | None:
    """Return the transfer that a work item came with: several may be under way at once."""
    for event in history:
        body = event.body
        if isinstance(body, events.Transferred) and number in {one.number for one in body.opened}:
            return event
    return None


def _result(sheet: Sheet) -> list[Fact]:
    """Return the result that stands, and who signed it."""
    result = sheet.result
    if result is None:
        return []
    signed = _("số {number}, {signer} ký, phát hành ngày {day}").format(
        number=result, signer=result.signer, day=dates.day(result.issued_on)
    )
    return [Fact(_("Kết quả"), result.name, signed, is_wide=True)]

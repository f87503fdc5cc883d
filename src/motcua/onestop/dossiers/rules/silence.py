"""
Agencies that are asked for their opinion and do not answer.

Silence is no consent, unless the law of the procedure says so: then the work goes on once the
agency's own moment has passed. Source: Law on Construction 50/2014/QH13, art. 102 (not yet
compared with the text); which procedures, their published versions say (``silence_basis``).
"""

from datetime import datetime

from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.ground.kernel.refusal import Refusal, passes
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers.rules.refusals import NotPossibleNow, NotYours
from motcua.onestop.dossiers.rules.verbs import ItemFacts, Verb, check_not_held_up
from motcua.onestop.processes.rules import StepAct


class SilenceIsNoConsent(Refusal):
    """No law of the procedure lets the work go on without this opinion."""

    code = "dossiers.silence-is-no-consent"
    says = mark("Thủ tục này không coi không trả lời là đồng ý.")
    to_do = mark("Đôn đốc cơ quan được hỏi; có ý kiến thì hồ sơ đi tiếp.")


class StillInTime(Refusal):
    """The agency that was asked may still answer in time."""

    code = "dossiers.still-in-time"
    says = mark("Cơ quan được hỏi còn hạn trả lời đến {moment}.")
    to_do = mark("Chờ qua hạn ấy rồi ghi.")


def check_silence(actor: Actor, item: ItemFacts, now: datetime, code: str = "") -> Grant:
    """
    Return the seat from which the actor goes on without an opinion that did not come in time.

    :raises NotPossibleNow: where no opinion is asked.
    :raises NotYours: to whoever neither works in the agency that asks nor heads it.
    :raises WithdrawalPending: until the withdrawal of the dossier is decided.
    :raises SilenceIsNoConsent: where the law of the procedure does not say so.
    :raises StillInTime: until the agency's own moment has passed.
    """
    if item.act is not StepAct.OPINE:
        raise NotPossibleNow(code=code)
    seat = asking_seat(actor, item)
    if seat is None:
        raise NotYours
    check_not_held_up(item, code)
    if item.silent_after is None:
        raise SilenceIsNoConsent
    if now <= item.silent_after:
        raise StillInTime(moment=dates.at(item.silent_after))
    return seat


def asking_seat(actor: Actor, item: ItemFacts) -> Grant | None:
    """Return the actor's seat in the agency that asks: as its handler, else as its head."""
    seats = (actor.seat(kind, item.from_agency_id) for kind in (PostKind.HANDLER, PostKind.HEAD))
    return next((seat for seat in seats if seat is not None), None)


def verbs_of_asker(actor: Actor, item: ItemFacts, now: datetime) -> tuple[Verb, ...]:
    """Return what whoever asked may do about an opinion that does not come."""
    return (Verb.NOTE_SILENCE,) if passes(check_silence, actor, item, now) else ()

"""Other agencies asked for their opinion: each until its own moment."""

from collections.abc import Sequence
from datetime import datetime

from motcua.ground.calendars import queries as calendars
from motcua.ground.calendars.clock import Limit, Unit, due, reach
from motcua.ground.kernel import dates
from motcua.onestop.dossiers.events import Asked, Opened
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.onestop.processes.rules import Process, StepAct


def deadlines(process: Process, opened: Sequence[Opened], *, now: datetime) -> tuple[Asked, ...]:
    """
    Return until when each agency asked is to answer: its step's hours, by its own calendar.

    :raises NoHours: where an agency that is asked has no hours of work.
    """
    asked = [item for item in opened if item.act == StepAct.OPINE]
    if not asked:
        return ()
    limits = {
        item.number: Limit(process.step(item.step).working_hours, Unit.WORKING_HOUR)
        for item in asked
    }
    today = dates.local(now).date()
    last = max(reach(limit, today) for limit in limits.values())
    kept = calendars.calendars_of({item.agency_id for item in asked}, today, last)
    return tuple(
        Asked(item.number, due(now, limits[item.number], kept[item.agency_id]).at) for item in asked
    )


def keep(dossier: Dossier, asked: Sequence[Asked]) -> None:
    """Let what is asked stand in the lists of work under its own moment."""
    for each in asked:
        WorkItem.objects.filter(dossier=dossier, number=each.item).update(due_at=each.due_at)

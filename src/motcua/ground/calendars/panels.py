"""What an administrator's home shows of the calendars: days that nobody has decided yet."""

from datetime import datetime

from django.urls import reverse

from motcua.ground.calendars import queries
from motcua.ground.calendars.working_time import SpecialDay
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.panels import MOST_LINES, Figure, Panel, PanelLine
from motcua.ground.kernel.words import Words, mark


def undecided(viewer: Actor, _now: datetime) -> Panel | None:
    """Return the panel of an administrator; nobody else has it."""
    if not viewer.holding(PostKind.ADMINISTRATOR):
        return None
    days = queries.undecided_days()
    return Panel(
        title=Words(mark("Ngày chờ quyết định")),
        way=Words(mark("Xem các ngày chờ quyết định")),
        href=reverse("calendars:undecided"),
        figures=(Figure(len(days), mark("{count} ngày chưa rõ nghỉ hay làm")),),
        lines=tuple(_line(day) for day in days[:MOST_LINES]),
        empty=Words(mark("Ngày nào cũng đã rõ nghỉ hay làm.")),
    )


def _line(day: SpecialDay) -> PanelLine:
    return PanelLine(
        lead=dates.day(day.on),
        name=day.name,
        href=reverse("calendars:undecided"),
        note=day.source,
    )

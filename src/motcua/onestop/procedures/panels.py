"""What an administrator's home shows of the catalogue: limits too short for the work."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.panels import MOST_LINES, Figure, Panel, PanelLine
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.procedures import queries


def too_short(viewer: Actor, now: datetime) -> Panel | None:
    """Return the panel of an administrator; nobody else has it."""
    if not viewer.holding(PostKind.ADMINISTRATOR):
        return None
    found = queries.warned_of(localdate(now))
    return Panel(
        title=Words(mark("Thủ tục có thời hạn ngắn")),
        way=Words(mark("Xem các thủ tục có thời hạn ngắn")),
        href=reverse("procedures:too_short"),
        figures=(Figure(len(found), mark("{count} thủ tục có thời hạn ngắn hơn các bước")),),
        lines=tuple(_line(warned) for warned in found[:MOST_LINES]),
        empty=Words(mark("Thời hạn của thủ tục nào cũng đủ cho các bước.")),
    )


def _line(warned: queries.Warned) -> PanelLine:
    return PanelLine(
        lead=warned.procedure_code,
        name=warned.name,
        href=reverse("procedures:too_short"),
        note=warned.warnings[0],
    )

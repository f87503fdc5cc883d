"""What an administrator's home shows of the messages: what is stuck, and what a demo would send."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.panels import Figure, Panel, PanelLine
from motcua.ground.kernel.words import Words, mark
from motcua.ground.notifications import queries
from motcua.ground.notifications.models import Message

SHOWN = 5
COUNTED = 1000


def stuck(viewer: Actor, now: datetime) -> Panel | None:
    """Return what did not leave, for whoever looks after the messages; a demo's stay in anyway."""
    if settings.DEMO or not viewer.holding(PostKind.ADMINISTRATOR):
        return None
    found = list(queries.stuck_before(viewer, now)[:COUNTED])
    if not found:
        return None
    return Panel(
        title=Words(mark("Tin chưa gửi được")),
        way=Words(mark("Xem tất cả tin chưa đi")),
        href=reverse("notifications:stuck"),
        figures=(Figure(len(found), mark("{count} tin chưa đi")),),
        lines=tuple(_stuck_line(message, now) for message in found[:SHOWN]),
        empty=Words(""),
    )


def _stuck_line(message: Message, now: datetime) -> PanelLine:
    return PanelLine(
        lead=dates.past(message.queued_at, localdate(now)),
        name=message.title,
        href=reverse("notifications:stuck_one", args=[message.pk]),
        note=message.reason,
    )


def letters(viewer: Actor, now: datetime) -> Panel | None:
    """Return the newest messages of a demo for an administrator; elsewhere nobody reads them."""
    if not settings.DEMO or not viewer.holding(PostKind.ADMINISTRATOR):
        return None
    newest = queries.newest(before=None, count=SHOWN)
    return Panel(
        title=Words(mark("Thư lẽ ra đã gửi")),
        way=Words(mark("Xem tất cả thư")),
        href=reverse("notifications:letters"),
        figures=(),
        lines=tuple(_line(message, now) for message in newest),
        empty=Words(mark("Chưa có thư nào.")),
        to_do=Words(
            mark("Tiếp nhận một hồ sơ có địa chỉ thư điện tử của chủ hồ sơ, thư sẽ hiện ở đây.")
        ),
    )


def _line(message: Message, now: datetime) -> PanelLine:
    return PanelLine(
        lead=dates.past(message.queued_at, localdate(now)),
        name=message.letter.subject,
        href=reverse("notifications:letter", args=[message.pk]),
        note=message.address,
    )

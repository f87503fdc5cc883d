"""What an administrator's home shows of the messages, in a demo."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.panels import Panel, PanelLine
from motcua.ground.kernel.words import Words, mark
from motcua.ground.notifications import queries
from motcua.ground.notifications.models import Message

SHOWN = 5


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

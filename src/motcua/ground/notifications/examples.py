"""A message about the dossier of a named citizen."""

from datetime import UTC, datetime

from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.ground.notifications import actions, writes
from motcua.ground.notifications.models import Message
from motcua.ground.notifications.rules import (
    ASK,
    FOLLOW,
    FOOT,
    GREETING,
    Channel,
    Failure,
    Template,
    Wording,
    add_template,
)
from motcua.ground.notifications.writes import Telling
from motcua.ground.trail.rules import Subject

DOSSIER = Subject("dossier", "1")
NOW = datetime(2015, 4, 15, 2, 12, tzinfo=UTC)
UYEN = "uyen@example.vn"

RECEIVED = {
    "agency": "Ủy ban nhân dân phường Phú Cường",
    "code": "000.00.16.H09-150415-0001",
    "due_at": "2015-04-20T10:00:00+00:00",
    "place": "quầy 3, UBND phường Phú Cường",
    "link": "https://motcua.example/tra-cuu/",
    "phone": "0274 3456 789",
}

EXAMPLE = add_template(
    "example",
    Template(
        title="Thử",
        wording=Wording(
            subject="Đã tiếp nhận hồ sơ {code}, hẹn trả {day}",
            lines=(
                GREETING,
                "",
                "Nơi tiếp nhận: {agency}.",
                "Hẹn trả kết quả: {due}.",
                "Nơi trả kết quả: {place}.",
                "",
                FOLLOW,
                ASK,
                "",
                FOOT,
            ),
            sms=(
                "Đã tiếp nhận hồ sơ {code}.",
                "Hẹn trả {time} ngày {day} tại {desk}.",
                "Hỏi: {phone}",
            ),
        ),
    ),
)


def queue(to: str | None = UYEN, *, by_sms: str = "", **facts: str) -> list[Message]:
    """Queue the message that a dossier was received; a test's own transaction is the act."""
    addresses = {Channel.EMAIL: to or "", Channel.SMS: by_sms}
    telling = Telling(DOSSIER, addresses, EXAMPLE, {**RECEIVED, **facts})
    return writes.queue([telling], now=NOW)


def message(to: str = UYEN, **facts: str) -> Message:
    """Queue one by e-mail."""
    (made,) = queue(to, **facts)
    return made


def failed(failure: Failure = Failure.NO_SUCH_ADDRESS, **facts: str) -> Message:
    """Let a message fail, or be lost sight of."""
    begun = actions.begin(message_id=message(**facts).id, now=NOW)
    assert begun  # noqa: S101 - a bug of the example
    actions.record_failure(message=begun, failure=failure)
    ProcrastinateJob.objects.all().delete()
    return begun

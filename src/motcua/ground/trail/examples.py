"""Events to play with: a lamp that is lit and put out by a named cast."""

from dataclasses import dataclass
from datetime import datetime

from motcua.ground.kernel.actor import Actor, ActorKind, Grant, PostKind
from motcua.ground.trail import writes
from motcua.ground.trail.rules import EventBody, Recorded, Subject, event_kind

LAMP = Subject("lamp", "hall")
STAIRS = Subject("lamp", "stairs")
DESK, ROOF, LOFT = 7, 9, 8
ANH = Actor(
    ActorKind.OFFICER,
    "Trần Thị Ngọc Anh",
    user_id=1,
    grants=(
        Grant(DESK, PostKind.RECEIVER, 1, frozenset({1})),
        Grant(LOFT, PostKind.HEAD, 1, frozenset({1}), acts_from=ROOF),
    ),
)
PUPPET = Actor(ActorKind.OFFICER, "Lê Văn Rối", user_id=2, is_simulated=True)


@event_kind
@dataclass(frozen=True, slots=True)
class Lit(EventBody):
    """The lamp was lit."""

    name = "lamp.lit"
    brightness: int = 1


def light(at: datetime, subject: Subject = LAMP, *, times: int = 1) -> list[Recorded]:
    """Light a lamp so many times, brighter each time."""
    return [
        writes.record(actor=ANH, post_id=DESK, subject=subject, body=Lit(brightness=step), at=at)
        for step in range(1, times + 1)
    ]

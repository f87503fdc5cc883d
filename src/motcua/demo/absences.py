"""Who is away in the demo, and who signs for whom, through the actions that the pages call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

from django.contrib.auth import get_user_model

from motcua.ground.agencies import actions
from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.capacity import AlreadyAway, Arrangement, StandInKind
from motcua.ground.kernel.actor import Actor, ActorKind

LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Absence:
    """Who is away or delegates, and who acts for him, by the names of their accounts."""

    kind: StandInKind
    username: str
    by: str
    ground: str = ""


ABSENCES = (
    Absence(StandInKind.LEAVE, "phucuong.xuly2", "phucuong.xuly"),
    Absence(
        StandInKind.SIGNING,
        "thudaumot.lanhdao",
        "thudaumot.capho",
        "Quyết định 215/QĐ-UBND về việc phân công ký giấy phép",
    ),
)


def load(*, now: datetime) -> None:
    """Let these be away from today on, where the tree has them; who is so already stays so."""
    known = set(get_user_model().objects.values_list("username", flat=True))
    for absence in ABSENCES:
        if not {absence.username, absence.by} <= known:
            continue
        try:
            _arrange(absence, now)
        except AlreadyAway:
            continue


def _arrange(absence: Absence, now: datetime) -> None:
    actor, by = (_actor(name, now) for name in (absence.username, absence.by))
    wanted = Arrangement(
        kind=absence.kind,
        post_id=actor.grants[0].post_id,
        by_post_id=by.grants[0].post_id,
        first=now.date(),
        last=now.date() + LASTS,
        ground=absence.ground,
    )
    key = str(uuid5(NAMESPACE_OID, absence.username))
    actions.arrange(actor=actor, form_key=key, wanted=wanted, now=now)


def _actor(username: str, now: datetime) -> Actor:
    user = get_user_model().objects.get(username=username)
    grants = agencies.grants_of(user.pk, on=now.date())
    return Actor(ActorKind.OFFICER, user.full_name, user.pk, grants, is_simulated=True)

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from motcua.ground.access import actions, writes
from motcua.ground.access.models import FormKey, Session, Throttle
from motcua.ground.kernel.actor import Actor, ActorKind

NOW = datetime(2015, 4, 20, 9, 0, tzinfo=UTC)
ANH = Actor(ActorKind.OFFICER, "Trần Thị Ngọc Anh", user_id=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("after", "left"),
    [
        pytest.param(timedelta(seconds=30), (1, 1, 1), id="what may be come back to stays"),
        pytest.param(timedelta(minutes=2), (1, 0, 0), id="windows and sessions end"),
        pytest.param(timedelta(days=31), (0, 0, 0), id="form keys are kept for a month"),
    ],
)
def test_what_is_over_is_cleared_out(after: timedelta, left: tuple[int, int, int]) -> None:
    writes.once(actor=ANH, form_key=str(uuid4()), outcome="H09-1", now=NOW)
    writes.throttle(key="door", limit=2, per_seconds=60, now=NOW)
    Session.objects.create(session_key="s", expire_date=NOW + timedelta(seconds=60))
    actions.clear_out(now=NOW + after)
    counts = (FormKey.objects.count(), Throttle.objects.count(), Session.objects.count())
    assert counts == left

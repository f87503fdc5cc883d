"""What the lists of work read of each dossier."""

import pytest

from motcua.onestop.dossiers import lists
from motcua.onestop.dossiers.actions import steps
from motcua.onestop.dossiers.examples import MORNING, Cast, copy_life, draft

pytestmark = pytest.mark.django_db


def test_why_a_day_was_promised_is_not_read(cast: Cast) -> None:
    life = copy_life(cast)
    (waits,) = lists.waiting(cast.ward_handler)
    assert waits.dossier.get_deferred_fields() == {"due_lines"}
    life.act(steps.propose, cast.ward_handler, draft=draft())
    (done,) = lists.finished(cast.ward_handler, since=MORNING)
    assert done.dossier.get_deferred_fields() == {"due_lines"}

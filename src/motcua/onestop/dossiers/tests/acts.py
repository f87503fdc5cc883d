"""What the tests of acts share: a refusal, and that it leaves no trace."""

from collections.abc import Callable
from typing import Any

import pytest

from motcua.ground.kernel.refusal import Refusal
from motcua.ground.trail.models import Event


def refused(refusal: type[Refusal], verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Refusal:
    """Expect a refusal, and that the trail is as long as before."""
    before = Event.objects.count()
    with pytest.raises(refusal) as told:
        verb(*args, **kwargs)
    assert Event.objects.count() == before
    return told.value

"""Who had the dossier, stretch by stretch: the office, or the citizen of whom it was waiting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from motcua.ground.calendars.lives import COMPLETIONS, REQUESTS, Life, Wait


@dataclass(frozen=True, slots=True)
class Slice:
    """
    A stretch of time.

    :param wait: for what the citizen was awaited, None while the office had it.
    """

    from_at: datetime
    to_at: datetime
    wait: Wait | None


def slices(life: Life, until: datetime) -> tuple[Slice, ...]:
    """
    Return who had it from the receipt until an instant, contiguous and without empty ones.

    Every wait is shown, also one that does not stop the clock; time that two waits share
    belongs to the one that was opened first.
    """
    return tuple(each for each in _stretches(life, until) if each.from_at < each.to_at)


def _stretches(life: Life, until: datetime) -> Iterator[Slice]:
    waits: list[Wait] = []
    hand, first = life.received_at, None
    for event in life.events:
        if asked := REQUESTS.get(event.kind):
            waits.append(asked)
        if answered := COMPLETIONS.get(event.kind):
            waits.remove(answered)
        now_first = waits[0] if waits else None
        if now_first is not first:
            yield Slice(hand, min(event.at, until), first)
            hand, first = event.at, now_first
    yield Slice(hand, until, first)

"""How a desk's day of money ends in the demo: whoever took some counts it and closes his sheet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from random import Random
from uuid import uuid4

from motcua.demo import phrases
from motcua.demo.stage import Stage
from motcua.ground.calendars.working_time import at, days_between
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers.actions import cash
from motcua.onestop.payments import queries as payments
from motcua.onestop.payments.queries import SheetKey

CLOSING = time(16, 55)
MISCOUNTED = 0.04
SMALL_CHANGE = (-20_000, -10_000, -5_000, -1_000, 1_000, 5_000)


def till(stage: Stage, dice: Random, desk_id: int, first: date) -> Iterator[datetime]:
    """Yield the end of each day, and close then the sheets of all who took money at a desk."""
    for day in days_between(first, stage.until.date()):
        moment = at(day, CLOSING)
        yield moment
        for actor in stage.takings.pop(desk_id, []):
            _close_all(dice, actor, desk_id, moment)


def _close_all(dice: Random, actor: Actor, desk_id: int, moment: datetime) -> None:
    """Close what is open up to this day: an evening may bring money after the count."""
    today = SheetKey(desk_id, actor.user_id or 0, moment.date())
    while earlier := payments.earlier_open(today):
        _close(dice, actor, replace(today, day=earlier), moment)
    _close(dice, actor, today, moment)


def _close(dice: Random, actor: Actor, key: SheetKey, moment: datetime) -> None:
    sheet = payments.day_sheet(key)
    # Another play of the same days may have closed it.
    if sheet is None or sheet.closed is not None:
        return
    expected = sheet.sums.left.cash
    error = dice.choice(SMALL_CHANGE) if dice.random() < MISCOUNTED else 0
    counted = max(expected + error, 0)
    cash.close_sheet(
        actor=actor,
        form_key=str(uuid4()),
        agency_id=key.agency_id,
        day=key.day,
        counted=counted,
        explanation=phrases.MISCOUNTED if counted != expected else "",
        now=moment,
    )

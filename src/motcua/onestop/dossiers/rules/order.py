"""Nothing happens to a dossier before what has happened to it already."""

from collections.abc import Iterable
from datetime import datetime

from motcua.ground.kernel import dates
from motcua.onestop.dossiers.rules.refusals import ClockBehind


def check_clock(now: datetime, happened: Iterable[datetime | None]) -> None:
    """
    See that the clock stands behind all that has happened: set back, it would date an act falsely.

    :param happened: when what the dossier knows of came about; None for what has not.
    :raises ClockBehind: naming the latest of them, if it lies ahead.
    """
    last = max(filter(None, happened), default=now)
    if last > now:
        raise ClockBehind(at=dates.at(last))

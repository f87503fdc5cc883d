"""What the clock says of a life, as one line of JSON."""

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import Any

from motcua.ground.calendars.clock import Reckoned
from motcua.ground.calendars.counting.hours import in_hours
from motcua.ground.calendars.explanation import Line, OpenWait
from motcua.ground.calendars.limits import Unit
from motcua.ground.kernel.dates import local
from motcua.ground.kernel.words import Words

MINUTES = 60
DIGITS = 6

Say = Callable[[Words], str]


def answer(identity: object, reckoned: Reckoned, say: Say) -> dict[str, Any]:
    """
    Return the fields of an answer.

    :param say: how words are said: in Vietnamese, or translated.
    """
    return {
        "id": identity,
        "due_at": _instant(reckoned.due_at),
        "lawful_due_at": _instant(reckoned.lawful_due_at),
        "original_due_at": _instant(reckoned.original_due_at),
        "extended": reckoned.extended,
        "clock": str(reckoned.state),
        "standing": str(reckoned.standing),
        "used_minutes": _minutes(in_hours(reckoned.used)),
        "left_minutes": _minutes(in_hours(reckoned.left)),
        "lines": [_line(each, say) for each in reckoned.told],
    }


def _line(line: Line | OpenWait, say: Say) -> dict[str, Any]:
    """Return the fields of a line; those of an open wait have no end yet."""
    if line.unit is Unit.WORKING_HOUR:
        amount: dict[str, int | float] = {"minutes": _minutes(line.amount)}
    else:
        amount = {"days": int(line.amount)}
    return {
        "rule": line.rule,
        "source": say(Words(line.source)),
        "from": _instant(line.from_at),
        "to": _instant(line.to_at),
        "counts": line.counts,
        **amount,
        "words": say(line.words),
    }


def _instant(moment: datetime | None) -> str | None:
    return local(moment).isoformat(timespec="seconds") if moment else None


def _minutes(hours: int | Fraction) -> int | float:
    """Return hours as minutes; seconds are carried as a fraction."""
    minutes = hours * MINUTES
    return int(minutes) if minutes == int(minutes) else round(float(minutes), DIGITS)

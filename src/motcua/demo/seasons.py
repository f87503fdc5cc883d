"""
When people come and when officers are away: the ebb and flow of a province, as numbers.

All numbers are our guesses, from how counters are talked about, not measured; only the days
of Tết are facts. Each is a weight beside the others of its table, so that changing one says
nothing about how many come in all.
"""

from datetime import date, datetime, timedelta
from random import Random

from motcua.demo.office_time import OfficeTime

BY_HOUR = {7: 1.1, 8: 1.7, 9: 1.5, 10: 1.1, 11: 0.6, 13: 0.9, 14: 1.0, 15: 0.7, 16: 0.4}
"""How many come at an hour of the day: most before work or in the morning, few near the end."""

BY_WEEKDAY = (1.5, 1.1, 1.0, 0.95, 0.8, 0.8, 0.8)
"""How many come on a day from Monday to Sunday: what waited over the weekend comes on Monday."""

BEFORE_TET, AFTER_TET = 1.8, 0.5
"""How many come in the week before Tết, to have it done, and in the week after, still at home."""

WEEK = timedelta(days=7)
CLOSED_AT_TET = timedelta(days=6)
"""About how long offices are closed from the first day of the year on."""

TET = tuple(
    date.fromisoformat(day)
    for day in (
        *("2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25"),
        *("2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17"),
        *("2027-02-06", "2028-01-26"),
    )
)
"""The first days of the lunar years."""

MOST = max(BY_HOUR.values()) * max(BY_WEEKDAY) * BEFORE_TET

AWAY_IN_A_WEEK = 0.06
"""How likely an officer is away for some days of a week: ill, on leave, on a course."""


def weight(moment: datetime) -> float:
    """Return how many come at a moment of office hours, beside other moments."""
    day = moment.date()
    return BY_HOUR.get(moment.hour, 1.0) * BY_WEEKDAY[day.weekday()] * _tet(day)


def arrival(time: OfficeTime, dice: Random, first: date, until: datetime) -> datetime:
    """Return a moment at which somebody comes, a busy one more likely than a quiet one."""
    while True:
        moment = time.somewhen(dice, first, until)
        if dice.random() * MOST < weight(moment):
            return moment


def is_away(seed: int, name: str, day: date) -> bool:
    """
    Say whether an officer is away on a day: always the same for a seed.

    He is away from one day of the week to another, so that what lies on his seat waits.
    """
    year, week, weekday = day.isocalendar()
    dice = Random(f"{seed} away {name} {year} {week}")
    if dice.random() >= AWAY_IN_A_WEEK:
        return False
    begins = dice.randint(1, 5)
    return begins <= weekday < begins + dice.randint(1, 3)


def _tet(day: date) -> float:
    for new_year in TET:
        if new_year - WEEK <= day < new_year:
            return BEFORE_TET
        if CLOSED_AT_TET <= day - new_year < CLOSED_AT_TET + WEEK:
            return AFTER_TET
    return 1.0

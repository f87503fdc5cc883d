"""Ebb and flow: shapes that hold for any seed, and the same days away for the same seed."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest

from motcua.demo import seasons
from motcua.demo.office_time import OfficeTime
from motcua.ground.calendars.examples import moment, office

MANY = 2000


def arrivals(first: str, until: str, seed: int = 1) -> list[datetime]:
    begin, end = date.fromisoformat(first), moment(f"{until} 00:00")
    time = OfficeTime(office(first=begin, last=end.date() + timedelta(days=30)))
    dice = Random(seed)
    return [seasons.arrival(time, dice, begin, end) for _ in range(MANY)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_mornings_and_mondays_are_busy(seed: int) -> None:
    came = arrivals("2026-09-07", "2026-11-02", seed)
    days = Counter(at.weekday() for at in came)
    assert 1.2 < days[0] / (sum(days[day] for day in range(1, 5)) / 4) < 2
    hours = Counter(at.hour for at in came)
    assert hours[8] > 2 * hours[16]
    assert sum(hours[hour] for hour in (8, 9, 10)) > sum(hours[hour] for hour in (14, 15, 16))


def test_the_week_before_tet_is_busy_and_the_one_after_is_not() -> None:
    came = Counter(at.date() for at in arrivals("2026-01-19", "2026-03-16"))
    tet = date(2026, 2, 17)

    def in_days(first: int, last: int) -> float:
        days = [tet + timedelta(days=days) for days in range(first, last)]
        return sum(came[day] for day in days) / sum(day in came for day in days)

    usual, before, after = in_days(-21, -7), in_days(-7, 0), in_days(6, 13)
    assert before > 1.4 * usual
    assert after < 0.75 * usual


def test_somebody_is_away_now_and_then_for_days_and_the_same_for_a_seed() -> None:
    days = [date(2026, 1, 5) + timedelta(days=day) for day in range(364)]
    away = [[seasons.is_away(7, f"Officer {n}", day) for day in days] for n in range(40)]
    share = sum(map(sum, away)) / (40 * 260)
    assert 0.01 < share < 0.05
    again = [[seasons.is_away(7, f"Officer {n}", day) for day in days] for n in range(40)]
    assert away == again


def test_nobody_comes_when_the_office_is_closed() -> None:
    for at in arrivals("2026-09-07", "2026-10-05"):
        assert at.weekday() < 5
        assert at.hour in seasons.BY_HOUR

"""Office hours laid end to end: nothing falls outside of them, and none is skipped."""

from datetime import date, timedelta
from random import Random

import pytest

from motcua.demo.office_time import OfficeTime
from motcua.ground.calendars.examples import moment, office

HOURS = OfficeTime(office(first=date(2015, 4, 1), last=date(2015, 5, 31)))


@pytest.mark.parametrize(
    ("begin", "hours", "end"),
    [
        pytest.param("2015-04-16 08:00", 1, "2015-04-16 09:00", id="within a morning"),
        pytest.param("2015-04-16 11:00", 1, "2015-04-16 14:00", id="over the lunch break"),
        pytest.param("2015-04-17 16:30", 1, "2015-04-20 08:00", id="over a weekend"),
        pytest.param("2015-04-16 19:00", 1, "2015-04-17 08:30", id="from after closing"),
        pytest.param("2015-04-27 16:00", 2, "2015-05-04 08:30", id="over a holiday"),
        pytest.param("2015-04-20 08:00", -1, "2015-04-17 16:30", id="backwards"),
        pytest.param("2015-04-16 10:30", 1, "2015-04-16 13:30", id="a closing is an opening"),
    ],
)
def test_later(begin: str, hours: float, end: str) -> None:
    assert HOURS.later(moment(begin), hours=hours) == moment(end)


def test_somewhen_is_always_in_office_hours_and_within_the_bounds() -> None:
    calendar = office(first=date(2015, 4, 1), last=date(2015, 5, 31))
    until = moment("2015-04-21 10:00")
    for number in range(300):
        found = HOURS.somewhen(Random(number), date(2015, 4, 16), until)
        assert moment("2015-04-16 07:30") <= found < until
        assert any(
            each.opens <= found.time() < each.closes
            for each in calendar.opening_intervals(found.date())
        )


def test_no_office_hours_at_all_give_the_next_ones() -> None:
    sunday = date(2015, 4, 19)
    found = HOURS.somewhen(Random(1), sunday, moment("2015-04-19 12:00"))
    assert found - moment("2015-04-20 07:30") < timedelta(seconds=1)

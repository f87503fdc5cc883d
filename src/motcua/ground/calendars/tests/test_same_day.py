"""Why a same-day answer is due when it is: each row says which rule met which fact."""

from datetime import time

import pytest

from motcua.ground.calendars import clock
from motcua.ground.calendars.clock import Limit, Readings, Unit
from motcua.ground.calendars.examples import moment, office

ON_MONDAY = "20/04 R4: ngày làm việc kế tiếp: trả chậm nhất 17:00 ngày 20/04/2015"


def told(received: str, readings: Readings | None = None, cutoff: time | None = None) -> list[str]:
    limit = Limit(0, Unit.SAME_DAY, cutoff)
    due = clock.due(moment(received), limit, office(), readings or Readings())
    return [f"{line.from_on:%d/%m} {line.rule}: {line.words}" for line in due.lines]


@pytest.mark.parametrize(("at", "cutoff"), [("15:00", None), ("10:00", time(11))])
def test_by_the_cutoff_it_is_that_day(at: str, cutoff: time | None) -> None:
    hour = f"{cutoff or time(15):%H:%M}"
    assert told(f"2015-04-17 {at}", cutoff=cutoff) == [
        f"17/04 R4: nhận đến {hour} thì trả trong ngày: chậm nhất 17:00 ngày 17/04/2015"
    ]


def test_after_it_it_is_the_next_working_day() -> None:
    assert told("2015-04-17 15:00:01") == [
        "17/04 R4: nhận sau 15:00 thì trả trong ngày làm việc kế tiếp: ngày 20/04/2015",
        "18/04 R4: nghỉ hằng tuần",
        ON_MONDAY,
    ]


def test_what_came_while_it_was_closed_is_counted_from_the_opening() -> None:
    assert told("2015-04-19 10:00") == [
        "19/04 R2: nhận vào ngày nghỉ hằng tuần",
        (
            "20/04 R4: tính như nhận lúc mở cửa nên trả trong ngày ấy: "
            "chậm nhất 17:00 ngày 20/04/2015"
        ),
    ]


def test_where_the_day_off_itself_counts_as_the_day_of_receipt() -> None:
    assert told("2015-04-18 09:00", Readings(submission_day=True)) == [
        "18/04 R4: nhận vào ngày nghỉ thì trả trong ngày làm việc kế tiếp: ngày 20/04/2015",
        "19/04 R4: nghỉ hằng tuần",
        ON_MONDAY,
    ]


def test_where_the_day_ends_at_midnight() -> None:
    assert told("2015-04-17 10:00", Readings(end_of_day=True)) == [
        "17/04 R4: nhận đến 15:00 thì trả trong ngày: chậm nhất 24:00 ngày 17/04/2015"
    ]

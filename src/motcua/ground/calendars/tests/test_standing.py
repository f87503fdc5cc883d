from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.calendars import standing
from motcua.ground.calendars.examples import moment, office
from motcua.ground.calendars.standing import Standing
from motcua.ground.calendars.working_time import (
    WorkingTime,
    at,
    days_between,
    worked,
    working_time_between,
)

OFFICE = office()
MONDAY_CLOSING = "2015-04-20 17:00"


@pytest.mark.parametrize(
    ("now", "due", "words"),
    [
        pytest.param("2015-04-02 17:00", "2015-04-20 17:00", "còn 12 ngày làm việc", id="12 days"),
        pytest.param("2015-04-02 09:00", "2015-04-20 17:00", "còn 12 ngày làm việc", id="hours go"),
        pytest.param("2015-04-06 13:30", "2015-04-20 17:00", "còn 10 ngày làm việc", id="10 days"),
        pytest.param(
            "2015-04-07 13:30", "2015-04-20 17:00", "còn 9 ngày 3 giờ làm việc", id="9 days"
        ),
        pytest.param(
            "2015-04-16 13:30", "2015-04-20 17:00", "còn 2 ngày 3 giờ làm việc", id="days and hours"
        ),
        pytest.param(
            "2015-04-16 17:00", "2015-04-20 17:00", "còn 2 ngày làm việc", id="whole days"
        ),
        pytest.param(
            "2015-04-17 11:10", "2015-04-20 09:00", "còn 5 giờ 20 phút làm việc", id="under a day"
        ),
        pytest.param("2015-04-17 16:30", "2015-04-20 08:00", "còn 1 giờ làm việc", id="an hour"),
        pytest.param("2015-04-17 16:50", "2015-04-20 08:00", "còn 40 phút làm việc", id="minutes"),
        pytest.param(
            "2015-04-17 16:59:30", "2015-04-20 07:30", "còn dưới 1 phút làm việc", id="seconds"
        ),
        pytest.param("2015-04-20 07:00", MONDAY_CLOSING, "hết hạn lúc 17:00 hôm nay", id="today"),
        pytest.param(
            MONDAY_CLOSING, MONDAY_CLOSING, "hết hạn lúc 17:00 hôm nay", id="the last moment"
        ),
        pytest.param(
            "2015-04-20 08:00", "2015-04-21 00:00", "hết hạn lúc 24:00 hôm nay", id="24:00"
        ),
        pytest.param("2015-04-20 17:00:01", MONDAY_CLOSING, "trễ dưới 1 phút", id="a second late"),
        pytest.param(
            "2015-04-20 19:00", MONDAY_CLOSING, "quá hạn từ 17:00 hôm nay", id="that evening"
        ),
        pytest.param(
            "2015-04-21 03:30", MONDAY_CLOSING, "quá hạn từ 17:00 hôm qua", id="the night after"
        ),
        pytest.param(
            "2015-04-19 12:00",
            "2015-04-17 17:00",
            "quá hạn từ 17:00 ngày 17/04/2015",
            id="over a weekend",
        ),
        pytest.param("2015-04-21 07:31", MONDAY_CLOSING, "trễ 1 phút", id="a minute late"),
        pytest.param("2015-04-21 08:50", MONDAY_CLOSING, "trễ 1 giờ 20 phút", id="an hour late"),
        pytest.param("2015-04-22 15:00", MONDAY_CLOSING, "trễ 1 ngày 5 giờ", id="a day late"),
        pytest.param(
            "2015-05-12 08:00", MONDAY_CLOSING, "trễ 12 ngày", id="12 days late, over holidays"
        ),
    ],
)
def test_time_left(now: str, due: str, words: str) -> None:
    assert str(standing.time_left(moment(now), moment(due), OFFICE)) == words


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2015-04-16 08:00", "còn 2 ngày 7 giờ"),
        ("2015-04-20 10:00", "còn 5 giờ"),
        ("2015-04-20 16:40", "còn 20 phút"),
        ("2015-04-22 15:00", "trễ 1 ngày 5 giờ"),
    ],
)
def test_a_list_says_the_unit_in_its_head(now: str, words: str) -> None:
    left = standing.time_left_briefly(moment(now), moment(MONDAY_CLOSING), OFFICE)
    assert str(left) == words


def test_a_citizen_is_promised() -> None:
    left = standing.time_left(
        moment("2015-04-20 08:00"), moment(MONDAY_CLOSING), OFFICE, for_citizen=True
    )
    assert str(left) == "hẹn trả 17:00 hôm nay"


@pytest.mark.parametrize(
    ("finished", "kept", "words"),
    [
        ("2015-04-17 16:00", Standing.EARLY, "xong trước hạn"),
        ("2015-04-20 07:45", Standing.ON_TIME, "đúng hạn"),
        ("2015-04-20 17:00", Standing.ON_TIME, "đúng hạn"),
        ("2015-04-20 17:00:01", Standing.LATE, "trễ hạn dưới 1 phút"),
        ("2015-04-22 15:00", Standing.LATE, "trễ hạn 1 ngày 5 giờ"),
    ],
)
def test_standing(finished: str, kept: Standing, words: str) -> None:
    finished_at, due_at = moment(finished), moment(MONDAY_CLOSING)
    assert standing.standing(finished_at, due_at) is kept
    assert str(standing.standing_words(finished_at, due_at, OFFICE)) == words


def test_a_promise_to_the_end_of_a_day_is_kept_on_that_day() -> None:
    assert (
        standing.standing(moment("2015-04-20 20:00"), moment("2015-04-21 00:00"))
        is Standing.ON_TIME
    )


instants = st.integers(0, 730 * 24 * 3600).map(
    lambda seconds: moment("2014-01-01 00:00") + timedelta(seconds=seconds)
)


@given(st.lists(instants, min_size=3, max_size=3).map(sorted))
def test_working_time_adds_up(three: list[datetime]) -> None:
    first, second, third = three
    assert worked(OFFICE, first, third) == (
        worked(OFFICE, first, second) + worked(OFFICE, second, third)
    )


@given(instants, instants)
def test_weeks_count_as_their_days_do(begin: datetime, end: datetime) -> None:
    opened = (
        min(end, at(on, interval.closes)) - max(begin, at(on, interval.opens))
        for on in days_between(begin.date(), end.date())
        for interval in OFFICE.opening_intervals(on)
    )
    expected = sum((each for each in opened if each > timedelta()), timedelta())
    assert worked(OFFICE, begin, end) == expected


def test_working_time_is_told_in_the_offices_own_days() -> None:
    week = working_time_between(OFFICE, moment("2015-04-13 00:00"), moment("2015-04-20 08:00:20"))
    assert week == WorkingTime(days=5, minutes=30, seconds=20)
    assert worked(OFFICE, moment("2015-04-20 08:00"), moment("2015-04-13 00:00")) == timedelta()

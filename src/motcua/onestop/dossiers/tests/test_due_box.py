"""The promise in words: how it stands, and why that date."""

from datetime import datetime
from fractions import Fraction

import pytest

from motcua.ground.kernel.dates import LOCAL
from motcua.onestop.dossiers.presentation import due_box
from motcua.onestop.dossiers.presentation.due_box import Clock, ClockState


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("ended_at", "now", "state"),
    [
        pytest.param(None, at(18, 9), ClockState.RUNNING, id="days are left"),
        pytest.param(None, at(20, 9), ClockState.TODAY, id="hours are left"),
        pytest.param(None, at(20, 17), ClockState.TODAY, id="the last minute is in time"),
        pytest.param(None, at(20, 17, 1), ClockState.LATE, id="a minute late"),
        pytest.param(at(20, 17), at(30), ClockState.KEPT, id="ended in the last minute"),
        pytest.param(at(20, 17, 1), at(30), ClockState.BROKEN, id="ended late, the same day"),
    ],
)
def test_state(ended_at: datetime | None, now: datetime, state: ClockState) -> None:
    clock = Clock(at(2, 8), at(20, 17), ended_at, now)
    assert clock.state is state
    assert clock.is_broken is (state in {ClockState.LATE, ClockState.BROKEN})


def test_what_was_told_at_receipt_is_told_again() -> None:
    kept = [
        {
            "from": at(2, 8, 14).isoformat(),
            "to": at(3).isoformat(),
            "amount": "0",
            "unit": "working_day",
            "text": "ngày nhận, không tính",
            "facts": {},
            "rule": "R1",
            "source": "Điều 147",
        },
        {
            "from": at(3).isoformat(),
            "to": at(5, 17).isoformat(),
            "amount": "3",
            "unit": "working_day",
            "text": "{count} ngày làm việc",
            "facts": {"count": "3"},
            "rule": "R1",
            "source": "Điều 147",
        },
    ]
    first, second = due_box.reason_lines(kept)
    assert (first.begins, first.amount) == (at(2, 8, 14), None)
    assert (str(second.amount), str(second.words)) == ("3 ngày làm việc", "3 ngày làm việc")
    assert str(due_box.total(kept)) == "3 ngày làm việc"


def test_nothing_kept_adds_up_to_nothing() -> None:
    assert due_box.total([]) is None


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        pytest.param(at(2, 8, 14), at(3), "02/11 08:14", id="the rest of a day"),
        pytest.param(at(3), at(7), "03/11 – 06/11", id="whole days"),
        pytest.param(at(3), at(4), "03/11", id="one whole day"),
        pytest.param(at(3), at(6, 17), "03/11 – 06/11", id="to the closing of a day"),
        pytest.param(at(2, 8), at(2, 10), "02/11 08:00 – 10:00", id="hours"),
        pytest.param(at(2, 16), at(5), "02/11 16:00 – 04/11", id="from an hour over days"),
    ],
)
def test_span(begins: datetime, ends: datetime, expected: str) -> None:
    assert str(due_box.span(begins, ends)) == expected


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        (Fraction(5, 2), "working_hour", "2,5 giờ làm việc"),
        (Fraction(15), "day", "15 ngày"),
        (Fraction(1), "month", "1 tháng"),
        (Fraction(0), "same_day", "None"),
        (Fraction(0), "day", "None"),
    ],
)
def test_amounts_keep_the_unit_of_the_law(amount: Fraction, unit: str, expected: str) -> None:
    assert str(due_box.amount_words(amount, unit)) == expected

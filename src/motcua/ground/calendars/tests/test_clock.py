import json
from datetime import UTC, date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from motcua.ground.calendars import clock
from motcua.ground.calendars.clock import Interval, Limit, Readings, SpecialDay, Unit
from motcua.ground.calendars.examples import (
    OFFICE_WEEK,
    SATURDAY_MORNINGS,
    moment,
    office,
)
from motcua.ground.calendars.working_time import Certainty, DayType, Hours, WorkingCalendar

HERE = Path(__file__).resolve()
WORKED = json.loads((HERE.parent / "worked-examples.json").read_text(encoding="utf-8"))
OFFICE = office()
HOURS, DAYS, PLAIN, MONTHS, SAME = (
    Unit.WORKING_HOUR,
    Unit.WORKING_DAY,
    Unit.DAY,
    Unit.MONTH,
    Unit.SAME_DAY,
)


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case["case"])
def test_the_worked_examples(case: dict[str, Any]) -> None:
    day = tuple(Interval(*map(time.fromisoformat, pair)) for pair in case["hours"])
    calendar = office((day,) * 5 + ((), ()))
    limit = Limit(case["amount"], Unit(case["unit"]))
    received_at = datetime.fromisoformat(case["received_at"])
    assert clock.due(received_at, limit, calendar).at.isoformat() == case["due_at"]
    for due_on in case["under"].values():
        other = clock.due(received_at, limit, calendar, Readings(submission_day=True))
        assert other.on.isoformat() == due_on


@pytest.mark.parametrize(
    ("received", "amount", "unit", "expected"),
    [
        pytest.param("2015-04-16 07:00", 1, DAYS, "2015-04-17 17:00", id="before opening"),
        pytest.param("2015-04-16 12:00", 1, DAYS, "2015-04-17 17:00", id="in the lunch break"),
        pytest.param(
            "2015-04-16 16:59:59", 1, DAYS, "2015-04-17 17:00", id="a second before closing"
        ),
        pytest.param("2015-04-16 17:00", 1, DAYS, "2015-04-20 17:00", id="at closing"),
        pytest.param("2015-04-17 23:00", 1, DAYS, "2015-04-21 17:00", id="Friday night"),
        pytest.param("2015-04-18 09:00", 1, DAYS, "2015-04-21 17:00", id="Saturday"),
        pytest.param("2015-04-25 09:00", 1, DAYS, "2015-04-27 17:00", id="a make-up Saturday"),
        pytest.param(
            "2015-04-27 09:00", 1, DAYS, "2015-05-04 17:00", id="Giỗ Tổ, a swapped day, 30/4, 1/5"
        ),
        pytest.param(
            "2015-02-13 09:00", 2, DAYS, "2015-02-24 17:00", id="over Tết, with its make-up day"
        ),
        pytest.param("2016-02-26 09:00", 1, DAYS, "2016-02-29 17:00", id="leap day"),
        pytest.param("2026-11-23 09:00", 1, DAYS, "2026-11-24 17:00", id="an uncertain holiday"),
        pytest.param("2015-04-16 09:00", 0, DAYS, "2015-04-16 17:00", id="no day left"),
        pytest.param(
            "2015-04-18 09:00", 0, DAYS, "2015-04-20 17:00", id="no day left on a Saturday"
        ),
        pytest.param("2015-04-16 15:00:00", 0, SAME, "2015-04-16 17:00", id="at the cut-off"),
        pytest.param(
            "2015-04-16 15:00:01", 0, SAME, "2015-04-17 17:00", id="a second after the cut-off"
        ),
        pytest.param("2015-04-16 12:00", 0, SAME, "2015-04-16 17:00", id="same day, at lunch"),
        pytest.param("2015-04-16 17:30", 0, SAME, "2015-04-17 17:00", id="same day, after closing"),
        pytest.param(
            "2015-04-17 16:00", 0, SAME, "2015-04-20 17:00", id="after the cut-off on Friday"
        ),
        pytest.param("2015-04-18 16:00", 0, SAME, "2015-04-20 17:00", id="same day, on a Saturday"),
        pytest.param(
            "2015-04-16 10:30", 1, HOURS, "2015-04-16 11:30", id="an hour that ends at lunch"
        ),
        pytest.param("2015-04-16 11:00", 1, HOURS, "2015-04-16 14:00", id="an hour around lunch"),
        pytest.param("2015-04-16 12:00", 1, HOURS, "2015-04-16 14:30", id="an hour from lunch"),
        pytest.param(
            "2015-04-16 07:00", 1, HOURS, "2015-04-16 08:30", id="an hour from before opening"
        ),
        pytest.param(
            "2015-04-16 16:00", 1, HOURS, "2015-04-16 17:00", id="an hour that ends at closing"
        ),
        pytest.param(
            "2015-04-17 16:00:30", 1, HOURS, "2015-04-20 07:30:30", id="seconds are carried"
        ),
        pytest.param(
            "2015-04-24 17:00", 8, HOURS, "2015-04-27 08:00", id="hours of a make-up Saturday"
        ),
        pytest.param("2015-04-16 09:00", 0, HOURS, "2015-04-16 09:00", id="no hour"),
        pytest.param(
            "2015-04-16 11:30", 0, HOURS, "2015-04-16 11:30", id="no hour, as lunch begins"
        ),
        pytest.param("2015-04-16 18:00", 0, HOURS, "2015-04-17 07:30", id="no hour, at night"),
        pytest.param("2015-04-16 09:00", 5, PLAIN, "2015-04-21 17:00", id="plain days"),
        pytest.param(
            "2015-04-16 09:00", 2, PLAIN, "2015-04-20 17:00", id="an end on Saturday moves"
        ),
        pytest.param(
            "2015-04-22 09:00",
            3,
            PLAIN,
            "2015-04-25 17:00",
            id="an end on a make-up Saturday stays",
        ),
        pytest.param(
            "2015-04-23 09:00", 5, PLAIN, "2015-05-04 17:00", id="an end on a holiday moves"
        ),
        pytest.param(
            "2015-04-18 09:00", 1, PLAIN, "2015-04-21 17:00", id="plain days from a moved receipt"
        ),
        pytest.param(
            "2015-01-30 09:00", 1, MONTHS, "2015-03-02 17:00", id="no 30 February, then a Saturday"
        ),
        pytest.param(
            "2016-01-29 09:00", 1, MONTHS, "2016-02-29 17:00", id="a month to the leap day"
        ),
        pytest.param("2015-03-31 09:00", 1, MONTHS, "2015-05-04 17:00", id="to 30/4, a holiday"),
        pytest.param(
            "2015-12-07 09:00", 3, MONTHS, "2016-03-07 17:00", id="over the turn of the year"
        ),
        pytest.param(
            "2015-12-31 09:00", 2, MONTHS, "2016-02-29 17:00", id="two months to the leap day"
        ),
    ],
)
def test_due(received: str, amount: int, unit: Unit, expected: str) -> None:
    assert clock.due(moment(received), Limit(amount, unit), OFFICE).at == moment(expected)


@pytest.mark.parametrize(
    ("received", "amount", "unit", "reading", "expected"),
    [
        ("2015-04-24 09:00", 1, DAYS, "makeup_saturday_is_off", "2015-04-27 17:00"),
        ("2015-04-25 09:00", 1, DAYS, "makeup_saturday_is_off", "2015-05-04 17:00"),
        ("2015-04-16 09:00", 1, DAYS, "end_of_day", "2015-04-18 00:00"),
        ("2015-04-16 09:00", 0, SAME, "end_of_day", "2015-04-17 00:00"),
        ("2015-04-16 09:00", 2, PLAIN, "end_of_day", "2015-04-21 00:00"),
        ("2015-04-16 17:00", 1, DAYS, "submission_day", "2015-04-17 17:00"),
        ("2015-04-18 09:00", 1, DAYS, "submission_day", "2015-04-20 17:00"),
        ("2015-04-18 09:00", 1, MONTHS, "submission_day", "2015-05-18 17:00"),
        ("2015-04-18 16:00", 0, SAME, "submission_day", "2015-04-20 17:00"),
        ("2015-04-16 17:30", 0, DAYS, "submission_day", "2015-04-17 17:00"),
        ("2015-04-16 17:00", 0, DAYS, "submission_day", "2015-04-16 17:00"),
        ("2015-04-16 11:30", 0, HOURS, "next_opening", "2015-04-16 13:30"),
        ("2015-04-18 09:00", 1, HOURS, "submission_day", "2015-04-20 08:30"),
        ("2015-04-16 10:30", 1, HOURS, "next_opening", "2015-04-16 13:30"),
        ("2015-04-17 16:00", 1, HOURS, "next_opening", "2015-04-20 07:30"),
        ("2015-04-16 15:00", 0, SAME, "at_cutoff_is_after", "2015-04-17 17:00"),
        ("2015-04-16 14:59:59", 0, SAME, "at_cutoff_is_after", "2015-04-16 17:00"),
    ],
)
def test_the_other_readings(
    received: str, amount: int, unit: Unit, reading: str, expected: str
) -> None:
    limit = Limit(amount, unit)
    read = clock.due(moment(received), limit, OFFICE, Readings(**{reading: True}))
    assert read.at == moment(expected)


def test_a_promise_at_the_end_of_a_day_falls_on_that_day() -> None:
    read = clock.due(moment("2015-04-16 09:00"), Limit(1, DAYS), OFFICE, Readings(end_of_day=True))
    assert read.on == date(2015, 4, 17)
    assert read.lines[-1].to_on == date(2015, 4, 17)


def explained(received: str, limit: Limit, calendar: WorkingCalendar = OFFICE) -> list[str]:
    lines = clock.due(moment(received), limit, calendar).lines
    return [
        f"{line.from_on:%d/%m}-{line.to_on:%d/%m} {line.rule} {line.amount}: {line.words}"
        for line in lines
    ]


def test_working_days_explain_themselves() -> None:
    assert explained("2015-04-24 09:00", Limit(3, DAYS)) == [
        "24/04-24/04 R1 0: ngày nhận, không tính",
        "25/04-25/04 R1 1: 1 ngày làm việc, làm bù cho ngày 29/04/2015",
        "26/04-26/04 R1 0: nghỉ hằng tuần",
        "27/04-27/04 R1 1: 1 ngày làm việc",
        "28/04-28/04 R1 0: nghỉ lễ: Giỗ Tổ Hùng Vương",
        "29/04-29/04 R1 0: nghỉ hoán đổi, làm bù ngày 25/04/2015",
        "30/04-30/04 R1 0: nghỉ lễ: Ngày Chiến thắng",
        "01/05-01/05 R1 0: nghỉ lễ: Ngày Quốc tế Lao động",
        "02/05-03/05 R1 0: nghỉ hằng tuần",
        "04/05-04/05 R1 1: 1 ngày làm việc",
    ]


def test_a_receipt_out_of_hours_explains_its_move_and_tet_is_one_line() -> None:
    assert explained("2022-01-31 09:00", Limit(1, MONTHS)) == [
        "31/01-31/01 R2 0: nhận vào ngày nghỉ: Tết Nguyên đán",
        "01/02-04/02 R2 0: nghỉ lễ: Tết Nguyên đán",
        "05/02-06/02 R2 0: nghỉ hằng tuần",
        "07/02-07/02 R6 0: ngày nhận, không tính",
        "08/02-07/03 R6 1: 1 tháng, hết vào ngày 07/03/2022",
    ]
    assert explained("2015-04-18 09:00", Limit(1, DAYS))[0] == (
        "18/04-18/04 R2 0: nhận vào ngày nghỉ hằng tuần"
    )


def test_plain_days_explain_their_move() -> None:
    assert explained("2017-04-21 09:00", Limit(9, PLAIN)) == [
        "21/04-21/04 R5 0: ngày nhận, không tính",
        "22/04-30/04 R5 9: 9 ngày, kể cả ngày nghỉ",
        "01/05-01/05 R5 0: nghỉ lễ: Ngày Quốc tế Lao động",
        "02/05-02/05 R5 0: nghỉ bù: Ngày Chiến thắng",
        (
            "03/05-03/05 R5 0: ngày cuối 30/04/2017 là ngày nghỉ (Ngày Chiến thắng), "
            "hẹn sang ngày làm việc kế tiếp"
        ),
    ]


def test_a_move_to_a_day_before_a_holiday_ends_there() -> None:
    assert explained("2015-04-23 09:00", Limit(3, PLAIN))[1:] == [
        "24/04-26/04 R5 3: 3 ngày, kể cả ngày nghỉ",
        (
            "27/04-27/04 R5 0: ngày cuối 26/04/2015 là ngày nghỉ hằng tuần, "
            "hẹn sang ngày làm việc kế tiếp"
        ),
    ]


def test_hours_explain_breaks_nights_and_days_off() -> None:
    assert explained("2015-04-17 11:00", Limit(5, HOURS)) == [
        "17/04-17/04 R3 1/2: 30 phút làm việc",
        "17/04-17/04 R3 0: nghỉ giữa giờ làm việc",
        "17/04-17/04 R3 7/2: 3 giờ 30 phút làm việc",
        "17/04-17/04 R3 0: ngoài giờ làm việc",
        "18/04-19/04 R3 0: nghỉ hằng tuần",
        "20/04-20/04 R3 0: ngoài giờ làm việc",
        "20/04-20/04 R3 1: 1 giờ 0 phút làm việc",
    ]
    assert explained("2015-04-16 16:30", Limit(1, HOURS))[1] == (
        "16/04-17/04 R3 0: ngoài giờ làm việc"
    )


def test_the_rules_that_were_followed_are_told_once() -> None:
    due = clock.due(moment("2015-04-19 10:00"), Limit(0, SAME, time(11)), OFFICE)
    assert {rule: str(sentence) for rule, sentence in due.rules.items()} == {
        "R2": "Nhận sau giờ đóng cửa hoặc vào ngày nghỉ thì tính như nhận lúc cơ quan mở cửa lại.",
        "R4": "Nhận đến 11:00 thì trả trong ngày; sau 11:00 thì trả trong ngày làm việc kế tiếp.",
    }


def test_an_uncertain_day_counts_and_says_so() -> None:
    assert explained("2026-11-23 09:00", Limit(1, DAYS))[-1] == (
        "24/11-24/11 R1 1: 1 ngày làm việc "
        "(Ngày Văn hóa Việt Nam: chưa rõ có được nghỉ nên vẫn tính)"
    )
    assert explained("2026-11-20 09:00", Limit(4, PLAIN))[-2:] == [
        "21/11-23/11 R5 3: 3 ngày, kể cả ngày nghỉ",
        (
            "24/11-24/11 R5 1: hết hạn vào Ngày Văn hóa Việt Nam: "
            "chưa rõ có được nghỉ nên vẫn là ngày làm việc"
        ),
    ]
    assert explained("2026-10-23 17:00", Limit(1, MONTHS))[-1] == (
        "27/10-26/11 R6 1: 1 tháng, hết vào ngày 26/11/2026"
    )
    assert explained("2026-10-23 09:00", Limit(32, PLAIN))[-1].startswith("24/11-24/11 R5 1")


def test_days_of_the_library_say_so() -> None:
    assert "nghỉ lễ: Quốc khánh (theo thư viện holidays, chưa công bố)" in " ".join(
        explained("2027-09-01 09:00", Limit(1, DAYS))
    )
    assert "làm bù cho ngày 29/04/2013 (theo thư viện holidays)" in " ".join(
        explained("2013-05-03 09:00", Limit(1, DAYS))
    )


@pytest.mark.parametrize(
    ("received", "source"),
    [
        ("2016-12-30 09:00", "Điều 152, 153 Bộ luật Dân sự 2005"),
        ("2017-01-03 09:00", "Điều 147, 148 Bộ luật Dân sự 2015"),
    ],
)
def test_the_source_is_the_law_of_the_day(received: str, source: str) -> None:
    assert clock.due(moment(received), Limit(1, DAYS), OFFICE).lines[0].source == source


def test_hours_in_force_change_on_their_day() -> None:
    summer = tuple(
        (Interval(time(7), time(11, 30)), Interval(time(13), time(16, 30))) for _ in "12345"
    )
    hours = (
        Hours(date(2015, 1, 1), date(2015, 4, 20), OFFICE_WEEK),
        Hours(date(2015, 4, 20), date(2016, 1, 1), (*summer, (), ())),
    )
    calendar = WorkingCalendar(date(2015, 1, 1), date(2015, 12, 31), hours)
    due = clock.due(moment("2015-04-17 16:45"), Limit(1, DAYS), calendar)
    assert due.at == moment("2015-04-20 16:30")
    assert clock.due(moment("2015-04-20 16:45"), Limit(1, DAYS), calendar).day_zero == date(
        2015, 4, 21
    )


def test_a_desk_that_opens_on_saturday_mornings_works_then() -> None:
    calendar = office(SATURDAY_MORNINGS)
    assert clock.due(moment("2015-04-17 09:00"), Limit(1, DAYS), calendar).at == moment(
        "2015-04-18 11:30"
    )
    # A make-up Saturday is worked as the day that it stands for.
    assert clock.due(moment("2015-04-24 09:00"), Limit(1, DAYS), calendar).at == moment(
        "2015-04-25 17:00"
    )


def test_what_was_not_fetched_is_never_an_ordinary_day() -> None:
    calendar = office(first=date(2015, 1, 1), last=date(2015, 4, 20))
    with pytest.raises(ValueError, match="not fetched"):
        clock.due(moment("2015-04-17 09:00"), Limit(2, DAYS), calendar)


def test_the_first_and_the_last_day_were_fetched() -> None:
    calendar = office(first=date(2015, 4, 17), last=date(2015, 4, 20))
    assert clock.due(moment("2015-04-17 09:00"), Limit(1, DAYS), calendar).on == calendar.last


def test_a_make_up_day_for_no_day_in_particular_is_a_full_one() -> None:
    extra = SpecialDay(date(2015, 4, 18), DayType.MAKEUP_WORK, "làm bù")
    calendar = office(SATURDAY_MORNINGS, days=[extra])
    assert calendar.closes_at(extra.on) == moment("2015-04-18 17:00")


def test_without_hours_nothing_is_promised() -> None:
    hours = (Hours(date(2015, 1, 1), date(2015, 4, 20), OFFICE_WEEK),)
    calendar = WorkingCalendar(date(2015, 1, 1), date(2015, 12, 31), hours)
    with pytest.raises(clock.NoHours, match="20/04/2015"):
        clock.due(moment("2015-04-17 09:00"), Limit(1, DAYS), calendar)


def test_impossible_limits_and_times_are_errors() -> None:
    with pytest.raises(ValueError, match="below nothing"):
        Limit(-1, DAYS)
    with pytest.raises(ValueError, match="counted whole"):
        Limit(Fraction(1, 2), DAYS)
    with pytest.raises(ValueError, match="whole microseconds"):
        Limit(Fraction(1, 7), HOURS)
    with pytest.raises(ValueError, match="without an offset"):
        clock.due(moment("2015-04-16 09:00").replace(tzinfo=None), Limit(1, DAYS), OFFICE)


def test_an_offset_makes_no_difference() -> None:
    in_utc = datetime(2015, 4, 16, 9, 59, 59, tzinfo=UTC)
    due = clock.due(in_utc, Limit(1, DAYS), OFFICE)
    assert due == clock.due(moment("2015-04-16 16:59:59"), Limit(1, DAYS), OFFICE)
    assert due.at.isoformat() == "2015-04-17T17:00:00+07:00"


def test_the_shipped_table_gives_each_year_its_days_off() -> None:
    decided = [each for each in OFFICE.days.values() if 2014 <= each.on.year <= 2026]
    for year in range(2014, 2027):
        free = [
            each
            for each in decided
            if each.on.year == year
            and each.on.isoweekday() < 6
            and each.type in {DayType.HOLIDAY, DayType.COMPENSATORY}
        ]
        assert len(free) == (10 if year < 2021 else 11 if year < 2026 else 12)
    for each in decided:
        if each.swap_with:
            assert OFFICE.days[each.swap_with].swap_with == each.on


def test_a_day_named_by_nobody_certain_is_its_weekday() -> None:
    maybe = SpecialDay(date(2015, 4, 19), DayType.HOLIDAY, "Ngày hội", certainty=Certainty.LOW)
    calendar = office(days=[maybe, SpecialDay(date(2015, 1, 1), DayType.HOLIDAY, "Tết")])
    assert str(calendar.why_off(maybe.on)) == "nghỉ hằng tuần"

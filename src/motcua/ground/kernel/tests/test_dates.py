from datetime import UTC, date, datetime

import pytest

from motcua.ground.kernel import dates

MONDAY = date(2015, 4, 20)
NINE_TWELVE = datetime(2015, 4, 20, 9, 12, 59, tzinfo=dates.LOCAL)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (MONDAY, "thứ Hai 20/04/2015"),
        (date(2015, 4, 25), "thứ Bảy 25/04/2015"),
        (date(2015, 5, 3), "Chủ nhật 03/05/2015"),
    ],
)
def test_weekday_and_day(on: date, words: str) -> None:
    assert str(dates.weekday_and_day(on)) == words


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (MONDAY, "hôm nay 09:12"),
        (date(2015, 4, 21), "hôm qua 09:12"),
        (date(2015, 4, 22), "20/04/2015 09:12"),
    ],
)
def test_past(today: date, words: str) -> None:
    assert str(dates.past(NINE_TWELVE, today)) == words


def test_an_instant_is_shown_by_the_clocks_of_vietnam() -> None:
    late_in_utc = datetime(2015, 4, 19, 17, 30, tzinfo=UTC)
    assert str(dates.past(late_in_utc, MONDAY)) == "hôm nay 00:30"
    assert str(dates.promise(late_in_utc)) == "00:30, thứ Hai 20/04/2015"


def test_a_time_without_an_offset_is_no_instant() -> None:
    with pytest.raises(ValueError, match="without an offset"):
        dates.local(NINE_TWELVE.replace(tzinfo=None))


def test_official_papers() -> None:
    assert dates.moment_on_paper(NINE_TWELVE) == "09 giờ 12 phút, ngày 20 tháng 4 năm 2015"
    assert dates.day_on_paper(date(2016, 2, 1)) == "ngày 01 tháng 02 năm 2016"
    assert dates.day_on_paper(date(2015, 12, 31)) == "ngày 31 tháng 12 năm 2015"

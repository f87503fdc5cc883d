"""The work list in words: groups by how soon, counts, pages."""

from datetime import datetime, timedelta

import pytest

from motcua.ground.kernel.dates import LOCAL
from motcua.ground.kernel.words import Words
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.worklist import Edges, Row, Urgency


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LOCAL)


THURSDAY = on(19, 9, 42)
EDGES = Edges.at(THURSDAY)


def row(due_at: datetime) -> Row:
    return Row(
        number=1,
        code="000.00.16.H09-261104-0019",
        name="Võ Nguyễn Thành Đạt",
        procedure="Giấy phép xây dựng",
        step="Thẩm định",
        due_at=due_at,
        left=Words("còn 1 giờ"),
        since=Words("giao 12/11"),
        is_confirmed=True,
    )


@pytest.mark.parametrize(
    ("due_at", "expected"),
    [
        pytest.param(on(18, 17), Urgency.LATE, id="yesterday is late"),
        pytest.param(on(19, 8, 30), Urgency.LATE, id="this morning is late"),
        pytest.param(on(19, 9, 42), Urgency.TODAY, id="this minute is in time"),
        pytest.param(on(19, 17), Urgency.TODAY, id="this afternoon"),
        pytest.param(on(20, 17), Urgency.TOMORROW, id="tomorrow"),
        pytest.param(on(21, 11), Urgency.THIS_WEEK, id="Saturday"),
        pytest.param(on(23, 17), Urgency.NEXT_WEEK, id="Monday"),
        pytest.param(on(27, 17), Urgency.NEXT_WEEK, id="next Friday"),
        pytest.param(on(30, 17), Urgency.LATER, id="the Monday after"),
    ],
)
def test_urgency(due_at: datetime, expected: Urgency) -> None:
    assert EDGES.urgency(due_at) is expected


def test_on_a_sunday_the_next_week_begins_tomorrow() -> None:
    edges = Edges.at(on(22, 9))
    monday = on(23, 17)
    assert edges.urgency(monday) is Urgency.TOMORROW
    assert edges.urgency(monday + timedelta(days=1)) is Urgency.NEXT_WEEK


def test_groups_follow_the_order_of_the_list() -> None:
    days = (18, 19, 19, 20, 27, 30)
    rows = [row(on(day, 17)) for day in days]
    groups = worklist.grouped(rows, EDGES)
    assert [(str(group.title), len(group.rows)) for group in groups] == [
        ("Trễ hạn", 1),
        ("Hôm nay, thứ Năm 19/11", 2),
        ("Ngày mai, thứ Sáu 20/11", 1),
        ("Tuần tới, 23/11 – 27/11", 1),
        ("Sau đó", 1),
    ]


def test_the_rest_of_this_week_has_a_group_of_its_own() -> None:
    monday = on(16, 9)
    (group,) = worklist.grouped([row(monday + timedelta(days=3))], Edges.at(monday))
    assert str(group.title) == "Tuần này"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((3, 4, 13), "3 trễ, 4 đến hạn hôm nay, 13 còn hạn"),
        ((0, 0, 2), "2 còn hạn"),
        ((1, 0, 0), "1 trễ"),
        ((0, 0, 0), ""),
    ],
)
def test_summary_leaves_out_what_is_none(counts: tuple[int, int, int], expected: str) -> None:
    assert ", ".join(str(part) for _, part in worklist.summary(*counts)) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (on(19, 9, 10), "giao hôm nay 09:10"),
        (on(18, 16, 5), "giao hôm qua 16:05"),
        (on(12, 16, 5), "giao 12/11"),
    ],
)
def test_since_when_it_lies_here(at: datetime, expected: str) -> None:
    assert str(worklist.given(at, THURSDAY)) == expected


def test_what_a_row_says() -> None:
    shown = row(on(17, 17))
    assert (shown.tail, str(shown.due)) == ("261104-0019", "17:00 thứ Ba 17/11")


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("000.00.16.H09-261104-0019", ("000.00.16.H09-", "261104-0019")),
        ("261104", ("", "261104")),
    ],
)
def test_the_tail_of_a_code(code: str, parts: tuple[str, str]) -> None:
    assert worklist.code_parts(code) == parts


def test_a_page_key_leads_back_to_its_row() -> None:
    at = THURSDAY + timedelta(microseconds=17)
    assert worklist.parse_page_key(worklist.page_key(at, 42)) == (at, 42)


@pytest.mark.parametrize("text", ["", "x", "1-", "-1", "9" * 40 + "-1", "1-2-3"])
def test_nonsense_is_the_first_page(text: str) -> None:
    assert worklist.parse_page_key(text) is None

"""The register as it comes out of the press: every column, on as many pages as it takes."""

from dataclasses import replace

import pytest

from motcua.ground.documents.examples import LINE, register
from motcua.ground.documents.slips.register import COLUMNS
from motcua.ground.documents.tests.reading import pages, rightmost, sizes

A4_ACROSS = (297, 210)
MANY = tuple(replace(LINE, applicant=f"Nguyễn Văn Thứ {n:03d}") for n in range(100))


def test_a_month_on_a_page() -> None:
    (text,) = pages(register())
    for words in (
        "SỔ THEO DÕI HỒ SƠ",
        "Từ ngày 01/04/2015 đến ngày 30/04/2015",
        "Ngày, tháng, năm",
        "(1) (2) (3) (4) (5) (6) (7) (8) (9) (10) (11) (12) (13)",
        "Đăng ký khai sinh 01 Nguyễn Thị Phương Uyên",
        "0912 345 678",
        "15/04/2015 20/04/2015 17/04/2015 Tại quầy",
        "Trước hạn",
        "Tổng số: 1 hồ sơ.",
        "In bởi Trần Văn Được, 08:30 ngày 04/05/2015.",
    ):
        assert words in text
    assert sizes(register()) == [A4_ACROSS]


@pytest.mark.parametrize("column", COLUMNS)
def test_each_column_has_its_head(column: str) -> None:
    assert column in pages(register())[0]


def test_a_long_one_flows_on_under_its_head() -> None:
    told = pages(register(lines=MANY))
    assert len(told) == 7
    for number, text in enumerate(told, start=1):
        assert "Tên cá nhân, tổ chức" in text
        assert f"Trang {number}/7" in text
    whole = " ".join(told)
    assert all(f"Thứ {n:03d}" in whole for n in range(100))
    assert "Tổng số: 100 hồ sơ." in told[-1]


def test_an_empty_one_says_so() -> None:
    assert "Trong kỳ không tiếp nhận hồ sơ nào." in pages(register(lines=()))[0]


def test_what_is_not_fetched_yet_leaves_room_for_the_pen() -> None:
    cells = replace(LINE, handed_over_at=None, taker="").cells(7)
    assert dict(zip(COLUMNS, cells, strict=True))["Ký nhận"] == ""
    assert cells[0] == "7"


def test_long_names_are_not_cut() -> None:
    name = "Công ty trách nhiệm hữu hạn " + "thương mại dịch vụ " * 20 + "Uyên"
    assert name in " ".join(pages(register(lines=(replace(LINE, applicant=name),))))


@pytest.mark.parametrize("number", ["EB123456789VN", "EB123456789VN" * 4])
def test_no_number_leaves_the_frame(number: str) -> None:
    slip = register(lines=(replace(LINE, note=f"nộp qua bưu chính, bưu gửi {number}"),))
    assert rightmost(slip) < 297 - 10
    assert number in pages(slip)[0].replace("\u200b", "").replace(" ", "")


def test_the_usual_number_of_a_postal_item_stands_in_one_line() -> None:
    slip = register(lines=(replace(LINE, note="bưu gửi EB123456789VN; người nộp: Lý Văn Kha"),))
    assert "EB123456789VN;" in pages(slip)[0]

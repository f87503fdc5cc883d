"""Labels as they come out of the press: where they stick, what they say, what scanning opens."""

from dataclasses import replace

import pytest

from motcua.ground.documents.examples import CODE, LABEL, labels
from motcua.ground.documents.slips.labels import ON_A_SHEET, Label
from motcua.ground.documents.tests.reading import codes, pages, sizes

FIRM = "Công ty trách nhiệm hữu hạn một thành viên " + "thương mại dịch vụ " * 8 + "Uyên"


def numbered(count: int) -> tuple[Label, ...]:
    """Return labels of so many dossiers, told apart by their codes."""
    return tuple(
        replace(LABEL, code=f"{CODE[:-4]}{n:04d}", address=f"https://motcua.example/{n:04d}/")
        for n in range(count)
    )


def test_what_a_label_says() -> None:
    assert sizes(labels()) == [(210, 297)]
    (text,) = pages(labels())
    for words in (CODE, "Nguyễn Thị Phương Uyên", "Đăng ký khai sinh"):
        assert words in text
    assert "Hẹn trả: 17:00 ngày 20/04/2015" in text


def test_scanning_it_opens_the_dossier_in_the_office() -> None:
    assert codes(labels()) == [f"https://motcua.example/ho-so/{CODE}/"]


@pytest.mark.parametrize(
    ("count", "place", "sheets"), [(14, 1, 1), (15, 1, 2), (14, 2, 2), (1, 14, 1)]
)
def test_a_sheet_begun_is_used_up(count: int, place: int, sheets: int) -> None:
    many = labels(*numbered(count), place=place)
    assert len(pages(many)) == sheets
    assert len(codes(many)) == count
    assert pages(many)[0].count(CODE[:-4]) == min(count, ON_A_SHEET - place + 1)


def test_a_long_name_is_set_smaller_not_cut() -> None:
    long = replace(LABEL, applicant=FIRM, procedure="Cấp giấy phép xây dựng " * 6)
    (text,) = pages(labels(long, LABEL))
    assert FIRM in text
    assert text.count("Hẹn trả: 17:00 ngày 20/04/2015") == 2

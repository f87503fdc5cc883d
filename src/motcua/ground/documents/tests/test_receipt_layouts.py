"""The receipt on smaller sheets: the same words, codes that are read back, nothing on another."""

import pytest

from motcua.ground.documents.examples import CODE, LINK, receipt
from motcua.ground.documents.slips.receipt import Layout, PaperLine
from motcua.ground.documents.tests.reading import codes, lines, pages, sizes

A5 = (148, 210)
A4_ACROSS = (297, 210)
SECRET = "2015 0415"
FIRM = "Công ty trách nhiệm hữu hạn một thành viên " + "thương mại dịch vụ " * 8 + "Uyên"
MANY = tuple(PaperLine(f"Giấy tờ thứ {n} " + "rất dài " * 4, "Bản sao", n) for n in range(66))


def test_a5_is_the_applicants_copy_alone() -> None:
    slip = receipt(layout=Layout.A5)
    assert sizes(slip) == [A5]
    (text,) = pages(slip)
    assert "(Liên 1: giao người nộp hồ sơ)" in text
    assert SECRET in text
    assert codes(slip) == [LINK]


def test_two_a5_stand_beside_each_other_on_one_a4() -> None:
    slip = receipt(layout=Layout.TWO_ON_A4)
    assert sizes(slip) == [A4_ACROSS]
    (text,) = pages(slip)
    assert text.count("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ") == 2
    assert text.index("(Liên 1: giao người nộp hồ sơ)") < text.index("(Liên 2: lưu tại")
    assert text.count(SECRET) == 1
    assert codes(slip) == [LINK, CODE]


@pytest.mark.parametrize(
    ("layout", "sheets"), [(Layout.A5, 1), (Layout.TWO_ON_A4, 1), (Layout.A4, 2)]
)
def test_a_usual_dossier_has_each_copy_on_one_sheet(layout: Layout, sheets: int) -> None:
    """Six papers, two of a long name, handed in by another with his authority."""
    long = PaperLine("Bản sao giấy tờ về đất đai " + "theo luật " * 5, "Bản sao", 1)
    slip = receipt(
        layout=layout,
        procedure="Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ",
        subject="Xây hàng rào",
        papers=(long, long, *(PaperLine(f"Bản vẽ thứ {n}", "Bản chính", 1) for n in range(4))),
        filer="Lý Văn Kha",
        authority="số 12/2015, Văn phòng công chứng Bình Dương",
        remark="Bản in của hệ thống trình diễn.",
    )
    assert len(pages(slip)) == sheets


@pytest.mark.parametrize("layout", Layout)
def test_no_line_of_the_head_ends_within_the_name_of_a_city(layout: Layout) -> None:
    slip = receipt(layout=layout, agency="Ủy ban nhân dân thành phố Thủ Dầu Một")
    head = " | ".join(lines(slip)[:4])
    assert "THÀNH PHỐ THỦ DẦU MỘT" in head
    assert "ỦY BAN NHÂN DÂN THÀNH |" not in head


@pytest.mark.parametrize("layout", Layout)
def test_every_layout_says_the_same(layout: Layout) -> None:
    text = pages(receipt(layout=layout))[0]
    assert f"Mã hồ sơ {CODE}" in text
    assert (
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 20 tháng 4 năm 2015" in text
    )
    assert "2 Giấy chứng nhận kết hôn của cha, mẹ Bản sao chứng thực 02" in text
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in text


@pytest.mark.parametrize(
    ("layout", "copies"), [(Layout.A5, 1), (Layout.TWO_ON_A4, 2)], ids=["A5", "two on A4"]
)
def test_many_papers_of_a_long_name_flow_on(layout: Layout, copies: int) -> None:
    slip = receipt(layout=layout, papers=MANY, applicant=FIRM)
    told = pages(slip)
    assert len(told) == 3
    assert FIRM in told[0]
    whole = " ".join(told)
    assert all(whole.count(f" Giấy tờ thứ {n} ") == copies for n in range(66))
    for text in (text for text in told if "Giấy tờ thứ" in text):
        assert text.count("STT Tên giấy tờ Loại bản Số lượng") == copies
    for number, text in enumerate(told, start=1):
        assert text.count(f"Trang {number}/3") == copies
    assert all(f"Mã hồ sơ: {CODE}" in text for text in told[1:])


def test_the_longest_link_is_still_read_on_the_smallest_sheet() -> None:
    link = "https://dichvucong.binhduong.gov.vn/tra-cuu/q/000.00.16.H09-150415-0001/" + "a" * 40
    assert codes(receipt(layout=Layout.A5, follow_url=link)) == [link]


@pytest.mark.parametrize("layout", Layout)
def test_what_was_typed_of_the_matter_stands_after_its_procedure(layout: Layout) -> None:
    text = pages(receipt(layout=layout, subject="Xây hàng rào"))[0]
    assert "giải quyết: Đăng ký khai sinh (1.001193): Xây hàng rào" in text

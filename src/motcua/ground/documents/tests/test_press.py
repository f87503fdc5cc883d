"""The receipt as it comes out of the press: every letter, both codes, both copies."""

import re
from datetime import datetime
from unicodedata import is_normalized

import pytest

from motcua.ground.documents import press
from motcua.ground.documents.examples import CODE, LINK, receipt
from motcua.ground.documents.press import PressFailed
from motcua.ground.documents.slips.receipt import FeeLine, PaperLine
from motcua.ground.documents.slips.slip import TT01_2018
from motcua.ground.documents.tests.reading import codes, pages, printed, sizes

A4 = (210, 297)
FORM_01 = "form-01"
SECRET = "2015 0415"


def test_two_copies_on_a4_each_on_a_page_of_its_own() -> None:
    assert sizes(receipt()) == [A4] * 2
    applicants, desks = pages(receipt())
    assert "(Liên 1: giao người nộp hồ sơ)" in applicants
    assert "(Liên 2: lưu tại Bộ phận tiếp nhận và trả kết quả)" in desks


@pytest.mark.parametrize(
    "words",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN PHƯỜNG PHÚ CƯỜNG",
        "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
        "Số: 12/TNHS",
        "Thủ Dầu Một, ngày 15 tháng 4 năm 2015",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        f"Mã hồ sơ {CODE}",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Phương Uyên",
        "Số định danh: 074 189 004 712",
        "số 12 đường Yersin, phường Phú Cường, thành phố Thủ Dầu Một, tỉnh Bình Dương",
        "Số điện thoại: 0912 345 678",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (1.001193)",
        "1 Giấy chứng sinh Bản chính 01",
        "2 Giấy chứng nhận kết hôn của cha, mẹ Bản sao chứng thực 02",
        "Số lượng hồ sơ: 01 bộ",
        "theo quy định là: 01 ngày làm việc",
        "Thời gian nhận hồ sơ: 09 giờ 12 phút, ngày 15 tháng 4 năm 2015",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 20 tháng 4 năm 2015",
        "thứ Hai 20/04/2015",
        "Phí, lệ phí: 8.000 đồng (Lệ phí hộ tịch)",
        "NGƯỜI NỘP HỒ SƠ (Ký và ghi rõ họ tên) Nguyễn Thị Phương Uyên",
        "NGƯỜI TIẾP NHẬN HỒ SƠ (Ký và ghi rõ họ tên) Trần Văn Được",
    ],
)
def test_both_copies_say(words: str) -> None:
    for page in pages(receipt()):
        assert words in page


def test_every_letter_is_found_again_as_it_was_typed() -> None:
    name = "ẰẲẴẶẤẦẨẪẬỆỂỄẾỀ ăâđêôơư ẳẵặẩẫậẻẽẹểễệỉĩịỏõọổỗộởỡợủũụửữựỷỹỵ"
    text = pages(receipt(applicant=name))[0]
    assert name in text
    assert is_normalized("NFC", text)


def test_who_asks_for_it_together_stands_with_his_number() -> None:
    text = pages(receipt(co_applicant="Lý Văn Kha", co_identity_number="074088001234"))[0]
    assert "Người cùng yêu cầu: Lý Văn Kha" in text
    assert "074 088 001 234" in text
    assert "Người cùng yêu cầu" not in pages(receipt())[0]


def test_a_foreigner_who_asks_for_it_too_stands_with_his_passport() -> None:
    text = pages(receipt(co_applicant="Kim Min-jun", co_other_paper="Hộ chiếu M12345678"))[0]
    assert "Giấy tờ người cùng yêu cầu: Hộ chiếu M12345678" in text
    assert "Số định danh người cùng yêu cầu" not in text


def test_the_secret_stands_on_the_applicants_copy_alone() -> None:
    applicants, desks = pages(receipt())
    assert SECRET in applicants
    assert SECRET not in desks


def test_the_codes_are_read_back() -> None:
    assert codes(receipt()) == [LINK, CODE]


def test_a_long_list_of_papers_flows_on_under_its_head() -> None:
    papers = tuple(PaperLine(f"Giấy tờ thứ {n} " + "rất dài " * 4, "Bản sao", n) for n in range(30))
    first, second, *desks = pages(receipt(papers=papers))
    assert "Trang 1/2" in first
    assert "Trang 2/2" in second
    assert second.startswith("Liên 1: giao người nộp hồ sơ")
    assert "STT Tên giấy tờ Loại bản Số lượng" in second
    assert all(f"Giấy tờ thứ {n} " in first + second for n in range(30))
    assert len(desks) == 2


def test_long_names_are_not_cut() -> None:
    firm = "Công ty trách nhiệm hữu hạn một thành viên " + "thương mại dịch vụ " * 8 + "Uyên"
    text = pages(receipt(applicant=firm, filer="Nguyễn Công Tằng Tôn Nữ Hoàng Oanh"))[0]
    assert firm in text
    assert "Người nộp hồ sơ: Nguyễn Công Tằng Tôn Nữ Hoàng Oanh" in text


@pytest.mark.parametrize(
    "typed",
    ['#panic("x")', "$x$ *b* _i_ `c` <a> @b", '"; #read("/parts.typ"); "', "\\ \\n // /* */ =="],
)
def test_nothing_typed_is_taken_for_markup(typed: str) -> None:
    assert typed in pages(receipt(applicant=typed, address=typed))[0]


@pytest.mark.parametrize(
    "name", ["王小明 Vương Tiểu Minh", "محمد", "Nguyễn 😀", "김민수", "Ｎｇｕｙễｎ → ✓"]
)
def test_letters_of_another_script_hold_no_paper_back(name: str) -> None:
    facts = receipt(applicant=name)
    assert f"Địa chỉ: {facts.address}" in pages(facts)[0]
    assert codes(facts) == codes(receipt())


def test_what_is_unknown_is_said_or_left_to_the_pen() -> None:
    bare = receipt(due_at=None, limit="chưa có dữ liệu", address="", phone="", number="")
    text = pages(bare)[0]
    assert "Thời gian trả kết quả giải quyết hồ sơ: chưa có dữ liệu" in text
    assert re.search(r"Địa chỉ: [.… ]{20,}", text)
    assert re.search(r"Số: [.… ]{3,}/TNHS", text)


@pytest.mark.parametrize(
    ("fees", "said"),
    [
        ((), "Phí, lệ phí: không thu"),
        (
            (FeeLine("Lệ phí", 100_000), FeeLine("Phí thẩm định", 50_000)),
            "Phí, lệ phí: 150.000 đồng (Lệ phí: 100.000 đồng; Phí thẩm định: 50.000 đồng)",
        ),
        (
            (FeeLine("Lệ phí", 100_000), FeeLine("Phí thẩm định", None)),
            "chưa có dữ liệu (Lệ phí: 100.000 đồng; Phí thẩm định: chưa có dữ liệu)",
        ),
    ],
)
def test_fees(fees: tuple[FeeLine, ...], said: str) -> None:
    assert said in pages(receipt(fees=fees))[0]


def test_a_mended_slip_says_so() -> None:
    assert "Sửa lần 1, thay giấy đã lập trước" in pages(receipt(issue=2))[0]
    assert "thay giấy" not in pages(receipt())[0]


def test_the_same_facts_give_the_same_bytes() -> None:
    words = receipt().words()
    assert press.render(FORM_01, TT01_2018, words) == press.render(FORM_01, TT01_2018, words)


def test_it_is_a_pdf_for_the_archive() -> None:
    pdf = printed(receipt())
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in pdf


def test_a_form_that_is_not_there_fails_aloud() -> None:
    with pytest.raises(PressFailed):
        press.render("form-99", TT01_2018, {})


def test_a_machine_without_our_fonts_fails_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "FONTS", press.FORMS)
    with pytest.raises(PressFailed, match="font"):
        press.render(FORM_01, TT01_2018, receipt().words())


def test_a_time_without_an_offset_is_a_bug() -> None:
    with pytest.raises(ValueError, match="offset"):
        receipt(received_at=datetime(2015, 4, 15)).words()  # noqa: DTZ001

"""The slip of a refusal as it comes out of the press."""

from motcua.ground.documents.examples import CODE, REFUSAL, refusal
from motcua.ground.documents.tests.reading import pages, sizes

LONG = "bản chính bị tẩy xóa, sửa chữa, không xác định được nội dung " * 80 + "hết"


def test_it_says_who_was_refused_what_why_and_by_which_law() -> None:
    (text,) = pages(REFUSAL)
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ" in text
    assert "Số: 03/TCTN" in text
    assert "Tiếp nhận hồ sơ của: Nguyễn Thị Phương Uyên" in text
    assert "không tiếp nhận, giải quyết hồ sơ này" in text
    assert REFUSAL.reason in text
    assert f"Căn cứ pháp lý: {REFUSAL.basis}" in text
    assert CODE in text
    assert "Người nộp hồ sơ:" not in text


def test_whoever_stood_at_the_counter_signs() -> None:
    (text,) = pages(refusal(filer="Trần Văn Ba"))
    assert "Người nộp hồ sơ: Trần Văn Ba" in text
    assert text.count("Trần Văn Ba") == 2


def test_a_long_reason_is_not_cut() -> None:
    slip = refusal(reason=LONG)
    assert sizes(slip) == [(210, 297)] * 2
    assert "không xác định được nội dung hết" in " ".join(pages(slip))

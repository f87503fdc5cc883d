"""The control slip as it comes out of the press: every hand, every hour, on many pages too."""

from dataclasses import replace
from datetime import UTC, datetime

from motcua.ground.documents.examples import CODE, CONTROL, control
from motcua.ground.documents.tests.reading import pages, sizes

LONG = "đã đo hiện trạng " * 30 + "xong"


def test_each_passing_has_its_two_hands() -> None:
    (text,) = pages(control())
    assert "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ" in text
    assert "1. Giao: Người xử lý, UBND phường Phú Cường" in text
    assert "2. Nhận: Lãnh đạo, UBND phường Phú Cường" in text
    assert "Người giao Nguyễn Văn Út" in text
    assert "Người nhận Lê Minh Đức" in text
    assert "Đúng hạn" in text
    assert "Trình kết quả. “Kính trình.”" in text


def test_taking_it_at_once_is_told_by_one_time() -> None:
    (text,) = pages(control(passings=CONTROL.passings[:1]))
    assert text.count("09 giờ 12 phút, ngày 15 tháng 4 năm 2015") == 2
    assert "Giao: 09 giờ" not in text


def test_what_nobody_has_taken_yet_is_said() -> None:
    waiting = replace(CONTROL.passings[0], receiver_name="", received_at=None)
    (text,) = pages(control(passings=(waiting,)))
    assert "Nhận: chưa nhận" in text
    assert "Người nhận chưa nhận" in text


def test_the_whole_promise_is_judged_once_it_has_ended() -> None:
    assert "Kết quả chung" not in pages(control())[0]
    assert "với thời gian hẹn trả: Trước hạn" in pages(control(standing="Trước hạn"))[0]


def test_many_passings_flow_on_under_their_head() -> None:
    told = pages(control(passings=CONTROL.passings * 10))
    assert len(told) == 3
    assert sizes(control(passings=CONTROL.passings * 10)) == [(210, 297)] * 3
    for number, text in enumerate(told, start=1):
        assert f"Trang {number}/3" in text
        assert "THỜI GIAN GIAO, NHẬN HỒ SƠ" in text
    assert all(f"Mã hồ sơ: {CODE}" in text for text in told)
    assert " ".join(told).count("Người giao") == 20


def test_long_notes_are_not_cut() -> None:
    last = replace(CONTROL.passings[1], note=LONG)
    assert LONG in " ".join(pages(control(passings=(last,))))


def test_it_is_dated_by_the_last_event() -> None:
    slip = control(told_at=datetime(2015, 4, 17, 9, 0, tzinfo=UTC))
    assert "Thủ Dầu Một, ngày 17 tháng 4 năm 2015" in pages(slip)[0]

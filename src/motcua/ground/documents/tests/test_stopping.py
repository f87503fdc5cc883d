"""The notice of a stop as it comes out of the press."""

from dataclasses import replace

from motcua.ground.documents.examples import CODE, STOPPED
from motcua.ground.documents.tests.reading import pages, sizes


def test_it_says_what_was_stopped_why_by_which_law_and_what_becomes_of_money() -> None:
    (text,) = pages(STOPPED)
    assert "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ" in text
    assert "Số: 02/TBD" in text
    for words in (CODE, STOPPED.reason, STOPPED.money, STOPPED.signer):
        assert words in text
    assert f"Căn cứ pháp lý: {STOPPED.basis}" in text


def test_of_money_that_was_never_taken_it_says_so() -> None:
    (text,) = pages(replace(STOPPED, money=""))
    assert "Chưa thu khoản nào." in text


def test_a_long_reason_is_not_cut() -> None:
    slip = replace(STOPPED, reason="đang có tranh chấp về ranh giới thửa đất " * 130 + "hết")
    assert sizes(slip) == [(210, 297)] * 2

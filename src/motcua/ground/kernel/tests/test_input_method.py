"""
Card lines as a scanner types them, without an input method and through one.

The card is invented. The keys were written after the rules of the methods; what a method that is
on makes of them was recorded: each line was typed, key by key, into m17n 1.8, vi-telex and vi-vni.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.kernel.identity import read_card_line
from motcua.ground.kernel.input_method import (
    SpoiltByInputMethod,
    as_meant,
    is_spoilt,
    is_syllable,
)

OFF = (
    "074189004712|280123456|Nguyễn Thị Phương Uyên|05011990|Nữ|"
    "Số A12 đường Yersin, Phú Cường, Thủ Dầu Một, Bình Dương|25122021"
)
TELEX = (
    "074189004712|280123456|Nguyeexn Thij Phuwowng Uyeen|05011990|Nuwx|"
    "Soos A12 dduwowfng Yersin, Phus Cuwowfng, Thur Daafu Moojt, Bifnh Duwowng|25122021"
)
VNI = (
    "074189004712|280123456|Nguye64n Thi5 Phu7o7ng Uye6n|05011990|Nu74|"
    "So61 A12 d9u7o72ng Yersin, Phu1 Cu7o72ng, Thu3 Da62u Mo65t, Bi2nh Du7o7ng|25122021"
)


# By the method that was on and what the scanner sent: letters, or the keys of a method.
RECORDED = {
    "Telex on, letters or its keys": (
        "074189004712|280123456|Nguyễn Thị Phương Uyên|05011990|Nữ|"
        "Số A12 đường Yéin, Phú Cường, Thủ Dầu Một, Bình Dương|25122021"
    ),
    "VNI on, letters or its keys": (
        "074189004712|280123456|Nguyễn Thị Phương Uyên|05011990|Nữ|"
        "Số À đường Yersin, Phú Cường, Thủ Dầu Một, Bình Dương|25122021"
    ),
    "Telex on, the keys of VNI": (
        "074189004712|280123456|Nguye64n Thi5 Phu7o7ng Uye6n|05011990|Nu74|"
        "So61 A12 d9u7o72ng Yéin, Phu1 Cu7o72ng, Thu3 Da62u Mo65t, Bi2nh Du7o7ng|25122021"
    ),
    "VNI on, the keys of Telex": (
        "074189004712|280123456|Nguyeexn Thij Phuwowng Uyeen|05011990|Nuwx|"
        "Soos À dduwowfng Yersin, Phus Cuwowfng, Thur Daafu Moojt, Bifnh Duwowng|25122021"
    ),
}


@pytest.mark.parametrize("line", RECORDED.values(), ids=RECORDED)
def test_what_a_method_made_of_a_card_is_never_taken_for_another(line: str) -> None:
    with pytest.raises(SpoiltByInputMethod):
        as_meant(line)


@pytest.mark.parametrize("word", ["Á", "Ý", "Ả", "Ỷ"])
def test_a_vowel_that_names_have_alone_is_not_spoilt(word: str) -> None:
    assert not is_spoilt(word)


@pytest.mark.parametrize(
    ("line", "method"),
    [pytest.param(OFF, "", id="off"), (TELEX, "Telex"), (VNI, "VNI")],
)
def test_every_mode_says_the_same_card(line: str, method: str) -> None:
    assert as_meant(line) == (OFF, method)
    card = read_card_line(line, today=date(2026, 11, 1))
    assert (card.name, card.sex, card.typed_for) == ("Nguyễn Thị Phương Uyên", "Nữ", method)


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ("NGUYEEXN VAWN DDOOF", "NGUYỄN VĂN ĐỒ"),
        ("Ddawjng Thij Nhuw Ys", "Đặng Thị Như Ý"),
        ("Hoof Quoosc Khuyeesn, Giowf Gif", "Hồ Quốc Khuyến, Giờ Gì"),
        ("Ha2 Thi5 Thuo73", "Hà Thị Thuở"),
        ("D9a85ng D9u71c Nhu7 Y1, A1 E12", "Đặng Đức Như Ý, A1 E12"),
        ("Tran Van An", "Tran Van An"),
    ],
)
def test_keys_are_read_letter_by_letter(keys: str, meant: str) -> None:
    assert as_meant(keys)[0] == meant


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(OFF.replace("Yersin", "Yéin"), id="Telex took r and s for tones"),
        pytest.param(OFF.replace("Yersin", "Pátẻu"), id="two tones in one word"),
        pytest.param(TELEX.replace("Nguyeexn", "Nguyeenx"), id="a tone at the end of its word"),
        pytest.param(TELEX.replace("Phuwowng", "Phuowng"), id="one key for two letters"),
        pytest.param("Nguyeexn Thi5", id="keys of two methods"),
    ],
)
def test_what_is_not_certain_is_refused_with_what_to_do(line: str) -> None:
    with pytest.raises(SpoiltByInputMethod) as refused:
        as_meant(line)
    assert str(refused.value.advice) == "Tắt bộ gõ rồi quét lại, hoặc nhập tay."


@pytest.mark.parametrize(
    "word", ["Tẻh", "Búk", "Đrắk", "lấp", "Blút", "Giếng", "quỹ", "Khuỷu", "THUỞ", "Êban", "Niê"]
)
def test_words_of_the_highlands_and_rare_words_are_not_spoilt(word: str) -> None:
    assert not is_spoilt(word)


@pytest.mark.parametrize(
    ("word", "is_one"),
    [("gì", True), ("già", True), ("Quý", True), ("nghiêng", True), ("Yéin", False), ("á́", False)],
)
def test_is_syllable(word: str, *, is_one: bool) -> None:
    assert is_syllable(word) is is_one


@given(st.text(max_size=60))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        meant, method = as_meant(line)
    except SpoiltByInputMethod:
        return
    assert (meant == line) is (method == "")

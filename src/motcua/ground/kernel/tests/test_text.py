import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.kernel import text

ANY = st.text(max_size=40)
VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậớờởỡợĐỨ ", max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Hoà", "Hòa", id="the place of the tone"),
        pytest.param("thuỷ", "thủy", id="the place of the tone in uy"),
        pytest.param("Nguyễn", unicodedata.normalize("NFD", "Nguyễn"), id="decomposed input"),
        pytest.param("Đặng Thị Út", "dang thi ut", id="typed without diacritics"),
        pytest.param("Dĩ An", "  dĩ-an. ", id="punctuation and spaces"),
        pytest.param("1.001193", "1 001193", id="a procedure's code"),
        pytest.param("Ea H'leo", "ea h leo", id="an apostrophe"),
    ],
)
def test_people_call_these_the_same_words(one: str, other: str) -> None:
    assert text.search_key(one) == text.search_key(other)


def test_no_tone_makes_two_words_one_key_but_letters_do() -> None:
    assert text.fold("Đường Ngô Văn Sở") == "duong ngo van so"
    assert text.search_key("Tân An") != text.search_key("Tấn Anh")


@given(ANY)
def test_keys_of_keys_are_themselves(typed: str) -> None:
    assert text.search_key(text.search_key(typed)) == text.search_key(typed)
    assert text.clean_line(text.clean_line(typed)) == text.clean_line(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("Đã xem.\r\nThiếu bản vẽ.", "Đã xem.\nThiếu bản vẽ.", id="lines stay"),
        pytest.param("\n\n một \n\n hai \n", "một\n\nhai", id="so do paragraphs"),
        pytest.param("\u202eđảo ngược\u202c", "đảo ngược", id="nothing turns the text around"),
        pytest.param("a\0\x08b\u200b", "ab", id="nothing invisible"),
        pytest.param(unicodedata.normalize("NFD", "Hoà"), "Hoà", id="composed"),
        pytest.param(" \u200b\n\u202e", "", id="nothing that can be seen"),
    ],
)
def test_text_of_several_lines_is_cleaned_line_by_line(typed: str, kept: str) -> None:
    assert text.clean_text(typed) == kept
    assert text.clean_text(kept) == kept


@given(ANY)
def test_composition_makes_no_difference(typed: str) -> None:
    decomposed = unicodedata.normalize("NFD", typed)
    assert text.search_key(decomposed) == text.search_key(text.nfc(typed))
    assert text.sort_key(decomposed) == text.sort_key(text.nfc(typed))


@pytest.mark.parametrize(
    "ordered",
    [
        pytest.param(
            ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "o", "ô", "ơ", "u", "ư", "v"],
            id="the alphabet",
        ),
        pytest.param(
            ["ma", "mà", "mả", "mã", "má", "mạ", "man"], id="ngang huyền hỏi ngã sắc nặng"
        ),
        pytest.param(["hoa tai", "hòa bình", "hóa chất", "hoan hô"], id="syllable by syllable"),
        pytest.param(["An", "Anh", "Ánh", "Ân"], id="letters before tones"),
        pytest.param(["Dĩ An", "Duy Tân", "Đa Kao", "Đức"], id="đ is a letter after d"),
        pytest.param(["Phường 2", "Phường 10", "Phường An"], id="numbers by size, before words"),
        pytest.param(["tân", "tân an", "tân ba"], id="the shorter first"),
    ],
)
def test_the_order_of_dictionaries(ordered: list[str]) -> None:
    keys = [text.sort_key(word).encode() for word in ordered]
    assert keys == sorted(set(keys))


@given(VIETNAMESE)
def test_case_and_spelling_of_tones_do_not_move_a_word(word: str) -> None:
    assert text.sort_key(word.upper()) == text.sort_key(word)
    assert text.sort_key("thuỷ hoà") == text.sort_key("Thủy Hòa")


@given(VIETNAMESE, VIETNAMESE)
def test_what_follows_never_comes_before(word: str, more: str) -> None:
    assert text.sort_key(f"{word} {more}").encode() >= text.sort_key(word).encode()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Nguyễn \t Văn\n An ", "Nguyễn Văn An"),
        ("Nguyễn\u200b Văn\u202e An\x00", "Nguyễn Văn An"),
        (unicodedata.normalize("NFD", "Phường Phú Hòa"), "Phường Phú Hòa"),
        ("\r\n", ""),
    ],
)
def test_clean_line(typed: str, expected: str) -> None:
    assert text.clean_line(typed) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nguyễn Thị Phương Uyên", "N. T. P. Uyên"),
        ("  đặng an", "Đ. an"),
        ("Uyên", "Uyên"),
        ("", ""),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert text.initials(name) == expected


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("281234386", "••• ••• 386"),
        ("074189004386", "••• ••• ••• 386"),
        ("0912345678", "• ••• ••• 678"),
        ("386", "•••"),
        ("6", "•"),
        ("", ""),
    ],
)
def test_mask_tail(number: str, masked: str) -> None:
    assert text.mask_tail(number) == masked


@given(st.text(alphabet="0123456789", max_size=20), st.integers(0, 6))
def test_a_mask_shows_only_the_tail(number: str, keep: int) -> None:
    shown = text.mask_tail(number, keep).replace("•", "").replace(" ", "")
    assert shown == (number[len(number) - keep :] if len(number) > keep else "")


def test_group_digits() -> None:
    assert text.group_digits("074189004712") == "074 189 004 712"
    assert text.group_digits("12345678", 4) == "1234 5678"
    assert text.group_digits("") == ""


@given(st.text(alphabet="0123456789", max_size=20), st.integers(1, 6))
def test_grouping_loses_no_digit(digits: str, size: int) -> None:
    assert text.group_digits(digits, size).replace(" ", "") == digits

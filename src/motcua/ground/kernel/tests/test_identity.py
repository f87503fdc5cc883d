import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.kernel import identity
from motcua.ground.kernel.input_method import SpoiltByInputMethod

TODAY = date(2026, 11, 1)
LINE = (
    "074189004712|280123456|Nguyễn Thị Phương Uyên|05011990|Nữ|"
    "Số 12 đường Yersin, Phú Cường, Thủ Dầu Một, Bình Dương|25122021"
)
UYEN = identity.CardData(
    number="074189004712",
    old_number="280123456",
    name="Nguyễn Thị Phương Uyên",
    born_on=date(1990, 1, 5),
    sex="Nữ",
    address="Số 12 đường Yersin, Phú Cường, Thủ Dầu Một, Bình Dương",
    issued_on=date(2021, 12, 25),
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(LINE, UYEN, id="as printed"),
        pytest.param(LINE + "\r\n", UYEN, id="the scanner's Enter"),
        pytest.param(
            LINE.replace("280123456", ""), replace(UYEN, old_number=""), id="no old number"
        ),
        pytest.param(LINE + "||Nguyễn Văn Ba|Trần Thị Tư|", UYEN, id="a newer card's fields"),
        pytest.param(unicodedata.normalize("NFD", LINE), UYEN, id="decomposed"),
        pytest.param(
            LINE.replace("05011990", "1990"), replace(UYEN, born_on=None), id="only a year"
        ),
        pytest.param(LINE.replace("05011990", ""), replace(UYEN, born_on=None), id="no birth"),
        pytest.param(
            LINE.removesuffix("25122021"), replace(UYEN, issued_on=None), id="no day of issue"
        ),
    ],
)
def test_read_card_line(line: str, expected: identity.CardData) -> None:
    assert identity.read_card_line(line, today=TODAY) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "\r",
        "074189004712",
        "|||",
        "7418900471|x|y",
        "https://example.org/a|b|c",
        "280123456||An",
        "074189004712||Uyên",
        "074190009999|025123456|Nguyễn Thị",
        "079201012345|x|y",
        LINE.removesuffix("|25122021"),
        LINE.removesuffix("2021"),
        LINE.replace("280123456", "x"),
        LINE.replace("05011990", "30021990"),
        LINE.replace("05011990", "0501199"),
        LINE.replace("05011990", "02112026"),
        LINE.replace("05011990", "2027"),
    ],
)
def test_other_lines_are_no_card(line: str) -> None:
    with pytest.raises(identity.NotACard):
        identity.read_card_line(line, today=TODAY)


@given(st.text(max_size=80))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        card = identity.read_card_line(line, today=TODAY)
    except (identity.NotACard, SpoiltByInputMethod):
        return
    assert identity.identity_number(card.number) == card.number


@pytest.mark.parametrize("line", ["x", "https://vidu.vn/1", "0741", "Uyên 0918204386"])
def test_words_and_addresses_are_no_number_of_a_person(line: str) -> None:
    with pytest.raises(identity.NeitherCardNorNumber):
        identity.number_of_a_person(line)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("074 189 004 712", "074189004712"), ("+84 918 204 386", "0918204386")],
)
def test_number_of_a_person(typed: str, number: str) -> None:
    assert identity.number_of_a_person(typed) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("074 189 004 712", "074189004712"),
        (" 280.123.456 ", "280123456"),
        ("０７４189004712", "074189004712"),
    ],
)
def test_identity_number(typed: str, number: str) -> None:
    assert identity.identity_number(typed) == number


def test_a_wrong_identity_number_says_how_many_digits_were_typed() -> None:
    with pytest.raises(identity.WrongIdentityNumber) as refused:
        identity.identity_number("074 189 004 71")
    assert str(refused.value.sentence) == "Số định danh có 12 chữ số (CMND: 9), đã nhập 11."
    assert str(refused.value.advice) == "Xem lại trên thẻ."


@pytest.mark.parametrize("typed", ["O74189004712", "07418900471٣", "12345678901x", ""])
def test_an_identity_number_is_digits(typed: str) -> None:
    with pytest.raises((identity.IdentityNumberNotDigits, identity.WrongIdentityNumber)):
        identity.identity_number(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912 345 678", "0912345678"),
        ("0274.3456.789", "02743456789"),
        ("+84 912 345 678", "0912345678"),
        ("+84 0912 345 678", "0912345678"),
    ],
)
def test_phone_number(typed: str, number: str) -> None:
    assert identity.phone_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["912345678", "091234567", "091234567890", "09123456ab", "1912345678", ""]
)
def test_a_wrong_phone_number(typed: str) -> None:
    with pytest.raises(identity.WrongPhone, match="10 hoặc 11 chữ số"):
        identity.phone_number(typed)


def test_group_phone() -> None:
    assert identity.group_phone("0912345678") == "0912 345 678"
    assert identity.group_phone("02743456789") == "0274 3456 789"
    assert identity.group_phone("") == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("3700123456", "3700123456"),
        ("3700123456-001", "3700123456-001"),
        ("3700123456001", "3700123456-001"),
        ("074189004712", "074189004712"),
    ],
)
def test_tax_code(typed: str, code: str) -> None:
    assert identity.tax_code(typed) == code


@pytest.mark.parametrize("typed", ["370012345", "37001234567", "3700A23456", ""])
def test_a_wrong_tax_code(typed: str) -> None:
    with pytest.raises(identity.WrongTaxCode):
        identity.tax_code(typed)

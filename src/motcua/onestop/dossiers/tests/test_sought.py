"""What a search makes of what was typed."""

import pytest

from motcua.onestop.dossiers.sought import Sought, key_of, read

CODE = "000.00.21.H09-261102-0037"
DIGITS = "0000021092611020037"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Nguyễn Thị Phương Uyên", ("nguyen", "thi", "phuong", "uyen")),
        ("  phuong   UYEN ", ("phuong", "uyen")),
        ("Hoà", ("hoa",)),
        ("Công ty TNHH 3A", ("cong", "ty", "tnhh", "3a")),
        ("a b c d e f g h i k", tuple("abcdefgh")),
    ],
)
def test_a_word_without_a_digit_makes_it_a_name(typed: str, words: tuple[str, ...]) -> None:
    sought = read(typed)
    assert (sought.words, sought.digits, sought.numbers) == (words, "", {})


@pytest.mark.parametrize("typed", [CODE, "h09-261102-0037", "261102-0037", "2611020037", "0037"])
def test_a_code_is_found_by_how_it_ends(typed: str) -> None:
    sought = read(typed)
    assert sought.words == ()
    assert key_of(["Nguyễn Thị Phương Uyên"], CODE).endswith(sought.digits)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("074189004712", {"identity_number": "074189004712", "tax_code": "074189004712"}),
        ("074 189 004 712", {"identity_number": "074189004712", "tax_code": "074189004712"}),
        ("281234567", {"identity_number": "281234567"}),
        ("0912.345.386", {"phone": "0912345386", "tax_code": "0912345386"}),
        ("+84 912 345 386", {"phone": "0912345386"}),
        ("3700123456", {"tax_code": "3700123456"}),
        ("3700123456-001", {"tax_code": "3700123456-001"}),
        ("0037", {}),
        ("H09-261102-0037", {}),
    ],
)
def test_digits_are_every_number_that_they_may_be(typed: str, numbers: dict[str, str]) -> None:
    assert read(typed).numbers == numbers


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("Nguyễn Thị Phương Uyên", "N. T. P. Uyên"),
        ("074189004712", "••• ••• ••• 712"),
        ("0037", ""),
        ("", ""),
    ],
)
def test_of_a_personal_key_no_more_is_kept_than_public_pages_show(typed: str, masked: str) -> None:
    assert read(typed).masked == masked


@pytest.mark.parametrize("typed", ["", "  ", "---", "%_\\"])
def test_signs_alone_are_nothing(typed: str) -> None:
    assert read(typed) == Sought()
    assert not read(typed).is_anything


def test_the_key_holds_every_name_then_the_code_then_its_digits() -> None:
    key = key_of(["Nguyễn Thị Phương Uyên", "Đỗ Văn Ánh"], CODE)
    assert key == f"nguyen thi phuong uyen do van anh 000 00 21 h09 261102 0037 {DIGITS}"

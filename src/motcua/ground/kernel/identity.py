"""Numbers that people and firms are known by, and the line that an identity card's QR holds."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from motcua.ground.kernel import input_method
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_line, nfc
from motcua.ground.kernel.words import mark

PERSONAL, OLD = 12, 9
PHONE_LENGTHS = {10, 11}
MOBILE = ("03", "05", "07", "08", "09")
TAX_CODE_LENGTHS = {10, 12, 13}
BRANCH = 10
CARD_FIELDS = 7
WRITTEN_BETWEEN = " .-\u00a0"


class WrongIdentityNumber(Refusal):
    """The number has not as many digits as an identity number has."""

    code = "kernel.wrong-identity-number"
    says = mark("Số định danh có 12 chữ số (CMND: 9), đã nhập {count}.")
    to_do = mark("Xem lại trên thẻ.")
    status = 400


class IdentityNumberNotDigits(Refusal):
    """The number holds something else than digits."""

    code = "kernel.identity-number-not-digits"
    says = mark("Số định danh chỉ gồm chữ số.")
    to_do = mark("Xem lại trên thẻ.")
    status = 400


class WrongPhone(Refusal):
    """The number is not one that can be called from within the country."""

    code = "kernel.wrong-phone"
    says = mark("Số điện thoại có 10 hoặc 11 chữ số, bắt đầu bằng 0.")
    to_do = mark("Nhập lại.")
    status = 400


class WrongTaxCode(Refusal):
    """The code has not as many digits as a tax code has."""

    code = "kernel.wrong-tax-code"
    says = mark("Mã số thuế có 10 chữ số (đơn vị phụ thuộc: 13, cá nhân từ 01/07/2025: 12).")
    to_do = mark("Xem lại trên giấy đăng ký.")
    status = 400


class NotACard(Refusal):
    """What was scanned is not the line of an identity card."""

    code = "kernel.not-a-card"
    says = mark("Mã vừa quét không phải mã trên thẻ căn cước.")
    to_do = mark("Quét lại hoặc nhập tay.")
    status = 400


class NeitherCardNorNumber(Refusal):
    """What was scanned or typed is no line of a card and no number that a person has."""

    code = "kernel.neither-card-nor-number"
    says = mark("Đây không phải mã trên thẻ căn cước, số định danh hay số điện thoại.")
    to_do = mark("Quét lại hoặc nhập tay.")
    status = 400


@dataclass(frozen=True, slots=True)
class CardData:
    """
    What the QR of an identity card says of its holder, spelt as on the card.

    :param old_number: of the nine-digit card before it, empty if there was none.
    :param born_on: None where the card gives no whole date.
    :param typed_for: the input method whose keys the scanner typed, empty for plain letters.
    """

    number: str
    old_number: str
    name: str
    born_on: date | None
    sex: str
    address: str
    issued_on: date | None
    typed_for: str = ""


def identity_number(typed: str) -> str:
    """
    Return the bare digits of a personal (12) or an old (9) identity number.

    :raises IdentityNumberNotDigits: if a letter stands in it.
    :raises WrongIdentityNumber: if it is too short or too long.
    """
    number = _bare(typed)
    if not _is_digits(number):
        raise IdentityNumberNotDigits
    if len(number) not in {PERSONAL, OLD}:
        raise WrongIdentityNumber(count=len(number))
    return number


def phone_number(typed: str) -> str:
    """
    Return the bare digits of a phone number, +84 as 0.

    :raises WrongPhone: unless 10 or 11 digits that begin with 0.
    """
    number = _bare(typed)
    if number.startswith("+84"):
        number = "0" + number.removeprefix("+84").removeprefix("0")
    if not (_is_digits(number) and len(number) in PHONE_LENGTHS and number.startswith("0")):
        raise WrongPhone
    return number


def is_mobile(number: str) -> bool:
    """Say whether a phone number is one that takes text messages."""
    return number.startswith(MOBILE)


def group_phone(number: str) -> str:
    """Return "0912 345 678" for a mobile, "0274 3456 789" for an eleven-digit number."""
    return " ".join(part for part in (number[:4], number[4:-3], number[-3:]) if part)


def number_of_a_person(typed: str) -> str:
    """
    Return the bare digits of an identity or phone number.

    :raises NeitherCardNorNumber: for anything else.
    """
    for read in (identity_number, phone_number):
        try:
            return read(typed)
        except Refusal:
            continue
    raise NeitherCardNorNumber


def tax_code(typed: str) -> str:
    """
    Return a tax code, "3700123456", or "3700123456-001" for a dependent unit.

    :raises WrongTaxCode: unless 10, 12 or 13 digits.
    """
    code = _bare(typed)
    if not (_is_digits(code) and len(code) in TAX_CODE_LENGTHS):
        raise WrongTaxCode
    return f"{code[:BRANCH]}-{code[BRANCH:]}" if len(code) == max(TAX_CODE_LENGTHS) else code


def read_card_line(line: str, *, today: date) -> CardData:
    """
    Read what a scanner types from the QR of an identity card.

    ``number|old number|name|ddMMyyyy|sex|address|ddMMyyyy``, then an Enter. The old number
    and the day of issue may be empty and newer cards add fields. Of a birth that nobody knows
    the day of, the card gives the year or nothing. A line that breaks off is refused whole:
    half a card fills a form with half a person, and only the bar behind it says that an
    address is whole.

    :param today: after which nobody was born and no card was issued.
    :raises NotACard: for any other line.
    :raises SpoiltByInputMethod: when an input method made of it what nobody can know.
    """
    meant, method = input_method.as_meant(nfc(line))
    fields = [clean_line(part) for part in meant.split("|")]
    if len(fields) < CARD_FIELDS:
        raise NotACard
    number, old_number, name, born, sex, address, issued = fields[:CARD_FIELDS]
    is_whole = _is_digits(number) and len(number) == PERSONAL and name
    if not is_whole or (old_number and not _is_digits(old_number)):
        raise NotACard
    return CardData(
        number=number,
        old_number=old_number,
        name=name,
        born_on=_card_date(born, today),
        sex=sex,
        address=address,
        issued_on=_card_date(issued, today),
        typed_for=method,
    )


def _bare(typed: str) -> str:
    plain = unicodedata.normalize("NFKC", clean_line(typed))
    return "".join(char for char in plain if char not in WRITTEN_BETWEEN)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _card_date(text: str, today: date) -> date | None:
    """
    Return a date as a card gives it, None for a year alone or nothing.

    :raises NotACard: for a day that never was, or is still to come.
    """
    is_year = _is_digits(text) and len(text) == len("yyyy")
    if not text or (is_year and int(text) <= today.year):
        return None
    if not (_is_digits(text) and len(text) == len("ddMMyyyy")):
        raise NotACard
    try:
        day = date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        raise NotACard from None
    if day > today:
        raise NotACard
    return day

"""The tables of an office: which columns each has, and what may stand in them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from motcua.ground.agencies.rules import AGENCY_KINDS, LEVEL_NAMES, POST_KINDS
from motcua.ground.kernel.text import search_key
from motcua.ground.kernel.words import mark
from motcua.project.founding.tables import Column, Wrong

Kind = TypeVar("Kind", bound=StrEnum)

DAY_FORMS = ("%d/%m/%Y", "%Y-%m-%d")
MOST_SEATS = 99
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")

UNKNOWN = mark("Không có {heading} “{cell}”. Ghi một trong: {known}.")
NOT_A_DAY = mark("“{cell}” không phải ngày. Ghi như 20/04/2015.")
NOT_A_NUMBER = mark("“{cell}” không phải số từ 1 đến {most}. Ghi bằng chữ số.")
NOT_A_NAME = mark(
    "Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch. Sửa “{cell}”."
)
NOT_AN_ADDRESS = mark("“{cell}” không phải địa chỉ thư điện tử. Ghi như ten@vidu.vn.")


def choice(heading: str, words: Mapping[Kind, str]) -> Callable[[str], Kind]:
    """Return what reads one of these, by its words, however they are spelt, or by its code."""
    known = {search_key(said): kind for kind, said in words.items()}
    known |= {search_key(kind): kind for kind in words}

    def read(cell: str) -> Kind:
        if search_key(cell) not in known:
            raise Wrong(UNKNOWN, heading=heading, cell=cell, known=", ".join(words.values()))
        return known[search_key(cell)]

    return read


def day(cell: str) -> date:
    """Return a day written 20/04/2015, or as machines write it."""
    for form in DAY_FORMS:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Wrong(NOT_A_DAY, cell=cell)


def seat_number(cell: str) -> int:
    """Return which seat of its kind is meant."""
    if not (cell.isascii() and cell.isdigit() and 1 <= int(cell) <= MOST_SEATS):
        raise Wrong(NOT_A_NUMBER, cell=cell, most=MOST_SEATS)
    return int(cell)


def sign_in_name(cell: str) -> str:
    """Return a name that is typed at the door."""
    if not LETTERS.issuperset(cell):
        raise Wrong(NOT_A_NAME, cell=cell)
    return cell


def email(cell: str) -> str:
    """Return an address that mail can go to."""
    try:
        validate_email(cell)
    except ValidationError:
        raise Wrong(NOT_AN_ADDRESS, cell=cell) from None
    return cell


AGENCIES = (
    Column("code", "mã", 40),
    Column("name", "tên", 200),
    Column("short_name", "tên ngắn", 80),
    Column("kind", "loại", read=choice("loại", AGENCY_KINDS)),
    Column("unit_type", "kiểu", 40),
    Column("level", "cấp", read=choice("cấp", LEVEL_NAMES)),
    Column("parent_code", "mã cấp trên", 40, required=False),
    Column("territory", "địa bàn", 100, required=False),
    Column("address", "địa chỉ", 200, required=False),
    Column("phone", "điện thoại", 20, required=False),
    Column("gso_code", "mã thống kê", 5, required=False),
    Column("qcvn_code", "mã định danh", 13, required=False),
    Column("code_2020", "mã theo QĐ 20/2020", 35, required=False),
    Column("valid_from", "từ ngày", required=False, read=day, otherwise=None),
    Column("source", "nguồn", 300, required=False),
)
SEATS = (
    Column("agency_code", "mã cơ quan", 40),
    Column("kind", "vị trí", read=choice("vị trí", POST_KINDS)),
    Column("number", "số", required=False, read=seat_number, otherwise=1),
    Column("title", "chức danh", 100),
    Column("holder", "họ và tên", 100),
    Column("username", "tên đăng nhập", 150, required=False, read=sign_in_name),
    Column("email", "thư điện tử", 254, required=False, read=email),
    Column("valid_from", "từ ngày", read=day),
)
COMPETENCES = (
    Column("field_code", "mã lĩnh vực", 40),
    Column("field_name", "tên lĩnh vực", 200),
    Column("agency_code", "mã cơ quan", 40),
    Column("office_code", "mã nơi giải quyết", 40, required=False),
)

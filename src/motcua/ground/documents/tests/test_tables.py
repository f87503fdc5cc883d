"""Tables for a spreadsheet: letters, formulas, kinds of cells."""

import csv
import errno
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from xlsxwriter.exceptions import FileCreateError

from motcua.ground.documents import tables
from motcua.ground.documents.tables import Cell, Head, Kind
from motcua.ground.kernel.dates import LOCAL

HEAD = Head("Sổ theo dõi hồ sơ của một cơ quan tên dài", ("Mã", "Tên", "Số", "Lúc"))
AT = datetime(2026, 11, 2, 8, 14, tzinfo=LOCAL)
ROW: tuple[Cell, ...] = ("H09-0001", "Nguyễn Thị Phương Uyên", 3, AT)


def written(kind: Kind, *rows: tuple[Cell, ...]) -> bytes:
    into = BytesIO()
    assert tables.write(into, kind, HEAD, iter(rows)) == len(rows)
    assert not into.closed
    return into.getvalue()


def test_csv_begins_with_the_mark_by_which_excel_knows_its_letters() -> None:
    content = written(Kind.CSV, ROW)
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(StringIO(content.decode("utf-8-sig")))) == [
        ["Mã", "Tên", "Số", "Lúc"],
        ["H09-0001", "Nguyễn Thị Phương Uyên", "3", "02/11/2026 08:14"],
    ]


def test_xlsx_is_a_workbook_with_letters_numbers_and_moments() -> None:
    with ZipFile(BytesIO(written(Kind.XLSX, ROW, (*ROW[:3], None)))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "Nguyễn Thị Phương Uyên" in sheet
    assert "<v>3</v>" in sheet
    assert "<v>46328.343055" in sheet
    assert "<f>" not in sheet


@pytest.mark.parametrize(
    "typed", ["=1+1", "+84", "-2", "@cmd", "＝1", "＠x", "\tx", '=HYPERLINK("x")']
)
@pytest.mark.parametrize("kind", Kind)
def test_no_spreadsheet_takes_words_for_a_formula(kind: Kind, typed: str) -> None:
    content = written(kind, (typed, "", 1, AT))
    if kind is Kind.XLSX:
        with ZipFile(BytesIO(content)) as book:
            content = book.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in content
    assert f"'{typed.strip().split('(')[0]}".encode() in content or b"'\tx" in content


def test_a_full_disk_is_called_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> int:
        raise FileCreateError(OSError(errno.ENOSPC, "No space left on device"))

    monkeypatch.setattr(tables, "_workbook", no_room)
    with pytest.raises(OSError, match="No space left") as told:
        written(Kind.XLSX, ROW)
    assert told.value.errno == errno.ENOSPC


@pytest.mark.parametrize("kind", Kind)
def test_an_empty_one_has_its_heads(kind: Kind) -> None:
    assert written(kind)

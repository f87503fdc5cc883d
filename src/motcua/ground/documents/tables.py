"""
Tables as files for a spreadsheet, row by row: no more of one is in memory than a row.

CSV is UTF-8 with a mark in front, by which Excel knows it, and commas; decision 19 says why.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import TextIOWrapper
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from motcua.ground.kernel import dates

Cell = str | int | datetime | None
Rows = Iterable[Sequence[Cell]]

# A spreadsheet takes a cell that begins so for a formula.
FORMULA = (*"=+-@＝＋－＠", "\t", "\r", "\n")
MOMENT = "dd/mm/yyyy hh:mm"
WIDTH = 24
"""Of a column, in digits: enough for a code and most names."""


class Kind(StrEnum):
    """The kinds of file that a table is written as; each is the ending of its name."""

    XLSX = "xlsx"
    CSV = "csv"


MEDIA_TYPES = {
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.CSV: "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Head:
    """The heads of a table's columns, and what its sheet is called."""

    title: str
    columns: tuple[str, ...]


def write(into: BinaryIO, kind: Kind, head: Head, rows: Rows) -> int:
    """
    Write a table, and return how many rows it has beneath its heads.

    :param into: an open file; it stays open, its place behind what was written.
    :raises OSError: when there is no room for it.
    """
    return WRITERS[kind](into, head, rows)


def plain(text: str) -> str:
    """Return words that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _csv(into: BinaryIO, head: Head, rows: Rows) -> int:
    count = 0
    lines = TextIOWrapper(into, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(lines)
    writer.writerow(head.columns)
    for row in rows:
        writer.writerow([_spelt(cell) for cell in row])
        count += 1
    lines.detach()
    return count


def _spelt(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{dates.day(dates.local(cell).date())} {dates.time_of_day(cell)}"
    return "" if cell is None else plain(str(cell))


def _xlsx(into: BinaryIO, head: Head, rows: Rows) -> int:
    try:
        return _workbook(into, head, rows)
    except FileCreateError as error:
        # What the system said no to, such as a full disk, is in it.
        raise error.args[0] from error


def _workbook(into: BinaryIO, head: Head, rows: Rows) -> int:
    place = 0
    options = {"constant_memory": True, "default_date_format": MOMENT}
    with xlsxwriter.Workbook(into, options) as book:
        sheet = book.add_worksheet(head.title[:31])
        sheet.set_column(0, len(head.columns) - 1, WIDTH)
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, name in enumerate(head.columns):
            sheet.write_string(0, column, name, bold)
        for place, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _fill(sheet, place, column, cell)
    return place


def _fill(sheet: "xlsxwriter.worksheet.Worksheet", row: int, column: int, cell: Cell) -> None:
    """Write one cell by its type; words are never read as a formula, a number or a link."""
    match cell:
        case datetime():
            sheet.write_datetime(row, column, dates.local(cell).replace(tzinfo=None))
        case int():
            sheet.write_number(row, column, cell)
        case str():
            sheet.write_string(row, column, plain(cell))


WRITERS: dict[Kind, Callable[[BinaryIO, Head, Rows], int]] = {Kind.XLSX: _xlsx, Kind.CSV: _csv}

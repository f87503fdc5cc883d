"""
Tables as spreadsheets write them: any of their separators, UTF-8 with or without a mark.

Nothing is taken from a table that cannot be read to its end, and what cannot be read is said
with its line, its column and what to do.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from motcua.ground.kernel.text import clean_line, search_key
from motcua.ground.kernel.words import Words, mark

SEPARATORS = ";,\t"
NO_LINE = 0

NO_FILE = mark("Không có tệp này. Chạy lệnh với --sample để có tệp mẫu.")
NOT_UTF8 = mark("Tệp không phải UTF-8. Trong Excel chọn Lưu thành, kiểu CSV UTF-8.")
NO_ROWS = mark("Tệp không có dòng nào dưới dòng tên cột. Ghi ít nhất một dòng.")
BROKEN = mark("Không đọc được từ dòng này: dấu nháy kép mở mà không đóng. Đóng hoặc bỏ dấu ấy.")
UNKNOWN_COLUMN = mark("Không có cột tên này. Các cột là: {columns}.")
TWICE = mark("Hai cột cùng tên. Bỏ bớt một cột.")
COLUMN_LACKS = mark("Thiếu cột này ở dòng đầu. Thêm cột; các cột là: {columns}.")
TOO_MANY = mark(
    "Dòng có {found} ô, dòng tên cột có {expected}. Đặt ô có dấu {separator} trong nháy kép."
)
EMPTY = mark("Ô này để trống. Ghi {heading}.")
TOO_LONG = mark("Ô này dài {found} ký tự, tối đa {most}. Viết ngắn lại.")


class Wrong(Exception):
    """What is in a cell cannot be meant; says why and what to do."""

    def __init__(self, words: str, **facts: Any) -> None:
        super().__init__(words)
        self.words = Words(words, facts)


@dataclass(frozen=True, slots=True)
class Fault:
    """
    What is wrong, and where.

    :param line: of the file, the headings being line 1; 0 when the whole file is meant.
    :param column: its heading; empty when the whole line is meant.
    """

    table: str
    line: int
    column: str
    words: Words


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column: how code calls it, how people do, and what may be in its cells.

    :param most: how many characters the database holds.
    :param read: makes a value of what is in a cell that is not empty, or raises `Wrong`.
    """

    name: str
    heading: str
    most: int = 0
    required: bool = True
    read: Callable[[str], Any] = str
    otherwise: Any = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that could be read: its values by the columns' names."""

    table: str
    number: int
    values: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(slots=True)
class Table:
    """What a file said: the lines that could be read, and what is wrong with the others."""

    name: str
    columns: Sequence[Column]
    digest: str = ""
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def blame(self, line: int, column: str, words: str, /, **facts: Any) -> None:
        """Note what is wrong at a place; the column by its name in code."""
        headings = {each.name: each.heading for each in self.columns}
        heading = headings.get(column, column)
        self.faults.append(Fault(self.name, line, heading, Words(words, facts)))


def read(path: Path, columns: Sequence[Column]) -> Table:
    """Read a table to its end, whatever is wrong with it."""
    table = Table(path.name, columns)
    if not path.is_file():
        table.blame(NO_LINE, "", NO_FILE)
        return table
    content = path.read_bytes()
    table.digest = sha256(content).hexdigest()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        table.blame(NO_LINE, "", NOT_UTF8)
        return table
    _fill(table, text)
    return table


def _fill(table: Table, text: str) -> None:
    heading, _, _ = text.partition("\n")
    separator = max(SEPARATORS, key=heading.count)
    rows = _rows(table, text, separator)
    _, first = next(rows, (1, []))
    while first and not first[-1]:
        first.pop()
    order = _order(table, first)
    if order is None:
        return
    for number, row in rows:
        if len(row) > len(first) and any(row[len(first) :]):
            facts = {"found": len(row), "expected": len(first), "separator": separator}
            table.blame(number, "", TOO_MANY, **facts)
        else:
            cells = dict(zip(order, row, strict=False))
            _take(table, number, cells)
    if not table.lines and not table.faults:
        table.blame(NO_LINE, "", NO_ROWS)


def _rows(table: Table, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row that is not empty, its cells clean, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            row = [clean_line(cell) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            table.blame(begins, "", BROKEN)
            return
        if any(row):
            yield begins, row


def _order(table: Table, headings: list[str]) -> list[str] | None:
    """Return which column stands where, None when some cannot be told."""
    known = {search_key(each.heading): each.name for each in table.columns}
    known |= {search_key(each.name): each.name for each in table.columns}
    order = [known.get(search_key(heading), "") for heading in headings]
    told = ", ".join(each.heading for each in table.columns)
    for heading, name in zip(headings, order, strict=True):
        if not name:
            table.blame(1, heading, UNKNOWN_COLUMN, columns=told)
        elif order.count(name) > 1:
            table.blame(1, heading, TWICE)
    for column in table.columns:
        if column.required and column.name not in order:
            table.blame(1, column.name, COLUMN_LACKS, columns=told)
    return None if table.faults else order


def _take(table: Table, number: int, cells: dict[str, str]) -> None:
    """Add a line, or what is wrong with each of its cells."""
    values: dict[str, Any] = {}
    for column in table.columns:
        try:
            values[column.name] = _value(column, cells.get(column.name, ""))
        except Wrong as wrong:
            fault = Fault(table.name, number, column.heading, wrong.words)
            table.faults.append(fault)
    if len(values) == len(table.columns):
        table.lines.append(Line(table.name, number, values))


def _value(column: Column, cell: str) -> Any:
    if not cell:
        if column.required:
            raise Wrong(EMPTY, heading=column.heading)
        return column.otherwise
    if column.most and len(cell) > column.most:
        raise Wrong(TOO_LONG, found=len(cell), most=column.most)
    return column.read(cell)

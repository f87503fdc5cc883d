"""Whether the lines of the tables fit together: every rule adds what it finds at its place."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from motcua.ground.agencies.founding import Difference
from motcua.ground.agencies.rules import (
    AGENCY_KINDS,
    LEVEL_NAMES,
    POST_KINDS,
    LevelCode,
    may_stand,
)
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.words import Words, mark
from motcua.project.founding.tables import NO_LINE, Line, Table

RANK = {level: rank for rank, level in enumerate(LEVEL_NAMES)}

SAME_AS = mark("“{value}” đã có ở dòng {line}. Mỗi dòng một {heading} khác nhau.")
NO_TOP = mark(
    "Chưa có cơ quan nào của tỉnh để trống mã cấp trên. Ghi Ủy ban nhân dân tỉnh như thế."
)
TWO_TOPS = mark(
    "Dòng {line} cũng để trống mã cấp trên. Chỉ Ủy ban nhân dân tỉnh không có cấp trên."
)
NO_PARENT = mark("Không có cơ quan nào mang mã “{value}”. Xem lại cột mã của tệp cơ quan.")
OWN_PARENT = mark("Đi theo cấp trên từ đây thì quay lại chính cơ quan này. Sửa mã cấp trên.")
PARENT_BELOW = mark(
    "Cấp trên “{value}” thuộc cấp {theirs}, thấp hơn cấp {ours} của cơ quan này. Sửa một trong hai."
)
NOT_HERE = mark(
    "{agency} ({kind}, cấp {level}) không có vị trí {post}. Sửa vị trí hoặc mã cơ quan."
)
TWO_HOLDERS = mark(
    "Vị trí này đã có {holder} giữ ở dòng {line}. Hai người thì ghi số 1, 2 ở cột số."
)
TOO_EARLY = mark("Giữ vị trí từ {day}, trước khi có cơ quan: {since}. Sửa một trong hai ngày.")
OTHER_PERSON = mark("Tên đăng nhập này ở dòng {line} là của {holder}. Mỗi người một tên đăng nhập.")
OTHER_ADDRESS = mark("Cùng người này, dòng {line} ghi thư điện tử khác: {address}. Ghi như nhau.")
SHARED_ADDRESS = mark("Thư điện tử này ở dòng {line} là của {holder}. Mỗi người một địa chỉ.")
NO_ADMINISTRATOR = mark(
    "Chưa có người quản trị nào có tên đăng nhập. Thêm một dòng vị trí người quản trị."
)
STANDS_OTHERWISE = mark(
    "Hệ thống đang ghi “{stands}”. Lệnh này không sửa điều đã ghi: sửa dòng này cho khớp."
)
NAME_TAKEN = mark("Tên đăng nhập này đã là của {holder}. Chọn tên khác.")


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables of an office, as far as they could be read."""

    agencies: Table
    seats: Table
    competences: Table

    def __iter__(self) -> Iterator[Table]:
        yield from (self.agencies, self.seats, self.competences)


def judge(tables: Tables) -> None:
    """Hold the lines of the tables against each other; what does not fit is noted in them."""
    known = {line["code"]: line for line in tables.agencies.lines}
    _codes(tables.agencies)
    _tops(tables.agencies)
    _parents(tables.agencies, known)
    _places(tables, known)
    _seats(tables.seats, known)
    _accounts(tables.seats)
    _fields(tables.competences)


def _codes(table: Table) -> None:
    _unlike(table, "code", lambda line: line["code"])
    _unlike(table, "qcvn_code", lambda line: line["qcvn_code"])


def _fields(table: Table) -> None:
    _unlike(table, "field_code", lambda line: (line["field_code"], line["agency_code"]))


def _unlike(table: Table, column: str, key: Callable[[Line], Any]) -> None:
    """Note every line that is like an earlier one where it must not be."""
    heading = next(each.heading for each in table.columns if each.name == column)
    for line, earlier in _repeats(table.lines, key):
        facts = {"value": line[column], "line": earlier.number, "heading": heading}
        table.blame(line.number, column, SAME_AS, **facts)


def _repeats(lines: Iterable[Line], key: Callable[[Line], Any]) -> Iterator[tuple[Line, Line]]:
    """Yield each line with the first one that had the same key; empty keys are nobody's."""
    first: dict[Any, Line] = {}
    for line in lines:
        if key(line) and first.setdefault(key(line), line) is not line:
            yield line, first[key(line)]


def _tops(table: Table) -> None:
    """One agency of the province has nobody above it, every other has somebody."""
    tops = [line for line in table.lines if not line["parent_code"]]
    if table.lines and not any(line["level"] is LevelCode.PROVINCE for line in tops):
        table.blame(NO_LINE, "parent_code", NO_TOP)
    for line in tops[1:]:
        table.blame(line.number, "parent_code", TWO_TOPS, line=tops[0].number)


def _parents(table: Table, known: dict[str, Line]) -> None:
    """Whoever stands above an agency is known, is not of a lower level, nor stands below it."""
    for line in table.lines:
        above = known.get(line["parent_code"])
        if not line["parent_code"]:
            continue
        if above is None:
            table.blame(line.number, "parent_code", NO_PARENT, value=line["parent_code"])
        elif RANK[above["level"]] > RANK[line["level"]]:
            facts = {"theirs": LEVEL_NAMES[above["level"]], "ours": LEVEL_NAMES[line["level"]]}
            table.blame(line.number, "parent_code", PARENT_BELOW, value=above["code"], **facts)
        elif line["code"] in _above(line, known):
            table.blame(line.number, "parent_code", OWN_PARENT)


def _above(line: Line, known: dict[str, Line]) -> set[str]:
    """Return the codes of all who stand above an agency; each but once, though they go round."""
    met: set[str] = set()
    code = line["parent_code"]
    while code in known and code not in met:
        met.add(code)
        code = known[code]["parent_code"]
    return met


def _places(tables: Tables, known: dict[str, Line]) -> None:
    """Every agency that another table names is known."""
    named = [(tables.seats, "agency_code"), (tables.competences, "agency_code")]
    for table, column in [*named, (tables.competences, "office_code")]:
        for line in table.lines:
            if line[column] and line[column] not in known:
                table.blame(line.number, column, NO_PARENT, value=line[column])


def _seats(table: Table, known: dict[str, Line]) -> None:
    """A post stands where such posts stand, has one holder, and is no older than its agency."""
    for line in table.lines:
        agency = known.get(line["agency_code"])
        if agency is None:
            continue
        if not may_stand(line["kind"], agency["kind"], agency["level"]):
            facts = {
                "agency": agency["short_name"],
                "kind": Words(AGENCY_KINDS[agency["kind"]]),
                "level": LEVEL_NAMES[agency["level"]],
                "post": Words(POST_KINDS[line["kind"]]),
            }
            table.blame(line.number, "kind", NOT_HERE, **facts)
        since = agency["valid_from"]
        if since and line["valid_from"] < since:
            days = {"day": f"{line['valid_from']:%d/%m/%Y}", "since": f"{since:%d/%m/%Y}"}
            table.blame(line.number, "valid_from", TOO_EARLY, **days)
    for line, earlier in _repeats(
        table.lines, lambda at: (at["agency_code"], at["kind"], at["number"])
    ):
        facts = {"holder": earlier["holder"], "line": earlier.number}
        table.blame(line.number, "number", TWO_HOLDERS, **facts)


def _accounts(table: Table) -> None:
    """A sign-in name and an address are one person's; somebody looks after the others."""
    for line, earlier in _repeats(table.lines, lambda at: at["username"]):
        if line["holder"] != earlier["holder"]:
            facts = {"holder": earlier["holder"], "line": earlier.number}
            table.blame(line.number, "username", OTHER_PERSON, **facts)
        elif line["email"] != earlier["email"]:
            facts = {"address": earlier["email"] or "–", "line": earlier.number}
            table.blame(line.number, "email", OTHER_ADDRESS, **facts)
    for line, earlier in _repeats(table.lines, lambda at: at["email"].lower()):
        if line["username"] != earlier["username"]:
            facts = {"holder": earlier["holder"], "line": earlier.number}
            table.blame(line.number, "email", SHARED_ADDRESS, **facts)
    keepers = [line for line in table.lines if line["kind"] is PostKind.ADMINISTRATOR]
    if table.lines and not any(line["username"] for line in keepers):
        table.blame(NO_LINE, "kind", NO_ADMINISTRATOR)


def blame_differences(table: Table, keys: dict[Any, Line], found: Iterable[Difference]) -> None:
    """Note where the house stands otherwise than a table says."""
    for difference in found:
        if difference.key in keys:
            line = keys[difference.key].number
            table.blame(line, difference.what, STANDS_OTHERWISE, stands=difference.stands)


def blame_taken_names(table: Table, people: dict[str, str]) -> None:
    """Note where a sign-in name is already somebody else's."""
    for line in table.lines:
        holder = people.get(line["username"])
        if holder and holder != line["holder"]:
            table.blame(line.number, "username", NAME_TAKEN, holder=holder)

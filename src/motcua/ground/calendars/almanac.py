"""
National days: those that were decided, and what the ``holidays`` library knows of other years.

The table that is shipped is ``data/national-days.csv``; what holds is what was loaded from
it into the database, and mended there.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from importlib import resources

import holidays

from motcua.ground.calendars.working_time import Certainty, DayType, SpecialDay
from motcua.ground.kernel.dates import day
from motcua.ground.kernel.words import mark

BEFORE = mark("theo thư viện holidays")
AFTER = mark("theo thư viện holidays, chưa công bố")
SOURCE = mark("Thư viện holidays")
TET = "Tết Nguyên đán"
TET_DAYS = re.compile(r"29 Tết|Giao thừa|Tết Nguyên Đán|Mùng")
IN_LIEU = "(nghỉ bù)"
SWAPPED = re.compile(r"Ngày nghỉ \(thay cho ngày (\d\d)/(\d\d)/(\d{4})\)")


def holiday_name(name: str) -> str:
    """Return a holiday as the Labour Code calls it; a day of Tết is Tết, whichever it is."""
    bare = name.removesuffix(IN_LIEU).strip()
    return TET if TET_DAYS.match(bare) else bare.replace("Ngày Giỗ Tổ", "Giỗ Tổ")


@lru_cache(maxsize=1)
def decided_days() -> tuple[SpecialDay, ...]:
    """Return the days of the table that is shipped, in order."""
    table = resources.files("motcua.ground.calendars") / "data" / "national-days.csv"
    with table.open(encoding="utf-8") as rows:
        return tuple(
            SpecialDay(
                on=date.fromisoformat(row["date"]),
                type=DayType(row["type"]),
                name=row["name"],
                swap_with=date.fromisoformat(row["swap_with"]) if row["swap_with"] else None,
                certainty=Certainty(row["certainty"]),
                source=row["source"],
            )
            for row in csv.DictReader(rows)
        )


def complete(decided: Iterable[SpecialDay], years: range) -> dict[date, SpecialDay]:
    """
    Return the special days of these years: the decided ones, and the library's where none are.

    A year is decided once its first of January is; until then what is already known of it
    (a swap announced early) lies over what the library says.
    """
    known = {each.on: each for each in decided}
    days: dict[date, SpecialDay] = {}
    for year in years:
        if date(year, 1, 1) not in known:
            note = BEFORE if year < decided_days()[0].on.year else AFTER
            days.update((each.on, each) for each in national_days(year, note))
    return days | known


@lru_cache(maxsize=64)
def national_days(year: int, note: str) -> tuple[SpecialDay, ...]:
    """
    Return what the library knows of one year, in order.

    :param note: said with each day: :data:`BEFORE` our table, or :data:`AFTER` it.
    """
    # A day off at the end of one year may be worked for at the beginning of the next.
    known = holidays.country_holidays("VN", years=range(year - 1, year + 2), language="vi")
    days = (each for on, name in known.items() for each in _days(on, name, note))
    return tuple(sorted((each for each in days if each.on.year == year), key=lambda each: each.on))


def _days(on: date, name: str, note: str) -> Iterator[SpecialDay]:
    """Yield the day off and, if it was swapped, the day that is worked for it."""
    swapped = SWAPPED.fullmatch(name)
    if swapped is None:
        of_type = DayType.COMPENSATORY if name.endswith(IN_LIEU) else DayType.HOLIDAY
        yield SpecialDay(on, of_type, holiday_name(name), source=SOURCE, note=note)
        return
    day_number, month, year = map(int, swapped.groups())
    worked_on = date(year, month, day_number)
    off, work = f"làm bù ngày {day(worked_on)}", f"làm bù cho ngày {day(on)}"
    yield SpecialDay(on, DayType.SWAPPED_OFF, off, worked_on, source=SOURCE, note=note)
    yield SpecialDay(worked_on, DayType.MAKEUP_WORK, work, on, source=SOURCE, note=note)

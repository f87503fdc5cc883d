"""
The trees of the demo: Bình Dương as it stood in April 2015, and on its way to two levels.

The tables beside this module hold facts only: names, types, parents and codes of the
statistics office, each with its source; the agency codes are numbered by us.
"""

import csv
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

from django.db import transaction

from motcua.ground.agencies import queries, writes
from motcua.ground.agencies.rules import LEVEL_NAMES, AgencyKind, LevelCode, SuccessionKind

DATA = Path(__file__).parent / "data"

TWO_LEVELS = date(2025, 7, 1)
"""The first day without districts and without Bình Dương (Resolution 202/2025/QH15)."""

MERGERS = date(2025, 3, 1)
"""The first day of the departments that were merged; newspapers name it, no act was seen."""

CITY = "HCM"
"""The province into which Bình Dương was merged."""

Row = dict[str, str]


class Tree(StrEnum):
    """
    Which agencies a demo has.

    Those of 2015 live on with open ends. Those of 2025 are dated: renamed on the way, merged
    in March, two levels from July on.
    """

    OF_2015 = "2015"
    OF_2025 = "2025"


@transaction.atomic(durable=True)
def load(which: Tree = Tree.OF_2015) -> int:
    """Load a tree and who decides what; say how many agencies were new."""
    writes.add_levels(LEVEL_NAMES)
    added = writes.add_agencies(agencies(which))
    if which is Tree.OF_2025:
        writes.end_level(LevelCode.DISTRICT, TWO_LEVELS)
        writes.add_successions(successions())
    writes.add_competences(competences(which))
    return added


def standing() -> Tree | None:
    """Return which of the trees the database holds, None if neither."""
    codes = {agency.code for agency in queries.tree(TWO_LEVELS)}
    if not codes:
        return None
    return Tree.OF_2025 if CITY in codes else Tree.OF_2015


def turns() -> list[date]:
    """Return the days on which agencies with open dossiers end in the tree that is loaded."""
    return [MERGERS, TWO_LEVELS] if standing() is Tree.OF_2025 else []


def agencies(which: Tree = Tree.OF_2015) -> list[writes.AgencyFacts]:
    """Return the agencies as the tables name them, highest first."""
    rows = table("agencies-2015")
    if which is Tree.OF_2015:
        return [_facts(row, None) for row in rows]
    ends = _ends()
    return [_facts(row, _end(row, ends)) for row in (*rows, *table("agencies-2025"))]


def latest(which: Tree) -> dict[str, writes.AgencyFacts]:
    """Return the agencies by code; of one that was renamed, the last."""
    return {fact.code: fact for fact in agencies(which)}


def successions() -> Iterator[writes.SuccessionFacts]:
    """Return who took over from whom, from the first renaming to the end of the districts."""
    for row in table("successions-2025"):
        yield writes.SuccessionFacts(
            predecessor_code=row["predecessor_code"],
            successor_code=row["successor_code"],
            kind=SuccessionKind(row["kind"]),
            took_effect_on=date.fromisoformat(row["took_effect_on"]),
            act=row["act"],
        )


def competences(which: Tree = Tree.OF_2015) -> Iterator[writes.CompetenceFacts]:
    """Spread the rules of competence over the agencies that they speak of."""
    names = {row["field_code"]: row["name"] for row in table("fields")}
    everybody = [
        fact for fact in latest(which).values() if fact.kind in {"committee", "department"}
    ]
    for row in _competence_rows(which):
        for agency in everybody:
            if _is_spoken_of(agency, row):
                yield writes.CompetenceFacts(
                    field_code=row["field_code"],
                    field_name=names[row["field_code"]],
                    agency_code=agency.code,
                    office_code=f"{agency.code}-{row['office']}" if row["office"] else agency.code,
                )


def table(name: str) -> list[Row]:
    """Return the rows of one of the demo's tables."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _competence_rows(which: Tree) -> list[Row]:
    rows = table("competences-2015")
    return rows if which is Tree.OF_2015 else [*rows, *table("competences-2025")]


def _is_spoken_of(agency: writes.AgencyFacts, row: Row) -> bool:
    """Say whether a rule is about an agency: by its code, or by its type below a province."""
    if agency.code == row["agency_code"]:
        return True
    is_below = agency.level is not LevelCode.PROVINCE
    return is_below and agency.unit_type in row["unit_types"].split("|")


def _ends() -> dict[str, list[date]]:
    """Return on which days somebody took over from whoever bore a code, in order."""
    ends: dict[str, set[date]] = {}
    for row in table("successions-2025"):
        days = ends.setdefault(row["predecessor_code"], set())
        days.add(date.fromisoformat(row["took_effect_on"]))
    return {code: sorted(days) for code, days in ends.items()}


def _end(row: Row, ends: dict[str, list[date]]) -> date | None:
    """Return when an agency ended: at its succession, else with the province."""
    if row["code"].startswith(CITY):
        return None
    begun = row["valid_from"]
    return next((day for day in ends.get(row["code"], []) if day.isoformat() > begun), TWO_LEVELS)


def _facts(row: Row, valid_to: date | None) -> writes.AgencyFacts:
    return writes.AgencyFacts(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        territory=row["territory"],
        kind=AgencyKind(row["kind"]),
        unit_type=row["unit_type"],
        level=LevelCode(row["level"]),
        parent_code=row["parent_code"],
        gso_code=row["gso_code"],
        qcvn_code=row["qcvn_code"],
        code_2020=row["code_2020"],
        codes_are_illustrative=bool(row["qcvn_code"]),
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        valid_to=valid_to,
        source=row["source"],
    )

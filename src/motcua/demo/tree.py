"""
The province of Bình Dương as it stood in April 2015, with open ends.

The tables beside this module hold facts only: names, types, parents and codes of the
statistics office, each with its source; the agency codes are numbered by us.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from motcua.ground.agencies import writes
from motcua.ground.agencies.rules import AgencyKind, LevelCode

DATA = Path(__file__).parent / "data"
LEVELS = {LevelCode.PROVINCE: "tỉnh", LevelCode.DISTRICT: "huyện", LevelCode.COMMUNE: "xã"}

Row = dict[str, str]


@transaction.atomic(durable=True)
def load() -> int:
    """Load the tree and who decides what; say how many agencies were new."""
    writes.add_levels(LEVELS)
    added = writes.add_agencies(agencies())
    writes.add_competences(competences())
    return added


def agencies() -> list[writes.AgencyFacts]:
    """Return the agencies of 2015 as the table names them, highest first."""
    return [_facts(row) for row in table("agencies-2015")]


def competences() -> Iterator[writes.CompetenceFacts]:
    """Spread the rules of competence over the agencies that they speak of."""
    names = {row["field_code"]: row["name"] for row in table("fields")}
    everybody = [fact for fact in agencies() if fact.kind in {"committee", "department"}]
    for row in table("competences-2015"):
        for agency in everybody:
            if agency.code == row["agency_code"] or agency.unit_type in row["unit_types"].split(
                "|"
            ):
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


def _facts(row: Row) -> writes.AgencyFacts:
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
        source=row["source"],
    )

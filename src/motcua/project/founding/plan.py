"""From lines that fit together to facts: what is to be taken in, and what stands already."""

from datetime import datetime
from pathlib import Path

from motcua.ground.access.writes import AccountFacts, temporary_password
from motcua.ground.agencies.founding import Chair, House, Standing, differences
from motcua.ground.agencies.writes import AgencyFacts, CompetenceFacts
from motcua.project.founding import columns, judgement
from motcua.project.founding.judgement import Tables
from motcua.project.founding.tables import Table, read

AGENCIES, SEATS, COMPETENCES = "co-quan.csv", "vi-tri.csv", "tham-quyen.csv"


def read_all(folder: Path) -> Tables:
    """Read the tables of a folder; that of competences may be missing."""
    competences = folder / COMPETENCES
    return Tables(
        read(folder / AGENCIES, columns.AGENCIES),
        read(folder / SEATS, columns.SEATS),
        read(competences, columns.COMPETENCES)
        if competences.exists()
        else Table(COMPETENCES, columns.COMPETENCES),
    )


def house_of(tables: Tables, found: Standing, until: datetime) -> House:
    """
    Return what the tables say, with a password for everybody who has no account yet.

    :param until: how long the passwords open the page on which another is chosen.
    """
    return House(
        agencies=tuple(AgencyFacts(**line.values) for line in tables.agencies.lines),
        competences=tuple(
            CompetenceFacts(
                **line.values | {"office_code": line["office_code"] or line["agency_code"]}
            )
            for line in tables.competences.lines
        ),
        chairs=chairs_of(tables.seats),
        accounts=_accounts(tables.seats, found, until),
        tables=tuple(f"{table.name} {table.digest}" for table in tables if table.digest),
    )


def chairs_of(table: Table) -> tuple[Chair, ...]:
    """Return the seats of a table."""
    return tuple(
        Chair(**{name: value for name, value in line.values.items() if name != "email"})
        for line in table.lines
    )


def _accounts(table: Table, found: Standing, until: datetime) -> tuple[AccountFacts, ...]:
    lines = {line["username"]: line for line in table.lines if line["username"]}
    return tuple(
        AccountFacts(
            username=username,
            full_name=line["holder"],
            email=line["email"],
            password=temporary_password(),
            temporary_until=until,
        )
        for username, line in lines.items()
        if username not in found.people
    )


def hold_against(tables: Tables, house: House, found: Standing) -> None:
    """Note in the tables where the house stands otherwise than they say."""
    of_agencies = {(line["code"],): line for line in tables.agencies.lines}
    of_seats = {
        chair.key: line for chair, line in zip(house.chairs, tables.seats.lines, strict=True)
    }
    of_fields = {
        (line["field_code"], line["agency_code"]): line for line in tables.competences.lines
    }
    unlike = list(differences(house, found))
    judgement.blame_differences(tables.agencies, of_agencies, unlike)
    judgement.blame_differences(tables.seats, of_seats, unlike)
    judgement.blame_differences(tables.competences, of_fields, unlike)
    judgement.blame_taken_names(tables.seats, found.people)

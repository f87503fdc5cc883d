"""The hand-written tables of docs/rights.md against the rules that claim to keep them."""

import re
from pathlib import Path

import pytest

from motcua.ground.agencies.rules import (
    EXPORTING_POSTS,
    READING_POSTS,
    WORKING_POSTS,
    AgencyKind,
    LevelCode,
    NoSuchAccount,
    OwnAccount,
    keeper,
    posts_at,
    scope_of,
)
from motcua.ground.kernel.actor import Actor, ActorKind, Grant, PostKind

PAGE = Path(__file__).parents[5] / "docs" / "rights.md"
AGENCIES = {"city": 1, "finance": 2, "planning": 3, "ward": 4, "another ward": 5, "province": 6}
OFFICES = {"city": (2, 3)}
BELOW = {"province": (1, 2, 3, 4, 5), "city": (2, 3, 4, 5)}

HOUSES = {
    "provincial committee": (AgencyKind.COMMITTEE, LevelCode.PROVINCE),
    "department": (AgencyKind.DEPARTMENT, LevelCode.PROVINCE),
    "district committee": (AgencyKind.COMMITTEE, LevelCode.DISTRICT),
    "office of a district": (AgencyKind.OFFICE, LevelCode.DISTRICT),
    "commune committee": (AgencyKind.COMMITTEE, LevelCode.COMMUNE),
    "vertical agency": (AgencyKind.VERTICAL, LevelCode.PROVINCE),
}


def table(after: str) -> list[dict[str, str]]:
    """Return the rows of the first table after these words, by the heads of its columns."""
    text = PAGE.read_text(encoding="utf-8").split(after, 1)[1]
    lines = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)[0].splitlines()
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("row", table("## Where the posts stand"), ids=lambda row: row[""])
def test_where_the_posts_stand(row: dict[str, str]) -> None:
    told = {kind for kind in WORKING_POSTS if row[kind.replace("_", " ")] != "–"}
    assert posts_at(*HOUSES[row[""]]) == told
    assert (PostKind.RECEIVER in told) == (row["cashier"] != "–"), "a cashier sits by a desk"


def test_what_a_post_does_with_dossiers() -> None:
    told = [
        {kind for kind in PostKind if row[kind.replace("_", " ")] != "–"}
        for row in table("## What a post does with dossiers")
    ]
    assert told == [WORKING_POSTS, READING_POSTS, EXPORTING_POSTS]


@pytest.mark.parametrize("row", table("Checked on four agencies"), ids=lambda row: row["post"])
def test_whose_dossiers_a_post_sees(row: dict[str, str]) -> None:
    kind, _, where = row.pop("post").replace(" of ", ", ").partition(", ")
    where = where or "province"
    right = PostKind(kind.replace(" ", "_"))
    scope = scope_of(right, AGENCIES[where], OFFICES.get(where, ()), BELOW.get(where, ()))
    for places, told in row.items():
        at = {AGENCIES[name] for name in re.findall(r"city|finance|planning|ward", places)}
        assert bool(scope & at) is (told != "–"), places


def test_nobody_is_left_out() -> None:
    assert {row[""] for row in table("## Where the posts stand")} == set(HOUSES)
    posts = {row["post"].split(",")[0].split(" of ")[0] for row in table("Checked on four")}
    assert posts == {kind.replace("_", " ") for kind in PostKind}


HOLDERS = {
    "in the city's committee": {1},
    "in an office of the city": {2},
    "in a ward of the city": {4},
    "in the province's committee": {6},
    "in a department": {7},
    "in a ward of the city and in the province": {4, 6},
    "nowhere any more, last in a ward of the city": {4},
    "nowhere, ever": set[int](),
    "on the administrator's own seat": {1},
}
"""In which agencies the holder of an account sits, or last sat; see `queries.agencies_of`."""
BELOW_THE_CITY = (1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    "row", table("## Whose accounts"), ids=lambda row: row["account of somebody who sits"]
)
def test_whose_accounts_an_administrator_looks_after(row: dict[str, str]) -> None:
    where, told, others = row.values()
    own = where == "on the administrator's own seat"
    sits = frozenset(HOLDERS[where])
    for kind in PostKind:
        actor = Actor(ActorKind.OFFICER, "", 1, (Grant(1, kind, 1, frozenset()),))
        try:
            keeper(actor, 1 if own else 2, agency_ids=sits, reach=BELOW_THE_CITY)
            answer = "yes"
        except OwnAccount:
            answer = "on his own page"
        except NoSuchAccount:
            answer = "–"
        assert answer == (told if kind is PostKind.ADMINISTRATOR else others)

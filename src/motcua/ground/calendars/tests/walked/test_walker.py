"""The walker and the golden cases hold each other, and cover what the law of the clock says."""

import csv
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from motcua.ground.calendars.tests.walked import page
from motcua.ground.calendars.tests.walked.plain_days import TABLE
from motcua.ground.calendars.tests.walked.walker import Unlawful, walk

CASES = page.cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_walker_comes_to_the_reasoned_date(case: dict[str, Any]) -> None:
    expected = case["expected"]
    if "error_names" in expected:
        with pytest.raises(Unlawful, match=f"^{expected['error_names']}:"):
            walk(case["input"])
    else:
        answer = walk(case["input"])
        assert {name: answer[name] for name in expected} == expected


@pytest.mark.parametrize(
    "case", [case for case in CASES if "counted" in case], ids=lambda case: case["id"]
)
def test_the_days_named_are_all_the_working_days_up_to_the_date(case: dict[str, Any]) -> None:
    """A second way: the table is asked for each date between the first and the last named."""
    counted = [date.fromisoformat(day) for day in case["counted"]]
    off_too = "makeup_saturday_is_off" in case["input"].get("readings", {})
    span = range((counted[-1] - counted[0]).days + 1)
    days = [counted[0] + timedelta(days=n) for n in span]
    assert [
        day for day in days if _is_open(day) and not (off_too and day.weekday() == 5)
    ] == counted
    assert len(counted) == case["input"]["limit"]["value"]


@cache
def _rows() -> dict[str, str]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {
            row["date"]: row["kind"] for row in csv.DictReader(lines) if row["certainty"] != "low"
        }


def _is_open(day: date) -> bool:
    usual = "work" if day.weekday() < 5 else "off"
    return _rows().get(day.isoformat(), usual) == "work"


def test_there_are_enough_cases_and_each_is_one() -> None:
    assert len(CASES) >= 150
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert len({str(case["input"] | {"id": ""}) for case in CASES}) == len(CASES)


def test_every_rule_reading_policy_and_kind_of_event_is_there() -> None:
    inputs = [case["input"] for case in CASES]
    assert {case["rule"] for case in CASES} == set(page.RULES)
    assert {name for line in inputs for name in line.get("readings", {})} == set(page.READINGS)
    told = [line["policy"] for line in inputs if "policy" in line]
    assert set(page.POLICIES) <= {p for p in told if isinstance(p, str)}
    assert any(isinstance(policy, dict) for policy in told)
    kinds = {event["kind"] for line in inputs for event in line.get("events", [])}
    assert set(page.KINDS) <= kinds


def test_every_row_of_the_table_is_crossed() -> None:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = {row["date"] for row in csv.DictReader(lines)}
    assert rows == {day for case in CASES for day in case.get("covers", [])}


def test_the_page_is_the_cases() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.page(), (
        "Run: python -m motcua.ground.calendars.tests.walked.page"
    )

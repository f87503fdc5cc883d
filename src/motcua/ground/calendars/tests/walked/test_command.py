"""The command says what the golden cases say, and what the walker says of 2,000 random lives."""

from typing import Any

import pytest

from motcua.ground.calendars.command import answer
from motcua.ground.calendars.tests.walked import page, proof


@pytest.mark.parametrize("case", page.cases(), ids=lambda case: case["id"])
def test_the_clock_comes_to_the_reasoned_date(case: dict[str, Any]) -> None:
    expected, told = case["expected"], answer(case["input"])
    if "error_names" in expected:
        assert set(told) == {"id", "error"}
        assert expected["error_names"] in told["error"]
    else:
        assert {name: told.get(name) for name in expected} == expected


@pytest.mark.parametrize("seed", range(20))
def test_clock_and_walker_agree_on_a_hundred_random_lives(seed: int) -> None:
    assert list(proof.differing(seed, 100)) == []

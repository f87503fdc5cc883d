"""A log is played by the command, which holds our record against it and what was published."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from motcua.demo import xes
from motcua.demo.tests.logs import SMALL, kept
from motcua.ground.trail.writes import mark_as_demo
from motcua.project.chores import demo
from motcua.project.cli.failures import FOUND_WRONG, CannotRun

pytestmark = pytest.mark.django_db

PUBLISHED: dict[str, Any] = {
    "cases": 3,
    "events": 6,
    "resources": 4,
    "activity_counts": {"Nhận": 4, "Kiểm tra": 2},
    "throughput_days": {"median": 1.0, "p90": 35.495102},
}
"""What one counts by hand; the longest case lasts over the end of summer time."""


@pytest.fixture(autouse=True)
def _demo() -> None:
    mark_as_demo()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return kept(tmp_path, SMALL)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    return lambda: capsys.readouterr().out


def publish(path: Path, **otherwise: Any) -> None:
    figures = {"expected": {**PUBLISHED, **otherwise}}
    path.with_name("expected.json").write_text(json.dumps(figures), encoding="utf-8")


def test_what_is_published_and_what_is_in_the_log_are_both_given_back(
    path: Path, told: Callable[[], str]
) -> None:
    publish(path)
    assert demo.replay(path) == 0
    said = told()
    assert "3 cases, 6 events, 4 people" in said
    assert "All figures are those of expected.json." in said
    assert "Each line is the log's" in said
    with pytest.raises(CannotRun, match="played in this database before"):
        demo.replay(path)


@pytest.mark.parametrize(
    ("otherwise", "named"),
    [
        ({"cases": 4}, "cases"),
        ({"events": 7}, "events"),
        ({"activity_counts": {"Nhận": 3, "Kiểm tra": 3}}, "activities"),
        ({"throughput_days": {"median": 2.0, "p90": 35.495102}}, "median_days"),
        ({"throughput_days": {"median": 1.0, "p90": 30.0}}, "p90_days"),
    ],
)
def test_a_figure_that_is_not_the_published_one_is_named(
    path: Path, told: Callable[[], str], otherwise: dict[str, Any], named: str
) -> None:
    publish(path, **otherwise)
    assert demo.replay(path) == FOUND_WRONG
    said = told()
    assert f"Differs: {named}, by expected.json." in said
    assert said.count("Differs") == 1
    assert "Each line" not in said


def test_a_line_by_another_person_is_told_though_no_figure_moves(
    path: Path, tmp_path: Path, told: Callable[[], str]
) -> None:
    publish(path)
    demo.replay(path)
    exchanged = SMALL.replace("Ánh", "Ai").replace("Lài", "Ánh").replace("Ai", "Lài")
    other = xes.read(kept(tmp_path, exchanged, "other.xes"))
    told()
    assert demo.hold_against(other, path.with_name("expected.json")) == FOUND_WRONG
    said = told()
    assert "All figures are those of expected.json." in said
    assert "Differs: people, acts, times or order of 2 cases (case 0, case 2)." in said


def test_where_nothing_is_published_the_log_alone_counts(
    path: Path, told: Callable[[], str]
) -> None:
    assert demo.replay(path) == 0
    assert "no figures are compared" in told()

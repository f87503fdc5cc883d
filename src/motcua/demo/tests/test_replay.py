"""A log is read as it was published, and played so that our record gives its figures back."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from motcua.demo import replay, xes
from motcua.demo.tests.logs import SMALL, kept, log
from motcua.demo.xes import Case, Event
from motcua.ground.trail import queries as trail
from motcua.ground.trail.writes import mark_as_demo
from motcua.onestop.dossiers import queries as dossiers

LOGS = Path("/work/shared/data/eventlogs")
needs_the_log = pytest.mark.skipif(
    not (LOGS / "receipt.xes.gz").exists(), reason=f"the log of 1,434 permits is not in {LOGS}"
)

SLICE = 8
"""So many cases of the real log are played here; ``make replay`` plays them all."""


@needs_the_log
def test_the_whole_log_is_read_as_it_was_published() -> None:
    cases = xes.read(LOGS / "receipt.xes.gz")
    assert replay.figures_of(cases) == replay.expected(LOGS / "expected.json")


def test_a_small_log_comes_down_to_what_one_counts_by_hand(tmp_path: Path) -> None:
    figures = replay.figures_of(xes.read(kept(tmp_path, SMALL)))
    assert (figures.cases, figures.events, figures.resources) == (3, 6, 4)
    assert figures.activities == {"Nhận": 4, "Kiểm tra": 2}
    assert figures.median_days == 1.0


AN_HOUR = timedelta(hours=1)
ASTRAY: dict[str, Callable[[list[Event]], list[Event]]] = {
    "by another": lambda lines: [replace(lines[0], resource="Út"), *lines[1:]],
    "two who changed places": lambda lines: [
        replace(lines[0], resource=lines[1].resource),
        replace(lines[1], resource=lines[0].resource),
        lines[2],
    ],
    "another act": lambda lines: [lines[0], replace(lines[1], activity="Nhận"), lines[2]],
    "at another time": lambda lines: [
        lines[0],
        replace(lines[1], at=lines[1].at + AN_HOUR),
        lines[2],
    ],
    "in another order": lambda lines: [lines[0], lines[2], lines[1]],
    "one short": lambda lines: lines[:2],
}


@pytest.mark.parametrize("astray", ASTRAY.values(), ids=ASTRAY)
def test_a_case_that_is_not_the_same_is_named(
    tmp_path: Path, astray: Callable[[list[Event]], list[Event]]
) -> None:
    cases = xes.read(kept(tmp_path, SMALL))
    first, *others = cases
    assert replay.differing(reversed(cases), cases) == []
    ours = [Case(first.name, astray(first.events)), *others]
    assert replay.differing(ours, cases) == ["case 0"]


def test_a_case_that_is_missing_or_there_twice_is_named(tmp_path: Path) -> None:
    cases = xes.read(kept(tmp_path, SMALL))
    assert replay.differing(cases[1:], cases) == ["case 0"]
    assert replay.differing([*cases, cases[1]], cases) == ["case 1"]


@pytest.mark.django_db
class TestPlay:
    """Through the real acts, in a database marked as a demo."""

    def test_our_record_gives_every_line_back(self, tmp_path: Path) -> None:
        mark_as_demo()
        assert replay.recorded() == []
        cases = xes.read(kept(tmp_path, SMALL))
        assert replay.play(cases) == 6
        assert replay.differing(replay.recorded(), cases) == []
        assert list(dossiers.projection_differences()) == []
        assert list(trail.verify()) == []

    @needs_the_log
    def test_a_slice_of_the_real_log_too(self) -> None:
        mark_as_demo()
        cases = xes.read(LOGS / "receipt.xes.gz")[:SLICE]
        replay.play(cases)
        assert replay.differing(replay.recorded(), cases) == []

    def test_cases_that_begin_differently_are_not_played(self, tmp_path: Path) -> None:
        mark_as_demo()
        text = log(
            (("Nhận", "Ánh", "2011-10-11T13:45:40+02:00"),),
            (("Khác", "Ánh", "2011-10-11T13:45:40+02:00"),),
        )
        with pytest.raises(xes.NotALog, match="same activity"):
            replay.play(xes.read(kept(tmp_path, text)))
        assert dossiers.how_many() == 0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("no xml", id="no xml"),
        pytest.param("<log></log>", id="no case"),
        pytest.param(SMALL[:-40], id="cut short"),
        pytest.param('<!DOCTYPE l [<!ENTITY a "b">]><log>&a;</log>', id="entities"),
        pytest.param(log((("Nhận", "Ánh", "hôm qua"),)), id="no time"),
        pytest.param("<log><trace><event></event></trace></log>", id="an empty event"),
    ],
)
def test_what_is_no_log_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(xes.NotALog, match=r"log\.xes"):
        xes.read(kept(tmp_path, text))


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(SMALL.encode())[:-20])
    with pytest.raises(xes.NotALog, match=r"log\.xes\.gz"):
        xes.read(path)

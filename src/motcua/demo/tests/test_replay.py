"""A log is read as it was published, and played so that our record gives its figures back."""

import gzip
from pathlib import Path

import pytest

from motcua.demo import replay, xes
from motcua.ground.trail import queries as trail
from motcua.ground.trail.writes import mark_as_demo
from motcua.onestop.dossiers import queries as dossiers

LOGS = Path("/work/shared/data/eventlogs")
needs_the_log = pytest.mark.skipif(
    not (LOGS / "receipt.xes.gz").exists(), reason=f"the log of 1,434 permits is not in {LOGS}"
)

SLICE = 8
"""So many cases of the real log are played here; ``make replay`` plays them all."""

EVENT = """<event><string key="concept:name" value="{}"/><string key="org:resource" value="{}"/>
<date key="time:timestamp" value="{}"/></event>"""


def log(*cases: tuple[tuple[str, str, str], ...]) -> str:
    traces = "".join(
        f'<trace><string key="concept:name" value="case {number}"/>'
        + "".join(EVENT.format(*event) for event in case)
        + "</trace>"
        for number, case in enumerate(cases)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><log>{traces}</log>'


def kept(folder: Path, text: str, name: str = "log.xes") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


SMALL = log(
    (
        ("Nhận", "Ánh", "2011-10-11T13:45:40.276+02:00"),
        ("Kiểm tra", "Út", "2011-10-12T08:26:25.398+02:00"),
        ("Nhận", "Ánh", "2011-11-24T15:36:51.302+01:00"),
    ),
    (("Nhận", "Út", "2011-10-11T13:45:40+02:00"),),
    (
        ("Nhận", "Lài", "2011-10-13T09:00:00+02:00"),
        ("Kiểm tra", "ÚT", "2011-10-14T09:00:00+02:00"),
    ),
)


@needs_the_log
def test_the_whole_log_is_read_as_it_was_published() -> None:
    cases = xes.read(LOGS / "receipt.xes.gz")
    assert replay.figures_of(cases) == replay.expected(LOGS / "expected.json")


def test_a_small_log_comes_down_to_what_one_counts_by_hand(tmp_path: Path) -> None:
    figures = replay.figures_of(xes.read(kept(tmp_path, SMALL)))
    assert (figures.cases, figures.events, figures.resources) == (3, 6, 4)
    assert figures.activities == {"Nhận": 4, "Kiểm tra": 2}
    assert figures.median_days == 1.0


@pytest.mark.django_db
class TestPlay:
    """Through the real acts, in a database marked as a demo."""

    def test_our_record_gives_the_figures_back(self, tmp_path: Path) -> None:
        mark_as_demo()
        assert replay.recounted() == replay.figures_of([])
        cases = xes.read(kept(tmp_path, SMALL))
        assert replay.play(cases) == 6
        assert replay.recounted() == replay.figures_of(cases)
        assert list(dossiers.projection_differences()) == []
        assert list(trail.verify()) == []

    @needs_the_log
    def test_a_slice_of_the_real_log_too(self) -> None:
        mark_as_demo()
        cases = xes.read(LOGS / "receipt.xes.gz")[:SLICE]
        replay.play(cases)
        assert replay.recounted() == replay.figures_of(cases)

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

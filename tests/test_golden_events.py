"""
Old events fold for ever: whole histories as they were once stored, and where they led.

A new version of an event, or a new kind, adds a history of its own to ``golden/``; the
histories that are there are never edited, for their like lies in the archives.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.ground.trail.rules import canonical, kinds, parse
from motcua.onestop.dossiers import fold
from motcua.onestop.dossiers.fold import Happened, State
from motcua.onestop.payments.events import Closing

KEPT = sorted((Path(__file__).parent / "golden").glob("*.json"))
GOLDEN = [path for path in KEPT if path.stem.startswith("dossier-")]
SHEETS = [path for path in KEPT if path.stem.startswith("cash-sheet-")]


def read(path: Path) -> dict[str, Any]:
    history: dict[str, Any] = json.loads(path.read_text())
    return history


def spoken(state: State) -> dict[str, Any]:
    """Return a state as the file keeps it."""
    told: dict[str, Any] = json.loads(json.dumps(asdict(state), default=_instant))
    return told


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_every_stored_text_is_read_back_to_the_letter(path: Path) -> None:
    for event in read(path)["events"]:
        body = parse(event["name"], event["version"], event["body"])
        assert canonical(body) == event["body"]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_it_leads_where_it_led(path: Path) -> None:
    history = read(path)
    happened = [
        Happened(
            parse(event["name"], event["version"], event["body"]),
            datetime.fromisoformat(event["occurred_at"]),
        )
        for event in history["events"]
    ]
    told = spoken(fold.fold(happened))
    # A column that came later is in no history that was kept before it.
    assert {column: told[column] for column in history["state"]} == history["state"]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_cash_sheet_says_what_it_said(path: Path) -> None:
    history = read(path)
    for event in history["events"]:
        body = parse(event["name"], event["version"], event["body"])
        assert isinstance(body, Closing)
        assert {"difference": body.counted - body.expected} == history["state"]


def test_every_kind_of_event_of_a_dossier_and_of_a_cash_sheet_is_kept_here() -> None:
    kept = {(event["name"], event["version"]) for path in KEPT for event in read(path)["events"]}
    assert kept == {kind for kind in kinds() if kind[0].startswith(("dossier.", "cash-sheet."))}

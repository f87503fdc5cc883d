"""
An event log in XES, read case by case: what was done, by whom, when.

Source: IEEE 1849-2016; of each event only ``concept:name``, ``org:resource`` and
``time:timestamp``. A document that declares entities is refused, whatever they are for.
"""

import gzip
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

MOST_EVENTS = 1_000_000
"""More than any log of one procedure has; beyond it somebody wants to fill the memory."""


class NotALog(Exception):
    """The file is no event log that can be played; the message says why."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a log."""

    activity: str
    resource: str
    at: datetime


@dataclass(slots=True)
class Case:
    """One case of a log, its events in the order of the document."""

    name: str = ""
    events: list[Event] = field(default_factory=list)


def read(path: Path) -> list[Case]:
    """
    Return the cases of a log, packed by gzip or not.

    :raises NotALog: for anything else.
    """
    reader = _Reader()
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as content:
            reader.read(content)
    except (OSError, EOFError, expat.ExpatError, KeyError, ValueError) as fault:
        raise NotALog(f"{path.name}: {fault}") from fault
    if not reader.cases:
        raise NotALog(f"{path.name}: there is no case in it")
    return reader.cases


class _Reader:
    """Gathers cases while expat walks through the document."""

    def __init__(self) -> None:
        self.cases: list[Case] = []
        self._facts: dict[str, str] = {}
        self._stack: list[str] = []
        self._count = 0

    def read(self, content: BinaryIO | gzip.GzipFile) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.ParseFile(content)

    def _refuse(self, *_declaration: object) -> None:
        raise ValueError("a document that declares entities is not read")

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        inside = self._stack[-1] if self._stack else ""
        self._stack.append(tag)
        if tag == "trace":
            self.cases.append(Case())
        elif tag == "event":
            self._facts = {}
        elif inside == "event":
            self._facts[attributes["key"]] = attributes["value"]
        elif inside == "trace" and attributes.get("key") == "concept:name":
            self.cases[-1].name = attributes["value"]

    def _end(self, tag: str) -> None:
        self._stack.pop()
        if tag != "event":
            return
        self._count += 1
        if self._count > MOST_EVENTS:
            raise ValueError(f"more than {MOST_EVENTS} events")
        facts = self._facts
        at = datetime.fromisoformat(facts["time:timestamp"])
        self.cases[-1].events.append(Event(facts["concept:name"], facts["org:resource"], at))

"""The procedures of the demo province, and the processes that they pass through."""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from uuid import uuid4

from motcua.ground.kernel.actor import Actor, system
from motcua.onestop.procedures import actions as procedures
from motcua.onestop.procedures import checker
from motcua.onestop.procedures import queries as catalogue
from motcua.onestop.procedures.checker import Definition
from motcua.onestop.processes import actions as processes
from motcua.onestop.processes import rules as process_rules
from motcua.onestop.processes.rules import Process

DATA = files("motcua.demo") / "data"


def load(*, now: datetime, actor: Actor | None = None) -> int:
    """
    Publish the procedures that the catalogue does not know yet; return how many.

    One that is there stays as it is: law changes by a decision, not by an upgrade.
    """
    actor = actor or system("demo")
    known = catalogue.known_codes()
    missing = [entry for entry in definitions() if entry.procedure_code not in known]
    by_key = {process.key: process for process in process_definitions()}
    for definition in missing:
        process = by_key[definition.process_code]
        process_version_id = processes.publish(
            actor=actor, form_key=str(uuid4()), process=process, now=now
        )
        procedures.publish(
            actor=actor,
            form_key=str(uuid4()),
            definition=definition,
            process_version_id=process_version_id,
            now=now,
        )
    return len(missing)


def definitions() -> list[Definition]:
    """Return the procedures of ``data/procedures``."""
    fields = field_names()
    return [checker.parse(json.loads(text), fields) for text in _texts(DATA / "procedures")]


def process_definitions() -> list[Process]:
    """Return the processes of ``data/processes``."""
    return [process_rules.parse(json.loads(text)) for text in _texts(DATA / "processes")]


def field_names() -> dict[str, str]:
    """Return the names of the fields of administration by their codes, which are ours."""
    with (DATA / "fields.csv").open(encoding="utf-8") as rows:
        return {row["field_code"]: row["name"] for row in csv.DictReader(rows)}


def _texts(folder: Traversable) -> Iterator[str]:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            yield file.read_text(encoding="utf-8")

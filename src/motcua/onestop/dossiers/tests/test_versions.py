"""A dossier keeps for life the process and the version of its procedure that it came in by."""

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.ground.kernel.actor import system
from motcua.onestop.dossiers import examples, queries
from motcua.onestop.dossiers.examples import MORNING, key, permit_life
from motcua.onestop.procedures import actions as procedures
from motcua.onestop.procedures.examples import permit
from motcua.onestop.processes import actions as processes
from motcua.onestop.processes.rules import Process, Step

pytestmark = pytest.mark.django_db

TOMORROW = MORNING + timedelta(days=1)


def test_what_runs_keeps_its_version_and_what_comes_next_takes_the_new_one() -> None:
    cast = examples.province()
    running = permit_life(cast).dossier
    process, version = queries.process_of(running), running.procedure_version_id
    changed = replace(process, steps=tuple(renamed(step) for step in process.steps))
    in_force_from_tomorrow(changed)
    received = permit_life(cast, TOMORROW).dossier
    running.refresh_from_db()
    assert (queries.process_of(running), running.procedure_version_id) == (process, version)
    assert queries.process_of(received) == changed
    assert received.procedure_version_id != version
    assert list(queries.projection_differences()) == []


def renamed(step: Step) -> Step:
    return replace(step, name=f"{step.name}, theo quy trình mới")


def in_force_from_tomorrow(process: Process) -> None:
    actor = system("tests")
    version = processes.publish(actor=actor, form_key=key(), process=process, now=MORNING)
    procedures.publish(
        actor=actor,
        form_key=key(),
        definition=permit(valid_from=TOMORROW.date(), note="mới"),
        process_version_id=version,
        now=MORNING,
    )

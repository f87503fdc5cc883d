"""The promises that the database keeps by itself, whoever writes to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import MORNING, Cast, copy_life, handed_over, permit_to_result
from motcua.onestop.dossiers.models import Dossier, DossierFile, LocalState, Party, Result, WorkItem
from motcua.onestop.dossiers.states import (
    BEGINNINGS,
    ENDED,
    LOCAL_STATES,
    TRANSITIONS,
    Status,
    is_lawful,
)

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(days=1)
# Every status, the withdrawal once for each status that it may have been asked from.
STANDING = [
    *((status, None) for status in Status if status is not Status.WITHDRAWAL_REQUESTED),
    *(
        (Status.WITHDRAWAL_REQUESTED, kept)
        for kept in sorted(TRANSITIONS[Status.WITHDRAWAL_REQUESTED] - {Status.STOPPED})
    ),
]


@pytest.fixture
def cast() -> Cast:
    return examples.province()


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    return copy_life(cast).dossier


def refuses(rows: "models.QuerySet[Any]", **columns: Any) -> str:
    """Return the name of the constraint that refuses these columns, empty if none does."""
    try:
        with transaction.atomic():
            rows.update(**columns)
    except IntegrityError as error:
        return str(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
    return ""


def columns(status: Status, before_withdrawal: Status | None = None) -> dict[str, Any]:
    """Return what the row of a dossier with this status holds beside it."""
    return {
        "status": status,
        "ended_at": LATER if status in ENDED else None,
        "status_before_withdrawal": before_withdrawal,
    }


class TestStatus:
    """The trigger's table is that of the rules, pair by pair."""

    def begun(self, dossier: Dossier, status: Status) -> bool:
        """Say whether the database lets a life begin with a status."""
        dossier.pk = None
        dossier.code, dossier.intake_key = f"code-{status}", f"key-{status}"
        vars(dossier).update(columns(status, Status.RECEIVED if status == 7 else None))
        try:
            with transaction.atomic():
                dossier.save(force_insert=True)
        except IntegrityError:
            return False
        return True

    def test_a_life_begins_as_the_law_lets_it(self, dossier: Dossier) -> None:
        assert {status for status in Status if self.begun(dossier, status)} == BEGINNINGS

    @pytest.mark.parametrize("accepted", [True, False], ids=["accepted", "not-accepted"])
    @pytest.mark.parametrize(("before", "kept"), STANDING)
    def test_it_goes_on_as_the_law_lets_it(
        self, dossier: Dossier, *, before: Status, kept: Status | None, accepted: bool
    ) -> None:
        row = Dossier.objects.filter(pk=dossier.pk)
        with stopped_triggers():
            row.update(**columns(before, kept), receipt_issue=int(accepted))
        others = [status for status in Status if status is not before]
        assert {after for after in others if passes(row, before, after)} == {
            after
            for after in others
            if is_lawful(before, after, accepted=accepted, before_withdrawal=kept)
        }

    def test_a_withdrawal_keeps_the_status_that_it_was_asked_from(self, dossier: Dossier) -> None:
        row = Dossier.objects.filter(pk=dossier.pk)
        wrong = columns(Status.WITHDRAWAL_REQUESTED, Status.IN_PROGRESS)
        assert refuses(row, **wrong) == "dossier_status_follows_the_law"
        assert not refuses(row, **columns(Status.WITHDRAWAL_REQUESTED, Status.RECEIVED))
        forged = {"status_before_withdrawal": Status.IN_PROGRESS}
        assert refuses(row, **forged) == "dossier_status_follows_the_law"


@contextmanager
def stopped_triggers() -> Iterator[None]:
    """Put rows where the law would not let them go at once; checks hold all the same."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def passes(row: "models.QuerySet[Dossier]", before: Status, after: Status) -> bool:
    """Say whether the row may go from one status to the next; it stays where it is."""
    kept = before if after is Status.WITHDRAWAL_REQUESTED else None
    undone = transaction.savepoint()
    passed = not refuses(row, **columns(after, kept))
    transaction.savepoint_rollback(undone)
    return passed


def test_local_states_are_those_of_the_rules() -> None:
    kept = {state.key: (state.status, state.name) for state in LocalState.objects.all()}
    assert kept == LOCAL_STATES


NO_DOSSIER = [
    ("dossier_ends_after_receipt", {"ended_at": MORNING - timedelta(hours=1)}),
    ("dossier_is_entered_after_receipt", {"entered_at": MORNING - timedelta(hours=1)}),
    ("dossier_is_handed_over_after_its_end", {"handed_over_at": MORNING}),
    ("dossier_clock_has_ended_iff_status_says_so", {"ended_at": None}),
    ("dossier_clock_has_ended_iff_status_says_so", {"status": 11}),
    ("dossier_keeps_what_withdrawal_was_asked_from", {"status_before_withdrawal": 2}),
]
NO_WORK_ITEM = [
    ("item_is_received_after_it_was_given", {"received_at": MORNING - timedelta(hours=1)}),
    ("item_is_closed_after_it_was_received", {"closed_at": MORNING - timedelta(hours=1)}),
]
NO_FILE = [
    ("scan_of_a_paper_names_it", {"paper": None}),
    ("scan_of_a_paper_names_it", {"kind": "draft"}),
]


@pytest.mark.parametrize(("constraint", "wrong"), NO_DOSSIER)
def test_a_dossier_that_cannot_be(cast: Cast, constraint: str, wrong: dict[str, Any]) -> None:
    row = Dossier.objects.filter(pk=permit_to_result(cast).dossier.pk)
    with stopped_triggers():
        assert refuses(row, **wrong) == constraint


@pytest.mark.parametrize(
    ("constraint", "wrong"), [*NO_WORK_ITEM, ("one_item_per_number", {"number": 2})]
)
def test_a_work_item_that_cannot_be(cast: Cast, constraint: str, wrong: dict[str, Any]) -> None:
    first = WorkItem.objects.filter(dossier=permit_to_result(cast).dossier, number=1)
    assert refuses(first, **wrong) == constraint


@pytest.mark.parametrize(("constraint", "wrong"), NO_FILE)
def test_a_file_that_cannot_be(cast: Cast, constraint: str, wrong: dict[str, Any]) -> None:
    life = copy_life(cast)
    life.scan(cast.ward_receiver)
    assert refuses(DossierFile.objects.filter(dossier=life.dossier), **wrong) == constraint


def test_one_person_in_one_role(cast: Cast, dossier: Dossier) -> None:
    twin = Party.objects.get(dossier=dossier)
    twin.pk = None
    with pytest.raises(IntegrityError, match="one_party_per_role_and_issue"):
        twin.save(force_insert=True)


def test_a_number_is_given_once(cast: Cast) -> None:
    first, second = handed_over(cast).dossier, handed_over(cast).dossier
    taken = Result.objects.get(dossier=first).number
    assert refuses(Result.objects.filter(dossier=second), number=taken) == "one_result_per_number"


def test_every_check_is_tried_here() -> None:
    checks = {
        constraint.name
        for model in apps.get_app_config("dossiers").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    }
    assert checks == {name for name, _ in [*NO_DOSSIER, *NO_WORK_ITEM, *NO_FILE]}

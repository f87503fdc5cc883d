"""Publishing a version: what ends, what is refused, and that nobody changes it afterwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Model, QuerySet

from motcua.ground.kernel.actor import system
from motcua.onestop.procedures import actions, checker, examples, queries, rules
from motcua.onestop.procedures.checker import Definition
from motcua.onestop.procedures.models import (
    Case,
    Fee,
    LegalBasis,
    Procedure,
    ProcedureVersion,
    Requirement,
    ResultKind,
    TimeLimit,
)
from motcua.onestop.processes import actions as processes
from motcua.onestop.processes import examples as process_examples

pytestmark = pytest.mark.django_db

NOW = datetime(2015, 4, 20, 2, tzinfo=UTC)
CLERK = system("tests")
TWICE = str(uuid4())
PARTS: list[type[Model]] = [Case, Requirement, TimeLimit, Fee, LegalBasis, ResultKind]


@pytest.fixture
def process_id() -> int:
    return processes.publish(
        actor=CLERK, form_key=str(uuid4()), process=process_examples.two_approvals(), now=NOW
    )


def publish(definition: Definition, process_id: int, form_key: str = "") -> int:
    return actions.publish(
        actor=CLERK,
        form_key=form_key or str(uuid4()),
        definition=definition,
        process_version_id=process_id,
        now=NOW,
    )


def test_what_was_published_is_read_back_whole(process_id: int) -> None:
    definition = examples.certified_copy()
    facts = queries.version(publish(definition, process_id))
    for field in rules.Content.__dataclass_fields__:
        assert getattr(facts, field) == getattr(definition, field), field
    assert (facts.number, facts.process_version_id) == (1, process_id)


def test_the_same_content_is_the_same_version(process_id: int) -> None:
    first = publish(examples.permit(), process_id)
    assert publish(examples.permit(), process_id) == first


def test_a_form_sent_twice_publishes_once(process_id: int) -> None:
    first = publish(examples.permit(), process_id, TWICE)
    later = examples.permit(valid_from=date(2016, 1, 1))
    assert publish(later, process_id, TWICE) == first


def test_a_new_version_ends_the_last_on_the_day_it_begins(process_id: int) -> None:
    first = publish(examples.permit(), process_id)
    later = examples.permit(valid_from=date(2016, 1, 1), note="mới")
    second = publish(later, process_id)
    assert queries.in_force("1.013225", date(2015, 12, 31)) == first
    assert queries.in_force("1.013225", date(2016, 1, 1)) == second


@pytest.mark.parametrize("begins", [date(2015, 1, 1), date(2014, 12, 31)])
def test_a_version_does_not_begin_before_the_last_one(process_id: int, begins: date) -> None:
    publish(examples.permit(), process_id)
    with pytest.raises(checker.BeginsTooEarly):
        publish(examples.permit(valid_from=begins, note="mới"), process_id)
    assert ProcedureVersion.objects.get().valid_to is None


def test_a_broken_version_leaves_no_trace(process_id: int) -> None:
    with pytest.raises(checker.BrokenProcedure):
        publish(examples.permit(cases=()), process_id)
    assert not Procedure.objects.exists()


def test_a_new_name_is_found_at_the_counter(process_id: int) -> None:
    publish(examples.permit(), process_id)
    renamed = examples.permit(valid_from=date(2016, 1, 1), short_name="Giấy phép làm nhà")
    publish(renamed, process_id)
    assert queries.search("lam nha", date(2016, 1, 1))


# -- what the database keeps -------------------------------------------------------------


@pytest.mark.parametrize("change", [{"note": "khác"}, {"number": 7}, {"published_at": None}])
def test_a_published_version_is_not_changed(process_id: int, change: dict[str, object]) -> None:
    version_id = publish(examples.permit(), process_id)
    with (
        pytest.raises(IntegrityError, match="published_versions_are_immutable"),
        transaction.atomic(),
    ):
        ProcedureVersion.objects.filter(pk=version_id).update(**change)


def test_the_day_on_which_a_version_ends_is_set_once(process_id: int) -> None:
    versions = ProcedureVersion.objects.filter(pk=publish(examples.permit(), process_id))
    versions.update(valid_to=date(2016, 1, 1))
    with (
        pytest.raises(IntegrityError, match="published_versions_are_immutable"),
        transaction.atomic(),
    ):
        versions.update(valid_to=date(2017, 1, 1))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part._meta.model_name)
@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda rows: rows.update(version=F("version")), id="change"),
        pytest.param(lambda rows: rows.delete(), id="removal"),
        pytest.param(lambda rows: rows.bulk_create([_copy_of(rows[0])]), id="addition"),
    ],
)
def test_the_parts_of_a_published_version_are_kept(
    process_id: int, part: type[Model], write: Callable[[QuerySet[Model]], object]
) -> None:
    publish(examples.permit(), process_id)
    with (
        pytest.raises(IntegrityError, match="parts_of_published_versions_are_immutable"),
        transaction.atomic(),
    ):
        write(part._default_manager.order_by("pk"))


def _copy_of(row: Model) -> Model:
    row.pk = None
    return row


def test_versions_do_not_overlap_whoever_writes_them(process_id: int) -> None:
    version = ProcedureVersion.objects.get(pk=publish(examples.permit(), process_id))
    version.pk, version.number = None, 2
    with (
        pytest.raises(IntegrityError, match="procedure_has_one_version_at_a_time"),
        transaction.atomic(),
    ):
        ProcedureVersion.objects.bulk_create([version])


def test_the_digest_of_a_version_is_that_of_its_definition(process_id: int) -> None:
    definition = replace(examples.permit(), note="ghi chú")
    version = ProcedureVersion.objects.get(pk=publish(definition, process_id))
    assert version.digest == checker.digest(definition, process_id)

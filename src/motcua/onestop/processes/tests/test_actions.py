"""Publishing a process, and that nobody changes it afterwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from motcua.ground.kernel.actor import system
from motcua.onestop.processes import actions, examples, queries, rules
from motcua.onestop.processes.models import ProcessVersion

pytestmark = pytest.mark.django_db

NOW = datetime(2015, 4, 20, 2, tzinfo=UTC)
CLERK = system("tests")
TWICE = str(uuid4())


def publish(process: rules.Process, form_key: str = "") -> int:
    return actions.publish(actor=CLERK, form_key=form_key or str(uuid4()), process=process, now=NOW)


def test_a_published_process_is_read_back() -> None:
    process = examples.two_approvals()
    assert queries.process(publish(process)) == process


def test_a_version_is_read_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    version_id = publish(examples.two_approvals())
    with django_assert_num_queries(1):
        queries.process(version_id)
        queries.process(version_id)


def test_the_same_definition_is_the_same_version() -> None:
    first = publish(examples.two_approvals())
    assert publish(examples.two_approvals()) == first


def test_a_changed_definition_is_the_next_version() -> None:
    process = examples.two_approvals()
    first = publish(process)
    second = publish(replace(process, name="Tên khác"))
    numbers = ProcessVersion.objects.order_by("number").values_list("pk", "number")
    assert list(numbers) == [(first, 1), (second, 2)]


def test_a_form_sent_twice_publishes_once() -> None:
    process = examples.two_approvals()
    first = publish(process, TWICE)
    assert publish(replace(process, name="Tên khác"), TWICE) == first


def test_a_process_that_cannot_be_played_leaves_no_trace() -> None:
    broken = replace(examples.two_approvals(), steps=())
    with pytest.raises(rules.BrokenProcess):
        publish(broken)
    assert not ProcessVersion.objects.exists()


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda versions: versions.update(name="Tên khác"), id="change"),
        pytest.param(lambda versions: versions.delete(), id="removal"),
    ],
)
def test_the_database_keeps_a_published_version(
    write: Callable[[QuerySet[ProcessVersion]], object],
) -> None:
    versions = ProcessVersion.objects.filter(pk=publish(examples.two_approvals()))
    with (
        pytest.raises(IntegrityError, match="process_versions_are_immutable"),
        transaction.atomic(),
    ):
        write(versions)

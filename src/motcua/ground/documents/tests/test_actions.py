"""Printing: once, the same ever after, and never at the cost of what it tells of."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from motcua.ground.documents import actions, press, queries
from motcua.ground.documents.examples import NOW, receipt
from motcua.ground.documents.models import Slip, StoredFile
from motcua.ground.documents.rules import NotPrinted
from motcua.ground.documents.slips.receipt import Layout, ReceiptFacts

EVENT = 41
SAVEPOINT = 2
"""In a test, BEGIN and COMMIT of an action are statements that are counted."""


def print_receipt(facts: ReceiptFacts | None = None, event_id: int = EVENT) -> StoredFile:
    """Print the usual receipt of an event."""
    return actions.print_slip(
        facts=facts or receipt(), event_id=event_id, now=NOW + timedelta(minutes=1)
    )


@pytest.mark.django_db
def test_the_first_print_is_kept(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(4 + SAVEPOINT):
        stored = print_receipt()
    assert stored.name == "giay-tiep-nhan-000.00.16.H09-150415-0001.pdf"
    assert stored.media_type == "application/pdf"
    with queries.content(stored) as content:
        assert content.read().startswith(b"%PDF-")


@pytest.mark.django_db
def test_a_reprint_is_the_first_print_whatever_the_facts_are_by_then(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = print_receipt()
    with django_assert_num_queries(1):
        again = print_receipt(receipt(applicant="Ai khác"))
    assert again == first


@pytest.mark.django_db
def test_another_event_is_another_slip() -> None:
    first = print_receipt()
    second = print_receipt(receipt(issue=2), event_id=EVENT + 1)
    assert second.digest != first.digest
    assert second.name.endswith("-lan-2.pdf")


@pytest.mark.django_db
def test_another_layout_is_another_paper() -> None:
    first = print_receipt()
    assert print_receipt(receipt(layout=Layout.A5)).digest != first.digest
    assert print_receipt() == first


@pytest.mark.django_db
def test_a_press_that_fails_is_a_refusal_and_leaves_no_trace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(press, "FONTS", press.FORMS)
    with pytest.raises(NotPrinted) as refusal:
        print_receipt()
    assert refusal.value.status == 503
    assert not StoredFile.objects.exists()
    monkeypatch.undo()
    assert print_receipt().name.startswith("giay-tiep-nhan")


@pytest.mark.django_db(transaction=True)
def test_two_counters_that_print_at_once_get_one_slip() -> None:
    def at_a_counter(applicant: str) -> int:
        try:
            return print_receipt(receipt(applicant=applicant)).id
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as counters:
        printed = set(counters.map(at_a_counter, ["Uyên", "Ửng"]))
    assert printed == {Slip.objects.get().file_id}

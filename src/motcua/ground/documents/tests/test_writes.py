"""Taking files in and taking numbers."""

from contextlib import suppress

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoAssertNumQueries

from motcua.ground.agencies.examples import House, house
from motcua.ground.agencies.models import Agency
from motcua.ground.documents import writes
from motcua.ground.documents.models import NumberBook


@pytest.fixture
def agencies(db: None) -> House:
    return house()


def number(of: Agency, kind: str = "decision", year: int = 2015) -> int:
    """Take a number from a book."""
    return writes.take_number(agency_id=of.id, kind=kind, year=year)


def test_numbers_begin_at_one_in_each_book(agencies: House) -> None:
    city, ward = agencies.city, agencies.ward
    taken = [number(city), number(city), number(ward), number(city, "notice")]
    assert [*taken, number(city, year=2016), number(city)] == [1, 2, 1, 1, 1, 3]


def test_a_number_is_one_statement(
    agencies: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        number(agencies.city)


def test_an_act_that_fails_gives_its_number_back(agencies: House) -> None:
    number(agencies.city)
    with suppress(RuntimeError), transaction.atomic():
        number(agencies.city)
        raise RuntimeError
    assert number(agencies.city) == 2
    assert NumberBook.objects.get().last_number == 2


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_an_act_is_a_bug() -> None:
    with pytest.raises(TransactionManagementError):
        writes.take_number(agency_id=1, kind="decision", year=2015)

"""Taking files in and taking numbers."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoAssertNumQueries, Settings

from motcua.ground.agencies.examples import House, house
from motcua.ground.agencies.models import Agency
from motcua.ground.documents import queries, rules, writes
from motcua.ground.documents.examples import HTML, JPEG, NOW, PDF, inspected
from motcua.ground.documents.models import NumberBook, StoredFile
from motcua.ground.kernel.refusal import Refusal


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


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_are_neither_doubled_nor_skipped() -> None:
    city = house().city

    def clerk(turn: int) -> int | None:
        try:
            with transaction.atomic():
                taken = number(city)
                if turn % 4 == 0:
                    transaction.set_rollback(True)
                    return None
                return taken
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as clerks:
        taken = [n for n in clerks.map(clerk, range(40)) if n is not None]
    assert sorted(taken) == list(range(1, 31))


@pytest.mark.django_db
def test_a_file_is_kept_with_its_digest_and_its_true_type(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    found = inspected(PDF, "C:\\quét\\Giấy chứng sinh.pdf")
    with django_assert_num_queries(1):
        stored = writes.store(found, now=NOW)
    assert (stored.name, stored.size) == ("Giấy chứng sinh.pdf", len(PDF))
    assert stored.digest == hashlib.sha256(PDF).hexdigest()
    with queries.content(queries.file(stored.id)) as content:
        assert content.read() == PDF


@pytest.mark.django_db
def test_what_is_of_no_type_of_the_place_is_refused_there_too() -> None:
    with pytest.raises(rules.WrongType):
        writes.store(inspected(), kinds=(rules.PNG,), now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "giay.pdf", rules.EmptyFile),
        (JPEG, "giay.pdf", rules.MisnamedFile),
        (HTML, "giay.html", rules.WrongType),
        (HTML, "giay.png", rules.MisnamedFile),
        (PDF + bytes(500), "giay.pdf", rules.TooLarge),
    ],
)
def test_a_refused_file_leaves_no_trace(
    content: bytes, name: str, refusal: type[Refusal], settings: Settings, tmp_path: Path
) -> None:
    settings.UPLOAD_LIMIT_BYTES = len(PDF) + 499
    settings.FILES_ROOT = tmp_path
    with pytest.raises(refusal):
        writes.store(inspected(content, name), now=NOW)
    assert not StoredFile.objects.exists()
    assert not list(tmp_path.iterdir())

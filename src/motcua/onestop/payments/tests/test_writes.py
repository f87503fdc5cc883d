"""Charging fees and taking money in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoAssertNumQueries

from motcua.ground.kernel.actor import Actor, ActorKind
from motcua.ground.kernel.money import Dong
from motcua.ground.trail.rules import Subject
from motcua.onestop.payments import queries, writes
from motcua.onestop.payments.models import Entry
from motcua.onestop.payments.rules import Balance, MoreThanOwed, NothingCollected, ReceiptUsed

DOSSIER, OTHER = Subject("dossier", "1"), Subject("dossier", "2")
CASHIER = Actor(ActorKind.OFFICER, "Lê Thị Bông", user_id=7)
NOW = datetime(2015, 4, 15, 2, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def charge(amount: int, subject: Subject = DOSSIER) -> None:
    """Charge a fee."""
    writes.charge(subject=subject, fees=[writes.Fee("Lệ phí", Dong(amount))], now=NOW)


def money(amount: int, receipt_number: str = "", **facts: Any) -> writes.Money:
    """Return money in the hands of the usual payer."""
    payer = " Nguyễn  Thị Phương Uyên"
    return writes.Money(Dong(amount), payer, receipt_number, agency_id=3, **facts)


def collect(amount: int, receipt_number: str = "0001", subject: Subject = DOSSIER) -> Entry:
    """Take money from the usual payer."""
    return writes.collect(
        actor=CASHIER,
        subject=subject,
        money=money(amount, receipt_number),
        at=NOW,
    )


def test_money_comes_in_until_nothing_is_left() -> None:
    charge(6_000)
    charge(2_000)
    assert queries.balance(DOSSIER) == Balance(due=8_000, paid=0)
    entry = collect(5_000)
    assert (entry.payer, entry.collected_by) == ("Nguyễn Thị Phương Uyên", "Lê Thị Bông")
    assert queries.balance(DOSSIER).left == 3_000
    collect(3_000, "0002")
    assert queries.balance(DOSSIER).is_settled


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_or_less_is_no_payment(amount: int) -> None:
    charge(8_000)
    with pytest.raises(NothingCollected):
        collect(amount)
    assert queries.balance(DOSSIER).paid == 0


def test_no_more_is_taken_than_is_owed() -> None:
    charge(8_000)
    collect(5_000)
    with pytest.raises(MoreThanOwed) as refusal:
        collect(3_001, "0002")
    assert str(refusal.value.sentence) == "Còn 3.000 đồng chưa thu, đã nhập 3.001 đồng."
    assert queries.balance(DOSSIER).paid == 5_000


def test_a_money_receipt_is_entered_once() -> None:
    charge(8_000)
    collect(1_000)
    with pytest.raises(ReceiptUsed):
        collect(1_000)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_entry_is_never_changed_nor_removed(change: str) -> None:
    charge(8_000)
    entry = Entry.objects.filter(pk=collect(5_000).pk)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entry.delete() if change == "delete" else entry.update(amount=1)
    assert queries.balance(DOSSIER).paid == 5_000


def test_balances_are_one_statement_for_all(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    charge(8_000)
    with django_assert_num_queries(1):
        balances = queries.balances([DOSSIER, OTHER])
    assert balances == {DOSSIER: Balance(8_000, 0), OTHER: Balance(0, 0)}


def test_acts_on_money_are_counted(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        charge(8_000)
    with django_assert_num_queries(4):
        collect(8_000)


@pytest.mark.django_db(transaction=True)
def test_two_counters_never_take_more_than_is_owed() -> None:
    with transaction.atomic():
        charge(8_000)

    def counter(receipt_number: str) -> bool:
        try:
            with transaction.atomic():
                collect(5_000, receipt_number)
        except MoreThanOwed:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as counters:
        taken = list(counters.map(counter, ["0001", "0002", "0003", "0004"]))
    assert sorted(taken) == [False, False, False, True]
    assert queries.balance(DOSSIER) == Balance(due=8_000, paid=5_000)


@pytest.mark.django_db(transaction=True)
def test_entries_are_never_emptied() -> None:
    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE payments_entry")


@pytest.mark.django_db(transaction=True)
def test_money_outside_an_act_is_a_bug() -> None:
    with pytest.raises(TransactionManagementError):
        charge(8_000)
    with pytest.raises(TransactionManagementError):
        collect(8_000)

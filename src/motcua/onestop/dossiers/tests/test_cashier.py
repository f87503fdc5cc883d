"""A cashier beside the desk: money passes through his hands alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.models import Tenure
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import examples, panels, queries
from motcua.onestop.dossiers.actions import desk
from motcua.onestop.dossiers.examples import (
    COPY,
    MORNING,
    Cast,
    Life,
    copy_life,
    copy_matter,
    handed_over_unpaid,
    received,
)
from motcua.onestop.dossiers.intake import Payment, Refund
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.rules import CashierCollects, NotYours, RefundGround
from motcua.onestop.dossiers.tests.pages import Browser, events
from motcua.onestop.payments import queries as payments
from motcua.onestop.payments.rules import ReceiptOfAnother

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)


@pytest.fixture
def cashier(cast: Cast) -> Actor:
    return examples.actor(agencies.seat(cast.house.ward, PostKind.CASHIER, "Ngô Thị Kim Chi"))


def test_the_cashier_takes_the_money(cast: Cast, cashier: Actor) -> None:
    life = copy_life(cast)
    life.pay(cashier, 10_000)
    assert events(life)[-1] == "dossier.fee-collected"
    (entry,) = payments.entries(queries.subject_of(life.dossier.pk))
    assert entry.collected_by == "Ngô Thị Kim Chi"


def test_beside_him_a_receiver_takes_none(cast: Cast, cashier: Actor) -> None:
    life = copy_life(cast)
    before = events(life)
    with pytest.raises(CashierCollects):
        life.pay(cast.ward_receiver, 10_000)
    with pytest.raises(NotYours):
        life.pay(cast.ward_head, 10_000)
    assert events(life) == before
    with pytest.raises(CashierCollects):
        received(cast.ward_receiver, copy_matter(cast, money_receipt="BL-1"))
    assert Dossier.objects.count() == 1


def left(cashier: Actor) -> None:
    """Let a cashier leave his seat."""
    Tenure.objects.filter(post=cashier.grants[0].post_id).update(valid_to=MORNING.date())


def closed(cashier: Actor) -> None:
    """Let a cashier's account be closed while he still sits."""
    User.objects.filter(pk=cashier.user_id or 0).update(is_active=False)


@pytest.mark.parametrize("lose", [left, closed])
def test_while_his_seat_is_empty_the_receivers_do(
    cast: Cast, cashier: Actor, lose: Callable[[Actor], None]
) -> None:
    lose(cashier)
    life = copy_life(cast)
    life.pay(cast.ward_receiver, 10_000)
    assert payments.balance(queries.subject_of(life.dossier.pk)).is_settled


def test_the_counter_offers_no_money_to_be_taken(
    cast: Cast, browser: Browser, cashier: Actor
) -> None:
    page = browser.of(cast.ward_receiver, at=LATER).get(f"/tiep-nhan/?thu-tuc={COPY}")
    assert "Thủ quỹ thu" in page
    assert "Số biên lai" not in page


def test_his_list_holds_what_is_due_until_it_is_paid(
    cast: Cast, browser: Browser, cashier: Actor
) -> None:
    page = browser.of(cashier, at=LATER).get("/thu-tien/")
    assert "Không có hồ sơ nào chờ thu tiền." in page
    life = copy_life(cast)
    page = browser.get("/thu-tien/")
    assert life.dossier.code in page
    assert "10.000 đồng" in page
    home = panels.to_collect(cashier, LATER)
    assert home is not None
    assert [line.name for line in home.lines] == [life.dossier.applicant_name]
    life.pay(cashier, 10_000)
    assert life.dossier.code not in browser.get("/thu-tien/")


def test_what_was_handed_over_unpaid_stays_on_his_list_until_it_is_paid(
    cast: Cast, browser: Browser, cashier: Actor
) -> None:
    life = handed_over_unpaid(cast)
    where = f"/ho-so/{life.dossier.code}/"
    late = life.now + timedelta(hours=1)
    assert life.dossier.code in browser.of(cashier, at=late).get("/thu-tien/")
    assert f'href="{where}thu-tien/"' in browser.get(where)
    browser.get(f"{where}thu-tien/")
    assert f"{where}thu-tien/" not in browser.of(cast.ward_receiver, at=late).get(where)
    life.pay(cashier, 10_000)
    assert life.dossier.code not in browser.of(cashier, at=late).get("/thu-tien/")
    assert f"{where}thu-tien/" not in browser.get(where)
    browser.get(f"{where}thu-tien/", status=409)


@pytest.mark.parametrize("address", ["/viec/", "/tiep-nhan/", "/so-theo-doi/", "/nhat-ky-xem/"])
def test_other_posts_pages_are_closed_to_him(
    cast: Cast, browser: Browser, cashier: Actor, address: str
) -> None:
    browser.of(cashier, at=LATER).get(address, status=403)


def test_beside_him_his_list_is_closed_to_others(
    cast: Cast, browser: Browser, cashier: Actor
) -> None:
    copy_life(cast)
    page = browser.of(cast.ward_receiver, at=LATER).get("/thu-tien/", status=403)
    assert "Ở cơ quan này thủ quỹ thu tiền." in page
    assert "/thu-tien/" not in browser.get("/bang-ke-thu/")
    assert panels.to_collect(cast.ward_receiver, LATER) is None
    browser.of(cast.ward_head, at=LATER).get("/thu-tien/", status=403)


def test_where_none_sits_the_receivers_have_the_list(cast: Cast, browser: Browser) -> None:
    assert panels.to_collect(cast.ward_receiver, LATER) is None
    life = handed_over_unpaid(cast)
    late = life.now + timedelta(hours=1)
    page = browser.of(cast.ward_receiver, at=late)
    assert 'href="/thu-tien/"' in page.get("/bang-ke-thu/")
    assert life.dossier.code in page.get("/thu-tien/")
    home = panels.to_collect(cast.ward_receiver, late)
    assert home is not None
    assert [line.name for line in home.lines] == [life.dossier.applicant_name]
    assert life.dossier.code not in browser.of(cast.city_receiver, at=late).get("/thu-tien/")
    life.pay(cast.ward_receiver, 10_000)
    assert panels.to_collect(cast.ward_receiver, late) is None


class TestOneReceiptForOneDossier:
    def pay(self, life: Life, number: str, actor: Actor, amount: int = 10_000) -> None:
        desk.collect_fee(
            actor=actor,
            form_key=examples.key(),
            code=life.dossier.code,
            payment=Payment(amount, "Uyên", number),
            now=LATER,
        )

    def test_it_is_refused_for_a_second_one_by_name(self, cast: Cast) -> None:
        first, second = copy_life(cast), copy_life(cast)
        self.pay(first, "0001234", cast.ward_receiver)
        before = events(second)
        with pytest.raises(ReceiptOfAnother) as refusal:
            self.pay(second, " 0001234 ", cast.ward_receiver)
        assert first.dossier.code in str(refusal.value.sentence)
        assert events(second) == before
        self.pay(second, "AB-26P 0001234", cast.ward_receiver)

    def test_an_intake_is_refused_whole(self, cast: Cast) -> None:
        paid = copy_matter(cast, money_receipt="0001234")
        received(cast.ward_receiver, paid)
        with pytest.raises(ReceiptOfAnother):
            received(cast.ward_receiver, paid)
        assert Dossier.objects.count() == 1

    def test_another_desk_and_another_year_have_books_of_their_own(self, cast: Cast) -> None:
        received(cast.ward_receiver, copy_matter(cast, money_receipt="0001234"))
        for agency_id, year, count in (
            (cast.house.ward.pk, MORNING.year, 1),
            (cast.house.ward.pk, MORNING.year + 1, 0),
            (cast.house.city.pk, MORNING.year, 0),
        ):
            there = payments.with_receipt("0001234", agency_id=agency_id, year=year)
            assert there.count() == count

    def test_what_was_entered_by_mistake_and_given_back_holds_no_number(self, cast: Cast) -> None:
        first, second, third = copy_life(cast), copy_life(cast), copy_life(cast)
        self.pay(first, "0001234", cast.ward_receiver)
        desk.refund(
            actor=cast.ward_receiver,
            form_key=examples.key(),
            code=first.dossier.code,
            seen=first.seen(),
            refund=Refund(10_000, "Uyên", RefundGround.WRONG),
            reason="Ghi nhầm hồ sơ.",
            now=LATER,
        )
        self.pay(first, "0001235", cast.ward_receiver)
        self.pay(second, "0001234", cast.ward_receiver)
        with pytest.raises(ReceiptOfAnother):
            self.pay(third, "0001235", cast.ward_receiver)

    def test_the_form_says_so_at_the_number(self, cast: Cast, browser: Browser) -> None:
        first, second = copy_life(cast), copy_life(cast)
        self.pay(first, "0001234", cast.ward_receiver)
        where = f"/ho-so/{second.dossier.code}/thu-tien/"
        typed = {"amount": "10000", "payer": "Uyên", "receipt_number": "0001234", "way": "cash"}
        page = browser.of(cast.ward_receiver, at=LATER).post(where, status=409, **typed)
        assert f"đã ghi cho hồ sơ {first.dossier.code}" in page
        assert 'value="0001234"' in page
        assert "ghi nhầm số thì ở đó hoàn với lý do thu sai" in page


@pytest.mark.django_db(transaction=True)
def test_two_counters_never_enter_one_receipt_twice(cast: Cast) -> None:
    lives = [copy_life(cast) for _ in range(3)]

    def counter(life: Life) -> bool:
        try:
            TestOneReceiptForOneDossier().pay(life, "0001234", cast.ward_receiver)
        except ReceiptOfAnother:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as counters:
        assert sorted(counters.map(counter, lives)) == [False, False, True]

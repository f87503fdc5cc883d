"""Giving money back, and closing the sheet of a day."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from motcua.ground.agencies import examples as agencies
from motcua.ground.kernel.money import Dong
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.trail import rules as sealing
from motcua.ground.trail.models import Event
from motcua.onestop.payments import queries, rules, writes
from motcua.onestop.payments.models import CashSheet, Entry
from motcua.onestop.payments.queries import SheetKey
from motcua.onestop.payments.rules import Balance, MoreThanPaid, NothingCollected, NothingPaid
from motcua.onestop.payments.tests.test_writes import CASHIER, DOSSIER, NOW

pytestmark = pytest.mark.django_db
TODAY = localdate(NOW)


@pytest.fixture
def desk() -> int:
    return agencies.house().ward.pk


def charge(amount: int = 8_000, kind: str = "fee") -> None:
    fee = writes.Fee("Phí chứng thực", Dong(amount), kind)
    writes.charge(subject=DOSSIER, fees=[fee], now=NOW)


def collect(desk: int, amount: int, number: str = "0001", at: datetime = NOW) -> Entry:
    money = writes.Money(Dong(amount), "Uyên", number, desk)
    return writes.collect(actor=CASHIER, subject=DOSSIER, money=money, at=at)


def give_back(desk: int, amount: int, at: datetime = NOW) -> Entry:
    money = writes.Money(Dong(amount), "Uyên", "", desk)
    return writes.give_back(actor=CASHIER, subject=DOSSIER, money=money, ground="wrong", at=at)


def spare(desk: int, spared: dict[tuple[str, str], Dong]) -> None:
    sparing = writes.Sparing("poor", "Hộ nghèo", "Nghị quyết 12", "Giấy 5", desk)
    writes.spare(actor=CASHIER, subject=DOSSIER, sparing=sparing, spared=spared, at=NOW)


def close(desk: int, day: date = TODAY, counted: int = 0, **facts: Any) -> CashSheet:
    key = SheetKey(desk, CASHIER.user_id or 0, day)
    usual = {"actor": CASHIER, "post_id": 5, "key": key, "counted": counted}
    return writes.close_sheet(**{**usual, "explanation": "", "at": NOW, **facts})


class TestRefund:
    def test_what_was_paid_goes_back_under_a_number(self, desk: int) -> None:
        charge()
        collect(desk, 8_000)
        numbers = [give_back(desk, 3_000).receipt_number, give_back(desk, 5_000).receipt_number]
        assert numbers == ["01/HT", "02/HT"]
        assert queries.balance(DOSSIER) == Balance(due=8_000, paid=0)

    def test_numbers_begin_anew_each_year(self, desk: int) -> None:
        charge()
        collect(desk, 8_000)
        next_year = NOW + timedelta(days=365)
        numbers = [give_back(desk, 1_000, at).receipt_number for at in (NOW, next_year)]
        assert numbers == ["01/HT", "01/HT"]

    def test_a_receipt_may_bear_the_number_of_a_refund(self, desk: int) -> None:
        charge()
        collect(desk, 8_000)
        give_back(desk, 1_000)
        assert collect(desk, 1_000, "01/HT").receipt_number == "01/HT"

    def test_never_more_than_came_in_and_stayed(self, desk: int) -> None:
        charge()
        collect(desk, 8_000)
        give_back(desk, 3_000)
        with pytest.raises(MoreThanPaid):
            give_back(desk, 5_001)
        with pytest.raises(NothingCollected, match=r"Số tiền phải lớn hơn 0\."):
            give_back(desk, 0)
        give_back(desk, 5_000)
        with pytest.raises(NothingPaid):
            give_back(desk, 1)
        assert Entry.objects.count() == 3

    def test_the_last_that_came_in_goes_back_first(self, desk: int) -> None:
        charge(8_000)
        charge(5_000, kind=rules.CHARGE)
        collect(desk, 13_000)
        assert give_back(desk, 6_000).charges == 5_000

    @pytest.mark.parametrize(
        ("spared", "back"), [(8_000, (8_000,)), (8_000, (4_000, 4_000)), (4_000, (4_000,))]
    )
    def test_what_an_exemption_spares_later_goes_back_as_what_it_was(
        self, desk: int, spared: int, back: tuple[int, ...]
    ) -> None:
        charge(8_000, kind=rules.CHARGE)
        collect(desk, 8_000)
        spare(desk, {(rules.CHARGE, "Phí chứng thực"): Dong(spared)})
        assert tuple(give_back(desk, amount).charges for amount in back) == back

    @pytest.mark.parametrize(
        ("kinds", "left"),
        [
            pytest.param(("fee", rules.CHARGE), 5_000, id="each its own"),
            pytest.param(("", rules.CHARGE), 4_000, id="an old row by its name"),
        ],
    )
    def test_of_two_sums_of_one_name_each_is_spared_its_own(
        self, desk: int, kinds: tuple[str, str], left: int
    ) -> None:
        for kind in kinds:
            charge(8_000, kind=kind)
        name = "Phí chứng thực"
        spare(desk, {(rules.CHARGE, name): Dong(6_000), ("fee", name): Dong(5_000)})
        assert queries.balance(DOSSIER).due == left

    @pytest.mark.django_db(transaction=True)
    def test_of_two_who_give_it_back_one_is_refused(self, desk: int) -> None:
        with transaction.atomic():
            charge()
            collect(desk, 8_000)

        def counter(amount: int) -> bool:
            try:
                with transaction.atomic():
                    give_back(desk, amount)
            except (MoreThanPaid, NothingPaid):
                return False
            else:
                return True
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as counters:
            done = list(counters.map(counter, [8_000, 8_000]))
        assert sorted(done) == [False, True]
        assert queries.balance(DOSSIER).paid == 0


class TestSheet:
    def test_it_is_closed_once_and_recorded(self, desk: int) -> None:
        charge()
        collect(desk, 5_000)
        give_back(desk, 1_000)
        sheet = close(desk, counted=4_000)
        assert (sheet.expected, sheet.counted) == (4_000, 4_000)
        event = Event.objects.get(name="cash-sheet.closed")
        assert event.post_id == 5
        with pytest.raises(rules.SheetClosed):
            close(desk, counted=4_000)

    def test_what_comes_after_stands_on_the_next_day(self, desk: int) -> None:
        charge()
        collect(desk, 5_000)
        close(desk, counted=5_000)
        later = collect(desk, 1_000, "0002")
        assert later.sheet_day == TODAY + timedelta(days=1)
        sheets = list(queries.sheets([desk]))
        assert [row["collected"] for row in sheets] == [1_000, 5_000]
        assert [row["closed_at"] is None for row in sheets] == [True, False]

    def test_midnight_is_where_the_office_is(self, desk: int) -> None:
        charge()
        just_before = datetime.fromisoformat("2015-04-15T23:59:59+07:00")
        assert collect(desk, 1_000, "1", just_before).sheet_day == date(2015, 4, 15)
        just_after = just_before + timedelta(seconds=1)
        assert collect(desk, 1_000, "2", just_after).sheet_day == date(2015, 4, 16)
        with pytest.raises(rules.EarlierSheetOpen):
            close(desk, date(2015, 4, 16), 1_000, at=just_after)
        close(desk, date(2015, 4, 15), 1_000, at=just_after)
        close(desk, date(2015, 4, 16), 1_000, at=just_after)

    @pytest.mark.parametrize(
        ("facts", "refusal"),
        [
            ({"counted": 4_000}, rules.ShortUnexplained),
            ({"day": TODAY + timedelta(days=1)}, rules.SheetToCome),
            ({"day": TODAY - timedelta(days=1)}, rules.NoSuchSheet),
        ],
    )
    def test_a_refusal_leaves_no_trace(
        self, desk: int, facts: dict[str, Any], refusal: type[Refusal]
    ) -> None:
        charge()
        collect(desk, 5_000)
        with pytest.raises(refusal), transaction.atomic():
            close(desk, **facts)
        assert not CashSheet.objects.exists()
        assert not Event.objects.exists()
        assert collect(desk, 1_000, "0002").sheet_day == TODAY

    def test_money_by_transfer_is_not_counted(self, desk: int) -> None:
        charge()
        money = writes.Money(Dong(8_000), "Uyên", "1", desk, rules.Way.TRANSFER)
        writes.collect(actor=CASHIER, subject=DOSSIER, money=money, at=NOW)
        assert close(desk, counted=0).expected == 0

    def test_why_another_closed_it_is_sealed_by_itself(self, desk: int) -> None:
        charge()
        collect(desk, 5_000)
        words = "Nghỉ việc."
        sheet = close(desk, counted=4_000, explanation=words, reason=words)
        body = json.loads(Event.objects.get(name="cash-sheet.closed-for-another").body)
        assert body["reason_digest"] == sealing.seal(words, sheet.reason_salt)
        assert body["reason_digest"] != body["explanation_digest"]
        assert sheet.is_closed_for_another

    @pytest.mark.parametrize("change", ["update", "delete"])
    def test_a_closed_sheet_is_never_changed(self, desk: int, change: str) -> None:
        charge()
        collect(desk, 5_000)
        sheet = CashSheet.objects.filter(pk=close(desk, counted=5_000).pk)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            sheet.delete() if change == "delete" else sheet.update(counted=1)

"""What is phí and what lệ phí in a payment, on whose sheet it stands, what a sheet adds up to."""

from datetime import date

import pytest

from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.payments import rules
from motcua.onestop.payments.rules import CHARGE, EntryKind, Owed, Passed, SheetRow, SheetSums, Way

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)
OWED = (Owed("fee", 100), Owed(CHARGE, 50), Owed("fee", 30))


@pytest.mark.parametrize(
    ("begin", "end", "charges"),
    [(0, 100, 0), (0, 120, 20), (100, 150, 50), (140, 180, 10), (150, 180, 0), (0, 180, 50)],
)
def test_what_is_owed_is_paid_in_its_order(begin: int, end: int, charges: int) -> None:
    assert rules.charges_in(OWED, begin, end) == charges


IN, OUT = EntryKind.COLLECTION, EntryKind.REFUND


@pytest.mark.parametrize(
    ("entries", "kept"),
    [
        ([], ""),
        ([(IN, "a", 10)], "a"),
        ([(IN, "a", 10), (OUT, "", 10)], ""),
        ([(IN, "a", 10), (OUT, "", 4)], "a"),
        ([(IN, "a", 10), (OUT, "", 10), (IN, "b", 10)], "b"),
        ([(IN, "a", 10), (IN, "b", 10), (OUT, "", 10)], "a"),
        ([(IN, "a", 10), (IN, "b", 10), (OUT, "", 15)], "a"),
        ([(IN, "a", 10), (IN, "b", 10), (OUT, "", 20)], ""),
    ],
)
def test_a_receipt_is_kept_while_money_of_it_stays(
    entries: list[tuple[EntryKind, str, int]], kept: str
) -> None:
    assert rules.kept_receipts(entries) == set(kept)


@pytest.mark.parametrize(
    ("today", "closed_through", "expected"),
    [
        (MONDAY, None, MONDAY),
        (TUESDAY, MONDAY, TUESDAY),
        (MONDAY, MONDAY, TUESDAY),
        (WEDNESDAY, MONDAY, WEDNESDAY),
        (MONDAY, TUESDAY, WEDNESDAY),
    ],
    ids=["first day", "next day", "after closing", "days later", "clock set back"],
)
def test_what_comes_after_closing_stands_on_the_next_day(
    today: date, closed_through: date | None, expected: date
) -> None:
    assert rules.sheet_day(today, closed_through) == expected


@pytest.mark.parametrize(
    ("day", "closed_through", "earlier_open", "refusal"),
    [
        (TUESDAY, None, None, None),
        (MONDAY, None, None, None),
        (WEDNESDAY, None, None, rules.SheetToCome),
        (TUESDAY, TUESDAY, None, rules.SheetClosed),
        (MONDAY, TUESDAY, None, rules.SheetClosed),
        (TUESDAY, None, MONDAY, rules.EarlierSheetOpen),
    ],
)
def test_when_a_sheet_is_closed(
    day: date,
    closed_through: date | None,
    earlier_open: date | None,
    refusal: type[Refusal] | None,
) -> None:
    facts = {"closed_through": closed_through, "earlier_open": earlier_open}
    if refusal is None:
        rules.check_closing(day, today=TUESDAY, **facts)
        return
    with pytest.raises(refusal):
        rules.check_closing(day, today=TUESDAY, **facts)


def test_a_difference_is_explained() -> None:
    rules.check_counted(8_000, expected=8_000, explanation="")
    rules.check_counted(7_000, expected=8_000, explanation="Thối nhầm một nghìn.")
    with pytest.raises(rules.ShortUnexplained, match=r" 1\.000"):
        rules.check_counted(7_000, expected=8_000, explanation="  ")
    with pytest.raises(rules.OverUnexplained, match=r" 1\.000"):
        rules.check_counted(9_000, expected=8_000, explanation="")


def test_a_day_adds_up() -> None:
    sums = SheetSums(
        (
            Passed(EntryKind.COLLECTION, Way.CASH, 150, 50, "0002"),
            Passed(EntryKind.COLLECTION, Way.TRANSFER, 70, 0, "0001"),
            Passed(EntryKind.REFUND, Way.CASH, 30, 10, "01/HT"),
        )
    )
    assert sums.row(EntryKind.COLLECTION, charges=False) == SheetRow(100, 70)
    assert sums.row(EntryKind.COLLECTION, charges=True) == SheetRow(50, 0)
    assert sums.row(EntryKind.REFUND, charges=True) == SheetRow(10, 0)
    assert (sums.left, sums.left.whole) == (SheetRow(120, 70), 190)
    assert sums.numbers(EntryKind.COLLECTION) == ("0001", "0002")
    assert SheetSums(()).numbers(EntryKind.REFUND) is None


def test_numbers_stand_by_their_size() -> None:
    given_back = (
        Passed(EntryKind.REFUND, Way.CASH, 10, 0, number)
        for number in ("100/HT", "99/HT", "", "101/HT")
    )
    assert SheetSums(tuple(given_back)).numbers(EntryKind.REFUND) == ("99/HT", "101/HT")

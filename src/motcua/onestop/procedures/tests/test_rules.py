"""Limits and fees as tables, and the price of pages as properties."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.calendars.clock import Limit, Unit
from motcua.onestop.procedures import examples, rules
from motcua.onestop.procedures.rules import Fee, FeeKind, FeeStep, Per, TimeLimit

PERMIT = examples.permit()
COPY = examples.certified_copy()


def limit(case_key: str, channel: str, days: int) -> TimeLimit:
    return TimeLimit(case_key, channel, Limit(days, Unit.DAY), "bản ghi")


def charge(case_key: str, channel: str, amount: int | None, name: str = "Lệ phí") -> Fee:
    return Fee(case_key, channel, FeeKind.CHARGE, name, amount, Per.DOSSIER, "bản ghi")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([limit("", "", 20)], 20, id="one limit for all"),
        pytest.param([limit("", "", 20), limit("nha-o", "", 15)], 15, id="the case is closer"),
        pytest.param([limit("", "", 20), limit("", "online", 10)], 10, id="the channel is closer"),
        pytest.param(
            [limit("nha-o", "", 15), limit("", "online", 10)], 15, id="the case before the channel"
        ),
        pytest.param(
            [limit("nha-o", "online", 5), limit("nha-o", "", 15)], 5, id="case and channel"
        ),
        pytest.param(
            [limit("", "", 20), limit("cong-trinh", "online", 5)], 20, id="another case is none"
        ),
    ],
)
def test_limit_for(lines: list[TimeLimit], expected: int) -> None:
    facts = replace(PERMIT, limits=tuple(lines))
    assert rules.limit_for(facts, "nha-o", "online") == Limit(expected, Unit.DAY)


def test_no_time_is_promised_for_a_channel_that_is_not_offered() -> None:
    facts = replace(PERMIT, limits=(limit("", "counter", 20),))
    with pytest.raises(rules.ChannelNotOffered):
        rules.limit_for(facts, "nha-o", "online")


@pytest.mark.parametrize("ask", [rules.limit_for, rules.fee_for])
def test_an_unknown_case_is_refused(ask: object) -> None:
    with pytest.raises(rules.NoSuchCase):
        ask(PERMIT, "biet-thu", "counter")  # type: ignore[operator]


@pytest.mark.parametrize(
    ("fees", "expected"),
    [
        pytest.param([], 0, id="nothing is asked"),
        pytest.param([charge("", "", 0)], 0, id="free"),
        pytest.param([charge("", "", 50_000)], 50_000, id="one sum"),
        pytest.param([charge("", "", 50_000), charge("", "online", 0)], 0, id="free online"),
        pytest.param(
            [charge("", "", 50_000), charge("", "", 100_000, "Phí công bố")], 150_000, id="two sums"
        ),
        pytest.param([charge("", "", None)], None, id="no record gives it"),
        pytest.param(
            [charge("", "", 50_000), charge("", "", None, "Phí")], None, id="one is not known"
        ),
        pytest.param([charge("", "post", 50_000)], 0, id="another channel pays"),
    ],
)
def test_what_is_due(fees: list[Fee], expected: int | None) -> None:
    facts = replace(PERMIT, fees=tuple(fees))
    assert rules.amount_due(rules.fee_for(facts, "nha-o", "online")) == expected


def test_a_fee_that_no_record_gives_says_so() -> None:
    (line,) = rules.fee_for(PERMIT, "nha-o", "counter")
    assert line.amount is None
    assert str(line.words) == "chưa có dữ liệu"


@pytest.mark.parametrize(
    ("pages", "copies", "expected"),
    [
        pytest.param(1, 1, 2_000, id="one page"),
        pytest.param(2, 1, 4_000, id="two pages"),
        pytest.param(3, 1, 5_000, id="cheaper from the third"),
        pytest.param(3, 4, 20_000, id="each copy by itself"),
        pytest.param(198, 1, 200_000, id="just at the cap"),
        pytest.param(500, 2, 400_000, id="the cap is of a copy, not of the dossier"),
    ],
)
def test_certified_copies_are_paid_by_the_page(pages: int, copies: int, expected: int) -> None:
    (line,) = rules.fee_for(COPY, "chung", "counter", pages=pages, copies=copies)
    assert line.amount == expected


def test_a_fee_by_the_page_tells_how_it_came_about() -> None:
    (line,) = rules.fee_for(COPY, "chung", "counter", pages=3, copies=2)
    assert str(line.words) == "3 trang, 5.000 đồng mỗi bản, 2 bản"


@st.composite
def fees_by_page(draw: st.DrawFn) -> Fee:
    amounts = st.integers(0, 10_000)
    begins = sorted(draw(st.sets(st.integers(2, 60), max_size=4)))
    steps = tuple(FeeStep(page, draw(amounts)) for page in begins)
    cap = draw(st.none() | st.integers(0, 300_000))
    return Fee("", "", FeeKind.FEE, "Phí", draw(amounts), Per.PAGE, "", steps, cap)


@given(fees_by_page(), st.integers(1, 100))
def test_bands_of_pages_cost_what_the_pages_cost_one_by_one(fee: Fee, pages: int) -> None:
    def price_of_page(page: int) -> int:
        begun = [step.amount for step in fee.steps if step.from_page <= page]
        return begun[-1] if begun else fee.amount or 0

    one_by_one = sum(price_of_page(page) for page in range(1, pages + 1))
    expected = one_by_one if fee.cap is None else min(one_by_one, fee.cap)
    assert rules.price_of_copy(fee, pages) == expected


@given(fees_by_page(), st.integers(1, 100))
def test_another_page_never_makes_it_cheaper(fee: Fee, pages: int) -> None:
    assert rules.price_of_copy(fee, pages) <= rules.price_of_copy(fee, pages + 1)


@given(fees_by_page(), st.integers(1, 100), st.integers(1, 50))
def test_copies_cost_the_same_each(fee: Fee, pages: int, copies: int) -> None:
    facts = replace(COPY, fees=(fee,))
    (line,) = rules.fee_for(facts, "chung", "counter", pages=pages, copies=copies)
    assert line.amount == rules.price_of_copy(fee, pages) * copies


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param(" ho kinh", True, id="beginnings of words, without accents"),
        pytest.param(" hkd", True, id="initials from any word on"),
        pytest.param(" 1 001612", True, id="the code"),
        pytest.param(" inh", False, id="not the middle of a word"),
    ],
)
def test_search_text(*, typed: str, found: bool) -> None:
    name = "Đăng ký thành lập hộ kinh doanh"
    assert (typed in rules.search_text("1.001612", name, name)) is found

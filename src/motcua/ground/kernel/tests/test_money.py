import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.kernel.money import format_dong


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "0"), (500, "500"), (8000, "8.000"), (1234567, "1.234.567"), (-8000, "-8.000")],
)
def test_format_dong(amount: int, written: str) -> None:
    assert format_dong(amount) == written


@given(st.integers(-(10**15), 10**15))
def test_no_dong_is_lost(amount: int) -> None:
    assert int(format_dong(amount).replace(".", "")) == amount

"""Money: whole đồng, written as the Vietnamese write it."""

from typing import NewType

Dong = NewType("Dong", int)
NOTHING = Dong(0)


def format_dong(amount: int) -> str:
    """Return the amount with a point between thousands, "8.000"; the page adds "đồng"."""
    return f"{amount:,}".replace(",", ".")

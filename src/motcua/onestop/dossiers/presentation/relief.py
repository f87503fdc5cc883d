"""What somebody is spared, as every page and paper spells it. Pure."""

from motcua.ground.kernel.money import Dong, format_dong
from motcua.ground.kernel.words import Words, mark


def relief(amount: int, name: str) -> Words:
    """
    Return how much an exemption takes off, and which it is.

    :param amount: đồng, as they were granted.
    :param name: of the exemption in full text.
    """
    return Words(mark("{amount} đồng: {name}"), {"amount": format_dong(Dong(amount)), "name": name})


def reduced(amount: int, name: str) -> Words:
    """Return the same as a part of a sentence that does not say yet what it is about."""
    return Words(mark("miễn, giảm {relief}"), {"relief": relief(amount, name)})

"""How a text travels as an SMS: what it weighs, and the text without diacritics. Pure."""

import unicodedata
from dataclasses import dataclass
from math import ceil

# 3GPP TS 23.038: the alphabet of seven bits, and what takes an escape besides.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
STROKES = str.maketrans({"đ": "d", "Đ": "D", "–": "-", "“": '"', "”": '"', "’": "'", "…": "..."})
NO_SUCH_LETTER = "?"


@dataclass(frozen=True, slots=True)
class Weight:
    """
    What a text takes on its way.

    :param characters: as the network counts them, not as the eye does.
    :param parts: how many messages it travels in, each paid for.
    """

    characters: int
    parts: int


def weigh(text: str) -> Weight:
    """Return what a text takes: 160 to a message in seven bits, else 70; fewer if it needs two."""
    if BASIC.issuperset(text) or (BASIC | EXTENDED).issuperset(text):
        characters = sum(2 if char in EXTENDED else 1 for char in text)
        return Weight(characters, _parts(characters, single=160, each=153))
    characters = len(text.encode("utf-16-be")) // 2
    return Weight(characters, _parts(characters, single=70, each=67))


def _parts(characters: int, *, single: int, each: int) -> int:
    return 1 if characters <= single else ceil(characters / each)


def bare(text: str) -> str:
    """Return the text in the alphabet of seven bits: no diacritics, and no letters it lacks."""
    decomposed = unicodedata.normalize("NFKD", text.translate(STROKES))
    letters = (char for char in decomposed if not unicodedata.combining(char))
    return "".join(
        char if char in BASIC or char in EXTENDED else NO_SUCH_LETTER for char in letters
    )

"""What an officer looks for, read from what he typed: the end of a code, a number, a name."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from motcua.ground.kernel import identity
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_line, initials, mask_tail, search_key

# Whoever types more words than these does not search for a person.
WORDS_READ = 8
NUMBERS: dict[str, Callable[[str], str]] = {
    "identity_number": identity.identity_number,
    "phone": identity.phone_number,
    "tax_code": identity.tax_code,
}
"""What a party is known by, and how it is written where it is stored."""


@dataclass(frozen=True, slots=True)
class Sought:
    """
    What somebody looks for.

    :param words: the words of a name, as keys; each may be only begun.
    :param digits: the last digits of a code, or all.
    :param numbers: each number of a person or a firm that the digits may be, by its kind.
    :param masked: what may be kept of a personal key; empty where there is none.
    """

    words: tuple[str, ...] = ()
    digits: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)
    masked: str = ""

    @property
    def is_anything(self) -> bool:
        """Whether anything was typed that can be looked for."""
        return bool(self.words or self.digits)


def read(typed: str) -> Sought:
    """
    Return what was typed as what it is: a name if one of its words has no digit.

    "0912.345.386" and "+84 912 345 386" are the same number; "261102-0037", "0037" and the
    whole code end alike.
    """
    tokens = search_key(typed).split()[:WORDS_READ]
    if any(token.isalpha() for token in tokens):
        return Sought(words=tuple(tokens), masked=initials(clean_line(typed)))
    digits = _digits(typed)
    has_letters = any(not token.isdigit() for token in tokens)
    numbers = {} if has_letters else _numbers(typed, digits)
    return Sought(digits=digits, numbers=numbers, masked=mask_tail(digits) if numbers else "")


def key_of(names: Iterable[str], code: str) -> str:
    """
    Return what a dossier is found by: its people's names, its code, and the code's bare digits.

    The digits stand last, so that a code is found by how it ends.
    """
    return " ".join([*map(search_key, names), search_key(code), _digits(code)])


def _numbers(typed: str, digits: str) -> dict[str, str]:
    """Return every number that these digits may be, as it is stored, by its kind."""
    plus = "+" if typed.strip().startswith("+") else ""
    found = {}
    for kind, number in NUMBERS.items():
        with suppress(Refusal):
            found[kind] = number(f"{plus}{digits}")
    return found


def _digits(text: str) -> str:
    return "".join(re.findall(r"[0-9]+", text))

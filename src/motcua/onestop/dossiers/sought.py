"""What an officer looks for, read from what he typed: the end of a code, a number, a name."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from motcua.ground.kernel import identity
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_line, initials, mask_tail, search_key

# Whoever types more words than these does not search for a person.
WORDS_READ = 8
NUMBERS: tuple[Callable[[str], str], ...] = (
    identity.identity_number,
    identity.phone_number,
    identity.tax_code,
)


@dataclass(frozen=True, slots=True)
class Sought:
    """
    What somebody looks for.

    :param words: the words of a name, as keys; each may be only begun.
    :param digits: the last digits of a code, or all.
    :param numbers: what the digits are, if they are a person's or a firm's number.
    :param masked: what may be kept of a personal key; empty where there is none.
    """

    words: tuple[str, ...] = ()
    digits: str = ""
    numbers: tuple[str, ...] = ()
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
    numbers = () if has_letters else _numbers(typed, digits)
    return Sought(digits=digits, numbers=numbers, masked=mask_tail(digits) if numbers else "")


def key_of(names: Iterable[str], code: str) -> str:
    """
    Return what a dossier is found by: its people's names, its code, and the code's bare digits.

    The digits stand last, so that a code is found by how it ends.
    """
    return " ".join([*map(search_key, names), search_key(code), _digits(code)])


def _numbers(typed: str, digits: str) -> tuple[str, ...]:
    """Return every number that these digits may be, as it is stored."""
    plus = "+" if typed.strip().startswith("+") else ""
    found: list[str] = []
    for number in NUMBERS:
        with suppress(Refusal):
            found.append(number(f"{plus}{digits}"))
    return tuple(dict.fromkeys(found))


def _digits(text: str) -> str:
    return "".join(re.findall(r"[0-9]+", text))

"""
What makes a password hard to guess, after NIST SP 800-63B.

Length counts, and that nobody guesses it from the person, the agency, the product or the
keyboard. Nothing is asked of its characters, and it never grows old.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from motcua.ground.kernel.text import fold

LEAST, MOST = 12, 200

KEYBOARD = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
SHORTEST_RUN = 3
# What people here begin a password with.
WORN = ("motcua", "matkhau", "password", "anhyeuem", "vietnam", "hanhchinh", "admin", "xinchao")
SHORTEST_WORD = 3
# How much must be left of a password when all that can be guessed is taken out of it.
LETTERS_LEFT, DIFFERENT_LEFT = 6, 4


def normalised(password: str) -> str:
    """Return a password as it is kept and compared, however the keyboard composed its letters."""
    return unicodedata.normalize("NFKC", password)


def is_guessable(password: str, about: Iterable[str]) -> bool:
    """
    Say whether little is left of a password without what is known, worn or a run of keys.

    :param about: names of the person, his agency, his province, in any spelling.
    """
    rest = fold(password)
    known = {word for text in about for word in _words(text)}
    for word in sorted({*known, *WORN, *_runs()}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest) < LETTERS_LEFT or len(set(rest)) < DIFFERENT_LEFT


def _words(text: str) -> Iterator[str]:
    """Yield the words of a name, and the name written as one word."""
    folded = "".join(letter if letter.isalnum() else " " for letter in fold(text))
    words = folded.split()
    yield from (word for word in [*words, "".join(words)] if len(word) >= SHORTEST_WORD)


def _runs() -> Iterator[str]:
    """Yield what a finger types along the keyboard, either way."""
    for row in (*KEYBOARD, *(row[::-1] for row in KEYBOARD)):
        for start in range(len(row)):
            yield from (row[start:end] for end in range(start + SHORTEST_RUN, len(row) + 1))

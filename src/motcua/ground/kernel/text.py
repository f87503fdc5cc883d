"""Vietnamese text: one spelling in, keys to search and to sort by, masks for public pages."""

import re
import unicodedata

# The grave, the hook, the tilde, the acute and the dot below, in the order of dictionaries.
TONES = "\u0300\u0309\u0303\u0301\u0323"
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
RANK = {letter: chr(ord("A") + rank) for rank, letter in enumerate(ALPHABET)}
LONGEST_NUMBER = 99


def nfc(text: str) -> str:
    """Return the text in the one composition that is stored and printed."""
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """Return what was typed as one line: NFC, single spaces, no invisible characters."""
    seen = (" " if char.isspace() else char for char in text)
    line = "".join(char for char in seen if char == " " or _is_visible(char))
    return nfc(" ".join(line.split()))


def clean_text(text: str) -> str:
    """Return what was typed as clean lines, with no empty ones around them."""
    return "\n".join(clean_line(line) for line in text.splitlines()).strip("\n")


def fold(text: str) -> str:
    """Return the text in lower case without any diacritics, đ as d."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.replace("đ", "d")


def search_key(text: str) -> str:
    """
    Return what two texts share when a person would call them the same words.

    Accents, and so the place of the tone (Hoà = Hòa), case, punctuation and spaces
    make no difference.
    """
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def sort_key(text: str) -> str:
    """
    Return a key whose bytes stand in the order of Vietnamese dictionaries.

    Syllable by syllable, first by letters (a ă â b c d đ e ê …), then by tone (ngang,
    huyền, hỏi, ngã, sắc, nặng); a number by its size, before all letters. The key means
    nothing to people; compare it bytewise (in PostgreSQL: collation "C").
    """
    lowered = nfc(nfc(text).lower())
    letters = "".join(char for char in lowered if not unicodedata.combining(char))
    tokens = re.findall(r"[0-9]+|[^\W\d_]+", letters)
    return " ".join(
        _number_key(token) if _is_number(token) else _syllable_key(token) for token in tokens
    )


def initials(name: str) -> str:
    """Return a person's name as public pages show it: "N. T. P. Uyên"."""
    *family, given = clean_line(name).split() or [""]
    return " ".join([*(f"{part[0].upper()}." for part in family), given])


def group_digits(digits: str, size: int = 3) -> str:
    """Return "074 189 004 712" for "074189004712": groups counted from the end."""
    head = len(digits) % size
    groups = [digits[:head]] if head else []
    groups += [digits[at : at + size] for at in range(head, len(digits), size)]
    return " ".join(groups)


def mask_tail(text: str, keep: int = 3) -> str:
    """
    Return the text with all but its last characters hidden: "••• ••• 386".

    A text too short to hide anything by that is hidden whole.
    """
    shown = text[len(text) - keep :] if len(text) > keep else ""
    hidden = "•" * (len(text) - len(shown))
    return " ".join(part for part in (group_digits(hidden), shown) if part)


def _is_visible(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _letter(char: str) -> tuple[str, int]:
    """Return the letter of the alphabet and the rank of the tone that a character carries."""
    tone = 0
    letter = ""
    for part in unicodedata.normalize("NFD", char):
        if part in TONES:
            tone = TONES.index(part) + 1
        elif not unicodedata.combining(part) or nfc(letter + part) in RANK:
            letter = nfc(letter + part)
    return letter, tone


def _is_number(token: str) -> bool:
    return token.isascii() and token.isdigit()


def _syllable_key(syllable: str) -> str:
    letters = [_letter(char) for char in syllable]
    ranks = "".join(RANK.get(letter, letter) for letter, _ in letters)
    return ranks + str(max(tone for _, tone in letters))


def _number_key(number: str) -> str:
    digits = number.lstrip("0")[:LONGEST_NUMBER]
    return f"{len(digits):02d}{digits}"

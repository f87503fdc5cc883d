"""Lines that a scanner typed in the keys of Telex or VNI, or that such a method has spoilt."""

import re
import unicodedata
from dataclasses import dataclass

from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import TONES, fold, nfc
from motcua.ground.kernel.words import mark

WORD = re.compile(r"[^\W_]+")
VOWELS, CONSONANTS = "aeiouy", "bcdđfghjklmnpqrstvwxz"
ONSET = re.compile(r"(?:ngh?|g[hi]?|[ckpt]h|nh|qu|tr|[bcdđhklmnprstvx])?")
# Every rime of the written language, without its tone.
RIMES = frozenset(
    re.findall(
        r"\w+",
        "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
        "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu "
        "iêc iêm iên iêng iêp iêt iêu o oc oi om on ong oong op ot ô ôc ôi ôm ôn ông ôp ôt "
        "oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet "
        "ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ "
        "uôc uôi uôm uôn uông uôt uy uya uych uyên uyêt uynh uyt uyu "
        "ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu",
    )
)
BARE_RIMES = frozenset(fold(rime) for rime in RIMES)
# Words of the highlands end as no Vietnamese word does: Đạ Tẻh, Krông Búk.
HIGHLAND_ENDS = (("h", ""), ("k", "c"))
# The vowels that names have alone under a tone (Châu Á, Như Ý): VNI makes À of a house's A12.
ALONE = frozenset("áảýỷ")


class SpoiltByInputMethod(Refusal):
    """An input method was on while the scanner typed; nobody can know what it was given."""

    code = "kernel.spoilt-by-input-method"
    says = mark("Bộ gõ tiếng Việt (Telex, VNI) đã làm sai chữ của mã vừa quét.")
    to_do = mark("Tắt bộ gõ rồi quét lại, hoặc nhập tay.")
    status = 400


@dataclass(frozen=True, slots=True)
class Method:
    """
    A way to type the letters that keyboards lack.

    :param letters: by the keys that make them.
    :param tones: the keys of the tones, in the order of dictionaries.
    :param no_keys: words that only look like keys.
    """

    name: str
    letters: dict[str, str]
    tones: str
    no_keys: re.Pattern[str]


TELEX = Method(
    "Telex",
    {"aa": "â", "aw": "ă", "ee": "ê", "oo": "ô", "ow": "ơ", "uw": "ư", "dd": "đ"},
    tones="frxsj",
    no_keys=re.compile("(?!)"),
)
VNI = Method(
    "VNI",
    {"a6": "â", "a8": "ă", "e6": "ê", "o6": "ô", "o7": "ơ", "u7": "ư", "d9": "đ"},
    tones="23415",
    # A1, E12: the number of a plot or a house.
    no_keys=re.compile(r"[aeiou]\d+", re.IGNORECASE),
)


def as_meant(line: str) -> tuple[str, str]:
    """
    Return a scanned line as its card has it, and the name of the method it was typed for.

    Some scanners type a letter such as ễ by the keys of an input method, "eex" or "e64"; where
    none is switched on, the keys arrive as they are, and are read letter by letter. A method
    that is on while a scanner types real letters leaves words that no language of the country
    has; what they were before cannot be told.

    :return: no name for a line that is as it should be.
    :raises SpoiltByInputMethod: when what the card says is not certain.
    """
    if not line.isascii():
        if any(is_spoilt(word) for word in WORD.findall(line)):
            raise SpoiltByInputMethod
        return line, ""
    readings = [(_read(line, method), method.name) for method in (TELEX, VNI)]
    changed = [(meant, name) for meant, name in readings if meant != line]
    if len(changed) > 1:
        raise SpoiltByInputMethod
    return changed[0] if changed else (line, "")


def is_spoilt(word: str) -> bool:
    """Say whether a word bears a tone as no word of the country's languages does."""
    bare, tones = _apart(word)
    if not tones:
        return False
    if len(bare) == 1:
        return nfc(word.lower()) not in ALONE
    # What comes before the first vowel is free: Krông, Blút.
    rime = bare.lstrip(CONSONANTS)
    ways = {rime, *(rime[:-1] + end for last, end in HIGHLAND_ENDS if rime.endswith(last))}
    # After g and q, the first vowel may belong to what comes before the rime.
    ways |= {way[1:] for way in ways if bare.startswith(("gi", "qu"))}
    return len(tones) > 1 or not ways & RIMES


def is_syllable(word: str) -> bool:
    """Say whether a word is spelt as a Vietnamese syllable."""
    bare, tones = _apart(word)
    return len(tones) <= 1 and _has_rime(bare, RIMES)


def _has_rime(bare: str, rimes: frozenset[str]) -> bool:
    onset = ONSET.match(bare)
    end = onset.end() if onset else 0
    # In "gì" the i is the rime, in "già" it is not.
    return bare[end:] in rimes or bare[max(end - 1, 0) :] in rimes


def _apart(word: str) -> tuple[str, str]:
    """Return a word in lower case without its tones, and the tones."""
    parts = unicodedata.normalize("NFD", word.lower())
    bare = nfc("".join(part for part in parts if part not in TONES))
    return bare, "".join(part for part in parts if part in TONES)


def _read(line: str, method: Method) -> str:
    """
    Return the line with every Vietnamese word of it read from the keys of a method.

    :raises SpoiltByInputMethod: for a word that may be Vietnamese, typed in another way.
    """
    keys = re.compile(f"({'|'.join(method.letters)}|[{VOWELS}])([{method.tones}])?", re.IGNORECASE)

    def letter(typed: re.Match[str]) -> str:
        made = method.letters.get(typed[1].lower(), typed[1].lower())
        tone = TONES[method.tones.index(typed[2].lower())] if typed[2] else ""
        made = nfc(made + tone)
        return made.upper() if typed[1][0].isupper() else made

    def word(typed: re.Match[str]) -> str:
        meant = keys.sub(letter, typed[0])
        if meant == typed[0] or method.no_keys.fullmatch(typed[0]):
            return typed[0]
        if is_syllable(meant):
            return meant
        if _may_be_vietnamese(meant, method):
            raise SpoiltByInputMethod
        return typed[0]

    return WORD.sub(word, line)


def _may_be_vietnamese(word: str, method: Method) -> bool:
    """Say whether a word is a syllable but for keys that stand in another order."""
    bare = fold(word)
    rest = bare.lstrip(CONSONANTS)
    onset = bare.removesuffix(rest)
    return _has_rime(onset + re.sub(f"[{method.tones}w6-9]", "", rest), BARE_RIMES)

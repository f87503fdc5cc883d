"""How citizens are told: templates as data, filled with as little as the reader needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from string import Formatter

from motcua.ground.kernel.dates import day, local, promise
from motcua.ground.kernel.words import Words, mark

TRIES = 5
"""How often one message is tried, the first time included."""


FACTS = frozenset({"code", "due_at", "agency", "place", "phone", "link"})
"""All that any message may know: neither names nor reasons. Every fact is text, an instant
in ISO 8601; what is not known is left out."""
WORDED = {"due": "due_at", "day": "due_at"}
"""Places of the words whose fact is spelt out only when the letter is written."""


@dataclass(frozen=True, slots=True)
class Template:
    """
    The words of one kind of message.

    :param subject: the line that stands in the reader's list of letters; its facts are
        needed.
    :param lines: a line is left out when a fact of it is not known; "" parts paragraphs.
    """

    subject: str
    lines: tuple[str, ...]

    @property
    def needs(self) -> frozenset[str]:
        """The facts without which there is no such message."""
        return frozenset(WORDED.get(place, place) for place in _places(self.subject))


@dataclass(frozen=True, slots=True)
class Letter:
    """A filled template, its words still to be translated."""

    subject: Words
    lines: tuple[Words, ...]


GREETING = mark("Kính gửi ông/bà,")
FOLLOW = mark("Theo dõi hồ sơ tại {link}: nhập mã hồ sơ và mã tra cứu in trên giấy tiếp nhận.")
ASK = mark("Hỏi: {phone}")
FOOT = mark("Thư này do hệ thống gửi tự động, không trả lời thư này.")

TEMPLATES: dict[str, Template] = {}
"""The words of every message, by name; each room adds those that it tells."""


def add_template(name: str, template: Template) -> str:
    """
    Make known the words of a message and return the name that `queue` takes.

    :raises ValueError: if the name is taken; a bug of whoever adds it.
    """
    if name in TEMPLATES:
        raise ValueError(f"there is a message {name} already")
    TEMPLATES[name] = template
    return name


def check_facts(template: str, facts: Mapping[str, str]) -> None:
    """
    See that a message has what it needs and tells no more than messages may.

    :raises ValueError: if it has not or does; a bug of whoever queues it.
    """
    missing = TEMPLATES[template].needs - {name for name, fact in facts.items() if fact}
    if missing:
        raise ValueError(f"{template} needs {', '.join(sorted(missing))}")
    secret = set(facts) - FACTS
    if secret:
        raise ValueError(f"no message tells {', '.join(sorted(secret))}")


def compose(template: str, facts: Mapping[str, str]) -> Letter:
    """Fill a template, leaving out the lines of which a fact is not known."""
    words = TEMPLATES[template]
    known = _known(facts)
    lines: list[Words] = []
    for text in words.lines:
        is_second_gap = not text and lines and not lines[-1].text
        if known.keys() >= _places(text) and not is_second_gap:
            lines.append(Words(text, known))
    return Letter(Words(words.subject, known), tuple(lines))


def _known(facts: Mapping[str, str]) -> dict[str, str | Words]:
    """Return the facts that are known, instants spelt as people read them."""
    known: dict[str, str | Words] = {name: fact for name, fact in facts.items() if fact}
    if facts.get("due_at"):
        due_at = datetime.fromisoformat(facts["due_at"])
        known |= {"due": promise(due_at), "day": day(local(due_at).date())}
    return known


def is_last_try(tries: int) -> bool:
    """Say whether a message that failed so often is given up."""
    return tries >= TRIES


def _places(text: str) -> set[str]:
    return {place for _, place, _, _ in Formatter().parse(text) if place}

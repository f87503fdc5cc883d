"""What is told to citizens: templates as data, filled with as little as the reader needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from motcua.ground.kernel.words import Words, mark

TRIES = 5
"""How often one message is tried, the first time included."""


@dataclass(frozen=True, slots=True)
class Template:
    """
    The words of one kind of message.

    :param subject: the line that stands in the reader's list of letters.
    :param lines: a line is left out when a fact that it needs is empty; "" parts paragraphs.
    """

    subject: str
    lines: tuple[str, ...]

    @property
    def places(self) -> frozenset[str]:
        """The names of all facts that the words need."""
        return frozenset(place for text in (self.subject, *self.lines) for place in _places(text))


@dataclass(frozen=True, slots=True)
class Letter:
    """A filled template, its words still to be translated."""

    subject: Words
    lines: tuple[Words, ...]


GREETING = mark("Kính gửi ông/bà,")
FOLLOW = mark("Theo dõi hồ sơ tại {link}: nhập mã hồ sơ và mã tra cứu in trên giấy tiếp nhận.")
ASK = mark("Hỏi: {phone}")
FOOT = mark("Thư này do hệ thống gửi tự động, không trả lời thư này.")

TEMPLATES = {
    "dossier_received": Template(
        subject=mark("Đã tiếp nhận hồ sơ {code}, hẹn trả {day}"),
        lines=(
            GREETING,
            "",
            mark("{agency} đã tiếp nhận hồ sơ {code}."),
            mark("Hẹn trả kết quả: {due}."),
            mark("Nơi trả kết quả: {place}."),
            "",
            FOLLOW,
            ASK,
            "",
            FOOT,
        ),
    ),
    "result_ready": Template(
        subject=mark("Hồ sơ {code} đã có kết quả"),
        lines=(
            GREETING,
            "",
            mark("Hồ sơ {code} đã có kết quả."),
            mark("Mời ông/bà mang giấy tiếp nhận đến {place} để nhận kết quả."),
            "",
            FOLLOW,
            ASK,
            "",
            FOOT,
        ),
    ),
}


def check_facts(template: str, facts: Mapping[str, str]) -> None:
    """
    See that the facts are those that the template needs, neither more nor fewer.

    :raises ValueError: if they are not: what is not needed is not told.
    """
    places = TEMPLATES[template].places
    if set(facts) != places:
        wrong = ", ".join(sorted(places ^ set(facts)))
        raise ValueError(f"facts of {template} are {sorted(places)}; missing or too many: {wrong}")


def compose(template: str, facts: Mapping[str, str]) -> Letter:
    """Fill a template, leaving out the lines for which a fact is empty."""
    words = TEMPLATES[template]
    lines: list[Words] = []
    for text in words.lines:
        is_second_gap = not text and lines and not lines[-1].text
        if all(facts[place] for place in _places(text)) and not is_second_gap:
            lines.append(Words(text, dict(facts)))
    return Letter(Words(words.subject, dict(facts)), tuple(lines))


def is_last_try(tries: int) -> bool:
    """Say whether a message that failed so often is given up."""
    return tries >= TRIES


def _places(text: str) -> list[str]:
    return [place for _, place, _, _ in Formatter().parse(text) if place]

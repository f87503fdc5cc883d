"""Words that pure code may utter: marked here for translation, translated at the door."""

from dataclasses import dataclass, field
from typing import Any


def mark(text: str) -> str:
    """Mark a Vietnamese text for the catalogue of translations and return it unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Words:
    """
    A marked text and the facts that fill it; a door translates the text, then fills it.

    :param text: Vietnamese, with ``{name}`` places, from :func:`mark`.
    :param facts: what fills the places.
    """

    text: str
    facts: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.facts)


COUNTED = 100
"""Beyond these nobody counts: "hơn 100" says enough, and costs no scan."""


def counted(count: int) -> Words:
    """Return a bounded count as it is said; one more than :data:`COUNTED` is any number beyond."""
    if count > COUNTED:
        return Words(mark("hơn {most}"), {"most": COUNTED})
    return Words("{count}", {"count": count})

"""The tables of docs/rights.md and its part about papers, written by hand, as tests read them."""

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
PAGES = (DOCS / "rights.md", DOCS / "rights-of-papers.md")
UNSEEN = "–"


def table(after: str) -> list[dict[str, str]]:
    """Return the rows of the first table after these words, by the heads of its columns."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES).split(after, 1)[1]
    lines = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)[0].splitlines()
    head, _, *found = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [dict(zip(head, row, strict=True)) for row in found]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a post makes of a dossier: in which list it stands, what it may do."""

    place: str
    verbs: frozenset[str] = frozenset()

    @classmethod
    def read(cls, text: str) -> "Cell":
        """Return the cell that the table says."""
        place, _, verbs = text.partition(": ")
        return cls(place, frozenset(verbs.split(", ")) - {""})

"""
What a daily root says, and how it is written into the file outside the database.

The file is text that only grows. A root is a line that names it, one line for each chain
that moved since the root before, and a line that seals both: SHA-256 over all of its
lines, the first of which holds the seal before. Whoever rewrites a chain, its head and the
root's row still has the file to rewrite, and every copy of it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from motcua.ground.trail.rules import Subject

NO_SEAL = ""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """
    A place in the order of transactions: everything below it is over and in the root.

    :param transaction_id: PostgreSQL's, counted in this epoch.
    """

    epoch: int
    transaction_id: int


START = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Leaf:
    """How long a chain was at the root, and the digest of its last event."""

    subject: Subject
    sequence: int
    digest: str

    @property
    def line(self) -> str:
        """The leaf as it stands in the file."""
        return _text([self.subject.kind, self.subject.id, self.sequence, self.digest])


@dataclass(frozen=True, slots=True)
class Root:
    """
    One root of the trail.

    :param at: the database's time.
    :param below: the place up to which events are in it.
    :param previous: the seal of the root before.
    :param seal: over its own line and its leaves, hexadecimal; empty until they are known.
    """

    number: int
    at: datetime
    below: Place
    previous: str
    seal: str = ""

    @property
    def line(self) -> str:
        """The root's first line in the file."""
        return _text(
            {
                "root": self.number,
                "at": _instant(self.at),
                "epoch": self.below.epoch,
                "below": self.below.transaction_id,
                "previous": self.previous,
            }
        )

    @property
    def last_line(self) -> str:
        """The line that ends the root in the file."""
        return _text({"seal": self.seal})

    def seal_over(self, leaves: Iterable[Leaf]) -> str:
        """Return the seal that this root has if these are its leaves."""
        seal = hashlib.sha256(self.line.encode() + b"\n")
        for leaf in leaves:
            seal.update(leaf.line.encode() + b"\n")
        return seal.hexdigest()


@dataclass(frozen=True, slots=True)
class Restoration:
    """
    That a backup was restored: the roots after this one are of a time that was lost.

    :param after: the number of the last root that the backup knows, 0 if it knows none.
    """

    at: datetime
    epoch: int
    after: int

    @property
    def line(self) -> str:
        """The restoration as it stands in the file."""
        return _text({"restored": self.epoch, "at": _instant(self.at), "after": self.after})


@dataclass(frozen=True, slots=True)
class Filed:
    """
    A root as the file tells it.

    :param first: the number of its first line, from 0; ``last`` is that of its seal.
    :param holds: whether its seal is that of its lines and it follows the root before.
    """

    root: Root
    first: int
    last: int
    holds: bool


def filed(lines: Iterable[str]) -> Iterator[Filed | Restoration]:
    """
    Yield what a file tells, in its order; roots that were never sealed are passed over.

    A machine may die while it writes: lines without a seal are no root, and the root is
    written again below them.
    """
    root: Root | None = None
    seal, first, previous = hashlib.sha256(), 0, {0: NO_SEAL}
    for number, line in enumerate(lines):
        match _read(line):
            case Root() as named:
                root, first, seal = named, number, hashlib.sha256()
            case Restoration() as restoration:
                yield restoration
            case {"seal": str(told)} if root is not None:
                follows = previous.get(root.number - 1) == root.previous
                holds = follows and seal.hexdigest() == told
                yield Filed(replace(root, seal=told), first, number, holds)
                previous[root.number], root = told, None
        seal.update(line.encode() + b"\n")


def leaves(lines: Iterable[str]) -> Iterator[Leaf]:
    """Yield the leaves among the lines of one root."""
    return (said for said in map(_read, lines) if isinstance(said, Leaf))


def standing(told: Iterable[Filed | Restoration]) -> list[Filed]:
    """Return the roots that still hold: those of a time lost by a restore are left out."""
    kept: list[Filed] = []
    for one in told:
        if isinstance(one, Restoration):
            kept = [each for each in kept if each.root.number <= one.after]
        else:
            kept.append(one)
    return kept


def _read(line: str) -> Root | Restoration | Leaf | Any:
    """Return what a line says; whatever else it holds, if it was torn or is none of ours."""
    try:
        return _meant(json.loads(line))
    except ValueError:
        return None


def _meant(said: Any) -> Root | Restoration | Leaf | Any:
    match said:
        case {"root": int(number), "at": str(at), "epoch": int(epoch), "below": int(below)}:
            place = Place(epoch, below)
            return Root(number, datetime.fromisoformat(at), place, said.get("previous", NO_SEAL))
        case {"restored": int(epoch), "at": str(at), "after": int(after)}:
            return Restoration(datetime.fromisoformat(at), epoch, after)
        case [str(kind), str(key), int(sequence), str(digest)]:
            return Leaf(Subject(kind, key), sequence, digest)
    return said


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

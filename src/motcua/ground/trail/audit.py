"""The trail held against the file of roots: what a superuser rewrote shows here."""

from collections.abc import Iterator

from motcua.ground.trail import queries, rootfile
from motcua.ground.trail.roots import Filed, Leaf, Root
from motcua.ground.trail.rules import BrokenLink, Fault, Subject


def against_file() -> list[BrokenLink]:
    """
    Return where the database tells another story than the file of daily roots.

    A cut tail, a vanished subject, a rewritten chain and an event slipped in behind its
    time are named by subject and place; a root or the file itself by the root's number.
    """
    told = rootfile.roots()
    return [*_roots_differ(told), *_leaves_differ(told), *_slipped_in(told)]


def _roots_differ(told: list[Filed]) -> Iterator[BrokenLink]:
    """Yield the roots that file and database do not both know, or know differently."""
    kept = {root.number: root for root in queries.roots()}
    for each in told:
        known = kept.pop(each.root.number, None)
        if not each.holds:
            yield _at_root(each.root, Fault.FILE_CHANGED)
        elif known is None:
            yield _at_root(each.root, Fault.ROOT_MISSING)
        elif known != each.root:
            yield _at_root(each.root, Fault.ROOT_CHANGED)
    yield from (_at_root(root, Fault.ROOT_NOT_FILED) for root in kept.values())


def _leaves_differ(told: list[Filed]) -> Iterator[BrokenLink]:
    """Yield the chains that no longer stand where a sound root of the file saw them."""
    before: Root | None = None
    for each in told:
        root = each.root
        if each.holds and root.seal_over(queries.leaves(before, root)) != root.seal:
            yield from _differences(rootfile.leaves_of(each), list(queries.leaves(before, root)))
        before = root


def _differences(told: list[Leaf], found: list[Leaf]) -> Iterator[BrokenLink]:
    """Yield what became of each leaf that is not found as it was told."""
    seen = {leaf.subject: leaf for leaf in found}
    for leaf in told:
        if seen.pop(leaf.subject, None) != leaf:
            fault = queries.fate(leaf)
            place = leaf.sequence if fault else leaf.sequence + 1
            yield BrokenLink(leaf.subject, place, fault or Fault.BACKDATED)
    for leaf in seen.values():
        yield BrokenLink(leaf.subject, leaf.sequence, Fault.BACKDATED)


def _slipped_in(told: list[Filed]) -> list[BrokenLink]:
    return queries.slipped_in(told[-1].root) if told else []


def _at_root(root: Root, fault: Fault) -> BrokenLink:
    return BrokenLink(Subject("root", str(root.number)), 0, fault)

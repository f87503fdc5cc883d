"""The verbs of the trail: making a root, and telling of a restore."""

from django.db import transaction

from motcua.ground.trail import queries, rootfile, writes
from motcua.ground.trail.roots import Root


class Forked(Exception):
    """The events below a root are no longer those that it was made over."""


def make_root() -> Root:
    """
    Root what happened since the root before, then write every unwritten root to the file.

    :raises OSError: if the file cannot be written; the root itself stands, and the next
        call writes it.
    :raises Forked: if an unwritten root no longer fits its events.
    """
    with transaction.atomic(durable=True):
        root = writes.add_root()
    file_roots()
    return root


def file_roots() -> None:
    """
    Write to the file the roots that it lacks.

    :raises Forked: if a root no longer fits its events: somebody was faster.
    """
    known = {each.root.number for each in rootfile.roots()}
    below = queries.roots()
    for before, root in zip([None, *below], below, strict=False):
        if root.number in known:
            continue
        leaves = list(queries.leaves(before, root))
        if root.seal_over(leaves) != root.seal:
            raise Forked(f"root {root.number} is not that of its events: run 'trail verify'")
        rootfile.append(root, leaves)


def begin_epoch() -> None:
    """
    Begin a new epoch after a restore, so that consumers of events miss none.

    The file is told after which root the lost time begins.
    """
    with transaction.atomic(durable=True):
        restoration = writes.begin_epoch()
    rootfile.append_restoration(restoration)

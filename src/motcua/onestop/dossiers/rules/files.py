"""The files of a dossier, by what they are to it."""

from enum import StrEnum

from motcua.ground.documents.rules import MEGABYTE
from motcua.onestop.dossiers.rules.refusals import DossierFull

MOST_FILES = 300
MOST_BYTES = 1024 * MEGABYTE
"""A dossier of land with fifty papers, each scanned and drawn, stays well below both."""


class FileKind(StrEnum):
    """What a file is to its dossier."""

    PAPER = "paper"
    """The scan of a paper of the receipt."""
    DRAFT = "draft"
    """A draft of the result, for approver and signer."""
    OPINION = "opinion"
    """What an agency that was asked has written."""
    ISSUED = "scan"
    """The result as it was numbered, signed and stamped."""


def check_room(count: int, size: int, added: int) -> None:
    """
    See that a dossier has room for one more file; nothing of it is ever removed.

    :param count: how many files it has.
    :param size: how many bytes they weigh.
    :param added: how many bytes the new one weighs.
    :raises DossierFull: if it would have too many, or weigh too much.
    """
    if count >= MOST_FILES or size + added > MOST_BYTES:
        raise DossierFull(
            count=count,
            size=-(-size // MEGABYTE),
            most=MOST_FILES,
            limit=MOST_BYTES // MEGABYTE,
        )

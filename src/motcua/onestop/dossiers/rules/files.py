"""The files of a dossier, by what they are to it."""

from enum import StrEnum


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

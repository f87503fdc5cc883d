"""The papers that a case asks for, and what is said when some of them lack."""

from collections.abc import Collection, Iterable

from motcua.onestop.dossiers.rules.refusals import PapersLack
from motcua.onestop.procedures.rules import Requirement


def lacking(asked: Iterable[Requirement], given: Collection[str]) -> tuple[str, ...]:
    """
    Return the papers that every dossier of the case has and this one lacks.

    :param given: the names of the papers that were handed in.
    """
    return tuple(paper.name for paper in asked if paper.is_required and paper.name not in given)


def check_papers(
    asked: Iterable[Requirement], given: Collection[str], *, is_lack_accepted: bool
) -> None:
    """
    Accept the papers of a dossier.

    :param is_lack_accepted: whether the receiver knows, and accepts it all the same.
    :raises PapersLack: when a required paper lacks and nobody has accepted it.
    """
    missing = lacking(asked, given)
    if missing and not is_lack_accepted:
        raise PapersLack(papers=", ".join(missing), names=missing)

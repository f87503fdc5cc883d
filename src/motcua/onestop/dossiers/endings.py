"""Why a dossier ended without a result, in the words that were typed. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.ground.trail.rules import Recorded
from motcua.onestop.dossiers import events
from motcua.onestop.dossiers.events import Sealed

# What is told of a withdrawal; an end of either kind is the last word.
WITHDRAWALS = (events.WithdrawalAsked, events.WithdrawalDeclined, events.Ended)

RESULTS = (events.Issued, events.ResultRecalled)


class End(StrEnum):
    """The three ways in which a dossier ends without a result."""

    REFUSED = "refused"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Ending:
    """
    An end without a result, as the officer and the citizen alike may read it.

    :param end: whether the desk refused it, its head stopped it, its owner took it back.
    :param reason: why; empty if erased, as the other words are.
    :param basis: the law that lets the desk refuse it, or the head stop it.
    :param money: what becomes of what was paid.
    """

    end: End
    reason: str
    basis: str
    money: str


def ending_of(history: Iterable[Recorded], notes: Mapping[int, str]) -> Ending | None:
    """
    Return why a dossier ended without a result; None for one that did not.

    :param notes: the officers' words by the id of their row; an erased one is absent.
    """
    for event in history:
        match event.body:
            case events.Refused(reason=reason, basis=basis):
                return Ending(
                    end=End.REFUSED,
                    reason=_words(reason, notes),
                    basis=_words(basis, notes),
                    money="",
                )
            case events.Stopping(reason=reason, basis=basis, money=money):
                return Ending(
                    end=End.STOPPED,
                    reason=_words(reason, notes),
                    basis=_words(basis, notes),
                    money=_words(money, notes),
                )
            case events.WithdrawalAgreed(reason=reason, money=money):
                return Ending(
                    end=End.WITHDRAWN,
                    reason=_words(reason, notes),
                    basis="",
                    money=_words(money, notes),
                )
    return None


def why_not(history: Iterable[Recorded], notes: Mapping[int, str]) -> str:
    """Return why the last withdrawal was declined; empty unless it is the last word on any."""
    told = [event.body for event in history if isinstance(event.body, WITHDRAWALS)]
    if not told or not isinstance(told[-1], events.WithdrawalDeclined):
        return ""
    return _words(told[-1].reason, notes)


def why_recalled(history: Iterable[Recorded], notes: Mapping[int, str]) -> str:
    """Return what was wrong with a recalled result; empty once another was issued."""
    told = [event.body for event in history if isinstance(event.body, RESULTS)]
    last = told[-1] if told else None
    return _words(last.note, notes) if isinstance(last, events.ResultRecalled) else ""


def why_asked(history: Iterable[Recorded], notes: Mapping[int, str]) -> str:
    """Return why the owner asks his dossier back, in the words of his last request."""
    asked = [event.body for event in history if isinstance(event.body, events.WithdrawalAsked)]
    return _words(asked[-1].reason, notes) if asked else ""


def _words(sealed: Sealed | None, notes: Mapping[int, str]) -> str:
    return notes.get(sealed.row_id, "") if sealed else ""

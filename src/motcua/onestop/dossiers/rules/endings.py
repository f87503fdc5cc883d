"""
How a dossier ends without a result.

Source: Decree 61/2018/NĐ-CP, article 17, and Circular 03/2025/TT-VPCP, form 05: it is stopped
only as long as no result is decided, with the reason, the legal basis and what becomes of money.
The national status codes: while a withdrawal is asked the former status is kept to return to.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.ground.kernel.money import Dong, format_dong
from motcua.ground.kernel.refusal import passes
from motcua.ground.kernel.text import clean_line
from motcua.onestop.dossiers.rules.refusals import (
    BasisNeeded,
    MoneyUnsettled,
    NotPossibleNow,
    NotYours,
    ResultDecided,
)
from motcua.onestop.dossiers.rules.verbs import Verb
from motcua.onestop.dossiers.states import DeliveryState, Status
from motcua.onestop.processes.rules import StepAct

Check = Callable[["DossierFacts"], None]

# Once it is signed, a result is decided; what is left is to number it and hand it over.
DECIDED = frozenset({StepAct.ISSUE, StepAct.HAND_OVER})
OPEN_FOR_AN_END = frozenset(
    {
        Status.RECEIVED,
        Status.IN_PROGRESS,
        Status.AWAITING_SUPPLEMENT,
        Status.AWAITING_PAYMENT,
    }
)


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """
    What the rules need to know of a dossier as a whole, beside its work items.

    :param delivery: where its result is, or its papers where there is none.
    :param holders: the agencies that hold it: what is sent is the sender's until confirmed,
        and what only asks for an opinion is always whose it was.
    :param acts: what its open work items are to do.
    """

    status: Status
    delivery: DeliveryState
    holders: frozenset[int]
    acts: frozenset[StepAct]

    @property
    def is_decided(self) -> bool:
        """Whether a result is signed already."""
        return not self.acts.isdisjoint(DECIDED)


def verbs_of_head(actor: Actor, facts: DossierFacts) -> tuple[Verb, ...]:
    """Return what the head of an agency that holds the dossier may do to it as a whole."""
    if _headed(actor, facts.holders) is None:
        return ()
    return _possible(
        {
            Verb.AGREE_WITHDRAWAL: check_asked,
            Verb.DECLINE_WITHDRAWAL: check_asked,
            Verb.STOP: check_endable,
        },
        facts,
    )


def ends_at_desk(actor: Actor, facts: DossierFacts, *, desk_id: int) -> tuple[Verb, ...]:
    """Return what the receiving desk may do about an end without a result."""
    if actor.seat(PostKind.RECEIVER, desk_id) is None:
        return ()
    return _possible(
        {Verb.ASK_WITHDRAWAL: check_endable, Verb.RETURN_PAPERS: check_papers_wait}, facts
    )


def _possible(checks: Mapping[Verb, Check], facts: DossierFacts) -> tuple[Verb, ...]:
    return tuple(verb for verb, check in checks.items() if passes(check, facts))


def check_head(actor: Actor, facts: DossierFacts, code: str) -> Grant:
    """
    Return the seat from which the actor heads an agency that holds the dossier.

    :raises NotPossibleNow: when nobody holds it any more.
    :raises NotYours: to everybody else.
    """
    if not facts.holders:
        raise NotPossibleNow(code=code)
    seat = _headed(actor, facts.holders)
    if seat is None:
        raise NotYours
    return seat


def _headed(actor: Actor, agencies: Iterable[int]) -> Grant | None:
    seats = (actor.seat(PostKind.HEAD, agency_id) for agency_id in sorted(agencies))
    return next((seat for seat in seats if seat is not None), None)


def check_endable(facts: DossierFacts, code: str = "") -> None:
    """
    Accept that a dossier may end without a result: its head stops it, its owner asks it back.

    :raises NotPossibleNow: when it has ended, or its withdrawal is being decided.
    :raises ResultDecided: once a result is signed.
    """
    if facts.status not in OPEN_FOR_AN_END:
        raise NotPossibleNow(code=code)
    if facts.is_decided:
        raise ResultDecided(code=code)


def check_asked(facts: DossierFacts, code: str = "") -> None:
    """
    Accept to decide on a withdrawal.

    :raises NotPossibleNow: unless it is asked for.
    """
    if facts.status != Status.WITHDRAWAL_REQUESTED:
        raise NotPossibleNow(code=code)


def check_papers_wait(facts: DossierFacts, code: str = "") -> None:
    """
    Accept to give the papers of a dossier without a result back.

    :raises NotPossibleNow: unless they wait for it.
    """
    if facts.delivery != DeliveryState.PAPERS_AT_DESK:
        raise NotPossibleNow(code=code)


def check_basis(basis: str) -> None:
    """
    Accept a legal basis that names something.

    :raises BasisNeeded: for one in which nothing can be read.
    """
    if not clean_line(basis):
        raise BasisNeeded


def check_money_settled(paid: int, words: str) -> None:
    """
    Accept what is said of the money that was paid for a dossier without a result.

    :param paid: đồng.
    :param words: whether it stays paid or is to be given back, and why.
    :raises MoneyUnsettled: when something was paid and nothing is said of it.
    """
    if paid and not clean_line(words):
        raise MoneyUnsettled(paid=format_dong(Dong(paid)))

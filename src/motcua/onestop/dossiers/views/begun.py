"""What the form of an act is filled with before anybody types: what stands now, or is likely."""

from collections.abc import Callable
from typing import Any

from motcua.onestop.dossiers import capacity, links, queries
from motcua.onestop.dossiers.models import HandOver
from motcua.onestop.dossiers.rules import Verb
from motcua.onestop.dossiers.views.asked import AskedAct
from motcua.onestop.payments import queries as payments

Values = dict[str, Any]


def begun(act: AskedAct) -> Values:
    """Return the first values of an act's form; none for most acts."""
    begins = BEGUN.get(act.verb)
    return begins(act) if begins else {}


def _draft(act: AskedAct) -> Values:
    """Return the seal of the draft that is to be signed: another is refused."""
    draft = queries.latest_draft(act.dossier.pk)
    return {"digest": draft.stored.digest if draft else ""}


def _filer(act: AskedAct) -> Values:
    """Return whoever filed, who mostly fetches it too."""
    return {"taker": queries.filer_name(act.dossier)}


def _taker(act: AskedAct) -> Values:
    """Return who is written down as having fetched it."""
    row = HandOver.objects.filter(dossier=act.dossier).order_by("pk").last()
    if row is None:
        return {}
    people = {party.name for party in capacity.takers(queries.parties(act.dossier))}
    name = "taker" if row.taker_name in people else "taker_name"
    shown = ("taker_paper", "taker_number", "authority")
    return {name: row.taker_name, **{each: getattr(row, each) for each in shown}}


def _all_that_is_due(act: AskedAct) -> Values:
    return {"amount": act.balance.left, "payer": queries.filer_name(act.dossier)}


def _all_that_was_paid(act: AskedAct) -> Values:
    return {"amount": act.balance.paid, "payee": queries.filer_name(act.dossier)}


def _relief(act: AskedAct) -> Values:
    """Return by what somebody is spared a fee now, and the paper that was shown."""
    relief = payments.relief(queries.subject_of(act.dossier.pk))
    return {"exemption": relief.key, "exemption_paper": relief.paper} if relief else {}


def _set_aside(act: AskedAct) -> Values:
    """Return the like dossier that the counter saw and set aside."""
    return {"other": links.set_aside(act.actor, queries.history(act.dossier))}


BEGUN: dict[Verb, Callable[[AskedAct], Values]] = {
    Verb.SIGN: _draft,
    Verb.HAND_OVER: _filer,
    Verb.ASK_WITHDRAWAL: _filer,
    Verb.RETURN_PAPERS: _filer,
    Verb.CORRECT_TAKER: _taker,
    Verb.COLLECT_FEE: _all_that_is_due,
    Verb.REFUND: _all_that_was_paid,
    Verb.REDUCE_FEE: _relief,
    Verb.LINK: _set_aside,
}

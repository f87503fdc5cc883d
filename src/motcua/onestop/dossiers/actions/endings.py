"""The verbs that end a dossier without a result, and that give its papers back."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.ground.access.writes import is_repeat
from motcua.ground.kernel.actor import Actor, Grant
from motcua.onestop.dossiers import capacity, events, letters, queries, rules
from motcua.onestop.dossiers.capacity import Visitor
from motcua.onestop.dossiers.events import Sealed
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.rules import Done, Verb
from motcua.onestop.dossiers.writes import moving, rows, taking
from motcua.onestop.dossiers.writes.taking import Taken
from motcua.onestop.payments import queries as payments


@transaction.atomic(durable=True)
def stop(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    reason: str,
    basis: str,
    money: str = "",
    now: datetime,
) -> Done:
    """
    End a dossier that cannot be decided; the head of the agency that holds it does, in a notice.

    Its promise is judged at this moment, money not yet paid is due no longer, and the papers
    go back to whoever filed it, who is told.

    :param basis: the law that lets him, in words.
    :param money: what becomes of what was paid, in words.
    :raises NotYours: to everybody else.
    :raises ReasonNeeded, BasisNeeded: without either.
    :raises ResultDecided: once a result is signed.
    :raises MoneyUnsettled: when something was paid and nothing is said of it.
    """
    if is_repeat(actor, form_key, f"{Verb.STOP} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    rules.check_basis(basis)
    taken, head = _headed(actor, code, rules.check_endable, now=now)
    dossier = taken.dossier
    notice = rows.write_notice(taken.actor, dossier, issuer_id=head.agency_id, on=localdate(now))
    event = events.Stopped(
        agency_id=head.agency_id,
        local_state="stopped",
        paper_count=len(queries.papers(dossier)),
        reason=rows.seal_note(dossier, reason, now=now),
        money=_settled(dossier, money, now=now),
        basis=rows.seal_note(dossier, basis, now=now),
        number=notice.number,
        symbol=notice.symbol,
    )
    moving.end(taken, event, outcome=Verb.STOP, post_id=head.post_id, now=now)
    _tell(dossier, letters.STOPPED, papers=event.paper_count, now=now)
    return Done(code)


@transaction.atomic(durable=True)
def ask_withdrawal(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    visitor: Visitor,
    reason: str,
    now: datetime,
) -> Done:
    """
    Write down at the receiving desk that the owner asks his dossier back.

    Nothing is done to it until its head decides; then it ends, or is what it was.

    :param visitor: who asks.
    :param reason: why, in the owner's words.
    :raises NotYours: to whoever does not receive at its desk.
    :raises ReasonNeeded: without a reason.
    :raises ResultDecided: once a result is signed.
    :raises TakerNeedsAuthority: to somebody who is not of the dossier and shows no authority.
    :raises NotTheSamePerson: to another of the same name, by the number of his paper.
    """
    if is_repeat(actor, form_key, f"{Verb.ASK_WITHDRAWAL} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    taken, desk = _at_desk(actor, code, rules.check_endable, now=now)
    dossier = taken.dossier
    capacity.check_taker(visitor, queries.parties(dossier))
    event = events.WithdrawalAsked(
        asker=rows.write_asker(dossier, visitor),
        reason=rows.seal_note(dossier, reason, now=now),
        local_state="withdrawal_requested",
        former_state=dossier.local_state_id,
    )
    moving.happen(taken, event, post_id=desk.post_id, now=now)
    return Done(code)


@transaction.atomic(durable=True)
def agree_withdrawal(
    *, actor: Actor, form_key: str, code: str, money: str = "", now: datetime
) -> Done:
    """
    Let the owner take his dossier back: it ends as it ends when it is stopped.

    :param money: what becomes of what was paid, in words.
    :raises NotYours: unless the actor heads an agency that holds it.
    :raises NotPossibleNow: unless a withdrawal is asked.
    :raises MoneyUnsettled: when something was paid and nothing is said of it.
    """
    if is_repeat(actor, form_key, f"{Verb.AGREE_WITHDRAWAL} {code}", now=now):
        return Done(code, is_repeat=True)
    taken, head = _headed(actor, code, rules.check_asked, now=now)
    dossier = taken.dossier
    event = events.WithdrawalAgreed(
        agency_id=head.agency_id,
        local_state="withdrawn",
        paper_count=len(queries.papers(dossier)),
        reason=_asked(dossier).reason,
        money=_settled(dossier, money, now=now),
    )
    moving.end(taken, event, outcome=Verb.AGREE_WITHDRAWAL, post_id=head.post_id, now=now)
    _tell(dossier, letters.WITHDRAWN, papers=event.paper_count, now=now)
    return Done(code)


@transaction.atomic(durable=True)
def decline_withdrawal(
    *, actor: Actor, form_key: str, code: str, reason: str, now: datetime
) -> Done:
    """
    Keep a dossier that its owner asks back: it is again what it was, with whoever had it.

    :raises NotYours: unless the actor heads an agency that holds it.
    :raises NotPossibleNow: unless a withdrawal is asked.
    :raises ReasonNeeded: without a reason.
    """
    if is_repeat(actor, form_key, f"{Verb.DECLINE_WITHDRAWAL} {code}", now=now):
        return Done(code, is_repeat=True)
    rules.check_reason(reason)
    taken, head = _headed(actor, code, rules.check_asked, now=now)
    dossier = taken.dossier
    event = events.WithdrawalDeclined(
        agency_id=head.agency_id,
        reason=rows.seal_note(dossier, reason, now=now),
        local_state=_asked(dossier).former_state,
    )
    moving.happen(taken, event, post_id=head.post_id, now=now)
    _tell(dossier, letters.WITHDRAWAL_DECLINED, now=now)
    return Done(code)


@transaction.atomic(durable=True)
def return_papers(
    *,
    actor: Actor,
    form_key: str,
    code: str,
    visitor: Visitor,
    now: datetime,
) -> Done:
    """
    Give the papers of a dossier without a result back at its desk.

    :param visitor: who fetches them.
    :raises NotYours: to whoever does not receive at its desk.
    :raises NotPossibleNow: unless they wait for it.
    :raises TakerNeedsAuthority: to somebody who is not of the dossier and shows no authority.
    :raises NotTheSamePerson: to another of the same name, by the number of his paper.
    """
    if is_repeat(actor, form_key, f"{Verb.RETURN_PAPERS} {code}", now=now):
        return Done(code, is_repeat=True)
    taken, desk = _at_desk(actor, code, rules.check_papers_wait, now=now)
    dossier = taken.dossier
    capacity.check_taker(visitor, queries.parties(dossier))
    event = events.PapersReturned(taker=rows.write_taker(dossier, visitor))
    moving.happen(taken, event, post_id=desk.post_id, now=now)
    return Done(code)


Check = Callable[[rules.DossierFacts, str], None]


def _headed(actor: Actor, code: str, check: Check, *, now: datetime) -> tuple[Taken, Grant]:
    """Lock a dossier for the head of an agency that holds it, if it allows what he wants."""
    taken = taking.take(actor, code, now=now)
    facts = queries.dossier_facts(taken.dossier, taken.items)
    head = rules.check_head(taken.actor, facts, code)
    check(facts, code)
    return taken, head


def _at_desk(actor: Actor, code: str, check: Check, *, now: datetime) -> tuple[Taken, Grant]:
    """Lock a dossier for the desk that received it, if it allows what the desk wants."""
    taken = taking.take(actor, code, now=now)
    desk = rules.check_at_desk(taken.actor, taken.dossier.desk_id)
    check(queries.dossier_facts(taken.dossier, taken.items), code)
    return taken, desk


def _settled(dossier: Dossier, money: str, *, now: datetime) -> Sealed | None:
    """Keep what is said of the money that was paid, which is never left unsaid."""
    paid = payments.balance(queries.subject_of(dossier.pk)).paid
    rules.check_money_settled(paid, money)
    return rows.write_note(dossier, money, now=now)


def _asked(dossier: Dossier) -> events.WithdrawalAsked:
    """Return what the owner asked last."""
    asked = (event.body for event in reversed(queries.history(dossier)))
    return next(body for body in asked if isinstance(body, events.WithdrawalAsked))


def _tell(dossier: Dossier, template: str, *, papers: int = 0, now: datetime) -> None:
    to, desk = rows.addressee(dossier)
    rows.tell(dossier, template, to=to, desk=desk, papers=papers, now=now)

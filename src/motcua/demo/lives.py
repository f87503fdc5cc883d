"""
One dossier's life in the demo: how officers and citizens behave, as dice decide.

A life yields the moment of its next act and does it when resumed, through the same
actions that the pages call.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from motcua.demo import citizens, matters, papers, phrases, takers
from motcua.demo.matters import Desk
from motcua.demo.stage import Stage
from motcua.ground.documents.actions import inspect
from motcua.ground.kernel.actor import Actor, PostKind, Proof
from motcua.onestop.dossiers import queries as dossiers
from motcua.onestop.dossiers.actions import counter, desk, endings, hands, opinions, steps
from motcua.onestop.dossiers.intake import Intake, Payment, Refund
from motcua.onestop.dossiers.queries import OpenWork
from motcua.onestop.dossiers.rules import ItemFacts, RefundGround
from motcua.onestop.payments import queries as payments
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.processes.rules import OutcomeKey, StepAct

# How officers and citizens behave, as shares of all cases.
MENDED = 0.03
SCANNED = 0.1
PHOTOGRAPHED = 0.4
CONFIRMED_BY_WORD = 0.3
ASSIGNED_BY_HEAD = 0.4
RETURNED = 0.04
SENT_BACK = 0.06
STOPPED = 0.01
ASKED_BACK = 0.015
LET_GO = 0.7
PAID_BACK = 0.6
REFUSED = 0.02
TRANSFERRED = 0.01
SENT_ON_WRONGLY = 0.6
STUCK = 0.06
LEFT_UNPAID = 0.04
SLOWNESS = 1.8
A_DAY_OF_WORK = 7.5
FETCHED_AFTER_HOURS = 10
# What a step takes of its planned time: mean of the logarithm, and its spread. A short one is
# done while people wait.
PACE, PACE_WHILE_WAITED_FOR = (-0.8, 0.5), (-1.5, 0.5)
WAITED_FOR_HOURS = 3


@dataclass(slots=True)
class Life:
    """One dossier and the moment that it has reached."""

    stage: Stage
    dice: Random
    desk: Desk
    now: datetime
    intake: Intake = field(init=False)
    code: str = ""
    was_elsewhere: bool = False
    planned: dict[int, datetime] = field(default_factory=dict)

    def play(self) -> Iterator[datetime]:
        """Yield the moment before each act, from receipt to hand-over."""
        yield self.now
        self.intake = matters.matter(self.dice, self.desk, on=self.now.date())
        if self._happens(REFUSED):
            self._refuse()
            return
        yield from self._receive()
        if self._happens(MENDED):
            yield self._wait(0.1, 0.8)
            self._mend()
        if self.intake.papers and self._happens(SCANNED):
            yield self._wait(0.02, 0.1)
            self._scan()
        while items := dossiers.open_work(self.code):
            if len(items) > 1 or items[0].facts.number in self.planned:
                yield from self._together(items)
            else:
                yield from self._work(items[0])

    def _refuse(self) -> None:
        """Give the papers back over the counter, with why."""
        counter.refuse(
            actor=self._somebody(self.desk.agency_id, PostKind.RECEIVER),
            form_key=_key(),
            intake=replace(self.intake, money_receipt=""),
            reason=self.dice.choice(phrases.REFUSED),
            basis=phrases.REFUSAL_BASIS,
            now=self.now,
        )

    def _receive(self) -> Iterator[datetime]:
        """Receive; where a cashier sits, whoever pays at once pays him a moment later."""
        receiver = self._somebody(self.desk.agency_id, PostKind.RECEIVER)
        paid_at_once = bool(self.intake.money_receipt)
        if self._money_kind is PostKind.CASHIER:
            self.intake = replace(self.intake, money_receipt="")
        done = counter.receive(actor=receiver, form_key=_key(), intake=self.intake, now=self.now)
        self.code = done.code
        if self.intake.money_receipt:
            self.stage.takes_money(self.desk.agency_id, receiver)
        if paid_at_once and not self.intake.money_receipt:
            yield self._wait(0.05, 0.2)
            self._collect(self._money_left(dossiers.open_work(self.code)[0]))

    @property
    def _money_kind(self) -> PostKind:
        """Through whose hands money passes at this desk."""
        has_cashier = (self.desk.agency_id, PostKind.CASHIER) in self.stage.seats
        return PostKind.CASHIER if has_cashier else PostKind.RECEIVER

    def _mend(self) -> None:
        """Put the telephone of whoever came right."""
        *others, last = self.intake.parties
        mended = replace(last, phone=citizens.another_phone(self.dice, last))
        self.intake = replace(self.intake, parties=(*others, mended))
        counter.mend_receipt(
            actor=self._somebody(self.desk.agency_id, PostKind.RECEIVER),
            form_key=_key(),
            code=self.code,
            issue=1,
            parties=self.intake.parties,
            papers=self.intake.papers,
            now=self.now,
        )

    def _scan(self) -> None:
        """Lay one of the papers on the scanner, or before the telephone."""
        paper = self.dice.choice(dossiers.papers_in_play(self.code))
        desk.scan_paper(
            actor=self._somebody(self.desk.agency_id, PostKind.RECEIVER),
            form_key=_key(),
            code=self.code,
            paper_id=paper.pk,
            scan=inspect(papers.scan(paper.name, is_picture=self._happens(PHOTOGRAPHED))),
            now=self.now,
        )

    def _work(self, work: OpenWork) -> Iterator[datetime]:
        """Do what comes next with a work item, which may not yet be its step."""
        item = work.facts
        if item.is_astray and not item.is_confirmed:
            yield self._wait(0.5, 6)
            self._answer(item)
        elif self._is_to_assign(item):
            yield self._wait(0.1, 1)
            self._assign(item)
        elif not item.is_confirmed and self._happens(CONFIRMED_BY_WORD):
            yield self._wait(0.1, 1.5)
            steps.confirm(actor=self._doer(item), **self._act(item))
        elif self.stage.keeps(item, self.now):
            yield self.stage.until + timedelta(days=1)
        else:
            yield self._later(self._hours(work))
            yield from self._until_back(item)
            yield from self._step(work)

    def _until_back(self, item: ItemFacts) -> Iterator[datetime]:
        """Let what lies on a seat wait while its holder is away."""
        holder = self.stage.holders.get(item.post_id or 0)
        while holder is not None and self.stage.is_away(holder, self.now.date()):
            yield self._later(A_DAY_OF_WORK)

    def _together(self, items: list[OpenWork]) -> Iterator[datetime]:
        """Do that one of several open items which is done first: all are worked on at once."""
        for work in items:
            if work.facts.number not in self.planned:
                done = self.stage.time.later(self.now, hours=self._hours(work))
                self.planned[work.facts.number] = done
        first = min(items, key=lambda work: self.planned[work.facts.number])
        if self.stage.keeps(first.facts, self.now):
            yield self.stage.until + timedelta(days=1)
        self.now = max(self.now, self.planned[first.facts.number])
        yield self.now
        yield from self._step(first)

    def _is_to_assign(self, item: ItemFacts) -> bool:
        """Say whether the head gives this waiting item to one of his handlers first."""
        waits = item.act is StepAct.HANDLE and item.post_id is None
        return waits and self._has_head(item) and self._happens(ASSIGNED_BY_HEAD)

    def _answer(self, item: ItemFacts) -> None:
        """Send back what another office transferred here, or take it."""
        doer = self._doer(item)
        if self._happens(SENT_ON_WRONGLY):
            hands.decline(actor=doer, **self._act(item), reason=phrases.NOT_OURS)
        else:
            steps.confirm(actor=doer, **self._act(item))

    def _is_to_transfer(self, item: ItemFacts) -> bool:
        """Say whether its holder takes the work for another office's, once."""
        beside = self.stage.neighbours.get(item.agency_id)
        first = item.is_confirmed and not item.is_astray and not self.was_elsewhere
        return bool(beside) and first and self._happens(TRANSFERRED)

    def _transfer(self, item: ItemFacts, doing: dict[str, Any]) -> None:
        self.was_elsewhere = True
        office = self.dice.choice(self.stage.neighbours[item.agency_id])
        hands.transfer(**doing, agency_id=office, reason=phrases.ELSEWHERE)

    def _has_head(self, item: ItemFacts) -> bool:
        return (item.agency_id, PostKind.HEAD) in self.stage.seats

    def _assign(self, item: ItemFacts) -> None:
        post_id, _ = self.dice.choice(self.stage.seats[item.agency_id, PostKind.HANDLER])
        head = self._somebody(item.agency_id, PostKind.HEAD)
        steps.assign(actor=head, post_id=post_id, **self._act(item))

    def _hours(self, work: OpenWork) -> float:
        """Return the working hours that this step takes this time."""
        if work.facts.act is StepAct.HAND_OVER:
            return self.dice.expovariate(1 / FETCHED_AFTER_HOURS)
        planned = work.step.working_hours or 1
        pace = PACE_WHILE_WAITED_FOR if planned <= WAITED_FOR_HOURS else PACE
        hours = planned * self.dice.lognormvariate(*pace)
        if work.facts.agency_id in self.stage.slow:
            hours *= SLOWNESS
        if self._happens(STUCK):
            hours *= self.dice.uniform(3, 7)
        return max(hours, 0.05)

    def _step(self, work: OpenWork) -> Iterator[datetime]:
        """Do the work item by the outcome that the dice choose."""
        item = work.facts
        doing = {"actor": self._doer(item), **self._act(item)}
        if OutcomeKey.SEND_BACK in item.outcomes and self._happens(SENT_BACK):
            steps.send_back(**doing, reason=self.dice.choice(phrases.SENT_BACK))
            return
        match item.act:
            case StepAct.HANDLE:
                yield from self._handle(work, doing)
            case StepAct.OPINE:
                opinions.give_opinion(**doing, **matters.opinion(self.dice))
            case StepAct.APPROVE:
                steps.approve(**doing)
            case StepAct.SIGN:
                self._sign(work, doing)
            case StepAct.ISSUE:
                steps.issue(**doing)
            case StepAct.HAND_OVER:
                yield from self._hand_over(work)

    def _handle(self, work: OpenWork, doing: dict[str, Any]) -> Iterator[datetime]:
        """Handle it; now and then it ends there, is asked back, or belongs elsewhere."""
        item = work.facts
        if self._is_to_stop(item):
            self._stop(work)
        elif self._is_to_stop(item, ASKED_BACK):
            yield from self._ask_back(work)
        elif self._is_to_transfer(item):
            self._transfer(item, doing)
        elif OutcomeKey.FORWARD in item.outcomes:
            steps.forward(**doing)
        elif item.has_previous and self._happens(RETURNED):
            steps.return_step(**doing, reason=self.dice.choice(phrases.RETURNED))
        else:
            result = procedures.version(work.procedure_version_id).results[0]
            steps.propose(**doing, draft=inspect(papers.draft(result.name)))

    def _is_to_stop(self, item: ItemFacts, share: float = STOPPED) -> bool:
        """Say whether the head of the agency, which has taken the item over, may end it."""
        return item.is_confirmed and self._has_head(item) and self._happens(share)

    def _ask_back(self, work: OpenWork) -> Iterator[datetime]:
        """Let the owner ask his dossier back, and the head decide."""
        doing = {"form_key": _key(), "code": self.code}
        endings.ask_withdrawal(
            actor=self._somebody(self.desk.agency_id, PostKind.RECEIVER),
            **doing,
            **self._taker(),
            reason=self.dice.choice(phrases.ASKED_BACK),
            now=self.now,
        )
        yield self._wait(0.5, 6)
        head = self._somebody(work.facts.agency_id, PostKind.HEAD)
        deciding: dict[str, Any] = {
            "actor": head,
            "form_key": _key(),
            "code": self.code,
            "now": self.now,
        }
        if self._happens(LET_GO):
            paid = self._paid(work) if self._happens(PAID_BACK) else 0
            money = phrases.MONEY_BACK if paid else self._settled(work)
            endings.agree_withdrawal(**deciding, money=money)
            if paid:
                yield self._wait(0.1, 1)
                self._pay_back(paid)
            yield self._later(self.dice.expovariate(1 / FETCHED_AFTER_HOURS))
            self._give_back()
        else:
            endings.decline_withdrawal(**deciding, reason=phrases.KEPT)

    def _give_back(self) -> None:
        receiver = self._somebody(self.desk.agency_id, PostKind.RECEIVER)
        endings.return_papers(actor=receiver, **{**self._doing(), **self._taker()})

    def _pay_back(self, amount: int) -> None:
        collector = self._somebody(self.desk.agency_id, self._money_kind)
        self.stage.takes_money(self.desk.agency_id, collector)
        desk.refund(
            actor=collector,
            **self._doing(),
            seen=dossiers.mark_by_code(self.code),
            refund=Refund(amount, self.intake.parties[-1].name, RefundGround.WITHDRAWN),
            reason=phrases.REFUNDED,
        )

    def _paid(self, work: OpenWork) -> int:
        return payments.balance(dossiers.subject_of(work.dossier_id)).paid

    def _settled(self, work: OpenWork) -> str:
        """Return what is said of the money that was paid, if some was."""
        return phrases.MONEY_KEPT if self._paid(work) else ""

    def _stop(self, work: OpenWork) -> None:
        endings.stop(
            actor=self._somebody(work.facts.agency_id, PostKind.HEAD),
            form_key=_key(),
            code=self.code,
            reason=self.dice.choice(phrases.STOPPED),
            basis=phrases.BASIS,
            money=self._settled(work),
            now=self.now,
        )

    def _sign(self, work: OpenWork, doing: dict[str, Any]) -> None:
        """Sign the file that lies before the head, who proves himself as he would at the door."""
        lies = dossiers.latest_draft(work.dossier_id)
        head: Actor = doing["actor"]
        proof = Proof(head.user_id or 0, "password", self.now)
        steps.sign(**doing, digest=lies.stored.digest if lies else "", proof=proof)

    def _hand_over(self, work: OpenWork) -> Iterator[datetime]:
        """Take what is still due, as a rule, and hand the result over."""
        receiver = self._doer(work.facts)
        left = self._money_left(work)
        reason = self.dice.choice(phrases.UNPAID) if self._happens(LEFT_UNPAID) else ""
        if left and not reason:
            self._collect(left)
            yield self._wait(0.02, 0.1)
        doing = {**self._act(work.facts), **self._taker()}
        desk.hand_over(actor=receiver, **doing, reason=reason if left else "")

    def _money_left(self, work: OpenWork) -> int:
        return payments.balance(dossiers.subject_of(work.dossier_id)).left

    def _collect(self, amount: int) -> None:
        payer, number = self.intake.parties[-1].name, matters.money_receipt(self.dice)
        collector = self._somebody(self.desk.agency_id, self._money_kind)
        self.stage.takes_money(self.desk.agency_id, collector)
        payment = Payment(amount, payer, number)
        desk.collect_fee(actor=collector, **self._doing(), payment=payment)

    def _taker(self) -> dict[str, str]:
        return takers.taker(self.dice, self.intake, self.desk)

    def _doer(self, item: ItemFacts) -> Actor:
        """Return who does a work item: its holder, or one of the kind that it waits for."""
        if item.post_id is not None:
            return self.stage.holders[item.post_id]
        return self._somebody(item.agency_id, item.post_kind)

    def _act(self, item: ItemFacts) -> dict[str, Any]:
        return {**self._doing(), "item": item.number}

    def _doing(self) -> dict[str, Any]:
        """Return what every act on the dossier takes beside who does it."""
        return {"form_key": _key(), "code": self.code, "now": self.now}

    def _somebody(self, agency_id: int, kind: PostKind) -> Actor:
        return self.stage.somebody(self.dice, agency_id, kind, self.now.date())

    def _happens(self, share: float) -> bool:
        return self.dice.random() < share

    def _wait(self, least: float, most: float) -> datetime:
        return self._later(self.dice.uniform(least, most))

    def _later(self, hours: float) -> datetime:
        """Move on by so many working hours."""
        self.now = self.stage.time.later(self.now, hours=hours)
        return self.now


def _key() -> str:
    return str(uuid4())

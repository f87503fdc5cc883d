"""One life from receipt to hand-over: who does which step when, as the dice decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.demo import matters, papers, phrases
from motcua.demo.lives import shares
from motcua.demo.lives.second_thoughts import SecondThoughts
from motcua.ground.documents.actions import inspect
from motcua.ground.kernel.actor import Actor, PostKind, Proof
from motcua.onestop.dossiers import queries as dossiers
from motcua.onestop.dossiers.actions import hands, opinions, steps
from motcua.onestop.dossiers.queries import OpenWork
from motcua.onestop.dossiers.rules import ItemFacts
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.processes.rules import OutcomeKey, StepAct


@dataclass(slots=True)
class Life(SecondThoughts):
    """One dossier and the moment that it has reached."""

    def play(self) -> Iterator[datetime]:
        """Yield the moment before each act, from receipt to hand-over."""
        yield self.now
        self.intake = matters.matter(self.dice, self.desk, on=self.now.date())
        if self._happens(shares.REFUSED):
            self._refuse()
            return
        yield from self._receive()
        self._link()
        if self._happens(shares.MENDED):
            yield self._wait(0.1, 0.8)
            self._mend()
        if self.intake.papers and self._happens(shares.SCANNED):
            yield self._wait(0.02, 0.1)
            self._scan()
        while items := dossiers.open_work(self.code):
            if len(items) > 1 or items[0].facts.number in self.planned:
                yield from self._together(items)
            else:
                yield from self._work(items[0])

    def _work(self, work: OpenWork) -> Iterator[datetime]:
        """Do what comes next with a work item, which may not yet be its step."""
        item = work.facts
        if item.is_astray and item.is_sent and not item.is_confirmed:
            yield self._wait(0.5, 6)
            self._answer(item)
        elif self._is_to_assign(item):
            yield self._wait(0.1, 1)
            self._assign(item)
        elif not item.is_confirmed and self._happens(shares.CONFIRMED_BY_WORD):
            yield self._wait(0.1, 1.5)
            steps.confirm(actor=self._doer(item), **self._act(item))
        elif self._is_to_take_over(item):
            yield self._wait(0.1, 2)
            self._take_over(item)
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
            yield self._later(shares.A_DAY_OF_WORK)

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
        return waits and self._has_head(item) and self._happens(shares.ASSIGNED_BY_HEAD)

    def _answer(self, item: ItemFacts) -> None:
        """Send back what another office transferred here, or take it."""
        doer = self._doer(item)
        if self._happens(shares.SENT_ON_WRONGLY):
            hands.decline(actor=doer, **self._act(item), reason=phrases.NOT_OURS)
        else:
            steps.confirm(actor=doer, **self._act(item))

    def _is_to_transfer(self, item: ItemFacts) -> bool:
        """Say whether its holder takes the work for another office's, once."""
        beside = self.stage.neighbours.get(item.agency_id)
        first = item.is_confirmed and not item.is_astray and not self.was_elsewhere
        return bool(beside) and first and self._happens(shares.TRANSFERRED)

    def _transfer(self, item: ItemFacts, doing: dict[str, Any]) -> None:
        self.was_elsewhere = True
        office = self.dice.choice(self.stage.neighbours[item.agency_id])
        hands.transfer(**doing, agency_id=office, reason=phrases.ELSEWHERE)

    def _assign(self, item: ItemFacts) -> None:
        post_id, _ = self.dice.choice(self.stage.seats[item.agency_id, PostKind.HANDLER])
        head = self._somebody(item.agency_id, PostKind.HEAD)
        steps.assign(actor=head, post_id=post_id, **self._act(item))

    def _hours(self, work: OpenWork) -> float:
        """Return the working hours that this step takes this time."""
        if work.facts.act is StepAct.HAND_OVER:
            return self.dice.expovariate(1 / shares.FETCHED_AFTER_HOURS)
        planned = work.step.working_hours or 1
        pace = shares.PACE_WHILE_WAITED_FOR if planned <= shares.WAITED_FOR_HOURS else shares.PACE
        hours = planned * self.dice.lognormvariate(*pace)
        if work.facts.agency_id in self.stage.slow:
            hours *= shares.SLOWNESS
        if self._happens(shares.STUCK):
            hours *= self.dice.uniform(3, 7)
        return max(hours, 0.05)

    def _step(self, work: OpenWork) -> Iterator[datetime]:
        """Do the work item by the outcome that the dice choose."""
        item = work.facts
        doing = {"actor": self._doer(item), **self._act(item)}
        if OutcomeKey.SEND_BACK in item.outcomes and self._happens(shares.SENT_BACK):
            yield from self._send_back(work, doing)
            return
        match item.act:
            case StepAct.HANDLE:
                yield from self._handle(work, doing)
            case StepAct.OPINE if self._is_silent(item):
                self._note_silence(item)
            case StepAct.OPINE:
                opinions.give_opinion(**doing, **matters.opinion(self.dice))
            case StepAct.APPROVE:
                steps.approve(**doing)
            case StepAct.SIGN:
                self._sign(work, doing)
            case StepAct.ISSUE:
                steps.issue(**doing)
            case StepAct.HAND_OVER if self._is_to_recall():
                self._recall(item)
            case StepAct.HAND_OVER:
                yield from self._hand_over(work)

    def _handle(self, work: OpenWork, doing: dict[str, Any]) -> Iterator[datetime]:
        """Handle it; now and then it ends there, is asked back, or belongs elsewhere."""
        item = work.facts
        if self._is_to_stop(item, shares.STOPPED):
            self._stop(work)
        elif self._is_to_stop(item, shares.ASKED_BACK):
            yield from self._ask_back(work)
        elif self._is_to_transfer(item):
            self._transfer(item, doing)
        elif OutcomeKey.FORWARD in item.outcomes:
            steps.forward(**doing)
        elif item.has_previous and self._happens(shares.RETURNED):
            steps.return_step(**doing, reason=self.dice.choice(phrases.RETURNED))
        else:
            result = procedures.version(work.procedure_version_id).results[0]
            steps.propose(**doing, draft=inspect(papers.draft(result.name)))

    def _sign(self, work: OpenWork, doing: dict[str, Any]) -> None:
        """Sign the file that lies before the head, who proves himself as he would at the door."""
        lies = dossiers.latest_draft(work.dossier_id)
        head: Actor = doing["actor"]
        proof = Proof(head.user_id or 0, "password", self.now)
        steps.sign(**doing, digest=lies.stored.digest if lies else "", proof=proof)

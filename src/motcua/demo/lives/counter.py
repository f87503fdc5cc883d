"""What the receiving desk does in a dossier's life: paper and money, in and out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.demo import citizens, matters, papers, phrases
from motcua.demo.lives import shares
from motcua.demo.lives.player import Player
from motcua.ground.documents.actions import inspect
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers import queries as dossiers
from motcua.onestop.dossiers.actions import counter, desk, endings
from motcua.onestop.dossiers.intake import Payment, Refund
from motcua.onestop.dossiers.queries import OpenWork
from motcua.onestop.dossiers.rules import RefundGround


@dataclass(slots=True)
class AtCounter(Player):
    """The acts of receivers and cashiers."""

    def _refuse(self) -> None:
        """Give the papers back over the counter, with why."""
        counter.refuse(
            actor=self._somebody(self.desk.agency_id, PostKind.RECEIVER),
            form_key=self._key(),
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
        done = counter.receive(
            actor=receiver, form_key=self._key(), intake=self.intake, now=self.now
        )
        self.code = done.code
        if self.intake.money_receipt:
            self.stage.takes_money(self.desk.agency_id, receiver)
        if paid_at_once and not self.intake.money_receipt:
            yield self._wait(0.05, 0.2)
            self._collect(self._money_left(dossiers.open_work(self.code)[0]))

    def _mend(self) -> None:
        """Put the telephone of whoever came right."""
        *others, last = self.intake.parties
        mended = replace(last, phone=citizens.another_phone(self.dice, last))
        self.intake = replace(self.intake, parties=(*others, mended))
        counter.mend_receipt(
            actor=self._somebody(self.desk.agency_id, PostKind.RECEIVER),
            **self._doing(),
            issue=1,
            parties=self.intake.parties,
            papers=self.intake.papers,
        )

    def _scan(self) -> None:
        """Lay one of the papers on the scanner, or before the telephone."""
        paper = self.dice.choice(dossiers.papers_in_play(self.code))
        desk.scan_paper(
            actor=self._somebody(self.desk.agency_id, PostKind.RECEIVER),
            **self._doing(),
            paper_id=paper.pk,
            scan=inspect(papers.scan(paper.name, is_picture=self._happens(shares.PHOTOGRAPHED))),
        )

    def _collect(self, amount: int) -> None:
        payer, number = self.intake.parties[-1].name, matters.money_receipt(self.dice)
        collector = self._somebody(self.desk.agency_id, self._money_kind)
        self.stage.takes_money(self.desk.agency_id, collector)
        payment = Payment(amount, payer, number)
        desk.collect_fee(actor=collector, **self._doing(), payment=payment)

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

    def _give_back(self) -> None:
        receiver = self._somebody(self.desk.agency_id, PostKind.RECEIVER)
        endings.return_papers(actor=receiver, **{**self._doing(), **self._taker()})

    def _reissue(self) -> None:
        """Give the receipt anew to somebody who comes for the result without it."""
        counter.reissue_receipt(
            actor=self._somebody(self.desk.agency_id, PostKind.RECEIVER),
            **self._doing(),
            seen=dossiers.mark_by_code(self.code),
            reason=phrases.LOST,
        )

    def _hand_over(self, work: OpenWork) -> Iterator[datetime]:
        """Take what is still due, as a rule, and hand the result over; first a receipt anew."""
        receiver = self._doer(work.facts)
        if self._happens(shares.LOST_RECEIPT):
            self._reissue()
            yield self._wait(0.02, 0.1)
        left = self._money_left(work)
        reason = self.dice.choice(phrases.UNPAID) if self._happens(shares.LEFT_UNPAID) else ""
        if left and not reason:
            self._collect(left)
            yield self._wait(0.02, 0.1)
        doing = {**self._act(work.facts), **self._taker()}
        desk.hand_over(actor=receiver, **doing, reason=reason if left else "")

"""What the receiving desk does in a dossier's life: paper and money, in and out."""

from collections.abc import Iterator
from dataclasses import replace
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


def refuse(player: Player) -> None:
    """Give the papers back over the counter, with why."""
    counter.refuse(
        actor=player.somebody(player.desk.agency_id, PostKind.RECEIVER),
        form_key=player.key(),
        intake=replace(player.intake, money_receipt=""),
        reason=player.dice.choice(phrases.REFUSED),
        basis=phrases.REFUSAL_BASIS,
        now=player.now,
    )


def receive(player: Player) -> Iterator[datetime]:
    """Receive; where a cashier sits, whoever pays at once pays him a moment later."""
    receiver = player.somebody(player.desk.agency_id, PostKind.RECEIVER)
    paid_at_once = bool(player.intake.money_receipt)
    if player.money_kind is PostKind.CASHIER:
        player.intake = replace(player.intake, money_receipt="")
    done = counter.receive(
        actor=receiver, form_key=player.key(), intake=player.intake, now=player.now
    )
    player.code = done.code
    if player.intake.money_receipt:
        player.stage.takes_money(player.desk.agency_id, receiver)
    if paid_at_once and not player.intake.money_receipt:
        yield player.wait(0.05, 0.2)
        collect(player, player.money_left(dossiers.open_work(player.code)[0]))


def mend(player: Player) -> None:
    """Put the telephone of whoever came right."""
    *others, last = player.intake.parties
    mended = replace(last, phone=citizens.another_phone(player.dice, last))
    player.intake = replace(player.intake, parties=(*others, mended))
    counter.mend_receipt(
        actor=player.somebody(player.desk.agency_id, PostKind.RECEIVER),
        **player.doing(),
        issue=1,
        parties=player.intake.parties,
        papers=player.intake.papers,
    )


def scan(player: Player) -> None:
    """Lay one of the papers on the scanner, or before the telephone."""
    paper = player.dice.choice(dossiers.papers_in_play(player.code))
    desk.scan_paper(
        actor=player.somebody(player.desk.agency_id, PostKind.RECEIVER),
        **player.doing(),
        paper_id=paper.pk,
        scan=inspect(papers.scan(paper.name, is_picture=player.happens(shares.PHOTOGRAPHED))),
    )


def collect(player: Player, amount: int) -> None:
    """Take money, by the hands that it passes through at this desk."""
    payer, number = player.intake.parties[-1].name, matters.money_receipt(player.dice)
    collector = player.somebody(player.desk.agency_id, player.money_kind)
    player.stage.takes_money(player.desk.agency_id, collector)
    payment = Payment(amount, payer, number)
    desk.collect_fee(actor=collector, **player.doing(), payment=payment)


def pay_back(player: Player, amount: int) -> None:
    """Give money back to who asked the dossier back."""
    collector = player.somebody(player.desk.agency_id, player.money_kind)
    player.stage.takes_money(player.desk.agency_id, collector)
    desk.refund(
        actor=collector,
        **player.doing(),
        seen=dossiers.mark_by_code(player.code),
        refund=Refund(amount, player.intake.parties[-1].name, RefundGround.WITHDRAWN),
        reason=phrases.REFUNDED,
    )


def give_back(player: Player) -> None:
    """Give the papers back to whoever comes for them."""
    receiver = player.somebody(player.desk.agency_id, PostKind.RECEIVER)
    endings.return_papers(actor=receiver, **{**player.doing(), **player.taker()})


def reissue(player: Player) -> None:
    """Give the receipt anew to somebody who comes for the result without it."""
    counter.reissue_receipt(
        actor=player.somebody(player.desk.agency_id, PostKind.RECEIVER),
        **player.doing(),
        seen=dossiers.mark_by_code(player.code),
        reason=phrases.LOST,
    )


def hand_over(player: Player, work: OpenWork) -> Iterator[datetime]:
    """Take what is still due, as a rule, and hand the result over; first a receipt anew."""
    receiver = player.doer(work.facts)
    if player.happens(shares.LOST_RECEIPT):
        reissue(player)
        yield player.wait(0.02, 0.1)
    left = player.money_left(work)
    reason = player.dice.choice(phrases.UNPAID) if player.happens(shares.LEFT_UNPAID) else ""
    if left and not reason:
        collect(player, left)
        yield player.wait(0.02, 0.1)
    doing = {**player.act(work.facts), **player.taker()}
    desk.hand_over(actor=receiver, **doing, reason=reason if left else "")

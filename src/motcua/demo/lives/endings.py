"""How a dossier's life ends without a result."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from motcua.demo import phrases
from motcua.demo.lives import counter, shares
from motcua.demo.lives.player import Player
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers.actions import endings
from motcua.onestop.dossiers.queries import OpenWork
from motcua.onestop.dossiers.rules import ItemFacts


def is_to_stop(player: Player, item: ItemFacts, share: float) -> bool:
    """Say whether the head of the agency, which has taken the item over, may end it."""
    return item.is_confirmed and player.has_head(item) and player.happens(share)


def ask_back(player: Player, work: OpenWork) -> Iterator[datetime]:
    """Let the owner ask his dossier back, and the head decide."""
    endings.ask_withdrawal(
        actor=player.somebody(player.desk.agency_id, PostKind.RECEIVER),
        **{**player.doing(), **player.taker()},
        reason=player.dice.choice(phrases.ASKED_BACK),
    )
    yield player.wait(0.5, 6)
    head = player.somebody(work.facts.agency_id, PostKind.HEAD)
    deciding: dict[str, Any] = {"actor": head, **player.doing()}
    if player.happens(shares.LET_GO):
        paid = player.paid(work) if player.happens(shares.PAID_BACK) else 0
        money = phrases.MONEY_BACK if paid else settled(player, work)
        endings.agree_withdrawal(**deciding, money=money)
        if paid:
            yield player.wait(0.1, 1)
            counter.pay_back(player, paid)
        yield player.later(player.dice.expovariate(1 / shares.FETCHED_AFTER_HOURS))
        counter.give_back(player)
    else:
        endings.decline_withdrawal(**deciding, reason=phrases.KEPT)


def settled(player: Player, work: OpenWork) -> str:
    """Return what is said of the money that was paid, if some was."""
    return phrases.MONEY_KEPT if player.paid(work) else ""


def stop(player: Player, work: OpenWork) -> None:
    """Let the head stop the dossier."""
    endings.stop(
        actor=player.somebody(work.facts.agency_id, PostKind.HEAD),
        **player.doing(),
        reason=player.dice.choice(phrases.STOPPED),
        basis=phrases.BASIS,
        money=settled(player, work),
    )

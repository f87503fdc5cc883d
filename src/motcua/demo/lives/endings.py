"""How a dossier's life ends without a result."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.demo import phrases
from motcua.demo.lives import shares
from motcua.demo.lives.counter import AtCounter
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers.actions import endings
from motcua.onestop.dossiers.queries import OpenWork
from motcua.onestop.dossiers.rules import ItemFacts


@dataclass(slots=True)
class WithoutResult(AtCounter):
    """Stopped by a head, or asked back by its owner."""

    def _is_to_stop(self, item: ItemFacts, share: float) -> bool:
        """Say whether the head of the agency, which has taken the item over, may end it."""
        return item.is_confirmed and self._has_head(item) and self._happens(share)

    def _ask_back(self, work: OpenWork) -> Iterator[datetime]:
        """Let the owner ask his dossier back, and the head decide."""
        endings.ask_withdrawal(
            actor=self._somebody(self.desk.agency_id, PostKind.RECEIVER),
            **{**self._doing(), **self._taker()},
            reason=self.dice.choice(phrases.ASKED_BACK),
        )
        yield self._wait(0.5, 6)
        head = self._somebody(work.facts.agency_id, PostKind.HEAD)
        deciding: dict[str, Any] = {"actor": head, **self._doing()}
        if self._happens(shares.LET_GO):
            paid = self._paid(work) if self._happens(shares.PAID_BACK) else 0
            money = phrases.MONEY_BACK if paid else self._settled(work)
            endings.agree_withdrawal(**deciding, money=money)
            if paid:
                yield self._wait(0.1, 1)
                self._pay_back(paid)
            yield self._later(self.dice.expovariate(1 / shares.FETCHED_AFTER_HOURS))
            self._give_back()
        else:
            endings.decline_withdrawal(**deciding, reason=phrases.KEPT)

    def _settled(self, work: OpenWork) -> str:
        """Return what is said of the money that was paid, if some was."""
        return phrases.MONEY_KEPT if self._paid(work) else ""

    def _stop(self, work: OpenWork) -> None:
        endings.stop(
            actor=self._somebody(work.facts.agency_id, PostKind.HEAD),
            **self._doing(),
            reason=self.dice.choice(phrases.STOPPED),
            basis=phrases.BASIS,
            money=self._settled(work),
        )

"""Who plays a dossier's life: the province, the dice, and the moment that is reached."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any
from uuid import uuid4

from motcua.demo import takers
from motcua.demo.matters import Desk
from motcua.demo.stage import Stage
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import queries as dossiers
from motcua.onestop.dossiers.intake import Intake
from motcua.onestop.dossiers.queries import OpenWork
from motcua.onestop.dossiers.rules import ItemFacts
from motcua.onestop.payments import queries as payments


@dataclass(slots=True)
class Player:
    """One dossier and the moment that it has reached; who acts, and what the dice say."""

    stage: Stage
    dice: Random
    desk: Desk
    now: datetime
    intake: Intake = field(init=False)
    code: str = ""
    was_elsewhere: bool = False
    was_recalled: bool = False
    planned: dict[int, datetime] = field(default_factory=dict)

    @property
    def _money_kind(self) -> PostKind:
        """Through whose hands money passes at this desk."""
        has_cashier = (self.desk.agency_id, PostKind.CASHIER) in self.stage.seats
        return PostKind.CASHIER if has_cashier else PostKind.RECEIVER

    def _money_left(self, work: OpenWork) -> int:
        return payments.balance(dossiers.subject_of(work.dossier_id)).left

    def _paid(self, work: OpenWork) -> int:
        return payments.balance(dossiers.subject_of(work.dossier_id)).paid

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
        return {"form_key": self._key(), "code": self.code, "now": self.now}

    def _somebody(self, agency_id: int, kind: PostKind) -> Actor:
        return self.stage.somebody(self.dice, agency_id, kind, self.now.date())

    def _has_head(self, item: ItemFacts) -> bool:
        return (item.agency_id, PostKind.HEAD) in self.stage.seats

    def _happens(self, share: float) -> bool:
        return self.dice.random() < share

    def _wait(self, least: float, most: float) -> datetime:
        return self._later(self.dice.uniform(least, most))

    def _later(self, hours: float) -> datetime:
        """Move on by so many working hours."""
        self.now = self.stage.time.later(self.now, hours=hours)
        return self.now

    def _key(self) -> str:
        """Return a form key that nobody used."""
        return str(uuid4())

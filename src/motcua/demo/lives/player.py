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
    def money_kind(self) -> PostKind:
        """Through whose hands money passes at this desk."""
        has_cashier = (self.desk.agency_id, PostKind.CASHIER) in self.stage.seats
        return PostKind.CASHIER if has_cashier else PostKind.RECEIVER

    def money_left(self, work: OpenWork) -> int:
        """Return how much is still due, in đồng."""
        return payments.balance(dossiers.subject_of(work.dossier_id)).left

    def paid(self, work: OpenWork) -> int:
        """Return how much came in and stayed, in đồng."""
        return payments.balance(dossiers.subject_of(work.dossier_id)).paid

    def taker(self) -> dict[str, str]:
        """Return who comes for the result, or for the papers."""
        return takers.taker(self.dice, self.intake, self.desk)

    def doer(self, item: ItemFacts) -> Actor:
        """Return who does a work item: its holder, or one of the kind that it waits for."""
        if item.post_id is not None:
            return self.stage.holders[item.post_id]
        return self.somebody(item.agency_id, item.post_kind)

    def act(self, item: ItemFacts) -> dict[str, Any]:
        """Return what every act on a work item takes beside who does it."""
        return {**self.doing(), "item": item.number}

    def doing(self) -> dict[str, Any]:
        """Return what every act on the dossier takes beside who does it."""
        return {"form_key": self.key(), "code": self.code, "now": self.now}

    def somebody(self, agency_id: int, kind: PostKind) -> Actor:
        """Return one of those who sit on such seats there today."""
        return self.stage.somebody(self.dice, agency_id, kind, self.now.date())

    def has_head(self, item: ItemFacts) -> bool:
        """Say whether the agency where an item lies has a head."""
        return (item.agency_id, PostKind.HEAD) in self.stage.seats

    def happens(self, share: float) -> bool:
        """Say whether something happens that does in this share of cases."""
        return self.dice.random() < share

    def wait(self, least: float, most: float) -> datetime:
        """Move on by some working hours between these."""
        return self.later(self.dice.uniform(least, most))

    def later(self, hours: float) -> datetime:
        """Move on by so many working hours."""
        self.now = self.stage.time.later(self.now, hours=hours)
        return self.now

    def key(self) -> str:
        """Return a form key that nobody used."""
        return str(uuid4())

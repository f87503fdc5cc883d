"""An act as its page asks for it: what several parts of the page need, each read once."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils.timezone import localdate

from motcua.ground.access import doors
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.onestop.dossiers.rules import Verb
from motcua.onestop.payments import queries as payments
from motcua.onestop.payments.rules import Balance
from motcua.onestop.processes.rules import Process, Step


@dataclass(frozen=True)
class AskedAct:
    """
    An act on a dossier that its officer sees.

    :param item: the number of the work item, of an act on one.
    """

    actor: Actor
    dossier: Dossier
    verb: Verb
    item: int | None
    now: datetime

    @property
    def today(self) -> date:
        """The local day."""
        return localdate(self.now)

    @cached_property
    def row(self) -> WorkItem | None:
        """
        The work item, of an act on one.

        :raises NotPossibleNow: when the dossier never had it.
        """
        return queries.item(self.dossier, self.item) if self.item is not None else None

    @cached_property
    def process(self) -> Process:
        """The process of the dossier."""
        return queries.process_of(self.dossier)

    @property
    def step(self) -> Step | None:
        """The step that the work item is, of an act on one."""
        return self.process.step(self.row.step) if self.row else None

    @cached_property
    def balance(self) -> Balance:
        """How the dossier's money stands."""
        return payments.balance(queries.subject_of(self.dossier.pk))


def asked(request: HttpRequest, code: str, verb: Verb, item: int | None) -> AskedAct:
    """
    Return an act on a dossier, by whoever asks for its page.

    :raises NoSuchDossier: also to whoever may not see it.
    """
    actor = doors.actor_of(request)
    return AskedAct(actor, queries.by_code(actor, code), verb, item, doors.now(request))

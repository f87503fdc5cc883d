"""Every address of the house, filled with one of each thing that there is to be named."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from motcua.desk.presentation import GUIDES
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.models import StandIn
from motcua.ground.agencies.rules import AccountVerb
from motcua.ground.kernel.actor import PostKind
from motcua.ground.notifications import examples as notifications
from motcua.ground.notifications.models import Message
from motcua.ground.notifications.rules import TEMPLATES
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import TODAY, Cast, Life, copy_life, copy_matter
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.presentation.verbs import VERBS
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.rules import Verb
from motcua.onestop.dossiers.urls import DossierVerb, ItemVerb
from motcua.onestop.dossiers.views.sources import SOURCES


def patterns(
    found: Iterable[URLPattern | URLResolver], space: str = "", before: str = "/"
) -> Iterator[tuple[str, str]]:
    """Yield the name and the route of every address."""
    for each in found:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, each.namespace or space, here)
        elif not here.startswith("/design/"):
            yield f"{space}:{each.name}", here


ROUTES = dict(patterns(get_resolver().url_patterns))
ENDS_THE_SESSION = {"access:sign_out", "access:lock"}

SLUGS: dict[str, list[str]] = {
    "item_verb": [VERBS[verb].slug for verb in sorted(ItemVerb.verbs)],
    # Mending has an address of its own, which stands before these.
    "dossier_verb": [VERBS[verb].slug for verb in sorted(DossierVerb.verbs - {Verb.MEND_RECEIPT})],
    "account_verb": list(AccountVerb),
}
NAMES: dict[str, Iterable[str]] = {
    "dossiers:export": SOURCES,
    "guides:one": [guide.name for guide in GUIDES],
    "notifications:template": TEMPLATES,
    "notifications:take_shipped_words": TEMPLATES,
}


@dataclass(frozen=True)
class Things:
    """
    One of everything that an address can name, all of it the ward's.

    :param running: a dossier with a scan, and with money that its receiver took.
    """

    cast: Cast
    running: Life
    refused: Dossier
    stopped: Dossier
    stand_in: StandIn
    message: Message

    @property
    def sheet(self) -> tuple[int, int, date]:
        """Whose sheet of which day the running dossier's money stands on."""
        return self.cast.house.ward.pk, self.cast.ward_receiver.user_id or 0, TODAY

    def addresses(self, *, receipt_of: Dossier) -> Iterator[tuple[str, str]]:
        """
        Yield the name of each route that names a thing, and its address for each such thing.

        :param receipt_of: the dossier whose receipt is in hand, to follow the running one with.
        """
        for name, route in ROUTES.items():
            first, *rest = re.split(r"<\w+:\w+>", route)
            variables = re.findall(r"<(\w+):(\w+)>", route)
            found = [
                SLUGS.get(kind) or self._named(name, variable, receipt_of)
                for kind, variable in variables
            ]
            for chosen in product(*found) if variables else ():
                parts = zip(chosen, rest, strict=True)
                yield name, first + "".join(f"{value}{after}" for value, after in parts)

    def lists(self) -> Iterator[str]:
        """Yield the address of each list, by name where a name tells it from others."""
        for name, route in ROUTES.items():
            if name == "dossiers:export":
                yield from (route.replace("<str:name>", source) for source in SOURCES)
            elif "<" not in route and name not in ENDS_THE_SESSION:
                yield route

    def _named(self, name: str, variable: str, receipt_of: Dossier) -> Iterable[Any]:
        """Return what a variable of a route stands for."""
        agency_id, user_id, day = self.sheet
        dossier = self.running.dossier
        facts = {"dossier_id": receipt_of.pk, "issue": receipt_of.receipt_issue}
        named: dict[str, Iterable[Any]] = {
            "agency_id": [agency_id],
            "user_id": [user_id],
            "day": [day],
            "code": [self._code(name)],
            "item": [self.running.item()],
            "file_id": dossier.files.values_list("pk", flat=True),
            "link": [receipt_link(settings.RECEIPT_KEY, **facts)],
            "message_id": [self.message.pk],
            "stand_in_id": [self.stand_in.pk],
            "holder": ["x"],
            "token": ["x"],
            "name": NAMES.get(name, ()),
        }
        return named[variable]

    def _code(self, name: str) -> str:
        """Return the code of what an address is about."""
        others = {
            "agencies:agency": self.cast.house.ward.code,
            "dossiers:refusal_slip": self.refused.code,
            "dossiers:stop_notice": self.stopped.code,
        }
        return others.get(name, self.running.dossier.code)


def things() -> Things:
    """Let one of everything come about at the ward."""
    cast = examples.province()
    running = copy_life(cast)
    running.scan(cast.ward_receiver)
    running.pay(cast.ward_receiver, 1_000)
    stopped = copy_life(cast)
    stopped.stop(cast.ward_head)
    deputy = agencies.seat(cast.house.ward, PostKind.DEPUTY)
    examples.arranged(cast.ward_head, examples.actor(deputy))
    return Things(
        cast=cast,
        running=running,
        refused=examples.refused(cast.ward_receiver, copy_matter(cast)),
        stopped=stopped.dossier,
        stand_in=StandIn.objects.get(),
        message=notifications.failed(),
    )

"""What the test of statements measures with: a browser that counts, and a crowd of dossiers."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers.examples import MORNING, key
from motcua.onestop.dossiers.models import Dossier, Paper, Party, WorkItem
from motcua.onestop.dossiers.tests.pages import Browser

FORWARD_AT_MOST = 12
ACT_AT_MOST = 17
# A file is looked into only for whoever sees the dossier: two more, before the act asks anew.
FILE_AT_MOST = ACT_AT_MOST + 2
# A stop takes its notice's number and enters it in the book.
STOP_AT_MOST = 19
# Four of money taken at once: whether a cashier sits at the desk, the receipt, held and looked for,
# and the till.
INTAKE_AT_MOST = 22
PAGE_AT_MOST, HOME_AT_MOST = 12, 14  # a home is as many lists as its officer has duties


NOON = MORNING + timedelta(hours=2)
BESIDE = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


class Meter:
    """Opens pages and does acts as somebody, and keeps what each of them took."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.counts: dict[str, int] = {}
        self.statements: dict[str, list[str]] = {}
        self.views: set[str] = set()

    def of(self, actor: Actor) -> "Meter":
        self.browser.of(actor, at=NOON)
        return self

    def get(self, name: str, address: str, /, **typed: str) -> None:
        self._take(name, lambda: self.browser.client.get(address, typed))

    def post(self, name: str, address: str, /, **typed: Any) -> None:
        sent = {"form_key": key(), **typed}
        self._take(name, lambda: self.browser.client.post(address, sent))

    def _take(self, name: str, ask: Callable[[], Any]) -> None:
        with CaptureQueriesContext(connection) as captured:
            response = ask()
            b"".join(response)
        assert response.status_code in {200, 302, 303}, (name, response.content.decode())
        ran = [each["sql"] for each in captured if not each["sql"].startswith(BESIDE)]
        self.counts[name], self.statements[name] = len(ran), ran
        self.views.add(response.resolver_match.view_name)


def crowd(dossiers: Iterable[Dossier], *, until: int) -> None:
    """Add dossiers like these, with all their rows, until there are so many."""
    originals = list(dossiers)
    for number in range(Dossier.objects.count(), until):
        original = originals[number % len(originals)]
        twin = Dossier.objects.get(pk=original.pk)
        twin.pk, twin.code, twin.intake_key = None, f"000.00.00.H09-{number}", key()
        twin.save(force_insert=True)
        for model in (Party, Paper, WorkItem):
            _copy(model, original, twin)


def _copy(model: type[Model], of: Dossier, to: Dossier) -> None:
    rows = list(model._default_manager.filter(dossier=of))
    for row in rows:
        row.pk, row.dossier = None, to  # type: ignore[attr-defined]
    model._default_manager.bulk_create(rows)


def at_most(name: str) -> int:
    """Return how many statements a page or act of this name may take."""
    if name.startswith("INTAKE"):
        return INTAKE_AT_MOST
    if name == "ACT stop":
        return STOP_AT_MOST
    if name == "ACT issue":
        return FILE_AT_MOST
    if name.startswith("ACT"):
        return FORWARD_AT_MOST if name == "ACT forward" else ACT_AT_MOST
    return HOME_AT_MOST if name.startswith("desk of") else PAGE_AT_MOST

"""What the tests of pages share: a browser in the hands of one of the cast, at a given hour."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from motcua.ground.access.examples import PASSWORD
from motcua.ground.access.models import User
from motcua.ground.kernel.actor import Actor
from motcua.ground.trail import queries as trail
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.examples import MORNING, Life

REASON = "Báo cáo giao ban tuần theo yêu cầu của lãnh đạo"
LATER = MORNING + timedelta(hours=9)


class Browser:
    """A browser in which somebody of the cast is signed in, and a clock on the wall."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.client = Client()
        self.monkeypatch = monkeypatch
        self.location = ""

    def of(self, actor: Actor, *, at: datetime) -> "Browser":
        """Let an actor sit down before the browser at an hour."""
        assert actor.user_id is not None
        self.monkeypatch.setattr("django.utils.timezone.now", lambda: at)
        self.client.force_login(User.objects.get(pk=actor.user_id))
        return self

    def get(self, address: str, status: int = 200) -> str:
        """Open a page and return its text."""
        return self._text(self.client.get(address), status)

    def file(self, address: str) -> bytes:
        """Fetch a file whole; reading it to its end closes it."""
        response: Any = self.client.get(address)
        assert response["X-Content-Type-Options"] == "nosniff"
        return b"".join(response.streaming_content)

    def exported(self, address: str, kind: str = "csv", reason: str = REASON) -> bytes:
        """Take a list out as a table and return the file."""
        response: Any = self.client.post(address, {"kind": kind, "reason": reason})
        assert response.status_code == 200, response.content.decode()[:3000]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-store"
        return b"".join(response.streaming_content)

    def typed(self, address: str) -> dict[str, Any]:
        """Return what the forms of a page are filled with, as a browser would send it."""
        form = self.client.get(address).context["form"]
        fields = [bound for each in form.all for bound in each]
        values = {bound.html_name: bound.value() for bound in fields}
        return {name: value for name, value in values.items() if value not in {None, False, ""}}

    def post(self, address: str, /, status: int = 303, **typed: Any) -> str:
        """Send a form and return the text of the page that answers it."""
        sent = {"form_key": str(uuid4()), **typed}
        return self._text(self.client.post(address, sent), status)

    def _text(self, response: Any, status: int) -> str:
        text: str = response.content.decode()
        assert response.status_code == status, text[:3000]
        self.location = response.headers.get("Location", "")
        return text


def blamed(page: str, field: str) -> str:
    """Return what the summary of a page's mistakes says of a field."""
    return " ".join(re.findall(f'<a href="#id_{field}">([^<]*)</a>', page))


def with_password(actor: Actor) -> Actor:
    """Give the actor's account the cast's password."""
    assert actor.user_id is not None
    user = User.objects.get(pk=actor.user_id)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return actor


def address(life: Life, act: str) -> str:
    """Return the address of an act on the life's open work item."""
    return f"/ho-so/{life.dossier.code}/viec/{life.item()}/{act}/"


def events(life: Life) -> list[str]:
    """Name what has happened to the life's dossier."""
    return [each.name for each in trail.history(queries.subject_of(life.dossier.pk))]

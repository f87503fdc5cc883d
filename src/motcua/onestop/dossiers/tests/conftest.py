"""Fixtures of this room: the cast, and a browser that one of them sits before."""

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.ground.access.models import User
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.tests.turned import Turned, turn


@pytest.fixture
def cast() -> Cast:
    return examples.province()


@pytest.fixture
def turned(cast: Cast) -> Turned:
    """Let an agency end, and another be split."""
    return turn(cast)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    return Browser(monkeypatch)


@pytest.fixture
def sit(client: Client) -> Callable[[Actor], Client]:
    """Sign somebody of the cast in."""

    def sit_down(actor: Actor) -> Client:
        client.force_login(User.objects.get(pk=actor.user_id or 0))
        return client

    return sit_down

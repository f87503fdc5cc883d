"""What every story needs: a browser, a cast with passwords, and computers to sit at."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from motcua.ground.access.models import User
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast
from tests.stories.desk import PASSWORD, Desk


@pytest.fixture
def cast() -> Cast:
    cast = examples.province(on=timezone.localdate())
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
    return cast


@pytest.fixture
def desk(chromium: Browser, live_server: LiveServer) -> Iterator[Desk]:
    """Return a computer whose pages ask no other host for anything."""
    desk = Desk(chromium, live_server.url)
    yield desk
    assert desk.asked_elsewhere == []

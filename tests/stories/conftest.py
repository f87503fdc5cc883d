"""What every story needs: a browser, a cast with passwords, and computers to sit at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from motcua.ground.access.models import User
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast
from tests.stories.desk import PASSWORD, Desk

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Debian's Chromium is not installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def cast() -> Cast:
    cast = examples.province(on=timezone.localdate())
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
    return cast


@pytest.fixture
def desk(chromium: Browser, live_server: LiveServer) -> Desk:
    return Desk(chromium, live_server.url)

"""
The web server is killed while people work: what was promised is there, and only once.

These are two kills; `make unbreakable` does many, of worker and PostgreSQL too.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from motcua.ground.notifications.models import Message
from motcua.ground.notifications.tests.servers import mail_server
from motcua.onestop.dossiers.examples import Cast
from motcua.onestop.dossiers.models import Dossier
from motcua.project.tests.conftest import free_port
from tests.at_once.conftest import APPLICATION, CLONE, address
from tests.at_once.test_at_once import sound
from tests.unbreakable.office import Office, opened, settle

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

RECEIVERS = 3


@pytest.fixture
def office(cast: Cast, settings: Settings, tmp_path: Path) -> Iterator[Office]:
    """Offer an office over the clone, with a mail server that takes everything."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    with mail_server() as server:
        environment = {
            **os.environ,
            "DATABASE_URL": address(CLONE, role=APPLICATION),
            "PYTHONPATH": os.pathsep.join(sys.path),
            "EMAIL_BACKEND": "motcua.ground.notifications.gateway.mail.Backend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(server.port),
            "LOG_LEVEL": "WARNING",
        }
        made = Office(environment, free_port(), settle(cast, RECEIVERS), server, tmp_path / "log")
        with opened(made, "serve"):
            yield made


def kept(office: Office) -> None:
    """See that every promise is a dossier, that there is no other, and that all is whole."""
    codes = list(Dossier.objects.values_list("code", flat=True))
    assert sorted(codes) == sorted(office.promised)
    assert sorted(int(code[-4:]) for code in codes) == list(range(1, len(codes) + 1))
    assert sound()


def test_what_was_promised_is_there_once_though_the_web_server_is_killed(office: Office) -> None:
    office.receives()
    office.awaits_promises(RECEIVERS)
    office.kills_one_of("serve", which=max)
    office.awaits_promises(RECEIVERS)
    office.kills_and_opens("serve")
    office.awaits_promises(RECEIVERS)
    office.closes_the_desk()
    kept(office)
    assert Message.objects.count() == len(office.promised)

"""That no line of the log holds an address which opens something."""

import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from motcua.project.logs import Veiled

SECRET = "divnkw-3bd6f0"


def test_the_settings_name_it() -> None:
    logging_to: Any = settings.LOGGING
    assert logging_to["handlers"]["console"]["filters"] == ["veiled"]
    assert logging_to["filters"]["veiled"] == {"()": f"{Veiled.__module__}.Veiled"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        f"/dat-mat-khau/Mjc5/{SECRET}/x/",
        f"/tra-cuu/q/H09.02-261102-0001-5/{SECRET}/ngung-bao-tin/",
    ],
)
def test_a_line_about_a_link_ends_before_its_secret(
    client: Client, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    caplog.handler.addFilter(veil := Veiled())
    client.post(address)
    caplog.handler.removeFilter(veil)
    assert caplog.messages
    assert SECRET not in caplog.text
    assert "…" in caplog.text


def test_other_lines_stand_as_they_are() -> None:
    line = logging.LogRecord("a", logging.INFO, "", 1, "%s of %s", ("/tra-cuu/", 2), None)
    assert Veiled().filter(line)
    assert (line.msg, line.args) == ("%s of %s", ("/tra-cuu/", 2))


def test_an_address_makes_no_line_of_its_own(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/khong-co%0A2026-11-30 INFO root all is well/")
    assert "khong-co" in caplog.text
    assert not [record for record in caplog.records if "\n" in record.getMessage()]

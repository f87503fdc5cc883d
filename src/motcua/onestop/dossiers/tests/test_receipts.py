"""Codes as TT 01/2018 writes them; secrets that are derived and never repeat by issue."""

from datetime import date

import pytest

from motcua.onestop.dossiers.receipts import (
    dossier_code,
    is_same,
    receipt_link,
    receipt_secret,
)

PATTERN = "{agency}-{date:%y%m%d}-{serial:04d}"


@pytest.mark.parametrize(
    ("serial", "code"),
    [
        (1, "000.00.16.H09-190315-0001"),
        (9999, "000.00.16.H09-190315-9999"),
        (10000, "000.00.16.H09-190315-10000"),
    ],
)
def test_a_code_names_agency_day_and_serial(serial: int, code: str) -> None:
    on = date(2019, 3, 15)
    assert dossier_code(PATTERN, agency_code="000.00.16.H09", on=on, serial=serial) == code


def test_a_secret_has_eight_digits_and_belongs_to_one_issue_of_one_dossier() -> None:
    secrets = {
        receipt_secret("key", dossier_id=dossier, issue=issue)
        for dossier in range(1, 200)
        for issue in (1, 2)
    }
    assert len(secrets) == 398
    assert all(len(secret) == 8 and secret.isdigit() for secret in secrets)


def test_a_secret_is_the_same_each_time_and_another_under_another_key() -> None:
    first = receipt_secret("key", dossier_id=5, issue=1)
    assert first == receipt_secret("key", dossier_id=5, issue=1)
    assert first != receipt_secret("other", dossier_id=5, issue=1)


def test_the_link_cannot_be_guessed_from_the_secret() -> None:
    link = receipt_link("key", dossier_id=5, issue=1)
    assert len(link) == 32
    assert link.isalnum()
    assert receipt_secret("key", dossier_id=5, issue=1) not in link


def test_secrets_are_compared_whole() -> None:
    assert is_same("12345678", "12345678")
    assert not is_same("1234567", "12345678")
    assert not is_same("", "12345678")

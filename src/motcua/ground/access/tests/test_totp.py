"""Codes of a telephone, as RFC 6238 works them out."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pytest

from motcua.ground.access import totp

SECRET = b32encode(b"12345678901234567890").decode()
NOON = datetime(2015, 4, 20, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_codes_of_the_standard(seconds: int, code: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    assert totp.code_of(SECRET, totp.step_at(moment)) == code


@pytest.mark.parametrize(
    ("off", "is_taken"),
    [(-61, False), (-30, True), (0, True), (30, True), (61, False)],
)
def test_a_telephone_may_be_half_a_minute_off(off: int, is_taken: bool) -> None:  # noqa: FBT001
    code = totp.code_of(SECRET, totp.step_at(NOON + timedelta(seconds=off)))
    assert (totp.matching_step(SECRET, code, NOON) is not None) is is_taken


@pytest.mark.parametrize("typed", ["", "12345", "１２３４５６", "không phải mã", "287082 287082"])
def test_anything_else_is_no_code(typed: str) -> None:
    assert totp.matching_step(SECRET, typed, NOON) is None


def test_secrets_and_recovery_codes_are_fresh_each_time() -> None:
    assert totp.new_secret() != totp.new_secret()
    codes = totp.new_recovery_codes()
    assert len(set(codes)) == totp.RECOVERY_CODES
    assert not set(codes) & set(totp.new_recovery_codes())


def test_a_recovery_code_is_the_same_however_it_is_spaced() -> None:
    assert totp.recovery_digest("ABCD efgh-2345 mnop") == totp.recovery_digest("abcdefgh2345mnop")


def test_the_qr_names_house_and_account() -> None:
    uri = totp.enrolment_uri(SECRET, issuer="Một Cửa", account="anh.ttn")
    assert uri.startswith("otpauth://totp/M%E1%BB%99t%20C%E1%BB%ADa%3Aanh.ttn?secret=GEZDGN")

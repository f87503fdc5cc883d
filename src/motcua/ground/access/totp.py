"""
The code of six digits that a telephone shows, a new one every half minute (RFC 6238).

Beside it stand recovery codes, each good once, for the day on which the telephone is lost.
"""

import hashlib
import hmac
import secrets
import struct
from base64 import b32decode, b32encode
from datetime import datetime
from urllib.parse import quote, urlencode

PERIOD_SECONDS = 30
DIGITS = 6
# A telephone's clock may be half a minute off, either way.
DRIFT = 1
SECRET_BYTES = 20
RECOVERY_CODES, RECOVERY_BYTES = 10, 10
GROUP = 4


def new_secret() -> str:
    """Return a fresh secret, as telephones take it."""
    return b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def step_at(moment: datetime) -> int:
    """Return which half minute since 1970 an instant lies in."""
    return int(moment.timestamp()) // PERIOD_SECONDS


def code_of(secret: str, step: int) -> str:
    """Return the code of a secret in one half minute."""
    digest = hmac.new(b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 0x0F)
    return f"{(number & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """Return the half minute about an instant of which this is the code, if it is of any."""
    now = step_at(at)
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(code_of(secret, step).encode(), code.encode()):
            return step
    return None


def enrolment_uri(secret: str, *, issuer: str, account: str) -> str:
    """Return what the QR says that a telephone is shown."""
    label = quote(f"{issuer}:{account}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}"


def new_recovery_codes() -> list[str]:
    """Return fresh recovery codes as they are written down."""
    return [
        grouped(b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode().lower())
        for _code in range(RECOVERY_CODES)
    ]


def grouped(text: str) -> str:
    """Write a long code in fours, as people copy it."""
    return " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def bare(typed: str) -> str:
    """Return a code as it is compared, however it was spaced."""
    return "".join(letter for letter in typed.lower() if letter.isalnum())


def recovery_digest(code: str) -> str:
    """Return what is kept of a recovery code: eighty random bits need no salt."""
    return hashlib.sha256(bare(code).encode()).hexdigest()

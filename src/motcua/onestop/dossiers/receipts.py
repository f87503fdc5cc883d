"""Codes of dossiers and the secrets of their receipts: pure, derived, never stored."""

import base64
import hashlib
import hmac
from datetime import date

# The public page on which a dossier is followed; its address stands on printed receipts too.
FOLLOW = "/tra-cuu/"
SECRET_DIGITS = 8
LINK_BYTES = 20


def dossier_code(pattern: str, *, agency_code: str, on: date, serial: int) -> str:
    """
    Return a dossier's code.

    :param pattern: such as ``{agency}-{date:%y%m%d}-{serial:04d}``; a serial beyond the
        width simply grows a digit (TT 01/2018/TT-VPCP, article 19).
    :param agency_code: the agency's 13-character code (QCVN 102:2016/BTTTT).
    :param on: the local day of receipt.
    """
    return pattern.format(agency=agency_code, date=on, serial=serial)


def receipt_secret(key: str, *, dossier_id: int, issue: int) -> str:
    """Return the eight digits that open the public page; a mended receipt has new ones."""
    number = int.from_bytes(_derive(key, "secret", dossier_id, issue)[:8], "big")
    return f"{number % 10**SECRET_DIGITS:0{SECRET_DIGITS}d}"


def receipt_link(key: str, *, dossier_id: int, issue: int) -> str:
    """Return the unguessable part of the receipt's QR address (160 bits, URL-safe)."""
    token = _derive(key, "link", dossier_id, issue)[:LINK_BYTES]
    return base64.b32encode(token).decode().lower().rstrip("=")


def is_same(given: str, expected: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())


def _derive(key: str, purpose: str, dossier_id: int, issue: int) -> bytes:
    message = f"motcua:{purpose}:{dossier_id}:{issue}".encode()
    return hmac.new(key.encode(), message, hashlib.sha256).digest()

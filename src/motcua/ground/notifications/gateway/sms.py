"""
Text messages, by whatever gateway speaks HTTP.

`POST` to `SMS_URL` of a JSON object whose names `SMS_FIELDS` gives, with `SMS_TOKEN` as a
bearer's; the reference goes along as `Idempotency-Key`. An answer below 300 says "taken".
"""

from http import HTTPStatus

import httpx
from django.conf import settings

from motcua.ground.design.speech import in_vietnamese, said
from motcua.ground.notifications import gsm
from motcua.ground.notifications.gateway.failing import NotSent
from motcua.ground.notifications.rules import Failure, Letter

NOT_BEGUN = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.LocalProtocolError,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
TAKEN = 300
# Of these the gateway itself says that it did nothing, or that we may not ask yet.
BUSY = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
}
NOT_LET_IN = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
NATIONAL, INTERNATIONAL = "0", "84"


def send(address: str, letter: Letter, *, reference: str) -> None:
    """
    Hand a text message to the gateway.

    :raises NotSent: if there is none, it does not take it, or does not say whether it did.
    """
    if not settings.SMS_URL:
        raise NotSent(Failure.NOT_SET_UP)
    try:
        answer = httpx.post(
            settings.SMS_URL,
            json=_named(number(address), text(letter), reference),
            headers=_headers(reference),
            timeout=settings.SMS_TIMEOUT,
        )
    except NOT_BEGUN as error:
        raise NotSent(Failure.UNREACHABLE) from error
    except httpx.HTTPError as error:
        raise NotSent(Failure.LOST_TRACK) from error
    if answer.status_code >= TAKEN:
        raise NotSent(judged(answer.status_code))


def _headers(reference: str) -> dict[str, str]:
    token = {"Authorization": f"Bearer {settings.SMS_TOKEN}"} if settings.SMS_TOKEN else {}
    return {"Idempotency-Key": reference, **token}


def _named(to: str, words: str, reference: str) -> dict[str, str]:
    """Return what is sent under the names that this gateway gives it."""
    values = {"to": to, "text": words, "from": settings.SMS_FROM, "id": reference}
    return {settings.SMS_FIELDS.get(name, name): value for name, value in values.items()}


def judged(status: int) -> Failure:
    """Return what the gateway's answer means for the message."""
    if status in NOT_LET_IN:
        return Failure.UNREACHABLE
    if status in BUSY:
        return Failure.BUSY
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Failure.LOST_TRACK
    return Failure.REFUSED


@in_vietnamese
def text(letter: Letter) -> str:
    """Return the sentences of a letter as one text, without diacritics if the office says so."""
    words = " ".join(said(sentence) for sentence in letter.sms)
    return gsm.bare(words) if settings.SMS_BARE else words


def number(phone: str) -> str:
    """Return a phone number as gateways want it: "84912345678"."""
    return INTERNATIONAL + phone[1:] if phone.startswith(NATIONAL) else phone

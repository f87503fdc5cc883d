"""Electronic mail, the one channel so far."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation

from motcua.ground.design.speech import said
from motcua.ground.notifications.rules import Letter

AUTOMATIC = {"Auto-Submitted": "auto-generated"}


class NotSent(Exception):
    """
    The mail server did not take the message; perhaps it will next time.

    :param code: what kind of failure it was.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def mail(address: str, letter: Letter) -> None:
    """
    Hand a letter to the mail server; a demo's people are invented, so its letters stay in.

    :raises NotSent: if the server is not there or does not take it.
    """
    if settings.DEMO:
        return
    with translation.override(settings.LANGUAGE_CODE):
        message = EmailMessage(said(letter.subject), body(letter), None, [address])
    message.extra_headers.update(AUTOMATIC)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        raise NotSent(type(error).__name__) from error


def body(letter: Letter) -> str:
    """Return the lines of a letter as plain text."""
    return "\n".join(said(line) for line in letter.lines) + "\n"

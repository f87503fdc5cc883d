"""Electronic mail, by SMTP."""

import smtplib
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from motcua.ground.design.speech import in_vietnamese, said
from motcua.ground.notifications.gateway.failing import NotSent
from motcua.ground.notifications.rules import Failure, Letter

PERMANENT = 500
OK, TAKEN, NOT_YET, REFUSED, NONSENSE = 250, 200, 300, 400, 600


class LostTrack(smtplib.SMTPException):
    """The line broke once the content was on its way: the server may have taken it."""


class Attentive(smtplib.SMTP):
    """A line to a mail server that tells apart what came before the content and after."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        """
        Send the content.

        :raises LostTrack: when the server does not say whether it took it.
        """
        try:
            code, said = super().data(msg)
        except smtplib.SMTPDataError:  # the server wants no content
            raise
        except OSError as error:  # what smtplib raises when the line breaks is one too
            raise LostTrack from error
        if TAKEN <= code < NOT_YET:
            return OK, said
        if not REFUSED <= code < NONSENSE:
            raise LostTrack
        return code, said


class AttentiveTLS(smtplib.SMTP_SSL, Attentive):
    """The same, ciphered from the first byte."""


class Backend(EmailBackend):
    """Django's SMTP, on a line that is attentive."""

    @property
    def connection_class(self) -> type[Attentive]:
        """The kind of line."""
        return AttentiveTLS if self.use_ssl else Attentive


def send(address: str, letter: Letter, *, reference: str) -> None:
    """
    Hand a letter to the mail server.

    :raises NotSent: if the server is not there, does not take it, or breaks off.
    """
    headers = {"Auto-Submitted": "auto-generated", "X-Reference": reference}
    message = EmailMessage(said(letter.subject), body(letter), None, [address], headers=headers)
    try:
        message.send()
    except OSError as error:  # as every error of smtplib is
        raise NotSent(judged(error)) from error
    except ValueError as error:
        raise NotSent(Failure.NO_SUCH_ADDRESS) from error


def judged(error: Exception) -> Failure:
    """Return what the mail server's no means for the message."""
    match error:
        case LostTrack():
            return Failure.LOST_TRACK
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _ in error.recipients.values()]
            return Failure.NO_SUCH_ADDRESS if max(codes) >= PERMANENT else Failure.BUSY
        case smtplib.SMTPAuthenticationError():
            return Failure.UNREACHABLE
        case smtplib.SMTPResponseException():
            return Failure.REFUSED if error.smtp_code >= PERMANENT else Failure.BUSY
    return Failure.UNREACHABLE


@in_vietnamese
def body(letter: Letter) -> str:
    """Return the lines of a letter as plain text."""
    return "\n".join(said(line) for line in letter.lines) + "\n"

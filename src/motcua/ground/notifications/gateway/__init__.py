"""The ways out of the house, one module each, all entered through `hand_over`."""

from typing import Protocol

from django.conf import settings
from django.utils import translation

from motcua.ground.notifications.gateway import mail, sms
from motcua.ground.notifications.gateway.failing import NotSent
from motcua.ground.notifications.models import Message
from motcua.ground.notifications.rules import Channel, Letter

__all__ = ["NotSent", "hand_over"]


class Carrier(Protocol):
    """
    Whatever takes a letter to an address.

    :param reference: names the message to the other side, the same at every try.
    :raises NotSent: if it is not taken, or not known to have been.
    """

    def __call__(self, address: str, letter: Letter, *, reference: str) -> None: ...


def show_only(address: str, letter: Letter, *, reference: str) -> None:
    """Keep a demo's letter in the house: its people are invented, and a page shows it."""


CARRIERS: dict[Channel, Carrier] = {Channel.EMAIL: mail.send, Channel.SMS: sms.send}


def hand_over(message: Message, letter: Letter) -> None:
    """
    Hand a letter to whatever carries it.

    :raises NotSent: if it is not taken, or not known to have been.
    """
    carry = show_only if settings.DEMO else CARRIERS[Channel(message.channel)]
    with translation.override(settings.LANGUAGE_CODE):
        carry(message.address, letter, reference=f"motcua-{message.id}")

"""The people of a dossier, and how its applicant wishes to be served."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Protocol, TypeVar

from motcua.ground.kernel.actor import Actor, ActorKind
from motcua.ground.kernel.words import mark


class Delivery(StrEnum):
    """How the applicant wishes to receive the result."""

    COUNTER = "counter"
    POST = "post"


DELIVERIES: Mapping[Delivery, str] = {
    Delivery.COUNTER: mark("Tại quầy"),
    Delivery.POST: mark("Qua bưu chính"),
}
"""The ways in the words of the screen."""


class PartyRole(StrEnum):
    """The people of a dossier; often one and the same."""

    APPLICANT = "applicant"
    CO_APPLICANT = "co_applicant"
    FILER = "filer"
    PROXY = "proxy"


OWNERS = (PartyRole.APPLICANT, PartyRole.CO_APPLICANT)
"""Whose matter it is: one, or the two who apply as one."""

FILING = (PartyRole.PROXY, PartyRole.FILER)
"""Who files for the owners, the nearest first."""

SPOKEN_TO = (*FILING, *OWNERS)
"""Who is spoken to about a dossier, the nearest first: whoever filed it, else the owners."""

Someone = TypeVar("Someone")


def filer_of(parties: Mapping[str, Someone]) -> Someone:
    """Return whoever filed: a proxy or another person, else the applicant himself."""
    return next(parties[role] for role in SPOKEN_TO if role in parties)


class Named(Protocol):
    """A party, as far as a dossier is called after him."""

    @property
    def role(self) -> str:
        """What he is in the dossier."""

    @property
    def name(self) -> str:
        """His name as on the receipt."""


def called_after(parties: Iterable[Named]) -> str:
    """Return after whom lists and headings call a dossier: its owners, the applicant first."""
    names = {party.role: party.name for party in parties}
    return ", ".join(names[role] for role in OWNERS if role in names)


RECEIPT_HOLDER = Actor(ActorKind.CITIZEN, "Người giữ giấy tiếp nhận")
"""Whoever opens a dossier by its receipt: nobody asks who he is."""


class PartyKind(StrEnum):
    """What the applicant is; only some have an identity number."""

    PERSON = "person"
    CHILD = "child"
    DECEASED = "deceased"
    FOREIGNER = "foreigner"
    ORGANISATION = "organisation"

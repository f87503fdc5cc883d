"""What happened to an account, as it stands in the trail for ever."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from motcua.ground.trail.rules import EventBody, Subject, event_kind


class PasswordWay(StrEnum):
    """How a password came to be changed."""

    OWN = "own"
    LETTER = "letter"
    TEMPORARY = "temporary"


@event_kind
@dataclass(frozen=True, slots=True)
class PasswordChanged(EventBody):
    """The account has another password; every session but the one it was changed in ended."""

    name: ClassVar[str] = "account.password-changed"

    way: PasswordWay


@event_kind
@dataclass(frozen=True, slots=True)
class AccountOpened(EventBody):
    """There is an account; who opened it stands beside."""

    name: ClassVar[str] = "account.opened"


@event_kind
@dataclass(frozen=True, slots=True)
class SessionsEnded(EventBody):
    """Sessions were ended, by the holder himself or for him."""

    name: ClassVar[str] = "account.sessions-ended"

    count: int


@event_kind
@dataclass(frozen=True, slots=True)
class ResetOffered(EventBody):
    """An administrator had a letter sent by which the holder sets a password."""

    name: ClassVar[str] = "account.reset-offered"


@event_kind
@dataclass(frozen=True, slots=True)
class SecondFactorAdded(EventBody):
    """From now on a code is asked for at sign-in."""

    name: ClassVar[str] = "account.second-factor-added"


@event_kind
@dataclass(frozen=True, slots=True)
class SecondFactorRemoved(EventBody):
    """No code is asked for any more."""

    name: ClassVar[str] = "account.second-factor-removed"


@event_kind
@dataclass(frozen=True, slots=True)
class RecoveryCodesRenewed(EventBody):
    """Fresh recovery codes were shown; the earlier ones open nothing."""

    name: ClassVar[str] = "account.recovery-codes-renewed"


@event_kind
@dataclass(frozen=True, slots=True)
class LanguageChosen(EventBody):
    """
    The holder reads in this language from now on.

    :param language: its ISO 639-1 code.
    """

    name: ClassVar[str] = "account.language-chosen"

    language: str


def account(user_id: int) -> Subject:
    """Return the account as the subject of a chain."""
    return Subject("account", str(user_id))

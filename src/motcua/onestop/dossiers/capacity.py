"""
Who may act for a dossier: who files it, who fetches its result.

Source: Civil Code 91/2015/QH13, art. 21: whoever is under fifteen acts through his legal
representative or with his consent; art. 138: another acts by written authority.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol, TypeVar

from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_line
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers.rules import SPOKEN_TO, PartyKind

OF_AGE_TO_FILE = 15
NEVER_THEMSELVES = frozenset({PartyKind.CHILD, PartyKind.DECEASED})
"""Whose matters are always brought, and whose results are always fetched, by another."""


class TakerNeedsAuthority(Refusal):
    """Whoever fetches is not of the dossier, and shows no authority of anybody who is."""

    code = "dossiers.taker-needs-authority"
    status = 422
    says = mark("{taker} không có tên trong hồ sơ.")
    to_do = mark("Ghi số, ngày của giấy ủy quyền nhận thay.")


class Someone(Protocol):
    """A party, as far as his capacity goes."""

    @property
    def kind(self) -> str:
        """What he is."""

    @property
    def name(self) -> str:
        """His name as on the receipt."""


Person = TypeVar("Person", bound=Someone)


def files_himself(kind: PartyKind, born_on: date | None, *, today: date) -> bool:
    """Say whether an applicant may stand at the counter for himself."""
    if kind in NEVER_THEMSELVES:
        return False
    return born_on is None or _age(born_on, today) >= OF_AGE_TO_FILE


def takers(parties: Mapping[str, Person]) -> list[Person]:
    """Return who may fetch the result without another paper, whoever filed first."""
    nearest_first = [parties[role] for role in SPOKEN_TO if role in parties]
    return [party for party in nearest_first if party.kind not in NEVER_THEMSELVES]


def check_taker(taker: str, authority: str, parties: Mapping[str, Someone]) -> None:
    """
    Accept who fetches the result: one of the dossier, or one whom a paper authorises.

    :raises TakerNeedsAuthority: for anybody else.
    """
    names = (party.name for party in takers(parties))
    if not clean_line(authority) and not _is_among(taker, names):
        raise TakerNeedsAuthority(taker=taker)


def _is_among(name: str, names: Iterable[str]) -> bool:
    return _alike(name) in {_alike(each) for each in names}


def _alike(name: str) -> str:
    return clean_line(name).casefold()


def _age(born_on: date, today: date) -> int:
    had_no_birthday = (today.month, today.day) < (born_on.month, born_on.day)
    return today.year - born_on.year - had_no_birthday

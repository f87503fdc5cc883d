"""
Who may act for a dossier: who files it, who fetches its result.

Source: Civil Code 91/2015/QH13, art. 21: whoever is under fifteen acts through his legal
representative or with his consent; art. 138: another acts by written authority.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_line
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers.rules import SPOKEN_TO, PartyKind, PartyRole, filer_of

OF_AGE_TO_FILE = 15
NEVER_THEMSELVES = frozenset({PartyKind.CHILD, PartyKind.DECEASED})
"""Whose matters are always brought, and whose results are always fetched, by another."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """
    Somebody who stood at the desk.

    :param paper: the kind of identity paper that he showed, ``number`` what stands on it.
    :param authority: the paper that authorises him, where he is not of the dossier.
    """

    name: str
    paper: str
    number: str = ""
    authority: str = ""

    @property
    def spoken(self) -> str:
        """The text that his seal covers; a number only where there is one, as before there were."""
        said = (self.name, self.paper, self.authority, *([self.number] if self.number else ()))
        return "\n".join(said)


class TakerNeedsAuthority(Refusal):
    """Whoever fetches, or asks it back, is not of the dossier and shows no authority."""

    code = "dossiers.taker-needs-authority"
    status = 422
    says = mark("{taker} không có tên trong hồ sơ.")
    to_do = mark("Ghi số, ngày của giấy ủy quyền.")


class NotTheSamePerson(Refusal):
    """Whoever fetches bears the name of somebody in the dossier, and another number."""

    code = "dossiers.not-the-same-person"
    status = 422
    says = mark("Số giấy tờ của {taker} khác số ghi trong hồ sơ.")
    to_do = mark("So lại giấy tờ; nếu là người khác trùng tên thì ghi giấy ủy quyền.")


class FilerNeeded(Refusal):
    """Whoever is under fifteen, or dead, has somebody to file for him."""

    code = "dossiers.filer-needed"
    status = 422
    says = mark("{applicant} không tự nộp hồ sơ được.")
    to_do = mark("Ghi người nộp thay.")


class ProxyNeedsAuthority(Refusal):
    """Whoever files by authority shows the paper that says so."""

    code = "dossiers.proxy-needs-authority"
    status = 422
    says = mark("{proxy} nộp theo ủy quyền mà chưa ghi giấy ủy quyền.")
    to_do = mark("Ghi số, ngày của giấy ủy quyền.")


class CoApplicantNeeded(Refusal):
    """Two apply as one, and the second of them is not written down with a paper of his own."""

    code = "dossiers.co-applicant-needed"
    status = 422
    says = mark("Thủ tục này do hai người cùng yêu cầu.")
    to_do = mark("Ghi họ tên, số định danh của người cùng yêu cầu; người nước ngoài thì hộ chiếu.")


class SamePersonTwice(Refusal):
    """The two who apply as one bear the same number."""

    code = "dossiers.same-person-twice"
    status = 422
    says = mark("Số định danh của {applicant} và của {second} trùng nhau.")
    to_do = mark("So lại giấy tờ của từng người rồi ghi đúng số.")


class Someone(Protocol):
    """A party, as far as his capacity goes."""

    @property
    def kind(self) -> str:
        """What he is."""

    @property
    def name(self) -> str:
        """His name as on the receipt."""

    @property
    def identity_number(self) -> str:
        """His number, empty where nobody wrote it down."""


class Filed(Someone, Protocol):
    """A party as it is written down at the counter."""

    @property
    def role(self) -> str:
        """What he is in the dossier."""

    @property
    def other_paper(self) -> str:
        """Kind and number of a foreigner's paper, empty where none was written down."""

    @property
    def born_on(self) -> date | None:
        """His day of birth, where it was asked."""

    @property
    def authority(self) -> str:
        """The paper by which he files for another."""


Person = TypeVar("Person", bound=Someone)


def files_himself(kind: PartyKind, born_on: date | None, *, today: date) -> bool:
    """Say whether an applicant may stand at the counter for himself."""
    if kind in NEVER_THEMSELVES:
        return False
    return born_on is None or _age(born_on, today) >= OF_AGE_TO_FILE


def is_known_by_paper(kind: str, identity_number: str, other_paper: str) -> bool:
    """
    Say whether it is written down by which paper somebody is known.

    Source: Decree 123/2015/NĐ-CP, art. 2: a passport, a card, or another paper with a photograph
    that a competent agency issued.
    """
    has_other = kind == PartyKind.FOREIGNER and bool(clean_line(other_paper))
    return bool(identity_number) or has_other


def takers(parties: Mapping[str, Person]) -> list[Person]:
    """Return who may fetch the result without another paper, whoever filed first."""
    nearest_first = [parties[role] for role in SPOKEN_TO if role in parties]
    return [party for party in nearest_first if party.kind not in NEVER_THEMSELVES]


def check_filed(parties: Iterable[Filed], *, asks_two: bool = False, today: date) -> None:
    """
    Accept by whom a dossier is filed.

    :param asks_two: whether the procedure is asked for by two people as one.
    :raises CoApplicantNeeded: where the second of them lacks, or his number; a foreigner's
        passport, or another paper of his, stands for it.
    :raises SamePersonTwice: where both bear one number.
    :raises FilerNeeded: for an applicant under fifteen, or dead, whom nobody files for.
    :raises ProxyNeedsAuthority: for one who files by an authority that he does not show.
    """
    by_role = {party.role: party for party in parties}
    applicant, proxy = by_role[PartyRole.APPLICANT], by_role.get(PartyRole.PROXY)
    himself = files_himself(PartyKind(applicant.kind), applicant.born_on, today=today)
    if not himself and filer_of(by_role) is applicant:
        raise FilerNeeded(applicant=applicant.name)
    if proxy is not None and not clean_line(proxy.authority):
        raise ProxyNeedsAuthority(proxy=proxy.name)
    if asks_two:
        _check_two(applicant, by_role.get(PartyRole.CO_APPLICANT))


def _check_two(applicant: Filed, second: Filed | None) -> None:
    if second is None or not is_known_by_paper(
        second.kind, second.identity_number, second.other_paper
    ):
        raise CoApplicantNeeded
    if second.identity_number and second.identity_number == applicant.identity_number:
        raise SamePersonTwice(applicant=applicant.name, second=second.name)


def check_taker(visitor: Visitor, parties: Mapping[str, Someone]) -> None:
    """
    Accept who fetches the result: one of the dossier, or one whom a paper authorises.

    Where the number of the paper that he showed was written down, and the dossier has one of
    his, a name alone is not enough.

    :raises TakerNeedsAuthority: for anybody else.
    :raises NotTheSamePerson: for another of the same name.
    """
    if clean_line(visitor.authority):
        return
    named = [party for party in takers(parties) if _alike(party.name) == _alike(visitor.name)]
    if not named:
        raise TakerNeedsAuthority(taker=visitor.name)
    number = visitor.number
    if number and not any(_bears(party, number) for party in named):
        raise NotTheSamePerson(taker=visitor.name)


def _bears(party: Someone, number: str) -> bool:
    """Say whether a number may be this person's; of one without any, nothing speaks against it."""
    return party.identity_number in {"", "".join(number.split())}


def _alike(name: str) -> str:
    return clean_line(name).casefold()


def _age(born_on: date, today: date) -> int:
    had_no_birthday = (today.month, today.day) < (born_on.month, born_on.day)
    return today.year - born_on.year - had_no_birthday

"""Who may act for a dossier, as tables."""

from dataclasses import dataclass
from datetime import date

import pytest

from motcua.onestop.dossiers import capacity
from motcua.onestop.dossiers.capacity import Visitor
from motcua.onestop.dossiers.rules import PartyKind

TODAY = date(2026, 11, 2)


@dataclass(frozen=True)
class Party:
    kind: str
    name: str
    identity_number: str = ""
    role: str = "applicant"
    born_on: date | None = None
    authority: str = ""
    other_paper: str = ""


MOTHER = Party("person", "Nguyễn Thị Phương Uyên")
CHILD = Party("child", "Lê Gia Bảo")


@pytest.mark.parametrize(
    ("kind", "born_on", "may"),
    [
        (PartyKind.CHILD, date(2026, 10, 20), False),
        (PartyKind.CHILD, None, False),
        (PartyKind.DECEASED, date(1948, 1, 1), False),
        (PartyKind.PERSON, date(2011, 11, 3), False),
        (PartyKind.PERSON, date(2011, 11, 2), True),
        (PartyKind.PERSON, None, True),
        (PartyKind.FOREIGNER, date(2016, 1, 1), False),
        (PartyKind.ORGANISATION, None, True),
    ],
)
def test_who_is_under_fifteen_or_dead_does_not_file_himself(
    kind: PartyKind, born_on: date | None, *, may: bool
) -> None:
    assert capacity.files_himself(kind, born_on, today=TODAY) is may


def visitor(name: str, authority: str = "", *, number: str = "") -> Visitor:
    return Visitor(name, "Căn cước", number=number, authority=authority)


@pytest.mark.parametrize(
    ("taker", "authority"),
    [
        ("Nguyễn Thị Phương Uyên", ""),
        (" nguyễn  thị phương UYÊN", ""),
        ("Lý Văn Út", "Giấy ủy quyền 12/UQ ngày 02/11/2026"),
    ],
)
def test_one_of_the_dossier_or_one_with_a_paper_fetches(taker: str, authority: str) -> None:
    capacity.check_taker(visitor(taker, authority), {"applicant": CHILD, "filer": MOTHER})


@pytest.mark.parametrize(
    ("taker", "authority"),
    [("Lý Văn Út", ""), ("Lý Văn Út", "\u200b "), ("Lê Gia Bảo", ""), ("Nguyễn Thị", "")],
)
def test_nobody_else_fetches(taker: str, authority: str) -> None:
    with pytest.raises(capacity.TakerNeedsAuthority):
        capacity.check_taker(visitor(taker, authority), {"applicant": CHILD, "filer": MOTHER})


def test_nobody_expects_the_dead_to_fetch() -> None:
    dead = Party("deceased", "Lý Văn Út")
    assert capacity.takers({"applicant": dead, "filer": MOTHER}) == [MOTHER]


def test_whoever_filed_is_offered_first() -> None:
    other = Party("person", "Lý Văn Út")
    assert capacity.takers({"applicant": MOTHER, "proxy": other}) == [other, MOTHER]


class TestSameName:
    OWNER = Party("person", "Lê Minh Đức", "074189004712")

    @pytest.mark.parametrize("number", ["", "074189004712", "074 189 004 712"])
    def test_the_number_of_the_paper_is_that_of_the_dossier(self, number: str) -> None:
        capacity.check_taker(visitor("Lê Minh Đức", number=number), {"applicant": self.OWNER})

    def test_another_of_the_same_name_needs_an_authority(self) -> None:
        parties, other = {"applicant": self.OWNER}, "074189009999"
        with pytest.raises(capacity.NotTheSamePerson):
            capacity.check_taker(visitor("Lê Minh Đức", number=other), parties)
        capacity.check_taker(visitor("Lê Minh Đức", "Giấy 12", number=other), parties)

    def test_against_a_dossier_without_a_number_nothing_speaks(self) -> None:
        uyen = visitor("Nguyễn Thị Phương Uyên", number="07418")
        capacity.check_taker(uyen, {"applicant": MOTHER})


class TestFiled:
    @pytest.mark.parametrize("kind", ["child", "deceased"])
    def test_whoever_cannot_file_has_somebody_who_does(self, kind: str) -> None:
        applicant = Party(kind, "Lê Gia Bảo")
        with pytest.raises(capacity.FilerNeeded):
            capacity.check_filed([applicant], today=TODAY)
        filer = Party("person", "Nguyễn Thị Phương Uyên", role="filer")
        capacity.check_filed([applicant, filer], today=TODAY)

    def test_fourteen_years_are_not_enough(self) -> None:
        young = Party("person", "Lê Gia Bảo", born_on=date(2011, 11, 3))
        with pytest.raises(capacity.FilerNeeded):
            capacity.check_filed([young], today=TODAY)

    def test_a_proxy_shows_his_authority(self) -> None:
        proxy = Party("person", "Lý Văn Út", role="proxy", authority=" ")
        with pytest.raises(capacity.ProxyNeedsAuthority):
            capacity.check_filed([MOTHER, proxy], today=TODAY)

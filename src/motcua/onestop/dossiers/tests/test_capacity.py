"""Who may act for a dossier, as tables."""

from dataclasses import dataclass
from datetime import date

import pytest

from motcua.onestop.dossiers import capacity
from motcua.onestop.dossiers.rules import PartyKind

TODAY = date(2026, 11, 2)


@dataclass(frozen=True)
class Party:
    kind: str
    name: str


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


@pytest.mark.parametrize(
    ("taker", "authority"),
    [
        ("Nguyễn Thị Phương Uyên", ""),
        (" nguyễn  thị phương UYÊN", ""),
        ("Lý Văn Út", "Giấy ủy quyền 12/UQ ngày 02/11/2026"),
    ],
)
def test_one_of_the_dossier_or_one_with_a_paper_fetches(taker: str, authority: str) -> None:
    capacity.check_taker(taker, authority, {"applicant": CHILD, "filer": MOTHER})


@pytest.mark.parametrize(
    ("taker", "authority"),
    [("Lý Văn Út", ""), ("Lý Văn Út", "\u200b "), ("Lê Gia Bảo", ""), ("Nguyễn Thị", "")],
)
def test_nobody_else_fetches(taker: str, authority: str) -> None:
    with pytest.raises(capacity.TakerNeedsAuthority):
        capacity.check_taker(taker, authority, {"applicant": CHILD, "filer": MOTHER})


def test_nobody_expects_the_dead_to_fetch() -> None:
    dead = Party("deceased", "Lý Văn Út")
    assert capacity.takers({"applicant": dead, "filer": MOTHER}) == [MOTHER]


def test_whoever_filed_is_offered_first() -> None:
    other = Party("person", "Lý Văn Út")
    assert capacity.takers({"applicant": MOTHER, "proxy": other}) == [other, MOTHER]

"""Whole houses at once: parents first, nothing twice, nothing without a parent."""

from datetime import date

import pytest

from motcua.ground.agencies import queries, writes
from motcua.ground.agencies.rules import AgencyKind, LevelCode
from motcua.ground.agencies.writes import AgencyFacts, SeatFacts
from motcua.ground.kernel.actor import PostKind

TODAY = date(2015, 4, 20)

pytestmark = pytest.mark.django_db


def committee(code: str, kind: str, place: str, level: LevelCode, parent: str = "") -> AgencyFacts:
    return AgencyFacts(
        code=code,
        name=f"Ủy ban nhân dân {kind} {place}",
        short_name=f"UBND {kind} {place}",
        territory=f"{kind.capitalize()} {place}",
        kind=AgencyKind.COMMITTEE,
        unit_type=kind,
        level=level,
        parent_code=parent,
    )


PROVINCE = committee("BD", "tỉnh", "Bình Dương", LevelCode.PROVINCE)
DISTRICTS = [
    committee("BD-724", "thị xã", "Dĩ An", LevelCode.DISTRICT, "BD"),
    committee("BD-719", "huyện", "Bàu Bàng", LevelCode.DISTRICT, "BD"),
    committee("BD-726", "huyện", "Bắc Tân Uyên", LevelCode.DISTRICT, "BD"),
]


@pytest.fixture(autouse=True)
def levels() -> None:
    writes.add_levels({LevelCode.PROVINCE: "tỉnh", LevelCode.DISTRICT: "huyện"})


def test_children_may_be_named_before_their_parents() -> None:
    assert writes.add_agencies([*DISTRICTS, PROVINCE]) == 4
    assert writes.add_agencies([*DISTRICTS, PROVINCE]) == 0
    (top,) = queries.outline(TODAY)
    names = [branch.agency.territory for branch in top.committees]
    assert names == ["Huyện Bàu Bàng", "Huyện Bắc Tân Uyên", "Thị xã Dĩ An"]


def test_an_orphan_is_a_bug() -> None:
    with pytest.raises(ValueError, match="BD"):
        writes.add_agencies(DISTRICTS)


def test_a_seat_is_filled_once() -> None:
    writes.add_agencies([PROVINCE])
    chair = SeatFacts(
        agency_code="BD",
        kind=PostKind.HEAD,
        number=1,
        title="Chủ tịch",
        holder="Trần Văn Nam",
        user_id=None,
        valid_from=TODAY,
    )
    assert (writes.add_seats([chair]), writes.add_seats([chair])) == (1, 0)
    (seat,) = queries.posts_of(queries.by_code("BD", TODAY).pk, on=TODAY)
    assert (seat.title, seat.holder, seat.user_id) == ("Chủ tịch", "Trần Văn Nam", None)

"""
A Monday of the ward of Phú Cường, from half past seven until the drawer is counted: thirty
dossiers of all the commune's six procedures, by everybody who works there.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from motcua.demo import procedures
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.models import Competence
from motcua.ground.kernel.actor import PostKind
from motcua.ground.trail import queries as trail
from motcua.ground.trail.rules import Fault
from motcua.onestop.dossiers import examples, queries
from motcua.onestop.dossiers.examples import COPY, MORNING, TODAY
from motcua.onestop.dossiers.states import Status
from tests.stories.desk import Desk
from tests.stories.ward import (
    Cashier,
    Clock,
    Handler,
    Head,
    Matter,
    Receiver,
    RecordsOfficer,
    Shelf,
)

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BIRTH, DEATH, MARRIAGE, SINGLE, POOR = "1.001193", "1.000656", "1.000894", "1.004873", "1.011607"
FIELDS = {"ho-tich": "Hộ tịch", "giam-ngheo": "Giảm nghèo"}

# Pages and copies of what is to be certified, and what that costs.
COPIES = {
    "Nguyễn Thị Hoa": (1, 1, 2_000),
    "Trần Văn Bình": (2, 1, 4_000),
    "Lê Thị Cúc": (3, 2, 10_000),
    "Phạm Văn Dũng": (1, 3, 6_000),
    "Hoàng Thị Én": (5, 1, 7_000),
    "Võ Văn Giang": (2, 2, 8_000),
    "Đặng Thị Hạnh": (1, 1, 2_000),
    "Bùi Văn Ích": (4, 1, 6_000),
    "Đỗ Thị Kim": (1, 2, 4_000),
    "Hồ Văn Long": (3, 1, 5_000),
}
SPOILT, LATE_COMER = "Ngô Thị Mai", "Dương Văn Nam"
BORN = ["Trương Gia Bảo", "Cao Minh Quân", "Lâm Ngọc Hân", "Tạ Quốc Khánh", "Phan Bảo Châu"]
DEAD = ["Vũ Văn Sáu", "Lương Thị Bảy", "Đinh Văn Tám", "Huỳnh Thị Chín"]
COUPLES = ["Châu Thị Thảo", "Kiều Văn Thành", "Tô Thị Thu"]
SINGLES = ["Lý Thị Oanh", "Mai Văn Phúc", "Thái Thị Quyên", "La Văn Rạng"]
FAMILIES = ["Quách Thị Sen", "Trịnh Văn Tâm"]

SENT_ELSEWHERE, ASKED_BACK, FETCHED_LATER, STILL_TO_SIGN = SINGLES
WRONG, RIGHT = "Xác nhận nghĩa vụ tài chính năm 2062.", "Xác nhận nghĩa vụ tài chính năm 2026."
LEFT_LYING, UNSIGNED = "Cao Minh Quân", "Vũ Văn Sáu"


@dataclass(frozen=True, slots=True)
class Ward:
    """The ward, its clock, its shelf and its people."""

    clock: Clock
    shelf: Shelf
    anh: Receiver
    ut: Handler
    hau: Handler
    duc: Head
    lai: RecordsOfficer
    chi: Cashier
    oanh: Handler


@pytest.fixture
def ward(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Ward:
    """Give the ward its work, and seat everybody before a computer of his own."""
    clock, shelf, cast = Clock(monkeypatch), Shelf(), examples.province(on=TODAY)
    house = cast.house
    for code, name in FIELDS.items():
        facts = {"field_code": code, "field_name": name}
        Competence.objects.create(**facts, agency=house.ward, office=house.ward)
    procedures.load(now=MORNING)
    second = agencies.seat(house.ward, PostKind.HANDLER, "Đoàn Văn Hậu")
    cashier = agencies.seat(house.ward, PostKind.CASHIER, "Ngô Thị Kim Chi")
    return Ward(
        clock,
        shelf,
        anh=Receiver(desk, cast.ward_receiver, shelf),
        ut=Handler(desk, cast.ward_handler, shelf),
        hau=Handler(desk, examples.actor(second), shelf),
        duc=Head(desk, cast.ward_head, shelf),
        lai=RecordsOfficer(desk, cast.ward_clerk, shelf),
        chi=Cashier(desk, examples.actor(cashier), shelf),
        oanh=Handler(desk, cast.accountant, shelf),
    )


def test_a_day_of_the_ward(ward: Ward) -> None:
    the_desk_opens(ward)
    copies_are_ready_while_people_wait(ward)
    a_handler_goes_home_ill(ward)
    things_that_do_not_go_straight(ward)
    the_day_ends(ward)

    assert ward.shelf.statuses() == {
        Status.HANDED_OVER: 18,
        Status.RESULT_READY: 2,
        Status.IN_PROGRESS: 7,
        Status.RECEIVED: 1,
        Status.STOPPED: 1,
        Status.REFUSED: 1,
    }
    assert len(ward.duc.lists("/so-theo-doi/?tu=02/11/2026&den=02/11/2026")) == 30
    history = ward.duc.opens(ward.shelf.page(SENT_ELSEWHERE)).get_by_role("main")
    for words in (WRONG, RIGHT):
        expect(history).to_contain_text(words)
    couples = {f"{name}, {second_of(name)}" for name in COUPLES[1:]}
    assert late_list(ward) == {LEFT_LYING, UNSIGNED, LATE_COMER} | couples
    # That this Monday is not the database's own day is all that the trail has to say.
    assert {link.fault for link in trail.verify()} == {Fault.BACKDATED}
    assert list(queries.projection_differences()) == []


def the_desk_opens(ward: Ward) -> None:
    """Most people come before nine; the head gives their papers out."""
    ward.clock.strikes(7, 30)
    ward.anh.receives(*map(copy, COPIES))
    ward.anh.receives(*(told_by_another(BIRTH, "Trẻ em chưa có số định danh", n) for n in BORN))
    ward.anh.receives(*(told_by_another(DEATH, "Người đã chết", name) for name in DEAD))
    ward.anh.receives(*map(marriage, COUPLES))
    for procedure, names in ((SINGLE, SINGLES), (POOR, FAMILIES)):
        ward.anh.receives(*(in_person(procedure, name) for name in names))
    ward.anh.refuses(copy(SPOILT))
    ward.anh.mends(BORN[0], {"Địa chỉ": "12 đường Yersin, phường Phú Cường"})
    ward.clock.strikes(8, 30)
    ward.duc.assigns(ward.ut, [*BORN, *DEAD, *COUPLES])
    ward.duc.assigns(ward.hau, [*COPIES, *SINGLES, *FAMILIES])


def copies_are_ready_while_people_wait(ward: Ward) -> None:
    """A copy is certified while its owner sits in the hall; a page was counted twice."""
    ward.clock.strikes(9)
    for number, name in enumerate(COPIES, start=1):
        ward.chi.takes(name, f"{number:07d}")
    ward.hau.proposes(*COPIES)
    ward.duc.signs(*COPIES)
    ward.lai.issues(*COPIES)
    ward.clock.strikes(10)
    ward.anh.hands_over(*COPIES)
    ward.chi.gives_back("Hoàng Thị Én", "1.000")


def a_handler_goes_home_ill(ward: Ward) -> None:
    """Út has done two births; Hậu does the rest in his place."""
    ward.clock.strikes(10, 30)
    ward.ut.proposes(BORN[0], BORN[2])
    ward.duc.lets_stand_in(ward.ut, ward.hau)
    ward.clock.strikes(13, 30)
    ward.hau.proposes(*BORN[3:], *DEAD, COUPLES[0])
    ward.hau.forwards(*FAMILIES)


def things_that_do_not_go_straight(ward: Ward) -> None:
    """One goes to the district and comes back, one is asked back, one comes after three."""
    ward.clock.strikes(14)
    office = "Phòng Tài chính - Kế hoạch, Thủ Dầu Một"
    ward.hau.transfers(SENT_ELSEWHERE, to=office, why=WRONG)
    ward.hau.puts_right(SENT_ELSEWHERE, RIGHT, why="Ghi nhầm năm.")
    ward.oanh.confirms(SENT_ELSEWHERE)
    back = "Ủy ban nhân dân phường Phú Cường"
    ward.oanh.transfers(SENT_ELSEWHERE, to=back, why="Không có nghĩa vụ nào.")
    ward.hau.confirms(SENT_ELSEWHERE)
    ward.hau.proposes(SENT_ELSEWHERE, FETCHED_LATER, STILL_TO_SIGN)

    ward.anh.is_asked_back(ASKED_BACK, "Gia đình chưa làm nữa.")
    ward.duc.agrees_to_give_back(ASKED_BACK)
    ward.anh.gives_papers_back(ASKED_BACK)

    ward.clock.strikes(15, 30)
    ward.anh.receives(copy(LATE_COMER))


def the_day_ends(ward: Ward) -> None:
    """What is signed is fetched before five; then the drawer is counted."""
    ward.clock.strikes(16)
    births, deaths = [n for n in BORN if n != LEFT_LYING], [n for n in DEAD if n != UNSIGNED]
    fetched = [*births, *deaths, COUPLES[0]]
    signed = [*fetched, SENT_ELSEWHERE, FETCHED_LATER]
    ward.duc.signs(*signed)
    ward.lai.issues(*signed)
    ward.anh.hands_over(*fetched)
    ward.clock.strikes(17, 5)
    ward.chi.closes_the_day(counted="53.000")


def late_list(ward: Ward) -> set[str]:
    """Return whose dossiers are late, due today or due tomorrow, as the head sees them."""
    return set(ward.duc.lists("/viec/den-han/"))


def copy(name: str) -> Matter:
    pages, copies, _cost = COPIES.get(name, (2, 1, 4_000))
    return in_person(COPY, name, {"Số trang": str(pages), "Số bản cần": str(copies)})


def in_person(procedure: str, name: str, more: dict[str, str] | None = None) -> Matter:
    return Matter(procedure, name, {"Số định danh": number_of(name), **(more or {})})


def second_of(name: str) -> str:
    return f"{name} Em"


def marriage(name: str) -> Matter:
    second = second_of(name)
    typed = {
        "Họ tên người cùng yêu cầu": second,
        "Số định danh người cùng yêu cầu": number_of(second),
    }
    return in_person(MARRIAGE, name, typed)


def told_by_another(procedure: str, kind: str, name: str) -> Matter:
    who = {"Chủ hồ sơ là": kind, "Người nộp": "Người khác nộp thay"}
    by = {"Họ tên người nộp": "Trần Thị Lan", "Số định danh người nộp": number_of("Trần Thị Lan")}
    return Matter(procedure, name, {**who, **by})


def number_of(name: str) -> str:
    """Return an identity number of one's own."""
    return f"0741900{sum(ord(letter) * place for place, letter in enumerate(name, 1)) % 10**5:05d}"

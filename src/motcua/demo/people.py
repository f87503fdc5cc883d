"""
Who sits where in the demo: an invented person for every seat that works on dossiers.

The dice are seeded by the seat, so the same seat has the same holder in every demo,
whatever else was loaded.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction

from motcua.demo import tree
from motcua.demo.names import invent
from motcua.demo.tree import Tree
from motcua.ground.agencies import writes
from motcua.ground.agencies.rules import AgencyKind, LevelCode, posts_at
from motcua.ground.agencies.writes import AgencyFacts
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.text import fold
from motcua.ground.kernel.words import mark

SINCE = date(2015, 1, 5)
"""The day from which everybody sits on his seat."""

DEMO_PASSWORD = "motcua-binhduong"  # noqa: S105 - published: it opens the demo only

INSPECTED_CITY = "BD-718"
"""Thủ Dầu Một, which has an inspector beside the province's."""

WITH_CASHIER = ("BD-718", "BD-SKHDT")
"""Agencies so busy that a cashier sits beside the desk; elsewhere receivers take the money."""

SEATS = {
    PostKind.RECEIVER: 2,
    PostKind.HANDLER: 2,
    PostKind.HEAD: 1,
    PostKind.DEPUTY: 1,
    PostKind.RECORDS_OFFICER: 1,
    PostKind.CASHIER: 1,
    PostKind.INSPECTOR: 1,
    PostKind.ADMINISTRATOR: 1,
}
"""How many seats of a kind an agency has."""

LOGIN_WORDS = {
    PostKind.RECEIVER: "tiepnhan",
    PostKind.HANDLER: "xuly",
    PostKind.HEAD: "lanhdao",
    PostKind.DEPUTY: "capho",
    PostKind.RECORDS_OFFICER: "vanthu",
    PostKind.CASHIER: "thuquy",
    PostKind.INSPECTOR: "kiemtra",
    PostKind.ADMINISTRATOR: "quantri",
}
"""The kind of post as account names say it: phucuong.tiepnhan."""

HEADS = {
    "sở": "Giám đốc",
    "văn phòng": "Chánh Văn phòng",
    "thanh tra": "Chánh Thanh tra",
    "ban quản lý": "Trưởng ban",
    "phòng": "Trưởng phòng",
    "xã": "Chủ tịch Ủy ban nhân dân",
    "phường": "Chủ tịch Ủy ban nhân dân",
    "thị trấn": "Chủ tịch Ủy ban nhân dân",
}
"""What the head of an agency of this type is called; everywhere else he chairs a committee."""

TITLES = {
    PostKind.RECEIVER: "Công chức Bộ phận Một cửa",
    PostKind.RECORDS_OFFICER: "Văn thư",
    PostKind.CASHIER: "Thủ quỹ",
    PostKind.INSPECTOR: "Thanh tra viên",
    PostKind.ADMINISTRATOR: "Người quản trị hệ thống",
}
"""What holders are called where every agency calls them alike."""


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """An account that the demo opens to everybody, and what it is there to try, marked."""

    username: str
    where: str
    what_for: str


DEMO_LOGINS = (
    DemoLogin("phucuong.tiepnhan", "UBND phường Phú Cường", mark("tiếp nhận, trả kết quả")),
    DemoLogin("phucuong.xuly", "UBND phường Phú Cường", mark("xử lý, trình kết quả")),
    DemoLogin("phucuong.lanhdao", "UBND phường Phú Cường", mark("ký")),
    DemoLogin("phucuong.vanthu", "UBND phường Phú Cường", mark("phát hành")),
    DemoLogin("thudaumot.tiepnhan", "UBND thành phố Thủ Dầu Một", mark("tiếp nhận, trả kết quả")),
    DemoLogin("thudaumot.tckh.xuly", "Phòng Tài chính - Kế hoạch", mark("xử lý hộ kinh doanh")),
    DemoLogin("thudaumot.tckh.lanhdao", "Phòng Tài chính - Kế hoạch", mark("phân công, duyệt")),
    DemoLogin("thudaumot.qldt.xuly", "Phòng Quản lý đô thị", mark("xử lý giấy phép xây dựng")),
    DemoLogin("thudaumot.qldt.lanhdao", "Phòng Quản lý đô thị", mark("phân công, duyệt")),
    DemoLogin("thudaumot.lanhdao", "UBND thành phố Thủ Dầu Một", mark("ký")),
    DemoLogin("thudaumot.capho", "UBND thành phố Thủ Dầu Một", mark("ký KT. theo ủy quyền")),
    DemoLogin("thudaumot.vanthu", "UBND thành phố Thủ Dầu Một", mark("phát hành")),
    DemoLogin("thudaumot.thuquy", "UBND thành phố Thủ Dầu Một", mark("thu tiền")),
    DemoLogin("skhdt.tiepnhan", "Sở Kế hoạch và Đầu tư", mark("tiếp nhận, trả kết quả")),
    DemoLogin("skhdt.xuly", "Sở Kế hoạch và Đầu tư", mark("xử lý, trình kết quả")),
    DemoLogin("skhdt.lanhdao", "Sở Kế hoạch và Đầu tư", mark("ký")),
    DemoLogin("skhdt.vanthu", "Sở Kế hoạch và Đầu tư", mark("phát hành")),
    DemoLogin("sxd.tiepnhan", "Sở Xây dựng", mark("tiếp nhận, trả kết quả")),
    DemoLogin("sxd.xuly", "Sở Xây dựng", mark("xử lý, gửi lấy ý kiến")),
    DemoLogin("stnmt.xuly", "Sở Tài nguyên và Môi trường", mark("cho ý kiến, xử lý hồ sơ đất đai")),
    DemoLogin("kiemtra", "UBND tỉnh Bình Dương", mark("kiểm tra: xem mọi hồ sơ, ai đã mở")),
    DemoLogin(
        "thudaumot.kiemtra", "UBND thành phố Thủ Dầu Một", mark("kiểm tra từ thành phố trở xuống")
    ),
    DemoLogin(
        "quantri", "UBND tỉnh Bình Dương", mark("xem vị trí và người giữ; không xem hồ sơ nào")
    ),
)


LOGINS_OF_2025 = (
    DemoLogin(
        "phuongthudaumot.tiepnhan", "UBND phường Thủ Dầu Một", mark("tiếp nhận, trả kết quả")
    ),
    DemoLogin("phuongthudaumot.xuly", "UBND phường Thủ Dầu Một", mark("xử lý, trình kết quả")),
    DemoLogin("phuongthudaumot.lanhdao", "UBND phường Thủ Dầu Một", mark("ký, nhận bàn giao")),
    DemoLogin("phuongthudaumot.vanthu", "UBND phường Thủ Dầu Một", mark("phát hành")),
    DemoLogin("hcmstc.tiepnhan", "Sở Tài chính", mark("tiếp nhận, trả kết quả")),
    DemoLogin("hcmstc.xuly", "Sở Tài chính", mark("xử lý, trình kết quả")),
    DemoLogin("hcmstc.lanhdao", "Sở Tài chính", mark("ký")),
    DemoLogin("hcmstc.vanthu", "Sở Tài chính", mark("phát hành")),
    DemoLogin("kiemtra", "UBND Thành phố Hồ Chí Minh", mark("kiểm tra: xem mọi hồ sơ, ai đã mở")),
    DemoLogin("quantri", "UBND Thành phố Hồ Chí Minh", mark("xem vị trí; không xem hồ sơ nào")),
)
LOGINS = {Tree.OF_2015: DEMO_LOGINS, Tree.OF_2025: LOGINS_OF_2025}
"""The accounts that a demo opens, by the tree that it has."""


def logins_here() -> tuple[DemoLogin, ...]:
    """Return the accounts that this demo opens; one statement, for the page of signing in."""
    return LOGINS[tree.standing() or Tree.OF_2015]


@dataclass(frozen=True, slots=True)
class Chair:
    """One seat of the demo, its holder and the name he signs in by."""

    agency: AgencyFacts
    kind: PostKind
    number: int
    username: str

    @property
    def holder(self) -> str:
        """Return who sits here, always the same."""
        dice = Random(f"{self.agency.code} {self.kind} {self.number}")
        return invent(dice).name

    @property
    def title(self) -> str:
        """Return what the holder is called in his agency."""
        if self.kind in {PostKind.HEAD, PostKind.DEPUTY}:
            head = HEADS.get(self.agency.unit_type, "Chủ tịch Ủy ban nhân dân")
            return head if self.kind is PostKind.HEAD else f"Phó {head}"
        if self.kind in TITLES:
            return TITLES[self.kind]
        if self.agency.level is LevelCode.COMMUNE:
            return "Công chức Tư pháp - Hộ tịch"
        return "Chuyên viên"


@transaction.atomic(durable=True)
def load(which: Tree = Tree.OF_2015) -> int:
    """Seat everybody, with accounts; say how many seats were new. The tree comes first."""
    chairs = list(all_chairs(which))
    users = _accounts(chairs, {login.username for login in LOGINS[which]})
    return writes.add_seats(
        writes.SeatFacts(
            agency_code=chair.agency.code,
            kind=chair.kind,
            number=chair.number,
            title=chair.title,
            holder=chair.holder,
            user_id=users[chair.username],
            valid_from=max(SINCE, chair.agency.valid_from or SINCE),
        )
        for chair in chairs
    )


def all_chairs(which: Tree = Tree.OF_2015) -> Iterator[Chair]:
    """
    Return the seats of every agency that works on dossiers, and of who looks after them.

    The administrator sits at the province, an inspector there and one at the city; where a
    province ended, at the one that came after it. Cashiers sit where the desks are busy.
    """
    facts = list(tree.latest(which).values())
    names = _login_names(facts)
    competent = {fact.office_code for fact in tree.competences(which)}
    for agency in facts:
        if agency.kind is AgencyKind.OFFICE and agency.code not in competent:
            continue
        for kind in PostKind:
            if kind in posts_at(agency.kind, agency.level):
                yield from _chairs(agency, kind, f"{names[agency.code]}.{LOGIN_WORDS[kind]}")
        if agency.code in WITH_CASHIER:
            login = f"{names[agency.code]}.{LOGIN_WORDS[PostKind.CASHIER]}"
            yield from _chairs(agency, PostKind.CASHIER, login)
    *_, province = (agency for agency in facts if not agency.parent_code)
    yield from _chairs(province, PostKind.ADMINISTRATOR, LOGIN_WORDS[PostKind.ADMINISTRATOR])
    inspector = LOGIN_WORDS[PostKind.INSPECTOR]
    yield from _chairs(province, PostKind.INSPECTOR, inspector)
    (city,) = (agency for agency in facts if agency.code == INSPECTED_CITY)
    yield from _chairs(city, PostKind.INSPECTOR, f"{names[city.code]}.{inspector}")


def _chairs(agency: AgencyFacts, kind: PostKind, login: str) -> Iterator[Chair]:
    for number in range(1, SEATS[kind] + 1):
        yield Chair(agency, kind, number, login if number == 1 else f"{login}{number}")


def _login_names(facts: list[AgencyFacts]) -> dict[str, str]:
    """
    Return what each agency is called in account names.

    A committee by its place, with its type where two places share a name (phường and xã
    Tân Định), and with its code where two of a type do; an office after its committee; a
    department by the tail of its code, by the whole where two share it.
    """
    places = {fact.code: _place(fact) for fact in facts if fact.territory}
    common = _common(places.values())
    alike = _common(_joined(fact.territory) for fact in facts if fact.territory)
    tails = _common(_tail(fact) for fact in facts if fact.kind is not AgencyKind.OFFICE)
    names: dict[str, str] = {}
    for fact in facts:
        tail = _tail(fact)
        if fact.kind is AgencyKind.COMMITTEE:
            place, whole = places[fact.code], _joined(fact.territory)
            named = whole if place in common else place
            names[fact.code] = f"{named}{_code(fact)}" if whole in alike else named
        elif fact.kind is AgencyKind.OFFICE:
            names[fact.code] = f"{names[fact.parent_code]}.{tail}"
        else:
            names[fact.code] = _code(fact) if tail in tails else tail
    return names


def _common(names: Iterable[str]) -> set[str]:
    """Return the names that several bear."""
    return {name for name, count in Counter(names).items() if count > 1}


def _tail(fact: AgencyFacts) -> str:
    return fact.code.rpartition("-")[2].lower()


def _code(fact: AgencyFacts) -> str:
    return fact.code.lower().replace("-", "")


def _place(fact: AgencyFacts) -> str:
    return _joined(fact.territory[len(fact.unit_type) :])


def _joined(words: str) -> str:
    return fold(words).replace(" ", "")


def _accounts(chairs: list[Chair], opened: set[str]) -> dict[str, int]:
    """Open an account for each seat; only those of the demo's list can sign in."""
    accounts = get_user_model().objects
    known = set(accounts.values_list("username", flat=True))
    accounts.bulk_create(
        accounts.model(
            username=chair.username,
            full_name=chair.holder,
            email=f"{chair.username}@example.vn",
            password=make_password(DEMO_PASSWORD if chair.username in opened else None),
        )
        for chair in chairs
        if chair.username not in known
    )
    return dict(accounts.values_list("username", "pk"))

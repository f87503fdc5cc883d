"""
A small house with a named cast, for the tests of this room and of all above it.

Bình Dương with one department, the city of Thủ Dầu Một with two of its offices, and one
of its wards; nobody sits anywhere until a test says so.
"""

from dataclasses import dataclass
from datetime import date

from motcua.ground.access.models import User
from motcua.ground.agencies.models import Agency, Competence, Level, Person, Post, Tenure
from motcua.ground.agencies.rules import POST_KINDS, AgencyKind, LevelCode
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.text import search_key, sort_key

SINCE = date(2015, 1, 1)
"""The day from which everybody in the examples sits."""

CERTIFICATION = "chung-thuc"
BUSINESS = "ho-kinh-doanh"
CONSTRUCTION = "hoat-dong-xay-dung"
COMPANIES = "doanh-nghiep"

HEADS = {AgencyKind.OFFICE: "Trưởng phòng", AgencyKind.DEPARTMENT: "Giám đốc"}
"""What the head of an agency is called where it is not \"Chủ tịch\"."""


@dataclass(frozen=True, slots=True)
class House:
    """The agencies of the examples, each by what it is."""

    province: Agency
    department: Agency
    city: Agency
    finance: Agency
    planning: Agency
    ward: Agency


def house() -> House:
    """Build the small house, with its competent offices."""
    _levels()
    province = agency("BD", "Ủy ban nhân dân tỉnh Bình Dương", "UBND tỉnh", None)
    department = agency("BD-SKHDT", "Sở Kế hoạch và Đầu tư", "Sở KH&ĐT", province, "DEPARTMENT")
    city = agency("BD-718", "Ủy ban nhân dân thành phố Thủ Dầu Một", "Thủ Dầu Một", province)
    finance = agency("BD-718-TCKH", "Phòng Tài chính - Kế hoạch", "Phòng TC-KH", city, "OFFICE")
    planning = agency("BD-718-QLDT", "Phòng Quản lý đô thị", "Phòng QLĐT", city, "OFFICE")
    ward = agency("BD-718-25747", "Ủy ban nhân dân phường Phú Cường", "Phú Cường", city)
    for field, asked, office in (
        (CERTIFICATION, ward, ward),
        (BUSINESS, city, finance),
        (CONSTRUCTION, city, planning),
        (COMPANIES, department, department),
    ):
        Competence.objects.create(field_code=field, field_name=field, agency=asked, office=office)
    return House(province, department, city, finance, planning, ward)


def seat(
    agency: Agency,
    kind: PostKind,
    name: str = "",
    *,
    since: date = SINCE,
    until: date | None = None,
) -> Tenure:
    """Seat a new person with an account on a new post of an agency; give the tenure."""
    taken, title = Post.objects.filter(agency=agency, kind=kind).count(), title_of(agency, kind)
    post = Post.objects.create(agency=agency, kind=kind, seat=taken + 1, title=title)
    username = f"{agency.code}.{kind}.{post.seat}".lower()
    full_name = name or f"{title} {post.seat}"
    user = User.objects.create(username=username, full_name=full_name, password="!")  # noqa: S106
    person = Person.objects.create(name=full_name, user=user)
    return Tenure.objects.create(post=post, person=person, valid_from=since, valid_to=until)


def title_of(agency: Agency, kind: PostKind) -> str:
    """Return what whoever sits there is called."""
    head = HEADS.get(AgencyKind(agency.kind), "Chủ tịch")
    titles = {PostKind.HEAD: head, PostKind.DEPUTY: f"Phó {head}"}
    return titles.get(kind, POST_KINDS[kind].capitalize())


def _levels() -> None:
    for rank, (code, name) in enumerate(
        [(LevelCode.PROVINCE, "tỉnh"), (LevelCode.DISTRICT, "huyện"), (LevelCode.COMMUNE, "xã")]
    ):
        Level.objects.get_or_create(code=code, defaults={"name": name, "rank": rank})


def agency(
    code: str, name: str, short_name: str, parent: Agency | None, kind: str = "COMMITTEE"
) -> Agency:
    """Build one agency; how deep it stands tells its level."""
    body = AgencyKind[kind]
    levels = list(LevelCode)
    depth = levels.index(LevelCode(parent.level_id)) if parent else -1
    level = levels[depth + (body is AgencyKind.COMMITTEE)]
    number = Agency.objects.count()
    return Agency.objects.create(
        code=code,
        name=name,
        short_name=short_name,
        kind=body,
        unit_type=name.split(maxsplit=1)[0].lower(),
        level_id=level,
        parent=parent,
        qcvn_code=f"000.00.{number:02d}.H09",
        code_2020=f"H09.{number:02d}",
        codes_are_illustrative=True,
        search_key=search_key(name),
        sort_key=sort_key(short_name),
    )

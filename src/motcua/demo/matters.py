"""
What people of the demo come to the counter for: desks, and the matters brought to them.

How often each is brought, and by whom, is our guess; what it asks for and costs is the
procedure's own.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from motcua.demo import citizens, papers, phrases
from motcua.ground.agencies.queries import Branch
from motcua.ground.documents.actions import inspect
from motcua.onestop.dossiers.intake import Intake, PaperFacts, PartyFacts
from motcua.onestop.dossiers.rules import Delivery, PartyRole
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.procedures.exemptions import Exemption
from motcua.onestop.procedures.rules import Case, Channel, VersionFacts, fee_for

# The desks of the demo's logins have shares of their own; the others divide what is left.
SHARES = {"BD-718-25747": 0.22, "BD-718": 0.24, "BD-SKHDT": 0.12}
OTHERS = {"province": 6.0, "district": 4.0, "commune": 1.0}
# So many people keep coming back to a desk.
REGULARS = 400
BY_POST, SENT_IN = 0.06, 0.03
SPARED = 0.05
OPTIONAL_PAPER = 0.2
PAYS_AT_ONCE = 0.7
AGREES, WRITTEN = 0.9, 0.5

COPIED = (
    *("Bằng tốt nghiệp trung học phổ thông", "Bằng tốt nghiệp đại học", "Học bạ"),
    *("Giấy khai sinh", "Giấy chứng nhận quyền sử dụng đất", "Giấy đăng ký xe"),
    *("Chứng chỉ tin học", "Giấy chứng nhận kết hôn", "Hợp đồng lao động"),
)
TRADES = (
    *("bán cà phê, nước giải khát", "bán tạp hóa", "sửa xe máy", "cắt tóc", "bán cơm, phở"),
    *("may quần áo", "bán vật liệu xây dựng", "cho thuê phòng trọ", "bán điện thoại"),
)
PURPOSES = ("vay vốn ngân hàng", "mua bán nhà đất", "đi làm việc ở nước ngoài")
HOUSES = ("1 trệt 1 lầu", "1 trệt 2 lầu", "cấp 4", "1 trệt 3 lầu, có sân thượng")
LARGE_WORKS = ("Chung cư 18 tầng", "Bệnh viện", "Trung tâm thương mại", "Nhà máy dệt")
WORKS = ("Nhà xưởng", "Nhà kho", "Văn phòng làm việc", "Trường mầm non")


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a desk, before he has said what he wants."""

    dice: Random
    citizen: PartyFacts
    places: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True)
class Wish:
    """What a visitor wants, in which case of the procedure, for whom."""

    case_key: str
    parties: tuple[PartyFacts, ...]
    subject: str
    pages: int | None = None
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Desk:
    """
    A desk that receives, and how much of the province's work comes to it.

    :param procedures: the codes of those that are brought here.
    :param places: where those who come live.
    """

    agency_id: int
    agency_code: str
    weight: float
    procedures: tuple[str, ...]
    places: tuple[str, ...]


def desks(province: Branch, *, receiving: Collection[int], on: date) -> list[Desk]:
    """Return the desks of a province at which somebody sits and something may be brought."""
    offered = {
        branch.agency.pk: _brought(branch, on)
        for branch in _walk(province)
        if branch.agency.pk in receiving
    }
    open_desks = [branch for branch in _walk(province) if offered.get(branch.agency.pk)]
    places = dict(_places(province))
    rest = sum(
        OTHERS[each.agency.level_id] for each in open_desks if each.agency.code not in SHARES
    )
    share = (1 - sum(SHARES.values())) / rest
    return [
        Desk(
            agency_id=each.agency.pk,
            agency_code=each.agency.code,
            weight=SHARES.get(each.agency.code, OTHERS[each.agency.level_id] * share),
            procedures=offered[each.agency.pk],
            places=places.get(each.agency.pk) or places[province.agency.pk],
        )
        for each in open_desks
    ]


def matter(dice: Random, desk: Desk, *, on: date) -> Intake:
    """Return what somebody brings to this desk on a day."""
    weights = [WISHES[code][0] for code in desk.procedures]
    code = dice.choices(desk.procedures, weights)[0]
    regular = Random(f"{desk.agency_code} {dice.randrange(REGULARS)}")
    visit = Visit(dice, citizens.person(regular, desk.places), desk.places, on)
    wish = WISHES[code][1](visit)
    version = procedures.version(procedures.in_force(code, on))
    comes = Channel.POST if dice.random() < SENT_IN else Channel.COUNTER
    spared = _exemption(dice, version, on)
    pays_now = comes is Channel.COUNTER and spared is None
    return Intake(
        desk_id=desk.agency_id,
        procedure_code=code,
        case_key=wish.case_key,
        parties=wish.parties,
        papers=_papers(dice, version.case(wish.case_key)),
        delivery=Delivery.POST if dice.random() < BY_POST else Delivery.COUNTER,
        subject=wish.subject,
        pages=wish.pages,
        copies=wish.copies,
        channel=comes,
        postal_number=postal_number(dice) if comes is Channel.POST else "",
        money_receipt=_paid_at_once(dice, wish, version) if pays_now else "",
        exemption=spared.key if spared else "",
        exemption_paper=f"{spared.proof} số {dice.randint(1, 900)}" if spared else "",
    )


def postal_number(dice: Random) -> str:
    """Return the number of a postal item."""
    return f"EB{dice.randrange(10**9):09d}VN"


def money_receipt(dice: Random) -> str:
    """Return the number of a finance receipt."""
    return f"BL-{dice.randrange(10**9):09d}"


def opinion(dice: Random) -> dict[str, Any]:
    """Return what an agency that was asked thinks; half of them write it on paper as well."""
    return {
        "agrees": dice.random() < AGREES,
        "opinion": dice.choice(phrases.OPINIONS),
        "paper": inspect(papers.draft("Văn bản cho ý kiến")) if dice.random() < WRITTEN else None,
    }


def _exemption(dice: Random, version: VersionFacts, on: date) -> Exemption | None:
    """Return whose case somebody can show to be his, so that he pays less, if any."""
    known = version.exemptions_on(on)
    return dice.choice(known) if known and dice.random() < SPARED else None


def _paid_at_once(dice: Random, wish: Wish, version: VersionFacts) -> str:
    """Return the number of the receipt for what is paid with the papers, nothing if later."""
    fees = fee_for(
        version, wish.case_key, Channel.COUNTER, pages=wish.pages or 1, copies=wish.copies
    )
    is_due = any(fee.amount for fee in fees)
    return money_receipt(dice) if is_due and dice.random() < PAYS_AT_ONCE else ""


def _certified_copy(visit: Visit) -> Wish:
    dice = visit.dice
    is_firm = dice.random() < 0.1  # noqa: PLR2004 - one in ten
    owner = citizens.firm(dice, visit.places) if is_firm else visit.citizen
    case_key = _one(dice, {"trong-nuoc": 19, "nuoc-ngoai": 1})
    return Wish(
        case_key,
        _filed(visit, owner, by_another=1.0 if is_firm else 0.08),
        dice.choice(COPIED),
        pages=dice.choice((1, 1, 1, 2, 2, 3, 4, 8, 20)),
        copies=dice.choice((1, 1, 2, 2, 3, 5, 10)),
    )


def _birth(visit: Visit) -> Wish:
    dice = visit.dice
    born = citizens.child(dice, visit.citizen, on=visit.on)
    case_key = _one(dice, {"thong-thuong": 60, "mang-thai-ho": 1, "bo-roi": 1})
    return Wish(case_key, (born, _filer(visit)), f"Khai sinh cho {born.name}")


def _marriage(visit: Visit) -> Wish:
    dice = visit.dice
    other = citizens.partner(dice, visit.citizen, visit.places)
    case_key = _one(dice, {"thong-thuong": 9, "xac-minh": 1})
    second = replace(other, role=PartyRole.CO_APPLICANT, email="", told_by=())
    subject = f"Kết hôn giữa {visit.citizen.name} và {other.name}"
    return Wish(case_key, (visit.citizen, second), subject)


def _marital_status(visit: Visit) -> Wish:
    dice = visit.dice
    case_key = _one(dice, {"ket-hon": 6, "muc-dich-khac": 3, "cap-lai": 1})
    purpose = "đăng ký kết hôn" if case_key == "ket-hon" else dice.choice(PURPOSES)
    return Wish(case_key, _filed(visit, visit.citizen, by_another=0.1), f"Dùng để {purpose}")


def _death(visit: Visit) -> Wish:
    dice = visit.dice
    dead = citizens.deceased(dice, visit.places)
    case_key = _one(dice, {"dung-han": 14, "qua-han": 5, "xac-minh": 1})
    return Wish(case_key, (dead, _filer(visit)), f"Khai tử cho {dead.name}")


def _poor_household(visit: Visit) -> Wish:
    members = visit.dice.randint(1, 7)
    return Wish("ra-soat", (visit.citizen,), f"Rà soát hộ có {members} nhân khẩu")


def _household_business(visit: Visit) -> Wish:
    dice = visit.dice
    case_key = _one(dice, {"ca-nhan": 4, "ho-gia-dinh": 1})
    given = visit.citizen.name.split()[-1]
    subject = f"Hộ kinh doanh {given} {dice.choice(citizens.FIRM_WORDS)}, {dice.choice(TRADES)}"
    return Wish(case_key, _filed(visit, visit.citizen, by_another=0.1), subject)


def _building_permit(visit: Visit) -> Wish:
    dice = visit.dice
    case_key = _one(dice, {"nha-o": 17, "khong-theo-tuyen": 2, "theo-tuyen": 1, "ton-giao": 1})
    plot = _plot(dice)
    if case_key == "nha-o":
        parties = _filed(visit, visit.citizen, by_another=0.15)
        return Wish(case_key, parties, f"Nhà ở riêng lẻ {dice.choice(HOUSES)}, {plot}")
    owner = citizens.firm(dice, visit.places)
    return Wish(case_key, _filed(visit, owner, by_another=1.0), f"{dice.choice(WORKS)}, {plot}")


def _plot(dice: Random) -> str:
    return f"thửa đất số {dice.randint(1, 900)}, tờ bản đồ số {dice.randint(1, 60)}"


def _large_works(visit: Visit) -> Wish:
    dice = visit.dice
    case_key = _one(dice, {"khong-theo-tuyen": 8, "theo-tuyen": 2, "ton-giao": 1})
    owner = citizens.firm(dice, visit.places)
    subject = f"{dice.choice(LARGE_WORKS)}, {_plot(dice)}"
    return Wish(case_key, _filed(visit, owner, by_another=1.0), subject)


def _company(visit: Visit) -> Wish:
    dice = visit.dice
    case_key = _one(dice, {"thanh-lap-moi": 8, "tu-ho-kinh-doanh": 2, "doanh-nghiep-xa-hoi": 1})
    name = citizens.firm_name(dice).replace("TNHH", "TNHH MTV")
    return Wish(case_key, _filed(visit, visit.citizen, by_another=0.35), name)


def _sole_trader(visit: Visit) -> Wish:
    dice = visit.dice
    case_key = _one(dice, {"thanh-lap-moi": 8, "tu-ho-kinh-doanh": 2, "doanh-nghiep-xa-hoi": 1})
    name = citizens.firm_name(dice).replace("Công ty TNHH", "Doanh nghiệp tư nhân")
    return Wish(case_key, _filed(visit, visit.citizen, by_another=0.3), name)


def _land_certificate(visit: Visit) -> Wish:
    dice = visit.dice
    case_key = _one(dice, {"khong-do-dac": 3, "trich-do": 1})
    parties = _filed(visit, visit.citizen, by_another=0.15)
    return Wish(case_key, parties, f"Cấp đổi giấy chứng nhận, {_plot(dice)}")


WISHES: dict[str, tuple[float, Callable[[Visit], Wish]]] = {
    "2.000815": (3.0, _certified_copy),
    "1.001193": (1.0, _birth),
    "1.000894": (0.4, _marriage),
    "1.004873": (0.7, _marital_status),
    "1.000656": (0.5, _death),
    "1.011607": (0.2, _poor_household),
    "1.001612": (5.0, _household_business),
    "1.013225": (4.0, _building_permit),
    "2.001583": (1.0, _company),
    "2.001610": (0.3, _sole_trader),
    "1.012783": (1.0, _land_certificate),
    "1.013236": (1.0, _large_works),
}
"""How often each procedure is wanted beside the others of its desk, and how."""


def _filed(visit: Visit, owner: PartyFacts, *, by_another: float) -> tuple[PartyFacts, ...]:
    """Return the owner of a matter with whoever brings it, if that is somebody else."""
    if visit.dice.random() >= by_another:
        return (owner,)
    if owner is not visit.citizen:
        return (owner, _filer(visit))
    other = citizens.person(visit.dice, visit.places)
    number = f"Giấy ủy quyền số {visit.dice.randint(1, 900)} ngày {visit.on:%d/%m/%Y}"
    return (owner, replace(other, role=PartyRole.PROXY, authority=number, email=""))


def _filer(visit: Visit) -> PartyFacts:
    return replace(visit.citizen, role=PartyRole.FILER)


def _papers(dice: Random, case: Case) -> tuple[PaperFacts, ...]:
    """Return the papers that come with a matter: all that are required, some that are not."""
    brought = [
        paper for paper in case.requirements if paper.is_required or dice.random() < OPTIONAL_PAPER
    ]
    return tuple(
        PaperFacts(paper.name, "original" if paper.originals else "copy", quantity)
        for paper in brought
        for quantity in [paper.originals or paper.copies or 1]
    )


def _one(dice: Random, weights: dict[str, int]) -> str:
    return dice.choices(list(weights), list(weights.values()))[0]


def _brought(branch: Branch, on: date) -> tuple[str, ...]:
    agency = branch.agency
    offers = procedures.offered_at(agency.pk, agency.level_id, on)
    return tuple(offer.procedure_code for offer in offers if offer.procedure_code in WISHES)


def _walk(branch: Branch) -> Iterator[Branch]:
    yield branch
    for below in branch.branches:
        yield from _walk(below)


def _places(province: Branch) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where the people of each committee's territory live: its communes."""
    everywhere: list[str] = []
    for district in province.committees:
        # Where there is no district, a committee of the province is a commune's.
        communes = [(each.agency.pk, _place(each, district)) for each in district.committees] or [
            (district.agency.pk, _place(district, province))
        ]
        for agency_id, place in communes:
            yield agency_id, (place,)
        yield district.agency.pk, tuple(place for _, place in communes)
        everywhere += [place for _, place in communes]
    yield province.agency.pk, tuple(everywhere)


def _place(commune: Branch, district: Branch) -> str:
    names = (commune.agency.territory, district.agency.territory)
    return ", ".join(name[:1].lower() + name[1:] for name in names)

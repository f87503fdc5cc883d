"""
Invented citizens and firms, whose names, numbers and addresses fit together.

They are dealt by dice like everything in the demo; whoever bears such a number in life has
nothing to do with them. E-mail goes to ``example.com``, which nobody can own.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from motcua.demo.names import FAMILY, invent
from motcua.ground.kernel.text import fold
from motcua.ground.notifications.rules import Channel
from motcua.onestop.dossiers.intake import PartyFacts
from motcua.onestop.dossiers.rules import PartyKind, PartyRole

# The first three digits of an identity number: where a birth was registered.
BORN_IN = (*("074",) * 12, "079", "079", "072", "040", "092")
OLD_CARD = 0.05
HAS_EMAIL = 0.3
# Whoever stands at a counter in 2015 is fifteen at least, or another would have to file for him.
OLDEST, YOUNGEST = date(1948, 1, 1), date(1999, 12, 31)
PHONES = ("03", "08", "09", "09")
STREETS = (
    *("Cách Mạng Tháng Tám", "Yersin", "Bạch Đằng", "Thích Quảng Đức", "Huỳnh Văn Lũy"),
    *("Lê Hồng Phong", "Nguyễn Văn Tiết", "Phú Lợi", "Trần Hưng Đạo", "Hùng Vương"),
    *("Nguyễn Thị Minh Khai", "Đoàn Trần Nghiệp", "Ngô Quyền", "Nguyễn Tri Phương"),
)
FIRM_WORDS = ("Phát", "Thành", "Hưng", "Tâm", "Lộc", "An", "Minh", "Tín", "Phú", "Thịnh")
TRADES = ("Cơ khí", "Bao bì", "Gỗ", "May mặc", "Vận tải", "Xây dựng", "Nội thất", "Thực phẩm")


def person(dice: Random, places: Sequence[str], *, is_woman: bool | None = None) -> PartyFacts:
    """Return somebody who lives in one of these places; a man or a woman where it is said."""
    who = invent(dice, is_woman=is_woman)
    born_on = OLDEST + timedelta(days=dice.randrange((YOUNGEST - OLDEST).days))
    citizen = PartyFacts(
        role=PartyRole.APPLICANT,
        kind=PartyKind.PERSON,
        name=who.name,
        identity_number=_identity_number(dice, born_on, is_woman=who.is_woman),
        born_on=born_on,
        sex="Nữ" if who.is_woman else "Nam",
        phone=_phone(dice),
        email=_email(dice, who.name) if dice.random() < HAS_EMAIL else "",
        address=address(dice, dice.choice(places)),
    )
    return replace(citizen, told_by=tuple(Channel)) if citizen.email else citizen


def child(dice: Random, parent: PartyFacts, *, on: date) -> PartyFacts:
    """Return a newborn of this parent, without a number of its own yet."""
    who = invent(dice)
    family = parent.name.split()[0] if dice.random() < 1 / 2 else dice.choice(FAMILY)
    return PartyFacts(
        role=PartyRole.APPLICANT,
        kind=PartyKind.CHILD,
        name=" ".join((family, *who.name.split()[1:])),
        born_on=on - timedelta(days=dice.randint(3, 55)),
        sex="Nữ" if who.is_woman else "Nam",
        address=parent.address,
    )


def partner(dice: Random, of: PartyFacts, places: Sequence[str]) -> PartyFacts:
    """Return whom somebody marries: a woman a man, a man a woman."""
    return person(dice, places, is_woman=of.sex == "Nam")


def deceased(dice: Random, places: Sequence[str]) -> PartyFacts:
    """Return somebody who died, and whom nobody rings up or writes to."""
    who = person(dice, places)
    return replace(who, kind=PartyKind.DECEASED, phone="", email="", told_by=())


def firm(dice: Random, places: Sequence[str]) -> PartyFacts:
    """Return a firm of one of these places, known by its tax code."""
    name = firm_name(dice)
    return PartyFacts(
        role=PartyRole.APPLICANT,
        kind=PartyKind.ORGANISATION,
        name=name,
        tax_code=f"3700{dice.randrange(10**6):06d}",
        phone=f"0274{dice.randrange(10**7):07d}",
        email=_email(dice, name),
        told_by=(Channel.EMAIL,),
        address=address(dice, dice.choice(places)),
    )


def firm_name(dice: Random) -> str:
    """Return what a firm is called."""
    first, second = dice.sample(FIRM_WORDS, 2)
    return f"Công ty TNHH {dice.choice(TRADES)} {first} {second}"


def address(dice: Random, place: str) -> str:
    """Return an address in a place; a village has hamlets, a town has streets."""
    number = dice.randint(1, 480)
    if place.startswith("xã"):
        return f"Số {number}, ấp {dice.randint(1, 9)}, {place}"
    alley = f"/{dice.randint(1, 60)}" if dice.random() < 1 / 3 else ""
    return f"{number}{alley} đường {dice.choice(STREETS)}, khu phố {dice.randint(1, 9)}, {place}"


def another_phone(dice: Random, party: PartyFacts) -> str:
    """Return the number that this party should have been written down with."""
    return f"{party.phone[:-2]}{dice.randrange(100):02d}" if party.phone else _phone(dice)


def _identity_number(dice: Random, born_on: date, *, is_woman: bool) -> str:
    """Return twelve digits that tell place, century with sex, and year of birth; or an old nine."""
    serial = dice.randrange(10**6)
    if dice.random() < OLD_CARD:
        return f"280{serial:06d}"
    century = 2 * (born_on.year // 1000 - 1) + int(is_woman)
    return f"{dice.choice(BORN_IN)}{century}{born_on.year % 100:02d}{serial:06d}"


def _phone(dice: Random) -> str:
    return f"{dice.choice(PHONES)}{dice.randrange(10**8):08d}"


def _email(dice: Random, name: str) -> str:
    words = [word for word in fold(name).split() if word.isalnum()]
    return f"{words[-1]}.{words[0]}{dice.randrange(100)}@example.com"

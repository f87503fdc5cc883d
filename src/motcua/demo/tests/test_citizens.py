"""Invented citizens hold what the counter would accept."""

from datetime import date
from random import Random

import pytest

from motcua.demo import citizens
from motcua.ground.kernel import identity
from motcua.onestop.dossiers.capacity import files_himself
from motcua.onestop.dossiers.rules import PartyKind

PLACES = ("phường Phú Cường, thành phố Thủ Dầu Một", "xã An Bình, huyện Phú Giáo")
DICE = [pytest.param(Random(number), id=str(number)) for number in range(25)]


@pytest.mark.parametrize("dice", DICE)
def test_a_person_is_one_that_the_counter_accepts(dice: Random) -> None:
    who = citizens.person(dice, PLACES)
    assert identity.identity_number(who.identity_number) == who.identity_number
    assert identity.phone_number(who.phone) == who.phone
    assert who.born_on is not None
    if len(who.identity_number) == 12:
        assert who.identity_number[4:6] == f"{who.born_on.year % 100:02d}"
        assert who.identity_number[3] in ("13" if who.sex == "Nữ" else "02")
    assert who.address.endswith(PLACES)
    assert not who.email or who.email.endswith("@example.com")


def test_the_youngest_stands_at_the_counter_for_himself() -> None:
    assert files_himself(PartyKind.PERSON, citizens.YOUNGEST, today=date(2015, 1, 5))


@pytest.mark.parametrize("dice", DICE)
def test_a_firm_and_a_newborn_are_too(dice: Random) -> None:
    firm = citizens.firm(dice, PLACES)
    assert identity.tax_code(firm.tax_code) == firm.tax_code
    assert identity.phone_number(firm.phone) == firm.phone
    born = citizens.child(dice, firm, on=date(2015, 4, 20))
    assert born.born_on is not None
    assert born.born_on < date(2015, 4, 20)
    assert not born.identity_number


@pytest.mark.parametrize("dice", DICE)
def test_who_marries_and_who_died(dice: Random) -> None:
    one = citizens.person(dice, PLACES)
    assert {one.sex, citizens.partner(dice, one, PLACES).sex} == {"Nam", "Nữ"}
    dead = citizens.deceased(dice, PLACES)
    assert dead.kind is PartyKind.DECEASED
    assert (dead.phone, dead.email, dead.told_by) == ("", "", ())


def test_the_same_dice_give_the_same_people() -> None:
    assert citizens.person(Random(1), PLACES) == citizens.person(Random(1), PLACES)


def test_a_wrong_telephone_is_mended_to_a_good_one() -> None:
    who = citizens.person(Random(3), PLACES)
    mended = citizens.another_phone(Random(4), who)
    assert identity.phone_number(mended) == mended

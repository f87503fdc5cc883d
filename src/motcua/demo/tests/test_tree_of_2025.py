"""The tree of 2025: three levels by their dates, two from July on, and who took over."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.demo import hours, people, tree
from motcua.demo.tree import Tree
from motcua.ground.agencies import queries
from motcua.ground.agencies.models import Agency
from motcua.ground.kernel.actor import PostKind

pytestmark = pytest.mark.django_db

THREE, TWO = date(2025, 6, 30), date(2025, 7, 1)
OF_2015 = date(2015, 4, 20)


@pytest.fixture
def province() -> None:
    tree.load(Tree.OF_2025)


def types(on: date) -> Counter[str]:
    rows = queries.tree(on).exclude(territory="")
    return Counter(rows.values_list("unit_type", flat=True))


def code(code: str, on: date) -> Agency:
    return queries.by_code(code, on)


def test_every_day_counts_like_its_sources(province: None) -> None:
    of_2015 = {"xã": 48, "phường": 41, "thị trấn": 2, "huyện": 4, "thị xã": 4, "thành phố": 1}
    assert types(OF_2015) == {**of_2015, "tỉnh": 1}
    of_2024 = {"xã": 39, "phường": 47, "thị trấn": 5, "huyện": 4, "thành phố": 5}
    assert types(date(2024, 12, 31)) == {**of_2024, "tỉnh": 1}
    assert types(TWO) == {"xã": 12, "phường": 24, "thành phố": 1}


def test_no_ward_is_left_behind_by_a_district_that_became_a_town(province: None) -> None:
    for on in (OF_2015, THREE):
        (whole,) = queries.outline(on)
        assert len(whole.committees) == 9
        assert sum(len(district.committees) for district in whole.committees) == 91
    (city,) = queries.outline(TWO)
    assert len(city.committees) == 36
    assert {branch.agency.level_id for branch in city.committees} == {"commune"}


def test_a_code_is_not_unique_in_time(province: None) -> None:
    days = (OF_2015, date(2020, 1, 1))
    assert [code("BD-719-25822", on).territory for on in days] == [
        "Xã Lai Uyên",
        "Thị trấn Lai Uyên",
    ]
    assert {code("BD-719-25822", OF_2015).gso_code, code("HCM-25822", TWO).gso_code} == {"25822"}


WENT_TO: list[tuple[str, date, list[str]]] = [
    ("BD-718-25747", THREE, ["BD-718-25747"]),  # itself while it lasts
    ("BD-718-25747", TWO, ["HCM-25747"]),  # a ward merged whole
    ("BD-718-25741", TWO, ["HCM-25747", "HCM-25750"]),  # a ward split
    ("BD-719-25822", TWO, ["HCM-25819", "HCM-25822"]),  # of a townlet, a part renamed
    ("BD-SKHDT", date(2025, 3, 1), ["BD-STC2025"]),  # a department in March
    ("BD-SKHDT", TWO, ["HCM-STC"]),  # and in July once more
    ("BD-SNGV", TWO, []),  # nobody is known
    ("BD", TWO, ["HCM"]),
]


def test_who_has_its_duties(province: None) -> None:
    for old, on, new in WENT_TO:
        found = queries.successors(code(old, OF_2015).pk, on=on)
        assert sorted(agency.code for agency in found) == new, (old, on)


def test_what_nobody_follows_has_somebody_to_see_to_it(province: None) -> None:
    city = code("HCM", TWO)
    orphaned = queries.left_to([city.pk], on=TWO).orphaned[city.pk]
    assert code("BD-SNGV", THREE).pk in orphaned
    ended = Agency.objects.filter(valid_to__lte=TWO, successions=None).exclude(kind="office")
    assert {agency.pk for agency in ended} == set(orphaned)
    for agency in ended:
        assert queries.successors(agency.pk, on=TWO) == []
        assert queries.guardians(agency.pk, on=TWO) == [city]


def test_an_office_goes_the_way_of_its_committee(province: None) -> None:
    planning, city = code("BD-718-QLDT", THREE), code("BD-718", THREE)
    assert queries.successors(planning.pk, on=TWO) == queries.successors(city.pk, on=TWO)
    assert len(queries.successors(city.pk, on=TWO)) > 1


def test_what_an_agency_was(province: None) -> None:
    ward = code("HCM-25747", TWO)
    with CaptureQueriesContext(connection) as statements:
        before = queries.predecessors(ward.pk, on=THREE)
    assert len(statements) == 1
    assert "Phường Phú Cường" in {agency.territory for agency in before}
    assert [agency.pk for agency in queries.predecessors(ward.pk, on=TWO)] == [ward.pk]


def test_rights_end_with_the_agency_and_begin_with_the_next(province: None) -> None:
    hours.load(Tree.OF_2025)
    people.load(Tree.OF_2025)
    (old,) = queries.posts_of(code("BD-718-25747", THREE).pk, PostKind.HEAD, on=THREE)
    (new,) = queries.posts_of(code("HCM-25747", TWO).pk, PostKind.HEAD, on=TWO)
    held = [
        [len(queries.grants_of(s.user_id or 0, on=on)) for on in (THREE, TWO)] for s in (old, new)
    ]
    assert held == [[1, 0], [0, 1]]


def test_account_names_are_unique_and_open_to_the_demo() -> None:
    names = [chair.username for chair in people.all_chairs(Tree.OF_2025)]
    assert len(set(names)) == len(names)
    assert {login.username for login in people.LOGINS[Tree.OF_2025]} <= set(names)


def test_loading_twice_changes_nothing_and_the_tree_is_known_again() -> None:
    assert tree.standing() is None
    assert tree.load(Tree.OF_2025) == 236 + 73
    assert tree.load(Tree.OF_2025) == 0
    assert tree.standing() is Tree.OF_2025

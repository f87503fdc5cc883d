"""The province of 2015: the counts of the sources, the codes, who decides what."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from django.contrib.auth import get_user_model

from motcua.demo import absences, people, tree
from motcua.ground.agencies import queries
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.dates import LOCAL
from motcua.ground.trail.writes import mark_as_demo

TODAY = date(2026, 4, 20)


def test_the_table_counts_like_its_sources() -> None:
    facts = tree.agencies()
    types = Counter((fact.level.value, fact.unit_type) for fact in facts if fact.territory)
    kinds = Counter(fact.kind.value for fact in facts)
    assert len(facts) == 128 + 108
    assert kinds == {"committee": 101, "department": 20, "vertical": 7, "office": 108}
    assert types == {
        ("province", "tỉnh"): 1,
        ("district", "huyện"): 4,
        ("district", "thị xã"): 4,
        ("district", "thành phố"): 1,
        ("commune", "xã"): 48,
        ("commune", "phường"): 41,
        ("commune", "thị trấn"): 2,
    }


def test_codes_are_ours_whole_and_unique() -> None:
    ours = [fact for fact in tree.agencies() if fact.kind != "vertical"]
    assert all(len(fact.qcvn_code) == 13 for fact in ours)
    assert all(fact.codes_are_illustrative for fact in ours)
    assert len({fact.qcvn_code for fact in ours}) == len({fact.code_2020 for fact in ours}) == 229
    assert not any(fact.qcvn_code for fact in tree.agencies() if fact.kind == "vertical")


def test_towns_and_rural_districts_have_their_own_offices() -> None:
    offices = {
        (fact.agency_code, fact.office_code)
        for fact in tree.competences()
        if fact.field_code == "hoat-dong-xay-dung"
    }
    assert ("BD-718", "BD-718-QLDT") in offices
    assert ("BD-719", "BD-719-KTHT") in offices
    assert ("BD-SXD", "BD-SXD") in offices
    assert len(offices) == 9 + 1


def test_account_names_are_unique_and_open_to_the_demo() -> None:
    names = [chair.username for chair in people.all_chairs()]
    assert len(set(names)) == len(names)
    assert {login.username for login in people.DEMO_LOGINS} <= set(names)


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    assert (tree.load(), people.load()) == (236, len(list(people.all_chairs())))
    assert (tree.load(), people.load()) == (0, 0)


@pytest.mark.django_db
def test_everybody_sits_where_he_works() -> None:
    tree.load()
    people.load()
    ward = queries.by_code("BD-718-25747", TODAY)
    assert ward.name == "Ủy ban nhân dân phường Phú Cường"
    assert queries.competent_office("chung-thuc", ward.pk, on=TODAY).id == ward.pk
    (head,) = queries.posts_of(ward.pk, PostKind.HEAD, on=TODAY)
    assert head.title == "Chủ tịch Ủy ban nhân dân"
    assert head.user_id is not None
    (grant,) = queries.actor_of(head.user_id, head.holder, on=TODAY).grants
    assert grant.scope == {ward.pk}
    city = queries.by_code("BD-718", TODAY)
    office = queries.competent_office("ho-kinh-doanh", city.pk, on=TODAY)
    assert queries.agency(office.id).short_name == "Phòng Tài chính - Kế hoạch"
    assert len(queries.posts_of(office.id, on=TODAY)) == 4


@pytest.mark.django_db
def test_somebody_is_away_and_somebody_signs_for_his_head() -> None:
    tree.load()
    people.load()
    mark_as_demo()
    now = datetime.combine(TODAY, time(9), LOCAL)
    for _ in range(2):
        absences.load(now=now)
    accounts = {user.username: user.pk for user in get_user_model().objects.all()}
    handler = queries.actor_of(accounts["phucuong.xuly"], "", on=TODAY)
    assert [grant.acts_from is not None for grant in handler.grants] == [False, True]
    assert len(queries.actor_of(accounts["thudaumot.capho"], "", on=TODAY).signing_for) == 1

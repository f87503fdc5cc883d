"""What the house answers: rights, competence, the line upwards, each in one statement."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from motcua.ground.access.models import User
from motcua.ground.agencies import queries, rules
from motcua.ground.agencies.examples import (
    BUSINESS,
    CERTIFICATION,
    CONSTRUCTION,
    House,
    house,
    seat,
)
from motcua.ground.agencies.models import Agency, Competence, Person, Succession, Tenure
from motcua.ground.kernel.actor import Actor, PostKind

TODAY = date(2015, 4, 20)
YESTERDAY = date(2015, 4, 19)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


def actor(tenure: Tenure, *, on: date = TODAY) -> Actor:
    user_id = tenure.person.user_id
    assert user_id is not None
    return queries.actor_of(user_id, tenure.person.name, on=on)


@pytest.mark.parametrize(
    ("where", "kind", "sees"),
    [
        ("ward", PostKind.RECEIVER, {"ward"}),
        ("ward", PostKind.HANDLER, {"ward"}),
        ("ward", PostKind.HEAD, {"ward"}),
        ("ward", PostKind.RECORDS_OFFICER, {"ward"}),
        ("city", PostKind.RECEIVER, {"city"}),
        ("city", PostKind.RECORDS_OFFICER, {"city"}),
        ("city", PostKind.HEAD, {"city", "finance", "planning"}),
        ("finance", PostKind.HANDLER, {"finance"}),
        ("finance", PostKind.HEAD, {"finance"}),
        ("department", PostKind.HEAD, {"department"}),
        ("province", PostKind.HEAD, {"province"}),
        ("province", PostKind.ADMINISTRATOR, set()),
    ],
)
def test_scope_per_seat(here: House, where: str, kind: PostKind, sees: set[str]) -> None:
    tenure = seat(getattr(here, where), kind)
    (grant,) = actor(tenure).grants
    assert grant.right is kind
    assert grant.post_id == tenure.post_id
    assert grant.scope == {getattr(here, name).pk for name in sees}


def test_actor_of_is_one_statement(
    here: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tenure = seat(here.city, PostKind.HEAD, "Nguyễn Thị Mai")
    other = seat(here.finance, PostKind.HEAD)
    Tenure.objects.filter(pk=other.pk).update(person=tenure.person)
    with django_assert_num_queries(1):
        found = actor(tenure)
    assert [grant.agency_id for grant in found.grants] == [here.city.pk, here.finance.pk]


def test_rights_are_read_anew_each_time_though_their_statement_is_kept(here: House) -> None:
    receiver, handler = seat(here.ward, PostKind.RECEIVER), seat(here.city, PostKind.HANDLER)
    assert [grant.agency_id for grant in actor(receiver).grants] == [here.ward.pk]
    assert [grant.agency_id for grant in actor(handler).grants] == [here.city.pk]
    Tenure.objects.filter(pk=receiver.pk).update(valid_to=TODAY)
    assert actor(receiver, on=YESTERDAY).grants
    assert not actor(receiver).grants


def test_rights_end_with_the_tenure_and_with_the_account(here: House) -> None:
    gone = seat(here.ward, PostKind.RECEIVER, until=TODAY)
    assert actor(gone, on=YESTERDAY).grants
    assert not actor(gone).grants
    blocked = seat(here.ward, PostKind.RECEIVER)
    assert blocked.person.user
    User.objects.filter(pk=blocked.person.user.pk).update(is_active=False)
    assert not actor(blocked).grants


def test_a_seat_has_one_holder_at_a_time(here: House) -> None:
    first = seat(here.ward, PostKind.HEAD, until=TODAY)
    second = Person.objects.create(name="Trần Văn Bình")
    with (
        pytest.raises(IntegrityError, match="post_has_one_holder_at_a_time"),
        transaction.atomic(),
    ):
        Tenure.objects.create(post=first.post, person=second, valid_from=YESTERDAY)
    Tenure.objects.create(post=first.post, person=second, valid_from=TODAY)
    (seat_today,) = queries.posts_of(here.ward.pk, PostKind.HEAD, on=TODAY)
    assert seat_today.holder == "Trần Văn Bình"


def test_a_code_names_one_agency_at_a_time(here: House) -> None:
    renamed = {"code": here.ward.code, "name": "x", "kind": "committee", "level_id": "commune"}
    with (
        pytest.raises(IntegrityError, match="code_means_one_agency_at_a_time"),
        transaction.atomic(),
    ):
        Agency.objects.create(**renamed)
    Agency.objects.filter(pk=here.ward.pk).update(valid_to=TODAY)
    later = Agency.objects.create(**renamed, valid_from=TODAY)
    assert queries.by_code(here.ward.code, YESTERDAY) == here.ward
    assert queries.by_code(here.ward.code, TODAY) == later


def test_competent_office(here: House, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        office = queries.competent_office(BUSINESS, here.city.pk, on=TODAY)
    assert (office.id, office.above_id) == (here.finance.pk, here.city.pk)
    assert office.agency_name == here.city.name
    assert queries.competent_office(CERTIFICATION, here.ward.pk, on=TODAY).id == here.ward.pk
    with pytest.raises(rules.NoCompetentOffice, match="Phú Cường"):
        queries.competent_office(BUSINESS, here.ward.pk, on=TODAY)


def test_competences_of_an_agency_and_duties_of_its_offices(here: House) -> None:
    ours = queries.competences_of(here.city.pk, on=TODAY)
    assert {row.field_code: row.office for row in ours} == {
        BUSINESS: here.finance,
        CONSTRUCTION: here.planning,
    }
    assert not queries.competences_of(here.finance.pk, on=TODAY)
    (duty,) = queries.duties_of(here.finance.pk, on=TODAY)
    assert (duty.agency, duty.field_code) == (here.city, BUSINESS)


def test_competence_is_dated(here: House) -> None:
    Competence.objects.filter(agency=here.city, field_code=BUSINESS).update(valid_to=TODAY)
    Competence.objects.create(
        field_code=BUSINESS, agency=here.city, office=here.planning, valid_from=TODAY
    )
    assert queries.competent_office(BUSINESS, here.city.pk, on=YESTERDAY).id == here.finance.pk
    assert queries.competent_office(BUSINESS, here.city.pk, on=TODAY).id == here.planning.pk


def test_the_line_upwards(here: House, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        line = queries.ancestors(here.ward.pk)
    assert line == [here.ward, here.city, here.province]


def test_the_tree_of_a_day(here: House, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Agency.objects.filter(pk=here.planning.pk).update(valid_to=TODAY)
    with django_assert_num_queries(1):
        names = [agency.short_name for agency in queries.tree(TODAY)]
    assert names == ["Sở KH&ĐT", "UBND tỉnh", "Phòng TC-KH", "Thủ Dầu Một", "Phú Cường"]


def test_seats(here: House, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    held = seat(here.ward, PostKind.RECEIVER, "Lê Thị Hoa")
    left = seat(here.ward, PostKind.RECEIVER, until=TODAY)
    with django_assert_num_queries(1):
        first, second = queries.posts_of(here.ward.pk, PostKind.RECEIVER, on=TODAY)
    assert (first.holder, first.user_id) == ("Lê Thị Hoa", held.person.user_id)
    assert not second.can_act
    with django_assert_num_queries(1):
        assert queries.seat(left.post_id, on=YESTERDAY).holder == left.person.name


def test_the_past_is_told_by_the_names_of_its_day(
    here: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before = seat(here.ward, PostKind.HANDLER, "Lê Thị Hoa", until=TODAY)
    after = Person.objects.create(name="Nguyễn Văn Út")
    Tenure.objects.create(post=before.post, person=after, valid_from=TODAY)
    with django_assert_num_queries(1):
        told = queries.seat_histories([before.post_id])[before.post_id]
    assert told.agency == here.ward.name
    assert (told.holder(YESTERDAY), told.holder(TODAY)) == ("Lê Thị Hoa", "Nguyễn Văn Út")
    assert told.holder(date(2014, 12, 31)) == ""


class TestOrphaned:
    """What ended and nobody is recorded after is whoever's stood above."""

    def end(self, *ended: Agency) -> None:
        Agency.objects.filter(pk__in=[one.pk for one in ended]).update(valid_to=TODAY)

    def test_is_the_parents_or_the_nearest_aboves(self, here: House) -> None:
        self.end(here.ward)
        assert queries.guardians(here.ward.pk, on=YESTERDAY) == [here.ward]
        assert queries.successors(here.ward.pk, on=TODAY) == []
        assert queries.guardians(here.ward.pk, on=TODAY) == [here.city]
        left = queries.left_to([here.city.pk, here.province.pk], on=TODAY)
        assert (left.inherited, left.orphaned) == ({}, {here.city.pk: [here.ward.pk]})
        self.end(here.city, here.finance, here.planning)
        assert queries.guardians(here.ward.pk, on=TODAY) == [here.province]
        ended = {one.pk for one in (here.ward, here.city, here.finance, here.planning)}
        assert queries.left_to([here.province.pk], on=TODAY).of([here.province.pk]) == ended

    def test_is_no_longer_once_somebody_is_recorded(self, here: House) -> None:
        self.end(here.ward)
        Succession.objects.create(
            predecessor=here.ward,
            successor=here.department,
            kind=rules.SuccessionKind.WHOLE,
            took_effect_on=TODAY,
        )
        left = queries.left_to([here.city.pk, here.department.pk], on=TODAY)
        assert (left.inherited, left.orphaned) == ({here.department.pk: [here.ward.pk]}, {})
        assert queries.guardians(here.ward.pk, on=TODAY) == [here.department]

    def test_of_an_office_is_its_committees_to_give_while_that_stands(self, here: House) -> None:
        self.end(here.planning)
        left = queries.left_to([here.city.pk, here.province.pk], on=TODAY)
        assert (left.inherited, left.orphaned) == ({}, {here.city.pk: [here.planning.pk]})
        self.end(here.city, here.finance)
        Succession.objects.create(
            predecessor=here.city,
            successor=here.ward,
            kind=rules.SuccessionKind.WHOLE,
            took_effect_on=TODAY,
        )
        left = queries.left_to([here.province.pk, here.ward.pk], on=TODAY)
        ended = {here.city.pk, here.finance.pk, here.planning.pk}
        assert {heir: set(them) for heir, them in left.inherited.items()} == {here.ward.pk: ended}
        assert left.orphaned == {}

    def test_with_nobody_left_anywhere_is_nobodys(self, here: House) -> None:
        self.end(*Agency.objects.all())
        assert queries.guardians(here.ward.pk, on=TODAY) == []


class TestAttended:
    """A seat that a right goes with is attended, and no other."""

    @pytest.fixture
    def handler(self, here: House) -> Tenure:
        return seat(here.ward, PostKind.HANDLER)

    def is_attended(self, tenure: Tenure) -> bool:
        return queries.attended(TODAY).filter(pk=tenure.post_id).exists()

    def test_while_the_agency_stands(self, here: House, handler: Tenure) -> None:
        assert self.is_attended(handler)
        Agency.objects.filter(pk=here.ward.pk).update(valid_to=TODAY)
        assert not self.is_attended(handler)

    def test_while_the_account_is_open(self, handler: Tenure) -> None:
        User.objects.filter(pk=handler.person.user_id or 0).update(is_active=False)
        assert not self.is_attended(handler)

    def test_by_somebody_who_has_an_account(self, handler: Tenure) -> None:
        Person.objects.filter(pk=handler.person_id).update(user=None)
        assert not self.is_attended(handler)

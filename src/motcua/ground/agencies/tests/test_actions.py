"""The first account: signs in, sits where it was put, and leaves no trace when refused."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.db import IntegrityError

from motcua.ground.access.writes import AccountFacts
from motcua.ground.agencies import actions, examples, queries
from motcua.ground.agencies.models import Person
from motcua.ground.agencies.rules import NoSuchAgency
from motcua.ground.kernel.actor import PostKind, system
from motcua.ground.trail.models import Event

TODAY = date(2015, 4, 20)
NOW = datetime(2015, 4, 20, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PASSWORD = "mot-mat-khau-dai"

pytestmark = pytest.mark.django_db


def add(username: str, agency_code: str = "BD") -> str:
    return actions.add_administrator(
        actor=system("motcua createadmin"),
        account=AccountFacts(username=username, full_name="Trần Thị Quản Trị", password=PASSWORD),
        agency_code=agency_code,
        now=NOW,
    )


def seats() -> list[tuple[int, str]]:
    agency = queries.by_code("BD", TODAY)
    posts = queries.posts_of(agency.pk, PostKind.ADMINISTRATOR, on=TODAY)
    return [(post.number, post.holder) for post in posts]


@pytest.fixture(autouse=True)
def province() -> None:
    examples.house()


def test_he_signs_in_and_looks_after_the_agency() -> None:
    assert add("QuanTri") == "Ủy ban nhân dân tỉnh Bình Dương"
    user = authenticate(username="quantri", password=PASSWORD)
    assert user is not None
    (grant,) = queries.actor_of(user.pk, "Trần Thị Quản Trị", on=TODAY).grants
    assert (grant.right, grant.scope) == (PostKind.ADMINISTRATOR, frozenset())


def test_the_trail_says_by_which_command() -> None:
    add("mot")
    (event,) = Event.objects.filter(name="account.opened")
    assert (event.actor_kind, event.actor_name) == ("system", "motcua createadmin")


def test_a_second_one_sits_beside_the_first() -> None:
    add("mot")
    add("hai")
    assert seats() == [(1, "Trần Thị Quản Trị"), (2, "Trần Thị Quản Trị")]


def test_no_such_agency_leaves_no_trace() -> None:
    with pytest.raises(NoSuchAgency):
        add("mot", "XX")
    assert not get_user_model().objects.exists()


def test_a_name_that_is_taken_leaves_no_trace() -> None:
    add("mot")
    with pytest.raises(IntegrityError):
        add("MOT")
    assert Person.objects.count() == 1
    assert Event.objects.filter(name="account.opened").count() == 1

"""What an administrator is warned of."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.examples import House
from motcua.ground.calendars.clock import Limit, Unit
from motcua.ground.kernel.actor import PostKind, system
from motcua.onestop.procedures import actions, examples, queries
from motcua.onestop.procedures.rules import TimeLimit
from motcua.onestop.processes import actions as processes
from motcua.onestop.processes import examples as process_examples

pytestmark = pytest.mark.django_db
NOW = datetime(2015, 4, 20, 2, tzinfo=UTC)
TOO_SHORT = TimeLimit("", "", Limit(1, Unit.WORKING_DAY), "bản ghi")
ADDRESS = "/thu-tuc/thoi-han-ngan/"
WARNING = "Các bước cần 26 giờ làm việc, thời hạn chỉ có chừng 8 giờ."


@pytest.fixture
def house() -> House:
    return agencies.house()


def publish(*limits: TimeLimit) -> None:
    """Publish a building permit with these limits, whose steps take 26 hours."""
    clerk = system("tests")
    process_id = processes.publish(
        actor=clerk, form_key=str(uuid4()), process=process_examples.two_approvals(), now=NOW
    )
    actions.publish(
        actor=clerk,
        form_key=str(uuid4()),
        definition=replace(examples.permit(), limits=limits),
        process_version_id=process_id,
        now=NOW,
    )


def of(client: Client, house: House, kind: PostKind) -> Client:
    user = agencies.seat(house.province, kind, "Trương Văn Hải").person.user
    client.force_login(User.objects.get(pk=user.pk if user else 0))
    return client


def test_a_limit_shorter_than_the_steps_is_listed_in_one_statement(
    house: House, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish(TOO_SHORT)
    with django_assert_num_queries(1):
        (warned,) = queries.warned_of(NOW.date())
    assert warned.name == "Cấp giấy phép xây dựng"
    administrator = of(client, house, PostKind.ADMINISTRATOR)
    for address in (ADDRESS, "/ban-lam-viec/"):
        assert WARNING in administrator.get(address).content.decode()


def test_without_any_it_says_so(house: House, client: Client) -> None:
    publish(*examples.permit().limits)
    page = of(client, house, PostKind.ADMINISTRATOR).get(ADDRESS).content.decode()
    assert "Thời hạn của thủ tục nào cũng đủ cho các bước" in page


def test_it_is_for_administrators_alone(house: House, client: Client) -> None:
    assert client.get(ADDRESS).status_code == 302
    assert of(client, house, PostKind.RECORDS_OFFICER).get(ADDRESS).status_code == 403

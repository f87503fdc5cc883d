"""What an administrator reads of the days that are not decided."""

import pytest
from django.test import Client

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.examples import House
from motcua.ground.calendars.examples import office_hours
from motcua.ground.calendars.models import Day
from motcua.ground.calendars.working_time import Certainty
from motcua.ground.kernel.actor import PostKind

pytestmark = pytest.mark.django_db
ADDRESS = "/lich-lam-viec/cho-quyet-dinh/"


@pytest.fixture
def house() -> House:
    house = agencies.house()
    office_hours(house.province)
    return house


def of(client: Client, house: House, kind: PostKind) -> Client:
    user = agencies.seat(house.province, kind, "Trương Văn Hải").person.user
    client.force_login(User.objects.get(pk=user.pk if user else 0))
    return client


def test_an_undecided_day_is_listed_with_its_source(house: House, client: Client) -> None:
    administrator = of(client, house, PostKind.ADMINISTRATOR)
    for address in (ADDRESS, "/ban-lam-viec/"):
        page = administrator.get(address).content.decode()
        assert "24/11/2026" in page
        assert "Ngày Văn hóa Việt Nam" in page
        assert "Nghị quyết 30/NQ-CP" in page


def test_once_all_are_decided_it_says_so(house: House, client: Client) -> None:
    Day.objects.filter(certainty=Certainty.LOW).update(certainty=Certainty.HIGH)
    page = of(client, house, PostKind.ADMINISTRATOR).get(ADDRESS).content.decode()
    assert "Ngày nào cũng đã rõ nghỉ hay làm" in page


def test_it_is_for_administrators_alone(house: House, client: Client) -> None:
    assert client.get(ADDRESS).status_code == 302
    assert of(client, house, PostKind.RECORDS_OFFICER).get(ADDRESS).status_code == 403

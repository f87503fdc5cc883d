"""What an administrator reads of the days that are not decided."""

import pytest
from django.test import Client

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.examples import House
from motcua.ground.calendars.examples import office_hours
from motcua.ground.calendars.models import Assignment, Day
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


YEAR = "/lich-lam-viec/"


def test_every_officer_reads_the_year_of_his_own_agency(house: House, client: Client) -> None:
    page = of(client, house, PostKind.RECORDS_OFFICER).get(YEAR, {"nam": 2026})
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count('<table class="mc-month"') == 12
    assert "của chính cơ quan này" in text
    assert 'id="ngay-2026-01-10"' in text
    assert "07:30–11:30, 13:30–17:00" in text
    assert "nam=2025" in text
    assert "nam=2027" in text


def test_nobody_else_reads_it(client: Client) -> None:
    assert client.get(YEAR).status_code == 302


def test_an_administrator_chooses_an_agency_beneath(house: House, client: Client) -> None:
    asked = {"nam": "2026", "co-quan": house.ward.code}
    text = of(client, house, PostKind.ADMINISTRATOR).get(YEAR, asked).content.decode()
    assert f"theo {house.province.name}" in text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"nam": "x"}, "Nhập năm bằng bốn chữ số, từ 2000 đến 2100."),
        ({"nam": "1999"}, "Nhập năm bằng bốn chữ số, từ 2000 đến 2100."),
        ({"nam": "99999999999999999999"}, "Nhập năm bằng bốn chữ số, từ 2000 đến 2100."),
        ({"nam": ""}, "Chưa nhập năm."),
        ({"co-quan": "BD-718"}, "Không có cơ quan ấy trong những cơ quan anh/chị xem được lịch."),
    ],
)
def test_what_is_asked_wrongly_is_told(
    house: House, client: Client, asked: dict[str, str], told: str
) -> None:
    page = of(client, house, PostKind.RECORDS_OFFICER).get(YEAR, asked)
    assert page.status_code == 422
    assert told in page.content.decode()


def test_a_year_out_of_the_table_says_where_its_days_come_from(
    house: House, client: Client
) -> None:
    text = of(client, house, PostKind.HEAD).get(YEAR, {"nam": 2027}).content.decode()
    assert "theo thư viện holidays, chưa công bố" in text


def test_an_agency_without_hours_is_told_so(house: House, client: Client) -> None:
    Assignment.objects.all().delete()
    page = of(client, house, PostKind.HEAD).get(YEAR, {"nam": 2026})
    assert page.status_code == 200
    assert "Chưa có giờ làm việc cho năm 2026" in page.content.decode()

"""The officer's home: what stands on it, for whom, and what it costs."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from motcua.ground.access.examples import account
from motcua.ground.access.models import User
from motcua.ground.agencies import examples
from motcua.ground.agencies.examples import House
from motcua.ground.agencies.models import Tenure
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.notifications.examples import message
from motcua.onestop.dossiers import examples as dossiers
from motcua.onestop.dossiers.examples import Cast

MY_WORK = "Việc của tôi và việc chờ người nhận"
pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 14
LEFT_ON = date(2016, 1, 1)


@pytest.fixture
def house() -> House:
    return examples.house()


def administrator(house: House) -> User:
    """Seat an administrator at the province and return his account."""
    return user_of(examples.seat(house.province, PostKind.ADMINISTRATOR, "Trương Văn Hải"))


def user_of(tenure: Tenure) -> User:
    user = tenure.person.user
    assert user is not None
    return user


def account_of(actor: Actor) -> User:
    assert actor.user_id is not None
    return User.objects.get(pk=actor.user_id)


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr("django.utils.timezone.now", lambda: dossiers.MORNING)
    return dossiers.province()


def home(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get(reverse("desk:home")).content.decode()


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    answer = client.get(reverse("desk:home"))
    assert answer["Location"] == "/dang-nhap/?next=%2Fban-lam-viec%2F"


def test_an_account_without_a_seat_is_told_whom_to_ask(client: Client) -> None:
    page = home(client, account())
    assert "chưa giữ vị trí nào" in page
    assert "Hỏi người quản trị" in page


def test_an_administrator_sees_the_house_and_no_dossier(client: Client, house: House) -> None:
    page = home(client, administrator(house))
    assert "6 cơ quan" in page
    assert "Vị trí nào cũng có người giữ." in page
    assert "Việc của tôi" not in page
    assert "/trinh-dien/thu/" not in page


def test_a_vacant_seat_presses_until_somebody_sits_on_it(client: Client, house: House) -> None:
    left = examples.seat(house.ward, PostKind.HANDLER, "Nguyễn Văn Út", until=LEFT_ON)
    page = home(client, administrator(house))
    assert "1 vị trí chưa có người giữ" in page
    assert reverse("agencies:agency", args=[house.ward.code]) in page
    left.valid_to = None
    left.save()
    assert "chưa có người giữ" not in home(client, administrator(house))


def test_an_administrator_of_a_city_counts_no_seat_outside_it(client: Client, house: House) -> None:
    examples.seat(house.department, PostKind.HANDLER, until=LEFT_ON)
    of_the_city = user_of(examples.seat(house.city, PostKind.ADMINISTRATOR))
    assert "chưa có người giữ" not in home(client, of_the_city)


def test_in_a_demo_the_administrator_reads_the_messages(
    client: Client, house: House, settings: Settings
) -> None:
    settings.DEMO = True
    user = administrator(house)
    assert "Chưa có thư nào." in home(client, user)
    message()
    assert "Đã tiếp nhận hồ sơ 000.00.16.H09-150415-0001" in home(client, user)


def test_what_is_typed_anywhere_stays_text(client: Client, house: House) -> None:
    house.ward.name = "<script>x</script>"
    house.ward.save()
    examples.seat(house.ward, PostKind.HANDLER, until=LEFT_ON)
    page = home(client, administrator(house))
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page


def test_an_applicants_name_stays_text(client: Client, cast: Cast) -> None:
    named = dossiers.applicant("<img src=x onerror=alert(1)>")
    dossiers.received(cast.city_receiver, dossiers.permit_matter(cast, parties=(named,)))
    page = home(client, account_of(cast.planner))
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("city_receiver", {"Bộ phận Một cửa"}),
        ("planner", {MY_WORK}),
        ("planning_head", {MY_WORK, "Chờ phân công"}),
        ("city_clerk", {MY_WORK}),
        (
            "administrator",
            {"Cơ quan và vị trí", "Ngày chờ quyết định", "Thủ tục có thời hạn ngắn"},
        ),
    ],
)
def test_everybody_has_the_panels_of_his_posts(
    client: Client, cast: Cast, role: str, sees: set[str]
) -> None:
    dossiers.permit_life(cast)
    page = home(client, account_of(getattr(cast, role)))
    assert set(re.findall(r'<h2 class="govuk-heading-l">([^<]+)<', page)) == sees


def test_only_who_may_see_a_dossier_reads_of_it(client: Client, cast: Cast) -> None:
    code = dossiers.permit_life(cast).dossier.code
    can = {
        role
        for role in ("planner", "planning_head", "accountant", "ward_handler", "administrator")
        if f"/ho-so/{code}/" in home(client, account_of(getattr(cast, role)))
    }
    assert can == {"planner", "planning_head"}


def test_nothing_to_do_is_said(client: Client, cast: Cast) -> None:
    assert "Không có việc nào đang chờ." in home(client, account_of(cast.planner))


def test_the_page_takes_few_statements(
    client: Client,
    house: House,
    settings: Settings,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.DEMO = True
    message()
    client.force_login(administrator(house))
    with django_assert_max_num_queries(MOST_STATEMENTS):
        client.get(reverse("desk:home"))


@pytest.mark.parametrize("role", ["city_receiver", "planner", "planning_head", "ward_head"])
def test_the_page_of_a_post_takes_few_statements(
    client: Client, cast: Cast, role: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        dossiers.permit_life(cast)
    dossiers.permit_to_result(cast)
    client.force_login(account_of(getattr(cast, role)))
    client.get(reverse("desk:home"))
    with django_assert_max_num_queries(MOST_STATEMENTS):
        client.get(reverse("desk:home"))

"""The page of a demo that shows what would have been sent."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from motcua.ground.agencies import examples as agencies
from motcua.ground.kernel.actor import PostKind
from motcua.ground.notifications.examples import message, queue
from motcua.ground.notifications.views.demo import PAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def _demo(settings: Settings) -> None:
    settings.DEMO = True


def address(message_id: int | None = None) -> str:
    """Return the address of the list, or of one letter."""
    if message_id is None:
        return reverse("notifications:letters")
    return reverse("notifications:letter", args=[message_id])


@pytest.mark.usefixtures("_demo")
def test_a_demo_without_letters_says_so(client: Client) -> None:
    page = client.get(address()).content.decode()
    assert "Chưa có thư nào" in page


@pytest.mark.usefixtures("_demo")
def test_a_letter_is_listed_and_read(client: Client) -> None:
    made = message(place="<b>quầy 3</b>")
    assert address(made.id) in client.get(address()).content.decode()
    page = client.get(address(made.id)).content.decode()
    assert "Hẹn trả kết quả: 17:00, thứ Hai 20/04/2015." in page
    assert "&lt;b&gt;quầy 3&lt;/b&gt;" in page


@pytest.mark.usefixtures("_demo")
def test_a_text_message_is_read_as_the_phone_would_show_it(client: Client) -> None:
    (made,) = queue(to=None, by_sms="0912345678")
    page = client.get(address(made.id)).content.decode()
    assert "Da tiep nhan ho so 000.00.16.H09-150415-0001. Hen tra 17:00 ngay 20/04/2015" in page


@pytest.mark.usefixtures("_demo")
def test_the_list_is_paged_by_key_and_costs_the_same(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = [message() for _ in range(PAGE + 1)]
    with django_assert_num_queries(1):
        first = client.get(address())
    follow = first.context["next_href"]
    assert len(first.context["letters"]) == PAGE
    second = client.get(follow)
    assert [shown.message for shown in second.context["letters"]] == [made[0]]
    assert second.context["next_href"] == ""


@pytest.mark.usefixtures("_demo")
def test_the_newest_comes_first_whatever_was_queued_last(client: Client) -> None:
    made = [message() for _ in range(PAGE + 1)]
    newest = made[0]
    assert newest is not None
    newest.queued_at += timedelta(days=1)
    newest.save()
    first = client.get(address())
    second = client.get(first.context["next_href"])
    assert first.context["letters"][0].message == newest
    assert [shown.message for shown in second.context["letters"]] == [made[1]]


@pytest.mark.usefixtures("_demo")
def test_an_officer_keeps_his_bar_and_has_a_way_back(client: Client) -> None:
    made = message()
    assert made is not None
    for where in (address(), address(made.id)):
        assert "mc-officer" not in client.get(where).content.decode()
    tenure = agencies.seat(agencies.house().province, PostKind.ADMINISTRATOR)
    assert tenure.person.user
    client.force_login(tenure.person.user)
    page = client.get(address()).content.decode()
    assert "mc-officer" in page
    assert f'href="{settings.LOGIN_REDIRECT_URL}"' in page
    assert "mc-officer" in client.get(address(made.id)).content.decode()


@pytest.mark.usefixtures("_demo")
@pytest.mark.parametrize("before", ["x", "-1", "²", "9" * 19, "9" * 40, "9" * 5000, ""])
def test_a_page_that_is_none_begins_anew_or_is_empty(client: Client, before: str) -> None:
    assert client.get(address(), {"truoc": before}).status_code == 200


def test_outside_a_demo_there_is_no_such_page(client: Client) -> None:
    made = message()
    assert client.get(address()).status_code == 404
    assert client.get(address(made.id)).status_code == 404

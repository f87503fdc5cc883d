"""The public pages: what they show, to whom, and in how many statements."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.ground.agencies.examples import House, house, seat
from motcua.ground.agencies.models import Tenure
from motcua.ground.kernel.actor import PostKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


def test_the_tree_shows_every_level(
    here: House, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(2):
        page = client.get("/co-quan/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Sở Kế hoạch và Đầu tư" in text
    assert "/co-quan/BD-718-25747/" in text
    assert "/co-quan/BD-718-TCKH/" not in text


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("phu cuong", id="without diacritics"),
        pytest.param("Phú Cường", id="with diacritics"),
        pytest.param("PHU CU", id="a word only begun"),
        pytest.param("cuong, .* [phu", id="signs and order mean nothing"),
    ],
)
def test_search_finds(here: House, client: Client, words: str) -> None:
    assert "/co-quan/BD-718-25747/" in client.get("/co-quan/", {"q": words}).content.decode()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("uong", id="the middle of a word"),
        pytest.param("phu cuong binh duong", id="a word too many"),
    ],
)
def test_search_does_not_find(here: House, client: Client, words: str) -> None:
    assert "/co-quan/BD-718-25747/" not in client.get("/co-quan/", {"q": words}).content.decode()


def test_an_empty_search_says_so_and_escapes(here: House, client: Client) -> None:
    text = client.get("/co-quan/", {"q": "<b>xyz"}).content.decode()
    assert "Không tìm thấy" in text
    assert "<b>xyz" not in text


def test_an_agency_says_that_its_codes_are_illustrative(
    here: House, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(7):
        text = client.get("/co-quan/BD-718/").content.decode()
    assert "mã minh họa" in text
    assert "Phòng QLĐT" in text
    assert here.city.qcvn_code in text


def test_an_office_says_for_whom_it_decides(here: House, client: Client) -> None:
    text = client.get("/co-quan/BD-718-TCKH/").content.decode()
    assert "ho-kinh-doanh" in text
    assert "/co-quan/BD-718/" in text


def test_an_unknown_code_is_no_such_agency(here: House, client: Client) -> None:
    page = client.get("/co-quan/BD-999/")
    assert page.status_code == 404
    assert "BD-999" in page.content.decode()


@pytest.mark.parametrize("where", ["city", "province"])
def test_administrators_here_and_above_see_who_sits_where(
    here: House,
    client: Client,
    where: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    sign_in(client, seat(getattr(here, where), PostKind.ADMINISTRATOR))
    seat(here.city, PostKind.RECEIVER, "Trịnh Thị Bưởi")
    with django_assert_max_num_queries(12):
        assert "Trịnh Thị Bưởi" in client.get("/co-quan/BD-718/").content.decode()


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        pytest.param("", None, id="the public"),
        pytest.param("city", PostKind.HEAD, id="a head"),
        pytest.param("ward", PostKind.ADMINISTRATOR, id="an administrator below"),
        pytest.param("department", PostKind.ADMINISTRATOR, id="an administrator beside"),
    ],
)
def test_nobody_else_does(here: House, client: Client, where: str, kind: PostKind | None) -> None:
    seat(here.city, PostKind.RECEIVER, "Trịnh Thị Bưởi")
    if kind:
        sign_in(client, seat(getattr(here, where), kind))
    assert "Trịnh Thị Bưởi" not in client.get("/co-quan/BD-718/").content.decode()


def sign_in(client: Client, tenure: Tenure) -> None:
    assert tenure.person.user
    client.force_login(tenure.person.user)

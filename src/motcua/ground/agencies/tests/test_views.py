"""The public pages: what they show, to whom, and in how many statements."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.ground.agencies import examples
from motcua.ground.agencies.examples import House, house, seat
from motcua.ground.agencies.models import Agency, Succession, Tenure
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


class TestByDate:
    """The tree of another day, and what became of an agency."""

    @pytest.fixture
    def passed(self, here: House) -> House:
        """End the ward on 1 July 2025, and let another take over."""
        merged = examples.agency(
            "HCM-25747", "Ủy ban nhân dân phường Thủ Dầu Một", "Phường TDM", here.city
        )
        turn = date(2025, 7, 1)
        Agency.objects.filter(pk=here.ward.pk).update(valid_to=turn)
        Agency.objects.filter(pk=merged.pk).update(valid_from=turn)
        Succession.objects.create(
            predecessor=here.ward, successor=merged, kind="part", took_effect_on=turn, act="NQ 1"
        )
        return here

    @pytest.mark.parametrize(
        ("asked", "is_old"),
        [
            pytest.param("", False, id="today"),
            pytest.param("30/06/2025", True, id="the last day"),
            pytest.param("01/07/2025", False, id="the first day"),
            pytest.param("ngày xưa", False, id="no day is today, and is said"),
        ],
    )
    def test_the_tree(self, passed: House, client: Client, asked: str, *, is_old: bool) -> None:
        text = client.get("/co-quan/", {"ngay": asked}).content.decode()
        assert ("/co-quan/BD-718-25747/" in text, "/co-quan/HCM-25747/" in text) == (
            is_old,
            not is_old,
        )
        assert ("?ngay=30%2F06%2F2025" in text) == is_old
        assert ("govuk-error-message" in text) == (asked == "ngày xưa")

    def test_one_that_ended_says_so_and_leads_on(self, passed: House, client: Client) -> None:
        text = client.get("/co-quan/BD-718-25747/").content.decode()
        assert "hoạt động đến hết ngày 30/06/2025" in text
        assert "Một phần nay thuộc" in text
        assert "/co-quan/HCM-25747/?ngay=01%2F07%2F2025" in text

    def test_its_successor_leads_back(self, passed: House, client: Client) -> None:
        text = client.get("/co-quan/HCM-25747/").content.decode()
        assert "Nhận một phần của" in text
        assert "/co-quan/BD-718-25747/?ngay=30%2F06%2F2025" in text

    def test_a_code_that_was_never_borne_is_not_found(self, passed: House, client: Client) -> None:
        assert client.get("/co-quan/BD-000/").status_code == 404

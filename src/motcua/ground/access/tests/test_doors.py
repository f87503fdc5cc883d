import uuid
from datetime import datetime, timedelta
from urllib.parse import urlencode

import psycopg
import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from motcua.ground.access import doors, rules
from motcua.ground.access.examples import PASSWORD, account
from motcua.ground.access.tests import pages

pytestmark = pytest.mark.urls("motcua.ground.access.tests.pages")


class TestMarks:
    def test_each_view_tells_its_door(self) -> None:
        told = [view.door for view in (pages.square, pages.hall, pages.counter)]  # type: ignore[attr-defined]
        assert told == ["public", "signed_in", "officer"]


@pytest.mark.django_db
class TestDoors:
    def test_a_public_page_is_open(self, client: Client) -> None:
        assert client.get("/square/").status_code == 200

    @pytest.mark.parametrize("page", ["/hall/?q=1", "/counter/?q=1"])
    def test_a_stranger_is_sent_to_sign_in_and_on(self, client: Client, page: str) -> None:
        assert client.get(page)["Location"] == f"/dang-nhap/?{urlencode({'next': page})}"

    def test_after_a_form_he_is_not_sent_back_to_its_address(self, client: Client) -> None:
        assert client.post("/hall/")["Location"] == "/dang-nhap/"

    def test_htmx_loads_the_door_as_a_page(self, client: Client) -> None:
        headers = {"HX-Request": "true", "Referer": "http://testserver/viec/?trang=2#3"}
        response = client.get("/hall/", headers=headers)
        assert response.status_code == 200
        assert response["HX-Redirect"] == "/dang-nhap/?next=%2Fviec%2F%3Ftrang%3D2"

    def test_whoever_is_signed_in_enters(self, client: Client) -> None:
        client.force_login(account())
        assert client.get("/hall/").status_code == 200

    def test_a_door_costs_session_and_account_and_rights_if_it_asks_for_them(
        self,
        client: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        client.force_login(account())
        with django_assert_num_queries(2):
            client.get("/hall/")
        with django_assert_num_queries(3):
            client.get("/counter/")
        with django_assert_num_queries(0):
            Client().get("/square/")

    def test_without_a_post_no_officers_page_opens(self, client: Client) -> None:
        client.force_login(account())
        response = client.get("/counter/")
        assert response.status_code == 403
        assert "Trang này cần quyền khác" in response.content.decode()

    def test_an_account_closed_meanwhile_is_a_stranger(self, client: Client) -> None:
        user = account()
        client.force_login(user)
        user.is_active = False
        user.save()
        assert client.get("/hall/").status_code == 302


class TestFormKey:
    def test_it_is_what_the_form_sent(self, rf: RequestFactory) -> None:
        key = str(uuid.uuid4())
        assert doors.form_key(rf.post("/", {"form_key": key})) == key

    def test_a_form_to_be_drawn_gets_a_fresh_one(self, rf: RequestFactory) -> None:
        request = rf.get("/")
        assert uuid.UUID(doors.form_key(request)) != uuid.UUID(doors.form_key(request))

    def test_what_is_no_key_is_not_understood(self, rf: RequestFactory) -> None:
        with pytest.raises(BadRequest):
            doors.form_key(rf.post("/", {"form_key": "'; DROP TABLE"}))


class TestNow:
    def test_a_request_has_one_instant(self, rf: RequestFactory) -> None:
        request = rf.get("/")
        assert doors.now(request) is doors.now(request)
        assert doors.now(request).utcoffset() == timedelta(hours=7)


class TestWhereTo:
    @pytest.mark.parametrize("page", ["/viec/", "/ho-so/000.00.01?tab=2", "/"])
    def test_our_pages_are_gone_to(self, rf: RequestFactory, page: str) -> None:
        assert doors.next_page(rf.get("/", {"next": page})) == page

    @pytest.mark.parametrize(
        "page",
        [
            "https://evil.example/",
            "//evil.example/",
            "///evil.example/",
            "/\\evil.example/",
            "\\\\evil.example",
            "/\t/evil.example/",
            "javascript:alert(1)",
            "http:evil.example",
            "evil.example",
            " //evil.example",
            "",
        ],
    )
    def test_others_are_not(self, rf: RequestFactory, page: str) -> None:
        assert doors.next_page(rf.get("/", {"next": page})) == "/ban-lam-viec/"

    def test_a_form_of_another_site_came_from_nowhere(self, rf: RequestFactory) -> None:
        request = rf.post("/", headers={"Referer": "https://evil.example/viec/"})
        assert doors.came_from(request) == ""


class TestAddress:
    @pytest.mark.parametrize(
        ("proxies", "expected"),
        [
            pytest.param(0, "127.0.0.1", id="the header is anybody's to write"),
            pytest.param(1, "10.0.0.9", id="what our proxy saw"),
            pytest.param(2, "203.0.113.5", id="what our outer proxy saw"),
            pytest.param(4, "127.0.0.1", id="fewer hops than proxies"),
        ],
    )
    def test_address(self, rf: RequestFactory, settings, proxies: int, expected: str) -> None:  # type: ignore[no-untyped-def]
        settings.PROXIES = proxies
        header = {"X-Forwarded-For": "198.51.100.1, 203.0.113.5, 10.0.0.9"}
        assert doors.address_key(rf.get("/", headers=header)) == expected

    @pytest.mark.parametrize(
        ("address", "key"),
        [
            ("203.0.113.5", "203.0.113.5"),
            (" 203.0.113.5 ", "203.0.113.5"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:DB8:1:2::ffff", "2001:db8:1:2::/64"),
            ("2001:db8:1:3::ffff", "2001:db8:1:3::/64"),
            ("fe80::1%eth0", "fe80::/64"),
            ("::ffff:203.0.113.5", "203.0.113.5"),
            ("64:ff9b::203.0.113.5", "203.0.113.5"),
            ("203.0.113.5:5123", "203.0.113.5"),
            ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
            ("unknown", "unknown"),
            ("x" * 100, "x" * 45),
            ("", ""),
        ],
    )
    def test_a_network_of_ipv6_counts_as_one_address(self, address: str, key: str) -> None:
        assert rules.address_key(address) == key


class Trouble:
    """An act that meets the same trouble so many times."""

    def __init__(self, cause: Exception, times: int) -> None:
        self.cause, self.times = cause, times

    def __call__(self, word: str) -> str:
        if self.times:
            self.times -= 1
            raise OperationalError from self.cause
        return word


class TestActs:
    @staticmethod
    def let_in(cause: Exception, times: int) -> str:
        trouble = Trouble(cause, times)

        @doors.acts
        def act(word: str) -> str:
            return trouble(word)

        return act("done")

    def test_a_deadlock_is_tried_again_once(self) -> None:
        assert self.let_in(psycopg.errors.DeadlockDetected(), 1) == "done"

    def test_a_second_deadlock_is_refused(self) -> None:
        with pytest.raises(rules.Busy):
            self.let_in(psycopg.errors.DeadlockDetected(), 2)

    def test_a_lock_not_had_is_refused_at_once(self) -> None:
        with pytest.raises(rules.Busy):
            self.let_in(psycopg.errors.LockNotAvailable(), 1)

    def test_a_full_disk_is_refused(self) -> None:
        with pytest.raises(rules.DiskFull):
            self.let_in(psycopg.errors.DiskFull(), 1)

    def test_other_errors_are_bugs(self) -> None:
        with pytest.raises(OperationalError):
            self.let_in(psycopg.errors.OutOfMemory(), 1)


@pytest.mark.django_db
class TestProve:
    @pytest.fixture
    def request_of_anh(self, rf: RequestFactory) -> HttpRequest:
        request = rf.post("/")
        request.user = account()
        request.session = SessionBase("may-tinh-mot")
        return request

    @staticmethod
    def guess(request: HttpRequest, now: datetime) -> None:
        """Guess as often as one may."""
        for _try in range(rules.PROOF_TRIES):
            with pytest.raises(rules.WrongPassword):
                doors.prove(request, "khong phai mat khau", now)

    def test_the_password_proves(self, request_of_anh: HttpRequest) -> None:
        now = doors.now(request_of_anh)
        proof = doors.prove(request_of_anh, PASSWORD, now)
        assert (proof.user_id, proof.method, proof.at) == (request_of_anh.user.pk, "password", now)

    def test_another_does_not_and_soon_not_even_the_right_one(
        self, request_of_anh: HttpRequest
    ) -> None:
        now = doors.now(request_of_anh)
        self.guess(request_of_anh, now)
        with pytest.raises(rules.TooManyTries):
            doors.prove(request_of_anh, PASSWORD, now)
        doors.prove(request_of_anh, PASSWORD, now + timedelta(seconds=rules.WINDOW_SECONDS))

    def test_who_guesses_at_one_computer_stops_nobody_at_another(
        self, request_of_anh: HttpRequest
    ) -> None:
        now = doors.now(request_of_anh)
        self.guess(request_of_anh, now)
        request_of_anh.session = SessionBase("may-tinh-hai")
        assert doors.prove(request_of_anh, PASSWORD, now)

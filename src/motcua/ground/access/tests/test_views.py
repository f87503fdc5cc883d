import logging
from math import ceil

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils.functional import SimpleLazyObject
from pytest_django import DjangoAssertNumQueries

from motcua.ground.access import doors, rules
from motcua.ground.access.examples import PASSWORD, account
from motcua.ground.access.models import Throttle, User
from motcua.ground.access.views import refusals
from motcua.ground.kernel.actor import NOBODY, Actor, ActorKind, Grant, PostKind

pytestmark = [
    pytest.mark.urls("motcua.ground.access.tests.pages"),
    pytest.mark.django_db,
]
RECEIVER = Actor(
    ActorKind.OFFICER,
    "Trần Thị Ngọc Anh",
    user_id=1,
    grants=(Grant(7, PostKind.RECEIVER, 1, frozenset({1})),),
)
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


@pytest.fixture
def anh() -> User:
    return account()


def sign_in(client: Client, username: str = "anh.ttn", password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    address = more.pop("address", "127.0.0.1")
    data = {"username": username, "password": password, **more}
    return client.post("/dang-nhap/", data, REMOTE_ADDR=address)


class TestSignIn:
    def test_the_page_names_its_fields(self, client: Client) -> None:
        page = client.get("/dang-nhap/")
        assert page.status_code == 200
        assert 'autocomplete="current-password"' in page.content.decode()
        assert "no-store" in page["Cache-Control"]

    def test_it_leads_to_the_page_that_was_asked_for(self, client: Client, anh: User) -> None:
        assert sign_in(client, next="/hall/")["Location"] == "/hall/"
        assert client.get("/hall/").status_code == 200

    @pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example", "/\\evil.example"])
    def test_it_never_leads_out(self, client: Client, anh: User, page: str) -> None:
        assert sign_in(client, next=page)["Location"] == "/ban-lam-viec/"

    def test_the_name_is_read_as_accounts_keep_it(self, client: Client, anh: User) -> None:
        assert sign_in(client, username=" ANH.ttn ").status_code == 302

    def test_the_session_gets_a_new_key(self, client: Client, anh: User) -> None:
        session = client.session
        session["planted"] = "yes"
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
        sign_in(client)
        assert client.session.session_key != session.session_key

    @pytest.mark.parametrize(
        ("username", "password"), [("anh.ttn", "sai mat khau roi"), ("khong.ai", PASSWORD)]
    )
    def test_it_does_not_say_which_of_the_two_is_wrong(
        self, client: Client, anh: User, username: str, password: str
    ) -> None:
        page = sign_in(client, username, password)
        assert "<title>Lỗi:" in page.content.decode()
        assert page.status_code == 422
        assert WRONG in page.content.decode()
        assert f'value="{username}"' in page.content.decode()
        assert password not in page.content.decode()

    def test_a_closed_account_is_no_account(self, client: Client, anh: User) -> None:
        anh.is_active = False
        anh.save()
        assert WRONG in sign_in(client).content.decode()

    def test_what_is_missing_is_said_by_the_field(self, client: Client) -> None:
        page = sign_in(client, "", "")
        assert page.status_code == 422
        assert "Nhập tên đăng nhập." in page.content.decode()

    def test_what_is_typed_is_never_markup(self, client: Client) -> None:
        page = sign_in(client, "<script>alert(1)</script>", "x").content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page

    @pytest.mark.parametrize(
        "name", ["a" * 150, "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 150]
    )
    def test_a_very_long_name_is_no_account(self, client: Client, name: str) -> None:
        page = sign_in(client, name, address="2001:0db8:0000:0000:0000:ff00:0042:8329")
        assert page.status_code == 422

    def test_a_name_with_a_null_in_it_is_no_account(self, client: Client) -> None:
        assert sign_in(client, "anh\0").status_code == 422

    def test_it_needs_a_form_of_ours(self, anh: User) -> None:
        page = sign_in(Client(enforce_csrf_checks=True))
        assert page.status_code == 403
        assert "phiên làm việc trước" in page.content.decode()

    @pytest.mark.parametrize("page", ["/accounts/signup/", "/signup/", "/accounts/password/reset/"])
    def test_the_librarys_own_addresses_are_not_mounted(self, client: Client, page: str) -> None:
        assert client.get(page).status_code == 404


class TestGuessing:
    @staticmethod
    def guess(times: int, *, username: str = "anh.ttn", address: str = "127.0.0.1") -> None:
        for turn in range(times):
            sign_in(Client(), username, f"doan lan thu {turn}", address=address)

    def test_guesses_at_one_account_are_slowed(self, client: Client, anh: User) -> None:
        self.guess(rules.SIGN_IN_TRIES)
        page = sign_in(client)
        assert page.status_code == 429
        assert 0 < int(page["Retry-After"]) <= rules.WINDOW_SECONDS
        assert f"Thử lại sau {ceil(int(page['Retry-After']) / 60)} phút" in page.content.decode()

    def test_the_owner_gets_in_from_another_address(self, client: Client, anh: User) -> None:
        self.guess(rules.SIGN_IN_TRIES)
        assert sign_in(client, address="192.0.2.7").status_code == 302

    def test_the_owner_gets_in_from_his_own_browser(self, client: Client, anh: User) -> None:
        sign_in(client)
        client.post("/dang-xuat/")
        self.guess(rules.SIGN_IN_TRIES)
        assert sign_in(client).status_code == 302

    def test_his_browser_is_slowed_by_itself(self, client: Client, anh: User) -> None:
        sign_in(client)
        client.post("/dang-xuat/")
        for _turn in range(rules.SIGN_IN_TRIES):
            sign_in(client, password="khong nho mat khau")
        assert sign_in(client).status_code == 429

    def test_a_forged_cookie_is_of_no_use(self, client: Client, anh: User) -> None:
        self.guess(rules.SIGN_IN_TRIES)
        client.cookies["motcua_browser"] = "a.b:c:d"
        assert sign_in(client).status_code == 429

    def test_many_accounts_from_one_address_are_slowed(self, client: Client, anh: User) -> None:
        Throttle.objects.create(
            key="address:127.0.0.1", tries=rules.ADDRESS_TRIES, resets_at="2100-01-01T00:00Z"
        )
        assert sign_in(client).status_code == 429

    def test_names_made_up_leave_no_rows_beyond_the_limit_of_an_address(
        self, client: Client, anh: User
    ) -> None:
        for turn in range(rules.ADDRESS_TRIES + 10):
            sign_in(client, f"ai do {turn}")
        assert Throttle.objects.count() == 1 + 2 * rules.ADDRESS_TRIES

    def test_who_tries_on_at_one_account_uses_up_nothing_of_his_office(
        self, client: Client, anh: User
    ) -> None:
        for _turn in range(rules.ADDRESS_TRIES):
            sign_in(client, password="khong nho mat khau")
        assert Throttle.objects.get(key="address:127.0.0.1").tries == rules.SIGN_IN_TRIES

    def test_one_account_from_many_addresses_is_slowed(self, client: Client, anh: User) -> None:
        Throttle.objects.create(
            key="account:anh.ttn", tries=rules.ACCOUNT_TRIES, resets_at="2100-01-01T00:00Z"
        )
        assert sign_in(client, address="192.0.2.8").status_code == 429

    def test_whoever_guesses_from_many_addresses_is_slowed_in_total_and_the_owner_is_not(
        self, client: Client, anh: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A hundred computers guess; the owner's browser signs in at once, and again."""
        monkeypatch.setattr("time.sleep", lambda _: pytest.fail("nobody waits"))
        sign_in(client)
        answered = [
            sign_in(Client(), password=f"doan {turn}", address=f"203.0.113.{turn}").status_code
            for turn in range(100)
        ]
        assert answered.count(422) == rules.ACCOUNT_TRIES
        assert answered.count(429) == 100 - rules.ACCOUNT_TRIES
        for _turn in range(2):
            client.post("/dang-xuat/")
            assert sign_in(client, address="203.0.113.1").status_code == 302

    def test_whoever_guesses_in_the_owners_office_is_slowed_and_the_owner_is_not(
        self, client: Client, anh: User
    ) -> None:
        account("bao.pq", "Phạm Quốc Bảo")
        sign_in(client)
        client.post("/dang-xuat/")
        colleague = Client()
        sign_in(colleague, "bao.pq")
        self.guess(rules.ADDRESS_TRIES)
        assert sign_in(colleague).status_code == 429
        assert sign_in(client).status_code == 302

    def test_a_browser_is_known_to_the_accounts_that_it_opened_only(
        self, client: Client, anh: User
    ) -> None:
        account("bao.pq", "Phạm Quốc Bảo")
        sign_in(client)
        for turn in range(rules.SIGN_IN_TRIES):
            sign_in(client, "bao.pq", f"doan {turn}")
        assert sign_in(client, "bao.pq").status_code == 429

    def test_an_office_that_signs_in_rightly_is_never_slowed(
        self, anh: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rules, "ADDRESS_TRIES", 1)
        monkeypatch.setattr(rules, "ACCOUNT_TRIES", 1)
        for _turn in range(3):
            assert sign_in(Client()).status_code == 302


class TestSignOut:
    def test_it_ends_the_session(self, client: Client, anh: User) -> None:
        sign_in(client)
        response = client.post("/dang-xuat/")
        assert response["Location"] == "/dang-nhap/"
        assert response["Clear-Site-Data"] == '"cache"'
        assert client.get("/hall/").status_code == 302

    def test_a_link_does_not_sign_out(self, client: Client, anh: User) -> None:
        sign_in(client)
        assert client.get("/dang-xuat/").status_code == 405
        assert client.get("/hall/").status_code == 200

    def test_no_page_of_the_session_is_kept_in_the_computer(
        self, client: Client, anh: User
    ) -> None:
        sign_in(client)
        assert "no-store" in client.get("/hall/")["Cache-Control"]


class TestLock:
    @pytest.fixture
    def locked(self, client: Client, anh: User) -> Client:
        sign_in(client)
        client.post("/khoa/", headers={"Referer": "http://testserver/hall/?q=1"})
        return client

    def test_it_is_locked_by_a_form_and_remembers_the_page(self, client: Client, anh: User) -> None:
        sign_in(client)
        headers = {"Referer": "http://testserver/hall/?q=1"}
        assert (
            client.post("/khoa/", headers=headers)["Location"] == "/khoa/?next=%2Fhall%2F%3Fq%3D1"
        )

    def test_a_link_does_not_lock(self, client: Client, anh: User) -> None:
        sign_in(client)
        assert client.get("/khoa/")["Location"] == "/ban-lam-viec/"
        assert client.get("/hall/").status_code == 200

    def test_every_page_of_officers_shows_the_lock(self, locked: Client) -> None:
        for page in ("/hall/", "/counter/"):
            assert locked.get(page)["Location"].startswith("/khoa/")
        assert locked.post("/hall/")["Location"] == "/khoa/"

    def test_public_pages_stay_open_and_know_nobody(self, locked: Client) -> None:
        page = locked.get("/square/")
        assert page.status_code == 200
        assert doors.actor_of(page.wsgi_request) == NOBODY

    def test_the_lock_shows_the_name_only(self, locked: Client) -> None:
        page = locked.get("/khoa/").content.decode()
        assert "Trần Thị Ngọc Anh" in page
        assert "mc-bar" not in page

    def test_the_same_user_goes_on_where_he_was(self, locked: Client) -> None:
        before = locked.session.session_key
        response = locked.post("/mo-khoa/", {"password": PASSWORD, "next": "/hall/?q=1"})
        assert response["Location"] == "/hall/?q=1"
        assert locked.get("/hall/").status_code == 200
        assert locked.session.session_key != before

    def test_another_password_does_not_unlock(self, locked: Client) -> None:
        page = locked.post("/mo-khoa/", {"password": "khong phai mat khau"})
        assert page.status_code == 422
        assert "Mật khẩu không đúng." in page.content.decode()
        assert locked.get("/hall/").status_code == 302

    def test_guesses_are_slowed(self, locked: Client) -> None:
        for _turn in range(rules.PROOF_TRIES):
            locked.post("/mo-khoa/", {"password": "khong phai mat khau"})
        assert locked.post("/mo-khoa/", {"password": PASSWORD}).status_code == 429

    def test_it_never_leads_out(self, locked: Client) -> None:
        data = {"password": PASSWORD, "next": "//evil.example"}
        assert locked.post("/mo-khoa/", data)["Location"] == "/ban-lam-viec/"

    def test_its_address_opened_like_a_page_shows_the_lock(self, locked: Client) -> None:
        assert locked.get("/mo-khoa/")["Location"] == "/khoa/"

    def test_an_empty_password_is_said_by_the_field(self, locked: Client) -> None:
        assert "Nhập mật khẩu." in locked.post("/mo-khoa/", {}).content.decode()

    def test_another_user_may_take_the_computer(self, locked: Client) -> None:
        account("bao.pq", "Phạm Quốc Bảo")
        locked.post("/dang-xuat/")
        sign_in(locked, "bao.pq")
        assert locked.get("/hall/").wsgi_request.user.get_username() == "bao.pq"

    def test_signing_in_over_a_lock_opens_it(self, locked: Client) -> None:
        sign_in(locked)
        assert locked.get("/hall/").status_code == 200

    @pytest.mark.parametrize("page", ["/khoa/", "/mo-khoa/"])
    def test_a_stranger_is_sent_to_sign_in(self, client: Client, page: str) -> None:
        assert client.post(page, {"password": "x"})["Location"] == "/dang-nhap/"


class TestPagesThatSayNo:
    def test_a_refusal_tells_machines_how_long_to_wait(self, client: Client) -> None:
        page = client.get("/full/")
        assert (page.status_code, page["Retry-After"]) == (429, "7")
        assert "Thử lại sau 1 phút." in page.content.decode()

    def test_an_officer_is_led_back_to_his_work(self, rf: RequestFactory) -> None:
        request = rf.get("/")
        assert doors.told(request, rules.NotAllowed())["ways"][0]["href"] == "/"
        request.actor = RECEIVER  # type: ignore[attr-defined]
        assert doors.told(request, rules.NotAllowed())["ways"][0]["href"] == "/ban-lam-viec/"

    def test_there_is_nothing_at_the_address(self, client: Client) -> None:
        page = client.get("/khong-co/")
        assert page.status_code == 404
        assert "Không tìm thấy trang." in page.content.decode()
        assert page["X-Incident"] in page.content.decode()

    def test_an_address_that_only_takes_forms(self, client: Client) -> None:
        page = client.get("/dang-xuat/")
        assert (page.status_code, page["Allow"]) == (405, "POST")
        assert "không mở thẳng được" in page.content.decode()
        assert client.options("/dang-xuat/").content == b""

    def test_what_is_not_understood(self, client: Client, anh: User) -> None:
        client.force_login(anh)
        page = client.post("/hall/", {"form_key": "no key"})
        assert page.status_code == 400

    def test_a_bug_is_owned_up_to_with_a_number(
        self, client: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        client.raise_request_exception = False
        with caplog.at_level(logging.ERROR):
            page = client.get("/crash/")
        assert page.status_code == 500
        assert page["X-Incident"] in page.content.decode()
        assert page["X-Incident"] in caplog.text
        assert "ZeroDivisionError" in caplog.text
        assert "ZeroDivisionError" not in page.content.decode()

    def test_a_database_that_is_away_is_no_bug(self, client: Client) -> None:
        client.raise_request_exception = False
        page = client.get("/away/")
        assert page.status_code == 503
        assert "gửi hai lần cũng chỉ tính một lần" in page.content.decode()

    def test_the_page_of_a_bug_asks_no_database(
        self, rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        def asked() -> Actor:
            raise OperationalError("the database is gone")

        request = rf.get("/")
        request.actor = SimpleLazyObject(asked)  # type: ignore[attr-defined]
        with django_assert_num_queries(0):
            assert refusals.crashed(request).status_code == 500

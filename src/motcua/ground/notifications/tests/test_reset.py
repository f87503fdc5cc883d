"""A forgotten password, from the asking to the letter to the new one."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from motcua.ground.access import rules
from motcua.ground.access.examples import PASSWORD, account
from motcua.ground.access.models import SecondFactor, Session, User
from motcua.ground.notifications import jobs
from motcua.ground.notifications.models import Message
from motcua.ground.trail.models import Event

pytestmark = pytest.mark.django_db
NEW = "con mèo nhà hàng xóm"


@pytest.fixture
def anh() -> User:
    user = account()
    user.email = "Anh@example.vn"
    user.save()
    return user


def ask(client: Client, login: str = "anh.ttn") -> str:
    """Ask at the door and let the worker do what it was asked to."""
    answer = client.post("/quen-mat-khau/", {"login": login})
    for job in ProcrastinateJob.objects.filter(task_name="notifications.write_reset"):
        jobs.write_reset(**job.args)
    return str(answer.headers.get("Location", answer.status_code))


def link() -> str:
    """Return the address that the newest letter leads to."""
    message = Message.objects.latest("id")
    return re.sub(r"^http://[^/]+", "", message.facts["link"])


def choose(client: Client, page: str, password: str = NEW, again: str = "") -> int:
    return client.post(page, {"password": password, "again": again or password}).status_code


class TestLetter:
    @pytest.mark.parametrize("login", ["anh.ttn", "Anh.TTN ", "anh@example.vn", "ANH@EXAMPLE.VN"])
    def test_it_goes_to_the_address_of_the_account(
        self, client: Client, anh: User, login: str, mailoutbox: list[EmailMessage]
    ) -> None:
        assert ask(client, login) == "/quen-mat-khau/da-nhan/"
        jobs.send(message_id=Message.objects.get().pk)
        [letter] = mailoutbox
        assert letter.to == ["Anh@example.vn"]
        assert letter.subject == "Đặt lại mật khẩu Một Cửa"
        assert "http://testserver/dat-mat-khau/" in letter.body
        assert "bỏ qua thư này" in letter.body
        assert anh.full_name not in letter.body

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param({"username": "khac"}, id="no such account"),
            pytest.param({"is_active": False}, id="a closed account"),
            pytest.param({"email": ""}, id="an account without an address"),
        ],
    )
    def test_whoever_asks_cannot_tell_that_there_is_none(
        self, client: Client, anh: User, change: dict[str, object]
    ) -> None:
        User.objects.update(**change)
        assert ask(client) == "/quen-mat-khau/da-nhan/"
        assert not Message.objects.exists()

    def test_the_door_does_the_same_whoever_is_asked_for(
        self,
        client: Client,
        anh: User,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for login in ("anh.ttn", "khong.co.ai"):
            with django_assert_num_queries(4):
                client.post("/quen-mat-khau/", {"login": login})

    def test_nobodys_mailbox_is_filled(self, client: Client, anh: User) -> None:
        for _turn in range(rules.RESET_LETTERS):
            jobs.write_reset(login="anh.ttn")
            jobs.write_reset(login="anh@example.vn")
        assert Message.objects.count() == rules.RESET_LETTERS

    def test_asking_is_slowed(self, client: Client) -> None:
        for _turn in range(rules.RESET_TRIES):
            client.post("/quen-mat-khau/", {"login": "ai.do"})
        page = client.post("/quen-mat-khau/", {"login": "ai.do"})
        assert page.status_code == 429
        assert int(page["Retry-After"]) > 0

    def test_an_empty_name_is_said_by_the_field(self, client: Client) -> None:
        page = client.post("/quen-mat-khau/", {"login": " "})
        assert page.status_code == 422
        assert "Nhập tên đăng nhập hoặc thư điện tử." in page.content.decode()


class TestLink:
    def test_it_sets_a_password_and_ends_every_session(self, client: Client, anh: User) -> None:
        at_work = Client()
        at_work.post("/dang-nhap/", {"username": "anh.ttn", "password": PASSWORD})
        ask(client)
        page = link()
        assert anh.username in client.get(page).content.decode()
        assert choose(client, page) == 302
        assert at_work.get("/tai-khoan/").status_code == 302
        assert not Session.objects.filter(user__isnull=False).exists()
        told = client.get("/dang-nhap/").content.decode()
        assert "Đã đặt mật khẩu mới" in told
        anh.refresh_from_db()
        assert anh.check_password(NEW)
        event = Event.objects.get()
        assert (event.name, event.body) == ("account.password-changed", '{"way":"letter"}')

    def test_it_signs_nobody_in(self, client: Client, anh: User) -> None:
        ask(client)
        choose(client, link())
        assert client.get("/tai-khoan/").status_code == 302

    def test_it_works_once(self, client: Client, anh: User) -> None:
        ask(client)
        page = link()
        choose(client, page)
        again = client.get(page)
        assert again.status_code == 410
        assert "không còn dùng được" in again.content.decode()
        assert choose(client, page, "một câu khác hẳn câu kia") == 410
        anh.refresh_from_db()
        assert anh.check_password(NEW)

    def test_it_works_for_an_hour(
        self, client: Client, anh: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ask(client)
        for minutes, status in ((59, 200), (61, 410)):
            later = datetime.now() + timedelta(minutes=minutes)  # noqa: TID251, DTZ005 - as Django's
            monkeypatch.setattr(default_token_generator, "_now", lambda moment=later: moment)
            assert client.get(link()).status_code == status

    def test_signing_in_makes_it_useless(self, client: Client, anh: User) -> None:
        ask(client)
        Client().post("/dang-nhap/", {"username": "anh.ttn", "password": PASSWORD})
        assert client.get(link()).status_code == 410

    def test_a_weak_password_is_refused_and_the_link_stays_good(
        self, client: Client, anh: User
    ) -> None:
        ask(client)
        assert choose(client, link(), "matkhau123456") == 422
        assert choose(client, link(), NEW, "khác hẳn câu kia") == 422
        assert not Event.objects.exists()
        assert choose(client, link()) == 302

    @pytest.mark.parametrize(
        "page", ["/dat-mat-khau/x/y/", "/dat-mat-khau/MQ/c0ffee-0/", "/dat-mat-khau/%F0/-/"]
    )
    def test_what_was_never_sent_opens_nothing(self, client: Client, anh: User, page: str) -> None:
        assert client.get(page).status_code == 410
        assert choose(client, page) == 410

    def test_a_second_factor_is_still_asked_for(self, client: Client, anh: User) -> None:
        now = datetime.now(UTC)  # noqa: TID251 - the clock of the wall
        SecondFactor.objects.create(user=anh, secret="A" * 32, last_step=0, added_at=now)
        ask(client)
        choose(client, link())
        answer = client.post("/dang-nhap/", {"username": "anh.ttn", "password": NEW})
        assert answer["Location"] == "/dang-nhap/ma/"

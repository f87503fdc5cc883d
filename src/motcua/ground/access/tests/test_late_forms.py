"""Forms that come after their session, or behind a lock: what was typed stays in the page."""

import re

import pytest
from django.test import Client

from motcua.ground.access.examples import account
from motcua.ground.access.models import User

pytestmark = [
    pytest.mark.urls("motcua.ground.access.tests.pages"),
    pytest.mark.django_db,
]
TYPED = {
    "note": "Đã xem\nhai lần.",
    "password": "bí mật",
    "code": "123456",
    "form_key": "7a5c6a1e-6a0f-4c0e-9d43-8f1f3ad9d6b1",
}
BROWSER = {"Accept": "text/html,*/*", "Origin": "http://testserver"}


def assert_kept(page: str, says: str) -> None:
    """Hold a page to what was typed, in a form of no other address, and without secrets."""
    assert says in page
    assert f'name="note" value="{TYPED["note"]}"' in page
    assert TYPED["form_key"] in page
    assert "bí mật" not in page
    assert "123456" not in page
    assert '<form method="post" novalidate>' in page


@pytest.fixture
def anh() -> User:
    return account()


class TestLateForms:
    def test_of_a_session_that_ended(self, client: Client) -> None:
        page = client.post("/hall/", TYPED, headers=BROWSER)
        assert page.status_code == 401
        assert_kept(page.content.decode(), "Đăng nhập trong thẻ mới")

    def test_behind_a_lock(self, client: Client, anh: User) -> None:
        client.force_login(anh)
        client.post("/khoa/")
        page = client.post("/hall/", TYPED, headers=BROWSER)
        assert page.status_code == 401
        assert_kept(page.content.decode(), "Mở khóa trong thẻ mới")

    def test_of_the_session_before(self, anh: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(anh)
        page = client.post("/hall/", TYPED, headers=BROWSER)
        assert page.status_code == 403
        text = page.content.decode()
        assert_kept(text, anh.full_name)
        token = re.findall('name="csrfmiddlewaretoken" value="([^"]+)"', text)[-1]
        again = {**TYPED, "csrfmiddlewaretoken": token}
        assert client.post("/hall/", again, headers=BROWSER).status_code == 200

    @pytest.mark.parametrize(
        "headers",
        [
            {"Accept": "text/html"},
            {"Accept": "text/html", "Origin": "null"},
            {"Accept": "text/html", "Origin": "https://evil.example"},
            {"Accept": "text/html", "Referer": "https://evil.example/"},
        ],
    )
    def test_of_another_site_nothing_is_offered(self, anh: User, headers: dict[str, str]) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(anh)
        page = client.post("/hall/", TYPED, headers=headers)
        assert page.status_code == 403
        assert "hai lần" not in page.content.decode()

    def test_scripts_are_sent_to_the_door(self, client: Client) -> None:
        answer = client.post("/hall/", TYPED, headers={"Accept": "application/json"})
        assert answer["Location"] == "/dang-nhap/"

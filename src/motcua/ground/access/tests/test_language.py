"""In which language whoever asks is answered."""

import pytest
from django.test import Client

from motcua.ground.access.examples import account
from motcua.ground.access.models import User
from motcua.ground.access.tests.computers import Computer
from motcua.ground.design import catalogue
from motcua.ground.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    catalogue.compile_all()


def language_of(page: str) -> str:
    return page.split('<html lang="')[1].split('"', maxsplit=1)[0]


class TestInABrowser:
    def test_the_site_opens_in_vietnamese_whatever_is_asked_for(self, client: Client) -> None:
        response = client.get("/dang-nhap/", headers={"accept-language": "en-US,en"})
        assert language_of(response.content.decode()) == "vi"
        assert response["Content-Language"] == "vi"

    def test_a_click_answers_in_english_and_another_in_vietnamese(self, client: Client) -> None:
        there = client.get("/dang-nhap/?next=/viec/").content.decode()
        assert 'name="language" value="en" lang="en">English<' in there
        chosen = client.post("/ngon-ngu/", {"language": "en", "next": "/dang-nhap/?next=/viec/"})
        assert chosen["Location"] == "/dang-nhap/?next=/viec/"
        english = client.get(chosen["Location"])
        assert english["Content-Language"] == "en"
        assert "Sign in for officers" in english.content.decode()
        assert 'value="vi" lang="vi">Tiếng Việt<' in english.content.decode()
        client.post("/ngon-ngu/", {"language": "vi"})
        assert "Đăng nhập cho cán bộ" in client.get("/dang-nhap/").content.decode()

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "", "\\x"])
    def test_it_leads_to_pages_of_ours_only(self, client: Client, elsewhere: str) -> None:
        chosen = client.post("/ngon-ngu/", {"language": "en", "next": elsewhere})
        assert chosen["Location"] == "/"

    @pytest.mark.parametrize("language", ["fr", "", "vi_VN", "<b>"])
    def test_a_language_that_there_is_not_is_refused(self, client: Client, language: str) -> None:
        assert client.post("/ngon-ngu/", {"language": language}).status_code == 400
        client.cookies["ngon-ngu"] = language
        assert client.get("/dang-nhap/")["Content-Language"] == "vi"

    def test_an_address_that_takes_a_form_says_so(self, client: Client) -> None:
        assert client.get("/ngon-ngu/").status_code == 405

    def test_a_form_that_asks_again_names_the_page_that_it_came_from(self, client: Client) -> None:
        asked = client.post("/dang-nhap/", headers={"referer": "http://testserver/dang-nhap/?a=1"})
        assert '<input type="hidden" name="next" value="/dang-nhap/?a=1">' in asked.content.decode()


class TestWithAnAccount:
    def test_the_choice_is_the_accounts_on_every_computer(self) -> None:
        account()
        office, home = Computer().signed_in(), Computer(address="192.0.2.7").signed_in()
        office.post("/ngon-ngu/", language="en", next="/tai-khoan/")
        office.post("/ngon-ngu/", language="en", next="/tai-khoan/")
        assert language_of(home.read("/tai-khoan/")) == "en"
        assert User.objects.get().language == "en"
        assert [event.name for event in Event.objects.all()] == ["account.language-chosen"]

    def test_who_sits_down_next_is_answered_as_he_chose_himself(self) -> None:
        account()
        office = Computer().signed_in()
        office.post("/ngon-ngu/", language="en")
        office.post("/dang-xuat/")
        assert language_of(office.read("/dang-nhap/")) == "vi"

    def test_until_somebody_chooses_the_browsers_choice_holds(self) -> None:
        account()
        office = Computer()
        office.post("/ngon-ngu/", language="en")
        assert language_of(office.signed_in().read("/tai-khoan/")) == "en"

"""What no page of ours sends: answered in plain words, never by a failure."""

from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast, copy_matter, received
from motcua.onestop.dossiers.models import Dossier, Search
from motcua.onestop.dossiers.tests.counter import typed
from motcua.onestop.dossiers.tests.pages import LATER, Browser
from motcua.project.letters import utf8_only

FORM = "multipart/form-data; boundary=x"
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return examples.province()


def test_a_cookie_with_a_nul_is_nobodys(client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "abcdefgh\0def"
    assert client.get("/").status_code == 200
    assert client.get("/ban-lam-viec/").status_code == 302


def answered(content_type: str) -> str:
    """Return the status of a form whose letters are said to be written in some way."""
    environ = RequestFactory().post("/tra-cuu/?q=a", b"--x--", content_type=FORM).environ
    told: list[str] = []
    door: Any = utf8_only(WSGIHandler())
    environ["CONTENT_TYPE"] = content_type
    body = door(environ, lambda status, *_rest: told.append(status))
    assert b"".join(body)
    return told[0]


@pytest.mark.parametrize("charset", ["hex", "idna", "utf-16", "latin-1", "no-such-letters"])
def test_letters_are_utf8(charset: str) -> None:
    assert answered(f"{FORM}; charset={charset}") == "400 Bad Request"


@pytest.mark.parametrize("charset", ["UTF-8", "utf8", '"utf-8"'])
def test_utf8_goes_by_its_names(charset: str) -> None:
    assert answered(f"{FORM}; charset={charset}") == "403 Forbidden"


def test_a_script_comes_from_no_page(client: Client) -> None:
    answer = client.get("/ban-lam-viec/", headers={"HX-Request": "true", "Referer": "http://["})
    assert answer["HX-Redirect"] == "/dang-nhap/"


@pytest.mark.parametrize("act", ["dong-y-cho-rut", "khong-cho-rut"])
def test_a_withdrawal_that_nobody_asked_is_not_decided(
    cast: Cast, browser: Browser, act: str
) -> None:
    dossier = received(cast.ward_receiver, copy_matter(cast))
    browser.of(cast.ward_head, at=LATER)
    page = browser.post(f"/ho-so/{dossier.code}/{act}/", status=409, reason="Có lý do.")
    assert dossier.code in page


def test_who_looks_for_very_much_is_written_down(cast: Cast, browser: Browser) -> None:
    words = " ".join("a" * 119)
    browser.of(cast.ward_receiver, at=LATER).get(f"/tim-ho-so/?q={words.replace(' ', '+')}")
    assert Search.objects.get().sought.startswith("A. A. ")


def test_a_ticked_row_is_named_in_letters(cast: Cast, browser: Browser) -> None:
    page = browser.of(cast.ward_head, at=LATER).post(
        "/viec/nhieu-viec/", status=422, lam="duyet", viec="\0/1"
    )
    assert "Chưa chọn việc nào" in page


def test_what_was_seen_as_alike_is_named_in_letters(cast: Cast, browser: Browser) -> None:
    page = browser.of(cast.ward_receiver, at=LATER)
    page.post("/tiep-nhan/nhan/", status=302, **typed(cast, alike="x\0y"))
    assert Dossier.objects.get().code in page.location


def test_nobody_is_away_at_the_end_of_all_days(cast: Cast, browser: Browser) -> None:
    page = browser.of(cast.ward_handler, at=LATER)
    days = {"first": "31/12/9999", "last": "31/12/9999"}
    seat = cast.ward_handler.grants[0].post_id
    told = page.post("/vang-mat/ghi/", status=422, seat=seat, **days)
    assert "Xem lại năm của ngày đầu." in told


def test_a_view_keeps_no_nul(cast: Cast, browser: Browser) -> None:
    page = browser.of(cast.ward_handler, at=LATER)
    asked = "danh-sach=cua-toi&thutuc=%00"
    page.post("/viec/cach-xem/", status=302, lam="giu", ten="Của tôi", hoi=asked)
    assert "%00" not in page.location
    page.get(page.location)

"""
Every page that a link leads to, read in English: no Vietnamese but what somebody wrote.

What stands in the database is data, and what is marked ``lang="vi"`` is a paper. The words of
the law that the house speaks itself stand in the catalogue, so they are never taken for data.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, JSONField, TextField
from django.test import Client

from motcua.demo.people import DEMO_LOGINS
from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.design import catalogue
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.text import initials
from motcua.ground.notifications.examples import failed
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import COPY, PERMIT, Cast
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.tests.test_sheets import give_back

pytestmark = pytest.mark.django_db

MOST_PAGES = 25
REGISTER = "/so-theo-doi/?tu=01/11/2026&den=30/11/2026"
ACCENTED = re.compile(r"[^\W\d_a-zA-Z]+")
SPOKEN = ("aria-label", "alt", "placeholder", "title", "data-")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# The product's name, the currency, the other language by its own name, what law is called, and
# the title that an example has.
KEPT = {"Một Cửa", "đồng", "Tiếng Việt", "Bộ luật Dân sự", "Điều", "khoản", "QĐ", "Thử"}


class Reader(HTMLParser):
    """Reads the words of a page that are in the page's own language, and its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.languages: list[tuple[str, bool]] = []
        self.feed(page)

    @property
    def is_read(self) -> bool:
        return all(is_read for _tag, is_read in self.languages)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        is_read = said.get("lang") != "vi" and tag not in {"script", "style"}
        if is_read and self.is_read:
            self.words += [words for name, words in attrs if name.startswith(SPOKEN) and words]
        if tag == "a" and said.get("href"):
            self.links.append(said["href"] or "")
        if tag not in VOID:
            self.languages.append((tag, is_read))

    def handle_endtag(self, tag: str) -> None:
        while self.languages and self.languages.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.is_read:
            self.words.append(data)


def texts(value: Any) -> Iterator[str]:
    """Yield every text inside a value."""
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


def data() -> list[str]:
    """Return what somebody wrote into the database, the longest first."""
    spoken = {str(message.id) for message in catalogue.read("en")}
    found: set[str] = set()
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, CharField | TextField | JSONField)
        ]
        if names and model.__module__.startswith("motcua."):
            for row in model._default_manager.values_list(*names):
                found.update(text for value in row for text in texts(value))
    written = {text for text in found - spoken if ACCENTED.search(text)}
    return sorted(written | set(map(initials, written)) | KEPT, key=len, reverse=True)


def vietnamese(page: str, known: list[str]) -> list[str]:
    """Return the words that no English reader should meet."""
    kept = re.compile("|".join(re.escape(text) for text in known), re.IGNORECASE)
    said = (" ".join(words.split()) for words in Reader(page).words)
    return [words for words in said if ACCENTED.search(kept.sub("", words))]


def walk(client: Client, *begin: str) -> None:
    """Open these pages and whatever they lead to, one of each kind."""
    waiting, seen, pages = list(begin), set(begin), {}
    while waiting and len(seen) < MOST_PAGES + len(begin):
        address = waiting.pop(0)
        response = client.get(address)
        if response.streaming:
            # Read to its end, the test client closes it and keeps the connection.
            list(response)
        if response.streaming or "text/html" not in response.get("Content-Type", ""):
            continue
        pages[address] = page = response.content.decode()
        for link in Reader(page).links:
            there = urljoin(address, link)
            kind = re.sub(r"\d[\w.-]*|=.*", "#", there.split("#")[0])
            if not urlsplit(there).netloc and kind not in seen:
                seen.add(kind)
                waiting.append(there)
    known = data()
    met = {(words, place) for place, page in pages.items() for words in vietnamese(page, known)}
    assert not met, "\n".join(f"{words}  ({place})" for words, place in sorted(met))


def reading(actor: Actor) -> Client:
    """Return the browser of somebody who has chosen English."""
    user = User.objects.get(pk=actor.user_id or 0)
    user.language = "en"
    user.save(update_fields=["language"])
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    catalogue.compile_all()


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    noon = examples.MORNING + timedelta(hours=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    return examples.province()


def test_what_citizens_read(cast: Cast) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    begin = ["/", "/khong-co/"]
    for life in (examples.permit_life(cast), examples.permit_to_result(cast)):
        life.dossier.refresh_from_db()
        link = receipt_link(settings.RECEIPT_KEY, dossier_id=life.dossier.pk, issue=1)
        begin.append(f"/tra-cuu/q/{life.dossier.code}/{link}/")
    walk(client, *begin)
    for address in ("/tra-cuu/", "/dang-nhap/", "/quen-mat-khau/"):
        assert vietnamese(client.post(address).content.decode(), data()) == []


WORKERS: list[tuple[str, Callable[[Cast], Any]]] = [
    ("ward_receiver", examples.copy_life),
    ("planner", examples.permit_life),
    ("planning_head", examples.permit_life),
    ("city_head", examples.permit_to_signature),
]


@pytest.mark.parametrize(("role", "begin"), WORKERS, ids=[role for role, _ in WORKERS])
def test_what_officers_read(cast: Cast, role: str, begin: Callable[[Cast], Any]) -> None:
    dossier = begin(cast).dossier
    client = reading(getattr(cast, role))
    walk(client, "/ban-lam-viec/", "/viec/", f"/ho-so/{dossier.code}/", "/tim-ho-so/?q=uyen")


def test_what_the_counter_reads_while_it_takes_in(cast: Cast) -> None:
    client = reading(cast.ward_receiver)
    for procedure in (COPY, PERMIT):
        walk(client, f"/tiep-nhan/?thu-tuc={procedure}")
    refused = client.post("/tiep-nhan/nhan/", {"thu-tuc": COPY}).content.decode()
    assert vietnamese(refused, data()) == []


@pytest.mark.parametrize("kind", [PostKind.ADMINISTRATOR, PostKind.INSPECTOR])
def test_what_those_read_who_look_after_and_look_on(cast: Cast, kind: PostKind) -> None:
    examples.copy_life(cast)
    failed()
    seat = agencies.seat(cast.house.province, kind, "Đinh Thị Thanh")
    walk(reading(examples.actor(seat)), "/ban-lam-viec/", "/co-quan/BD/")


def test_what_is_read_where_results_are_handed_over(cast: Cast) -> None:
    dossier = examples.handed_over(cast).dossier
    walk(reading(cast.city_receiver), f"/ho-so/{dossier.code}/", REGISTER)


def test_what_a_cashier_reads_of_a_day_with_money(cast: Cast) -> None:
    cashier = examples.actor(agencies.seat(cast.house.ward, PostKind.CASHIER, "Ngô Thị Kim Chi"))
    life = examples.copy_life(cast)
    life.pay(cashier, 10_000)
    give_back(life, cashier, 4_000)
    sheet = f"/bang-ke-thu/{cast.house.ward.pk}/{cashier.user_id}/{examples.TODAY.isoformat()}/"
    walk(reading(cashier), sheet, "/thu-tien/")


def test_what_a_visitor_of_the_demo_reads(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get("/dang-nhap/").content.decode()
    assert "thudaumot.tiepnhan" in page
    places = (login.where for login in DEMO_LOGINS)
    assert vietnamese(page, sorted({*data(), *places}, key=len, reverse=True)) == []

"""Hostile words, forms from elsewhere, and the policy that stands behind every page."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from html import escape
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver

from motcua.ground.access import queries as accounts
from motcua.ground.access.models import User
from motcua.ground.agencies.models import Agency, Person
from motcua.ground.documents.examples import DOCX, HTML, PNG, PROGRAM, TIFF
from motcua.ground.documents.models import StoredFile
from motcua.ground.kernel.actor import Actor
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples, queries
from motcua.onestop.dossiers.actions import desk, opinions, steps
from motcua.onestop.dossiers.capacity import Visitor
from motcua.onestop.dossiers.examples import (
    COPY,
    MORNING,
    Cast,
    Life,
    applicant,
    asking_life,
    copy_matter,
    draft,
    key,
    received,
)
from motcua.onestop.dossiers.intake import PaperFacts, PartyFacts, Payment, Refund
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.rules import PartyKind, PartyRole, RefundGround
from motcua.onestop.dossiers.tests.pages import Browser

pytestmark = pytest.mark.django_db
NOON = MORNING + timedelta(hours=2)
# What an attribute, a text and a script would each take for their end.
INLINE = re.compile(r"(?i)<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:")


def evil(field: str) -> str:
    """Return words that break out of where they are shown, unless they are escaped."""
    return f"\"'><i {field}>"


def shown(pages: Iterable[str], fields: Iterable[str]) -> set[str]:
    """Return the fields that the pages show, none of them broken out."""
    whole = "\n".join(pages)
    every = list(fields)
    assert not [field for field in every if f"<i {field}>" in whole]
    return {field for field in every if escape(evil(field)) in whole}


# Where each field stands in the matter and in the acts, see `hostile_matter` and `life`.
SHOWN = {
    *("name", "address", "email", "proxy", "proxy_authority", "paper", "subject"),
    *("note", "reason", "file", "scan", "picture", "taker", "unpaid", "officer", "agency"),
    *("sex", "payer", "money", "payee", "refund", "taker_paper", "taker_authority"),
}
ASKING = {"reason", "taker_name", "taker_paper", "authority"}
ENDING = {"reason", "basis", "money"}
# Digits are shown in groups.
NOT_AS_TYPED = {"id", "phone"}
INTAKE = {
    *("name", "identity_number", "tax_code", "born_on", "phone", "email", "address"),
    *("filer_name", "filer_identity_number", "filer_phone", "authority", "subject"),
    *("paper_1_name", "pages", "copies", "receipt_number"),
}


@pytest.fixture
def cast() -> Cast:
    return examples.province()


@pytest.fixture
def life(cast: Cast) -> Life:
    """Return a copy whose result is ready, in which everything that was typed is hostile."""
    handler = cast.ward_handler
    Agency.objects.filter(pk=cast.house.ward.pk).update(name=evil("agency"))
    User.objects.filter(pk=handler.user_id or 0).update(full_name=evil("officer"))
    Person.objects.filter(user=handler.user_id).update(name=evil("officer"))
    life = Life(received(cast.ward_receiver, copy_matter(cast, **hostile_matter())))
    payment = Payment(1000, evil("payer"), evil("money"))
    at_desk: dict[str, Any] = {
        "actor": cast.ward_receiver,
        "form_key": key(),
        "code": life.dossier.code,
    }
    desk.collect_fee(**at_desk, payment=payment, now=life.now)
    refund = Refund(500, evil("payee"), RefundGround.WRONG)
    at_desk["form_key"] = key()
    desk.refund(**at_desk, seen=life.seen(), refund=refund, reason=evil("refund"), now=life.now)
    life.scan(cast.ward_receiver, name=f"{evil('scan')}.pdf")
    life.scan(cast.ward_receiver, PNG, f"{evil('picture')}.png")
    life.act(steps.propose, handler, draft=draft(name=f"{evil('file')}.pdf"), note=evil("note"))
    life.act(steps.send_back, cast.ward_head, reason=evil("reason"))
    life.act(steps.propose, handler, draft=None)
    life.sign(cast.ward_head)
    life.act(steps.issue, cast.ward_clerk)
    return life


def hostile_matter() -> dict[str, Any]:
    who = applicant(
        evil("name"),
        identity_number=evil("id"),
        sex=evil("sex")[:10],
        phone=evil("phone"),
        email=evil("email"),
        address=evil("address"),
    )
    proxy = PartyFacts(
        PartyRole.PROXY, PartyKind.PERSON, evil("proxy"), authority=evil("proxy_authority")
    )
    papers = (PaperFacts(evil("paper"), "original", 1),)
    return {"parties": (who, proxy), "papers": papers, "subject": evil("subject")}


def fetched(life: Life, receiver: Actor) -> None:
    visitor = Visitor(evil("taker"), evil("taker_paper"), authority=evil("taker_authority"))
    life.act(desk.hand_over, receiver, visitor=visitor, reason=evil("unpaid"))


class Reader:
    """Opens pages as one of the cast and holds each to the policy."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.pages: list[str] = []

    def read(self, actor: Actor, *addresses: str) -> None:
        client = self.browser.of(actor, at=NOON).client
        self.pages += [told(client.get(address)) for address in addresses]


def told(response: Any) -> str:
    """Return a page's text, once its policy is strict and nothing in it would need more."""
    text: str = b"".join(response).decode()
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not INLINE.findall(text), response.request["PATH_INFO"]
    return text


def test_whatever_was_typed_is_shown_as_words(cast: Cast, life: Life, browser: Browser) -> None:
    where, code = f"/ho-so/{life.dossier.code}/", life.dossier.code
    ward, receiver = cast.house.ward.pk, cast.ward_receiver.user_id
    reader = Reader(browser)
    reader.read(
        cast.ward_receiver,
        *("/viec/", "/ban-lam-viec/", "/tim-ho-so/", f"/tiep-nhan/{code}/", "/so-theo-doi/"),
        *("/nhan-ho-so/", f"/nhan-ho-so/?ho-so={code}"),
        *(f"{where}viec/{life.item()}/tra-ket-qua/", f"{where}thu-tien/", f"{where}hoan-tien/"),
        *("/bang-ke-thu/", f"/bang-ke-thu/{ward}/{receiver}/{MORNING.date()}/"),
    )
    fetched(life, cast.ward_receiver)
    reader.read(cast.ward_handler, where, "/viec/?danh-sach=xong-hom-nay")
    reader.read(cast.ward_clerk, "/so-cap-so/")
    reader.read(cast.ward_head, where, "/co-quan/", f"/co-quan/{cast.house.ward.code}/")
    facts = {"dossier_id": life.dossier.pk, "issue": life.dossier.receipt_issue}
    link = receipt_link(settings.RECEIPT_KEY, **facts)
    reader.read(cast.ward_head, f"/tra-cuu/q/{code}/{link}/", "/")
    assert shown(reader.pages, SHOWN | NOT_AS_TYPED) == SHOWN


def test_the_end_of_a_dossier_is_told_as_words(cast: Cast, browser: Browser) -> None:
    life = Life(received(cast.ward_receiver, copy_matter(cast)))
    life.pay(cast.ward_receiver, 1000)
    life.stop(cast.ward_head, **{field: evil(field) for field in ENDING})
    where, reader = f"/ho-so/{life.dossier.code}/", Reader(browser)
    reader.read(cast.ward_head, where)
    assert shown(reader.pages, ENDING) == ENDING
    link = receipt_link(settings.RECEIPT_KEY, dossier_id=life.dossier.pk, issue=1)
    followed = Reader(browser)
    followed.read(cast.ward_head, f"/tra-cuu/q/{life.dossier.code}/{link}/")
    assert shown(followed.pages, ENDING) == ENDING


def test_a_refusal_is_told_as_words(cast: Cast, browser: Browser) -> None:
    dossier = examples.refused(
        cast.ward_receiver, copy_matter(cast), reason=evil("reason"), basis=evil("basis")
    )
    link = receipt_link(settings.RECEIPT_KEY, dossier_id=dossier.pk, issue=1)
    for address in (f"/ho-so/{dossier.code}/", f"/tra-cuu/q/{dossier.code}/{link}/"):
        reader = Reader(browser)
        reader.read(cast.ward_receiver, address)
        assert shown(reader.pages, {"reason", "basis"}) == {"reason", "basis"}


def test_a_withdrawal_is_told_as_words(cast: Cast, browser: Browser) -> None:
    life = Life(received(cast.ward_receiver, copy_matter(cast)))
    asker = Visitor(evil("taker_name"), evil("taker_paper"), authority=evil("authority"))
    life.ask_back(cast.ward_receiver, visitor=asker, reason=evil("reason"))
    where, reader = f"/ho-so/{life.dossier.code}/", Reader(browser)
    reader.read(cast.ward_head, where, "/ban-lam-viec/")
    life.decline(cast.ward_head, evil("declined"))
    reader.read(cast.ward_head, where)
    link = receipt_link(settings.RECEIPT_KEY, dossier_id=life.dossier.pk, issue=1)
    reader.read(cast.ward_head, f"/tra-cuu/q/{life.dossier.code}/{link}/")
    assert shown(reader.pages, ASKING | {"declined"}) == ASKING | {"declined"}


def test_an_opinion_is_shown_as_words(cast: Cast, browser: Browser) -> None:
    life = asking_life(cast)
    (item,) = (item.number for item in queries.open_items(life.dossier) if item.step == "money")
    opinions.give_opinion(
        actor=cast.accountant,
        form_key=key(),
        code=life.dossier.code,
        item=item,
        agrees=False,
        opinion=evil("note"),
        paper=draft(name=f"{evil('file')}.pdf"),
        now=life.now,
    )
    reader = Reader(browser)
    reader.read(cast.planner, f"/ho-so/{life.dossier.code}/")
    assert shown(reader.pages, {"note", "file"}) == {"note", "file"}


def test_the_counter_gives_back_words_as_words(cast: Cast, browser: Browser) -> None:
    client = browser.of(cast.ward_receiver, at=NOON).client
    sent = {field: evil(field) for field in INTAKE}
    where = {"thu-tuc": COPY, "quay": str(cast.house.ward.pk), "form_key": key()}
    refused = client.post("/tiep-nhan/nhan/", {**sent, **where, "filed_by": "proxy"})
    assert refused.status_code == 422
    client.post("/tiep-nhan/nhap/", {**sent, **where})
    kept = client.get("/tiep-nhan/nhap/mo-lai/", follow=True)
    for page in (told(refused), told(kept)):
        assert shown([page], INTAKE) == INTAKE


@pytest.mark.parametrize(
    "address",
    [
        "/tiep-nhan/?tim={}",
        "/tiep-nhan/goi-y/?q={}",
        "/tiep-nhan/?thu-tuc={}",
        "/viec/?danh-sach={}&sau={}",
        "/viec/?thutuc={}&noigui={}",
        "/viec/?cot={}&xep={}",
        "/viec/cach-xem/?danh-sach={}&thutuc={}",
        "/viec/?nguoi={}&tu={}",
        "/so-theo-doi/?tu={}&den={}",
        "/so-theo-doi/?sau={}&quay={}",
        "/so-theo-doi/in/?tu={}",
        "/xuat-bang/so-theo-doi/?den={}",
        "/nhan-ho-so/?o={}&quay={}",
        "/nhan-ho-so/in/?ho-so={}",
        "/so-cap-so/?nam={}&so={}",
        "/tim-ho-so/?q={}&thutuc={}",
        "/tim-ho-so/?tu={}&den={}",
        "/tim-ho-so/?tinhtrang={}&han={}",
        "/nhat-ky-xem/?hoso={}&canbo={}",
        "/nhat-ky-xem/luot-xuat/?canbo={}&sau={}",
        "/xuat-bang/viec/?thutuc={}&danh-sach={}",
        "/xuat-bang/tim-ho-so/?q={}&thutuc={}",
        "/xuat-bang/{}/?q={}",
        "/nhat-ky-xem/luot-tim/?tu={}&sau={}",
        "/ho-so/{}/",
        "/ho-so/{}/tep/1/",
        "/tra-cuu/q/{}/{}/",
        "/co-quan/{}/",
        "/co-quan/?ngay={}&q={}",
        "/nhan-ban-giao/?q={}",
        "/lich-lam-viec/?nam={}&co-quan={}",
        "/dang-nhap/?next=/{}",
        "/{}",
    ],
)
def test_an_address_is_shown_as_words(cast: Cast, browser: Browser, address: str) -> None:
    client = browser.of(cast.ward_receiver, at=NOON).client
    shown([told(client.get(address.format(evil("a"), evil("b"))))], ["a", "b"])


def test_an_account_is_shown_as_words(cast: Cast, browser: Browser) -> None:
    holder = User.objects.filter(pk=cast.ward_handler.user_id or 0)
    fields = ("username", "full_name", "email")
    holder.update(**{field: evil(field) for field in fields})
    reader = Reader(browser)
    reader.read(cast.ward_handler, "/tai-khoan/", "/tai-khoan/hai-lop/", "/tai-khoan/mat-khau/")
    where = f"/co-quan/tai-khoan/{cast.ward_handler.user_id}/"
    reader.read(cast.administrator, where, f"{where}mat-khau-tam/")
    reset = accounts.reset_for(evil("username"), now=NOON)
    assert reset is not None
    browser.client.logout()
    reader.pages.append(told(browser.client.get(reset.link.removeprefix(settings.PUBLIC_URL))))
    assert shown(reader.pages, fields) == set(fields)


@pytest.mark.parametrize("address", ["/tra-cuu/", "/dang-nhap/", "/quen-mat-khau/"])
def test_a_public_form_gives_back_words_as_words(address: str, client: Client) -> None:
    typed = {
        name: evil(name) for name in ("code", "secret", "username", "login", "password", "next")
    }
    shown([told(client.post(address, typed))], typed)


def addresses() -> Iterator[tuple[str, Any]]:
    """Yield every address, its variables filled in, with its view."""

    def walk(patterns: Iterable[Any], before: str) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            here = before + re.sub(r"<(\w+):\w+>", sample, str(pattern.pattern))
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, here)
            else:
                yield here, pattern.callback

    return walk(get_resolver().url_patterns, "/")


def sample(variable: re.Match[str]) -> str:
    samples = {"item_verb": "ky", "dossier_verb": "thu-tien", "account_verb": "gui-thu"}
    samples["day"] = "2026-11-02"
    return {"int": "1", "str": "x", **samples}[variable[1]]


VIEWS = dict(addresses())


@pytest.mark.parametrize("address", VIEWS)
def test_no_form_is_taken_from_elsewhere(cast: Cast, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(pk=cast.ward_receiver.user_id or 0))
    before = Event.objects.count()
    assert client.post(address, {"form_key": key()}).status_code == 403
    assert Event.objects.count() == before
    assert not getattr(VIEWS[address], "csrf_exempt", False)


class TestUploads:
    """A file that is not what it should be is refused where it comes in, and leaves nothing."""

    @pytest.mark.parametrize(
        ("content", "name"),
        [(HTML, "quet.pdf"), (PROGRAM, "quet.png"), (DOCX, "quet.docx"), (TIFF, "quet.tiff")],
    )
    def test_of_no_scanner(self, cast: Cast, browser: Browser, content: bytes, name: str) -> None:
        life = Life(received(cast.ward_receiver, copy_matter(cast)))
        (paper,) = queries.papers(life.dossier)
        client = browser.of(cast.ward_receiver, at=NOON).client
        scan = SimpleUploadedFile(name, content, "image/png")
        sent = {"form_key": key(), "paper_id": paper.pk, "scan": scan}
        assert client.post(f"/ho-so/{life.dossier.code}/them-ban-quet/", sent).status_code == 415
        assert not StoredFile.objects.exists()

    @pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ\x90"])
    @pytest.mark.parametrize("name", ["ban-ky.pdf", "ban-ky.png", "ban-ky.svg"])
    def test_of_a_wrong_type(self, cast: Cast, browser: Browser, content: bytes, name: str) -> None:
        life = Life(received(cast.ward_receiver, copy_matter(cast)))
        address = f"/ho-so/{life.dossier.code}/viec/1/trinh/"
        client = browser.of(cast.ward_handler, at=NOON).client
        sent = {"form_key": key(), "draft": SimpleUploadedFile(name, content, "application/pdf")}
        assert client.post(address, sent).status_code == 415
        assert not StoredFile.objects.exists()

    def test_of_too_many_bytes(
        self, cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settings, "UPLOAD_LIMIT_BYTES", 1000)
        life = Life(received(cast.ward_receiver, copy_matter(cast)))
        address = f"/ho-so/{life.dossier.code}/viec/1/trinh/"
        client = browser.of(cast.ward_handler, at=NOON).client
        big = SimpleUploadedFile("du-thao.pdf", examples.PDF + bytes(1000), "application/pdf")
        refused = client.post(address, {"form_key": key(), "draft": big, "note": "Kính trình."})
        assert refused.status_code == 413
        assert "Tệp nặng 1 MB" in told(refused)
        assert "Kính trình." in told(refused)
        assert not StoredFile.objects.exists()

    def test_that_nobody_could_scan(
        self, cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settings, "CLAMAV_SOCKET", "/nowhere/clamd")
        life = Life(received(cast.ward_receiver, copy_matter(cast)))
        address = f"/ho-so/{life.dossier.code}/viec/1/trinh/"
        client = browser.of(cast.ward_handler, at=NOON).client
        file = SimpleUploadedFile("du-thao.pdf", examples.PDF, "application/pdf")
        refused = client.post(address, {"form_key": key(), "draft": file, "note": "Kính trình."})
        assert refused.status_code == 503
        assert "Chưa kiểm tra được mã độc" in told(refused)
        assert "Kính trình." in told(refused)
        assert not StoredFile.objects.exists()
        assert client.post(address, {"form_key": key(), "note": "x"}).status_code != 503

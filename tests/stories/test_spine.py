"""
The spine, in a real browser: received, assigned, proposed, approved, signed, issued,
handed over and followed, each by whoever does it in life.
"""

import re

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from motcua.demo import papers
from motcua.onestop.dossiers.examples import PDF, PERMIT, Cast
from motcua.onestop.dossiers.models import Dossier, Reading
from motcua.onestop.dossiers.states import Status
from tests.stories.desk import CARD, PASSWORD, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPER = "Đơn đề nghị"
# The browser's own reader of PDFs, which it opens only where our policy lets it.
VIEWER = "chrome-extension:"


def test_a_permit_from_the_desk_to_the_citizen(desk: Desk, cast: Cast) -> None:
    code = receive(desk, cast)
    link = print_receipt(desk, cast, code)
    scan_paper(desk, cast, code)
    read_scans(desk, cast, code)

    tab = desk.work(cast.planning_head, code, "Phân công")
    tab.get_by_label(cast.planner.name).check()
    send(tab, "Phân công")

    tab = desk.work(cast.planner, code, "Chuyển tiếp")
    send(tab, "Chuyển tiếp")
    tab = desk.work(cast.planner, code, "Trình kết quả")
    draft = {"name": "du-thao.pdf", "mimeType": "application/pdf", "buffer": PDF}
    tab.locator("input[type=file][name]").set_input_files(draft)  # type: ignore[arg-type]
    send(tab, "Trình kết quả")

    tab = desk.work(cast.planning_head, code, "Duyệt")
    send(tab, "Duyệt")

    tab = desk.work(cast.city_head, code, "Ký")
    tab.get_by_label("Mật khẩu", exact=True).fill("sai-mat-khau-nay")
    send(tab, "Ký", succeeds=False)
    expect(tab.get_by_text("Mật khẩu không đúng").first).to_be_visible()
    tab.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    send(tab, "Ký")

    tab = desk.work(cast.city_clerk, code, "Phát hành")
    send(tab, "Phát hành")
    assert Dossier.objects.get().status == Status.RESULT_READY

    tab = desk.work(cast.city_receiver, code, "Trả kết quả")
    tab.get_by_label("Căn cước, căn cước công dân").check()
    send(tab, "Trả kết quả")
    assert Dossier.objects.get().status == Status.HANDED_OVER

    follow(desk, link, code)


def receive(desk: Desk, cast: Cast) -> str:
    """Receive a building permit by keyboard, with the card's QR scanned."""
    tab = desk.sign_in(cast.city_receiver)
    tab.goto("/tiep-nhan/")
    expect(tab.locator("#tim")).to_be_focused()
    tab.keyboard.type("xay dung")
    expect(tab.get_by_role("option").first).to_contain_text("giấy phép xây dựng")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**thu-tuc={PERMIT}*")
    tab.get_by_label("Quét căn cước").focus()
    tab.keyboard.type(CARD)
    tab.keyboard.press("Enter")
    expect(tab.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Phương Uyên")
    assert not Dossier.objects.exists()
    tab.get_by_role("button", name="Đủ cả").click()
    tab.get_by_label("Nội dung yêu cầu").fill("Xây nhà ở 1 trệt 2 lầu")
    tab.keyboard.press("Enter")
    assert not Dossier.objects.exists()
    tab.keyboard.press("Control+Enter")
    expect(tab.get_by_role("heading", name="Đã tiếp nhận hồ sơ")).to_be_visible()
    code = Dossier.objects.get().code
    expect(tab.get_by_text(code).first).to_be_visible()
    return code


def print_receipt(desk: Desk, cast: Cast, code: str) -> str:
    """Print the receipt and read its QR back: the address by which the citizen follows."""
    tab = desk.sit(cast.city_receiver)
    answer = tab.request.get(f"/ho-so/{code}/giay-tiep-nhan/")
    assert answer.headers["content-type"] == "application/pdf"
    with pypdfium2.PdfDocument(answer.body()) as pdf:
        words = pdf[0].get_textpage().get_text_range()
        image = pdf[0].render(scale=4).to_pil()
    assert code in words
    assert "Nguyễn Thị Phương Uyên" in words
    links = [found.text for found in zxingcpp.read_barcodes(image) if "/tra-cuu/" in found.text]
    return re.sub(r"^https?://[^/]+", "", links[0])


def scan_paper(desk: Desk, cast: Cast, code: str) -> None:
    """Hang a picture and a PDF on the first paper."""
    for is_picture, kind in ((True, "image/png"), (False, "application/pdf")):
        tab = desk.work(cast.city_receiver, code, "Thêm bản quét")
        tab.get_by_label(PAPER).check()
        file = papers.scan(PAPER, is_picture=is_picture)
        scan = {"name": file.name, "mimeType": kind, "buffer": file.read()}
        tab.locator("input[type=file][name]").set_input_files(scan)  # type: ignore[arg-type]
        send(tab, "Thêm bản quét")


def read_scans(desk: Desk, cast: Cast, code: str) -> None:
    """Open both on the dossier's page; neither is fetched, and so logged, before that."""
    read = Reading.objects.filter(what="file", name=cast.planner.name)
    tab = desk.sit(cast.planner)
    tab.goto(f"/ho-so/{code}/", wait_until="networkidle")
    assert not read.exists()
    tab.get_by_text("Xem ban-chup.png").click()
    picture = tab.get_by_alt_text(f"Bản quét: {PAPER}")
    expect(picture).to_be_visible()
    picture.evaluate("picture => picture.decode()")
    assert read.count() == 1
    with tab.expect_event("framenavigated", lambda frame: VIEWER in frame.url):
        tab.get_by_text("Xem ban-quet.pdf").click()
    expect(tab.get_by_title(f"Bản quét: {PAPER}")).to_be_visible()
    assert read.count() == 2


def send(tab: Page, verb: str, *, succeeds: bool = True) -> None:
    """Press the act's own button and wait for what comes of it."""
    button = tab.get_by_role("main").get_by_role("button", name=verb, exact=True)
    if button.count():
        button.first.click()
    if succeeds:
        expect(tab.locator(".govuk-notification-banner")).to_be_visible()


def follow(desk: Desk, link: str, code: str) -> None:
    """Follow the dossier as the citizen does, without signing in."""
    tab = desk.browser.new_context(base_url=desk.address, viewport={"width": 360, "height": 740})
    page = tab.new_page()
    page.goto(link)
    expect(page.get_by_role("heading", name="Đã trả kết quả", exact=True)).to_be_visible()
    expect(page.get_by_text(code).first).to_be_visible()
    assert "Nguyễn Thị Phương" not in page.content()

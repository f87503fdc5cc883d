"""Dossiers without a result: refused at the counter, stopped, taken back by their owner."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from motcua.onestop.dossiers.examples import COPY, WHY, Cast, Life, copy_life
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.states import Status
from tests.stories.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_dossier(desk: Desk, actor: str, cast: Cast, dossier: Dossier) -> Page:
    tab = desk.sit(getattr(cast, actor))
    tab.goto(f"/ho-so/{dossier.code}/")
    return tab


def press(tab: Page, button: str) -> None:
    """Press the act's own button and wait until it is told."""
    tab.get_by_role("main").get_by_role("button", name=button, exact=True).click()
    expect(tab.locator(".govuk-notification-banner")).to_be_visible()


def follow(desk: Desk, dossier: Dossier) -> Page:
    """Follow the dossier as the citizen does, on a telephone."""
    link = receipt_link(settings.RECEIPT_KEY, dossier_id=dossier.pk, issue=1)
    tab = desk.browser.new_context(base_url=desk.address, viewport={"width": 360, "height": 740})
    page = tab.new_page()
    page.goto(f"/tra-cuu/q/{dossier.code}/{link}/")
    return page


def test_refused_at_the_counter(desk: Desk, cast: Cast) -> None:
    tab = desk.sit(cast.ward_receiver)
    tab.goto(f"/tiep-nhan/?thu-tuc={COPY}")
    tab.get_by_label("Họ và tên").fill("Nguyễn Thị Phương Uyên")
    tab.get_by_label("Số định danh", exact=True).fill("074189004712")
    tab.get_by_label("Địa chỉ").fill("12 Yersin, Phú Cường")
    tab.get_by_label("Số trang").fill("3")
    tab.get_by_role("button", name="Từ chối tiếp nhận").click()
    tab.get_by_label("Lý do từ chối").fill(WHY["reason"])
    tab.get_by_role("button", name="Từ chối tiếp nhận").click()
    expect(tab.get_by_text("Ghi điều, khoản và tên văn bản.").first).to_be_visible()
    tab.get_by_label("Căn cứ pháp lý").fill(WHY["basis"])
    tab.get_by_role("button", name="Từ chối tiếp nhận").click()
    expect(tab.get_by_role("heading", name="Đã từ chối tiếp nhận hồ sơ")).to_be_visible()
    dossier = Dossier.objects.get()
    slip = tab.request.get(f"/ho-so/{dossier.code}/phieu-tu-choi/")
    assert slip.headers["content-type"] == "application/pdf"
    page = follow(desk, dossier)
    expect(page.get_by_role("heading", name="Từ chối tiếp nhận", exact=True)).to_be_visible()
    expect(page.get_by_text(WHY["reason"])).to_be_visible()


def test_stopped_by_the_head(desk: Desk, cast: Cast) -> None:
    dossier = copy_life(cast).dossier
    tab = open_dossier(desk, "ward_head", cast, dossier)
    tab.get_by_role("link", name="Dừng giải quyết").click()
    tab.get_by_label("Lý do dừng giải quyết").fill(WHY["reason"])
    tab.get_by_label("Căn cứ pháp lý").fill(WHY["basis"])
    press(tab, "Dừng giải quyết")
    give_papers_back(desk, cast, dossier)
    page = follow(desk, dossier)
    expect(page.get_by_role("heading", name="Đã dừng giải quyết")).to_be_visible()
    expect(page.get_by_text(WHY["basis"])).to_be_visible()


def test_asked_back_declined_and_asked_again(desk: Desk, cast: Cast) -> None:
    life: Life = copy_life(cast)
    dossier = life.dossier
    ask_back(desk, cast, dossier)
    expect(follow(desk, dossier).get_by_text("đang xem yêu cầu rút").first).to_be_visible()
    tab = desk.sit(cast.ward_head)
    tab.goto("/ban-lam-viec/")
    tab.locator(".mc-desk", has_text="Yêu cầu rút hồ sơ").get_by_role("link").first.click()
    tab.get_by_role("link", name="Không cho rút").click()
    tab.get_by_label("Lý do không cho rút").fill("Chỉ còn chờ ký.")
    press(tab, "Không cho rút")
    dossier.refresh_from_db()
    assert dossier.status == Status.RECEIVED
    ask_back(desk, cast, dossier)
    tab = open_dossier(desk, "ward_head", cast, dossier)
    tab.get_by_role("button", name="Đồng ý cho rút").click()
    press(tab, "Đồng ý cho rút")
    give_papers_back(desk, cast, dossier)
    page = follow(desk, dossier)
    expect(page.get_by_role("heading", name="Đã rút hồ sơ")).to_be_visible()


def ask_back(desk: Desk, cast: Cast, dossier: Dossier) -> None:
    tab = open_dossier(desk, "ward_receiver", cast, dossier)
    tab.get_by_role("link", name="Ghi yêu cầu rút").click()
    tab.get_by_label("Căn cước, căn cước công dân").check()
    tab.get_by_label("Lý do rút hồ sơ").fill("Gia đình chưa làm nữa.")
    tab.get_by_label("Người yêu cầu đã ký đơn").check()
    press(tab, "Ghi yêu cầu rút")


def give_papers_back(desk: Desk, cast: Cast, dossier: Dossier) -> None:
    tab = open_dossier(desk, "ward_receiver", cast, dossier)
    tab.get_by_role("button", name="Trả lại giấy tờ").click()
    tab.get_by_label("Căn cước, căn cước công dân").check()
    press(tab, "Trả lại giấy tờ")
    expect(tab.get_by_text("Người nhận lại giấy tờ")).to_be_visible()

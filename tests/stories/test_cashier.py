"""A cashier's day in a browser: money in, an exemption put right, money back, the sheet closed."""

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from motcua.ground.agencies import examples as agencies
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast
from tests.stories.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def act(tab: Page, verb: str) -> None:
    """Choose an act on the dossier's page; all but the first are links."""
    tab.get_by_label("Việc làm được bây giờ").get_by_text(verb, exact=True).first.click()


def test_a_cashiers_day(desk: Desk, cast: Cast) -> None:
    cashier = examples.actor(agencies.seat(cast.house.ward, PostKind.CASHIER, "Ngô Thị Kim Chi"))
    code = examples.copy_life(cast).dossier.code

    tab = desk.sign_in(cashier)
    expect(tab.get_by_text("1 hồ sơ còn phải thu")).to_be_visible()
    tab.get_by_role("link", name="Chờ thu tiền").first.click()
    tab.get_by_role("link", name="Nguyễn Thị Phương Uyên").click()

    act(tab, "Thu tiền")
    expect(tab.get_by_label("Số tiền thu")).to_have_value("10.000")
    tab.get_by_label("Số biên lai").fill("0012345")
    tab.get_by_role("button", name="Thu tiền").click()
    expect(tab.get_by_text(f"Đã thu tiền hồ sơ {code}")).to_be_visible()

    act(tab, "Hoàn tiền")
    tab.get_by_label("Số tiền hoàn").fill("4.000")
    tab.get_by_label("Tiền mặt").check()
    tab.get_by_label("Thu sai, thu thừa").check()
    tab.get_by_label("Ghi rõ lý do, giấy tờ kèm theo").fill("Đếm nhầm số trang.")
    tab.get_by_role("button", name="Hoàn tiền").click()
    expect(tab.get_by_text("đã hoàn 4.000 đồng, số 01/HT")).to_be_visible()

    tab.goto("/bang-ke-thu/")
    tab.locator(".mc-list__link").first.click()
    expect(tab.get_by_text("phải có 6.000 đồng tiền mặt")).to_be_visible()
    tab.get_by_label("Tiền mặt đếm được").fill("5.000")
    tab.get_by_role("button", name="Khóa bảng kê").click()
    expect(tab.get_by_role("alert")).to_contain_text("Tiền đếm được ít hơn sổ 1.000 đồng")
    tab.get_by_label("Giải trình").fill("Thối nhầm một nghìn.")
    tab.get_by_role("button", name="Khóa bảng kê").click()
    expect(tab.get_by_text("Đã khóa bảng kê.")).to_be_visible()
    expect(tab.get_by_role("button", name="Khóa bảng kê")).to_have_count(0)

    day = localdate().isoformat()
    head = desk.sit(cast.ward_head)
    head.goto(f"/bang-ke-thu/{cast.house.ward.pk}/{cashier.user_id}/{day}/")
    expect(head.get_by_text("Thối nhầm một nghìn.")).to_be_visible()

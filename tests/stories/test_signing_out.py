"""Whoever leaves a shared computer signs out from the page that is open, whichever it is."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from motcua.onestop.dossiers.examples import Cast
from tests.stories.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (1280, 1251, 768, 360)
A_LINE = 64
"""Pixels: the bar of a wide screen is one line high."""


@pytest.mark.parametrize("role", ["city_receiver", "city_head", "planner"])
def test_the_way_out_is_seen_on_every_page_of_officers(desk: Desk, cast: Cast, role: str) -> None:
    tab = desk.sit(getattr(cast, role))
    for address in ("/ban-lam-viec/", "/tai-khoan/", "/co-quan/"):
        tab.goto(address)
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 740})
            expect(way_out(tab)).to_be_in_viewport(ratio=1)
            fits_in_one_line(tab, width)


def fits_in_one_line(tab: Page, width: int) -> None:
    if width > 1250:
        bar = tab.locator(".mc-bar").bounding_box()
        assert bar
        assert bar["height"] <= A_LINE


def test_signing_out_ends_the_session_and_leads_to_the_door(desk: Desk, cast: Cast) -> None:
    tab = desk.sit(cast.city_receiver)
    tab.goto("/tiep-nhan/")
    way_out(tab).click()
    expect(tab).to_have_url(re.compile("/dang-nhap/$"))
    tab.goto("/tiep-nhan/")
    expect(tab.get_by_label("Tên đăng nhập")).to_be_visible()


def way_out(tab: Page) -> Locator:
    return tab.locator(".mc-bar").get_by_role("button", name="Đăng xuất")

"""The sheets of a first day on paper, and the other language at a click, in a browser."""

import pypdfium2
import pytest
from playwright.sync_api import expect

from motcua.desk.presentation import GUIDES
from motcua.ground.design import catalogue
from motcua.onestop.dossiers.examples import Cast
from tests.stories.desk import Desk
from tests.stories.test_pages import look

SIDES = 2
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("name", [guide.name for guide in GUIDES])
def test_a_guide_is_one_sheet_of_paper(desk: Desk, name: str) -> None:
    tab = desk.browser.new_context(base_url=desk.address, bypass_csp=True).new_page()
    look(tab, f"/huong-dan/{name}/")
    sheet = tab.pdf(format="A4", prefer_css_page_size=True)
    assert len(pypdfium2.PdfDocument(sheet)) <= SIDES


def test_an_officer_reads_english_until_he_chooses_otherwise(desk: Desk, cast: Cast) -> None:
    catalogue.compile_all()
    tab = desk.sit(cast.ward_receiver, bypass_csp=True)
    tab.goto("/tiep-nhan/?tim=chung+thuc")
    tab.get_by_role("button", name="English").click()
    expect(tab).to_have_url(f"{desk.address}/tiep-nhan/?tim=chung+thuc")
    expect(tab.locator("html")).to_have_attribute("lang", "en")
    look(tab, "/ban-lam-viec/")
    expect(tab.get_by_role("link", name="My work").first).to_be_visible()
    tab.get_by_role("button", name="Tiếng Việt").click()
    expect(tab.get_by_role("link", name="Việc của tôi").first).to_be_visible()

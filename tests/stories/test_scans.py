"""Scans at the counter: dropped on the row of a paper, or chosen where nobody drags anything."""

from base64 import b64encode

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import FilePayload, Page, expect

from motcua.demo import papers
from motcua.ground.design.assets import PACKAGES
from motcua.ground.documents.examples import HTML
from motcua.onestop.dossiers import examples, queries
from motcua.onestop.dossiers.examples import Cast
from motcua.onestop.dossiers.models import Dossier
from tests.stories.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = PACKAGES / "axe-core" / "axe.min.js"
DRAWINGS = "Bản vẽ thiết kế"
CARRIED = """files => files.reduce((carried, { name, content }) => {
  const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
  carried.items.add(new File([bytes], name));
  return carried;
}, new DataTransfer())"""


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    """Return a permit with two papers, of which none is scanned."""
    return examples.permit_life(cast).dossier


@pytest.fixture
def tab(desk: Desk, cast: Cast, dossier: Dossier) -> Page:
    """Return the dossier before the receiver who took it in."""
    tab = desk.sit(cast.city_receiver)
    tab.goto(f"/ho-so/{dossier.code}/")
    return tab


def drop(tab: Page, paper: str, *files: "ContentFile[bytes]") -> None:
    """Let files fall onto the row of a paper, as from the computer's own window of files."""
    names = [(file.name, b64encode(file.read()).decode()) for file in files]
    carried = tab.evaluate_handle(CARRIED, [{"name": n, "content": c} for n, c in names])
    row = tab.get_by_role("row", name=paper)
    row.dispatch_event("dragover", {"dataTransfer": carried})
    expect(row).to_have_class("mc-drop-over")
    row.dispatch_event("drop", {"dataTransfer": carried})


def photograph(name: str) -> FilePayload:
    """Return a photograph of a paper."""
    picture = papers.scan(DRAWINGS, is_picture=True).read()
    return FilePayload(name=name, mimeType="image/png", buffer=picture)


def is_added(tab: Page) -> None:
    """Hold that the officer is told of the scan."""
    expect(tab.locator(".govuk-notification-banner")).to_contain_text("Đã thêm bản quét")


def scans(dossier: Dossier) -> dict[str, list[str]]:
    """Return the names of the scans by their paper."""
    return {
        paper.name: [file.name for file in paper.files.all()] for paper in queries.papers(dossier)
    }


def test_a_file_falls_on_its_paper(tab: Page, dossier: Dossier) -> None:
    drop(tab, DRAWINGS, papers.scan(DRAWINGS, is_picture=False))
    is_added(tab)
    assert scans(dossier) == {"Đơn đề nghị": [], DRAWINGS: ["ban-quet.pdf"]}


def test_several_pictures_become_one_paper(tab: Page, dossier: Dossier) -> None:
    drop(tab, DRAWINGS, *(papers.scan(DRAWINGS, is_picture=True) for _page in range(2)))
    is_added(tab)
    (name,) = scans(dossier)[DRAWINGS]
    assert name.endswith(".pdf")


def test_what_cannot_be_kept_is_said_on_the_page_of_a_scan(tab: Page, dossier: Dossier) -> None:
    drop(tab, DRAWINGS, ContentFile(HTML, "quet.pdf"))
    expect(tab.get_by_role("alert")).to_be_visible()
    expect(tab.get_by_label(DRAWINGS)).to_be_checked()
    assert scans(dossier)[DRAWINGS] == []


def test_a_telephone_photographs_page_after_page(desk: Desk, tab: Page, dossier: Dossier) -> None:
    phone = desk.browser.new_context(
        base_url=desk.address,
        storage_state=tab.context.storage_state(),
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        bypass_csp=True,
    ).new_page()
    phone.on("pageerror", lambda error: pytest.fail(str(error)))
    phone.goto(f"/ho-so/{dossier.code}/them-ban-quet/")
    phone.get_by_label(DRAWINGS).tap()
    for page, button in enumerate(("Chụp bằng máy ảnh", "Chụp trang nữa"), start=1):
        with phone.expect_file_chooser() as camera:
            phone.get_by_role("button", name=button).tap()
        assert camera.value.element.get_attribute("capture") == "environment"
        camera.value.set_files(photograph(f"trang-{page}.png"))
    expect(phone.get_by_text("Số tệp đã chọn: 2")).to_be_visible()
    expect(phone.get_by_text("hoặc kéo tệp vào đây")).to_be_hidden()
    phone.evaluate(AXE.read_text(encoding="utf-8"))
    assert phone.evaluate("() => axe.run()")["violations"] == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.get_by_role("button", name="Thêm bản quét").tap()
    is_added(phone)
    (name,) = scans(dossier)[DRAWINGS]
    assert name.endswith(".pdf")


def test_where_a_mouse_points_no_camera_is_offered(tab: Page, dossier: Dossier) -> None:
    tab.goto(f"/ho-so/{dossier.code}/them-ban-quet/")
    expect(tab.get_by_text("hoặc kéo tệp vào đây")).to_be_visible()
    expect(tab.get_by_text("Chụp bằng máy ảnh")).to_be_hidden()


def test_without_mouse_or_script_the_row_leads_to_the_form(
    desk: Desk, tab: Page, dossier: Dossier
) -> None:
    kept = tab.context.storage_state()
    plain = desk.browser.new_context(
        base_url=desk.address, storage_state=kept, java_script_enabled=False
    ).new_page()
    plain.goto(f"/ho-so/{dossier.code}/")
    expect(plain.get_by_text("Kéo tệp quét")).to_be_hidden()
    plain.get_by_role("link", name=f"bản quét của {DRAWINGS}").press("Enter")
    expect(plain.get_by_label(DRAWINGS)).to_be_checked()
    plain.get_by_label("Tệp quét").set_input_files(photograph("ban-chup.png"))
    plain.get_by_role("button", name="Thêm bản quét").press("Enter")
    is_added(plain)
    assert scans(dossier)[DRAWINGS] == ["ban-chup.png"]

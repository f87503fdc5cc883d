"""Scans at the counter: dropped on the row of a paper, or chosen where nobody drags anything."""

from base64 import b64encode

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import FilePayload, Page, expect

from motcua.demo import papers
from motcua.ground.documents.examples import HTML
from motcua.onestop.dossiers import examples, queries
from motcua.onestop.dossiers.examples import Cast
from motcua.onestop.dossiers.models import Dossier
from tests.stories.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

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
    file = papers.scan(DRAWINGS, is_picture=True)
    scan = FilePayload(name=file.name or "", mimeType="image/png", buffer=file.read())
    plain.get_by_label("Tệp quét").set_input_files(scan)
    plain.get_by_role("button", name="Thêm bản quét").press("Enter")
    is_added(plain)
    assert scans(dossier)[DRAWINGS] == ["ban-chup.png"]

"""The pages in a real browser: nothing for axe to find, nothing that overflows, keys that work."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from motcua.ground.design import showcase
from motcua.ground.design.assets import PACKAGES
from motcua.ground.design.icons import BUILT

pytestmark = pytest.mark.browser

STATIC = BUILT.parents[1]
AXE = PACKAGES / "axe-core" / "axe.min.js"
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
POLICY = {"Content-Security-Policy": "default-src 'self'; img-src 'self' data:"}
CARD = "074193006285|280999888|Huỳnh Nguyễn Ngọc Bảo Trâm|19081993|Nữ|45/8A Huỳnh Văn Lũy|01052021"


class Site:
    """A site without a server: it renders what is asked for and remembers what was posted."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, str]] = []

    def answer(self, route: Route) -> None:
        """Answer one request of the chromium."""
        path = "/" + route.request.url.split("/", 3)[3].split("?")[0]
        if route.request.method == "POST":
            self.posted.append((path, route.request.post_data or ""))
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        elif path == "/the/":
            reply = {"name": "Huỳnh Nguyễn Ngọc Bảo Trâm", "said": "Đã đọc căn cước."}
            route.fulfill(body=json.dumps(reply), content_type="application/json")
        elif path == "/goi-y/":
            choices = [{"value": "7", "label": "Đăng ký hộ kinh doanh", "note": "1.001612"}]
            route.fulfill(
                body=showcase.suggestions(choices), content_type="text/html; charset=utf-8"
            )
        elif path == "/nhap/":
            route.fulfill(status=204)
        else:
            html = showcase.render(path.strip("/"))
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=POLICY)


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def window(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.route("**/*", site.answer)
    yield context
    context.close()


@pytest.fixture
def tab(window: BrowserContext) -> Page:
    page = window.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    return page


def go(tab: Page, name: str, width: int = 1280) -> None:
    """Open a page of the showcase."""
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(f"http://testserver/{name}/")
    tab.wait_for_selector("body.govuk-frontend-supported")


NAMES = showcase.PAGES


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(tab: Page, name: str, width: int) -> None:
    go(tab, name, width)
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate("() => axe.run()")["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_overflows_a_small_phone(tab: Page, name: str) -> None:
    go(tab, name, 320)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_counter_fits_its_screen(tab: Page) -> None:
    go(tab, "counter")
    bottom = tab.locator(".mc-bottom").bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] <= 800


def test_enter_walks_on_and_only_ctrl_enter_sends(tab: Page, site: Site) -> None:
    go(tab, "counter")
    tab.locator("[name=name]").focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.name") == "number"
    assert not [path for path, _ in site.posted if path == "/counter/"]
    with tab.expect_navigation():
        tab.keyboard.press("Control+Enter")
    assert [path for path, _ in site.posted if path == "/counter/"] == ["/counter/"]


def test_ctrl_enter_sends_where_nothing_has_the_focus(tab: Page, site: Site) -> None:
    go(tab, "counter")
    tab.evaluate("document.activeElement.blur()")
    with tab.expect_navigation():
        tab.keyboard.press("Control+Enter")
    assert [path for path, _ in site.posted if path == "/counter/"] == ["/counter/"]


def test_a_field_that_offers_keeps_the_focus_it_was_given(tab: Page) -> None:
    go(tab, "counter")
    assert tab.evaluate("document.activeElement.name") == "words"


def test_a_card_fills_the_form_and_never_sends_it(tab: Page, site: Site) -> None:
    go(tab, "counter")
    tab.locator("[name=card]").focus()
    tab.keyboard.type(CARD)
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-mc-scan-said]")).to_have_text("Đã đọc căn cước.")
    assert tab.locator("[name=name]").input_value() == "Huỳnh Nguyễn Ngọc Bảo Trâm"
    assert tab.locator("[name=card]").input_value() == ""
    assert "/counter/" not in {path for path, _ in site.posted}


def test_a_procedure_is_found_and_chosen_by_keys(tab: Page) -> None:
    go(tab, "counter")
    tab.locator("[name=words]").focus()
    tab.keyboard.type("ho kinh")
    tab.wait_for_selector("[role=option]")
    assert tab.locator("[name=words]").get_attribute("aria-expanded") == "true"
    tab.keyboard.press("Enter")
    assert tab.locator("[name=procedure]").input_value() == "7"
    assert tab.locator("[name=words]").input_value() == "Đăng ký hộ kinh doanh"


def test_what_is_typed_becomes_a_draft(tab: Page, site: Site) -> None:
    go(tab, "counter")
    tab.locator("[name=name]").fill("Huỳnh")
    expect(tab.locator("[data-mc-draft-said]")).to_contain_text("Đã lưu nháp")
    assert "name=Hu%E1%BB%B3nh" in dict(site.posted)["/nhap/"]


def test_keys_walk_a_list_and_can_be_turned_off(tab: Page) -> None:
    go(tab, "worklist")
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    assert tab.evaluate("document.activeElement.textContent") == "Huỳnh Ngọc Bảo Trâm"
    tab.keyboard.press("k")
    expect(tab.locator(".mc-list__link").first).to_be_focused()
    tab.get_by_role("button", name="Tắt phím tắt").click()
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.name ?? ''") != "q"
    tab.get_by_role("button", name="Bật phím tắt").click()
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.name") == "q"


def test_a_key_ticks_the_row_and_how_many_are_ticked_is_said(tab: Page) -> None:
    go(tab, "worklist")
    rows, said = tab.locator("[data-mc-rows]"), tab.get_by_role("status")
    tab.keyboard.press("x")
    expect(rows.get_by_role("checkbox", checked=True)).to_have_count(0)
    for key, count in (("j", ""), ("x", "Đã chọn 1 việc."), ("j", "Đã chọn 1 việc.")):
        tab.keyboard.press(key)
        expect(said).to_have_text(count)
    tab.keyboard.press("x")
    expect(said).to_have_text("Đã chọn 2 việc.")
    for place in range(2):
        expect(rows.get_by_role("checkbox").nth(place)).to_be_checked()
    tab.keyboard.press("k")
    tab.keyboard.press("x")
    expect(said).to_have_text("Đã chọn 1 việc.")
    expect(rows.get_by_role("checkbox").first).not_to_be_checked()
    tab.keyboard.press("j")
    tab.keyboard.press("x")
    expect(said).to_be_empty()


def test_a_question_mark_tells_of_the_keys_and_gives_the_focus_back(tab: Page) -> None:
    go(tab, "worklist")
    panel = tab.get_by_role("dialog", name="Phím tắt của trang này")
    tab.keyboard.press("j")
    tab.keyboard.press("?")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("xuống dòng sau")
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    assert tab.evaluate("() => axe.run()")["violations"] == []
    tab.keyboard.press("j")
    tab.keyboard.press("/")
    expect(panel).to_be_visible()
    tab.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    row = "document.activeElement.closest('[data-mc-rows] tr') !== null"
    assert tab.evaluate(row)


def test_a_button_opens_the_panel_of_keys_and_gets_the_focus_back(tab: Page) -> None:
    go(tab, "dossier", 360)
    button = tab.get_by_role("button", name="Phím tắt của trang này")
    button.focus()
    tab.keyboard.press("Enter")
    panel = tab.get_by_role("dialog", name="Phím tắt của trang này")
    expect(panel).not_to_contain_text("xuống dòng sau")
    tab.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("typed", ["xj?k/", "xoongj"])
def test_a_field_keeps_every_key_that_is_typed_into_it(tab: Page, typed: str) -> None:
    go(tab, "worklist")
    field = tab.locator("[data-mc-search]")
    field.focus()
    tab.keyboard.type(typed)
    assert field.input_value() == typed
    expect(field).to_be_focused()
    assert not tab.locator("dialog[open]").count()


def test_what_an_input_method_composes_is_no_shortcut(tab: Page) -> None:
    go(tab, "worklist")
    for key in ("j", "?", "/"):
        composing = f"new KeyboardEvent('keydown', {{key: '{key}', isComposing: true}})"
        tab.evaluate(f"document.body.dispatchEvent({composing})")
    assert tab.evaluate("document.activeElement === document.body")
    assert not tab.locator("dialog[open]").count()


def test_a_second_click_sends_nothing(tab: Page, site: Site) -> None:
    go(tab, "counter")
    with tab.expect_navigation():
        tab.locator("main [type=submit]").dblclick()
    assert [path for path, _ in site.posted].count("/counter/") == 1


def test_paper_carries_no_buttons(tab: Page) -> None:
    go(tab, "dossier")
    tab.emulate_media(media="print")
    assert not tab.locator(".govuk-button:visible, .mc-bar__nav:visible").count()
    assert tab.locator(".mc-print-foot").is_visible()
    assert len(tab.pdf(format="A4")) > 1000

"""A dossier from the desk to its owner by keyboard alone: nobody touches a mouse."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers.examples import PDF, PERMIT, Cast
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.states import Status
from tests.stories.desk import CARD, PASSWORD, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TABS = 80
DRAFT = {"name": "du-thao.pdf", "mimeType": "application/pdf", "buffer": PDF}
SHOWS_FOCUS = """element => {
    const drawn = element.closest(".govuk-radios__item, .govuk-checkboxes__item") ?? element;
    return [drawn, ...drawn.querySelectorAll("*")]
        .flatMap(each => [null, "::before", "::after"].map(part => getComputedStyle(each, part)))
        .some(style => style.outlineStyle !== "none" || style.boxShadow !== "none");
}"""


def test_a_permit_by_keyboard_alone(desk: Desk, cast: Cast) -> None:
    code = receive(desk.sign_in(cast.city_receiver))

    act(desk, cast.planner, code, "Chuyển tiếp")

    tab = begin(desk, cast.planner, code, "Trình kết quả")
    reach(tab, tab.locator(".govuk-file-upload-button"))
    with tab.expect_file_chooser() as opened:
        tab.keyboard.press("Enter")
    opened.value.set_files(DRAFT)  # type: ignore[arg-type]
    send(tab, "Trình kết quả")

    act(desk, cast.planning_head, code, "Duyệt")

    tab = begin(desk, cast.city_head, code, "Ký")
    reach(tab, tab.get_by_label("Mật khẩu", exact=True))
    tab.keyboard.type(PASSWORD)
    send(tab, "Ký")

    tab = begin(desk, cast.city_clerk, code, "Phát hành")
    send(tab, "Phát hành")

    tab = begin(desk, cast.city_receiver, code, "Trả kết quả")
    reach(tab, tab.get_by_label("Căn cước, căn cước công dân"))
    tab.keyboard.press("Space")
    send(tab, "Trả kết quả")
    assert Dossier.objects.get().status == Status.HANDED_OVER


def receive(tab: Page) -> str:
    """Walk to the counter through the menu, and receive; return the dossier's code."""
    choose(tab, tab.get_by_role("link", name="Tiếp nhận", exact=True))
    expect(tab.locator("#tim")).to_be_focused()
    tab.keyboard.type("xay dung")
    expect(tab.get_by_role("option").first).to_contain_text("giấy phép xây dựng")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**thu-tuc={PERMIT}*")
    expect(tab.get_by_label("Quét căn cước")).to_be_focused()
    tab.keyboard.type(CARD)
    tab.keyboard.press("Enter")
    expect(tab.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Phương Uyên")
    choose(tab, tab.get_by_role("button", name="Đủ cả"))
    tab.keyboard.press("Control+Enter")
    expect(tab.get_by_role("heading", name="Đã tiếp nhận hồ sơ")).to_be_visible()
    choose(tab, tab.get_by_role("link", name="Mở hồ sơ"))
    expect(tab).to_have_url(re.compile("/ho-so/"))
    return Dossier.objects.get().code


def begin(desk: Desk, actor: Actor, code: str, verb: str) -> Page:
    """Find a dossier by / and its code, and choose an act on it."""
    tab = desk.sit(actor)
    tab.goto("/ban-lam-viec/")
    tab.keyboard.press("/")
    expect(tab.locator("[data-mc-search]")).to_be_focused()
    tab.keyboard.type(code)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/tim-ho-so/**")
    tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/ho-so/{code}/")
    acts = tab.get_by_label("Việc làm được bây giờ")
    named = acts.get_by_role("button", name=verb, exact=True)
    choose(tab, named.or_(acts.get_by_role("link", name=verb, exact=True)).first)
    return tab


def act(desk: Desk, actor: Actor, code: str, verb: str) -> None:
    """Do what is done at once."""
    tab = begin(desk, actor, code, verb)
    expect(tab.locator(".govuk-notification-banner")).to_be_visible()


def send(tab: Page, verb: str) -> None:
    """Walk to the button of the act's own page, press it, and wait for what comes of it."""
    choose(tab, tab.get_by_role("main").get_by_role("button", name=verb, exact=True))
    expect(tab.locator(".govuk-notification-banner")).to_be_visible()


def choose(tab: Page, wanted: Locator) -> None:
    reach(tab, wanted)
    tab.keyboard.press("Enter")


def reach(tab: Page, wanted: Locator) -> None:
    """Walk to something by Tab alone; it is in sight there and shows that it has the focus."""
    expect(wanted).to_be_visible()
    for _step in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            break
        tab.keyboard.press("Tab")
    expect(wanted).to_be_focused()
    expect(wanted).to_be_in_viewport()
    assert wanted.evaluate(SHOWS_FOCUS)

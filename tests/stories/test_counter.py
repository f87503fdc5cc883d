"""The counter in a browser: one screen, by keyboard alone, nothing under the bar at its foot."""

import re

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from motcua.demo import procedures
from motcua.ground.agencies.models import Competence
from motcua.onestop.dossiers.examples import COPY, MORNING, Cast
from motcua.onestop.dossiers.models import Dossier, Draft
from tests.stories.desk import CARD, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BIRTH = "1.001193"
# A laptop of 768 lines less what its browser takes; a small desktop screen.
SCREENS = [(1366, 625), (1280, 720)]
IS_IN_SIGHT = """field => {
    const bar = document.querySelector(".mc-bottom").getBoundingClientRect();
    const box = field.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= bar.top;
}"""


@pytest.fixture
def tab(desk: Desk, cast: Cast, settings: Settings) -> Page:
    """The receiver of a ward, before a computer of the demonstration with its strip."""
    settings.DEMO = True
    return desk.sit(cast.ward_receiver)


@pytest.fixture
def births(cast: Cast) -> None:
    """Let the ward register births too."""
    ward = cast.house.ward
    Competence.objects.create(field_code="ho-tich", field_name="Hộ tịch", agency=ward, office=ward)
    procedures.load(now=MORNING)


def counter(tab: Page, code: str = COPY, *, screen: tuple[int, int] = SCREENS[0]) -> None:
    """Open the counter with a procedure on it."""
    width, height = screen
    tab.set_viewport_size({"width": width, "height": height})
    tab.goto(f"/tiep-nhan/?thu-tuc={code}")


def alt(tab: Page, letter: str) -> None:
    """Press Alt and a letter as a keyboard does: Playwright's own press leaves the letter out."""
    keyboard = tab.context.new_cdp_session(tab)
    key = {"key": letter, "code": f"Key{letter.upper()}", "modifiers": 1}
    code = ord(letter.upper())
    pressed = {"text": letter, "unmodifiedText": letter, "windowsVirtualKeyCode": code}
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **key, **pressed})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **key, "windowsVirtualKeyCode": code})


@pytest.mark.usefixtures("births")
@pytest.mark.parametrize("screen", SCREENS)
def test_the_usual_matter_fits_on_the_screen(tab: Page, screen: tuple[int, int]) -> None:
    for code in (COPY, BIRTH):
        counter(tab, code, screen=screen)
        expect(tab.locator(".mc-demo")).to_be_visible()
        fields = tab.locator(".mc-counter").locator("input, select, a, button")
        shown = [field for field in fields.all() if field.is_visible()]
        out_of_sight = [field for field in shown if not field.evaluate(IS_IN_SIGHT)]
        assert len(shown) > 15
        assert out_of_sight == [], code
        button = tab.get_by_role("button", name="Tiếp nhận Ctrl Enter", exact=True).bounding_box()
        assert button
        assert button["y"] + button["height"] <= screen[1]
        assert tab.evaluate("document.documentElement.scrollHeight") <= screen[1], code


@pytest.mark.usefixtures("births")
def test_the_bar_never_lies_on_the_field_that_has_the_focus(tab: Page) -> None:
    counter(tab, BIRTH, screen=(1366, 400))
    tab.get_by_label("Người nộp", exact=True).select_option("proxy")
    tab.locator("#card").focus()
    focused = tab.locator(".mc-counter :focus")
    walked = 0
    while focused.count():
        assert focused.evaluate(IS_IN_SIGHT), focused.evaluate("field => field.id")
        tab.keyboard.press("Tab")
        walked += 1
    assert walked > 30
    expect(tab.get_by_role("button", name="Tiếp nhận Ctrl Enter", exact=True)).to_be_focused()


def test_another_filer_is_asked_for_only_when_there_is_one(tab: Page) -> None:
    counter(tab)
    name = tab.get_by_label("Họ tên người nộp")
    expect(name).to_be_hidden()
    tab.get_by_label("Người nộp", exact=True).focus()
    tab.get_by_label("Người nộp", exact=True).select_option("filer")
    expect(name).to_be_visible()
    for asked in tab.locator(".mc-asked input").all():
        assert asked.evaluate(IS_IN_SIGHT)
    tab.get_by_label("Người nộp", exact=True).focus()
    tab.keyboard.press("Enter")
    expect(name).to_be_focused()


@pytest.mark.parametrize(
    ("way", "asked"),
    [
        ("across", []),
        ("before", ["Ngày nhận", "Giờ nhận", "Lý do nhập muộn"]),
        ("by_post", ["Số hiệu bưu gửi", "Ngày nhận", "Giờ nhận", "Lý do nhập muộn"]),
    ],
)
def test_a_way_of_coming_asks_for_its_own(tab: Page, way: str, asked: list[str]) -> None:
    counter(tab)
    tab.get_by_label("Cách nộp").select_option(way)
    shown = tab.locator(".mc-arrival label:visible")
    expect(shown).to_have_text(asked)


def fill_in(tab: Page) -> None:
    """Fill in what a copy asks for."""
    counter(tab)
    tab.locator("#card").fill(CARD)
    tab.locator("#card").press("Enter")
    expect(tab.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Phương Uyên")
    tab.get_by_label("Số trang").fill("2")
    alt(tab, "g")


def is_received_once(tab: Page) -> None:
    """Hold that there is one dossier, and that nothing of it is left in the browser."""
    expect(tab.get_by_role("heading", name="Đã tiếp nhận hồ sơ")).to_be_visible(timeout=15_000)
    assert Dossier.objects.count() == 1
    assert tab.evaluate("sessionStorage.getItem('mc-unsent')") is None
    assert not Draft.objects.exists()


def test_what_the_network_does_not_take_is_kept_and_sent_again(tab: Page) -> None:
    fill_in(tab)
    tab.context.set_offline(True)
    tab.keyboard.press("Control+Enter")
    said = tab.locator("[data-mc-unsent-said]")
    expect(said).to_contain_text("Chưa gửi được vì mất kết nối.")
    expect(tab.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Phương Uyên")
    tab.get_by_role("button", name="Gửi lại").click()
    expect(said).to_be_visible()
    assert not Dossier.objects.exists()
    tab.context.set_offline(False)
    is_received_once(tab)


def cut(tab: Page) -> None:
    """Let nothing that is received leave this computer."""
    tab.route("**/tiep-nhan/nhan/", lambda route: route.abort())
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("[data-mc-unsent-said]")).to_contain_text("Chưa gửi được")


def test_what_was_not_sent_outlives_a_reload_and_waits_for_who_changes_it(tab: Page) -> None:
    fill_in(tab)
    cut(tab)
    tab.goto("/tiep-nhan/")
    tab.get_by_role("link", name="Mở lại để gửi").click()
    expect(tab.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Phương Uyên")
    expect(tab.get_by_label("Số trang")).to_have_value("2")
    expect(tab.locator("#giay-to input[type=checkbox]").first).to_be_checked()
    said = tab.locator("[data-mc-unsent-said]")
    expect(said).to_contain_text("Chưa gửi được")
    tab.get_by_label("Địa chỉ").fill("12 Yersin")
    expect(said).to_contain_text("Chưa gửi. Sửa xong thì bấm Gửi lại.")
    tab.unroute("**/tiep-nhan/nhan/")
    assert not Dossier.objects.exists()
    tab.get_by_role("button", name="Gửi lại").click()
    is_received_once(tab)


def test_an_answer_that_is_lost_makes_no_second_dossier(tab: Page) -> None:
    fill_in(tab)
    lost: list[int] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    tab.route("**/tiep-nhan/nhan/", lose)
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("[data-mc-unsent-said]")).to_contain_text("Chưa gửi được")
    assert (lost, Dossier.objects.count()) == ([200], 1)
    is_received_once(tab)


def test_a_server_that_is_stopped_is_waited_for(tab: Page) -> None:
    fill_in(tab)
    # As the proxy before it answers.
    tab.route("**/tiep-nhan/**", lambda route: route.fulfill(status=502))
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("[data-mc-unsent-said]")).to_contain_text("Chưa gửi được")
    tab.unroute("**/tiep-nhan/**")
    is_received_once(tab)


def test_what_is_wrong_is_told_by_the_one_answer_and_back_asks_for_nothing(tab: Page) -> None:
    fill_in(tab)
    tab.get_by_label("Số trang").fill("")
    posts: list[str] = []
    sends_to = tab.locator("form[data-mc-unsent]").evaluate("form => form.action")
    tab.on("request", lambda asked: posts.append(asked.url) if asked.method == "POST" else None)
    tab.keyboard.press("Control+Enter")
    expect(tab).to_have_title(re.compile("^Lỗi: "))
    expect(tab.locator(".govuk-error-summary")).to_be_focused()
    assert posts == [sends_to]
    expect(tab).to_have_url(re.compile(r"/tiep-nhan/\?thu-tuc=.*nhap="))
    tab.reload()
    expect(tab.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Phương Uyên")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator(".govuk-error-summary")).to_be_focused()
    tab.get_by_label("Số trang").fill("2")
    tab.keyboard.press("Control+Enter")
    is_received_once(tab)
    tab.go_back()
    expect(tab.get_by_label("Họ và tên")).to_be_visible()


def test_what_a_session_that_ended_turned_away_is_offered_again(tab: Page) -> None:
    fill_in(tab)
    cookies = tab.context.cookies()
    tab.context.clear_cookies(name=django_settings.SESSION_COOKIE_NAME)
    tab.keyboard.press("Control+Enter")
    expect(tab).to_have_url(re.compile("/dang-nhap/"))
    tab.context.add_cookies(cookies)  # type: ignore[arg-type]
    tab.goto("/tiep-nhan/")
    tab.get_by_role("link", name="Mở lại để gửi").click()
    expect(tab.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Phương Uyên")
    tab.get_by_role("button", name="Gửi lại").click()
    is_received_once(tab)


def test_nobody_else_at_this_tab_is_shown_what_was_not_sent(tab: Page) -> None:
    fill_in(tab)
    cut(tab)
    tab.evaluate(
        """() => {
            const kept = JSON.parse(sessionStorage.getItem("mc-unsent"));
            sessionStorage.setItem("mc-unsent", JSON.stringify({ ...kept, user: "0" }));
        }"""
    )
    counter(tab)
    expect(tab.get_by_label("Họ và tên")).to_have_value("")
    assert tab.evaluate("sessionStorage.getItem('mc-unsent')") is None


@pytest.mark.parametrize(
    ("letter", "label"), [("n", "Quét căn cước"), ("p", "Thu tiền"), ("k", "Nhận kết quả")]
)
def test_an_access_key_leads_to_its_part(tab: Page, letter: str, label: str) -> None:
    counter(tab)
    tab.get_by_label("Địa chỉ").focus()
    alt(tab, letter)
    expect(tab.get_by_label(label)).to_be_focused()


def test_the_access_keys_of_papers_and_procedure_act(tab: Page) -> None:
    counter(tab)
    alt(tab, "g")
    expect(tab.locator("#giay-to input[type=checkbox]").first).to_be_checked()
    alt(tab, "t")
    expect(tab.locator("#tim")).to_be_focused()


@pytest.mark.usefixtures("births")
def test_all_there_means_what_must_be_there(tab: Page) -> None:
    counter(tab, BIRTH)
    alt(tab, "g")
    lines = tab.locator("#giay-to li").filter(has=tab.locator("input[type=checkbox]"))
    expect(lines.locator("input:checked").first).to_be_visible()
    optional = lines.filter(has_text="nếu có")
    assert optional.count() > 0
    expect(optional.locator("input:checked")).to_have_count(0)
    expect(lines.locator("input:checked")).to_have_count(lines.count() - optional.count())


def test_enter_walks_from_the_card_to_the_pages(tab: Page) -> None:
    counter(tab)
    tab.locator("#card").focus()
    for _field in range(40):
        tab.keyboard.press("Enter")
        if tab.locator("#id_pages:focus").count():
            break
    expect(tab.get_by_label("Số trang")).to_be_focused()


def test_papers_that_lack_are_confirmed_by_keyboard(tab: Page) -> None:
    counter(tab)
    tab.locator("#card").fill(CARD)
    tab.locator("#card").press("Enter")
    expect(tab.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Phương Uyên")
    tab.get_by_label("Số trang").fill("2")
    tab.keyboard.press("Control+Enter")
    expect(tab.get_by_label("Vẫn tiếp nhận")).to_be_focused()
    tab.keyboard.press("Space")
    tab.keyboard.press("Control+Enter")
    expect(tab.get_by_role("heading", name="Đã tiếp nhận hồ sơ")).to_be_visible()

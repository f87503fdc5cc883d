"""Cards scanned at the counter: what they fill in, and what they leave alone."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from motcua.onestop.dossiers.examples import COPY, Cast, marriage_matter
from tests.stories.desk import CARD, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARRIAGE = "1.000894"


@pytest.fixture
def tab(desk: Desk, cast: Cast) -> Page:
    """Return a computer of the receiver of a ward."""
    return desk.sit(cast.ward_receiver)


def test_a_card_not_read_leaves_nobody_elses_data(tab: Page) -> None:
    tab.goto(f"/tiep-nhan/?thu-tuc={COPY}")
    card, name, phone = (
        tab.locator("#card"),
        tab.get_by_label("Họ và tên"),
        tab.locator("#id_phone"),
    )
    phone.fill("0918 204 386")
    card.fill(CARD)
    card.press("Enter")
    expect(name).to_have_value("Nguyễn Thị Phương Uyên")
    card.fill("074190009999|025123456|Nguyễn Thị")
    card.press("Enter")
    said = tab.locator("[data-mc-scan-said]")
    expect(said).to_contain_text("Mã vừa quét không phải mã trên thẻ căn cước.")
    expect(name).to_have_value("")
    expect(tab.locator("#id_born_on")).to_have_value("")
    expect(phone).to_have_value("0918 204 386")
    name.press_sequentially("L")
    expect(said).to_be_hidden()


def type_card(tab: Page, line: str, *, spoils: bool) -> None:
    """Type a card as a scanner does; an input method may make an é of two of its keys."""
    before, behind = line.split("Yersin")
    card = tab.locator("#card")
    card.focus()
    for part in (before, "Ye"):
        tab.keyboard.insert_text(part)
    for letter in "és" if spoils else "":
        tab.keyboard.press("Backspace")
        tab.keyboard.insert_text(letter)
    tab.keyboard.insert_text(behind)
    card.press("Enter")


@pytest.mark.parametrize("spoils", [False, True])
def test_an_input_method_that_meddles_with_a_scanner_is_seen(tab: Page, *, spoils: bool) -> None:
    tab.goto(f"/tiep-nhan/?thu-tuc={COPY}")
    type_card(tab, CARD.replace("Nguyễn Văn Tiết", "Yersin"), spoils=spoils)
    said = tab.locator("[data-mc-scan-said]")
    expect(said).to_contain_text("Tắt bộ gõ rồi quét lại" if spoils else "Đã điền.")
    expect(tab.get_by_label("Họ và tên")).to_have_value("" if spoils else "Nguyễn Thị Phương Uyên")


def test_a_card_takes_the_mistakes_off_what_it_fills(tab: Page) -> None:
    tab.goto(f"/tiep-nhan/?thu-tuc={COPY}")
    tab.keyboard.press("Control+Enter")
    name = tab.get_by_label("Họ và tên")
    expect(tab).to_have_title(re.compile("^Lỗi: "))
    expect(name).to_have_attribute("aria-invalid", "true")
    tab.locator("#card").fill(CARD)
    tab.locator("#card").press("Enter")
    expect(name).to_have_value("Nguyễn Thị Phương Uyên")
    expect(name).not_to_have_attribute("aria-invalid", "true")
    expect(tab.locator("#id_name_error")).to_have_count(0)
    summary = tab.locator(".govuk-error-summary")
    expect(summary.locator("a")).to_have_text(["Nhập số trang của bản chính để tính phí."])


def test_a_couple_scans_a_card_each(tab: Page, cast: Cast) -> None:
    marriage_matter(cast)
    tab.goto(f"/tiep-nhan/?thu-tuc={MARRIAGE}")
    his = CARD.replace("074189004712", "074088001234").replace("Nguyễn Thị Phương Uyên", "Lý Kha")
    for field, card in (("#card", CARD), ("#co_card", his)):
        tab.locator(field).fill(card)
        tab.locator(field).press("Enter")
    expect(tab.get_by_label("Họ tên người cùng yêu cầu")).to_have_value("Lý Kha")
    expect(tab.get_by_label("Họ và tên", exact=True)).to_have_value("Nguyễn Thị Phương Uyên")


def test_a_late_answer_calls_nobody_back_and_fills_over_nobody(tab: Page, cast: Cast) -> None:
    marriage_matter(cast)
    tab.goto(f"/tiep-nhan/?thu-tuc={MARRIAGE}")
    her, second = tab.get_by_label("Họ và tên", exact=True), tab.locator("#co_card")
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    def scan(card: str) -> None:
        tab.locator("#card").fill(card)
        with tab.expect_request("**/tiep-nhan/the/"):
            tab.locator("#card").press("Enter")

    tab.route("**/tiep-nhan/the/", hold)
    scan(CARD)
    second.focus()
    expect(second).to_be_focused()
    late[0].continue_()
    expect(her).to_have_value("Nguyễn Thị Phương Uyên")
    expect(second).to_be_focused()
    scan(CARD)
    scan(CARD.replace("074189004712", "074188001234").replace("Phương Uyên", "Lý Kha"))
    late[2].continue_()
    expect(her).to_have_value("Nguyễn Thị Lý Kha")
    with tab.expect_response("**/tiep-nhan/the/") as answer:
        late[1].continue_()
    answer.value.finished()
    tab.evaluate("new Promise(requestAnimationFrame)")
    expect(her).to_have_value("Nguyễn Thị Lý Kha")

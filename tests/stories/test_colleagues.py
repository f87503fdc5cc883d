"""What is done seldom, and in view of others: for a colleague, after him, at his request."""

import pytest
from playwright.sync_api import Page, expect

from motcua.ground.agencies.models import Tenure
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.actions import steps
from motcua.onestop.dossiers.examples import PDF, TODAY, Cast, Life
from motcua.onestop.dossiers.states import Status
from tests.stories import drawn
from tests.stories.desk import Desk
from tests.stories.undrawn import Typed
from tests.stories.ward import Clock

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Return everybody, on the afternoon of the day on which the examples begin."""
    Clock(monkeypatch).strikes(15)
    return examples.province(on=TODAY)


def does(desk: Desk, actor: Actor, verb: str, life: Life, typed: Typed) -> Page:
    """Do to a dossier what its page offers, and return what it leads to."""
    tab = desk.sit(actor)
    drawn.send(tab, page_of(life), typed, verb=verb)
    expect(tab.locator(".govuk-notification-banner")).to_contain_text(life.dossier.code)
    return tab


def page_of(life: Life) -> str:
    return f"/ho-so/{life.dossier.code}/"


def test_work_is_taken_over_and_whoever_held_it_is_told(desk: Desk, cast: Cast) -> None:
    life = examples.permit_life(cast)
    life.act(steps.assign, cast.planning_head, post_id=cast.planner.grants[0].post_id)
    examples.arranged(cast.planner, cast.second_planner)
    why: Typed = {"Lý do nhận thay": "Chị Trang đi đo đạc cả ngày."}
    tab = does(desk, cast.second_planner, "Nhận thay", life, why)
    history = tab.get_by_role("main")
    expect(history).to_contain_text(f"{cast.second_planner.name} đã nhận thay {cast.planner.name}")
    expect(history).to_contain_text("Chị Trang đi đo đạc cả ngày.")
    expect(tab.get_by_role("button", name="Chuyển tiếp")).to_be_visible()
    tab = desk.sit(cast.planner)
    tab.goto("/ban-lam-viec/")
    expect(tab.get_by_role("main")).to_contain_text(f"{cast.second_planner.name} đã nhận thay")


def test_a_wrong_result_is_recalled_and_made_anew(desk: Desk, cast: Cast) -> None:
    life = examples.permit_to_result(cast)
    wrong: Typed = {"Sai sót của kết quả": "Sai số thửa đất."}
    tab = does(desk, cast.city_clerk, "Thu hồi kết quả", life, wrong)
    expect(tab.get_by_role("main")).to_contain_text("đã thu hồi kết quả để làm lại")
    expect(tab.locator("del")).to_be_visible()
    tab = desk.sit(cast.planner)
    tab.goto(page_of(life))
    expect(tab.get_by_role("main")).to_contain_text("Sai số thửa đất.")
    expect(tab.get_by_role("button", name="Trình kết quả")).to_be_visible()
    life.dossier.refresh_from_db()
    assert life.dossier.status == Status.IN_PROGRESS


def test_two_dossiers_are_linked_and_the_link_undone(desk: Desk, cast: Cast) -> None:
    life, other = examples.copy_life(cast), examples.copy_life(cast)
    link: Typed = {
        "Mã hồ sơ kia": other.dossier.code,
        "Trùng với hồ sơ kia": True,
        "Vì sao liên kết": "Chị Uyên nộp hai lần trong một buổi.",
    }
    tab = does(desk, cast.ward_receiver, "Liên kết hồ sơ", life, link)
    tab.get_by_role("link", name=other.dossier.code).first.click()
    expect(tab.get_by_role("heading", name="Hồ sơ liên quan")).to_be_visible()
    expect(tab.get_by_role("link", name=life.dossier.code).first).to_be_visible()
    undo: Typed = {other.dossier.code: True, "Vì sao bỏ": "Hai bản cho hai trường."}
    tab = does(desk, cast.ward_receiver, "Bỏ liên kết", life, undo)
    expect(tab.get_by_role("heading", name="Hồ sơ liên quan")).to_have_count(0)


def test_an_agency_that_is_asked_gives_its_opinion(desk: Desk, cast: Cast) -> None:
    life = examples.asking_life(cast)
    opinion: Typed = {
        "Không đồng ý": True,
        "Nội dung ý kiến": "Thửa đất còn nợ tiền sử dụng đất.",
        "Văn bản trả lời": {"name": "tra-loi.pdf", "text": PDF.decode()},
    }
    does(desk, cast.accountant, "Cho ý kiến", life, opinion)
    tab = desk.sit(cast.planner)
    tab.goto(page_of(life))
    expect(tab.get_by_role("main")).to_contain_text("Thửa đất còn nợ tiền sử dụng đất.")
    expect(tab.get_by_role("link", name="tra-loi.pdf")).to_be_visible()


def test_a_head_closes_the_sheet_of_who_takes_money_no_longer(desk: Desk, cast: Cast) -> None:
    gone = cast.ward_receiver
    examples.copy_life(cast).pay(gone, 10_000)
    Tenure.objects.filter(post=gone.grants[0].post_id).update(valid_to=TODAY)
    tab = desk.sit(cast.ward_head)
    tab.goto("/bang-ke-thu/")
    drawn.press(tab, tab.locator(".mc-list__link").first)
    expect(tab.get_by_role("main")).to_contain_text(f"{gone.name} không còn thu tiền ở cơ quan này")
    typed = {"Tiền mặt đếm được": "10.000", "Lý do khóa thay": "Chị Ánh nghỉ; kế toán cùng đếm."}
    drawn.send(tab, tab.url, typed, button="Khóa thay")
    expect(tab.get_by_text("Đã khóa bảng kê.")).to_be_visible()
    for words in ("Người khóa thay", cast.ward_head.name, "Chị Ánh nghỉ; kế toán cùng đếm."):
        expect(tab.get_by_role("main")).to_contain_text(words)

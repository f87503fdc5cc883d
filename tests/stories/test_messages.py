"""Messages in a browser: who looks after them, by keyboard alone, and whoever ends them."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from motcua.ground.notifications import actions
from motcua.ground.notifications.models import Message
from motcua.ground.notifications.rules import Failure
from motcua.onestop.dossiers.examples import MORNING, Cast, applicant, copy_matter, received
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.receipts import receipt_link
from tests.stories.desk import Desk
from tests.stories.test_pages import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def told(cast: Cast, failure: Failure | None = None) -> Dossier:
    """Receive a dossier whose citizen agreed to letters; the letter may fail."""
    matter = copy_matter(cast, parties=(applicant(email="uyen@vidu.vn"),))
    dossier = received(cast.ward_receiver, matter)
    if failure:
        message = Message.objects.latest("id")
        begun = actions.begin(message_id=message.id, now=MORNING)
        assert begun
        actions.record_failure(message=begun, failure=failure)
    return dossier


@pytest.mark.long
def test_the_pages_of_whoever_looks_after_the_messages(desk: Desk, cast: Cast) -> None:
    tab = desk.sit(cast.administrator, bypass_csp=True)
    look(tab, "/quan-tri/tin-gui/")
    for failure in (Failure.NO_SUCH_ADDRESS, Failure.LOST_TRACK):
        told(cast, failure)
    doubtful = Message.objects.latest("id")
    for address in (
        "/quan-tri/tin-gui/",
        f"/quan-tri/tin-gui/{doubtful.pk}/",
        "/quan-tri/mau-tin/",
        "/quan-tri/mau-tin/received/",
        "/tai-khoan/thu-buoi-sang/",
    ):
        look(tab, address)


def test_words_are_tried_and_saved_by_keyboard(desk: Desk, cast: Cast) -> None:
    tab = desk.sit(cast.administrator)
    tab.goto("/quan-tri/mau-tin/result_ready/")
    tab.get_by_label("Tiêu đề").fill("Hồ sơ {ma} đã xong")
    tab.get_by_label("Tiêu đề").press("Enter")
    expect(tab.get_by_role("alert")).to_contain_text("Không có chỗ điền {ma}.")
    tab.get_by_label("Tiêu đề").fill("Hồ sơ {code} đã xong")
    tab.get_by_role("button", name="Xem trước").press("Enter")
    expect(
        tab.get_by_role("heading", name="Hồ sơ 000.00.16.H09-150415-0001 đã xong")
    ).to_be_visible()
    tab.get_by_role("button", name="Lưu mẫu").press("Enter")
    expect(tab.get_by_text("Đã lưu mẫu.")).to_be_visible()


def test_a_citizen_ends_the_messages(desk: Desk, cast: Cast) -> None:
    dossier = told(cast)
    link = receipt_link(settings.RECEIPT_KEY, dossier_id=dossier.pk, issue=1)
    around = desk.browser.new_context(
        base_url=desk.address, bypass_csp=True, java_script_enabled=False
    )
    tab = around.new_page()
    tab.goto(f"/tra-cuu/q/{dossier.code}/{link}/")
    tab.get_by_role("button", name="Ngừng báo tin").click()
    expect(tab.get_by_text("Đã ngừng báo tin về hồ sơ này.")).to_be_visible()

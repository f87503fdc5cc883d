"""A forgotten password, a letter, a new one; then a telephone beside it, in a real browser."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from motcua.ground.access import totp
from motcua.ground.access.models import SecondFactor, User
from motcua.ground.kernel.actor import Actor
from motcua.ground.notifications import jobs
from motcua.ground.notifications.models import Message
from motcua.onestop.dossiers.examples import MORNING, Cast
from tests.stories.desk import PASSWORD, Desk
from tests.stories.test_pages import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW = "con mèo nhà hàng xóm"


def username(actor: Actor) -> str:
    return User.objects.get(pk=actor.user_id or 0).username


def sign_in(tab: Page, name: str, password: str) -> None:
    tab.goto("/dang-nhap/")
    tab.get_by_label("Tên đăng nhập").fill(name)
    tab.get_by_label("Mật khẩu", exact=True).fill(password)
    tab.keyboard.press("Enter")
    expect(tab).not_to_have_url(re.compile(r"/dang-nhap/$"))


def test_a_forgotten_password_and_a_telephone_without_scripts(desk: Desk, cast: Cast) -> None:
    name = username(cast.ward_handler)
    User.objects.filter(username=name).update(email="bao@example.vn")
    around = desk.browser.new_context(base_url=desk.address, java_script_enabled=False)
    tab = around.new_page()

    tab.goto("/dang-nhap/")
    tab.get_by_role("link", name="Quên mật khẩu").click()
    tab.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(name)
    tab.get_by_role("button", name="Gửi thư").click()
    expect(tab.get_by_role("heading", name="Xem hộp thư")).to_be_visible()
    jobs.write_reset(login=name)

    tab.goto(re.sub(r"^https?://[^/]+", "", Message.objects.latest("id").facts["link"]))
    tab.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
    tab.get_by_label("Nhập lại mật khẩu mới").fill(NEW)
    tab.get_by_role("button", name="Đặt mật khẩu").click()
    expect(tab.get_by_text("Đã đặt mật khẩu mới")).to_be_visible()

    sign_in(tab, name, NEW)
    tab.goto("/tai-khoan/")
    tab.get_by_role("link", name="Bật xác thực hai lớp").click()
    secret = tab.locator("strong.mc-number").inner_text().replace(" ", "").upper()
    code = totp.code_of(secret, totp.step_at(datetime.now(UTC)))  # noqa: TID251 - a telephone
    tab.get_by_label("Mã 6 số trên điện thoại").fill(code)
    tab.get_by_label("Mật khẩu đang dùng").fill(NEW)
    tab.get_by_role("button", name="Bật").click()
    expect(tab.get_by_role("heading", name="Ghi lại mã dự phòng")).to_be_visible()
    tab.get_by_role("link", name="Đã ghi lại").click()

    phone = desk.browser.new_context(base_url=desk.address).new_page()
    sign_in(phone, name, NEW)
    factor = SecondFactor.objects.get()
    expect(phone.get_by_label("Mã 6 số trên điện thoại")).to_be_focused()
    phone.keyboard.type(totp.code_of(factor.secret, factor.last_step + 1))
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("link", name="Việc của tôi").first).to_be_visible()

    tab.reload()
    tab.get_by_role("button", name=re.compile("Kết thúc Chrome")).click()
    expect(tab.get_by_text("Đã kết thúc")).to_be_visible()
    phone.goto("/viec/")
    expect(phone.get_by_role("heading", name="Đăng nhập cho cán bộ")).to_be_visible()


def test_an_administrator_gives_a_temporary_password(desk: Desk, cast: Cast) -> None:
    name = username(cast.ward_handler)
    tab = desk.browser.new_context(base_url=desk.address).new_page()
    sign_in(tab, username(cast.administrator), PASSWORD)
    tab.goto(f"/co-quan/{cast.house.ward.code}/")
    tab.get_by_role("link", name=cast.ward_handler.name).click()
    tab.get_by_role("link", name="Đặt mật khẩu tạm").click()
    tab.get_by_label("Mật khẩu của chính mình").fill(PASSWORD)
    tab.get_by_role("button", name="Đặt mật khẩu tạm").click()
    lent = tab.locator(".mc-code").inner_text()

    his = desk.browser.new_context(base_url=desk.address).new_page()
    sign_in(his, name, lent)
    his.goto("/viec/")
    expect(his.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()
    his.get_by_label("Mật khẩu đang dùng").fill(lent)
    his.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
    his.get_by_label("Nhập lại mật khẩu mới").fill(NEW)
    his.get_by_role("button", name="Đổi mật khẩu").click()
    expect(his.get_by_text("Đã đổi mật khẩu")).to_be_visible()


@pytest.mark.long
def test_the_pages_of_accounts(desk: Desk, cast: Cast) -> None:
    tab = desk.sit(cast.ward_receiver, bypass_csp=True)
    desk.sign_in(cast.ward_receiver)
    for page in ("", "mat-khau/", "hai-lop/"):
        look(tab, f"/tai-khoan/{page}")
    telephone = {"secret": totp.new_secret(), "last_step": 0, "added_at": MORNING}
    SecondFactor.objects.create(user_id=cast.ward_receiver.user_id or 0, **telephone)
    for page in ("hai-lop/tat/", "hai-lop/ma-du-phong/"):
        look(tab, f"/tai-khoan/{page}")
    stranger = desk.browser.new_context(base_url=desk.address, bypass_csp=True).new_page()
    for page in ("/quen-mat-khau/", "/quen-mat-khau/da-nhan/", "/dat-mat-khau/x/y/"):
        look(stranger, page)
    keeper = desk.browser.new_context(base_url=desk.address, bypass_csp=True).new_page()
    sign_in(keeper, username(cast.administrator), PASSWORD)
    account = f"/co-quan/tai-khoan/{cast.ward_handler.user_id}/"
    for page in (account, f"{account}mat-khau-tam/", f"/co-quan/{cast.house.ward.code}/"):
        look(keeper, page)

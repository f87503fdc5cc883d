"""Every page of the spine in a browser: nothing for axe to find, nothing that overflows."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from motcua.demo import papers, procedures
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.capacity import StandInKind
from motcua.ground.agencies.models import Agency, Competence, Tenure
from motcua.ground.calendars.models import Assignment
from motcua.ground.design.assets import PACKAGES
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers import examples, queries
from motcua.onestop.dossiers.actions import desk as counter
from motcua.onestop.dossiers.actions import hands, linking, steps
from motcua.onestop.dossiers.examples import COPY, Cast
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.rules import LinkKind
from motcua.onestop.dossiers.tests.turned import turn
from tests.stories.desk import Desk

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = (PACKAGES / "axe-core" / "axe.min.js").read_text() if PACKAGES.exists() else ""
RUN = """
async () => {
  const told = await axe.run({ resultTypes: ["violations"], preload: false });
  return told.violations.map(v => v.id + ": " + v.nodes[0].html);
}
"""
UNFOLD = """
addEventListener("load", () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
});
"""


def look(tab: Page, address: str) -> None:
    """Open a page and hold it to axe and the ruler."""
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(address)
    held(tab)


def held(tab: Page) -> None:
    """Let axe and the ruler speak of the page that is open, on a desk and in a hand."""
    address = tab.url
    tab.add_script_tag(content=AXE)
    for width, height in ((1280, 800), (360, 740)):
        tab.set_viewport_size({"width": width, "height": height})
        found = tab.evaluate(RUN)
        assert found == [], f"{address} at {width}"
        wide = tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} is {wide} wide at {width}"


def test_the_citizens_pages(desk: Desk, cast: Cast) -> None:
    life = examples.permit_to_signature(cast)
    link = receipt_link(settings.RECEIPT_KEY, dossier_id=life.dossier.pk, issue=1)
    tab = desk.browser.new_context(base_url=desk.address, bypass_csp=True).new_page()
    for address in (
        "/",
        "/tra-cuu/",
        f"/tra-cuu/q/{life.dossier.code}/{link}/",
        "/tra-cuu/q/x/y/",
        "/co-quan/",
        "/co-quan/?ngay=30/06/2025",
        "/co-quan/BD-718/",
        "/dang-nhap/",
        "/quen-mat-khau/",
        "/huong-dan/",
        "/khong-co/",
    ):
        look(tab, address)


WORK: list[tuple[str, Callable[[Cast], Any], tuple[str, ...]]] = [
    ("city_receiver", examples.permit_to_result, ("/viec/", "{dossier}", "{item}tra-ket-qua/")),
    (
        "planner",
        examples.permit_life,
        (
            *("/viec/", "{dossier}", "{item}chuyen-tiep/", "{item}chuyen-co-quan/"),
            *("/tai-khoan/thu-buoi-sang/", "/vang-mat/"),
        ),
    ),
    (
        "planning_head",
        examples.permit_life,
        (
            "/ban-lam-viec/",
            "{item}phan-cong/",
            "/viec/?danh-sach=ca-co-quan&kenh=counter&xep=moi",
            "/viec/?danh-sach=ca-co-quan&kenh=online&han=x",
            "/viec/den-han/",
            "/viec/giao-lai/",
            "/viec/?danh-sach=ca-co-quan&cot=ho-so.nhan.kenh.noi-gui.noi-giu.nguoi.viec",
            "/viec/cach-xem/?danh-sach=ca-co-quan&xep=moi",
            "/xuat-bang/viec/?danh-sach=ca-co-quan&kenh=counter",
        ),
    ),
    ("accountant", examples.asking_life, ("{dossier}", "{dossier}viec/3/cho-y-kien/")),
    ("city_head", examples.permit_to_signature, ("{dossier}", "{item}ky/", "/nhan-ban-giao/")),
    (
        "ward_receiver",
        examples.copy_life,
        (
            "/tiep-nhan/",
            f"/tiep-nhan/?thu-tuc={COPY}",
            "{dossier}thu-tien/",
            "/thu-tien/",
            "/bang-ke-thu/",
            "{dossier}them-ban-quet/",
            "{dossier}sua-giay-tiep-nhan/",
            "/so-theo-doi/",
            "/nhan-ho-so/",
            "/tim-ho-so/?q=uyen",
            "/tim-ho-so/?q=khong-co-ai",
            "/tai-khoan/",
        ),
    ),
    ("city_clerk", examples.permit_to_result, ("/so-cap-so/",)),
    ("city_receiver", examples.permit_to_signature, ("{dossier}cap-lai-giay-tiep-nhan/",)),
]


@pytest.mark.parametrize(("role", "begin", "addresses"), WORK, ids=[work[0] for work in WORK])
def test_the_officers_pages(
    desk: Desk, cast: Cast, role: str, begin: Callable[[Cast], Any], addresses: tuple[str, ...]
) -> None:
    dossier = begin(cast).dossier
    dossier.refresh_from_db()
    home = f"/ho-so/{dossier.code}/"
    item = queries.open_items(dossier)[0].number
    tab = desk.sit(getattr(cast, role), bypass_csp=True)
    for address in addresses:
        look(tab, address.format(dossier=home, item=f"{home}viec/{item}/"))


def test_what_ended_agencies_left(desk: Desk, cast: Cast) -> None:
    life = examples.copy_life(cast)
    today = timezone.localdate()
    beside = agencies.agency("BD-718-25750", "Ủy ban phường Phú Lợi", "Phú Lợi", cast.house.city)
    for kind in (PostKind.RECEIVER, PostKind.HANDLER):
        agencies.seat(beside, kind)
    Agency.objects.filter(pk=cast.house.ward.pk).update(valid_to=today)
    head = desk.sit(cast.city_head, bypass_csp=True)
    look(head, "/nhan-ban-giao/")
    head.get_by_role("button", name="Giao những hồ sơ đã chọn").click()
    held(head)
    head.get_by_label(life.dossier.code).check()
    head.get_by_label("Giao cho cơ quan").select_option(label=beside.name)
    head.get_by_role("button", name="Giao những hồ sơ đã chọn").click()
    expect(head.get_by_text("Đã giao 1 hồ sơ.")).to_be_visible()


def test_the_pages_of_an_end_without_a_result(desk: Desk, cast: Cast) -> None:
    life = examples.copy_life(cast)
    home = f"/ho-so/{life.dossier.code}/"
    link = receipt_link(settings.RECEIPT_KEY, dossier_id=life.dossier.pk, issue=1)
    head = desk.sit(cast.ward_head, bypass_csp=True)
    look(head, f"{home}dung-giai-quyet/")
    receiver = desk.sit(cast.ward_receiver, bypass_csp=True)
    look(receiver, f"{home}yeu-cau-rut/")
    life.ask_back(cast.ward_receiver)
    for page in ("", "dong-y-cho-rut/", "khong-cho-rut/"):
        look(head, home + page)
    look(head, "/ban-lam-viec/")
    life.agree(cast.ward_head)
    look(receiver, home)
    look(receiver, f"{home}tra-lai-giay-to/")
    look(receiver, f"/tra-cuu/q/{life.dossier.code}/{link}/")


def test_the_pages_of_who_stands_in(desk: Desk, cast: Cast) -> None:
    """Somebody is away, a head lets a deputy sign, a step went to another agency."""
    deputy = examples.actor(agencies.seat(cast.house.city, PostKind.DEPUTY, "Cao Thị Phụng"))
    colleague = examples.actor(agencies.seat(cast.house.ward, PostKind.HANDLER, "Đoàn Văn Hậu"))
    life = examples.copy_life(cast)
    facts = {"agency_id": cast.house.finance.pk, "reason": "Nộp nhầm nơi."}
    life.act(hands.transfer, cast.ward_handler, **facts)
    now = datetime.combine(timezone.localdate(), time(8), examples.HANOI)
    examples.arranged(cast.ward_handler, colleague, now=now)
    examples.arranged(cast.city_head, deputy, StandInKind.SIGNING, now=now)
    other = examples.copy_life(cast)
    other.act(steps.assign, cast.ward_head, post_id=cast.ward_handler.grants[0].post_id)
    tab = desk.sit(colleague, bypass_csp=True)
    look(tab, f"/ho-so/{other.dossier.code}/viec/{other.item()}/nhan-thay/")
    facts = {"holder_id": cast.ward_handler.grants[0].post_id, "reason": "Anh ấy nghỉ phép."}
    other.now = now
    other.act(hands.take_over, examples.again(colleague, now.date()), **facts)
    look(desk.sit(cast.ward_handler, bypass_csp=True), "/ban-lam-viec/")
    accountant = desk.sit(cast.accountant, bypass_csp=True)
    look(accountant, f"/ho-so/{life.dossier.code}/")
    look(accountant, f"/ho-so/{life.dossier.code}/viec/{life.item()}/khong-nhan/")
    for actor in (cast.city_head, cast.ward_head):
        tab = desk.sit(actor, bypass_csp=True)
        for address in ("/vang-mat/", "/vang-mat/ghi/", "/vang-mat/uy-quyen-ky/"):
            look(tab, address)


def test_the_pages_of_what_nobody_has_any_more(desk: Desk, cast: Cast) -> None:
    """A handler left his seat; then agencies ended, and a head finds what they left."""
    life = examples.permit_life(cast)
    life.act(steps.assign, cast.planning_head, post_id=cast.planner.grants[0].post_id)
    seats = Tenure.objects.filter(post=cast.planner.grants[0].post_id)
    seats.update(valid_to=timezone.localdate())
    tab = desk.sit(cast.planning_head, bypass_csp=True)
    look(tab, "/viec/giao-lai/")
    tab.get_by_role("button", name="Phân công").click()
    tab.locator("#id_nguoi").wait_for()
    heir = desk.sit(turn(cast).head, bypass_csp=True)
    for address in ("/nhan-ban-giao/", "/nhan-ban-giao/?q=khong-co"):
        look(heir, address)


def test_the_pages_of_what_is_put_right(desk: Desk, cast: Cast) -> None:
    """Words that were wrong, a link to another dossier, a result to recall, another taker."""
    life, other = examples.copy_life(cast), examples.copy_life(cast).dossier
    home = f"/ho-so/{life.dossier.code}/"
    life.act(steps.propose, cast.ward_handler, draft=examples.draft(), note="Kính chình.")
    life.correct(cast.ward_handler, "Kính trình.")
    linking.link(
        actor=cast.ward_handler,
        form_key=examples.key(),
        code=life.dossier.code,
        other=other.code,
        kind=LinkKind.CONTINUES,
        reason="Cùng một người nộp.",
        now=life.now,
    )
    head = desk.sit(cast.ward_head, bypass_csp=True)
    for page in ("", "dinh-chinh/", "lien-ket/", "bo-lien-ket/"):
        look(head, home + page)
    life.sign(cast.ward_head)
    life.act(steps.issue, cast.ward_clerk)
    look(head, f"{home}thu-hoi-ket-qua/")
    life.act(counter.hand_over, cast.ward_receiver, **examples.OWNER, reason="Hộ nghèo.")
    look(head, f"{home}dinh-chinh-nguoi-nhan/")


def test_the_pages_of_a_refusal(desk: Desk, cast: Cast) -> None:
    dossier = examples.refused(cast.ward_receiver, examples.copy_matter(cast))
    tab = desk.sit(cast.ward_receiver, bypass_csp=True)
    look(tab, f"/tiep-nhan/{dossier.code}/")
    look(tab, f"/ho-so/{dossier.code}/")


def test_the_year_of_the_calendar(desk: Desk, cast: Cast) -> None:
    """A year with a day of low certainty, one not announced, and what was asked wrongly."""
    tab = desk.sit(cast.administrator, bypass_csp=True)
    for asked in ("nam=2026", "nam=2027", "nam=2026&co-quan=BD-718-TCKH", "nam=x&co-quan=x"):
        look(tab, f"/lich-lam-viec/?{asked}")
    Assignment.objects.all().delete()
    look(tab, "/lich-lam-viec/")


def test_the_inspectors_pages(desk: Desk, cast: Cast) -> None:
    """The logs are empty first; then there is a row of each kind in them."""
    seat = agencies.seat(cast.house.province, PostKind.INSPECTOR, "Đinh Thị Thanh Tra")
    tab = desk.sit(examples.actor(seat), bypass_csp=True)
    logs = ("/nhat-ky-xem/", "/nhat-ky-xem/luot-tim/", "/nhat-ky-xem/luot-xuat/")
    for address in ("/ban-lam-viec/", *logs):
        look(tab, address)
    dossier = examples.copy_life(cast).dossier
    for address in (
        "/tim-ho-so/?q=uyen",
        f"/tim-ho-so/?coquan={cast.house.ward.pk}&tinhtrang=received",
        "/tim-ho-so/?tinhtrang=stopped&han=xong-tre",
        "/tim-ho-so/?han=x",
        f"/ho-so/{dossier.code}/",
    ):
        look(tab, address)
    tab.goto("/xuat-bang/tim-ho-so/?q=uyen")
    tab.get_by_label("Lý do").fill("Đối chiếu sổ theo dõi quý IV theo yêu cầu của đoàn kiểm tra.")
    with tab.expect_download():
        tab.get_by_role("main").get_by_role("button").first.click()
    look(tab, f"/ho-so/{dossier.code}/nhat-ky-xem/")
    look(tab, "/ban-lam-viec/")
    for address in logs:
        look(tab, address)
        assert tab.locator("table.mc-list tbody tr").count() > 0, address


def test_the_page_of_a_form_that_came_too_late(desk: Desk, cast: Cast) -> None:
    """Its session ended before it was sent: what was typed waits in the page and is sent again."""
    life = examples.copy_life(cast)
    tab = desk.sit(cast.ward_head, bypass_csp=True)
    look(tab, f"/ho-so/{life.dossier.code}/dung-giai-quyet/")
    reason = tab.get_by_role("main").locator("textarea").first
    reason.fill("Thửa đất đang có tranh chấp.")
    session = tab.context.cookies()
    tab.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    tab.get_by_role("main").get_by_role("button").last.click()
    held(tab)
    tab.context.add_cookies(session)  # type: ignore[arg-type]
    tab.get_by_role("button", name="Gửi lại").click()
    expect(reason).to_have_value("Thửa đất đang có tranh chấp.")


def test_the_pages_of_two_who_apply_as_one(desk: Desk, cast: Cast) -> None:
    dossier = examples.received(cast.ward_receiver, examples.marriage_matter(cast))
    link = receipt_link(settings.RECEIPT_KEY, dossier_id=dossier.pk, issue=1)
    tab = desk.sit(cast.ward_receiver, bypass_csp=True)
    for address in (
        f"/tiep-nhan/?thu-tuc={dossier.procedure.code}",
        f"/tiep-nhan/{dossier.code}/",
        f"/ho-so/{dossier.code}/",
        f"/ho-so/{dossier.code}/sua-giay-tiep-nhan/",
        f"/tra-cuu/q/{dossier.code}/{link}/",
    ):
        look(tab, address)


def test_the_counter_of_a_procedure_with_long_cases(desk: Desk, cast: Cast) -> None:
    """Real procedures: the names of their cases, papers and exemptions fill their fields."""
    ward = cast.house.ward
    Competence.objects.create(field_code="ho-tich", field_name="Hộ tịch", agency=ward, office=ward)
    procedures.load(now=examples.MORNING)
    for receiver, code, case in (
        (cast.ward_receiver, "1.001193", "bo-roi"),
        (cast.ward_receiver, "1.004873", ""),
        (cast.city_receiver, "1.001612", "ho-gia-dinh"),
    ):
        tab = desk.sit(receiver, bypass_csp=True)
        look(tab, f"/tiep-nhan/?thu-tuc={code}&truong-hop={case}")
        tab.keyboard.press("Control+Enter")
        tab.locator(".govuk-error-summary").wait_for()
        held(tab)


def test_the_pages_of_a_silence(desk: Desk, cast: Cast) -> None:
    """An agency that was asked does not answer, and the law takes that for consent."""
    life = examples.asking_life(cast, silence_basis="Luật Xây dựng 50/2014/QH13, Điều 102")
    item = next(item for item in queries.open_items(life.dossier) if item.step == "land")
    home = f"/ho-so/{life.dossier.code}/"
    tab = desk.sit(cast.planner, bypass_csp=True)
    look(tab, home)
    look(tab, f"{home}viec/{item.number}/khong-tra-loi/")
    tab.get_by_role("main").get_by_role("button").last.click()
    tab.locator(".govuk-notification-banner").wait_for()
    look(tab, home)


def test_a_dossier_with_its_scans_open(desk: Desk, cast: Cast) -> None:
    life = examples.copy_life(cast)
    for is_picture in (True, False):
        scan = papers.scan("Giấy khai sinh", is_picture=is_picture)
        life.scan(cast.ward_receiver, scan.read(), scan.name or "")
    tab = desk.sit(cast.ward_receiver, bypass_csp=True)
    tab.add_init_script(UNFOLD)
    look(tab, f"/ho-so/{life.dossier.code}/")

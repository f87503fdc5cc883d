"""The pages on which money is spoken of, in a browser: as the spine's, by axe and the ruler."""

from datetime import timedelta

import pytest

from motcua.demo import procedures
from motcua.ground.agencies import examples as agencies
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.actions import desk as counter
from motcua.onestop.dossiers.examples import Cast, Life, key
from motcua.onestop.dossiers.intake import Refund
from motcua.onestop.dossiers.rules import RefundGround
from tests.stories.desk import Desk
from tests.stories.test_pages import held, look

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BUSINESS = "1.001612"


def cashier_of(cast: Cast) -> Actor:
    """Let somebody sit beside the ward's desk who alone takes its money."""
    return examples.actor(agencies.seat(cast.house.ward, PostKind.CASHIER, "Ngô Thị Kim Chi"))


def test_the_cashiers_pages(desk: Desk, cast: Cast) -> None:
    cashier = cashier_of(cast)
    life = examples.copy_life(cast)
    tab = desk.sit(cashier, bypass_csp=True)
    look(tab, "/bang-ke-thu/")
    look(tab, "/thu-tien/")
    life.pay(cashier, 4000)
    sheet = f"/bang-ke-thu/{cast.house.ward.pk}/{cashier.user_id}/{examples.TODAY}/"
    for address in (
        "/ban-lam-viec/",
        "/thu-tien/",
        f"/ho-so/{life.dossier.code}/",
        f"/ho-so/{life.dossier.code}/hoan-tien/",
        "/bang-ke-thu/",
        sheet,
    ):
        look(tab, address)


def test_the_pages_of_who_is_spared_a_fee(desk: Desk, cast: Cast) -> None:
    procedures.load(now=examples.MORNING)
    matter = examples.permit_matter(
        cast,
        procedure_code=BUSINESS,
        case_key="ca-nhan",
        papers=(),
        exemption="ho-ngheo",
        exemption_paper="Giấy chứng nhận hộ nghèo số 12/2026",
    )
    life = Life(examples.received(cast.city_receiver, matter))
    home = f"/ho-so/{life.dossier.code}/"
    tab = desk.sit(cast.city_receiver, bypass_csp=True)
    for address in (home, f"{home}mien-giam/", f"/tiep-nhan/{life.dossier.code}/"):
        look(tab, address)


def test_the_sheet_of_a_day_open_and_closed(desk: Desk, cast: Cast) -> None:
    """Money came in and was given back; the cash that is counted is not what there should be."""
    cashier = cashier_of(cast)
    life, other = examples.copy_life(cast), examples.copy_life(cast)
    life.pay(cashier, 4000)
    other.pay(cashier, 10_000)
    counter.refund(
        actor=cashier,
        form_key=key(),
        code=life.dossier.code,
        seen=life.seen(),
        refund=Refund(1000, "Nguyễn Thị Phương Uyên", RefundGround.WRONG),
        reason="Đếm nhầm số trang của bản chính, đã trả lại người nộp ngay tại quầy.",
        now=life.now + timedelta(minutes=5),
    )
    sheet = f"/bang-ke-thu/{cast.house.ward.pk}/{cashier.user_id}/{examples.TODAY}/"
    tab = desk.sit(cashier, bypass_csp=True)
    look(tab, sheet)
    tab.get_by_label("Tiền mặt đếm được").fill("12.000")
    tab.get_by_role("button", name="Khóa bảng kê").click()
    tab.locator(".govuk-error-summary").wait_for()
    held(tab)
    tab.get_by_label("Giải trình").fill("Thiếu 1.000 đồng tiền lẻ, đã nộp bù chiều cùng ngày.")
    tab.get_by_role("button", name="Khóa bảng kê").click()
    tab.locator(".govuk-notification-banner").wait_for()
    for address in (sheet, "/bang-ke-thu/"):
        look(tab, address)
    look(desk.sit(cast.ward_head, bypass_csp=True), sheet)

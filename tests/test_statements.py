"""
How many SQL statements every page and every act takes, and that more dossiers cost no more.

Session, account and rights are counted in; BEGIN, COMMIT and savepoints are not.
"""

from collections.abc import Iterable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import get_resolver

from motcua.ground.access import queries as accounts
from motcua.ground.access import totp
from motcua.ground.access.examples import PASSWORD
from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.rules import AccountVerb
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.money import Dong
from motcua.ground.notifications.examples import failed
from motcua.ground.notifications.models import Message
from motcua.onestop.dossiers import examples, queries
from motcua.onestop.dossiers.examples import (
    COPY,
    PDF,
    PERMIT,
    WHY,
    Cast,
    Life,
    asking_life,
    copy_life,
    copy_matter,
    key,
    permit_life,
    permit_matter,
    received,
)
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.presentation.worklist import TAB_BY_SLUG
from motcua.onestop.dossiers.receipts import receipt_secret
from motcua.onestop.dossiers.tests.pages import REASON, Browser, with_password
from motcua.onestop.payments import writes
from motcua.onestop.procedures import queries as procedures
from tests.ends import MEASURED, UYEN, address_of
from tests.leaves import who_is_away
from tests.meter import NOON, Meter, at_most, crowd

CARD = "074189004712|281234567|Nguyễn Thị Phương Uyên|17051989|Nữ|12 Yersin, Phú Cường|03082021"
LEAVES = {"kind": "xlsx", "reason": REASON}
# Pages without rows of ours, and the sign-in, which hashes a password on purpose.
UNCOUNTED = {
    *("access:sign_in", "access:code", "access:sign_out", "access:lock", "access:unlock", ""),
}


def typed(cast: Cast) -> dict[str, Any]:
    """Return a copy with everything that costs a statement: e-mail, fee, money paid at once."""
    version = procedures.in_force(COPY, on=NOON.date())
    papers = {f"paper_{place}_{name}": value for place in range(3) for name, value in PAPER.items()}
    return {
        "thu-tuc": COPY, "ban": str(version), "truong-hop": "chung",
        "quay": str(cast.house.ward.pk), "kind": "person",
        "name": UYEN.name, "identity_number": UYEN.identity_number,
        "born_on": "17/05/1989", "sex": "Nữ", "phone": UYEN.phone, "email": UYEN.email,
        "tells_by_email": "on", "tells_by_sms": "on",
        "address": UYEN.address, "filed_by": "applicant", **papers, "pages": "3", "copies": "2",
        # The page has looked for whom was typed.
        "looked": f"{UYEN.identity_number}||{UYEN.phone}|{UYEN.name}|1989-05-17",
        "pay": "now", "receipt_number": key()[:12], "delivery": "counter",
    }  # fmt: skip


PAPER = {"has": "on", "kind": "original", "quantity": "1"}


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("du-thao.pdf", PDF, "application/pdf")


def at_the_counter(meter: Meter, cast: Cast) -> None:
    """Measure what a receiver does before and right after an intake."""
    meter.of(cast.ward_receiver)
    meter.get("counter", "/tiep-nhan/", tim="chung thuc")
    meter.get("suggestions", "/tiep-nhan/goi-y/", q="chung thuc")
    meter.get("counter with a form", "/tiep-nhan/", **{"thu-tuc": COPY})
    meter.post("draft kept", "/tiep-nhan/nhap/", **typed(cast))
    meter.get("draft resumed", "/tiep-nhan/nhap/mo-lai/")
    meter.post("draft dropped", "/tiep-nhan/nhap/bo/")
    meter.post("card", "/tiep-nhan/the/", **typed(cast), card=CARD)
    meter.post("INTAKE", "/tiep-nhan/nhan/", **typed(cast))
    code = Dossier.objects.latest("pk").code
    meter.get("received", f"/tiep-nhan/{code}/")
    meter.post("refuse asked", "/tiep-nhan/tu-choi/", **typed(cast))
    meter.post("INTAKE refused", "/tiep-nhan/tu-choi/", **typed(cast), **WHY)
    code = Dossier.objects.latest("pk").code
    meter.get("refused", f"/tiep-nhan/{code}/")
    meter.get("refusal printed", f"/ho-so/{code}/phieu-tu-choi/")
    meter.get("dossier that was refused", f"/ho-so/{code}/")


def at_the_desk(meter: Meter, cast: Cast) -> None:
    """Measure what the receiving desk does besides its work items."""
    life = copy_life(cast)
    where = f"/ho-so/{life.dossier.code}"
    meter.of(cast.ward_receiver)
    meter.get("mend_receipt asked", f"{where}/sua-giay-tiep-nhan/")
    mended = meter.browser.typed(f"{where}/sua-giay-tiep-nhan/")
    meter.post("ACT mend_receipt", f"{where}/sua-giay-tiep-nhan/", **mended, accepts_lack="on")
    meter.get("scan_paper asked", f"{where}/them-ban-quet/")
    (paper,) = queries.papers(life.dossier)
    meter.post("ACT scan_paper", f"{where}/them-ban-quet/", paper_id=paper.pk, scan=pdf())
    meter.get("dossier with a scan and a fee due", f"{where}/")
    meter.get("collect_fee asked", f"{where}/thu-tien/")
    money = {
        "amount": "4000",
        "payer": "Nguyễn Thị Phương Uyên",
        "receipt_number": key()[:12],
        "way": "cash",
    }
    meter.post("ACT collect_fee", f"{where}/thu-tien/", **money)
    meter.get("refund asked", f"{where}/hoan-tien/")
    money = {"amount": "1000", "payee": "Uyên", "way": "cash", "ground": "wrong", "reason": "Thừa."}
    money["seen"] = life.seen()
    meter.post("ACT refund", f"{where}/hoan-tien/", **money)
    meter.get("dossier with money paid and given back", f"{where}/")
    meter.get("receipt printed", f"{where}/giay-tiep-nhan/")
    meter.get("receipt printed again", f"{where}/giay-tiep-nhan/")


def through_the_hands(meter: Meter, cast: Cast) -> None:
    """Measure every act of a permit's work items, and the dossier's page at its longest."""
    life = Life(received(cast.city_receiver, permit_matter(cast, parties=(UYEN,))))
    seat = cast.planner.grants[0].post_id
    where = f"/ho-so/{life.dossier.code}"

    def act(actor: Actor, name: str, slug: str, **facts: Any) -> None:
        address = f"{where}/viec/{life.item()}/{slug}/"
        meter.of(actor).get(f"{name} asked", address)
        meter.post(f"ACT {name}", address, **facts)

    act(cast.planner, "confirm", "xac-nhan")
    act(cast.planner, "forward", "chuyen-tiep", note="Đã đo hiện trạng.")
    act(cast.second_planner, "return_step", "chuyen-lai", reason="Thiếu ảnh hiện trạng.")
    act(cast.planner, "forward", "chuyen-tiep", note="Đã bổ sung ảnh.")
    act(cast.planning_head, "assign", "phan-cong", post_id=seat)
    act(cast.planner, "propose", "trinh", draft=pdf(), note="Kính trình.")
    act(cast.planning_head, "approve", "duyet", note="Đồng ý.")
    act(cast.city_head, "send_back", "chuyen-lai-de-sua", reason="Sửa khoảng lùi.")
    act(cast.planner, "propose", "trinh", draft=pdf(), note="Kính trình.")
    act(cast.planning_head, "approve", "duyet", note="Đồng ý.")
    signs = {"password": PASSWORD, "digest": queries.latest_draft(life.dossier.pk).stored.digest}  # type: ignore[union-attr]
    act(with_password(cast.city_head), "sign", "ky", **signs)
    act(cast.city_clerk, "issue", "phat-hanh", scan=pdf())
    meter.of(cast.city_receiver).get("dossier", f"{where}/")
    meter.get("ACT control slip printed and kept", f"{where}/phieu-kiem-soat/")
    meter.get("control slip printed again", f"{where}/phieu-kiem-soat/")
    meter.get("file", f"{where}/tep/{life.dossier.files.latest('id').pk}/")
    taker = {"taker_name": "Nguyễn Thị Phương Uyên", "taker_paper": "Căn cước"}
    act(cast.city_receiver, "hand_over", "tra-ket-qua", **taker)
    meter.get("dossier at its end", f"{where}/")


def among_those_who_are_asked(meter: Meter, cast: Cast) -> None:
    """Measure the opinion of an agency that is asked beside another, and the other's silence."""
    life = asking_life(cast, silence_basis="Luật Xây dựng, Điều 102")
    items = {item.step: item.number for item in queries.open_items(life.dossier)}
    where = f"/ho-so/{life.dossier.code}/viec"
    address = f"{where}/{items['money']}/cho-y-kien/"
    meter.of(cast.accountant).get("opinion asked", address)
    meter.post("ACT give opinion", address, stance="yes", opinion="Đồng ý.", paper=pdf())
    life.dossier.items.filter(step="land").update(due_at=life.now)
    silence = f"{where}/{items['land']}/khong-tra-loi/"
    meter.of(cast.planner).get("silence asked", silence)
    meter.post("ACT note silence", silence, note="Đã nhắc hai lần.")


def several_at_once(meter: Meter, cast: Cast) -> None:
    """Measure what one row of several costs; each further row costs what its act costs."""
    life = permit_life(cast)
    row = f"{life.dossier.code}/{life.item()}"
    meter.of(cast.planner).post("ACT many", "/viec/nhieu-viec/", viec=[row], lam="chuyen-tiep")


def lists_of_work(meter: Meter, cast: Cast) -> None:
    """Measure every list of those whose lists are the longest."""
    for name, who in (("handler", cast.planner), ("head", cast.planning_head)):
        meter.of(who).get(f"work of a {name}", "/viec/")
        meter.get(f"desk of a {name}", "/ban-lam-viec/")
        for tab in TAB_BY_SLUG:
            meter.get(f"work of a {name}, {tab}", "/viec/", **{"danh-sach": tab})
        views = "/viec/cach-xem/"
        meter.get(f"views of a {name}", views, **{"danh-sach": "cua-toi"})
        meter.post(f"ACT keep view of a {name}", views, lam="giu", ten=key(), hoi="xep=moi")
        asked = {"thutuc": PERMIT, "han": "tuan-nay", "tu": "01/01/2026", "xep": "moi"}
        meter.get(f"work of a {name}, narrowed", "/viec/", **asked)
        meter.get(f"work of a {name}, narrowed to nothing", "/viec/", kenh="post")
        meter.get(f"search of a {name}", "/tim-ho-so/")
        for typed in ("phuong uyen", "phuong uyem", UYEN.identity_number, "0001"):
            meter.get(f"search of a {name}, {typed}", "/tim-ho-so/", q=typed)
        days = {"thutuc": "xay dung", "tu": "01/01/2026", "den": "31/12/2026"}
        meter.get(f"search of a {name}, by procedure and day", "/tim-ho-so/", **days)

    meter.get("pressing", "/viec/den-han/")


def of_an_administrator(meter: Meter, cast: Cast) -> None:
    """Measure what an administrator reads."""
    meter.of(cast.administrator).get("desk of an administrator", "/ban-lam-viec/")
    meter.get("year of the calendar", "/lich-lam-viec/")
    meter.get("days to be decided", "/lich-lam-viec/cho-quyet-dinh/")
    meter.get("limits too short", "/thu-tuc/thoi-han-ngan/")


def books(meter: Meter, cast: Cast) -> None:
    """Measure the books of those whose books are the longest."""
    for name, who in (("receiver", cast.city_receiver), ("head", cast.planning_head)):
        meter.of(who).get(f"register of a {name}", "/so-theo-doi/")
        meter.get(f"register of a {name} printed", "/so-theo-doi/in/")
        for slug in ("so-theo-doi", "viec", "tim-ho-so"):
            meter.get(f"export of a {name}, {slug}, asked", f"/xuat-bang/{slug}/")
            meter.post(f"export of a {name}, {slug}", f"/xuat-bang/{slug}/", **LEAVES)
    meter.of(cast.city_receiver).get("labels", "/nhan-ho-so/")
    meter.get("labels printed", "/nhan-ho-so/in/")
    meter.of(cast.city_clerk).get("numbers", "/so-cap-so/")


def of_an_inspector(meter: Meter, cast: Cast) -> None:
    """Measure what somebody reads to whom the whole province is open."""
    seat = agencies.seat(cast.house.province, PostKind.INSPECTOR)
    meter.of(examples.actor(seat)).get("desk of an inspector", "/ban-lam-viec/")
    meter.get("dossiers of an inspector", "/tim-ho-so/")
    meter.get("search of an inspector", "/tim-ho-so/", q="phuong uyen")
    narrowed = {"coquan": str(cast.house.city.pk), "tinhtrang": "handling"}
    meter.get("dossiers of an inspector, narrowed", "/tim-ho-so/", **narrowed)
    for late in ("tre", "xong-tre"):
        meter.get(f"dossiers of an inspector, {late}", "/tim-ho-so/", han=late)
    asked = {"canbo": "a", "tu": "01/01/2026", "den": "31/12/2026"}
    meter.post("export of an inspector", "/xuat-bang/luot-mo/", **LEAVES)
    for log in ("/nhat-ky-xem/", "/nhat-ky-xem/luot-tim/", "/nhat-ky-xem/luot-xuat/"):
        meter.get(f"{log} of an inspector", log)
        meter.get(f"{log} of an inspector, asked", log, **asked)
    code = Dossier.objects.earliest("pk").code
    meter.get("dossier of an inspector", f"/ho-so/{code}/")
    meter.get("readings of an inspector", f"/ho-so/{code}/nhat-ky-xem/")


def of_a_cashier(meter: Meter, cast: Cast) -> None:
    """Measure what whoever takes the money of a desk opens and does."""
    cashier = examples.actor(agencies.seat(cast.house.city, PostKind.CASHIER))
    meter.of(cashier).get("desk of a cashier", "/ban-lam-viec/")
    meter.get("money due", "/thu-tien/")
    meter.post("export of money due", "/xuat-bang/thu-tien/", **LEAVES)
    with transaction.atomic():
        money = writes.Money(Dong(4000), "Uyên", key(), cast.house.city.pk)
        subject = queries.subject_of(Dossier.objects.earliest("pk").pk)
        writes.enter(actor=cashier, subject=subject, money=money, owed=(), at=NOON)
    where = f"/bang-ke-thu/{cast.house.city.pk}/{cashier.user_id}/{NOON.date().isoformat()}/"
    meter.get("sheets", "/bang-ke-thu/")
    meter.get("sheet", where)
    meter.get("sheet printed", f"{where}in/")
    meter.post("ACT close sheet", where, counted="0", explanation="Chưa đếm.")
    meter.of(cast.city_head).get("sheets of a head", "/bang-ke-thu/")
    meter.get("waiting to be taken in", "/nhan-ban-giao/")
    meter.post("export of what nobody holds", "/xuat-bang/giao-lai/", **LEAVES)


def in_public(meter: Meter, cast: Cast) -> None:
    """Measure what everybody may open."""
    dossier = copy_life(cast).dossier
    facts = {"dossier_id": dossier.pk, "issue": dossier.receipt_issue}
    secret = receipt_secret(settings.RECEIPT_KEY, **facts)
    followed = address_of(dossier)
    meter.browser.client.logout()
    meter.get("home", "/")
    meter.get("follow asked", "/tra-cuu/")
    meter.post("follow", "/tra-cuu/", code=dossier.code, secret=secret)
    meter.get("followed", followed)
    meter.post("ACT stop messages", f"{followed}ngung-bao-tin/")
    meter.get("agencies", "/co-quan/")
    meter.get("agency", f"/co-quan/{cast.house.city.code}/")
    meter.get("letters", "/trinh-dien/thu/")
    meter.get("letter", f"/trinh-dien/thu/{Message.objects.latest('pk').pk}/")


def looked_after(meter: Meter, cast: Cast) -> None:
    """Measure what the administrator of the whole house does."""
    where = "/quan-tri/tin-gui/"
    meter.of(cast.administrator)
    first, second, _ = (failed(code=str(number)) for number in range(3))
    meter.get("stuck", where)
    meter.get("one that is stuck", f"{where}{first.pk}/")
    meter.post("ACT send again", f"{where}{first.pk}/gui-lai/")
    meter.post("ACT give up", f"{where}{second.pk}/thoi-gui/")
    meter.post("ACT send all again", f"{where}gui-lai/")
    meter.get("morning mail", "/tai-khoan/thu-buoi-sang/")
    meter.post("ACT choose morning mail", "/tai-khoan/thu-buoi-sang/", chon="thoi")
    where = "/quan-tri/mau-tin/"
    words = {"subject": f"Hồ sơ {key()}", "body": "Hẹn {due}.", "sms": "Hẹn {day}."}
    meter.get("templates", where)
    meter.post("ACT reword", f"{where}received/", **words)
    meter.get("template", f"{where}received/")
    meter.post("ACT take shipped words", f"{where}received/loi-goc/")


def ones_own_account(meter: Meter, cast: Cast) -> None:
    """Measure what everybody does with his account, and an administrator with another's."""
    holder = with_password(cast.ward_handler)
    own = User.objects.filter(pk=holder.user_id or 0)
    own.update(email="anh@example.vn", temporary_until=None)
    meter.of(holder).get("own account", "/tai-khoan/")
    meter.get("guides", "/huong-dan/")
    meter.get("guide", "/huong-dan/nguoi-tiep-nhan/")
    meter.post("ACT end_session", "/tai-khoan/phien/")
    meter.post("ACT choose_language", "/ngon-ngu/", language="en", next="/tai-khoan/")
    own.update(language="")  # so that the next measure changes it too
    meter.get("change_password asked", "/tai-khoan/mat-khau/")
    meter.get("second factor asked", "/tai-khoan/hai-lop/")
    secret, step = meter.browser.client.session["telephone_secret"], totp.step_at(NOON)
    before, now, after = (
        {"code": totp.code_of(secret, step + half), "password": PASSWORD} for half in (-1, 0, 1)
    )
    meter.post("ACT add_second_factor", "/tai-khoan/hai-lop/", **before)
    meter.post("ACT renew", "/tai-khoan/hai-lop/ma-du-phong/", **now)
    meter.post("ACT remove", "/tai-khoan/hai-lop/tat/", **after)
    new = {"password": "con mèo nhà hàng xóm", "again": "con mèo nhà hàng xóm"}
    meter.post("ACT change_password", "/tai-khoan/mat-khau/", old=PASSWORD, **new)
    meter.of(with_password(cast.administrator))
    where = f"/co-quan/tai-khoan/{holder.user_id}"
    meter.get("account", f"{where}/")
    for verb in AccountVerb:
        meter.get(f"{verb} asked", f"{where}/{verb}/")
        meter.post(f"ACT {verb}", f"{where}/{verb}/", password=PASSWORD)


def forgotten(meter: Meter, cast: Cast) -> None:
    """Measure the way of whoever forgot his password."""
    meter.browser.client.logout()
    user = User.objects.get(pk=cast.ward_head.user_id or 0)
    User.objects.filter(pk=user.pk).update(email="nga@example.vn")
    meter.get("forgotten", "/quen-mat-khau/")
    meter.post("ACT ask_reset", "/quen-mat-khau/", login=user.username)
    meter.get("letter asked", "/quen-mat-khau/da-nhan/")
    reset = accounts.reset_for(user.username, now=NOON)
    assert reset is not None
    page = reset.link.removeprefix(settings.PUBLIC_URL)
    new = {"password": "con mèo nhà hàng xóm", "again": "con mèo nhà hàng xóm"}
    meter.get("set_password asked", page)
    meter.post("ACT set_password", page, **new)


def measured(cast: Cast, browser: Browser) -> Meter:
    meter = Meter(browser)
    inside = (
        *(at_the_counter, at_the_desk, through_the_hands, *MEASURED),
        among_those_who_are_asked,
        *(several_at_once, lists_of_work, books),
    )
    accounts_too = (ones_own_account, forgotten)
    others = (of_an_inspector, of_a_cashier, of_an_administrator, in_public, looked_after)
    for measure in (*inside, *others, *accounts_too, who_is_away):
        measure(meter, cast)
    return meter


@pytest.mark.long
@pytest.mark.django_db
def test_pages_and_acts_keep_their_budgets_however_many_dossiers_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    cast = examples.province()
    alike = [permit_life(cast).dossier, received(cast.ward_receiver, copy_matter(cast))]
    crowd(alike, until=10)
    few = measured(cast, Browser(monkeypatch))
    crowd(alike, until=300)
    many = measured(cast, Browser(monkeypatch))
    assert few.counts == many.counts
    over = {name: ran for name, ran in many.statements.items() if len(ran) > at_most(name)}
    assert not over, "\n".join(f"{name}\n  " + "\n  ".join(ran) for name, ran in over.items())
    addresses = {name for name in view_names() if not name.startswith("project")}
    assert many.views == addresses - UNCOUNTED


def view_names() -> set[str]:
    """Return the name of every address, with its room's."""

    def walk(patterns: Iterable[Any], room: str) -> Iterable[str]:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(
                    pattern.url_patterns, f"{pattern.app_name}:" if pattern.app_name else ""
                )
            else:
                yield f"{room}{pattern.name or ''}"

    return set(walk(get_resolver().url_patterns, ""))

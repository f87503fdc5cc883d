"""What the test of statements measures of ends without a result, corrections and links."""

from datetime import timedelta

from django.conf import settings

from motcua.onestop.dossiers import corrections, queries
from motcua.onestop.dossiers.actions import desk, steps
from motcua.onestop.dossiers.examples import (
    MORNING,
    OWNER,
    WHY,
    Cast,
    Life,
    applicant,
    copy_matter,
    permit_life,
    permit_to_result,
    received,
)
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.rules import Part
from tests.meter import Meter

UYEN = applicant(email="uyen@example.vn")
STANDS_THERE = {"taker_name": OWNER["visitor"].name, "taker_paper": OWNER["visitor"].paper}


NIGHT = MORNING - timedelta(hours=8)
"""When a life begins that is to be at its end before noon."""


def address_of(dossier: Dossier) -> str:
    """Return the address behind the receipt's QR."""
    facts = {"dossier_id": dossier.pk, "issue": dossier.receipt_issue}
    return f"/tra-cuu/q/{dossier.code}/{receipt_link(settings.RECEIPT_KEY, **facts)}/"


def ends_without_result(meter: Meter, cast: Cast) -> None:
    """Measure what ends a dossier without a result, its citizen told of it."""
    life = Life(received(cast.ward_receiver, copy_matter(cast, parties=(UYEN,))))
    where = f"/ho-so/{life.dossier.code}"
    meter.of(cast.ward_head).get("stop asked", f"{where}/dung-giai-quyet/")
    meter.post("ACT stop", f"{where}/dung-giai-quyet/", **WHY)
    meter.get("dossier without a result", f"{where}/")
    meter.get("ACT stop notice printed and kept", f"{where}/thong-bao-dung/")
    meter.of(cast.ward_receiver).get("return_papers asked", f"{where}/tra-lai-giay-to/")
    meter.post("ACT return_papers", f"{where}/tra-lai-giay-to/", **STANDS_THERE)
    meter.browser.client.logout()
    meter.get("followed without a result", address_of(life.dossier))


def put_right(meter: Meter, cast: Cast) -> None:
    """Measure what puts right the words of a permit at its end, and who fetched it."""
    life = permit_to_result(cast, NIGHT)
    recalled = permit_to_result(cast, NIGHT)
    where = f"/ho-so/{recalled.dossier.code}/thu-hoi-ket-qua/"
    meter.of(cast.city_clerk).get("recall_result asked", where)
    meter.post("ACT recall_result", where, reason="Sai số thửa đất.")
    meter.get("dossier whose result was recalled", f"/ho-so/{recalled.dossier.code}/")
    life.act(desk.hand_over, cast.city_receiver, **OWNER, reason="Miễn phí.")
    where = f"/ho-so/{life.dossier.code}"
    for who in (cast.city_receiver, cast.city_head):
        meter.of(who).get("correct_words asked", f"{where}/dinh-chinh/")
        entry = next(
            each.key
            for each in corrections.entries(queries.history(life.dossier))
            if each.part is Part.NOTE
        )
        typed = {"entry": entry, "words": f"Không thu, {who.name}.", "reason": "Gõ nhầm."}
        meter.post("ACT correct_words", f"{where}/dinh-chinh/", **typed)
        meter.get("correct_taker asked", f"{where}/dinh-chinh-nguoi-nhan/")
        taker = {"taker_name": who.name, "taker_paper": "Căn cước", "authority": "Giấy 12"}
        taker["seen"] = life.seen()
        address = f"{where}/dinh-chinh-nguoi-nhan/"
        meter.post("ACT correct_taker", address, **taker, reason="Chọn nhầm.")
        meter.get("dossier that was put right", f"{where}/")


def asked_back(meter: Meter, cast: Cast) -> None:
    """Measure a withdrawal that is declined, and another that is agreed."""
    life = Life(received(cast.ward_receiver, copy_matter(cast, parties=(UYEN,))))
    where = f"/ho-so/{life.dossier.code}"
    asked = {**STANDS_THERE, "reason": "Đổi ý.", "consents": "on"}
    for slug, words in (("khong-cho-rut", {"reason": "Đã làm xong."}), ("dong-y-cho-rut", {})):
        meter.of(cast.ward_receiver).get("ask_withdrawal asked", f"{where}/yeu-cau-rut/")
        meter.post("ACT ask_withdrawal", f"{where}/yeu-cau-rut/", **asked)
        meter.of(cast.ward_head).get(f"{slug} asked", f"{where}/{slug}/")
        meter.get("desk of a head who is asked", "/ban-lam-viec/")
        meter.post(f"ACT {slug}", f"{where}/{slug}/", **words)


def linked(meter: Meter, cast: Cast) -> None:
    """Measure what links two dossiers, shows the link, and ends it."""
    one, other = (permit_life(cast).dossier.code for _ in range(2))
    where = f"/ho-so/{one}"
    meter.of(cast.city_receiver).get("link asked", f"{where}/lien-ket/")
    typed = {"other": other, "kind": "paired", "reason": "Nộp cùng lúc."}
    meter.post("ACT link", f"{where}/lien-ket/", **typed)
    meter.get("dossier that is linked", f"{where}/")
    meter.get("unlink asked", f"{where}/bo-lien-ket/")
    meter.post("ACT unlink", f"{where}/bo-lien-ket/", other=other, reason="Nhầm.")


def taken_over(meter: Meter, cast: Cast) -> None:
    """Measure what takes a colleague's work, and what he reads of it."""
    life = permit_life(cast, NIGHT)
    life.act(steps.forward, cast.second_planner)
    holder_id = cast.planner.grants[0].post_id
    life.act(steps.assign, cast.planning_head, post_id=holder_id)
    where = f"/ho-so/{life.dossier.code}/viec/{life.item()}/nhan-thay/"
    meter.of(cast.second_planner).get("take_over asked", where)
    meter.post("ACT take_over", where, holder_id=holder_id, reason="Anh ấy đi công tác.")
    meter.of(cast.planner).get("desk of whoever held it", "/ban-lam-viec/")


def reissued(meter: Meter, cast: Cast) -> None:
    """Measure what gives a lost receipt anew."""
    life = permit_life(cast, NIGHT)
    life.act(steps.forward, cast.planner)
    where = f"/ho-so/{life.dossier.code}/cap-lai-giay-tiep-nhan/"
    meter.of(cast.city_receiver).get("reissue_receipt asked", where)
    meter.post("ACT reissue_receipt", where, seen=life.seen(), reason="Mất giấy.")


MEASURED = (ends_without_result, asked_back, put_right, linked, taken_over, reissued)

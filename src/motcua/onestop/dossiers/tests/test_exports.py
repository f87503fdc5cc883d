"""Lists that leave as tables: what is in them, for whom, what stands in the log, what may not."""

import csv
import errno
import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from django.conf import settings

from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.models import Agency, Tenure
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.actions import exporting, steps
from motcua.onestop.dossiers.examples import (
    MORNING,
    Cast,
    applicant,
    copy_life,
    copy_matter,
    permit_life,
    permit_to_result,
    received,
)
from motcua.onestop.dossiers.models import Export, Reading
from motcua.onestop.dossiers.receipts import receipt_link, receipt_secret
from motcua.onestop.dossiers.tests.pages import REASON, Browser
from motcua.onestop.dossiers.tests.test_page_of_work import permit_of
from motcua.onestop.dossiers.views import cash
from motcua.onestop.dossiers.views.sources import SOURCES

pytestmark = pytest.mark.django_db
NOON = MORNING + timedelta(hours=4)
DAY = timedelta(days=1)
WORK, FOUND = "/xuat-bang/viec/", "/xuat-bang/tim-ho-so/"
EVERYBODYS = {"viec", "tim-ho-so"}
OF_A_HEAD = {"den-han", "giao-lai", "nhan-ban-giao"}
EVER = "?tu=01/01/2015&den=31/12/2099"


def table(browser: Browser, address: str) -> list[dict[str, str]]:
    """Return the rows of a table by its heads, as a spreadsheet reads it."""
    text = browser.exported(address).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def cells(content: bytes) -> list[list[str]]:
    """Return the words and numbers in the one sheet of a workbook, row by row."""
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with ZipFile(BytesIO(content)) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  # our own
    return [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{name}row")]


def inspector(cast: Cast, place: Any) -> Actor:
    return examples.actor(agencies.seat(place, PostKind.INSPECTOR, "Đinh Thị Thanh Tra"))


class TestWhatIsInThem:
    def test_work_is_what_its_page_shows(self, cast: Cast, browser: Browser) -> None:
        given = permit_of(cast, "Hồ Thị Ngọc Yến", MORNING)
        given.act(steps.assign, cast.planning_head, post_id=cast.planner.grants[0].post_id)
        permit_of(cast, "Bùi Quốc Việt", MORNING)
        browser.of(cast.planning_head, at=NOON)
        rows = table(browser, f"{WORK}?danh-sach=ca-co-quan&xep=cu")
        assert {row["Chủ hồ sơ"] for row in rows} == {"Hồ Thị Ngọc Yến", "Bùi Quốc Việt"}
        (mine,) = table(browser.of(cast.planner, at=NOON), f"{WORK}?danh-sach=cua-toi")
        assert mine["Mã hồ sơ"] == given.dossier.code
        assert mine["Người đang giữ"] == cast.planner.name
        assert mine["Nhận hồ sơ lúc"] == "02/11/2026 08:14"
        assert mine["Thời hạn"] == "Còn hạn"

    @pytest.mark.parametrize(
        ("asked", "count"),
        [("", 1), ("&kenh=online", 0), ("&han=tre", 0), ("&thutuc=1.013225", 1)],
    )
    def test_filters_hold(self, cast: Cast, browser: Browser, asked: str, count: int) -> None:
        permit_life(cast)
        browser.of(cast.planner, at=NOON)
        assert len(table(browser, f"{WORK}?danh-sach=cho-nguoi-nhan{asked}")) == count

    def test_results_and_what_is_finished(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_result(cast)
        browser.of(cast.city_receiver, at=life.now)
        assert len(table(browser, f"{WORK}?danh-sach=cho-tra")) == 1
        browser.of(cast.planning_head, at=MORNING + timedelta(hours=8))
        assert len(table(browser, f"{WORK}?danh-sach=xong-hom-nay")) == 1

    def test_what_presses(self, cast: Cast, browser: Browser) -> None:
        permit_life(cast).dossier.items.update(due_at=MORNING)
        permit_life(cast)
        browser.of(cast.planning_head, at=NOON)
        (late,) = table(browser, "/xuat-bang/den-han/")
        assert late["Thời hạn"] == "Trễ hạn"

    def test_what_a_search_finds_a_nearly_typed_name_too(
        self, cast: Cast, browser: Browser
    ) -> None:
        permit_life(cast)
        browser.of(cast.city_receiver, at=NOON)
        for typed in ("", "?q=phuong uyen", "?q=phuong uyem"):
            (row,) = table(browser, f"{FOUND}{typed}")
            assert row["Chủ hồ sơ"] == "Nguyễn Thị Phương Uyên"
        assert table(browser, f"{FOUND}?q=khong co ai") == []

    def test_what_nobody_holds_and_what_lies_on_a_seat(self, cast: Cast, browser: Browser) -> None:
        left, held = permit_life(cast), permit_life(cast)
        for life, who in ((left, cast.planner), (held, cast.second_planner)):
            life.act(steps.assign, cast.planning_head, post_id=who.grants[0].post_id)
        Tenure.objects.filter(post=cast.planner.grants[0].post_id).update(valid_to=NOON.date())
        browser.of(cast.planning_head, at=NOON)
        (row,) = table(browser, "/xuat-bang/giao-lai/")
        assert (row["Mã hồ sơ"], row["Người đang giữ"]) == (left.dossier.code, "vị trí trống")
        seat = cast.second_planner.grants[0].post_id
        (row,) = table(browser, f"/xuat-bang/giao-lai/?vi-tri={seat}")
        assert row["Mã hồ sơ"] == held.dossier.code
        assert Export.objects.latest("pk").asked == f"Vị trí: {cast.second_planner.name}"

    def test_what_money_is_due_for(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        life.pay(cast.ward_receiver, 1000)
        (row,) = table(browser.of(cast.ward_receiver, at=NOON), "/xuat-bang/thu-tien/")
        assert row["Mã hồ sơ"] == life.dossier.code
        assert (row["Còn phải thu (đồng)"], row["Đã thu (đồng)"]) == ("9000", "1000")
        (sheet,) = table(browser, "/xuat-bang/bang-ke/")
        assert (sheet["Ngày"], sheet["Đã thu (đồng)"]) == ("02/11/2026", "1000")
        assert sheet["Khóa lúc"] == ""

    def test_a_book_of_numbers(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_result(cast)
        page = browser.of(cast.city_clerk, at=life.now).get("/so-cap-so/")
        address = re.findall(r"/xuat-bang/so-cap-so/[^\"]+", page)[0]
        (row,) = table(browser, unescape(address))
        assert row["Mã hồ sơ"] == life.dossier.code
        assert row["Số, ký hiệu"] == str(life.dossier.results.get())
        assert row["Người ký"].startswith(cast.city_head.name)
        assert str(NOON.year) in Export.objects.get().asked

    def test_what_an_ended_agency_left_says_whose_place_it_is_and_no_name(
        self, cast: Cast, browser: Browser
    ) -> None:
        life = copy_life(cast)
        Agency.objects.filter(pk=cast.house.ward.pk).update(valid_to=NOON.date())
        browser.of(cast.city_head, at=NOON)
        (row,) = table(browser, "/xuat-bang/nhan-ban-giao/")
        assert (row["Mã hồ sơ"], row["Nơi kế thừa"]) == (life.dossier.code, "Chưa có nơi kế thừa")
        assert row["Địa chỉ"].startswith("128/7/15 đường Nguyễn Văn Tiết")
        assert life.dossier.applicant_name not in str(row)
        read = life.dossier.readings.get(what="waiting")
        assert read.post_id == cast.city_head.grants[0].post_id
        assert table(browser, "/xuat-bang/nhan-ban-giao/?q=phu loi") == []

    def test_a_long_one_is_read_in_stretches(
        self, cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("motcua.onestop.dossiers.views.sources.source.AT_ONCE", 2)
        for minute in range(5):
            permit_of(cast, f"Người Thứ {minute}", MORNING + timedelta(minutes=minute))
        browser.of(cast.planner, at=NOON)
        for asked in ("", "&xep=moi", "&xep=cu"):
            rows = table(browser, f"{WORK}?danh-sach=cho-nguoi-nhan{asked}")
            assert len({row["Mã hồ sơ"] for row in rows}) == len(rows) == 5

    def test_excel_reads_words_as_words_and_moments_as_moments(
        self, cast: Cast, browser: Browser
    ) -> None:
        received(cast.ward_receiver, copy_matter(cast, parties=(applicant("=1+1"),)))
        browser.of(cast.ward_receiver, at=NOON)
        head, row = cells(browser.exported(FOUND, kind="xlsx"))
        assert head[:2] == ["Mã hồ sơ", "Chủ hồ sơ"]
        assert row[1] == "'=1+1"
        assert 46328 < float(row[5]) < 46329  # 02/11/2026 as Excel counts days

    def test_no_secret_of_a_receipt_leaves(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        life.pay(cast.ward_receiver, 1000)
        dossier = life.dossier
        facts = {"dossier_id": dossier.pk, "issue": dossier.receipt_issue}
        secrets = (
            receipt_secret(settings.RECEIPT_KEY, **facts),
            receipt_link(settings.RECEIPT_KEY, **facts),
        )
        receiver = cast.ward_receiver
        browser.of(receiver, at=NOON)
        sheet = urlencode(
            {
                cash.AGENCY: cast.house.ward.pk,
                cash.USER: receiver.user_id,
                cash.DAY: NOON.date().isoformat(),
            }
        )
        for name, source in SOURCES.items():
            if receiver.holding(*source.kinds):
                asked = sheet if name == "bang-ke-thu" else ""
                text = browser.exported(f"/xuat-bang/{name}/?{asked}").decode()
                assert not [secret for secret in secrets if secret in text]


class TestLog:
    def test_who_took_what_and_why_stands_in_it(self, cast: Cast, browser: Browser) -> None:
        permit_life(cast)
        browser.of(cast.planner, at=NOON)
        browser.exported(f"{WORK}?danh-sach=cho-nguoi-nhan&kenh=counter", kind="xlsx")
        row = Export.objects.get()
        assert (row.what, row.rows, row.kind, row.reason) == ("viec", 1, "xlsx", REASON)
        assert row.asked == "Chờ người nhận; Cách nộp: Tại quầy"
        assert (row.post_id, row.name) == (cast.planner.grants[0].post_id, cast.planner.name)
        assert row.at == NOON

    def test_every_dossier_in_it_counts_as_read(self, cast: Cast, browser: Browser) -> None:
        life, other = permit_life(cast), copy_life(cast)
        browser.of(cast.city_receiver, at=NOON)
        browser.exported(FOUND)
        (row,) = Reading.objects.filter(what="export")
        assert row.dossier == life.dossier
        assert row.post_id == cast.city_receiver.grants[0].post_id
        browser.of(inspector(cast, cast.house.city), at=NOON + DAY)
        page = browser.get(f"/ho-so/{life.dossier.code}/nhat-ky-xem/")
        assert "Xuất bảng" in page
        assert not other.dossier.readings.filter(what="export").exists()

    def test_whom_somebody_looked_for_is_kept_masked(self, cast: Cast, browser: Browser) -> None:
        permit_life(cast)
        browser.of(cast.city_receiver, at=NOON)
        browser.exported(f"{FOUND}?q={applicant().identity_number}")
        assert applicant().identity_number not in Export.objects.get().asked

    def test_an_inspector_reads_it_within_his_reach(self, cast: Cast, browser: Browser) -> None:
        copy_life(cast)
        browser.of(cast.ward_receiver, at=NOON).exported(FOUND)
        house = cast.house
        for place, sees in ((house.ward, True), (house.city, True), (house.finance, False)):
            page = browser.of(inspector(cast, place), at=NOON + DAY).get("/nhat-ky-xem/luot-xuat/")
            assert (REASON in page) is sees
        for name, count in (("luot-xuat", 1), ("luot-mo", 1), ("luot-tim", 0)):
            browser.of(inspector(cast, house.province), at=NOON + DAY)
            assert len(table(browser, f"/xuat-bang/{name}/")) == count


class TestRefusals:
    @pytest.mark.parametrize(
        ("reason", "words"),
        [
            ("", "Ghi lý do xuất."),
            ("   ", "Ghi lý do xuất."),
            ("báo cáo", "Ghi rõ hơn: xuất để làm gì, theo yêu cầu của ai."),
            ("x" * 251, "Viết ngắn lại"),
        ],
    )
    def test_without_a_reason_nothing_leaves(
        self, cast: Cast, browser: Browser, reason: str, words: str
    ) -> None:
        permit_life(cast)
        page = browser.of(cast.planner, at=NOON).post(WORK, 422, kind="csv", reason=reason)
        assert words in page
        assert not Export.objects.exists()
        assert not Reading.objects.filter(what="export").exists()

    def test_a_kind_of_file_that_is_none(self, cast: Cast, browser: Browser) -> None:
        browser.of(cast.planner, at=NOON).post(WORK, 422, kind="exe", reason=REASON)

    def test_what_is_too_long_says_what_to_do_and_leaves_no_trace(
        self, cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(exporting, "MOST", 2)
        for _ in range(3):
            permit_life(cast)
        page = browser.of(cast.planner, at=NOON)
        asked = f"{WORK}?danh-sach=cho-nguoi-nhan"
        for kind in ("csv", "xlsx"):
            told = page.post(asked, 422, kind=kind, reason=REASON)
            assert "Danh sách có hơn 2 dòng" in told
            assert REASON in told
        assert not Export.objects.exists()
        assert not Reading.objects.filter(what="export").exists()

    @pytest.mark.parametrize(
        "address",
        [
            f"{WORK}?buoc=bay",
            f"{FOUND}?tu=x",
            "/xuat-bang/so-theo-doi/?tu=30/11/2026&den=1/11/2026",
        ],
    )
    def test_what_is_no_question_leads_back_to_the_list(
        self, cast: Cast, browser: Browser, address: str
    ) -> None:
        page = browser.of(cast.city_receiver, at=NOON).get(address, status=422)
        assert "Điều kiện của danh sách chưa đúng" in page
        assert "Về danh sách" in page

    def test_a_full_disk_is_told_and_nothing_is_logged(
        self, cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def write(*_: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("motcua.ground.documents.tables.write", write)
        browser.of(cast.planner, at=NOON).post(WORK, 507, kind="xlsx", reason=REASON)
        assert not Export.objects.exists()

    def test_a_list_that_is_none(self, cast: Cast, browser: Browser) -> None:
        browser.of(cast.planner, at=NOON).get("/xuat-bang/tat-ca/", status=404)

    @pytest.mark.parametrize(
        ("role", "names"),
        [
            ("planner", EVERYBODYS),
            ("city_receiver", {*EVERYBODYS, "so-theo-doi", "thu-tien", "bang-ke", "bang-ke-thu"}),
            ("city_head", {*EVERYBODYS, *OF_A_HEAD, "so-theo-doi", "bang-ke", "bang-ke-thu"}),
            ("planning_head", {*EVERYBODYS, *OF_A_HEAD, "so-theo-doi", "bang-ke", "bang-ke-thu"}),
            ("city_clerk", {*EVERYBODYS, "so-cap-so"}),
            ("administrator", set()),
        ],
    )
    def test_nobody_takes_out_a_list_that_he_does_not_have(
        self, cast: Cast, browser: Browser, role: str, names: set[str]
    ) -> None:
        browser.of(getattr(cast, role), at=NOON)
        for name in SOURCES:
            # Which sheet is meant has to be said; nothing of it shows before.
            found = 422 if name == "bang-ke-thu" else 200
            browser.get(f"/xuat-bang/{name}/", status=found if name in names else 403)

    def test_a_page_says_how_much_leaves_at_once_and_who_will_know(
        self, cast: Cast, browser: Browser
    ) -> None:
        page = browser.of(cast.planner, at=NOON).get(WORK)
        assert "nhiều nhất 20.000 dòng" in page
        assert "nhật ký xem" in page

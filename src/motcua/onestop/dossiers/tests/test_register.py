"""The register of a desk: what it received in a period, on a page, as PDF and as a table."""

import csv
from datetime import timedelta
from typing import Any
from unittest.mock import ANY

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from motcua.ground.documents.tests.reading import texts
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import books
from motcua.onestop.dossiers.actions import exporting
from motcua.onestop.dossiers.examples import (
    MORNING,
    Cast,
    applicant,
    copy_life,
    copy_matter,
    handed_over,
    key,
    permit_life,
    received,
    refused,
)
from motcua.onestop.dossiers.models import Dossier, Party
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.views import register
from motcua.onestop.dossiers.views.sources import source

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=9)
PAGE, PDF, TABLE = "/so-theo-doi/", "/so-theo-doi/in/", "/xuat-bang/so-theo-doi/"


def copies(cast: Cast, count: int, **facts: Any) -> list[Dossier]:
    """Receive so many copies at the ward, a minute apart."""
    return [
        received(cast.ward_receiver, copy_matter(cast, **facts), now=MORNING + timedelta(minutes=n))
        for n in range(count)
    ]


def crowd(of: Dossier, count: int) -> None:
    """Let there be so many dossiers more like this one, each with its applicant."""
    twins = Dossier.objects.bulk_create(
        Dossier(**_columns(of), code=f"{of.code}-{key()[:8]}", intake_key=key())
        for _ in range(count)
    )
    who = Party.objects.get(dossier=of)
    Party.objects.bulk_create(Party(**_columns(who, "dossier_id"), dossier=one) for one in twins)


def _columns(row: Model, *but: str) -> dict[str, Any]:
    left_out = {"id", "code", "intake_key", *but}
    names = [field.attname for field in row._meta.concrete_fields if field.attname not in left_out]
    return {name: getattr(row, name) for name in names}


def table(browser: Browser, address: str = TABLE) -> list[dict[str, str]]:
    """Return the lines of the table by the heads of its columns, as a spreadsheet reads it."""
    text = browser.exported(address).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


class TestPeriod:
    def test_is_this_month_unless_told_otherwise(self, cast: Cast, browser: Browser) -> None:
        (mine,) = copies(cast, 1)
        page = browser.of(cast.ward_receiver, at=LATER).get(PAGE)
        assert 'value="01/11/2026"' in page
        assert 'value="30/11/2026"' in page
        assert mine.code in page

    @pytest.mark.parametrize(
        ("first", "last", "is_in"),
        [
            ("02/11/2026", "02/11/2026", True),
            ("01/11/2026", "01/11/2026", False),
            ("03/11/2026", "30/11/2026", False),
            ("01/01/0001", "31/12/9999", True),
            ("02112026", "2/11/2026", True),
        ],
    )
    def test_counts_its_first_and_its_last_day(
        self, cast: Cast, browser: Browser, first: str, last: str, *, is_in: bool
    ) -> None:
        (mine,) = copies(cast, 1)
        browser.of(cast.ward_receiver, at=LATER)
        asked = f"?tu={first}&den={last}"
        assert (mine.code in browser.get(PAGE + asked)) == is_in
        assert [line["Mã hồ sơ"] for line in table(browser, TABLE + asked)] == [mine.code] * is_in
        assert ("Tổng số: 1 hồ sơ." in texts(browser.file(PDF + asked))[0]) == is_in

    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            ("?tu=&den=30/11/2026", "Nhập ngày đầu theo dạng 05/01/2026."),
            ("?tu=31/02/2026", "Không có ngày 31/02/2026. Nhập lại ngày."),
            ("?tu=hôm qua", "Nhập ngày đầu theo dạng 05/01/2026."),
            ("?tu=30/11/2026&den=01/11/2026", "Ngày cuối phải từ 30/11/2026 trở đi."),
            ("?quay=999999", "Chọn một dòng trong danh sách."),
            ("?quay=x", "Chọn một dòng trong danh sách."),
        ],
    )
    @pytest.mark.parametrize("address", [PAGE, PDF])
    def test_that_is_none_is_refused_and_says_how_to_mend_it(
        self, cast: Cast, browser: Browser, address: str, asked: str, words: str
    ) -> None:
        browser.of(cast.ward_receiver, at=LATER)
        page = browser.get(address + asked, status=422)
        assert words in page
        assert "Không có" in words or "In sổ" not in page

    def test_an_empty_one_says_so(self, cast: Cast, browser: Browser) -> None:
        page = browser.of(cast.ward_receiver, at=LATER).get(PAGE)
        assert "Trong kỳ này quầy không tiếp nhận hồ sơ nào." in page
        assert "Trong kỳ không tiếp nhận hồ sơ nào." in texts(browser.file(PDF))[0]


class TestLines:
    def test_what_a_finished_one_says(self, cast: Cast, browser: Browser) -> None:
        life = handed_over(cast)
        (line,) = table(browser.of(cast.city_receiver, at=LATER))
        assert line == {
            "STT": "1",
            "Mã hồ sơ": life.dossier.code,
            "Tên thủ tục hành chính": ANY,
            "Số lượng hồ sơ (bộ)": "01",
            "Tên cá nhân, tổ chức": "Nguyễn Thị Phương Uyên",
            "Địa chỉ, số điện thoại": "128/7/15 đường Nguyễn Văn Tiết, phường Phú Cường, "
            "thành phố Thủ Dầu Một; 0918 204 386",
            "Cơ quan chủ trì giải quyết": "Phòng Quản lý đô thị",
            "Nhận hồ sơ": "02/11/2026",
            "Hẹn trả kết quả": "17/11/2026",
            "Trả kết quả": "02/11/2026",
            "Phương thức nhận kết quả": "Tại quầy",
            "Ký nhận": "Nguyễn Thị Phương Uyên",
            "Ghi chú": "Trước hạn",
        }

    def test_one_that_is_still_open(self, cast: Cast, browser: Browser) -> None:
        permit_life(cast)
        (line,) = table(browser.of(cast.city_receiver, at=LATER))
        assert (line["Trả kết quả"], line["Ký nhận"]) == ("", "")
        assert line["Ghi chú"] == "Đã tiếp nhận, chờ xử lý"

    def test_one_that_was_refused_promises_nothing_and_gives_its_number(
        self, cast: Cast, browser: Browser
    ) -> None:
        refused(cast.ward_receiver, copy_matter(cast))
        (line,) = table(browser.of(cast.ward_receiver, at=LATER))
        for column in ("Hẹn trả kết quả", "Trả kết quả", "Phương thức nhận kết quả"):
            assert line[column] == ""
        assert line["Ghi chú"] == "Từ chối tiếp nhận, văn bản số 01/TCTN"
        page = browser.get(PAGE)
        assert line["Ghi chú"] in page
        assert "chưa trả" not in page
        assert 'data-mc-label="Hẹn trả"' not in page
        assert page.count("Tại quầy") == 1  # the channel by which it came

    def test_one_that_was_stopped_awaits_no_result(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        life.stop(cast.ward_head)
        (line,) = table(browser.of(cast.ward_receiver, at=LATER))
        assert (line["Hẹn trả kết quả"], line["Phương thức nhận kết quả"]) == ("02/11/2026", "")
        assert line["Ghi chú"] == "Đã dừng giải quyết, văn bản số 01/TBD. Đúng hạn"
        assert "chưa trả" not in browser.get(PAGE)

    def test_one_that_was_asked_back_has_no_paper_to_name(
        self, cast: Cast, browser: Browser
    ) -> None:
        life = copy_life(cast)
        life.ask_back(cast.ward_receiver)
        life.agree(cast.ward_head)
        (line,) = table(browser.of(cast.ward_receiver, at=LATER))
        assert line["Ghi chú"] == "Đã rút hồ sơ. Đúng hạn"

    def test_the_applicant_is_as_the_current_receipt_names_him(
        self, cast: Cast, browser: Browser
    ) -> None:
        (mine,) = copies(cast, 1)
        browser.of(cast.ward_receiver, at=LATER)
        mend = f"/ho-so/{mine.code}/sua-giay-tiep-nhan/"
        typed = {**browser.typed(mend), "address": "Số 1 Yersin"}
        browser.post(mend, **typed, accepts_lack="on")
        (line,) = table(browser)
        assert line["Địa chỉ, số điện thoại"] == "Số 1 Yersin; 0918 204 386"

    def test_the_form_of_the_law_is_vietnamese_whoever_reads_it(
        self, cast: Cast, browser: Browser
    ) -> None:
        copies(cast, 1)
        (read,) = table(browser.of(cast.ward_receiver, at=LATER))
        browser.client.post("/ngon-ngu/", {"language": "en"})
        assert table(browser) == [read]

    @pytest.mark.parametrize("typed", ["=1+1", "+84", "-2", "@cmd", '=HYPERLINK("x")'])
    def test_no_spreadsheet_takes_a_name_for_a_formula(
        self, cast: Cast, browser: Browser, typed: str
    ) -> None:
        copies(cast, 1, parties=(applicant(typed),))
        (line,) = table(browser.of(cast.ward_receiver, at=LATER))
        assert line["Tên cá nhân, tổ chức"] == f"'{typed}"


class TestLength:
    def test_a_page_leads_on_to_the_next(
        self, cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(register, "PAGE_SIZE", 2)
        mine = [dossier.code for dossier in copies(cast, 5)]
        browser.of(cast.ward_receiver, at=LATER)
        seen, address = [], PAGE
        while address:
            response: Any = browser.client.get(address)
            seen.append([line.code for line in response.context["lines"]])
            address = response.context["next_href"]
        assert seen == [mine[:2], mine[2:4], mine[4:]]

    @pytest.mark.parametrize("nonsense", ["x", "1-", "9" * 40, "1-" + "9" * 5000, "-5-1"])
    def test_a_page_that_begins_nowhere_is_still_a_page(
        self, cast: Cast, browser: Browser, nonsense: str
    ) -> None:
        browser.of(cast.ward_receiver, at=LATER).get(f"{PAGE}?sau={nonsense}")

    def test_the_table_is_read_bit_by_bit(
        self, cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(source, "AT_ONCE", 2)
        mine = [dossier.code for dossier in copies(cast, 4)]
        browser.of(cast.ward_receiver, at=LATER)
        with CaptureQueriesContext(connection) as captured:
            lines = table(browser)
        assert [line["Mã hồ sơ"] for line in lines] == mine
        assert [line["STT"] for line in lines] == ["1", "2", "3", "4"]
        assert len([each for each in captured if 'FROM "dossiers_dossier"' in each["sql"]]) == 3

    def test_what_is_too_long_to_print_says_what_to_do(
        self, cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(register, "MOST_PRINTED", 2)
        copies(cast, 3)
        page = browser.of(cast.ward_receiver, at=LATER).get(PDF, status=422)
        assert "Kỳ này có hơn 2 hồ sơ, nhiều hơn số in được một lần." in page
        assert "Chọn kỳ ngắn hơn, hoặc xuất bảng." in page
        assert TABLE in page

    def test_it_costs_no_more_statements_at_three_stretches(
        self, cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for module in (source, exporting):
            monkeypatch.setattr(module, "AT_ONCE", 100)
        crowd(copies(cast, 1)[0], 9)
        few = self.statements(cast, browser)
        crowd(Dossier.objects.earliest("id"), 290)
        many = self.statements(cast, browser)
        assert few[PAGE] == many[PAGE] <= 12
        # Three stretches more are read, two more written to the reading log.
        assert few[TABLE] + 5 == many[TABLE]
        assert max(few[PDF], many[PDF]) <= 12

    def statements(self, cast: Cast, browser: Browser) -> dict[str, int]:
        counts = {}
        browser.of(cast.ward_receiver, at=LATER)
        for address in (PAGE, PDF, TABLE):
            with CaptureQueriesContext(connection) as captured:
                if address == TABLE:
                    browser.exported(address)
                else:
                    b"".join(browser.client.get(address))
            counts[address] = len(captured)
        return counts

    def test_the_index_of_the_desk_serves_it(self, cast: Cast) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
            # Among a handful of rows every index is as good; this one would do for any desk.
            cursor.execute("DROP INDEX dossier_newest_first")
            rows = books.register(
                cast.ward_receiver, desk_id=cast.house.ward.pk, since=MORNING, until=LATER
            )
            assert "dossier_by_receiving_desk" in rows[:50].explain()


class TestRights:
    @pytest.mark.parametrize(
        ("role", "sees"),
        [
            ("city_receiver", True),
            ("city_head", True),
            ("planning_head", True),
            ("ward_receiver", False),
            ("ward_head", False),
        ],
    )
    def test_receivers_and_heads_see_what_is_theirs(
        self, cast: Cast, browser: Browser, role: str, *, sees: bool
    ) -> None:
        life = permit_life(cast)
        browser.of(getattr(cast, role), at=LATER)
        assert (life.dossier.code in browser.get(PAGE)) == sees
        assert bool(table(browser)) == sees
        asked = f"?quay={cast.house.city.pk}"
        assert browser.client.get(PAGE + asked).status_code == (200 if sees else 422)

    def test_the_head_of_an_office_sees_no_more_than_his_offices(
        self, cast: Cast, browser: Browser
    ) -> None:
        permit_life(cast)
        Dossier.objects.update(agency_ids=[cast.house.city.pk])
        assert table(browser.of(cast.city_head, at=LATER))
        assert not table(browser.of(cast.planning_head, at=LATER))

    @pytest.mark.parametrize("role", ["planner", "city_clerk", "administrator"])
    @pytest.mark.parametrize("address", [PAGE, PDF, TABLE])
    def test_nobody_else_has_a_door_to_it(
        self, cast: Cast, browser: Browser, role: str, address: str
    ) -> None:
        browser.of(getattr(cast, role), at=LATER).get(address, status=403)

    def test_the_menu_shows_it_to_whom_it_opens(self, cast: Cast, browser: Browser) -> None:
        def offers(actor: Actor) -> bool:
            return 'href="/so-theo-doi/"' in browser.of(actor, at=LATER).get("/viec/")

        assert [offers(cast.ward_receiver), offers(cast.ward_head)] == [True, True]
        assert [offers(cast.ward_handler), offers(cast.ward_clerk)] == [False, False]

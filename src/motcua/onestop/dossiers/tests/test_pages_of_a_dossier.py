"""A dossier's page, its files and its slip: what each kind of post sees and may do there."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.ground.agencies.models import Agency
from motcua.ground.documents.examples import PNG
from motcua.ground.trail import queries as trail
from motcua.onestop.dossiers import queries, sheets
from motcua.onestop.dossiers.actions import desk, steps
from motcua.onestop.dossiers.capacity import Visitor
from motcua.onestop.dossiers.examples import (
    MORNING,
    Cast,
    applicant,
    copy_life,
    draft,
    handed_over,
    key,
    permit_life,
    permit_matter,
    permit_to_result,
    permit_to_signature,
    received,
)
from motcua.onestop.dossiers.intake import Payment
from motcua.onestop.dossiers.models import Dossier, Reading
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.views import slip_facts

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=9)
EVIL = "<script>alert('x')</script>"


def address(dossier: Dossier, tail: str = "") -> str:
    return f"/ho-so/{dossier.code}/{tail}"


def without_papers(typed: dict[str, Any]) -> dict[str, Any]:
    """Return a receipt as typed with all its papers struck off."""
    struck = re.compile(r"paper_\d+_(has|name)")
    return {name: value for name, value in typed.items() if not struck.fullmatch(name)}


def acts(page: str) -> set[str]:
    """Return the acts that a page offers, by their names in addresses."""
    return set(re.findall(r'/(?:viec/\d+/)?([a-z-]+)/"', page)) & {
        "phan-cong",
        "xac-nhan",
        "chuyen-tiep",
        "chuyen-lai",
        "trinh",
        "duyet",
        "chuyen-lai-de-sua",
        "ky",
        "phat-hanh",
        "thu-tien",
        "them-ban-quet",
        "tra-ket-qua",
        "sua-giay-tiep-nhan",
    }


class TestActs:
    @pytest.mark.parametrize(
        ("role", "expected"),
        [
            ("planner", {"chuyen-tiep", "xac-nhan"}),
            ("planning_head", {"phan-cong"}),
            ("city_receiver", {"them-ban-quet", "sua-giay-tiep-nhan"}),
            ("city_head", set()),
            ("city_clerk", set()),
        ],
    )
    def test_of_a_dossier_just_received(
        self, cast: Cast, browser: Browser, role: str, expected: set[str]
    ) -> None:
        life = permit_life(cast)
        page = browser.of(getattr(cast, role), at=LATER).get(address(life.dossier))
        assert acts(page) == expected

    @pytest.mark.parametrize(
        ("role", "expected"),
        [
            ("city_head", {"ky", "chuyen-lai-de-sua", "xac-nhan"}),
            ("planning_head", set()),
            ("planner", set()),
            ("city_receiver", {"them-ban-quet"}),
            ("city_clerk", set()),
        ],
    )
    def test_of_one_that_waits_for_the_signature(
        self, cast: Cast, browser: Browser, role: str, expected: set[str]
    ) -> None:
        life = permit_to_signature(cast)
        page = browser.of(getattr(cast, role), at=LATER).get(address(life.dossier))
        assert acts(page) == expected

    @pytest.mark.parametrize(
        ("role", "expected"), [("city_receiver", {"tra-ket-qua"}), ("city_clerk", set())]
    )
    def test_of_one_whose_result_lies_at_the_desk(
        self, cast: Cast, browser: Browser, role: str, expected: set[str]
    ) -> None:
        life = permit_to_result(cast)
        page = browser.of(getattr(cast, role), at=LATER).get(address(life.dossier))
        assert acts(page) == expected

    def test_of_one_with_a_fee_due(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        page = browser.of(cast.ward_receiver, at=LATER).get(address(life.dossier))
        assert acts(page) == {"thu-tien", "them-ban-quet", "sua-giay-tiep-nhan"}

    def test_at_the_end_nothing_is_left_to_do(self, cast: Cast, browser: Browser) -> None:
        life = handed_over(cast)
        page = browser.of(cast.city_receiver, at=LATER).get(address(life.dossier))
        assert acts(page) == set()
        assert "Xong trước hạn" in page


class TestWhatItSays:
    def test_how_much_is_owed(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        done = f"/tiep-nhan/{life.dossier.code}/"
        desk = browser.of(cast.ward_receiver, at=LATER)
        for page in (desk.get(address(life.dossier)), desk.get(done)):
            assert "Chưa thu: 10.000 đồng" in page
        life.pay(cast.ward_receiver, 4_000)
        for page in (desk.get(address(life.dossier)), desk.get(done)):
            assert "Còn 6.000 trong 10.000 đồng" in page
        life.pay(cast.ward_receiver, 6_000)
        for page in (desk.get(address(life.dossier)), desk.get(done)):
            assert "Đã thu đủ" in page

    def test_who_paid_and_who_fetched_the_result(self, cast: Cast, browser: Browser) -> None:
        paid = copy_life(cast)
        money = Payment(paid.dossier.copies * 1000, "Trần Bảo <i>", "BL-0042")
        desk.collect_fee(
            actor=cast.ward_receiver,
            form_key=key(),
            code=paid.dossier.code,
            payment=money,
            now=MORNING,
        )
        page = browser.of(cast.ward_receiver, at=LATER).get(address(paid.dossier))
        assert "Biên lai số BL-0042" in page
        assert "(người nộp: Trần Bảo &lt;i&gt;)" in page
        assert "17/05/1989" in page
        assert "<dt>Giới tính</dt><dd>Nữ</dd>" in page
        life = permit_to_result(cast)
        visitor = Visitor("Lý Văn Út", "Hộ chiếu", authority="Giấy 12/UQ")
        life.act(desk.hand_over, cast.city_receiver, visitor=visitor)
        page = browser.of(cast.city_receiver, at=LATER).get(address(life.dossier))
        assert "Người nhận kết quả" in page
        assert "(Hộ chiếu, Giấy 12/UQ)" in page

    def test_the_whole_way(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        post_id = cast.planner.grants[0].post_id
        life.act(steps.assign, cast.planning_head, post_id=post_id)
        life.act(steps.forward, cast.planner, note="đã xem thực địa")
        life.act(steps.propose, cast.planner, draft=draft())
        life.act(steps.send_back, cast.planning_head, reason="thiếu mặt cắt móng")
        page = browser.of(cast.planner, at=LATER).get(address(life.dossier))
        for words in (
            "Võ Thị Hạnh đã tiếp nhận",
            "Phạm Quốc Bảo đã phân công cho Lê Nguyễn Thùy Trang",
            "“đã xem thực địa”",
            "Lê Nguyễn Thùy Trang đã trình kết quả",
            "“thiếu mặt cắt móng”",
            "hẹn trả 17:00 thứ\u00a0Ba\u00a017/11/2026",
            "ngày nhận, không tính",
            "074 189 004 712",
            "Bản vẽ thiết kế",
            "du-thao.pdf",
        ):
            assert words in page

    def test_late_is_said_in_words(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        page = browser.of(cast.planner, at=MORNING + timedelta(days=20)).get(address(life.dossier))
        assert re.search(r"Trễ \d+ ngày", page)

    def test_nothing_typed_ever_runs(self, cast: Cast, browser: Browser) -> None:
        person = applicant(EVIL, address=EVIL, phone=EVIL[:15], email="a@b.vn")
        dossier = received(cast.city_receiver, permit_matter(cast, parties=(person,), subject=EVIL))
        item = queries.open_items(dossier)[0].number
        page = browser.of(cast.planner, at=LATER)
        page.post(address(dossier, f"viec/{item}/chuyen-tiep/"), note=EVIL)
        for shown in (address(dossier), "/viec/", "/viec/?danh-sach=xong-hom-nay"):
            text = page.get(shown)
            assert "&lt;script&gt;" in text
            assert EVIL not in text


class TestWhoSeesIt:
    @pytest.mark.parametrize(
        "role", ["ward_receiver", "ward_head", "ward_clerk", "ward_handler", "accountant"]
    )
    @pytest.mark.parametrize("tail", ["", "giay-tiep-nhan/", "viec/1/chuyen-tiep/"])
    def test_to_strangers_there_is_no_such_dossier(
        self, cast: Cast, browser: Browser, role: str, tail: str
    ) -> None:
        life = permit_life(cast)
        page = browser.of(getattr(cast, role), at=LATER)
        text = page.get(address(life.dossier, tail), status=404)
        assert life.dossier.applicant_name not in text

    def test_the_administrator_finds_no_door(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        browser.of(cast.administrator, at=LATER).get(address(life.dossier), status=403)

    def test_every_opening_is_written_down(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        page = browser.of(cast.planner, at=LATER)
        page.get(address(life.dossier))
        page.get(address(life.dossier, "nhat-ky-xem/"), status=403)
        assert list(Reading.objects.values_list("name", "what")) == [
            ("Lê Nguyễn Thùy Trang", "page")
        ]


class TestFiles:
    def test_a_file_is_given_to_who_sees_the_dossier(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_signature(cast)
        lies = queries.latest_draft(life.dossier.pk)
        assert lies is not None
        tail = f"tep/{lies.pk}/"
        page = browser.of(cast.city_head, at=LATER)
        assert page.file(address(life.dossier, tail)).startswith(b"%PDF")
        assert Reading.objects.filter(what="file", name="Huỳnh Quốc Bảo").exists()
        browser.of(cast.ward_head, at=LATER).get(address(life.dossier, tail), status=404)

    def test_a_file_of_another_dossier_is_not_there(self, cast: Cast, browser: Browser) -> None:
        lies = queries.latest_draft(permit_to_signature(cast).dossier.pk)
        assert lies is not None
        other = permit_life(cast).dossier
        browser.of(cast.city_head, at=LATER).get(address(other, f"tep/{lies.pk}/"), status=404)


class TestScans:
    def test_are_shown_beneath_their_paper(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        life.scan(cast.ward_receiver, name="trang-1.pdf")
        life.scan(cast.ward_receiver, PNG, "trang-2.png")
        first, second = life.dossier.files.order_by("id")
        text = browser.of(cast.ward_head, at=LATER).get(address(life.dossier))
        sheet, picture = (address(life.dossier, f"tep/{scan.pk}/") for scan in (first, second))
        label = "Bản quét: Giấy khai sinh"
        assert f'<iframe src="{sheet}#navpanes=0" title="{label}" loading="lazy">' in text
        assert f'<img src="{picture}" alt="{label}" loading="lazy">' in text
        assert text.index("trang-1.pdf") < text.index("trang-2.png")
        assert "chưa có" not in text

    def test_of_a_struck_paper_stay_in_sight(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        life.scan(cast.ward_receiver)
        where = address(life.dossier, "sua-giay-tiep-nhan/")
        page = browser.of(cast.ward_receiver, at=LATER)
        page.post(where, **without_papers(page.typed(where)), accepts_lack="on")
        text = page.get(address(life.dossier))
        assert "giấy tờ không còn trong giấy tiếp nhận" in text
        assert "quet.pdf" in text
        assert acts(text) == {"thu-tien", "sua-giay-tiep-nhan"}

    def test_each_is_read_by_who_sees_the_dossier_and_logged(
        self, cast: Cast, browser: Browser
    ) -> None:
        life = copy_life(cast)
        life.scan(cast.ward_receiver, PNG, "anh.png")
        where = address(life.dossier, f"tep/{life.dossier.files.get().pk}/")
        assert browser.of(cast.ward_head, at=LATER).file(where) == PNG
        assert Reading.objects.filter(what="file", name="Lê Minh Đức").count() == 1
        browser.of(cast.city_head, at=LATER).get(where, status=404)


class TestReceipt:
    def test_it_is_printed_for_its_desk_and_printed_again_unchanged(
        self, cast: Cast, browser: Browser
    ) -> None:
        slip = address(permit_life(cast).dossier, "giay-tiep-nhan/")
        page = browser.of(cast.city_receiver, at=LATER)
        first, again = page.file(slip), page.file(slip)
        assert first.startswith(b"%PDF")
        assert first == again
        assert Reading.objects.filter(what="receipt").count() == 2

    def test_what_it_says(self, cast: Cast) -> None:
        Agency.objects.filter(pk=cast.house.city.pk).update(unit_type="thành phố")
        sheet = sheets.sheet(cast.city_receiver, permit_life(cast).dossier.code)
        facts = slip_facts.receipt_facts(sheet, receiver="Võ Thị Hạnh")
        assert (facts.place, facts.applicant, facts.filer) == (
            "Thủ Dầu Một",
            "Nguyễn Thị Phương Uyên",
            "",
        )
        assert (facts.limit, facts.due_at) == ("15 ngày", sheet.dossier.due_at)
        assert re.fullmatch(r"[0-9]{8}", facts.secret)
        opened = rf"http://testserver/tra-cuu/q/{re.escape(facts.code)}/[a-z2-7]{{32}}/"
        assert re.fullmatch(opened, facts.follow_url)

    def test_the_browser_remembers_its_sheets(self, cast: Cast, browser: Browser) -> None:
        where = address(permit_life(cast).dossier)
        page = browser.of(cast.city_receiver, at=LATER)
        assert 'giay-tiep-nhan/?kho=a4"' in page.get(where)
        a4, a5 = page.file(f"{where}giay-tiep-nhan/"), page.file(f"{where}giay-tiep-nhan/?kho=a5")
        assert a4 != a5
        assert page.file(f"{where}giay-tiep-nhan/") == a5
        assert "Khổ A5, chỉ liên giao người nộp." in page.get(where)
        assert page.file(f"{where}giay-tiep-nhan/?kho=a0") == a4

    @pytest.mark.parametrize("role", ["city_head", "city_clerk", "planner", "planning_head"])
    def test_no_other_post_gets_it(self, cast: Cast, browser: Browser, role: str) -> None:
        life = permit_life(cast)
        page = browser.of(getattr(cast, role), at=LATER)
        page.get(address(life.dossier, "giay-tiep-nhan/"), status=404)
        assert "giay-tiep-nhan" not in page.get(address(life.dossier))

    def test_a_mended_receipt_is_another_paper(self, cast: Cast, browser: Browser) -> None:
        dossier = copy_life(cast).dossier
        slip, mend = address(dossier, "giay-tiep-nhan/"), address(dossier, "sua-giay-tiep-nhan/")
        page = browser.of(cast.ward_receiver, at=LATER)
        before = page.file(slip)
        typed = {**page.typed(mend), "name": "Nguyễn Thị Phương Uyển"}
        page.post(mend, **typed, accepts_lack="on")
        dossier.refresh_from_db()
        assert dossier.receipt_issue == 2
        assert dossier.applicant_name == "Nguyễn Thị Phương Uyển"
        assert [paper.name for paper in sheets.sheet(cast.ward_receiver, dossier.code).papers] == [
            "Giấy khai sinh"
        ]
        assert page.file(slip) != before


def test_a_fee_that_no_record_gives_is_not_said_to_be_none(cast: Cast, browser: Browser) -> None:
    asked = browser.of(cast.city_receiver, at=LATER)
    states = asked.get(address(permit_life(cast).dossier)).split("mc-beside", maxsplit=1)[0]
    assert "Chưa có dữ liệu" in states
    assert "Không có" not in states


def test_the_page_costs_twelve_statements_at_most(cast: Cast, browser: Browser) -> None:
    life = copy_life(cast)
    life.scan(cast.ward_receiver)
    page = browser.of(cast.ward_receiver, at=LATER)
    page.get(address(life.dossier))
    with CaptureQueriesContext(connection) as captured:
        page.get(address(life.dossier))
    told = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(told) <= 12, "\n".join(told)


def test_looking_leaves_no_event(cast: Cast, browser: Browser) -> None:
    life = permit_life(cast)
    before = trail.history(queries.subject_of(life.dossier.pk))
    browser.of(cast.planner, at=LATER).get(address(life.dossier))
    assert trail.history(queries.subject_of(life.dossier.pk)) == before

"""My work: who sees what, in what order, how much at once, at what cost."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.onestop.dossiers.actions import steps
from motcua.onestop.dossiers.examples import (
    MORNING,
    Cast,
    Life,
    again,
    applicant,
    arranged,
    permit_life,
    permit_matter,
    permit_to_result,
    permit_to_signature,
    received,
)
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE
from motcua.onestop.dossiers.tests.pages import Browser

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def permit_of(cast: Cast, name: str, at: datetime) -> Life:
    """Return a permit that somebody asked for at a moment."""
    matter = permit_matter(cast, parties=(applicant(name),))
    return Life(received(cast.city_receiver, matter, now=at), at)


def names(page: str) -> list[str]:
    """Return the names in the rows of a list, in their order."""
    return re.findall(r'<a class="mc-list__link"[^>]*>([^<]+)<', page)


def many(cast: Cast, count: int) -> None:
    """Multiply one waiting dossier, row by row, as no act could in the time of a test."""
    life = permit_life(cast)
    item = WorkItem.objects.get(dossier=life.dossier)
    template = life.dossier
    copies = [_copy(template, place) for place in range(count)]
    Dossier.objects.bulk_create(copies)
    WorkItem.objects.bulk_create([_lying(item, copy) for copy in copies])


def _copy(template: Dossier, place: int) -> Dossier:
    values = {field.attname: getattr(template, field.attname) for field in Dossier._meta.fields}
    values |= {"id": None, "code": f"H09-{place:05d}", "intake_key": f"key-{place}"}
    return Dossier(**values)


def _lying(template: WorkItem, dossier: Dossier) -> WorkItem:
    values = {field.attname: getattr(template, field.attname) for field in WorkItem._meta.fields}
    return WorkItem(**{**values, "id": None, "dossier_id": dossier.pk})


class TestLists:
    def test_a_handler_has_his_own_and_what_waits_for_his_kind(
        self, cast: Cast, browser: Browser
    ) -> None:
        waits = permit_of(cast, "Bùi Quốc Việt", MORNING)
        given = permit_of(cast, "Hồ Thị Ngọc Yến", MORNING)
        post_id = cast.planner.grants[0].post_id
        given.act(steps.assign, cast.planning_head, post_id=post_id)
        page = browser.of(cast.planner, at=MORNING + DAY)
        assert names(page.get("/viec/")) == ["Hồ Thị Ngọc Yến"]
        assert names(page.get("/viec/?danh-sach=cho-nguoi-nhan")) == ["Bùi Quốc Việt"]
        page.of(cast.second_planner, at=MORNING + DAY)
        assert names(page.get("/viec/")) == [waits.dossier.applicant_name]

    @pytest.mark.parametrize("role", ["planner", "second_planner", "planning_head"])
    def test_it_says_of_everybody_who_has_it(self, cast: Cast, browser: Browser, role: str) -> None:
        permit_of(cast, "Bùi Quốc Việt", MORNING)
        given = permit_of(cast, "Hồ Thị Ngọc Yến", MORNING)
        post_id = cast.planner.grants[0].post_id
        given.act(steps.assign, cast.planning_head, post_id=post_id)
        if role == "second_planner":
            arranged(cast.planner, by=cast.second_planner)
        page = browser.of(again(getattr(cast, role)), at=MORNING + timedelta(hours=1))
        tab = "ca-co-quan" if role == "planning_head" else "cua-toi"
        shown = page.get(f"/viec/?danh-sach={tab}&cot=ho-so&cot=nguoi")
        assert cast.planner.name in shown
        assert ("chờ người nhận" in shown) is (role == "planning_head")
        table = page.exported(f"/xuat-bang/viec/?danh-sach={tab}").decode()
        assert cast.planner.name in table

    def test_a_head_sees_what_nobody_was_given(self, cast: Cast, browser: Browser) -> None:
        permit_of(cast, "Bùi Quốc Việt", MORNING)
        page = browser.of(cast.planning_head, at=MORNING + DAY)
        assert names(page.get("/viec/?danh-sach=chua-phan-cong")) == ["Bùi Quốc Việt"]
        page.of(cast.city_head, at=MORNING + DAY)
        assert names(page.get("/viec/?danh-sach=chua-phan-cong")) == []

    def test_others_have_no_list_of_the_unassigned(self, cast: Cast, browser: Browser) -> None:
        page = browser.of(cast.planner, at=MORNING).get("/viec/?danh-sach=chua-phan-cong")
        assert 'href="?danh-sach=chua-phan-cong' not in page

    def test_the_first_list_with_work_opens(self, cast: Cast, browser: Browser) -> None:
        permit_to_signature(cast)
        page = browser.of(cast.city_head, at=MORNING + DAY).get("/viec/")
        assert re.search(r'cho-nguoi-nhan" aria-current="page"', page)
        assert names(page) == ["Nguyễn Thị Phương Uyên"]

    def test_what_was_done_today_is_kept_in_sight(self, cast: Cast, browser: Browser) -> None:
        permit_to_signature(cast)
        today = browser.of(cast.planning_head, at=MORNING + timedelta(hours=8))
        page = today.get("/viec/?danh-sach=xong-hom-nay")
        assert names(page) == ["Nguyễn Thị Phương Uyên"]
        assert "Duyệt" in page
        tomorrow = browser.of(cast.planning_head, at=MORNING + DAY)
        assert names(tomorrow.get("/viec/?danh-sach=xong-hom-nay")) == []

    def test_a_result_waits_at_the_counter_and_is_never_late(
        self, cast: Cast, browser: Browser
    ) -> None:
        life = permit_to_result(cast)
        page = browser.of(cast.city_receiver, at=life.now + 60 * DAY).get("/viec/")
        assert re.search(r'cho-tra" aria-current="page"', page)
        assert names(page) == ["Nguyễn Thị Phương Uyên"]
        assert "Có kết quả từ" in page
        assert "rễ" not in page
        assert "cho-tra" not in browser.of(cast.planner, at=life.now).get("/viec/")

    @pytest.mark.parametrize("role", ["accountant", "ward_handler", "ward_receiver", "ward_head"])
    def test_others_see_nothing(self, cast: Cast, browser: Browser, role: str) -> None:
        permit_of(cast, "Bùi Quốc Việt", MORNING)
        page = browser.of(getattr(cast, role), at=MORNING + DAY).get("/viec/")
        assert names(page) == []
        assert "Không có việc nào đang chờ." in page

    def test_an_administrator_has_no_work(self, cast: Cast, browser: Browser) -> None:
        browser.of(cast.administrator, at=MORNING).get("/viec/", status=403)


class TestOrder:
    def test_the_late_come_first_and_say_so(self, cast: Cast, browser: Browser) -> None:
        for days, name in ((0, "Huỳnh Ngọc Bảo Trâm"), (4, "Phan Thị Ánh Nguyệt")):
            permit_of(cast, name, MORNING + days * DAY)
        permit_of(cast, "Đặng Thị Thùy Dương", MORNING + DAY)
        now = datetime(2026, 11, 18, 9, 42, tzinfo=MORNING.tzinfo)
        page = browser.of(cast.planner, at=now).get("/viec/")
        assert names(page) == ["Huỳnh Ngọc Bảo Trâm", "Đặng Thị Thùy Dương", "Phan Thị Ánh Nguyệt"]
        assert "Trễ hạn" in page
        assert "Hôm nay, thứ Tư 18/11" in page
        assert page.count("mc-list__row--late") == 1
        for words in ("1 trễ", "1 đến hạn hôm nay", "1 còn hạn"):
            assert words in page

    def test_a_page_goes_on_where_the_last_one_ended(self, cast: Cast, browser: Browser) -> None:
        many(cast, PAGE_SIZE + 3)
        page = browser.of(cast.planner, at=MORNING + DAY)
        first = page.get("/viec/?danh-sach=cho-nguoi-nhan")
        (key,) = re.findall(r"sau=([0-9-]+)", first)
        second = page.get(f"/viec/?danh-sach=cho-nguoi-nhan&sau={key}")
        codes = re.findall(r'href="/ho-so/([^/]+)/"', first + second)
        assert len(codes) == len(set(codes)) == PAGE_SIZE + 4
        assert not re.findall(r'href="[^"]*sau=', second)

    def test_a_broken_key_is_the_first_page(self, cast: Cast, browser: Browser) -> None:
        permit_life(cast)
        page = browser.of(cast.planner, at=MORNING)
        assert len(names(page.get("/viec/?sau=nonsense"))) == 1


def statements(do: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        do()
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])


def test_the_cost_does_not_grow_with_the_work(cast: Cast, browser: Browser) -> None:
    many(cast, 10)
    page = browser.of(cast.planner, at=MORNING + DAY)
    page.get("/viec/")
    few = statements(lambda: page.get("/viec/"))
    Dossier.objects.filter(code__startswith="H09-").delete()
    many(cast, 300)
    assert statements(lambda: page.get("/viec/")) == few <= 12

"""The control slip: who gave a dossier to whom and when, as the trail has it."""

from datetime import timedelta

import pytest
from django.conf import settings

from motcua.ground.documents.models import StoredFile
from motcua.ground.documents.slips.control import Passing
from motcua.ground.documents.tests.reading import texts
from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.dates import time_of_day
from motcua.onestop.dossiers import queries, receipts, sheets
from motcua.onestop.dossiers.actions import steps
from motcua.onestop.dossiers.examples import (
    MORNING,
    Cast,
    Life,
    copy_life,
    draft,
    handed_over,
    permit_life,
)
from motcua.onestop.dossiers.models import Reading
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.views import slip_facts

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=9)


def address(life: Life) -> str:
    return f"/ho-so/{life.dossier.code}/phieu-kiem-soat/"


def passings(life: Life, viewer: Actor) -> list[Passing]:
    sheet = sheets.sheet(viewer, life.dossier.code)
    return list(slip_facts.control_facts(sheet, queries.history(sheet.dossier)).passings)


def told(passing: Passing) -> tuple[str, str, str, str]:
    """Return who gave to whom, at what hour, and how the giver kept his share."""
    taken = time_of_day(passing.received_at) if passing.received_at else ""
    hours = f"{time_of_day(passing.given_at)} {taken}".strip()
    return passing.giver_name, passing.receiver_name, hours, passing.standing


def test_what_happens_while_it_is_read_is_no_half_of_it(cast: Cast) -> None:
    life = permit_life(cast)
    life.act(steps.confirm, cast.planner)
    read = sheets.sheet(cast.city_receiver, life.dossier.code)
    before = queries.history(read.dossier)
    life.act(steps.forward, cast.planner, note="Đã đo hiện trạng.")
    assert sheets.history_of(read) == before
    anew = sheets.sheet(cast.city_receiver, life.dossier.code)
    assert sheets.history_of(anew) == queries.history(anew.dossier) != before


class TestPassings:
    def test_of_a_dossier_that_another_agency_has_not_taken_yet(self, cast: Cast) -> None:
        life = permit_life(cast)
        (passing,) = passings(life, cast.city_receiver)
        assert told(passing) == ("Võ Thị Hạnh", "", "08:14", "")
        assert passing.giver.startswith("Bộ phận tiếp nhận và trả kết quả, ")
        assert passing.receiver.startswith("Người xử lý, ")

    def test_the_first_who_lays_hand_on_it_has_taken_it(self, cast: Cast) -> None:
        life = permit_life(cast)
        life.act(steps.confirm, cast.planner)
        life.act(steps.forward, cast.planner, note="Đã đo hiện trạng.")
        first, second = passings(life, cast.city_receiver)
        assert told(first) == ("Võ Thị Hạnh", "Lê Nguyễn Thùy Trang", "08:14 09:14", "")
        assert told(second)[0] == "Lê Nguyễn Thùy Trang"
        assert second.note == "Chuyển tiếp. “Đã đo hiện trạng.”"

    def test_an_assignment_is_a_passing_from_the_head_to_a_seat(self, cast: Cast) -> None:
        life = permit_life(cast)
        seat = cast.planner.grants[0].post_id
        life.act(steps.assign, cast.planning_head, post_id=seat)
        first, second = passings(life, cast.city_receiver)
        assert first.receiver_name == "Phạm Quốc Bảo"
        assert first.receiver == "Lãnh đạo, Phòng Quản lý đô thị"
        assert second.receiver == "Người xử lý, Phòng Quản lý đô thị"
        assert told(second) == ("Phạm Quốc Bảo", "Lê Nguyễn Thùy Trang", "09:14 09:14", "")
        assert second.note == "Phân công."

    def test_what_is_sent_back_goes_to_the_seat_that_it_came_from(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.act(steps.propose, cast.ward_handler, draft=draft())
        life.act(steps.send_back, cast.ward_head, reason="Sửa ngày.")
        last = passings(life, cast.ward_receiver)[-1]
        assert told(last)[:2] == ("Lê Minh Đức", "Nguyễn Văn Út")
        assert last.note == "Chuyển lại để sửa. “Sửa ngày.”"

    def test_each_step_is_held_to_its_share_of_the_time(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.now += timedelta(days=3)
        life.act(steps.propose, cast.ward_handler, draft=draft())
        life.sign(cast.ward_head)
        first, second, third = passings(life, cast.ward_receiver)
        assert [each.standing for each in (first, second, third)] == ["", "Quá hạn", "Đúng hạn"]

    def test_the_last_one_is_to_the_citizen(self, cast: Cast) -> None:
        life = handed_over(cast)
        last = passings(life, cast.city_receiver)[-1]
        assert last.receiver == "Người nộp hồ sơ"
        assert told(last)[:2] == ("Võ Thị Hạnh", "Nguyễn Thị Phương Uyên")


class TestSlip:
    def test_what_the_paper_says(self, cast: Cast, browser: Browser) -> None:
        life = handed_over(cast)
        text = " ".join(texts(browser.of(cast.planner, at=LATER).file(address(life))))
        for words in (
            "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
            f"Mã hồ sơ: {life.dossier.code}",
            "Tên cá nhân, tổ chức: Nguyễn Thị Phương Uyên",
            "Cơ quan phối hợp giải quyết hồ sơ: không có",
            "08 giờ 14 phút, ngày 02 tháng 11 năm 2026",
            "Người giao Võ Thị Hạnh",
            "Người nhận Lê Nguyễn Thùy Trang",
            "Kết quả chung so với thời gian hẹn trả: Trước hạn",
        ):
            assert words in text

    def test_the_receipts_secret_is_not_on_it(self, cast: Cast, browser: Browser) -> None:
        life, key = handed_over(cast), settings.RECEIPT_KEY
        facts = {"dossier_id": life.dossier.pk, "issue": life.dossier.receipt_issue}
        content = browser.of(cast.city_receiver, at=LATER).file(address(life))
        text = "".join("".join(texts(content)).split())
        assert receipts.receipt_secret(key, **facts) not in text
        assert receipts.receipt_link(key, **facts) not in text

    def test_it_is_the_same_paper_until_something_happens(
        self, cast: Cast, browser: Browser
    ) -> None:
        life = permit_life(cast)
        page = browser.of(cast.city_receiver, at=LATER)
        first, again = page.file(address(life)), page.file(address(life))
        assert first == again
        assert StoredFile.objects.count() == 1
        life.act(steps.confirm, cast.planner)
        assert page.file(address(life)) != first
        assert Reading.objects.filter(what="control").count() == 3

    @pytest.mark.parametrize(
        "role", ["city_receiver", "city_head", "planner", "second_planner", "planning_head"]
    )
    def test_who_works_on_it_prints_it(self, cast: Cast, browser: Browser, role: str) -> None:
        life = permit_life(cast)
        page = browser.of(getattr(cast, role), at=LATER)
        assert page.file(address(life)).startswith(b"%PDF")
        assert "phieu-kiem-soat" in page.get(f"/ho-so/{life.dossier.code}/")

    @pytest.mark.parametrize(
        ("role", "status"),
        [("city_clerk", 403), ("administrator", 403), ("accountant", 404), ("ward_head", 404)],
    )
    def test_nobody_else_does(self, cast: Cast, browser: Browser, role: str, status: int) -> None:
        life = permit_life(cast)
        browser.of(getattr(cast, role), at=LATER).get(address(life), status=status)
        assert not StoredFile.objects.exists()

    def test_a_records_officer_is_not_offered_it(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        page = browser.of(cast.city_clerk, at=LATER).get(f"/ho-so/{life.dossier.code}/")
        assert "phieu-kiem-soat" not in page

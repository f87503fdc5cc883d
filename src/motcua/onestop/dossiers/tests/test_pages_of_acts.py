"""The pages of acts: what they ask for, what they refuse, and that nothing typed is lost."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from motcua.ground.access.examples import PASSWORD
from motcua.ground.access.models import User
from motcua.ground.documents.examples import DOCX
from motcua.ground.documents.tests.test_scanner import Daemon
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.actions import steps
from motcua.onestop.dossiers.examples import (
    PDF,
    Cast,
    Life,
    copy_life,
    copy_matter,
    draft,
    permit_life,
    permit_to_result,
    permit_to_signature,
    received,
)
from motcua.onestop.dossiers.states import Status
from motcua.onestop.dossiers.tests.pages import (
    LATER,
    Browser,
    address,
    blamed,
    events,
    with_password,
)

pytestmark = pytest.mark.django_db
FORWARD_AT_MOST = 12
CLEAN, FOUND = b"stream: OK\0", b"stream: Ours.Test FOUND\0"
ACT_AT_MOST = 17


def picture(colour: str) -> bytes:
    """Return a small picture of one colour."""
    into = BytesIO()
    Image.new("RGB", (10, 14), colour).save(into, "PNG")
    return into.getvalue()


def pdf(content: bytes = PDF, name: str = "du-thao.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


class TestScanning:
    def test_the_only_paper_is_chosen_and_a_mistake_is_told(
        self, cast: Cast, browser: Browser
    ) -> None:
        life = copy_life(cast)
        where = f"/ho-so/{life.dossier.code}/them-ban-quet/"
        (paper,) = queries.papers(life.dossier)
        page = browser.of(cast.ward_receiver, at=LATER)
        assert re.search(rf'value="{paper.pk}"[^>]*checked', page.get(where))
        assert "Chọn tệp quét." in page.post(where, status=422, paper_id=paper.pk)
        told = page.post(where, status=422, scan=pdf())
        assert "Chọn giấy tờ của bản quét này." in told
        assert "Chọn lại tệp này" in told
        told = page.post(where, status=415, paper_id=paper.pk, scan=pdf(DOCX, "a.docx"))
        assert "Không nhận loại tệp này. Dùng tệp PDF, JPEG, PNG." in blamed(told, "scan")
        told = page.post(where, status=422, paper_id=paper.pk + 1, scan=pdf())
        assert '<a href="#id_paper_id_0">Giấy tờ này không có trong giấy tiếp nhận.' in told
        assert events(life) == ["dossier.received"]

    def test_several_pictures_are_one_scan(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        (paper,) = queries.papers(life.dossier)
        where = f"/ho-so/{life.dossier.code}/them-ban-quet/"
        pages = [pdf(picture(colour), f"mat {colour}.png") for colour in ("white", "black")]
        page = browser.of(cast.ward_receiver, at=LATER)
        told = page.post(where, status=415, paper_id=paper.pk, scan=[*pages, pdf()])
        assert "Nhiều tệp được ghép thành một bản PDF" in told
        assert events(life) == ["dossier.received"]
        for each in pages:
            each.seek(0)
        page.post(where, paper_id=paper.pk, scan=pages)
        (scan,) = life.dossier.files.all()
        assert (scan.name, scan.stored.media_type) == ("mat white.pdf", "application/pdf")

    def test_the_scanner_is_asked_about_each_of_several(
        self, cast: Cast, browser: Browser, tmp_path: Path, settings: Any
    ) -> None:
        bad, good = picture("black"), picture("white")
        settings.CLAMAV_SOCKET = str(tmp_path / "clamd")
        clamd = Daemon(tmp_path / "clamd", lambda sent: FOUND if sent == bad else CLEAN)
        life = copy_life(cast)
        (paper,) = queries.papers(life.dossier)
        pages = [pdf(bad, "mat 1.png"), pdf(good, "mat 2.png")]
        page = browser.of(cast.ward_receiver, at=LATER)
        where = f"/ho-so/{life.dossier.code}/them-ban-quet/"
        told = page.post(where, status=422, paper_id=paper.pk, scan=pages)
        clamd.stop()
        assert "Tệp mat 1.png có mã độc (Ours.Test)" in told
        assert events(life) == ["dossier.received"]

    def test_its_page_reads_the_papers_once(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        where = f"/ho-so/{life.dossier.code}/them-ban-quet/"
        browser.of(cast.ward_receiver, at=LATER).get(where)
        told = cost(lambda: browser.get(where))
        assert len([each for each in told if 'FROM "dossiers_paper"' in each]) == 1

    def test_without_papers_there_is_nothing_to_scan(self, cast: Cast, browser: Browser) -> None:
        life = Life(received(cast.ward_receiver, copy_matter(cast, papers=())))
        where = f"/ho-so/{life.dossier.code}/them-ban-quet/"
        browser.of(cast.ward_receiver, at=LATER).get(where, status=409)

    def test_it_leads_back_to_the_dossier(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        (paper,) = queries.papers(life.dossier)
        page = browser.of(cast.ward_receiver, at=LATER)
        page.post(f"/ho-so/{life.dossier.code}/them-ban-quet/", paper_id=paper.pk, scan=pdf())
        assert browser.location == f"/ho-so/{life.dossier.code}/"
        assert "Đã thêm bản quét vào hồ sơ" in page.get(browser.location)


class TestAWholeLife:
    def test_by_pages_alone(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        code = life.dossier.code
        post_id = cast.planner.grants[0].post_id
        browser.of(cast.planning_head, at=LATER)
        assert "Lê Nguyễn Thùy Trang" in browser.get(address(life, "phan-cong"))
        browser.post(address(life, "phan-cong"), post_id=post_id)
        browser.of(cast.planner, at=LATER)
        browser.post(address(life, "chuyen-tiep"), note="đã xem thực địa")
        browser.post(address(life, "trinh"), draft=pdf())
        browser.of(cast.planning_head, at=LATER).post(address(life, "duyet"))
        browser.of(with_password(cast.city_head), at=LATER)
        shown = browser.get(address(life, "ky"))
        assert re.search(r'<input type="password"[^>]*autofocus', shown)
        (digest,) = re.findall(r'name="digest" value="([0-9a-f]{64})"', shown)
        browser.post(address(life, "ky"), digest=digest, password=PASSWORD)
        browser.of(cast.city_clerk, at=LATER).post(address(life, "phat-hanh"), scan=pdf())
        assert browser.location == f"/ho-so/{code}/"
        browser.of(cast.city_receiver, at=LATER)
        assert 'value="Nguyễn Thị Phương Uyên"' in browser.get(address(life, "tra-ket-qua"))
        browser.post(
            address(life, "tra-ket-qua"),
            taker="Nguyễn Thị Phương Uyên",
            taker_paper="Căn cước",
        )
        life.dossier.refresh_from_db()
        assert life.dossier.status == Status.HANDED_OVER
        assert "Đã trả kết quả hồ sơ" in browser.get(browser.location)

    def test_the_same_form_twice_is_one_act(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        browser.of(cast.planner, at=LATER)
        form: dict[str, Any] = {"form_key": str(uuid4())}
        where = address(life, "chuyen-tiep")
        browser.post(where, **form)
        browser.post(where, **form)
        assert events(life) == ["dossier.received", "dossier.forwarded"]
        assert "Việc này đã làm rồi" in browser.get(browser.location)

    def test_another_agency_takes_it_over(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_signature(cast)
        browser.of(cast.city_head, at=LATER).post(address(life, "xac-nhan"))
        assert events(life)[-1] == "dossier.confirmed"
        browser.get(address(life, "xac-nhan"), status=409)


class TestRefusals:
    def test_a_reason_must_be_written(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_signature(cast)
        browser.of(cast.city_head, at=LATER)
        page = browser.post(address(life, "chuyen-lai-de-sua"), status=422, reason=" ")
        assert page.count("Viết lý do để người nhận biết cần sửa gì.") >= 2
        assert "<title>Lỗi:" in page
        browser.post(address(life, "chuyen-lai-de-sua"), status=422, reason="\u200b\u2060")

    def test_what_was_typed_outlives_a_colleague_who_was_faster(
        self, cast: Cast, browser: Browser
    ) -> None:
        life = permit_life(cast)
        browser.of(cast.second_planner, at=LATER)
        where = address(life, "chuyen-tiep")
        life.act(steps.forward, cast.planner)
        page = browser.post(where, status=409, note="đã đo lại ranh đất")
        assert "Lê Nguyễn Thùy Trang đã chuyển hồ sơ này lúc 09:14" in page
        assert "đã đo lại ranh đất</textarea>" in page

    def test_an_act_of_another_post_leaves_no_trace(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        browser.of(cast.city_head, at=LATER)
        before = events(life)
        browser.get(address(life, "chuyen-tiep"), status=403)
        page = browser.post(address(life, "chuyen-tiep"), status=403, note="để tôi")
        assert "Việc này do vị trí khác làm." in page
        assert events(life) == before

    def test_an_act_out_of_turn(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        browser.of(cast.planner, at=LATER)
        browser.get(address(life, "trinh"), status=409)
        assert "không ở bước làm được việc này" in browser.post(
            address(life, "trinh"), status=409, draft=pdf()
        )

    def test_a_step_that_never_was(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        browser.of(cast.planner, at=LATER)
        browser.get(f"/ho-so/{life.dossier.code}/viec/99/chuyen-tiep/", status=409)
        browser.get(f"/ho-so/{life.dossier.code}/viec/1/bay/", status=404)

    def test_nothing_to_sign(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        life.act(steps.forward, cast.planner)
        browser.of(cast.planner, at=LATER)
        assert "PDF, JPEG, PNG" in browser.get(address(life, "trinh"))
        page = browser.post(address(life, "trinh"), status=422, note="xin duyệt")
        assert "Hồ sơ chưa có dự thảo kết quả." in page
        assert "xin duyệt</textarea>" in page

    @pytest.mark.parametrize(
        ("upload", "status", "words"),
        [
            (pdf(b"<script>alert(1)</script>"), 415, "không phải PDF"),
            (pdf(b""), 400, "Tệp không có nội dung"),
            (pdf(name="du-thao.exe"), 415, "Không nhận loại tệp này"),
        ],
        ids=["a page named PDF", "nothing in it", "a program's name"],
    )
    def test_a_file_that_is_not_kept(
        self, cast: Cast, browser: Browser, upload: Any, status: int, words: str
    ) -> None:
        life = permit_life(cast)
        life.act(steps.forward, cast.planner)
        upload.seek(0)
        browser.of(cast.planner, at=LATER)
        page = browser.post(address(life, "trinh"), status=status, draft=upload, note="gửi lại")
        assert words in page
        assert '<a href="#id_draft">' in page
        assert "gửi lại</textarea>" in page
        assert queries.latest_draft(life.dossier.pk) is None


class TestSigning:
    def test_a_wrong_password_signs_nothing(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_signature(cast)
        browser.of(with_password(cast.city_head), at=LATER)
        page = browser.post(address(life, "ky"), status=422, digest="0" * 64, password="sai")
        assert '<a href="#id_password">Mật khẩu không đúng.' in page
        assert 'id="id_password_error"' in page
        assert "sai" not in re.findall(r'name="password"[^>]*value="([^"]*)"', page)
        assert "dossier.signed" not in events(life)

    def test_guessing_is_slowed(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_signature(cast)
        browser.of(with_password(cast.city_head), at=LATER)
        where = address(life, "ky")
        for _ in range(5):
            browser.post(where, status=422, digest="0" * 64, password="sai")
        browser.post(where, status=429, digest="0" * 64, password=PASSWORD)

    def test_a_file_that_changed_is_not_signed(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_signature(cast)
        browser.of(with_password(cast.city_head), at=LATER)
        shown = browser.get(address(life, "ky"))
        (digest,) = re.findall(r'name="digest" value="([0-9a-f]{64})"', shown)
        life.act(steps.send_back, cast.city_head, reason="thiếu trang")
        life.act(steps.propose, cast.planner, draft=draft(PDF + b"%2\n"))
        life.act(steps.approve, cast.planning_head)
        page = browser.post(address(life, "ky"), status=409, digest=digest, password=PASSWORD)
        assert "Dự thảo đã thay đổi" in page

    def test_no_page_calls_it_a_digital_signature(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_signature(cast)
        page = browser.of(cast.city_head, at=LATER).get(address(life, "ky")).lower()
        assert "ký số" not in page
        assert "chữ ký điện tử" not in page


class TestDoors:
    def test_a_stranger_is_sent_to_sign_in(self, cast: Cast) -> None:
        life = permit_life(cast)
        response = Client().post(address(life, "chuyen-tiep"))
        assert response.status_code == 302
        assert response["Location"].startswith("/dang-nhap/")

    def test_a_form_from_elsewhere_is_refused(self, cast: Cast) -> None:
        life = permit_life(cast)
        client = Client(enforce_csrf_checks=True)
        client.force_login(User.objects.get(pk=cast.planner.user_id or 0))
        assert client.post(address(life, "chuyen-tiep")).status_code == 403
        assert events(life) == ["dossier.received"]


def cost(do: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        do()
    return [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]


class TestCost:
    def test_forwarding(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        browser.of(cast.planner, at=LATER)
        where = address(life, "chuyen-tiep")
        told = cost(lambda: browser.post(where, note="đủ giấy tờ"))
        assert len(told) <= FORWARD_AT_MOST, "\n".join(told)

    def test_proposing_and_handing_over(self, cast: Cast, browser: Browser) -> None:
        life = permit_life(cast)
        life.act(steps.forward, cast.planner)
        browser.of(cast.planner, at=LATER)
        where = address(life, "trinh")
        told = cost(lambda: browser.post(where, draft=pdf(), note="xin duyệt"))
        assert len(told) <= ACT_AT_MOST, "\n".join(told)
        life = permit_to_result(cast)
        browser.of(cast.city_receiver, at=LATER)
        where = address(life, "tra-ket-qua")
        taker: dict[str, Any] = {"taker_name": "Nguyễn Thị Phương Uyên", "taker_paper": "Căn cước"}
        told = cost(lambda: browser.post(where, **taker))
        assert len(told) <= ACT_AT_MOST, "\n".join(told)

    def test_signing_and_issuing(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_signature(cast)
        lies = queries.latest_draft(life.dossier.pk)
        assert lies is not None
        browser.of(with_password(cast.city_head), at=LATER)
        where, digest = address(life, "ky"), lies.stored.digest
        told = cost(lambda: browser.post(where, digest=digest, password=PASSWORD))
        assert len(told) <= ACT_AT_MOST, "\n".join(told)
        browser.of(cast.city_clerk, at=LATER)
        where = address(life, "phat-hanh")
        told = cost(lambda: browser.post(where, scan=pdf()))
        assert len(told) <= ACT_AT_MOST, "\n".join(told)

    def test_the_pages_of_acts(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_signature(cast)
        browser.of(cast.city_head, at=LATER)
        where = address(life, "ky")
        browser.get(where)
        told = cost(lambda: browser.get(where))
        assert len(told) <= 12, "\n".join(told)

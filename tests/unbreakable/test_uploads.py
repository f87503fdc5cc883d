"""Files that nobody should send: refused at their field, with what to do, and leaving nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.ground.documents import examples as files
from motcua.ground.documents.inspection import MOST_UNFOLDED
from motcua.ground.documents.models import StoredFile
from motcua.ground.documents.tests.test_inspection import SCRIPT, office
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples, queries, rules
from motcua.onestop.dossiers.examples import Cast, Life, copy_life, key
from motcua.onestop.dossiers.models import DossierFile
from motcua.onestop.dossiers.tests.pages import LATER, Browser, blamed

pytestmark = pytest.mark.django_db

Send = Callable[..., tuple[int, str]]
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture
def cast() -> Cast:
    return examples.province()


@pytest.fixture
def life(cast: Cast) -> Life:
    return copy_life(cast)


@pytest.fixture
def hang(life: Life, cast: Cast, browser: Browser) -> Send:
    """Send the scan of a paper, of one file or several, and return what is answered."""
    (paper,) = queries.papers(life.dossier)
    client = browser.of(cast.ward_receiver, at=LATER).client

    def send(*sent: tuple[str, bytes]) -> tuple[int, str]:
        scans = [SimpleUploadedFile(name, content, "application/pdf") for name, content in sent]
        typed: dict[str, Any] = {"form_key": key(), "paper_id": paper.pk, "scan": scans}
        response = client.post(f"/ho-so/{life.dossier.code}/them-ban-quet/", typed)
        return response.status_code, response.content.decode()

    return send


@pytest.fixture
def propose(life: Life, cast: Cast, browser: Browser) -> Send:
    """Send the draft of a result, which may be an office file, and return what is answered."""

    def send(name: str, content: bytes) -> tuple[int, str]:
        client = browser.of(cast.ward_handler, at=LATER).client
        draft = SimpleUploadedFile(name, content, "application/pdf")
        typed: dict[str, Any] = {"form_key": key(), "draft": draft, "note": "Kính trình."}
        response = client.post(f"/ho-so/{life.dossier.code}/viec/1/trinh/", typed)
        return response.status_code, response.content.decode()

    return send


@pytest.mark.parametrize(
    ("content", "name", "status", "told"),
    [
        (files.PROGRAM, "quet.pdf", 415, "Tệp tên .pdf nhưng không phải PDF."),
        (b"", "quet.pdf", 400, "Tệp không có nội dung."),
        (files.pdf(SCRIPT), "quet.pdf", 415, "Tệp quet.pdf có lệnh tự chạy bên trong"),
        (files.pdf(trailer=b"/Encrypt 9 0 R"), "quet.pdf", 415, "Tệp quet.pdf có khóa"),
        (files.PDF[:-20], "quet.pdf", 415, "Tệp quet.pdf không mở được"),
        (files.JPEG[:-2], "anh.jpg", 415, "Tệp anh.jpg không mở được"),
        (files.png(30_000, 30_000), "anh.png", 413, "Ảnh anh.png có 900 triệu điểm ảnh"),
        (SVG, "anh.svg", 415, "Không nhận loại tệp này."),
        (SVG, "anh.png", 415, "Tệp tên .png nhưng không phải PNG."),
    ],
)
def test_a_scan_that_is_none_is_refused_at_its_field(
    hang: Send, content: bytes, name: str, status: int, told: str
) -> None:
    before = Event.objects.count()
    answered, page = hang((name, content))
    assert answered == status
    assert told in blamed(page, "scan")
    assert not StoredFile.objects.exists()
    assert Event.objects.count() == before


def test_a_pdf_within_a_set_to_be_bound_is_named(hang: Send) -> None:
    answered, page = hang(("1.png", files.PNG), ("2.pdf", files.pdf(SCRIPT)))
    assert answered == 415
    assert "2.pdf không phải" in page
    assert not StoredFile.objects.exists()


def test_a_bomb_is_refused_beside_what_was_typed(propose: Send) -> None:
    bomb = office(picture=bytes(MOST_UNFOLDED + 1))
    answered, page = propose("du-thao.docx", bomb)
    assert answered == 413
    assert "Tệp du-thao.docx khi mở ra nặng hơn 200 MB" in blamed(page, "draft")
    assert "Kính trình." in page
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\quet.pdf", "quet.pdf"),
        ("q" * 300 + ".pdf", "q" * 196 + ".pdf"),
        ("Giấy\u202efdp.exe.pdf", "Giấyfdp.exe.pdf"),
    ],
)
def test_no_name_leads_anywhere(hang: Send, name: str, kept: str) -> None:
    assert hang((name, files.PDF))[0] == 303
    assert StoredFile.objects.get().name == kept
    assert DossierFile.objects.get().name == kept


class TestRoom:
    """A dossier holds so many files, and so much; what it has is never lost by asking for more."""

    @pytest.mark.parametrize(
        ("most", "value"), [("MOST_FILES", 2), ("MOST_BYTES", 2 * len(files.PDF) + 10)]
    )
    def test_what_finds_no_room_is_refused(
        self, hang: Send, monkeypatch: pytest.MonkeyPatch, most: str, value: int
    ) -> None:
        monkeypatch.setattr(f"motcua.onestop.dossiers.rules.files.{most}", value)
        assert [hang(("quet.pdf", files.PDF))[0] for _ in range(2)] == [303, 303]
        answered, page = hang(("quet.pdf", files.PDF))
        assert answered == 413
        assert "Hồ sơ đã có 2 tệp, 1 MB" in blamed(page, "scan")
        assert DossierFile.objects.count() == 2

    def test_the_last_file_fits_exactly(self) -> None:
        rules.check_room(rules.MOST_FILES - 1, rules.MOST_BYTES - 5, 5)
        for count, size in ((rules.MOST_FILES, 0), (0, rules.MOST_BYTES)):
            with pytest.raises(rules.DossierFull):
                rules.check_room(count, size, 1)

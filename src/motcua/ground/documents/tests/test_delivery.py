"""How files reach a browser."""

from contextlib import closing

import pytest
from django.http import HttpResponse

from motcua.ground.documents import delivery, examples, writes

pytestmark = pytest.mark.django_db


def answer(
    content: bytes = examples.PDF, name: str = "Giấy chứng sinh.pdf", *, inline: bool = True
) -> HttpResponse:
    """Take a file in and give it out again."""
    stored = writes.store(examples.inspected(content, name), now=examples.NOW)
    with closing(delivery.answer(stored, inline=inline)) as response:
        return HttpResponse(b"".join(response), headers=response.headers)


def test_a_safe_file_is_shown_in_place_under_its_own_name() -> None:
    response = answer()
    assert response["Content-Type"] == "application/pdf"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    disposition = response["Content-Disposition"]
    assert disposition == "inline; filename*=utf-8''Gi%E1%BA%A5y%20ch%E1%BB%A9ng%20sinh.pdf"
    assert response.content == examples.PDF


@pytest.mark.parametrize(
    ("content", "name"),
    [(examples.DOCX, "don.docx"), (examples.XLSX, "bang.xlsx"), (examples.TIFF, "quet.tiff")],
)
def test_what_a_browser_cannot_show_safely_is_saved(content: bytes, name: str) -> None:
    assert answer(content, name)["Content-Disposition"].startswith("attachment")


def test_a_safe_file_is_saved_when_asked_for() -> None:
    assert answer(inline=False)["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("content", [examples.PDF, examples.PNG, examples.DOCX])
def test_nothing_in_a_file_runs(content: bytes) -> None:
    response = answer(content, "")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy
    assert "unsafe" not in policy


def test_only_pdf_is_shown_without_a_sandbox() -> None:
    assert set(delivery.POLICIES) == {"application/pdf"}
    assert "sandbox" in answer(examples.PNG, "a.png")["Content-Security-Policy"]

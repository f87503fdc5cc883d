"""What files are taken in, and under what name."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.documents import examples, rules
from motcua.ground.documents.rules import (
    EmptyFile,
    FileType,
    MisnamedFile,
    TooLarge,
    WrongType,
    check_size,
    check_type,
    file_name,
    may_be_shown,
    sniffed,
)

MB = 1024 * 1024


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(examples.PDF, rules.PDF, id="a PDF"),
        pytest.param(examples.JPEG, rules.JPEG, id="a photo of a phone"),
        pytest.param(examples.PNG, rules.PNG, id="a picture of a screen"),
        pytest.param(examples.WEBP, rules.WEBP, id="a WEBP"),
        pytest.param(examples.TIFF, rules.TIFF, id="a scan"),
        pytest.param(examples.DOCX, rules.DOCX, id="a letter"),
        pytest.param(examples.XLSX, rules.XLSX, id="a sheet"),
        pytest.param(examples.HTML, None, id="a page with a script"),
        pytest.param(examples.PROGRAM, None, id="a program"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", None, id="a drawing"),
        pytest.param(b"x", None, id="a letter of text"),
        pytest.param(b"PK\x03\x04" + bytes(30), None, id="a broken archive"),
        pytest.param(examples.office_file("a.txt"), None, id="an archive of anything"),
        pytest.param(
            examples.office_file("word/document.xml", "word/vbaProject.bin"), None, id="macros"
        ),
        pytest.param(
            examples.office_file("word/document.xml", "word/VBAPROJECT.BIN"),
            None,
            id="macros in capitals",
        ),
        pytest.param(
            examples.office_file("word/document.xml", "xl/workbook.xml"), None, id="two in one"
        ),
    ],
)
def test_the_content_shows_the_type(content: bytes, found: FileType | None) -> None:
    assert sniffed(io.BytesIO(content)) is found


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"%PDF"]))
def test_no_content_breaks_the_sniffing(content: bytes, head: bytes) -> None:
    sniffed(io.BytesIO(head + content))


@pytest.mark.parametrize("name", ["giấy.pdf", "GIAY.PDF", "giay", "a.b.pdf"])
def test_a_name_that_agrees(name: str) -> None:
    assert check_type(name, rules.PDF) is rules.PDF


def test_a_name_that_promises_another_type_is_told_so() -> None:
    with pytest.raises(MisnamedFile) as refusal:
        check_type("giay.pdf", rules.JPEG)
    assert str(refusal.value.sentence) == "Tệp tên .pdf nhưng không phải PDF."
    assert str(refusal.value.advice) == "Quét hoặc chụp lại."


@pytest.mark.parametrize(
    ("name", "found"),
    [("giay.html", None), ("giay", None), ("giay.html", rules.PDF), ("giay.svg", rules.PNG)],
)
def test_what_is_not_kept(name: str, found: FileType | None) -> None:
    with pytest.raises(WrongType):
        check_type(name, found)


def test_a_file_must_have_content() -> None:
    with pytest.raises(EmptyFile):
        check_size(0, 20 * MB)


def test_a_file_at_the_limit_is_taken() -> None:
    check_size(20 * MB, 20 * MB)


@pytest.mark.parametrize(("size", "said"), [(20 * MB + 1, 21), (32 * MB, 32)])
def test_a_file_over_the_limit_is_told_its_weight(size: int, said: int) -> None:
    with pytest.raises(TooLarge) as refusal:
        check_size(size, 20 * MB)
    assert str(refusal.value.sentence) == f"Tệp nặng {said} MB, tối đa 20 MB."


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Giấy chứng sinh.pdf", "Giấy chứng sinh.pdf"),
        ("C:\\Users\\a\\giay.PDF", "giay.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("giay\r\nX-Evil: 1.pdf", "giay X-Evil: 1.pdf"),
        ("giay\u202efdp.exe", "giayfdp.exe.pdf"),
        ("", "tep.pdf"),
        (".pdf", "pdf.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_the_name_that_is_kept(name: str, kept: str) -> None:
    assert file_name(name, rules.PDF) == kept


def test_only_what_runs_nothing_is_shown_in_place() -> None:
    shown = {kept.name for kept in rules.KEPT if may_be_shown(kept.media_type)}
    assert shown == {"PDF", "JPEG", "PNG", "WEBP"}
    assert not may_be_shown("text/html")

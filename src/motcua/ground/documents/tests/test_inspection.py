"""What a file holds inside: what is cut off, locked, folded up or running is not taken in."""

import io
import zipfile

import pypdfium2
import pytest
from PIL import Image

from motcua.ground.documents import examples, inspection, rules
from motcua.ground.documents.examples import JPEG, PDF, PNG, office_file, packed, pdf, png
from motcua.ground.documents.inspection import (
    MOST_UNFOLDED,
    FileBroken,
    FileLocked,
    FileRuns,
    FileUnfolds,
)
from motcua.ground.documents.pictures import PictureTooLarge
from motcua.ground.documents.rules import FileType
from motcua.ground.kernel.refusal import Refusal

SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
LAUNCH = b"<</S/Launch/F(cmd.exe)>>"


def refused(content: bytes, kind: FileType) -> Refusal | None:
    try:
        inspection.check("giay.x", kind, content)
    except Refusal as refusal:
        return refusal
    return None


def office(**parts: bytes) -> bytes:
    """Return a DOCX with these parts besides, tightly folded."""
    written = io.BytesIO(office_file("word/document.xml"))
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def lying(archive: bytes, size: int) -> bytes:
    """Return an archive that says of its last part that it is of another size."""
    content = bytearray(archive)
    entry = content.rindex(rules.LISTED_PART)
    content[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    return bytes(content)


def photograph(kind: str) -> bytes:
    """Return a picture with a small one of itself before it, as telephones make them."""
    small, into = io.BytesIO(), io.BytesIO()
    Image.effect_noise((16, 16), 50).save(small, "JPEG")
    Image.effect_noise((300, 200), 50).convert("RGB").save(
        into, kind, **({"comment": small.getvalue()} if kind == "JPEG" else {})
    )
    return into.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, rules.PDF),
        (PDF + bytes(3000), rules.PDF),
        (pdf(catalog=b"/OpenAction[3 0 R/FitH null]"), rules.PDF),
        (pdf(packed(b"<</Type/Font>>")), rules.PDF),
        (pdf(packed(b"x", filters=b"/Filter[/FlateDecode]")), rules.PDF),
        (pdf(b"<</Length 22>>\nstream\n/JS /JavaScripture 1\nendstream"), rules.PDF),
        (JPEG, rules.JPEG),
        (PNG, rules.PNG),
        (photograph("JPEG"), rules.JPEG),
        (photograph("PNG"), rules.PNG),
        (examples.DOCX, rules.DOCX),
        (examples.XLSX, rules.XLSX),
        (office(picture=bytes(20_000_000)), rules.DOCX),
        (examples.TIFF, rules.TIFF),
    ],
)
def test_what_is_whole_and_still_is_taken(content: bytes, kind: FileType) -> None:
    assert refused(content, kind) is None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF[:-9], rules.PDF),
        (PDF + b"%" * 2000, rules.PDF),
        (b"%PDF-1.7\n%%EOF", rules.PDF),
        (pdf(b"<<>>\nstream\nnever ended"), rules.PDF),
        (pdf(packed(b"x", filters=b"/Filter[/ASCIIHexDecode/FlateDecode]")), rules.PDF),
        (pdf(b"<</Type/ObjStm/Filter/FlateDecode>>\nstream\nnot folded\nendstream"), rules.PDF),
        (photograph("JPEG")[:-2000], rules.JPEG),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(300), rules.JPEG),
        (photograph("PNG")[:-2000], rules.PNG),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(300), rules.PNG),
        (office(letter=b"words" * 1000)[:-30], rules.DOCX),
        (lying(office(letter=b"words" * 1000), 10), rules.DOCX),
    ],
)
def test_what_is_cut_off_is_told_so(content: bytes, kind: FileType) -> None:
    told = refused(content, kind)
    assert isinstance(told, FileBroken)
    assert told.facts == {"name": "giay.x"}


@pytest.mark.parametrize(
    "content",
    [
        pdf(SCRIPT),
        pdf(LAUNCH),
        pdf(catalog=b"/OpenAction" + SCRIPT),
        pdf(catalog=b"/AA<</WC" + SCRIPT + b">>"),
        pdf(SCRIPT.replace(b"/JavaScript", b"/J#61vaScrip#74")),
        pdf(packed(SCRIPT)),
        pdf(packed(LAUNCH, filters=b"/Filter [ /FlateDecode ]")),
        pdf(b"<</Type/ObjStm/N 1/First 0>>\nstream\n" + SCRIPT + b"\nendstream"),
        pdf(packed(SCRIPT).replace(b"/ObjStm", b"/Obj#53tm")),
    ],
)
def test_a_pdf_that_runs_something_is_refused(content: bytes) -> None:
    pypdfium2.PdfDocument(content).close()
    assert isinstance(refused(content, rules.PDF), FileRuns)


def test_a_pdf_with_a_key_is_refused() -> None:
    told = refused(pdf(trailer=b"/Encrypt 4 0 R"), rules.PDF)
    assert isinstance(told, FileLocked)


@pytest.mark.parametrize(
    ("content", "kind", "refusal"),
    [
        (pdf(packed(bytes(inspection.MOST_PACKED + 1))), rules.PDF, FileUnfolds),
        (office(a=bytes(MOST_UNFOLDED // 2), b=bytes(MOST_UNFOLDED // 2)), rules.DOCX, FileUnfolds),
        (lying(office(letter=b"words"), 2**32 - 2), rules.DOCX, FileUnfolds),
        (png(100_000, 100_000), rules.PNG, PictureTooLarge),
    ],
    ids=["objects of a PDF", "an office file", "one that only says so", "a picture"],
)
def test_what_is_small_only_while_it_is_folded_is_refused(
    content: bytes, kind: FileType, refusal: type[Refusal]
) -> None:
    assert len(content) < 1_000_000
    assert isinstance(refused(content, kind), refusal)


def test_an_archive_of_too_many_parts_is_not_even_listed() -> None:
    crowded = examples.DOCX + rules.LISTED_PART * (rules.MOST_PARTS + 1)
    assert rules.sniffed(io.BytesIO(crowded)) is None


def test_the_examples_open() -> None:
    with pypdfium2.PdfDocument(PDF) as document:
        assert len(document) == 1
    for picture in (JPEG, PNG):
        Image.open(io.BytesIO(picture)).load()

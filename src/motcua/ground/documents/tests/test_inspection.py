"""What a file holds inside: what is cut off, locked, folded up or running is not taken in."""

import io
import zipfile
import zlib

import pypdfium2
import pytest
from PIL import Image

from motcua.ground.documents import examples, inspection, press, rules
from motcua.ground.documents.actions import pressed
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
VIDEO = b"<</S/Rendition/JS(app.alert\\(1\\))/OP 0>>"
SENT = b"<</S/SubmitForm/F(https://vidu.vn/)>>"
ELSEWHERE = rb"<</S/GoToR/F(\\\\vidu\\chung)/D[0/Fit]>>"


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
        pdf(catalog=b"/OpenAction" + VIDEO),
        pdf(catalog=b"/OpenAction" + SENT),
        pdf(catalog=b"/OpenAction" + ELSEWHERE),
        pdf(catalog=b"/OpenAction" + SENT.replace(b"SubmitForm", b"ImportData")),
        pdf(catalog=b"/AcroForm<</XFA [(template) 5 0 R]>>"),
        pdf(catalog=b"/AcroForm<</XFA 5 0 R>>"),
        pdf(catalog=b"/AA<</WC" + SCRIPT + b">>"),
        pdf(SCRIPT.replace(b"/JavaScript", b"/J#61vaScrip#74")),
        pdf(packed(SCRIPT)),
        pdf(packed(LAUNCH, filters=b"/Filter [ /FlateDecode ]")),
        pdf(b"<</Type/ObjStm/N 1/First 0>>\nstream\n" + SCRIPT + b"\nendstream"),
        pdf(b"% stream\n<</A" + SCRIPT + b">>\n% endstream"),
        pdf(b"(stream\n)", SCRIPT, b"(endstream)"),
    ],
)
def test_a_pdf_that_runs_something_is_refused(content: bytes) -> None:
    pypdfium2.PdfDocument(content).close()
    assert isinstance(refused(content, rules.PDF), FileRuns)


@pytest.mark.parametrize(
    "objects",
    [
        packed(SCRIPT).replace(b"/ObjStm", b"/Obj#53tm"),
        packed(SCRIPT).replace(b"stream\n", b"stream\r", 1),
        packed(SCRIPT).replace(b"stream\n", b"stream \n", 1),
        packed(SCRIPT).replace(b">>\n", b"%stream\nendstream\n>>", 1),
        packed(SCRIPT).replace(b"<</", b"<</A(stream\nendstream)/", 1),
        packed(zlib.compress(SCRIPT), filters=b"/Filter [/FlateDecode /FlateDecode]"),
        packed(zlib.compress(SCRIPT), filters=b"/Filter/FlateDecode/Filter/FlateDecode"),
        packed(SCRIPT, filters=b"/Filter /Fl"),
        packed(SCRIPT, filters=b"/Filter 9 0 R"),
        packed(SCRIPT, filters=b"/F#69lter/FlateDecode"),
        packed(SCRIPT, filters=b"/Filter/FlateDecode/DecodeParms<</Predictor 12>>"),
    ],
)
def test_packed_objects_that_may_be_read_in_two_ways_are_refused(objects: bytes) -> None:
    assert isinstance(refused(pdf(objects), rules.PDF), FileBroken)


@pytest.mark.parametrize(
    "head",
    [
        b"<< /Type /ObjStm /Length 9 /N 1 /First 4 /Filter /FlateDecode >>\nstream\n",
        b"<<\n/Type /ObjStm\n/N 1\n/First 4\n/Length 9 \n/Filter /FlateDecode\n>>\nstream\n",
        b"<</Filter/FlateDecode/First 5/Length 46/N 1/Type/ObjStm>>stream\r\n",
        b"<</Extends 7 0 R/First 5/Length 8 0 R/N 1/Type/ObjStm/Filter[/FlateDecode]>> stream\r\n",
        b"<</Type/ObjStm/N 1/First 4/Length 9/DecodeParms null/Filter/FlateDecode>>stream\n",
    ],
    ids=["qpdf", "pdfTeX", "Acrobat", "a chain", "null"],
)
def test_packed_objects_are_read_as_producers_write_them(head: bytes) -> None:
    for objects, refusal in ((b"1 0 <<>>", type(None)), (SCRIPT, FileRuns)):
        content = pdf(head + zlib.compress(objects) + b"\nendstream")
        assert isinstance(refused(content, rules.PDF), refusal)


def test_what_our_press_prints_is_taken() -> None:
    assert refused(pressed(examples.RECEIPT), rules.PDF) is None
    assert refused(press.bind([PNG, PNG]), rules.PDF) is None


@pytest.mark.parametrize("key", [b"/Encrypt 4 0 R", b"/#45ncr#79pt 4 0 R"])
def test_a_pdf_with_a_key_is_refused(key: bytes) -> None:
    assert isinstance(refused(pdf(trailer=key), rules.PDF), FileLocked)


def test_a_name_of_numbers_only_is_found_among_millions() -> None:
    name = b"/" + b"".join(b"#%02x" % letter for letter in b"JavaScript")
    objects = b"#41" * 1_000_000 + b"<</S" + name + b">>"
    assert isinstance(refused(pdf(packed(objects)), rules.PDF), FileRuns)


@pytest.mark.parametrize(
    ("content", "kind", "refusal"),
    [
        (pdf(packed(bytes(inspection.MOST_PACKED + 1))), rules.PDF, FileUnfolds),
        (pdf(*[packed(bytes(inspection.MOST_PACKED // 3))] * 4), rules.PDF, FileUnfolds),
        (office(a=bytes(MOST_UNFOLDED // 2), b=bytes(MOST_UNFOLDED // 2)), rules.DOCX, FileUnfolds),
        (lying(office(letter=b"words"), 2**32 - 2), rules.DOCX, FileUnfolds),
        (png(100_000, 100_000), rules.PNG, PictureTooLarge),
    ],
    ids=[
        "objects of a PDF",
        "objects of many streams",
        "an office file",
        "one that only says so",
        "a picture",
    ],
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

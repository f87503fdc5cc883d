"""Files as scanners and phones make them, and the slips of a named citizen's dossier."""

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile

from motcua.ground.documents.actions import inspect
from motcua.ground.documents.slips.control import ControlFacts, Passing
from motcua.ground.documents.slips.labels import Label, LabelsFacts
from motcua.ground.documents.slips.receipt import FeeLine, PaperLine, ReceiptFacts
from motcua.ground.documents.slips.refusal import RefusalFacts
from motcua.ground.documents.slips.register import RegisterFacts, RegisterLine
from motcua.ground.documents.slips.stopping import StopFacts
from motcua.ground.documents.writes import Inspected

NOW = datetime(2015, 4, 15, 2, 12, tzinfo=UTC)
CODE = "000.00.16.H09-150415-0001"
LINK = "https://motcua.example/tra-cuu/xem/hSP1cZ0mUq4bZ7yQ/"


def pdf(*more: bytes, trailer: bytes = b"", catalog: bytes = b"") -> bytes:
    """
    Return a PDF of one empty page, with these objects besides.

    :param trailer: what the trailer says besides.
    :param catalog: what the catalog says besides.
    """
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        *more,
    ]
    written, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    return written + head + end % (size, trailer, len(written))


def packed(objects: bytes, filters: bytes = b"/Filter/FlateDecode") -> bytes:
    """Return a stream that holds other objects, as newer PDF have it."""
    content = zlib.compress(objects)
    return b"<</Type/ObjStm/N 1/First 0/Length %d%s>>\nstream\n%s\nendstream" % (
        len(content), filters, content,
    )  # fmt: skip


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", check)


def png(width: int = 1, height: int = 1) -> bytes:
    """Return a PNG that says that it is so large; only the smallest one really is."""
    head = _chunk(b"IHDR", struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + _chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + _chunk(b"IEND", b"")
    )


PDF, PNG = pdf(), png()
# Eight white points each way.
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300"
    + 64 * "ff"
    + "ffc0000b080008000801011100ffc40014000100000000000000000000000000000003"
    "ffc40014100100000000000000000000000000000000ffda0008010100003f0047ffd9"
)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(300)
TIFF = b"II*\x00\x08\x00\x00\x00" + bytes(300)
HTML = b"<!doctype html><script>alert(1)</script>"
PROGRAM = b"MZ\x90\x00" + bytes(300)

RECEIPT = ReceiptFacts(
    agency="Ủy ban nhân dân phường Phú Cường",
    desk="Bộ phận tiếp nhận và trả kết quả",
    place="Thủ Dầu Một",
    number="12",
    code=CODE,
    secret="20150415",  # noqa: S106  # the eight digits of an example
    follow_url=LINK,
    site="motcua.example/tra-cuu/",
    applicant="Nguyễn Thị Phương Uyên",
    identity_number="074189004712",
    address="số 12 đường Yersin, phường Phú Cường, thành phố Thủ Dầu Một, tỉnh Bình Dương",
    phone="0912345678",
    procedure="Đăng ký khai sinh",
    procedure_code="1.001193",
    papers=(
        PaperLine("Giấy chứng sinh", "Bản chính", 1),
        PaperLine("Giấy chứng nhận kết hôn của cha, mẹ", "Bản sao chứng thực", 2),
    ),
    fees=(FeeLine("Lệ phí hộ tịch", 8_000),),
    limit="01 ngày làm việc",
    received_at=NOW,
    due_at=datetime(2015, 4, 20, 10, 0, tzinfo=UTC),
    pick_up="Bộ phận tiếp nhận và trả kết quả, UBND phường Phú Cường",
    receiver="Trần Văn Được",
)


def receipt(**facts: Any) -> ReceiptFacts:
    """Return the receipt with some facts told otherwise."""
    return replace(RECEIPT, **facts)


DESK = "Bộ phận tiếp nhận và trả kết quả, UBND phường Phú Cường"
HANDLER = "Người xử lý, UBND phường Phú Cường"
CONTROL = ControlFacts(
    agency="Ủy ban nhân dân phường Phú Cường",
    desk="Bộ phận tiếp nhận và trả kết quả",
    place="Thủ Dầu Một",
    code=CODE,
    applicant="Nguyễn Thị Phương Uyên",
    procedure="Đăng ký khai sinh",
    procedure_code="1.001193",
    lead="Ủy ban nhân dân phường Phú Cường",
    joined=(),
    received_at=NOW,
    due_at=datetime(2015, 4, 20, 10, 0, tzinfo=UTC),
    passings=(
        Passing(DESK, "Trần Văn Được", HANDLER, "Nguyễn Văn Út", NOW, NOW),
        Passing(
            giver=HANDLER,
            giver_name="Nguyễn Văn Út",
            receiver="Lãnh đạo, UBND phường Phú Cường",
            receiver_name="Lê Minh Đức",
            given_at=datetime(2015, 4, 15, 7, 30, tzinfo=UTC),
            received_at=datetime(2015, 4, 16, 1, 5, tzinfo=UTC),
            standing="Đúng hạn",
            note="Trình kết quả. “Kính trình.”",
        ),
    ),
    standing="",
    told_at=datetime(2015, 4, 16, 1, 5, tzinfo=UTC),
)


def control(**facts: Any) -> ControlFacts:
    """Return the control slip with some facts told otherwise."""
    return replace(CONTROL, **facts)


REFUSAL = RefusalFacts(
    agency="Ủy ban nhân dân phường Phú Cường",
    desk="Bộ phận tiếp nhận và trả kết quả",
    place="Phú Cường",
    code=CODE,
    number=3,
    symbol="TCTN",
    applicant="Nguyễn Thị Phương Uyên",
    address="số 12 đường Yersin, phường Phú Cường, thành phố Thủ Dầu Một",
    phone="0912345678",
    procedure="Chứng thực bản sao từ bản chính",
    procedure_code="2.000815",
    reason="Bản chính đã bị tẩy xóa, sửa chữa.",
    basis="Nghị định 23/2015/NĐ-CP, điều 22 khoản 1",
    refused_at=NOW,
    receiver="Trần Văn Được",
)


STOPPED = StopFacts(
    agency="Ủy ban nhân dân phường Phú Cường",
    desk="Bộ phận tiếp nhận và trả kết quả, Ủy ban nhân dân phường Phú Cường",
    place="Phú Cường",
    code=CODE,
    number=2,
    symbol="TBD",
    applicant="Nguyễn Thị Phương Uyên",
    procedure="Chứng thực bản sao từ bản chính",
    procedure_code="2.000815",
    received_at=NOW,
    reason="Bản chính đang có tranh chấp.",
    basis="Nghị định 23/2015/NĐ-CP, điều 22 khoản 3",
    money="Hoàn lại 4.000 đồng.",
    stopped_at=NOW,
    signer="Lê Minh Đức",
)


def refusal(**facts: Any) -> RefusalFacts:
    """Return the slip of a refusal with some facts told otherwise."""
    return replace(REFUSAL, **facts)


LINE = RegisterLine(
    code=CODE,
    procedure="Đăng ký khai sinh",
    applicant="Nguyễn Thị Phương Uyên",
    address="số 12 đường Yersin, phường Phú Cường, thành phố Thủ Dầu Một",
    phone="0912345678",
    lead="Ủy ban nhân dân phường Phú Cường",
    received_at=NOW,
    due_at=datetime(2015, 4, 20, 10, 0, tzinfo=UTC),
    handed_over_at=datetime(2015, 4, 17, 2, 0, tzinfo=UTC),
    delivery="Tại quầy",
    taker="Nguyễn Thị Phương Uyên",
    note="Trước hạn",
)
REGISTER = RegisterFacts(
    agency="Ủy ban nhân dân phường Phú Cường",
    desk="Bộ phận tiếp nhận và trả kết quả",
    first=date(2015, 4, 1),
    last=date(2015, 4, 30),
    lines=(LINE,),
    printed_at=datetime(2015, 5, 4, 1, 30, tzinfo=UTC),
    printed_by="Trần Văn Được",
)


def register(**facts: Any) -> RegisterFacts:
    """Return the register of a month with some facts told otherwise."""
    return replace(REGISTER, **facts)


LABEL = Label(
    code=CODE,
    address=f"https://motcua.example/ho-so/{CODE}/",
    applicant="Nguyễn Thị Phương Uyên",
    procedure="Đăng ký khai sinh",
    due_at=datetime(2015, 4, 20, 10, 0, tzinfo=UTC),
)


def labels(*labels: Label, place: int = 1) -> LabelsFacts:
    """Return labels to stick on, the usual one unless others are told."""
    return LabelsFacts(labels or (LABEL,), printed_at=NOW, place=place)


def upload(content: bytes = PDF, name: str = "giay-chung-sinh.pdf") -> "ContentFile[bytes]":
    """Return a file as a browser hands it in."""
    return ContentFile(content, name=name)


def inspected(content: bytes = PDF, name: str = "giay-chung-sinh.pdf") -> Inspected:
    """Return a file that was looked into."""
    return inspect(upload(content, name))


def office_file(*parts: str) -> bytes:
    """Return an archive with these parts, as office programs write their files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return written.getvalue()


DOCX = office_file("word/document.xml")
XLSX = office_file("xl/workbook.xml")

"""
What is inside a file, beyond its first bytes: it is whole, opens without a key, and runs nothing.

Nothing is drawn here, and nothing is unfolded further than is said below: this is the office's own
care, beside ClamAV's. What no library of ours opens (TIFF, WEBP) is taken by its first bytes.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from motcua.ground.documents import pictures
from motcua.ground.documents.rules import DOCX, JPEG, MEGABYTE, PDF, PNG, XLSX, FileType
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark

MOST_UNFOLDED = 200 * MEGABYTE
"""A long report with pictures unfolds to some tens of megabytes; a bomb to thousands."""
MOST_PACKED = 32 * MEGABYTE
"""Objects packed in one PDF: they are text, a few megabytes in a book of law."""

END_OF_PDF, LAST_BYTES, PADDING = b"%%EOF", 1024, b"\0 \t\r\n"
NEEDED_IN_PDF = (b"startxref", b"/Root")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Actions that run something; /OpenAction alone mostly says which page to open at.
RUNS = re.compile(rb"/(?:JavaScript|Launch)\b")
KEYED, PACKED = b"/Encrypt", b"/ObjStm"
FILTER, USUAL = re.compile(rb"/(\w+Decode|Predictor)\b"), b"FlateDecode"
CANNOT_READ = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class FileBroken(Refusal):
    """The content begins as its type does, but cannot be opened."""

    code = "documents.file-broken"
    says = mark("Tệp {name} không mở được: tệp hỏng hoặc chưa được chép hết.")
    to_do = mark("Mở thử tệp trên máy, quét hoặc lưu lại, rồi chọn lại.")
    status = 415


class FileRuns(Refusal):
    """The file holds what would run on the computer of whoever opens it."""

    code = "documents.file-runs"
    says = mark("Tệp {name} có lệnh tự chạy bên trong nên không nhận.")
    to_do = mark("In tệp ấy thành PDF mới, hoặc quét lại từ giấy tờ, rồi chọn lại.")
    status = 415


class FileLocked(Refusal):
    """The file opens only with a key, which those after us do not have."""

    code = "documents.file-locked"
    says = mark("Tệp {name} có khóa, người xử lý sau có thể không mở được.")
    to_do = mark("Bỏ mật khẩu, hoặc in tệp ấy thành PDF mới, rồi chọn lại.")
    status = 415


class FileUnfolds(Refusal):
    """A small file that becomes huge once it is opened."""

    code = "documents.file-unfolds"
    says = mark("Tệp {name} khi mở ra nặng hơn {limit} MB nên không nhận.")
    to_do = mark("Bớt hoặc thu nhỏ ảnh trong tệp, hay lưu thành PDF, rồi chọn lại.")
    status = 413


REFUSED = (FileBroken, FileRuns, FileLocked, FileUnfolds, pictures.PictureTooLarge)
"""All that may be said of a content here."""


def check(name: str, kind: FileType, content: bytes) -> None:
    """
    See that a content is whole, opens without a key, and does nothing but be read.

    :param kind: its type, by its first bytes.
    :raises FileBroken: of one that is cut off or cannot be opened.
    :raises FileLocked, FileRuns: of a PDF with a key or with a program in it.
    :raises FileUnfolds, PictureTooLarge: of one that is small only while it is folded.
    """
    match kind:
        case _ if kind is PDF:
            _check_pdf(name, content)
        case _ if kind in {DOCX, XLSX}:
            _check_office_file(name, content)
        case _ if kind in {JPEG, PNG}:
            _check_picture(name, kind, content)


def _check_picture(name: str, kind: FileType, content: bytes) -> None:
    pixels = pictures.pixels(kind, content)
    if not pixels:
        raise FileBroken(name=name)
    pictures.check_pixels(name, pixels)


def _check_office_file(name: str, content: bytes) -> None:
    """Open every part; a reader stops at the size that the part says, and holds its checksum."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNFOLDED:
                raise FileUnfolds(name=name, limit=MOST_UNFOLDED // MEGABYTE)
            broken = archive.testzip()
    except CANNOT_READ as error:
        raise FileBroken(name=name) from error
    if broken:
        raise FileBroken(name=name)


def _check_pdf(name: str, content: bytes) -> None:
    if END_OF_PDF not in content.rstrip(PADDING)[-LAST_BYTES:]:
        raise FileBroken(name=name)
    if not all(needed in content for needed in NEEDED_IN_PDF):
        raise FileBroken(name=name)
    if KEYED in content:
        raise FileLocked(name=name)
    if any(RUNS.search(told) for told in _told(name, content)):
        raise FileRuns(name=name)


def _told(name: str, content: bytes) -> Iterator[bytes]:
    """Yield what a PDF says of itself: all outside its streams, and the objects packed in some."""
    end = 0
    for stream in STREAM.finditer(content):
        if stream.start() < end:
            continue
        before = _spelt_out(content[end : stream.start()])
        yield before
        end = content.find(b"endstream", stream.end())
        if end < 0:
            raise FileBroken(name=name)
        if PACKED in before:
            yield _spelt_out(_unpacked(name, before, content[stream.end() : end]))
    yield _spelt_out(content[end:])


def _spelt_out(text: bytes) -> bytes:
    """Return the text with the letters of names that were written by their numbers."""
    return ESCAPED.sub(lambda letter: bytes.fromhex(letter[1].decode()), text)


def _unpacked(name: str, before: bytes, packed: bytes) -> bytes:
    """Return the objects in a stream; we unfold the one usual way, and only so far."""
    filters = set(FILTER.findall(before))
    if not filters:
        return packed
    if filters != {USUAL}:
        raise FileBroken(name=name)
    unfolding = zlib.decompressobj()
    try:
        objects = unfolding.decompress(packed, MOST_PACKED)
    except zlib.error as error:
        raise FileBroken(name=name) from error
    if unfolding.unconsumed_tail:
        raise FileUnfolds(name=name, limit=MOST_PACKED // MEGABYTE)
    return objects

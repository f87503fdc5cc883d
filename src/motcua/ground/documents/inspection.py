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
from motcua.ground.documents.rules import (
    CONTENT_TYPES,
    DOCX,
    JPEG,
    MEGABYTE,
    PDF,
    PNG,
    XLSX,
    FileType,
)
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark

MOST_UNFOLDED = 200 * MEGABYTE
"""A long report with pictures unfolds to some tens of megabytes; a bomb to thousands."""
MOST_PACKED = 32 * MEGABYTE
"""Objects packed in one PDF, all together: they are text, a few megabytes in a book of law."""


def _spelt(name: str) -> bytes:
    """Return the pattern of a name in a PDF; any letter of it may be written by its number."""
    return b"/" + b"".join(b"(?:%c|#(?i:%02x))" % (each, each) for each in name.encode())


END_OF_PDF, LAST_BYTES, PADDING = b"%%EOF", 1024, b"\0 \t\r\n"
NEEDED_IN_PDF = (b"startxref", b"/Root")
STREAM, END_OF_STREAM = re.compile(rb"(?<!end)stream\r?\n"), b"endstream"
# Actions that run something, send or fetch; /OpenAction alone mostly says which page to open at.
ACTIONS = ("JavaScript", "Launch", "Rendition", "SubmitForm", "ImportData", "GoToE", "GoToR")
# A form with scripts of its own; three letters come by chance in a scan, hence what follows them.
SCRIPTED_FORM = rb"%s(?=[\0\t\n\f\r ]*+[\[0-9])" % _spelt("XFA")
RUNS = re.compile(rb"(?:%s)\b|%s" % (b"|".join(map(_spelt, ACTIONS)), SCRIPTED_FORM))
KEYED, PACKED = re.compile(_spelt("Encrypt")), re.compile(_spelt("ObjStm"))
FILTER = b"/Filter"
# As every producer writes it, `~` being white. What two readers may read in two ways (comments,
# words, names by numbers, other filters) has no place in it: whoever opens it finds what we found.
PACKED_OBJECTS = re.compile(
    rb"<<(?:~*+(?:"
    rb"/Type~*+/ObjStm"
    rb"|/(?:N|First|Length|Extends)~++\d++(?:~++\d++~++R)?+"
    rb"|/Filter~*+(?:/FlateDecode|\[~*+/FlateDecode~*+\])"
    rb"|/DecodeParms~*+(?:null|\[~*+null~*+\])"
    rb")(?=~|[/>]))*+~*+>>~*+stream\r?\n".replace(b"~", rb"[\0\t\n\f\r ]")
)
MACRO_TYPES = (b"vbaproject", b"macroenabled")
CANNOT_READ = (
    KeyError,
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
    :raises FileLocked: of a PDF with a key.
    :raises FileRuns: of one that holds what runs, sends or fetches.
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
            with archive.open(CONTENT_TYPES) as listed:
                types = listed.read(MEGABYTE).lower()
    except CANNOT_READ as error:
        raise FileBroken(name=name) from error
    if broken:
        raise FileBroken(name=name)
    # A program may lie in a part of any name; its type is what makes it run.
    if any(kind in types for kind in MACRO_TYPES):
        raise FileRuns(name=name)


def _check_pdf(name: str, content: bytes) -> None:
    if END_OF_PDF not in content.rstrip(PADDING)[-LAST_BYTES:]:
        raise FileBroken(name=name)
    if not all(needed in content for needed in NEEDED_IN_PDF):
        raise FileBroken(name=name)
    if STREAM.search(content, content.rfind(END_OF_STREAM) + len(END_OF_STREAM)):
        raise FileBroken(name=name)
    if KEYED.search(content):
        raise FileLocked(name=name)
    if RUNS.search(content) or any(map(RUNS.search, _unpacked(name, content))):
        raise FileRuns(name=name)


def _unpacked(name: str, content: bytes) -> Iterator[bytes]:
    """Yield the objects that a PDF packs in streams; we unfold all of them only so far."""
    left = MOST_PACKED
    for packed in _packed(name, content):
        unfolding = zlib.decompressobj()
        try:
            objects = unfolding.decompress(packed, left + 1)
        except zlib.error as error:
            raise FileBroken(name=name) from error
        left -= len(objects)
        if left < 0:
            raise FileUnfolds(name=name, limit=MOST_PACKED // MEGABYTE)
        if not unfolding.eof:
            raise FileBroken(name=name)
        yield objects


def _packed(name: str, content: bytes) -> Iterator[bytes]:
    """Yield each folded stream of objects; one that is not folded is read where it lies."""
    begins = 0
    for told in PACKED.finditer(content):
        if told.start() < begins:
            continue
        head = PACKED_OBJECTS.match(content, max(content.rfind(b"<<", begins, told.start()), 0))
        if head is None or head.end() < told.end() or head[0].count(FILTER) > 1:
            raise FileBroken(name=name)
        begins = head.end()
        if FILTER in head[0]:
            yield content[begins : content.find(END_OF_STREAM, begins)]

"""What a file must be to be taken in, and how it may be shown again."""

import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

import filetype

from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_line
from motcua.ground.kernel.words import mark

HEAD_BYTES = 262
MEGABYTE = 1024 * 1024
LONGEST_NAME = 200
NAMELESS = "tep"
CONTENT_TYPES = "[Content_Types].xml"
LISTED_PART = b"PK\x01\x02"
MACROS = "vbaproject.bin"
OFFICE = "application/vnd.openxmlformats-officedocument"


class EmptyFile(Refusal):
    """There is nothing in the file."""

    code = "documents.empty-file"
    says = mark("Tệp không có nội dung.")
    to_do = mark("Chọn tệp khác.")
    status = 400


class TooLarge(Refusal):
    """The file weighs more than is taken in at once."""

    code = "documents.too-large"
    says = mark("Tệp nặng {size} MB, tối đa {limit} MB.")
    to_do = mark("Giảm cỡ hoặc chia tệp.")
    status = 413


class WrongType(Refusal):
    """The content is of no type that is kept here."""

    code = "documents.wrong-type"
    says = mark("Không nhận loại tệp này.")
    to_do = mark("Dùng tệp {kinds}.")
    status = 415


class MisnamedFile(WrongType):
    """The name promises another type than the content is of."""

    code = "documents.misnamed-file"
    says = mark("Tệp tên {extension} nhưng không phải {promised}.")
    to_do = mark("Quét hoặc chụp lại.")


class InfectedFile(Refusal):
    """The scanner found something in the file."""

    code = "documents.infected-file"
    says = mark("Tệp {name} có mã độc ({found}) nên không nhận.")
    to_do = mark("Không mở tệp này. Quét lại từ giấy tờ, hoặc báo người quản trị xem lại máy.")
    status = 422


class NotScanned(Refusal):
    """A scanner is set and gave no answer that counts; without one no file is taken in."""

    code = "documents.not-scanned"
    says = mark("Chưa kiểm tra được mã độc nên chưa nhận tệp {name}; mọi thứ khác còn nguyên.")
    to_do = mark("Chọn lại tệp rồi gửi sau ít phút. Vẫn vậy thì báo người quản trị.")
    status = 503


class NotPrinted(Refusal):
    """The press failed; what it was to print is kept and can be printed later."""

    code = "documents.not-printed"
    says = mark("Chưa in được giấy này; hồ sơ đã lưu còn nguyên.")
    to_do = mark("In lại sau ít phút.")
    status = 503


@dataclass(frozen=True, slots=True)
class FileType:
    """
    A type of file that is kept.

    :param is_safe_inline: whether a browser may show it in place: it runs nothing.
    """

    name: str
    media_type: str
    extensions: tuple[str, ...]
    is_safe_inline: bool = False


PDF = FileType("PDF", "application/pdf", (".pdf",), is_safe_inline=True)
JPEG = FileType("JPEG", "image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), is_safe_inline=True)
PNG = FileType("PNG", "image/png", (".png",), is_safe_inline=True)
WEBP = FileType("WEBP", "image/webp", (".webp",), is_safe_inline=True)
TIFF = FileType("TIFF", "image/tiff", (".tif", ".tiff"))
DOCX = FileType("DOCX", f"{OFFICE}.wordprocessingml.document", (".docx",))
XLSX = FileType("XLSX", f"{OFFICE}.spreadsheetml.sheet", (".xlsx",))
KEPT = (PDF, JPEG, PNG, WEBP, TIFF, DOCX, XLSX)
SCANS = (PDF, JPEG, PNG)
"""What scanners and phones make of a paper, and every browser shows."""
BY_MEDIA_TYPE = {kept.media_type: kept for kept in KEPT}
BY_EXTENSION = {extension: kept for kept in KEPT for extension in kept.extensions}
MOST_PARTS = 5000
"""Of an office file; each is a row in memory once the list of them is read."""
OFFICE_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}


def named(kinds: tuple[FileType, ...]) -> str:
    """Name the types that are kept in a place: "PDF, JPEG, PNG"."""
    return ", ".join(kind.name for kind in kinds)


def sniffed(content: BinaryIO) -> FileType | None:
    """Return the type that the content itself shows, None if it is none that is kept."""
    content.seek(0)
    head = content.read(HEAD_BYTES)
    if head.startswith(b"PK"):
        return _office_type(content)
    guess = filetype.guess(head)
    return BY_MEDIA_TYPE.get(guess.mime) if guess else None


def check_size(size: int, limit: int) -> None:
    """
    See that there is something in the file, and not too much.

    :raises EmptyFile: if it has no content.
    :raises TooLarge: if it is over the limit.
    """
    if size == 0:
        raise EmptyFile
    if size > limit:
        raise TooLarge(size=-(-size // MEGABYTE), limit=limit // MEGABYTE)


def check_type(name: str, found: FileType | None, kinds: tuple[FileType, ...] = KEPT) -> FileType:
    """
    Return the type of the content, once it agrees with the file's name.

    A name without an extension promises nothing and so breaks no promise.

    :param kinds: what is kept in this place.
    :raises MisnamedFile: if the name promises another type that is kept.
    :raises WrongType: if content or name are of no type that is kept in this place.
    """
    extension = PurePath(name).suffix.lower()
    promised = BY_EXTENSION.get(extension)
    if promised and promised is not found:
        raise MisnamedFile(extension=extension, promised=promised.name)
    if found is None or found not in kinds or (extension and promised is None):
        raise WrongType(kinds=named(kinds))
    return found


def file_name(name: str, kept: FileType) -> str:
    """Return the name to keep: one line without folders, with the type's extension."""
    line = clean_line(name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    stem, extension = PurePath(line).stem, PurePath(line).suffix.lower()
    if extension not in kept.extensions:
        stem, extension = line, kept.extensions[0]
    return (stem or NAMELESS)[: LONGEST_NAME - len(extension)] + extension


def may_be_shown(media_type: str) -> bool:
    """Say whether a browser may show content of this type in place."""
    kept = BY_MEDIA_TYPE.get(media_type)
    return kept is not None and kept.is_safe_inline


def _office_type(content: BinaryIO) -> FileType | None:
    """Return what an archive is by the parts in it; one that carries macros is nothing."""
    content.seek(0)
    if content.read().count(LISTED_PART) > MOST_PARTS:
        return None
    try:
        with zipfile.ZipFile(content) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    if CONTENT_TYPES not in parts or any(part.lower().endswith(MACROS) for part in parts):
        return None
    found = [kept for part, kept in OFFICE_PARTS.items() if part in parts]
    return found[0] if len(found) == 1 else None

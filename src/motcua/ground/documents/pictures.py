"""
Pictures of pages: what they are, and how big, before any is opened or made a page of one PDF.

A picture says its size in its first bytes; one of a few kilobytes may unfold to gigabytes, so
that it is read before the picture is handed to the press.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.ground.documents.rules import JPEG, PNG, FileType
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark

MOST_PAGES = 30
MILLION = 1_000_000
MOST_PIXELS = 60 * MILLION
"""A telephone makes 50 million, a scanner 35 of A4 at 600 dpi."""
MOST_BOUND_PIXELS = 200 * MILLION
"""Of all pictures that are bound at once: the press unfolds each, to four bytes a pixel."""

PNG_SIZE, PNG_END = struct.Struct("!8s4x4sII"), b"IEND\xaeB`\x82"
JPEG_END = b"\xff\xd9"
# Markers of JPEG that begin a frame, and so carry its size; 0xC4, 0xC8 and 0xCC do not.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})


class NotAPicture(Refusal):
    """Only pictures become the pages of one PDF."""

    code = "documents.not-a-picture"
    says = mark("Nhiều tệp được ghép thành một bản PDF, chỉ từ ảnh JPEG, PNG; {name} không phải.")
    to_do = mark("Thêm tệp ấy riêng, từng tệp một.")
    status = 415


class TooManyPages(Refusal):
    """More pictures than are bound at once."""

    code = "documents.too-many-pages"
    says = mark("Đã chọn {count} ảnh, một lần ghép nhiều nhất {most} trang.")
    to_do = mark("Chia thành nhiều bản quét.")
    status = 422


class PictureTooLarge(Refusal):
    """A picture that would unfold to more than the press is given."""

    code = "documents.picture-too-large"
    says = mark("Ảnh {name} có {millions} triệu điểm ảnh, tối đa {most} triệu.")
    to_do = mark("Chụp hoặc quét lại ở cỡ nhỏ hơn.")
    status = 413


class PicturesTooLarge(Refusal):
    """Pictures that together would unfold to more than the press is given."""

    code = "documents.pictures-too-large"
    says = mark("Các ảnh đã chọn có {millions} triệu điểm ảnh, một lần ghép tối đa {most} triệu.")
    to_do = mark("Chia thành nhiều bản quét.")
    status = 413


class PictureBroken(Refusal):
    """What says that it is a picture cannot be opened."""

    code = "documents.picture-broken"
    says = mark("Không mở được ảnh trong các tệp đã chọn.")
    to_do = mark("Chụp hoặc quét lại rồi chọn lại tất cả.")
    status = 415


@dataclass(frozen=True, slots=True)
class Picture:
    """One page to be: its name, its type by its bytes, None for no picture's, and the bytes."""

    name: str
    kind: FileType | None
    content: bytes


def check(pictures: Iterable[Picture]) -> None:
    """
    Accept the pictures that are to be bound.

    :raises TooManyPages: of more than the press binds at once.
    :raises NotAPicture: of a file that is none.
    :raises PictureBroken: of one that does not say its size.
    :raises PictureTooLarge, PicturesTooLarge: of what would unfold to too much.
    """
    pages = list(pictures)
    if len(pages) > MOST_PAGES:
        raise TooManyPages(count=len(pages), most=MOST_PAGES)
    together = sum(_checked_pixels(page) for page in pages)
    if together > MOST_BOUND_PIXELS:
        raise PicturesTooLarge(**_in_millions(together, MOST_BOUND_PIXELS))


def _checked_pixels(page: Picture) -> int:
    if page.kind is None or page.kind not in {JPEG, PNG}:
        raise NotAPicture(name=page.name)
    found = pixels(page.kind, page.content)
    if not found:
        raise PictureBroken
    check_pixels(page.name, found)
    return found


def check_pixels(name: str, found: int) -> None:
    """
    Accept a picture of so many pixels.

    :raises PictureTooLarge: of one that would unfold to too much.
    """
    if found > MOST_PIXELS:
        raise PictureTooLarge(name=name, **_in_millions(found, MOST_PIXELS))


def _in_millions(found: int, most: int) -> dict[str, int]:
    return {"millions": -(-found // MILLION), "most": most // MILLION}


def pixels(kind: FileType, content: bytes) -> int:
    """Return how many pixels a PNG or JPEG says that it has, 0 for one without size or end."""
    return _png(content) if kind is PNG else _jpeg(content)


def _png(content: bytes) -> int:
    if len(content) < PNG_SIZE.size or PNG_END not in content:
        return 0
    _, chunk, width, height = PNG_SIZE.unpack_from(content)
    return width * height if chunk == b"IHDR" else 0


def _jpeg(content: bytes) -> int:
    """Walk to the frame; its end counts only behind it, for a small picture may lie before."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 - begins a marker
        marker = content[place + 1]
        if marker in FRAMES:
            height, width = struct.unpack_from("!HH", content, place + 5)
            return int(height * width) if content.find(JPEG_END, place) > 0 else 0
        step = 0 if marker in WITHOUT_LENGTH else struct.unpack_from("!H", content, place + 2)[0]
        place += 2 + step
    return 0

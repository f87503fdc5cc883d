"""Several pictures become one PDF, in the order given; what is no picture is refused first."""

import io
import struct
from collections.abc import Sequence

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from PIL import Image

from motcua.ground.documents import actions
from motcua.ground.documents.examples import HTML, PDF, PNG, PROGRAM, png
from motcua.ground.documents.pictures import (
    MOST_PAGES,
    NotAPicture,
    PictureBroken,
    PicturesTooLarge,
    PictureTooLarge,
    TooManyPages,
)
from motcua.ground.documents.rules import MEGABYTE, EmptyFile, TooLarge
from motcua.ground.kernel.refusal import Refusal

TURNED_RIGHT = 6
ORIENTATION = 0x0112


def picture(width: int, height: int, kind: str = "PNG", turned: int = 1) -> bytes:
    into, exif = io.BytesIO(), Image.Exif()
    exif[ORIENTATION] = turned
    Image.new("RGB", (width, height), "white").save(into, kind, exif=exif)
    return into.getvalue()


def files(*contents: bytes, name: str = "trang.png") -> "list[ContentFile[bytes]]":
    return [ContentFile(content, name) for content in contents]


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(pdf)
    found = [page.get_size() for page in document]
    document.close()
    return [(round(width), round(height)) for width, height in found]


def test_pages_stand_in_the_order_given_each_turned_as_its_camera_says() -> None:
    pages = [picture(100, 200), picture(200, 100, "JPEG"), picture(200, 100, "JPEG", TURNED_RIGHT)]
    bound = actions.bind([ContentFile(page, f"trang {n}.x") for n, page in enumerate(pages)])
    assert bound.name == "trang 0.pdf"
    assert sizes(bound.read()) == [(595, 1191), (595, 298), (595, 1191)]


def test_one_file_is_left_as_it_is() -> None:
    (file,) = files(PDF, name="quet.pdf")
    assert actions.bind([file]) is file


def bomb() -> bytes:
    """Return the head of a PNG that says it is of ten thousand million pixels."""
    head = bytearray(picture(1, 1))
    struct.pack_into("!II", head, 16, 100_000, 100_000)
    return bytes(head)


def broken_jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(300)


@pytest.mark.parametrize(
    ("contents", "refusal"),
    [
        ([picture(1, 1), PDF], NotAPicture),
        ([picture(1, 1), HTML], NotAPicture),
        ([PROGRAM, picture(1, 1)], NotAPicture),
        ([picture(1, 1), b""], EmptyFile),
        ([picture(1, 1), bomb()], PictureTooLarge),
        ([png(10_000, 5_000)] * 5, PicturesTooLarge),
        ([picture(1, 1), PNG + bytes(20 * MEGABYTE)], TooLarge),
        ([picture(1, 1), png(width=0)], PictureBroken),
        ([picture(1, 1), broken_jpeg()], PictureBroken),
        ([picture(9, 9)[:60], picture(1, 1)], PictureBroken),
        ([picture(1, 1)] * (MOST_PAGES + 1), TooManyPages),
    ],
    ids=[
        *(
            "pdf",
            "html",
            "program",
            "empty",
            "bomb",
            "bomb in parts",
            "unscanned",
            "no size",
            "no frame",
        ),
        *("cut off", "too many"),
    ],
)
def test_what_is_not_bound(contents: Sequence[bytes], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        actions.bind(files(*contents))


def test_a_hostile_name_goes_nowhere() -> None:
    bound = actions.bind(files(picture(1, 1), picture(1, 1), name="../../etc/passwd.png"))
    assert bound.name == "passwd.pdf"

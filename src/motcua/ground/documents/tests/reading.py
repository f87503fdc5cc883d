"""Reading a printed slip back: its words as a person finds them, its codes as a scanner does."""

import re
from functools import cache

import pypdfium2
import zxingcpp

from motcua.ground.documents import press
from motcua.ground.documents.slips.slip import SlipFacts


@cache
def printed(slip: SlipFacts) -> bytes:
    """Print a slip, the same one only once."""
    return press.render(slip.form, slip.edition, slip.words())


def pages(slip: SlipFacts) -> list[str]:
    """Return the text of every page, in one line each."""
    return texts(printed(slip))


def texts(content: bytes) -> list[str]:
    """Return the text of every page of a PDF, in one line each."""
    with pypdfium2.PdfDocument(content) as pdf:
        found = [page.get_textpage().get_text_bounded() for page in pdf]
    return [re.sub(r"\s+", " ", text) for text in found]


def lines(slip: SlipFacts) -> list[str]:
    """Return what stands in each line of the first page, from its top on."""
    with pypdfium2.PdfDocument(printed(slip)) as pdf:
        return str(pdf[0].get_textpage().get_text_bounded()).splitlines()


def sizes(slip: SlipFacts) -> list[tuple[int, int]]:
    """Return width and height of every page in whole millimetres."""
    with pypdfium2.PdfDocument(printed(slip)) as pdf:
        points = [page.get_size() for page in pdf]
    return [(round(width / 72 * 25.4), round(height / 72 * 25.4)) for width, height in points]


def rightmost(slip: SlipFacts) -> float:
    """Return how far to the right the words of any page reach, in millimetres."""
    with pypdfium2.PdfDocument(printed(slip)) as pdf:
        words = [page.get_textpage() for page in pdf]
        ends = [text.get_charbox(at)[2] for text in words for at in range(text.count_chars())]
    return float(max(ends)) / 72 * 25.4


def codes(slip: SlipFacts) -> list[str]:
    """Read the QR codes back from the pages, in reading order."""
    with pypdfium2.PdfDocument(printed(slip)) as pdf:
        pictures = [page.render(scale=2).to_pil() for page in pdf]
    found = []
    for picture in pictures:
        seen = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
        places = {code.text: (code.position.top_left.y, code.position.top_left.x) for code in seen}
        found += sorted(places, key=places.__getitem__)
    return found

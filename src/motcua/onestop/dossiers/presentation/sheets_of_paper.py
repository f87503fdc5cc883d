"""On what sheets a desk prints its receipts, as addresses and screens name them. Pure."""

from dataclasses import dataclass

from motcua.ground.documents.slips.receipt import Layout
from motcua.ground.kernel.words import mark


@dataclass(frozen=True, slots=True)
class PaperSize:
    """
    One way to print the receipt.

    :param slug: as addresses and the browser's memory name it.
    :param name: what comes out of the printer.
    """

    slug: str
    layout: Layout
    name: str


A4 = PaperSize("a4", Layout.A4, mark("khổ A4, hai liên, mỗi liên một tờ"))
SIZES = (
    A4,
    PaperSize("a5", Layout.A5, mark("khổ A5, chỉ liên giao người nộp")),
    PaperSize("a4-cat-doi", Layout.TWO_ON_A4, mark("khổ A4 cắt đôi, hai liên A5")),
)
BY_SLUG = {size.slug: size for size in SIZES}


def size_of(slug: str) -> PaperSize:
    """Return the size that was asked for or is remembered; A4 where that is nonsense."""
    return BY_SLUG.get(slug, A4)


def others(size: PaperSize) -> tuple[PaperSize, ...]:
    """Return the sizes beside this one."""
    return tuple(each for each in SIZES if each is not size)

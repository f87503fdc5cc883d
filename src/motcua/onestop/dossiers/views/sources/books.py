"""Books that leave as tables: the register of a desk, the books of numbers."""

from django.db.models import QuerySet

from motcua.ground.documents.slips.register import COLUMNS as REGISTER_COLUMNS
from motcua.ground.documents.tables import Cell
from motcua.ground.kernel import dates
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers import books
from motcua.onestop.dossiers.books import KEEPS_NUMBERS, KEEPS_REGISTER
from motcua.onestop.dossiers.forms.period import PeriodForm
from motcua.onestop.dossiers.models import Result
from motcua.onestop.dossiers.views import numbers
from motcua.onestop.dossiers.views.register import line_on_paper
from motcua.onestop.dossiers.views.sources.source import (
    Asking,
    Source,
    Taken,
    asked_words,
    need,
    stretched,
    told,
)

NUMBERS = (
    *(mark("Số, ký hiệu"), mark("Ngày phát hành"), mark("Kết quả"), mark("Thủ tục")),
    *(mark("Mã hồ sơ"), mark("Chủ hồ sơ"), mark("Người ký"), mark("Thu hồi lúc")),
)


def _register(asking: Asking) -> Taken:
    viewer = asking.viewer
    form = PeriodForm(asking.question, desks=books.desks(viewer), today=asking.today)
    need(form)
    rows = books.register(
        viewer, desk_id=form.cleaned_data["quay"], since=form.since, until=form.until
    )
    found = stretched(rows, books.after, books.place_of)
    lines = (
        (told(viewer, each), line_on_paper(each).cells(place))
        for place, each in enumerate(found, start=1)
    )
    return Taken(asked_words(form, quay=form.desk), lines)


def _numbers(asking: Asking) -> Taken:
    viewer = asking.viewer
    asked = numbers.book_asked(viewer, asking.question)
    if asked is None:
        return Taken("", iter(()))
    book = asked.book
    results = stretched(books.issued(viewer, book), _after_number, _number)
    lines = ((told(viewer, each.dossier), _cells_of_number(each)) for each in results)
    return Taken(f"{book.kind}, {book.agency}, {book.year}", lines)


def _cells_of_number(result: Result) -> tuple[Cell, ...]:
    dossier = result.dossier
    signer = ", ".join(filter(None, (result.signer, *result.signed_as.splitlines())))
    return (
        *(str(result), dates.day(result.issued_on), result.name, dossier.procedure.short_name),
        *(dossier.code, dossier.applicant_name, signer, result.recalled_at),
    )


def _after_number(results: QuerySet[Result], number: int | None) -> QuerySet[Result]:
    return results if number is None else results.filter(number__gt=number)


def _number(result: Result) -> int:
    return result.number


SOURCES = {
    "so-theo-doi": Source(
        mark("Sổ theo dõi hồ sơ"),
        frozenset(KEEPS_REGISTER),
        "dossiers:register",
        REGISTER_COLUMNS,
        _register,
        is_of_law=True,
    ),
    "so-cap-so": Source(
        mark("Sổ cấp số"),
        frozenset({KEEPS_NUMBERS}),
        "dossiers:number_books",
        NUMBERS,
        _numbers,
    ),
}

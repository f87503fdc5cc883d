"""The books of numbers (sổ cấp số) that a records officer keeps: to read, never to write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.design.parts import Entry
from motcua.ground.documents.queries import BookOfNumbers
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import books
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE
from motcua.onestop.procedures import queries as procedures

OWN_BOOKS = {book.symbol: book.name for book in (books.REFUSALS, books.STOPS)}
"""The books of what no procedure results in, and what they number."""

# More digits than any book has would be no number of the database.
MOST_DIGITS = 9


@doors.officer(books.KEEPS_NUMBERS)
@require_GET
def number_books(request: HttpRequest) -> HttpResponse:
    """Show the books of a year, and the results that took their numbers from one of them."""
    viewer = doors.actor_of(request)
    asked = book_asked(viewer, request.GET)
    if asked is None:
        return render(request, "dossiers/number_books.html", {})
    book, of_year = asked.book, asked.of_year
    names = procedures.results_under(each.kind for each in of_year) | OWN_BOOKS
    context = {
        "years": [Entry(str(year), _here(nam=year), year == book.year) for year in asked.years],
        "books": _entries(of_year, book, names),
        "book": book,
        "name": names.get(book.kind, ""),
        "gaps": books.gaps(viewer, book),
        "question": urlencode(_question(book)),
        **_page(viewer, book, request.GET.get("sau", "")),
    }
    return render(request, "dossiers/number_books.html", context)


@dataclass(frozen=True, slots=True)
class BookAsked:
    """
    The book of numbers that an address asks for, else the first of the latest year.

    :param years: for which there are books, the latest first.
    """

    book: BookOfNumbers
    of_year: list[BookOfNumbers]
    years: list[int]


def book_asked(viewer: Actor, question: QueryDict) -> BookAsked | None:
    """Return which of the viewer's books an address asks for; None while he has none."""
    found = books.number_books(viewer)
    if not found:
        return None
    years = list(dict.fromkeys(book.year for book in found))
    year = next((each for each in years if str(each) == question.get("nam")), years[0])
    of_year = [book for book in found if book.year == year]
    book = next((book for book in of_year if _name(book) == question.get("so")), of_year[0])
    return BookAsked(book, of_year, years)


def _entries(
    found: Iterable[BookOfNumbers], shown: BookOfNumbers, names: Mapping[str, str]
) -> list[Entry]:
    """Return the books of a year as tabs; the agency is named where there are several."""
    listed = list(found)
    one = len({book.agency_id for book in listed}) == 1
    return [
        Entry(
            book.kind if one else f"{book.kind}, {book.agency}",
            _address(book),
            book is shown,
            book.last_number,
            names.get(book.kind, ""),
        )
        for book in listed
    ]


def _page(viewer: Actor, book: BookOfNumbers, after: str) -> dict[str, Any]:
    """Return one page of a book, the number given last first."""
    number = int(after) if after.isascii() and after.isdigit() and len(after) <= MOST_DIGITS else 0
    newest = books.issued(viewer, book).reverse()
    page = list((newest.filter(number__lt=number) if number else newest)[: PAGE_SIZE + 1])
    shown: list[Any] = page[:PAGE_SIZE]
    last = shown[-1].number if len(page) > PAGE_SIZE else None
    return {
        "issued": shown,
        "previous_href": _address(book) if number else "",
        "next_href": f"{_address(book)}&sau={last}" if last else "",
    }


def _name(book: BookOfNumbers) -> str:
    return f"{book.agency_id}-{book.kind}"


def _address(book: BookOfNumbers) -> str:
    return _here(**_question(book))


def _question(book: BookOfNumbers) -> dict[str, Any]:
    """Return a book as an address asks for it."""
    return {"nam": book.year, "so": _name(book)}


def _here(**asked: Any) -> str:
    return f"{reverse('dossiers:number_books')}?{urlencode(asked)}"

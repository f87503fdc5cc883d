"""The books of numbers (sổ cấp số) that a records officer keeps: to read, never to write."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.design.parts import Entry
from motcua.ground.documents.queries import BookOfNumbers
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import books
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE

# More digits than any book has would be no number of the database.
MOST_DIGITS = 9


@doors.officer(books.KEEPS_NUMBERS)
@require_GET
def number_books(request: HttpRequest) -> HttpResponse:
    """Show the books of a year, and the results that took their numbers from one of them."""
    viewer, asked = doors.actor_of(request), request.GET
    found = books.number_books(viewer)
    if not found:
        return render(request, "dossiers/number_books.html", {})
    years = dict.fromkeys(str(book.year) for book in found)
    year = asked.get("nam") if asked.get("nam") in years else str(found[0].year)
    of_year = [book for book in found if str(book.year) == year]
    book = next((book for book in of_year if _name(book) == asked.get("so")), of_year[0])
    context = {
        "years": [Entry(each, _here(nam=each), each == year) for each in years],
        "books": _entries(of_year, book),
        "book": book,
        "gaps": books.gaps(viewer, book),
        **_page(viewer, book, asked.get("sau", "")),
    }
    return render(request, "dossiers/number_books.html", context)


def _entries(found: Iterable[BookOfNumbers], shown: BookOfNumbers) -> list[Entry]:
    """Return the books of a year as tabs; the agency is named where there are several."""
    listed = list(found)
    one = len({book.agency_id for book in listed}) == 1
    return [
        Entry(
            book.kind if one else f"{book.kind}, {book.agency}",
            _address(book),
            book is shown,
            book.last_number,
        )
        for book in listed
    ]


def _page(viewer: Actor, book: BookOfNumbers, after: str) -> dict[str, Any]:
    number = int(after) if after.isascii() and after.isdigit() and len(after) <= MOST_DIGITS else 0
    page = list(books.issued(viewer, book).filter(number__gt=number)[: PAGE_SIZE + 1])
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
    return _here(nam=book.year, so=_name(book))


def _here(**asked: Any) -> str:
    return f"{reverse('dossiers:number_books')}?{urlencode(asked)}"

"""The lists that may be taken out as tables: who has each, and what its columns say."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import tee
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext

from motcua.ground.agencies.rules import EXPORTING_POSTS, WORKING_POSTS, post_words
from motcua.ground.design.speech import said
from motcua.ground.documents.slips.cash_sheet import COLUMNS as SHEET_COLUMNS
from motcua.ground.documents.slips.register import COLUMNS as REGISTER_COLUMNS
from motcua.ground.documents.tables import Cell, Head
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers import books, lists, money, rules
from motcua.onestop.dossiers import readings as log
from motcua.onestop.dossiers import search as searching
from motcua.onestop.dossiers.actions.exporting import MOST, Line, Table
from motcua.onestop.dossiers.books import KEEPS_REGISTER, Place
from motcua.onestop.dossiers.forms.days import DaysForm
from motcua.onestop.dossiers.forms.filters import FilterForm
from motcua.onestop.dossiers.forms.inspection import InspectionForm
from motcua.onestop.dossiers.forms.period import PeriodForm
from motcua.onestop.dossiers.forms.search import SearchForm
from motcua.onestop.dossiers.models import Export, Reading, Search, WorkItem
from motcua.onestop.dossiers.money import READS_SHEETS
from motcua.onestop.dossiers.presentation import reading, worklist
from motcua.onestop.dossiers.presentation.worklist import Edges, Tab
from motcua.onestop.dossiers.search import Wanted
from motcua.onestop.dossiers.views import cash
from motcua.onestop.dossiers.views.listing import Listing, listing_of
from motcua.onestop.dossiers.views.register import line_on_paper
from motcua.onestop.dossiers.views.rows import holders, row_of
from motcua.onestop.payments.queries import SheetKey

Row = TypeVar("Row", bound=Model)

AT_ONCE = 1000
"""How many rows of a long list are read by one statement."""


@dataclass(frozen=True, slots=True)
class Taken:
    """
    What is taken out of a list.

    :param asked: what it was narrowed down to, in words that may be kept.
    :param lines: its rows; none is read before the table is written.
    """

    asked: str
    lines: Iterator[Line]


@dataclass(frozen=True, slots=True)
class Source:
    """
    One list that may be taken out.

    :param title: what it is called, marked.
    :param kinds: the posts that have it; nobody's other rights find anything in it.
    :param page: the name of the address at which it is read.
    :param columns: the heads of its columns, marked unless it is of the law.
    :param take: what is taken out for a viewer who asked something of the list, at a moment.
    :param is_of_law: whether it is a form of the law, which is in Vietnamese only.
    """

    title: str
    kinds: frozenset[PostKind]
    page: str
    columns: tuple[str, ...]
    take: Callable[[Actor, QueryDict, datetime], Taken]
    is_of_law: bool = False


def table(name: str, viewer: Actor, question: QueryDict, now: datetime) -> Table:
    """
    Return a list as its viewer may take it out.

    :param viewer: with the rights alone by which he has the list.
    :raises ListUnclear: when what is asked of it is no question.
    """
    source = SOURCES[name]
    taken = source.take(viewer, question, now)
    columns = source.columns if source.is_of_law else tuple(map(gettext, source.columns))
    return Table(name, Head(gettext(source.title), columns), taken.asked, taken.lines)


WORK = (
    *(mark("Mã hồ sơ"), mark("Chủ hồ sơ"), mark("Thủ tục"), mark("Việc cần làm"), mark("Nơi giữ")),
    *(mark("Người đang giữ"), mark("Chuyển đến từ"), mark("Cách nộp"), mark("Nhận hồ sơ lúc")),
    *(mark("Giao lúc"), mark("Hẹn trả"), mark("Thời hạn")),
)
FOUND = (
    *(mark("Mã hồ sơ"), mark("Chủ hồ sơ"), mark("Thủ tục"), mark("Cơ quan giải quyết")),
    *(mark("Tình trạng"), mark("Nhận hồ sơ lúc"), mark("Hẹn trả"), mark("Xong lúc")),
)
WHO = (mark("Lúc"), mark("Cán bộ"), mark("Vị trí"), mark("Cơ quan"))
OPENINGS = (*WHO, mark("Mã hồ sơ"), mark("Xem gì"))
SEARCHES = (*WHO, mark("Tìm ai"), mark("Số hồ sơ thấy"))
EXPORTS = (*WHO, mark("Bảng"), mark("Điều kiện"), mark("Số dòng"), mark("Lý do"))


def _work(viewer: Actor, question: QueryDict, now: datetime) -> Taken:
    tab = worklist.TAB_BY_SLUG.get(question.get("danh-sach", ""), Tab.MINE)
    listing = listing_of(question, viewer, tab, Edges.at(now))
    _need(listing.form)
    active = listing.form.active
    words = [f"{listing.form[name].label}: {value}" for name, value in active.items()]
    asked = "; ".join([gettext(worklist.TABS[tab].name), *words])
    if tab is Tab.FINISHED:  # one day's, of one person
        return Taken(asked, _lines_of_work(listing, listing.items[: MOST + 1]))
    order = listing.form.order
    after = partial(lists.after, order=order)
    items = _stretched(listing.items, after, partial(lists.place_of, order=order))
    return Taken(asked, _lines_of_work(listing, items))


def _pressing(viewer: Actor, question: QueryDict, now: datetime) -> Taken:  # noqa: ARG001
    listing = listing_of(QueryDict(), viewer, Tab.IN_HOUSE, Edges.at(now))
    items = lists.pressing_in_house(viewer, listing.edges)
    return Taken("", _lines_of_work(listing, _stretched(items, lists.after, lists.place_of)))


def _lines_of_work(listing: Listing, items: Iterable[WorkItem]) -> Iterator[Line]:
    own = {grant.post_id: listing.actor.name for grant in listing.actor.grants}
    once, again = tee(items)
    for item, holder in zip(once, holders(listing.seats, again), strict=True):
        dossier, row = item.dossier, row_of(item, listing.edges, "")
        yield (
            dossier,
            (
                *(dossier.code, dossier.applicant_name, row.procedure, row.step, row.place),
                *(own.get(item.post_id or 0, _said(holder)), row.sender, gettext(row.channel)),
                dossier.received_at,
                *(item.given_at, item.due_at, gettext(STANDINGS[row.tone])),
            ),
        )


STANDINGS = {"late": mark("Trễ hạn"), "today": mark("Đến hạn hôm nay"), "": mark("Còn hạn")}


def _found(viewer: Actor, question: QueryDict, now: datetime) -> Taken:
    form = SearchForm(question, places=searching.places(viewer, on=now.date()))
    _need(form)
    wanted = form.wanted(now)
    asked = _asked(form, q=wanted.sought.masked or form.asked.get("q", ""), **form.active)
    return Taken(asked, _lines_found(viewer, wanted))


def _lines_found(viewer: Actor, wanted: Wanted) -> Iterator[Line]:
    dossiers = searching.found(viewer, wanted)
    if wanted.sought.words and not dossiers.exists():
        dossiers = searching.alike(viewer, wanted)
    for dossier in _stretched(dossiers, searching.after, books.place_of):
        yield (
            dossier,
            (
                *(dossier.code, dossier.applicant_name, dossier.procedure.short_name),
                *(dossier.lead_agency.short_name, gettext(dossier.local_state.name)),
                *(dossier.received_at, dossier.due_at, dossier.ended_at),
            ),
        )


def _register(viewer: Actor, question: QueryDict, now: datetime) -> Taken:
    form = PeriodForm(question, desks=books.desks(viewer), today=now.date())
    _need(form)
    rows = books.register(
        viewer, desk_id=form.cleaned_data["quay"], since=form.since, until=form.until
    )
    found = _stretched(rows, books.after, books.place_of)
    lines = ((each, line_on_paper(each).cells(place)) for place, each in enumerate(found, start=1))
    return Taken(_asked(form, quay=form.desk), lines)


def _sheet(viewer: Actor, question: QueryDict, now: datetime) -> Taken:
    try:
        key = SheetKey(
            int(question.get(cash.AGENCY, "")),
            int(question.get(cash.USER, "")),
            date.fromisoformat(question.get(cash.DAY, "")),
        )
    except ValueError as error:
        raise rules.ListUnclear from error
    shown = money.sheet(viewer, key, on=now.date())
    lines = (
        (shown.dossiers.get(entry.subject_id), cash.line_on_paper(entry, shown).cells(place))
        for place, entry in enumerate(shown.day.entries, start=1)
    )
    return Taken(f"{dates.day(key.day)}; {shown.day.holder}", lines)


def _log(ask: Callable[[Actor, log.Asked], "QuerySet[Any]"]) -> Callable[..., Taken]:
    def take(viewer: Actor, question: QueryDict, now: datetime) -> Taken:
        form = InspectionForm(question)
        _need(form)
        rows = ask(viewer, form.question(now.date()))
        found = _stretched(rows, log.after, lambda row: (row.at, row.pk))
        return Taken(_asked(form), ((None, _cells_of_log(row)) for row in found))

    return take


def _cells_of_log(row: Reading | Search | Export) -> tuple[Cell, ...]:
    seat = row.post
    kind = said(post_words(PostKind(seat.kind))) if seat else ""
    who = (row.at, row.name, kind, seat.agency.short_name if seat else "")
    if isinstance(row, Search):
        return (*who, row.sought, row.found)
    if isinstance(row, Export):
        return (*who, gettext(SOURCES[row.what].title), row.asked, row.rows, row.reason)
    return (*who, row.dossier.code, said(reading.what_words(row.what)))


def _stretched(
    rows: "QuerySet[Row]",
    after: Callable[["QuerySet[Row]", Place | None], "QuerySet[Row]"],
    place_of: Callable[[Row], Place],
) -> Iterator[Row]:
    """Yield a list of any length, so that no more than a stretch is in memory at a time."""
    place: Place | None = None
    while True:
        stretch = list(after(rows, place)[:AT_ONCE])
        yield from stretch
        if len(stretch) < AT_ONCE:
            return
        place = place_of(stretch[-1])


def _need(form: DaysForm | FilterForm) -> None:
    if not form.is_valid():
        raise rules.ListUnclear


def _asked(form: DaysForm, **instead: str) -> str:
    """Return what was asked, in words that may be kept."""
    words = {**form.asked, **{name: value for name, value in instead.items() if value}}
    return "; ".join(f"{form[name].label}: {value}" for name, value in words.items())


def _said(words: Words | str) -> str:
    return said(words) if isinstance(words, Words) else words


SOURCES = {
    "viec": Source(mark("Việc của tôi"), WORKING_POSTS, "dossiers:work", WORK, _work),
    "den-han": Source(
        mark("Trễ hạn và đến hạn"),
        frozenset({PostKind.HEAD}),
        "dossiers:pressing",
        WORK,
        _pressing,
    ),
    "tim-ho-so": Source(mark("Hồ sơ tìm thấy"), EXPORTING_POSTS, "dossiers:search", FOUND, _found),
    "so-theo-doi": Source(
        mark("Sổ theo dõi hồ sơ"),
        frozenset(KEEPS_REGISTER),
        "dossiers:register",
        REGISTER_COLUMNS,
        _register,
        is_of_law=True,
    ),
    "bang-ke-thu": Source(
        mark("Bảng kê thu"),
        frozenset(READS_SHEETS),
        "dossiers:sheets",
        SHEET_COLUMNS,
        _sheet,
        is_of_law=True,
    ),
    "luot-mo": Source(
        mark("Lượt mở hồ sơ"),
        frozenset({PostKind.INSPECTOR}),
        "dossiers:openings",
        OPENINGS,
        _log(log.openings),
    ),
    "luot-tim": Source(
        mark("Lượt tìm người"),
        frozenset({PostKind.INSPECTOR}),
        "dossiers:searches",
        SEARCHES,
        _log(log.searches),
    ),
    "luot-xuat": Source(
        mark("Lượt xuất bảng"),
        frozenset({PostKind.INSPECTOR}),
        "dossiers:exports",
        EXPORTS,
        _log(log.exports),
    ),
}
"""By their names in addresses and in the log of what was taken out."""

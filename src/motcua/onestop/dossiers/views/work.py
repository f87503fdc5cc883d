"""My work: what lies on the officer's seats, or waits for one of his kind."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.agencies.rules import WORKING_POSTS
from motcua.ground.design.parts import Chip, Entry
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import lists, queries
from motcua.onestop.dossiers.forms.saved import kept_question
from motcua.onestop.dossiers.models import SavedView, WorkItem
from motcua.onestop.dossiers.panels import list_of
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.columns import COLUMNS, HAS_COLUMNS, Column
from motcua.onestop.dossiers.presentation.columns import MOST as MOST_COLUMNS
from motcua.onestop.dossiers.presentation.verbs import OF_MANY, VERBS
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE, TABS, Edges, Order, Tab
from motcua.onestop.dossiers.rules import Verb, verbs_on
from motcua.onestop.dossiers.views.givable import givable_to
from motcua.onestop.dossiers.views.listing import Listing, listing_of
from motcua.onestop.dossiers.views.rows import holders, row_of, rows_of


@doors.officer(*WORKING_POSTS)
@require_GET
def my_work(request: HttpRequest) -> HttpResponse:
    """Show one of the officer's lists, most pressing first unless asked otherwise."""
    actor, edges = doors.actor_of(request), Edges.at(doors.now(request))
    kept = list(lists.kept_views(actor))
    first = next((view for view in kept if view.is_first), None)
    if first is not None and first.question and not request.GET:
        return redirect(f"{reverse('dossiers:work')}?{first.question}")
    lengths = _lengths(actor, edges)
    tab = _chosen(request.GET.get("danh-sach", ""), lengths)
    listing = replace(listing_of(request.GET, actor, tab, edges), usual=_usual(first))
    context = {
        "kept": _kept(kept, kept_question(request.GET)),
        "keep_href": listing.keep_address,
        "tabs": [_entry(each, length, is_current=each is tab) for each, length in lengths.items()],
        "slug": TABS[tab].slug,
        "words": TABS[tab],
        "total": lengths[tab],
        "now": edges.now,
        "form": listing.form,
        "whole_href": list_of(tab),
        "choices": _choices(listing.columns) if tab in HAS_COLUMNS else (),
    }
    if not listing.form.is_valid():
        return render(request, "dossiers/my_work.html", context, status=422)
    context |= _shown(listing, worklist.parse_page_key(request.GET.get("sau", "")))
    return render(request, "dossiers/my_work.html", context)


def _usual(first: SavedView | None) -> tuple[str, ...]:
    """Return the columns of the view that the officer's work opens with."""
    return tuple(QueryDict(first.question).get("cot", "").split(".")) if first else ()


def _kept(views: list[SavedView], question: str) -> list[Entry]:
    here = reverse("dossiers:work")
    return [
        Entry(view.name, f"{here}?{view.question}", is_current=view.question == question)
        for view in views
    ]


def _entry(tab: Tab, length: int, *, is_current: bool) -> Entry:
    return Entry(gettext(TABS[tab].name), list_of(tab), is_current, length)


def _lengths(actor: Actor, edges: Edges) -> dict[Tab, int]:
    """Return the lists that the actor's posts have, and how long each is."""
    counts = lists.lengths(actor, since=edges.today)
    lengths = {tab: counts[tab.name.lower()] for tab in Tab}
    if not actor.holding(PostKind.HEAD):
        del lengths[Tab.UNASSIGNED], lengths[Tab.IN_HOUSE]
    if not actor.holding(PostKind.RECEIVER):
        del lengths[Tab.RESULTS]
    return lengths


def _chosen(slug: str, lengths: dict[Tab, int]) -> Tab:
    """Return the list that was asked for, else the first one that holds open work."""
    asked = worklist.TAB_BY_SLUG.get(slug)
    if asked in lengths:
        return asked
    return next((tab for tab in lengths if tab is not Tab.FINISHED and lengths[tab]), Tab.MINE)


def _shown(listing: Listing, place: Any) -> dict[str, Any]:
    """Return what the page shows of a list."""
    active = listing.form.active
    rows = _finished(listing) if listing.tab is Tab.FINISHED else _open(listing, place)
    return {
        **rows,
        "export_href": listing.export_address,
        "chips": [
            Chip(str(listing.form[name].label), words, listing.address(listing.form.without(name)))
            for name, words in active.items()
        ],
        "ways": _ways_out(listing) if active and not rows["shown"] else [],
    }


def _ways_out(listing: Listing) -> list[Entry]:
    """Return, for a list in which the filters leave nothing, what leaving out each would show."""
    form, filters = listing.form, listing.form.filters
    fewer = {
        name: lists.narrowed(listing.whole, filters.without(name), listing.edges)
        for name in form.active
    }
    return [
        Entry(
            str(form[name].label),
            listing.address(form.without(name)),
            is_current=False,
            count=count,
        )
        for name, count in lists.counted(fewer).items()
        if count
    ]


def _open(listing: Listing, place: Any) -> dict[str, Any]:
    items, order = listing.items, listing.form.order
    page = list(lists.first(lists.after(items, place, order), PAGE_SIZE + 1))
    shown = page[:PAGE_SIZE]
    last = shown[-1] if len(page) > PAGE_SIZE else None
    rows = (
        _results(shown, listing.edges) if listing.tab is Tab.RESULTS else _grouped(listing, shown)
    )
    asked = listing.form.asked
    following = {"sau": worklist.page_key(*lists.place_of(last, order))} if last else {}
    return {
        **rows,
        "shown": len(shown),
        "previous_href": listing.address(asked) if place else "",
        "next_href": listing.address({**asked, **following}) if following else "",
    }


def _grouped(listing: Listing, shown: list[WorkItem]) -> dict[str, Any]:
    possible = [_of_many(listing.actor, item) for item in shown]
    rows = [
        replace(row, of_many=bool(verbs), holder=holder)
        for row, verbs, holder in zip(
            rows_of(shown, listing.edges), possible, holders(listing.seats, shown), strict=True
        )
    ]
    offered = set().union(*possible)
    is_by_due = listing.form.order is Order.DUE
    return {
        "summary": worklist.summary(*lists.by_urgency(listing.items, listing.edges)),
        "groups": worklist.grouped(rows, listing.edges) if is_by_due else (),
        "rows": () if is_by_due else rows,
        "columns": [(column, COLUMNS[column]) for column in listing.columns],
        "width": len(listing.columns) + bool(offered),
        "has_holders": listing.tab is Tab.IN_HOUSE,
        "of_many": [VERBS[verb] for verb in OF_MANY if verb in offered],
        "assigns": VERBS[Verb.ASSIGN],
        "people": _handlers(listing) if Verb.ASSIGN in offered else [],
    }


def _choices(columns: tuple[Column, ...]) -> list[tuple[str, list[tuple[Column, str]]]]:
    """Return for each place of a column which one stands there, and all that might."""
    might = [(column, words.name) for column, words in COLUMNS.items()]
    places = [*columns, *[""] * MOST_COLUMNS][:MOST_COLUMNS]
    return [(place, might) for place in places]


def _handlers(listing: Listing) -> list[tuple[int, str]]:
    """Return the handlers to whom a head may give work."""
    headed = {grant.agency_id for grant in listing.actor.holding(PostKind.HEAD)}
    his = (seat for seat in listing.seats if seat.agency_id in headed)
    handlers = (seat for seat in his if seat.kind is PostKind.HANDLER)
    return givable_to(handlers, on=listing.edges.today.date())


def _of_many(actor: Actor, item: WorkItem) -> frozenset[Verb]:
    """Return what the actor may do to an item together with others."""
    facts = queries.item_facts(item, queries.process_of(item.dossier))
    return frozenset(verbs_on(actor, facts)) & frozenset(OF_MANY)


def _results(shown: list[WorkItem], edges: Edges) -> dict[str, Any]:
    """Return results by when they came; nothing is late about them any more."""
    came = [worklist.moment(item.given_at, edges.now) for item in shown]
    rows = [row_of(item, edges, at) for item, at in zip(shown, came, strict=True)]
    left = lists.times_left(shown, edges.now)
    promised = [
        worklist.promised(item.due_at, item.given_at, words, edges.now)
        for item, words in zip(shown, left, strict=True)
    ]
    return {"results": list(zip(rows, promised, strict=True))}


def _finished(listing: Listing) -> dict[str, Any]:
    rows = [
        row_of(item, listing.edges, worklist.moment(item.closed_at, listing.edges.now))
        for item in listing.items[:PAGE_SIZE]
        if item.closed_at is not None
    ]
    return {"finished": rows, "shown": len(rows)}

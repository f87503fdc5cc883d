"""My work: what lies on the officer's seats, or waits for one of his kind."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.rules import WORKING_POSTS
from motcua.ground.design.parts import Entry
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.words import Words
from motcua.onestop.dossiers import lists, queries
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.panels import list_of
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.verbs import OF_MANY, VERBS
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE, TABS, Edges, Row, Tab
from motcua.onestop.dossiers.rules import Verb, verbs_on
from motcua.onestop.processes import queries as processes


@doors.officer(*WORKING_POSTS)
@require_GET
def my_work(request: HttpRequest) -> HttpResponse:
    """Show one of the officer's lists, most pressing first."""
    actor, edges = doors.actor_of(request), Edges.at(doors.now(request))
    lengths = _lengths(actor, edges)
    tab = _chosen(request.GET.get("danh-sach", ""), lengths)
    shown = _finished(actor, edges) if tab is Tab.FINISHED else _open(request, actor, tab, edges)
    context = {
        "tabs": [_entry(each, length, is_current=each is tab) for each, length in lengths.items()],
        "words": TABS[tab],
        "total": lengths[tab],
        "now": edges.now,
        **shown,
    }
    return render(request, "dossiers/my_work.html", context)


def _entry(tab: Tab, length: int, *, is_current: bool) -> Entry:
    return Entry(gettext(TABS[tab].name), list_of(tab), is_current, length)


def _lengths(actor: Actor, edges: Edges) -> dict[Tab, int]:
    """Return the lists that the actor's posts have, and how long each is."""
    counts = lists.lengths(actor, since=edges.today)
    lengths = {tab: counts[tab.name.lower()] for tab in Tab}
    if not actor.holding(PostKind.HEAD):
        del lengths[Tab.UNASSIGNED]
    if not actor.holding(PostKind.RECEIVER):
        del lengths[Tab.RESULTS]
    return lengths


def _chosen(slug: str, lengths: dict[Tab, int]) -> Tab:
    """Return the list that was asked for, else the first one that holds open work."""
    asked = worklist.TAB_BY_SLUG.get(slug)
    if asked in lengths:
        return asked
    return next((tab for tab in lengths if tab is not Tab.FINISHED and lengths[tab]), Tab.MINE)


LISTS: dict[Tab, Callable[[Actor], QuerySet[WorkItem]]] = {
    Tab.MINE: lists.mine,
    Tab.WAITING: lists.waiting,
    Tab.UNASSIGNED: lists.unassigned,
    Tab.RESULTS: lists.results,
}


def _open(request: HttpRequest, actor: Actor, tab: Tab, edges: Edges) -> dict[str, Any]:
    items = LISTS[tab](actor)
    after = worklist.parse_page_key(request.GET.get("sau", ""))
    page = list(lists.after(items, after)[: PAGE_SIZE + 1])
    shown = page[:PAGE_SIZE]
    last = shown[-1] if len(page) > PAGE_SIZE else None
    rows = _results(shown, edges) if tab is Tab.RESULTS else _grouped(actor, items, shown, edges)
    return {
        **rows,
        "shown": len(shown),
        "previous_href": list_of(tab) if after else "",
        "next_href": f"{list_of(tab)}&sau={_key(last)}" if last else "",
    }


def _key(item: WorkItem) -> str:
    return worklist.page_key(item.due_at, item.pk)


def _grouped(
    actor: Actor, items: QuerySet[WorkItem], shown: list[WorkItem], edges: Edges
) -> dict[str, Any]:
    possible = [_of_many(actor, item) for item in shown]
    rows = [
        replace(row, of_many=bool(verbs))
        for row, verbs in zip(_rows(shown, edges), possible, strict=True)
    ]
    offered = set().union(*possible)
    return {
        "summary": _summary(items, edges),
        "groups": worklist.grouped(rows, edges),
        "columns": 5 if offered else 4,
        "of_many": [VERBS[verb] for verb in OF_MANY if verb in offered],
        "assigns": VERBS[Verb.ASSIGN],
        "seats": _seats(actor, edges) if Verb.ASSIGN in offered else [],
    }


def _of_many(actor: Actor, item: WorkItem) -> frozenset[Verb]:
    """Return what the actor may do to an item together with others."""
    facts = queries.item_facts(item, queries.process_of(item.dossier))
    return frozenset(verbs_on(actor, facts)) & frozenset(OF_MANY)


def _seats(actor: Actor, edges: Edges) -> list[agencies.Seat]:
    """Return the handlers to whom a head may give work: somebody sits there."""
    headed = [grant.agency_id for grant in actor.holding(PostKind.HEAD)]
    seats = agencies.seats(agency_ids=headed, kinds=[PostKind.HANDLER], on=edges.today.date())
    return [seat for seat in seats if not seat.is_vacant]


def _results(shown: list[WorkItem], edges: Edges) -> dict[str, Any]:
    """Return results by when they came; nothing is late about them any more."""
    came = [worklist.moment(item.given_at, edges.now) for item in shown]
    rows = [_row(item, edges, at) for item, at in zip(shown, came, strict=True)]
    left = lists.times_left(shown, edges.now)
    promised = [
        worklist.promised(row.due_at, words, edges.now)
        for row, words in zip(rows, left, strict=True)
    ]
    return {"results": list(zip(rows, promised, strict=True))}


def _summary(items: QuerySet[WorkItem], edges: Edges) -> tuple[tuple[str, Words], ...]:
    late, until_tomorrow, total = lists.due_before(items, edges.now, edges.tomorrow, None)
    return worklist.summary(late, until_tomorrow - late, total - until_tomorrow)


def _rows(items: list[WorkItem], edges: Edges) -> list[Row]:
    left = lists.times_left(items, edges.now)
    return [_row(item, edges, words) for item, words in zip(items, left, strict=True)]


def _row(item: WorkItem, edges: Edges, left: Words | str) -> Row:
    dossier = item.dossier
    step = processes.process(dossier.process_version_id).step(item.step)
    return Row(
        number=item.number,
        code=dossier.code,
        name=dossier.applicant_name,
        procedure=dossier.procedure.short_name,
        step=step.name,
        due_at=item.due_at,
        left=left,
        since=worklist.given(item.given_at, edges.now),
        is_confirmed=item.received_at is not None,
        outcome=worklist.outcome(item.outcome),
    )


def _finished(actor: Actor, edges: Edges) -> dict[str, Any]:
    items = lists.finished(actor, since=edges.today)[:PAGE_SIZE]
    rows = [
        _row(item, edges, worklist.moment(item.closed_at, edges.now))
        for item in items
        if item.closed_at is not None
    ]
    return {"finished": rows, "shown": len(rows)}

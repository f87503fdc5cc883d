"""What an officer's home shows of dossiers: his work, his counter, what he has to assign."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from motcua.ground.agencies.rules import WORKING_POSTS
from motcua.ground.calendars import queries as calendars
from motcua.ground.calendars.standing import time_left_briefly
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.panels import MOST_LINES, Figure, Panel, PanelLine, Tone
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers import lists
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.worklist import TABS, Edges, Tab, Urgency
from motcua.onestop.processes import queries as processes

TONES = {Urgency.LATE: Tone.LATE, Urgency.TODAY: Tone.TODAY}
UNCLAIMED = mark("{what} (chờ người nhận)")
PRESSING = {Urgency.LATE: mark("trễ hạn"), Urgency.TODAY: mark("hôm nay")}


def my_work(viewer: Actor, now: datetime) -> Panel | None:
    """
    Return what lies on the viewer's seats or waits for one of his kind, most pressing first.

    A receiver's work is at his counter, of which another panel tells.
    """
    if not viewer.holding(*WORKING_POSTS - {PostKind.RECEIVER}):
        return None
    edges = Edges.at(now)
    items = lists.mine(viewer) | lists.waiting(viewer)
    return Panel(
        title=Words(mark("Việc của tôi")),
        way=Words(mark("Xem tất cả việc")),
        href=reverse("dossiers:work"),
        figures=_by_urgency(items, edges),
        lines=tuple(_pressing(items[:MOST_LINES], edges)),
        empty=Words(TABS[Tab.MINE].empty),
        to_do=Words(mark("Việc mới hiện ở đây khi có người chuyển đến.")),
    )


def counter(viewer: Actor, now: datetime) -> Panel | None:
    """Return what a receiver's desk took in today, and which results wait for their owners."""
    desks = {grant.agency_id for grant in viewer.holding(PostKind.RECEIVER)}
    if not desks:
        return None
    edges = Edges.at(now)
    received = Dossier.objects.filter(desk__in=desks, received_at__gte=edges.today)
    results = lists.results(viewer)
    oldest = list(results.order_by("given_at", "id")[:MOST_LINES])
    way, href = (
        (mark("Xem tất cả kết quả chờ trả"), list_of(Tab.RESULTS))
        if oldest
        else (mark("Tiếp nhận hồ sơ"), reverse("dossiers:intake"))
    )
    return Panel(
        title=Words(mark("Bộ phận Một cửa")),
        way=Words(way),
        href=href,
        figures=(
            Figure(received.count(), mark("hôm nay tiếp nhận {count} hồ sơ")),
            Figure(results.count(), mark("{count} kết quả chờ trả")),
        ),
        lines=tuple(_waiting_result(item, now) for item in oldest),
        empty=Words(TABS[Tab.RESULTS].empty),
    )


def to_assign(viewer: Actor, now: datetime) -> Panel | None:
    """Return what waits for a handler in the agencies that the viewer heads, if anything does."""
    edges = Edges.at(now)
    items = lists.unassigned(viewer)
    lines = tuple(_line(item, edges) for item in items[:MOST_LINES])
    if not lines:
        return None
    return Panel(
        title=Words(mark("Chờ phân công")),
        way=Words(mark("Xem hồ sơ chưa phân công")),
        href=list_of(Tab.UNASSIGNED),
        figures=_by_urgency(items, edges),
        lines=lines,
        empty=Words(TABS[Tab.UNASSIGNED].empty),
    )


def _by_urgency(items: QuerySet[WorkItem], edges: Edges) -> tuple[Figure, ...]:
    late, until_tomorrow, total = lists.due_before(items, edges.now, edges.tomorrow, None)
    return (
        Figure(late, mark("{count} trễ"), Tone.LATE),
        Figure(until_tomorrow - late, mark("{count} đến hạn hôm nay"), Tone.TODAY),
        Figure(total - until_tomorrow, mark("{count} còn hạn")),
    )


def _pressing(items: Iterable[WorkItem], edges: Edges) -> Iterator[PanelLine]:
    """Yield items with the time left, by the calendars of the desks that received them."""
    found = list(items)
    moments = [edges.now, *(item.due_at for item in found)]
    hours = calendars.calendars_of(
        {item.dossier.desk_id for item in found},
        dates.local(min(moments)).date(),
        dates.local(max(moments)).date(),
    )
    for item in found:
        left = time_left_briefly(edges.now, item.due_at, hours[item.dossier.desk_id])
        line = _line(item, edges, left)
        is_shared = item.post_kind == PostKind.HANDLER and item.post_id is None
        yield replace(line, note=Words(UNCLAIMED, {"what": line.note})) if is_shared else line


def _line(item: WorkItem, edges: Edges, left: Words | None = None) -> PanelLine:
    """Return an item as a line; without the time left it is said whether it presses."""
    due, urgency = worklist.due_words(item.due_at), edges.urgency(item.due_at)
    if left is None and urgency in PRESSING:
        left = Words(PRESSING[urgency])
    return PanelLine(
        lead=left or due,
        when=due if left else "",
        name=item.dossier.applicant_name,
        code=worklist.code_parts(item.dossier.code)[1],
        href=_page_of(item),
        note=_matter(item),
        tone=TONES.get(urgency, Tone.PLAIN),
    )


def _waiting_result(item: WorkItem, now: datetime) -> PanelLine:
    """Return a result that waits, by when it came to the counter."""
    return PanelLine(
        lead=dates.past(item.given_at, dates.local(now).date()),
        name=item.dossier.applicant_name,
        code=worklist.code_parts(item.dossier.code)[1],
        href=_page_of(item),
        note=_matter(item),
    )


def _matter(item: WorkItem) -> Words:
    step = processes.process(item.dossier.process_version_id).step(item.step)
    facts = {"step": step.name, "procedure": item.dossier.procedure.short_name}
    return Words(mark("{step}: {procedure}"), facts)


def list_of(tab: Tab) -> str:
    """Return the address of one of the officer's lists."""
    return f"{reverse('dossiers:work')}?danh-sach={TABS[tab].slug}"


def _page_of(item: WorkItem) -> str:
    return reverse("dossiers:dossier", args=[item.dossier.code])

"""What an officer's home shows of dossiers: his work, his counter, what he has to assign."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.rules import WORKING_POSTS
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.panels import MOST_LINES, Figure, Panel, PanelLine, Tone
from motcua.ground.kernel.words import COUNTED, Words, counted, mark
from motcua.onestop.dossiers import inheritance, lists, money, readings
from motcua.onestop.dossiers.lists import LeftLying
from motcua.onestop.dossiers.models import Dossier, Reading, WorkItem
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.worklist import TABS, Edges, Tab, Urgency
from motcua.onestop.dossiers.states import Status
from motcua.onestop.processes import queries as processes

TONES = {Urgency.LATE: Tone.LATE, Urgency.TODAY: Tone.TODAY}
TOLD_FOR = timedelta(days=7)
"""How long whoever held a work item is told that it went to another."""
UNCLAIMED = mark("{what} (chờ người nhận)")
TAKEN = mark("{who} đã nhận thay")
GIVEN = mark("{who} đã giao cho người khác")


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
        title=Words(mark("Việc của tôi và việc chờ người nhận")),
        way=Words(mark("Xem tất cả việc")),
        href=reverse("dossiers:work"),
        figures=_by_urgency(items, edges),
        lines=tuple(_pressing(items, edges)),
        empty=Words(TABS[Tab.MINE].empty),
        to_do=Words(mark("Việc mới hiện ở đây khi có người chuyển đến.")),
        **_of_a_head(viewer),
    )


def _of_a_head(viewer: Actor) -> dict[str, Any]:
    """Return the way to what presses in a whole agency, for whoever heads one."""
    if not viewer.holding(PostKind.HEAD):
        return {}
    words = mark("Trễ hạn, đến hạn hôm nay và ngày mai trong cả cơ quan")
    return {"beside": Words(words), "beside_href": reverse("dossiers:pressing")}


def counter(viewer: Actor, now: datetime) -> Panel | None:
    """Return what a receiver's desk took in today, and which results wait for their owners."""
    desks = {grant.agency_id for grant in viewer.holding(PostKind.RECEIVER)}
    if not desks:
        return None
    edges = Edges.at(now)
    came = Dossier.objects.filter(desk__in=desks, received_at__gte=edges.today)
    received = came.exclude(status=Status.REFUSED)
    results = lists.results(viewer)
    shown = list(lists.first(results, MOST_LINES))
    way, href = (
        (mark("Xem tất cả kết quả chờ trả"), list_of(Tab.RESULTS))
        if shown
        else (mark("Tiếp nhận hồ sơ"), reverse("dossiers:intake"))
    )
    return Panel(
        title=Words(mark("Bộ phận Một cửa")),
        way=Words(way),
        href=href,
        figures=(
            Figure(received.count(), mark("hôm nay tiếp nhận {count} hồ sơ")),
            _bounded(results, mark("{count} kết quả chờ trả")),
        ),
        lines=tuple(
            _waiting_result(item, left, now)
            for item, left in zip(shown, lists.times_left(shown, now), strict=True)
        ),
        empty=Words(TABS[Tab.RESULTS].empty),
    )


def taken_from(viewer: Actor, now: datetime) -> Panel | None:
    """
    Return what went from a handler's hands into others these last days, if anything did.

    Who has no longer to do with a dossier reads its code and who took it, nobody's name.
    """
    if not viewer.holding(PostKind.HANDLER):
        return None
    today = dates.local(now).date()
    lines = tuple(
        PanelLine(
            lead=dates.past(taken.at, today),
            name=Words(GIVEN if taken.is_given else TAKEN, {"who": taken.by}),
            code=worklist.code_parts(taken.dossier.code)[1],
            note=taken.dossier.procedure.short_name,
        )
        for taken in lists.taken_from(viewer, since=now - TOLD_FOR)[:MOST_LINES]
    )
    if not lines:
        return None
    return Panel(
        title=Words(mark("Việc đã chuyển cho người khác")),
        way=Words(mark("Xem việc của tôi")),
        href=reverse("dossiers:work"),
        figures=(),
        lines=lines,
        empty=Words(TABS[Tab.MINE].empty),
    )


def to_assign(viewer: Actor, now: datetime) -> Panel | None:
    """Return what waits for a handler in the agencies that the viewer heads, if anything does."""
    edges = Edges.at(now)
    items = lists.unassigned(viewer)
    lines = tuple(line for _, line in _timed(items, edges))
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


def to_collect(viewer: Actor, now: datetime) -> Panel | None:
    """
    Return the dossiers whose money waits for the viewer's hands, the newest first.

    A receiver who takes it, for want of a cashier, reads of it only while there is some.
    """
    desks = money.collects_at(viewer, on=dates.local(now).date())
    due = money.to_collect(viewer, desks)
    lines = tuple(_due(dossier, now) for dossier in due[:MOST_LINES]) if desks else ()
    if not lines and not viewer.holding(PostKind.CASHIER):
        return None
    return Panel(
        title=Words(mark("Chờ thu tiền")),
        way=Words(mark("Xem mọi hồ sơ chờ thu")),
        href=reverse("dossiers:to_collect"),
        figures=(_bounded(due, mark("{count} hồ sơ còn phải thu")),),
        lines=lines,
        empty=Words(mark("Không có hồ sơ nào chờ thu tiền.")),
    )


def _bounded(rows: QuerySet[Any], text: str) -> Figure:
    """Count no further than a list of work is counted."""
    return Figure(rows[: COUNTED + 1].count(), text, is_bounded=True)


def _due(dossier: Dossier, now: datetime) -> PanelLine:
    return PanelLine(
        lead=dates.past(dossier.received_at, dates.local(now).date()),
        name=dossier.applicant_name,
        code=worklist.code_parts(dossier.code)[1],
        href=reverse("dossiers:dossier", args=[dossier.code]),
        note=dossier.procedure.short_name,
    )


def withdrawals(viewer: Actor, now: datetime) -> Panel | None:
    """Return the dossiers whose owners ask them back and wait for the viewer's word, if any."""
    edges = Edges.at(now)
    asked = lists.first(lists.to_decide(viewer), MOST_LINES)
    lines = tuple(
        replace(_line(item, edges, worklist.due_words(item.due_at)), when="") for item in asked
    )
    if not lines:
        return None
    return Panel(
        title=Words(mark("Yêu cầu rút hồ sơ")),
        way=Words(mark("Xem tất cả việc")),
        href=reverse("dossiers:work"),
        figures=(),
        lines=lines,
        empty=Words(mark("Không có yêu cầu rút hồ sơ.")),
    )


def holderless(viewer: Actor, now: datetime) -> Panel | None:
    """Return what nobody sees to in the agencies that the viewer heads, if anything."""
    if not viewer.holding(PostKind.HEAD):
        return None
    edges = Edges.at(now)
    items = lists.holderless(viewer, on=dates.local(now).date())
    lines = tuple(line for _, line in _timed(items, edges))
    if not lines:
        return None
    count = len(lines) if len(lines) < MOST_LINES else items.count()
    return Panel(
        title=Words(mark("Hồ sơ không còn người giữ")),
        way=Words(mark("Giao lại")),
        href=reverse("dossiers:reassign"),
        figures=(Figure(count, mark("{count} việc không ai giữ"), Tone.LATE),),
        lines=lines,
        empty=Words(""),
    )


def headless(viewer: Actor, now: datetime) -> Panel | None:
    """Return how much nobody sees to beneath the viewer where there is no head: counts alone."""
    above = [grant.agency_id for grant in viewer.holding(PostKind.ADMINISTRATOR, PostKind.HEAD)]
    if not above:
        return None
    today = dates.local(now).date()
    below, looked_after = agencies.in_subtree(above), agencies.looked_after(viewer)
    found = lists.headless(below, but=looked_after, on=today)
    ended = any(not each.stands_on(today) for each in found)
    unheeded = inheritance.unheeded(above, on=today) if ended else ()
    shown = [each for each in found if each.stands_on(today) or each.agency_id in unheeded]
    if not shown:
        return None
    return Panel(
        title=Words(mark("Cơ quan không có lãnh đạo")),
        way=Words(mark("Xem cây cơ quan")),
        href=reverse("agencies:tree"),
        figures=(
            Figure(
                sum(each.count for each in shown), mark("{count} hồ sơ không ai giữ"), Tone.LATE
            ),
        ),
        lines=tuple(_lying(each, today) for each in shown[:MOST_LINES]),
        empty=Words(""),
    )


def _lying(found: LeftLying, today: date) -> PanelLine:
    return PanelLine(
        lead=Words(mark("{count} hồ sơ"), {"count": found.count}),
        name=found.name,
        href=reverse("agencies:agency", args=[found.code]),
        note="" if found.stands_on(today) else Words(mark("đã kết thúc hoạt động")),
    )


def to_take_in(viewer: Actor, now: datetime) -> Panel | None:
    """Return that dossiers of an ended agency wait for a head to take them in, if any do."""
    count = inheritance.how_many(viewer, on=dates.local(now).date())
    if not count:
        return None
    href = reverse("dossiers:taking_in")
    found = Words(mark("{count} hồ sơ"), {"count": counted(count)})
    return Panel(
        title=Words(mark("Nhận bàn giao")),
        way=Words(mark("Xem hồ sơ chờ nhận bàn giao")),
        href=href,
        figures=(),
        lines=(PanelLine(lead=found, name=Words(mark("chờ nhận bàn giao")), href=href),),
        empty=Words(""),
    )


def inspection(viewer: Actor, now: datetime) -> Panel | None:
    """Return who last opened a dossier of those that the viewer inspects."""
    if not viewer.holding(PostKind.INSPECTOR):
        return None
    opened = readings.openings(viewer, readings.LogQuestion(dates.local(now).date()))
    return Panel(
        title=Words(mark("Vừa mở hồ sơ")),
        way=Words(mark("Xem nhật ký xem hồ sơ")),
        href=reverse("dossiers:openings"),
        figures=(),
        lines=tuple(_opening(row, now) for row in opened[:MOST_LINES]),
        empty=Words(mark("Chưa ai mở hồ sơ nào.")),
    )


def _opening(row: Reading, now: datetime) -> PanelLine:
    seat = row.post
    return PanelLine(
        lead=dates.past(row.at, dates.local(now).date()),
        name=row.name,
        code=row.dossier.code,
        href=reverse("dossiers:readings", args=[row.dossier.code]),
        note=seat.agency.short_name if seat else "",
    )


def _by_urgency(items: QuerySet[WorkItem], edges: Edges) -> tuple[Figure, ...]:
    late, today, others = lists.by_urgency(items, edges)
    return (
        Figure(late, mark("{count} trễ"), Tone.LATE, is_bounded=True),
        Figure(today, mark("{count} đến hạn hôm nay"), Tone.TODAY, is_bounded=True),
        Figure(others, mark("{count} còn hạn"), is_bounded=True),
    )


def _pressing(items: QuerySet[WorkItem], edges: Edges) -> Iterator[PanelLine]:
    """Yield the first items, saying of each that waits for any handler that it does."""
    for item, line in _timed(items, edges):
        is_shared = item.post_kind == PostKind.HANDLER and item.post_id is None
        yield replace(line, note=Words(UNCLAIMED, {"what": line.note})) if is_shared else line


def _timed(items: QuerySet[WorkItem], edges: Edges) -> Iterator[tuple[WorkItem, PanelLine]]:
    """Yield the first items as lines with the time left."""
    found = list(lists.first(items, MOST_LINES))
    for item, left in zip(found, lists.times_left(found, edges.now), strict=True):
        yield item, _line(item, edges, left)


def _line(item: WorkItem, edges: Edges, left: Words) -> PanelLine:
    return PanelLine(
        lead=left,
        when=worklist.due_words(item.due_at),
        name=item.dossier.applicant_name,
        code=worklist.code_parts(item.dossier.code)[1],
        href=_page_of(item),
        note=_matter(item),
        tone=TONES.get(edges.urgency(item.due_at), Tone.PLAIN),
    )


def _waiting_result(item: WorkItem, left: Words, now: datetime) -> PanelLine:
    """Return a result that waits, with since when and until when it is promised."""
    since = dates.past(item.given_at, dates.local(now).date())
    return PanelLine(
        lead=Words(mark("có kết quả từ {moment}"), {"moment": since}),
        when=worklist.promised(item.due_at, item.given_at, left, now),
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

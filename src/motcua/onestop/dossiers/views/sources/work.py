"""Lists of work that leave as tables: an officer's own, what presses, what nobody holds."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import tee

from django.http import QueryDict
from django.utils.translation import gettext

from motcua.ground.agencies.rules import WORKING_POSTS
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.text import initials
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers import inheritance, lists
from motcua.onestop.dossiers.actions.exporting import MOST, Line, Told
from motcua.onestop.dossiers.forms.taking_in import PlaceForm
from motcua.onestop.dossiers.inheritance import Waiting
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.worklist import Edges, Tab
from motcua.onestop.dossiers.readings import WAITING
from motcua.onestop.dossiers.views import reassign
from motcua.onestop.dossiers.views.listing import Listing, listing_of
from motcua.onestop.dossiers.views.rows import holders, row_of
from motcua.onestop.dossiers.views.sources.source import (
    Asking,
    Source,
    Taken,
    in_words,
    need,
    stretched,
    told,
)

WORK = (
    *(mark("Mã hồ sơ"), mark("Chủ hồ sơ"), mark("Thủ tục"), mark("Việc cần làm"), mark("Nơi giữ")),
    *(mark("Người đang giữ"), mark("Chuyển đến từ"), mark("Cách nộp"), mark("Nhận hồ sơ lúc")),
    *(mark("Giao lúc"), mark("Hẹn trả"), mark("Thời hạn")),
)
LEFT = (
    *(mark("Mã hồ sơ"), mark("Thủ tục"), mark("Địa chỉ"), mark("Nội dung"), mark("Cơ quan cũ")),
    *(mark("Hẹn trả"), mark("Nơi kế thừa")),
)
TO_TAKE_IN, UNCLAIMED = mark("Chờ nhận bàn giao"), mark("Chưa có nơi kế thừa")


def _work(asking: Asking) -> Taken:
    viewer = asking.viewer
    tab = worklist.TAB_BY_SLUG.get(asking.question.get("danh-sach", ""), Tab.MINE)
    listing = listing_of(asking.question, viewer, tab, Edges.at(asking.now))
    need(listing.form)
    active = listing.form.active
    words = [f"{listing.form[name].label}: {value}" for name, value in active.items()]
    asked = "; ".join([gettext(worklist.TABS[tab].name), *words])
    if tab is Tab.FINISHED:  # one day's, of one person
        return Taken(asked, _lines_of_work(viewer, listing, listing.items[: MOST + 1]))
    order = listing.form.order
    after = partial(lists.after, order=order)
    items = stretched(listing.items, after, partial(lists.place_of, order=order))
    return Taken(asked, _lines_of_work(viewer, listing, items))


def _pressing(asking: Asking) -> Taken:
    viewer = asking.viewer
    listing = listing_of(QueryDict(), viewer, Tab.IN_HOUSE, Edges.at(asking.now))
    items = lists.pressing_in_house(viewer, listing.edges)
    return Taken("", _lines_of_work(viewer, listing, stretched(items, lists.after, lists.place_of)))


def _lines_of_work(viewer: Actor, listing: Listing, items: Iterable[WorkItem]) -> Iterator[Line]:
    once, again = tee(items)
    for item, holder in zip(once, holders(listing.seats, again), strict=True):
        dossier, row = item.dossier, row_of(item, listing.edges, "")
        yield (
            told(viewer, dossier),
            (
                *(dossier.code, dossier.applicant_name, row.procedure, row.step, row.place),
                *(in_words(holder), row.sender, gettext(row.channel)),
                dossier.received_at,
                *(item.given_at, item.due_at, gettext(STANDINGS[row.tone])),
            ),
        )


STANDINGS = {"late": mark("Trễ hạn"), "today": mark("Đến hạn hôm nay"), "": mark("Còn hạn")}


def _holderless(asking: Asking) -> Taken:
    viewer, today = asking.viewer, asking.today
    listing = listing_of(QueryDict(), viewer, Tab.IN_HOUSE, Edges.at(asking.now))
    asked = reassign.asked_of(asking.question, reassign.seats_of(viewer, today))
    items = reassign.items_of(viewer, asked, today)
    words = f"{gettext('Vị trí')}: {asked.holder or asked.title}" if asked else ""
    return Taken(
        words, _lines_of_work(viewer, listing, stretched(items, lists.after, lists.place_of))
    )


def _to_take_in(asking: Asking) -> Taken:
    form = PlaceForm(asking.question)
    need(form)
    words = form.cleaned_data["q"]
    lists_of = ((inheritance.each_awaiting, TO_TAKE_IN), (inheritance.each_unclaimed, UNCLAIMED))
    left = (
        (each, gettext(standing))
        for ask, standing in lists_of
        for each in ask(asking.viewer, on=asking.today, words=words)
    )
    return Taken(initials(words), _lines_left(asking.viewer, left))


def _lines_left(viewer: Actor, left: Iterable[tuple[Waiting, str]]) -> Iterator[Line]:
    """Yield what may be known of each before it is taken in, by the seat of who heads its heir."""
    headed = {grant.agency_id: grant.post_id for grant in viewer.holding(PostKind.HEAD)}
    for each, standing in left:
        dossier = each.dossier
        yield (
            Told(dossier.pk, headed[each.heir_id], WAITING),
            (
                *(dossier.code, dossier.procedure.short_name, each.address, dossier.subject),
                *(dossier.desk.short_name, dossier.due_at, standing),
            ),
        )


SOURCES = {
    "viec": Source(mark("Việc của tôi"), WORKING_POSTS, "dossiers:work", WORK, _work),
    "den-han": Source(
        mark("Trễ hạn và đến hạn"),
        frozenset({PostKind.HEAD}),
        "dossiers:pressing",
        WORK,
        _pressing,
    ),
    "giao-lai": Source(
        mark("Hồ sơ không còn người giữ"),
        frozenset({PostKind.HEAD}),
        "dossiers:reassign",
        WORK,
        _holderless,
    ),
    "nhan-ban-giao": Source(
        mark("Hồ sơ chờ nhận bàn giao"),
        frozenset({PostKind.HEAD}),
        "dossiers:taking_in",
        LEFT,
        _to_take_in,
    ),
}

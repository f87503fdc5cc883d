"""One of the officer's lists of work, as its address asks for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from motcua.ground.agencies.queries import Seat
from motcua.ground.design.speech import said
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import lists
from motcua.onestop.dossiers.forms.filters import FilterForm
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.panels import list_of
from motcua.onestop.dossiers.presentation import columns
from motcua.onestop.dossiers.presentation.columns import Column
from motcua.onestop.dossiers.presentation.worklist import TABS, Edges, Tab
from motcua.onestop.dossiers.views.rows import seats_in_sight

LISTS: dict[Tab, Callable[[Actor], QuerySet[WorkItem]]] = {
    Tab.MINE: lists.mine,
    Tab.WAITING: lists.waiting,
    Tab.UNASSIGNED: lists.unassigned,
    Tab.IN_HOUSE: lists.in_house,
    Tab.RESULTS: lists.results,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """
    One list as it was asked for.

    :param whole: the list; items are those of it that the filters leave.
    :param seats: who sits where the viewer does, and in the agencies that he heads.
    :param usual: the columns that the viewer chose for his work to open with.
    """

    actor: Actor
    edges: Edges
    tab: Tab
    form: FilterForm
    whole: QuerySet[WorkItem]
    seats: list[Seat]
    usual: tuple[str, ...] = ()

    @property
    def items(self) -> QuerySet[WorkItem]:
        """What the filters leave of the list, in the order asked for."""
        items = lists.narrowed(self.whole, self.form.filters, self.edges)
        return items if self.tab is Tab.FINISHED else lists.ordered(items, self.form.order)

    @property
    def columns(self) -> tuple[Column, ...]:
        """What the list says of each item: as asked, else as its reader's first view has it."""
        return self.form.columns or columns.chosen(self.usual) or columns.usual(self.tab)

    @property
    def export_address(self) -> str:
        """Where this list is taken out as a table."""
        asked = {"danh-sach": TABS[self.tab].slug, **self.form.asked}
        return f"{reverse('dossiers:export', args=['viec'])}?{urlencode(asked)}"

    @property
    def keep_address(self) -> str:
        """Where this list, as it is asked for, is kept under a name."""
        asked = {"danh-sach": TABS[self.tab].slug, **self.form.asked}
        return f"{reverse('dossiers:saved_views')}?{urlencode(asked)}"

    def address(self, asked: Mapping[str, str]) -> str:
        """Return where this list is, asked so."""
        return f"{list_of(self.tab)}&{urlencode(asked)}" if asked else list_of(self.tab)


def listing_of(question: QueryDict, actor: Actor, tab: Tab, edges: Edges) -> Listing:
    """Return one of the actor's lists as its address asks for it; nothing of it is read yet."""
    whole = lists.finished(actor, since=edges.today) if tab is Tab.FINISHED else LISTS[tab](actor)
    seats = seats_in_sight(actor, edges)
    form = FilterForm(
        question,
        tab=tab,
        offered=lists.offered(whole),
        holders={seat.post_id: seat.holder or said(seat.words) for seat in seats},
    )
    return Listing(actor, edges, tab, form, whole, seats)

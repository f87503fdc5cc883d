"""What a head gives to other hands at once: what nobody sees to, or all that lies on one seat."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.queries import Seat
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import lists, queries
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.verbs import VERBS
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE
from motcua.onestop.dossiers.rules import Verb, grant_to_assign
from motcua.onestop.dossiers.views.givable import givable_to


@dataclass(frozen=True, slots=True)
class Held:
    """
    One work item, and on whose seat it lies.

    :param seat: the seat and its holder; None while it waits for one of its kind.
    :param may_assign: whether it is a handler's work, whoever took it over: the head chooses whose.
    """

    item: WorkItem
    step: str
    seat: Seat | None
    may_assign: bool

    @property
    def tail(self) -> str:
        """The part of the code that officers say aloud."""
        return worklist.code_parts(self.item.dossier.code)[1]


@doors.officer(PostKind.HEAD)
@require_GET
def reassign(request: HttpRequest) -> HttpResponse:
    """Show what nobody sees to, or what lies on the seat asked for, each ticked already."""
    actor, today = doors.actor_of(request), dates.local(doors.now(request)).date()
    seats = seats_of(actor, today)
    handlers = [seat for seat in seats if seat.kind is PostKind.HANDLER]
    asked = asked_of(request.GET, seats)
    shown = list(items_of(actor, asked, today)[: PAGE_SIZE + 1])
    by_post = {seat.post_id: seat for seat in seats}
    context = {
        "rows": [_held(actor, item, by_post) for item in shown[:PAGE_SIZE]],
        "has_more": len(shown) > PAGE_SIZE,
        "asked": asked,
        "handlers": handlers,
        "others": givable_to((seat for seat in handlers if seat is not asked), on=today),
        "assigns": VERBS[Verb.ASSIGN],
    }
    return render(request, "dossiers/reassign.html", context)


def seats_of(actor: Actor, today: date) -> list[Seat]:
    """Return all seats of the agencies that a head looks after."""
    headed = agencies.looked_after(actor)
    return agencies.seats(agency_ids=headed, kinds=tuple(PostKind), on=today)


def asked_of(question: QueryDict, seats: list[Seat]) -> Seat | None:
    """Return the seat that an address asks for, if it is one of his handlers'."""
    typed = question.get("vi-tri", "")
    handlers = (seat for seat in seats if seat.kind is PostKind.HANDLER)
    return next((seat for seat in handlers if str(seat.post_id) == typed), None)


def items_of(actor: Actor, asked: Seat | None, today: date) -> QuerySet[WorkItem]:
    """Return what lies on the seat asked for, else what nobody holds."""
    return lists.on_seat(actor, asked.post_id) if asked else lists.holderless(actor, on=today)


def _held(actor: Actor, item: WorkItem, seats: dict[int, Seat]) -> Held:
    step = queries.process_of(item.dossier).step(item.step)
    may = grant_to_assign(actor, agency_id=item.agency_id, post_kind=step.post_kind)
    return Held(
        item,
        step.name,
        seats.get(item.post_id) if item.post_id else None,
        may is not None,
    )

"""Rows of a list of work: what each says, and in whose hands it is."""

from collections.abc import Iterable, Iterator

from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.queries import Seat
from motcua.ground.agencies.rules import WORKING_POSTS
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers import lists
from motcua.onestop.dossiers.lists import Heap
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.filters import CHANNELS
from motcua.onestop.dossiers.presentation.worklist import Edges, Row
from motcua.onestop.procedures.rules import Channel
from motcua.onestop.processes import queries as processes


def rows_of(items: list[WorkItem], edges: Edges) -> list[Row]:
    """Return open items as rows, each with the working time that it has left."""
    left = lists.times_left(items, edges.now)
    return [row_of(item, edges, words) for item, words in zip(items, left, strict=True)]


def row_of(item: WorkItem, edges: Edges, left: Words | str) -> Row:
    """
    Return one item as a row.

    :param left: working time left, or for what needs none the moment that is told instead.
    """
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
        place=item.agency.short_name,
        sender=item.from_agency.short_name,
        channel=CHANNELS[Channel(dossier.channel)],
        received_at=dossier.received_at,
        tone=worklist.TONES.get(edges.urgency(item.due_at), ""),
    )


def seats_in_sight(actor: Actor, edges: Edges) -> list[Seat]:
    """Return the seats where the actor sits or acts for another, and of all that he heads."""
    beside = {grant.agency_id for grant in actor.grants}
    headed = (grant.scope for grant in actor.holding(PostKind.HEAD))
    return agencies.seats(
        agency_ids=beside.union(*headed), kinds=WORKING_POSTS, on=edges.today.date()
    )


WAITED_FOR = {
    PostKind.HEAD: mark("chờ lãnh đạo"),
    PostKind.RECORDS_OFFICER: mark("chờ văn thư"),
}
"""What lies on no seat and yet is no handler's to claim, by whose it is."""


def holders(seats: Iterable[Seat], items: Iterable[WorkItem | Heap]) -> Iterator[Words | str]:
    """Yield who has each item: a person, a seat on which nobody sits, or whoever takes it."""
    vacant = Words(mark("vị trí trống"))
    names = {seat.post_id: seat.holder for seat in seats}
    for item in items:
        if item.post_id is not None:
            yield names.get(item.post_id) or vacant
        else:
            kind = PostKind(item.post_kind)
            yield Words(WAITED_FOR.get(kind, mark("chờ người nhận")))

"""Which dossiers have to do with each other: what the history says, to whom sees both."""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.ground.kernel.actor import Actor
from motcua.ground.trail.rules import Recorded
from motcua.onestop.dossiers import events, queries
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.rules import LinkKind

LINKING = (events.Linked, events.Unlinked)


@dataclass(frozen=True, slots=True)
class Link:
    """
    A dossier that another has to do with.

    :param kind: what the one whose page it is is to this one.
    """

    other: Dossier
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class Linkage:
    """
    The links of a dossier as one viewer sees them.

    :param links: those that stand; ``codes`` are of all that he sees, those that ended too.
    :param history: without what tells of dossiers that he does not see.
    """

    links: list[Link]
    codes: dict[int, str]
    history: list[Recorded]


def standing(history: Iterable[Recorded]) -> dict[int, LinkKind]:
    """Return with which dossiers the one of this history is linked, and how."""
    found: dict[int, LinkKind] = {}
    for event in history:
        match event.body:
            case events.Linked(other_id=other_id, kind=kind):
                found[other_id] = LinkKind(kind)
            case events.Unlinked(other_id=other_id):
                del found[other_id]
    return found


def linkage(viewer: Actor, history: list[Recorded]) -> Linkage:
    """Return the links of the dossier of this history that the viewer sees from both sides."""
    met = {event.body.other_id for event in history if isinstance(event.body, LINKING)}
    if not met:
        return Linkage([], {}, history)
    rows = queries.visible_to(viewer).filter(pk__in=met).select_related("procedure", "local_state")
    seen = {dossier.pk: dossier for dossier in rows.defer("due_lines").order_by("pk")}
    kinds = standing(history)
    return Linkage(
        links=[Link(dossier, kinds[pk]) for pk, dossier in seen.items() if pk in kinds],
        codes={pk: dossier.code for pk, dossier in seen.items()},
        history=[
            event
            for event in history
            if not isinstance(event.body, LINKING) or event.body.other_id in seen
        ],
    )


def left_out(history: Iterable[Recorded]) -> list[Recorded]:
    """Return a history as everybody may read it who sees its dossier, other dossiers or not."""
    return [event for event in history if not isinstance(event.body, LINKING)]


def set_aside(viewer: Actor, history: Iterable[Recorded]) -> str:
    """Return the code of what looked like the same matter at intake, if the viewer sees it."""
    alike = [
        pk
        for event in history
        if isinstance(event.body, events.AlikeSetAside)
        for pk in event.body.dossier_ids
    ]
    if not alike:
        return ""
    rows = queries.visible_to(viewer).filter(pk__in=alike).order_by("-pk")
    return rows.values_list("code", flat=True).first() or ""

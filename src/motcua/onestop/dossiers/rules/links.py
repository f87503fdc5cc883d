"""
How dossiers have to do with each other, and who may say so: decision 22.

Source: Decree 63/2024/NĐ-CP: procedures that belong together, such as birth, residence and
insurance of a child, each with its own code and result (as read in practice, not in the text).
"""

from collections.abc import Iterable
from enum import StrEnum

from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers.rules.refusals import NotYours

LINKS = (PostKind.RECEIVER, PostKind.HANDLER, PostKind.HEAD)
"""The posts that link what they see."""


class LinkKind(StrEnum):
    """What a dossier is to another."""

    CONTINUES = "continues"
    CONTINUED_BY = "continued_by"
    REPLACES = "replaces"
    REPLACED_BY = "replaced_by"
    SAME = "same"
    PAIRED = "paired"


INVERSE = {
    LinkKind.CONTINUES: LinkKind.CONTINUED_BY,
    LinkKind.CONTINUED_BY: LinkKind.CONTINUES,
    LinkKind.REPLACES: LinkKind.REPLACED_BY,
    LinkKind.REPLACED_BY: LinkKind.REPLACES,
    LinkKind.SAME: LinkKind.SAME,
    LinkKind.PAIRED: LinkKind.PAIRED,
}
"""What the other dossier is to this one."""


class LinkedToItself(Refusal):
    """A dossier is linked with another."""

    code = "dossiers.linked-to-itself"
    says = mark("Đây là mã của chính hồ sơ này.")
    to_do = mark("Nhập mã của hồ sơ kia.")
    status = 422


class AlreadyLinked(Refusal):
    """The two are linked already; another kind of link takes the place of an ended one."""

    code = "dossiers.already-linked"
    says = mark("Hai hồ sơ này đã liên kết.")
    to_do = mark("Liên kết sai thì bỏ liên kết rồi liên kết lại.")
    status = 422


class NotLinked(Refusal):
    """There is no such link, or somebody has ended it meanwhile."""

    code = "dossiers.not-linked"
    says = mark("Hai hồ sơ này không liên kết, hoặc liên kết đã bỏ.")
    to_do = mark("Mở lại hồ sơ để xem còn liên kết nào.")
    status = 422


def linking_seat(actor: Actor, agency_ids: Iterable[int]) -> Grant | None:
    """
    Return the seat from which the actor links a dossier that he sees, if he may.

    :param agency_ids: where the dossier is.
    """
    there = frozenset(agency_ids)
    seats = (seat for seat in actor.holding(*LINKS) if seat.scope & there)
    return next(seats, None)


def check_links(actor: Actor, agency_ids: Iterable[int]) -> Grant:
    """
    Return the seat from which the actor links a dossier.

    :raises NotYours: to whoever neither receives nor handles nor heads where it is.
    """
    seat = linking_seat(actor, agency_ids)
    if seat is None:
        raise NotYours
    return seat


def check_linkable(dossier_id: int, other_id: int, linked: Iterable[int]) -> None:
    """
    Accept to link two dossiers.

    :param linked: with which the first is linked already.
    :raises LinkedToItself: for one and the same.
    :raises AlreadyLinked: for two that are linked.
    """
    if dossier_id == other_id:
        raise LinkedToItself
    if other_id in set(linked):
        raise AlreadyLinked


def check_linked(other_id: int, linked: Iterable[int]) -> None:
    """
    Accept to end a link.

    :param linked: with which the dossier is linked.
    :raises NotLinked: when there is none, or no longer.
    """
    if other_id not in set(linked):
        raise NotLinked

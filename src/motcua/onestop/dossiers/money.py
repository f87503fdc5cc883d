"""What those who handle a desk's money look at: what is due, and the sheets of their days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.dates import beginning_of
from motcua.onestop.dossiers import queries, rules
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.states import PaymentState
from motcua.onestop.payments import queries as payments
from motcua.onestop.payments.queries import DaySheet, SheetKey
from motcua.onestop.payments.rules import Balance, NoSuchSheet
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.procedures.exemptions import Exemption

HANDLES_MONEY = (PostKind.CASHIER, PostKind.RECEIVER)
"""The posts that take money in: a receiver where no cashier sits."""


def has_cashier(actor: Actor, desk_id: int, *, on: date) -> bool:
    """
    Say whether a cashier sits at a desk on a day.

    Of his own seat the actor knows it; for whoever handles no money there it is the same.
    """
    if actor.seat(PostKind.CASHIER, desk_id) is not None:
        return True
    if actor.seat(PostKind.RECEIVER, desk_id) is None:
        return False
    return cashier_sits(desk_id, on=on)


def cashier_sits(desk_id: int, *, on: date) -> bool:
    """Say whether a cashier sits at a desk on a day."""
    seats = agencies.posts_of(desk_id, PostKind.CASHIER, on=on)
    return any(seat.can_act for seat in seats)


def collects(user_id: int, desk_id: int, *, on: date) -> bool:
    """Say whether somebody handles a desk's money on a day, from his own seat or another's."""
    actor = agencies.actor_of(user_id, "", on=on)
    return any(actor.seat(kind, desk_id) is not None for kind in HANDLES_MONEY)


def answering(agency_id: int, *, on: date) -> list[int]:
    """
    Return who answers for an agency's money: itself, once it ended all that have its duties.

    Where nobody is recorded to have them, whoever stood above does.
    """
    return [agency.pk for agency in agencies.guardians(agency_id, on=on)]


def _heads(viewer: Actor, agency_id: int, on: date) -> bool:
    """Say whether the viewer heads who answers for an agency's money; of his own he knows it."""
    if viewer.seat(PostKind.HEAD, agency_id) is not None:
        return True
    heads = bool(viewer.holding(PostKind.HEAD))
    return heads and rules.head_of(viewer, answering(agency_id, on=on)) is not None


def owed(dossier: Dossier) -> Balance:
    """Return how the money of a dossier stands as long as some is due; its row says whether."""
    if dossier.payment_state != PaymentState.DUE:
        return Balance(due=0, paid=0)
    return payments.balance(queries.subject_of(dossier.pk))


def exemptions(dossier: Dossier) -> tuple[Exemption, ...]:
    """Return the exemptions that a dossier's procedure knew on the day of receipt."""
    version = procedures.version(dossier.procedure_version_id)
    return version.exemptions_on(localdate(dossier.received_at))


def collects_at(viewer: Actor, *, on: date) -> list[int]:
    """Return the desks whose money the viewer takes that day: a cashier, else the receivers."""
    desks = sorted({grant.agency_id for grant in viewer.holding(*HANDLES_MONEY)})
    return [
        desk
        for desk in desks
        if rules.collector(viewer, desk, has_cashier=has_cashier(viewer, desk, on=on))
    ]


def to_collect(viewer: Actor, desks: Collection[int]) -> QuerySet[Dossier]:
    """
    Return the dossiers for which money is due, the newest first.

    :param desks: those whose money the viewer takes.
    """
    due = queries.visible_to(viewer.only(*HANDLES_MONEY)).filter(
        desk__in=desks, payment_state=PaymentState.DUE, status__in=rules.OPEN_FOR_MONEY
    )
    return due.select_related("procedure").defer("due_lines").order_by("-received_at", "-id")


READS_SHEETS = (*HANDLES_MONEY, PostKind.HEAD)
"""The posts that read sheets: their own, and a head those of his agency."""


@dataclass(frozen=True, slots=True)
class ReliefLine:
    """Somebody who was spared something on that day; nothing where it was taken back."""

    code: str
    name: str
    paper: str
    amount: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    The sheet of one person's day, as somebody reads it.

    :param agency: whose desk it is of.
    :param dossiers: that the money was for, by their ids, as far as he sees them.
    :param reliefs: the exemptions that the desk granted since his sheet before was closed, else
        since that day began, until this one was.
    :param is_own: whether it is the reader's; else he heads who answers for it.
    """

    day: DaySheet
    agency: str
    dossiers: dict[str, Dossier]
    reliefs: list[ReliefLine]
    is_own: bool = False


def sheets(viewer: Actor, *, on: date) -> list[dict[str, Any]]:
    """
    Return the last sheets that the viewer reads, the newest day first.

    A head reads those of the ended agencies too that are his to see to, all that are still open.
    """
    headed = {grant.agency_id for grant in viewer.holding(PostKind.HEAD)}
    own = {grant.agency_id for grant in viewer.holding(*HANDLES_MONEY)} - headed
    of_others = list(payments.sheets(headed)[:MOST_SHEETS]) if headed else []
    his = list(payments.sheets(own, user_id=viewer.user_id)[:MOST_SHEETS]) if own else []
    rows = of_others + his + _left_behind(headed, on)
    return sorted(rows, key=lambda row: row["sheet_day"], reverse=True)


def _left_behind(heirs: set[int], on: date) -> list[dict[str, Any]]:
    """Return the sheets of the ended agencies that these see to, each with its agency."""
    ended = agencies.agencies(agencies.left_to(heirs, on=on).of(heirs) if heirs else ())
    rows = payments.sheets(ended).order_by(F("closed_at").desc(nulls_first=True), "-sheet_day")
    return [{**row, "agency": ended[row["agency_id"]]} for row in rows[:MOST_SHEETS]]


MOST_SHEETS = 60
"""How many sheets are listed; an older one has its address."""


def sheet(viewer: Actor, key: SheetKey, *, on: date) -> Sheet:
    """
    Return a sheet that the viewer reads that day.

    :raises NoSuchSheet: also when he may not, and when no money stands on it.
    """
    is_own = _is_his(viewer, key)
    may_read = is_own or _heads(viewer, key.agency_id, on)
    day = payments.day_sheet(key) if may_read else None
    if day is None:
        raise NoSuchSheet
    # As money does, what was granted after a sheet was closed stands on the next.
    until = day.closed.closed_at if day.closed else beginning_of(key.day + timedelta(days=1))
    reliefs = list(payments.reliefs_on(key, since=beginning_of(key.day), until=until))
    ids = {int(entry.subject_id) for entry in day.entries}
    ids |= {int(relief.subject_id) for relief in reliefs}
    seen = queries.visible_to(viewer).filter(pk__in=ids).defer("due_lines")
    dossiers = {str(each.pk): each for each in seen}
    lines = [
        ReliefLine(_code(dossiers, each.subject_id), each.name, each.paper, each.amount)
        for each in reliefs
    ]
    return Sheet(day, agencies.agency(key.agency_id).name, dossiers, lines, is_own=is_own)


def closes(shown: Sheet, *, on: date) -> bool:
    """Say whether who reads a sheet closes it: his own, or of who handles money no longer."""
    key = shown.day.key
    return shown.is_own or not collects(key.user_id, key.agency_id, on=on)


def _code(dossiers: dict[str, Dossier], key: str) -> str:
    return dossiers[key].code if key in dossiers else ""


def _is_his(viewer: Actor, key: SheetKey) -> bool:
    """Say whether a sheet is the viewer's own, who handles the desk's money."""
    seats = (viewer.seat(kind, key.agency_id) for kind in HANDLES_MONEY)
    return viewer.user_id == key.user_id and any(seat is not None for seat in seats)

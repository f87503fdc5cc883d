"""The state columns of a dossier's row as a value, and where they differ from the fold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from motcua.onestop.dossiers import fold, states
from motcua.onestop.dossiers.models import Dossier, WorkItem


@dataclass(frozen=True, slots=True)
class Difference:
    """A column of a dossier that is not what its events say, or a history that cannot be."""

    code: str
    column: str
    stored: object
    folded: object


STATE_COLUMNS = (
    "status",
    "status_before_withdrawal",
    "payment_state",
    "delivery_state",
    "sync_state",
    "desk_id",
    "lead_agency_id",
    "committee_id",
    "received_at",
    "due_at",
    "original_due_at",
    "ended_at",
    "handed_over_at",
    "receipt_issue",
    "item_count",
    "version",
)


KINDS: dict[str, type[Enum]] = {
    "status": states.Status,
    "payment_state": states.PaymentState,
    "delivery_state": states.DeliveryState,
    "sync_state": states.SyncState,
}
"""What these columns hold, which the database gives back as plain numbers and words."""


def state_of(dossier: Dossier, items: list[WorkItem]) -> fold.State:
    """Return the stored state of a dossier in the shape of a fold."""
    columns = {column: getattr(dossier, column) for column in STATE_COLUMNS}
    kept = dossier.status_before_withdrawal
    columns |= {column: kind(columns[column]) for column, kind in KINDS.items()}
    columns["status_before_withdrawal"] = None if kept is None else states.Status(kept)
    return fold.State(
        **columns,
        local_state=dossier.local_state_id,
        agency_ids=tuple(dossier.agency_ids),
        open_items=tuple(_open_item(item) for item in items),
    )


def _open_item(item: WorkItem) -> fold.OpenItem:
    return fold.OpenItem(
        number=item.number,
        step=item.step,
        act=item.act,
        post_kind=item.post_kind,
        agency_id=item.agency_id,
        from_agency_id=item.from_agency_id,
        post_id=item.post_id,
        given_at=item.given_at,
        received_at=item.received_at,
    )


def differences(
    dossier: Dossier, items: list[WorkItem], happened: Iterable[fold.Happened]
) -> Iterator[Difference]:
    """
    Yield every state column whose stored value is not the folded one.

    :param items: the open ones, by number.
    """
    try:
        folded = fold.fold(happened)
    except fold.UnlawfulHistory as fault:
        yield Difference(str(dossier), "history", None, str(fault))
        return
    stored = state_of(dossier, items)
    for column in (*STATE_COLUMNS, "local_state", "agency_ids", "open_items"):
        before, after = getattr(stored, column), getattr(folded, column)
        if before != after:
            yield Difference(str(dossier), column, before, after)


def of_parties(dossier: Dossier, moments: Iterable[datetime]) -> Iterator[Difference]:
    """
    Yield every moment of receipt that parties keep and their dossier does not.

    :param moments: as the parties of all its receipts keep them.
    """
    for moment in moments:
        if moment != dossier.received_at:
            yield Difference(str(dossier), "party.received_at", moment, dossier.received_at)

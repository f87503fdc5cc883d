"""
The end of a cashier's day: the sheet of what passed through his hands is closed.

He does it himself; of somebody who handles the desk's money no longer, its head does, and the
head of whoever has its duties once it has ended.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.ground.access.writes import is_repeat
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import money, rules
from motcua.onestop.dossiers.money import HANDLES_MONEY
from motcua.onestop.dossiers.writes import taking
from motcua.onestop.payments import writes as payments
from motcua.onestop.payments.queries import SheetKey


@transaction.atomic(durable=True)
def close_sheet(
    *,
    actor: Actor,
    form_key: str,
    agency_id: int,
    day: date,
    counted: int,
    explanation: str,
    now: datetime,
) -> bool:
    """
    Close one's own sheet of a day; return whether this very form had done it before.

    :param counted: đồng of cash, counted by hand; ``explanation`` says why it differs.
    :raises NotYours: unless the actor handles money at this desk.
    :raises NoSuchSheet, SheetToCome, SheetClosed, EarlierSheetOpen: when it is not its turn.
    :raises ShortUnexplained, OverUnexplained: when the cash differs and nobody says why.
    """
    if is_repeat(actor, form_key, f"close sheet {agency_id} {day}", now=now):
        return True
    actor = taking.seated(actor, now=now)
    seats = (actor.seat(kind, agency_id) for kind in HANDLES_MONEY)
    seat = next((seat for seat in seats if seat is not None), None)
    if seat is None or actor.user_id is None:
        raise rules.NotYours
    payments.close_sheet(
        actor=actor,
        post_id=seat.post_id,
        key=SheetKey(agency_id, actor.user_id, day),
        counted=counted,
        explanation=explanation,
        at=now,
    )
    return False


@transaction.atomic(durable=True)
def close_sheet_for(
    *,
    actor: Actor,
    form_key: str,
    agency_id: int,
    user_id: int,
    day: date,
    counted: int,
    explanation: str,
    reason: str,
    now: datetime,
) -> bool:
    """
    Close the sheet of somebody who handles the desk's money no longer; the sheet says who did.

    :param user_id: who took the money; else as when he closes it himself.
    :raises NotYours: to whoever does not head the agency, or one that has the ended one's duties.
    :raises StillCollects: while he handles money there, and closes his sheet himself.
    :raises ReasonNeeded: without a reason.
    :raises NoSuchSheet, SheetToCome, SheetClosed, EarlierSheetOpen: when it is not its turn.
    :raises ShortUnexplained, OverUnexplained: when the cash differs and nobody says why.
    """
    if is_repeat(actor, form_key, f"close sheet {agency_id} {user_id} {day}", now=now):
        return True
    rules.check_reason(reason)
    actor = taking.seated(actor, now=now)
    today = localdate(now)
    collects = money.collects(user_id, agency_id, on=today)
    answering = money.answering(agency_id, on=today)
    seat = rules.check_closes_for(actor, answering, collects=collects)
    payments.close_sheet(
        actor=actor,
        post_id=seat.post_id,
        key=SheetKey(agency_id, user_id, day),
        counted=counted,
        explanation=explanation,
        reason=reason,
        at=now,
    )
    return False

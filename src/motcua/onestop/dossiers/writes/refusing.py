"""A life that begins and ends at the counter: the dossier that the desk does not accept."""

from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from motcua.ground.documents import writes as documents
from motcua.ground.kernel.actor import Actor
from motcua.ground.trail import writes as trail
from motcua.onestop.dossiers import events, fold, queries
from motcua.onestop.dossiers.books import REFUSALS
from motcua.onestop.dossiers.intake import Intake, Promise
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.writes import moving, receiving, rows


def refuse(
    intake: Intake,
    promise: Promise,
    *,
    reason: str,
    basis: str,
    actor: Actor,
    post_id: int,
    intake_key: str,
    now: datetime,
) -> Dossier:
    """
    Keep what was put on the counter, why it was not accepted, and the slip's number.

    :param promise: what accepting it would have promised; nothing of it is.
    :param post_id: the receiver's seat.
    """
    event = _event(intake, promise, now)
    dossier = receiving.row(intake, promise, code=event.code, intake_key=intake_key)
    dossier.due_lines = []
    moving.fold_into(dossier, fold.fold([fold.Happened(event, now)]))
    receiving.insert(dossier)
    rows.write_papers(dossier, intake.papers, issue=1)
    on = localdate(now)
    rows.write_numbered(dossier, REFUSALS, event.number, by=actor, issuer_id=event.desk_id, on=on)
    trail.record(
        actor=actor,
        post_id=post_id,
        subject=queries.subject_of(dossier.pk),
        body=replace(
            event,
            parties=rows.write_parties(dossier, intake.parties, issue=1),
            reason=rows.seal_note(dossier, reason, now=now),
            basis=rows.seal_note(dossier, basis, now=now),
        ),
        at=now,
    )
    return dossier


def _event(intake: Intake, promise: Promise, now: datetime) -> events.Refused:
    """Return what happened, with its code and the number of its slip; nothing is sealed yet."""
    desk_id, symbol, year = intake.desk_id, REFUSALS.symbol, localdate(now).year
    return events.Refused(
        code=receiving.next_code(promise, on=now),
        procedure_version_id=promise.version.id,
        case_key=intake.case_key,
        channel=intake.channel,
        desk_id=desk_id,
        lead_agency_id=promise.route.lead_agency_id,
        committee_id=promise.route.committee_id,
        parties=(),
        paper_count=len(intake.papers),
        reason=events.Sealed(0, ""),
        basis=events.Sealed(0, ""),
        number=documents.take_number(agency_id=desk_id, kind=symbol, year=year),
        symbol=symbol,
        local_state="refused",
    )

"""One dossier: what it is, how its promise stands, what was done, what may be done now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.queries import SeatHistory
from motcua.ground.agencies.rules import READING_POSTS, WORKING_POSTS
from motcua.ground.calendars import queries as calendars
from motcua.ground.calendars.standing import standing_words, time_left_briefly
from motcua.ground.design.parts import Step
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.words import Words
from motcua.ground.trail.rules import Recorded
from motcua.onestop.dossiers import events, links, money, queries, readings, sheets
from motcua.onestop.dossiers.actions import reading
from motcua.onestop.dossiers.links import Linkage
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.onestop.dossiers.presentation import timeline, verbs, worklist
from motcua.onestop.dossiers.presentation.due_box import Clock
from motcua.onestop.dossiers.rules import Verb
from motcua.onestop.dossiers.sheets import Sheet
from motcua.onestop.dossiers.states import Status
from motcua.onestop.dossiers.views import correcting, drawn, slips
from motcua.onestop.processes.rules import StepAct


@doors.officer(*READING_POSTS)
@require_GET
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Show a dossier, and write down that it was opened."""
    actor, now = doors.actor_of(request), doors.now(request)
    sheet = sheets.sheet(actor, code)
    reading.log_reading(actor=actor, dossier=sheet.dossier, what="page", now=now)
    items = queries.open_items(sheet.dossier)
    linkage = links.linkage(actor, queries.history(sheet.dossier))
    history = linkage.history
    seats = agencies.seat_histories(_posts(history, items))
    owed = money.owed(sheet.dossier)
    deeds = _deeds(actor, sheet, items, history, seats=seats, left=owed.left, now=now)
    context = {
        "code": worklist.code_parts(code),
        **_promise(sheet.dossier, now),
        "states": drawn.states(sheet.dossier, owed),
        **_content(sheet, history),
        "links": [(link.other, timeline.LINK_KINDS[link.kind]) for link in linkage.links],
        "steps": _steps(sheet, linkage, items, seats, now),
        "deeds": deeds,
        "scan_href": _scan_href(code, deeds),
        "is_work": bool(actor.holding(*WORKING_POSTS)),
        "is_at_desk": actor.seat(PostKind.RECEIVER, sheet.dossier.desk_id) is not None,
        "is_refused": sheet.dossier.status == Status.REFUSED,
        "may_print_notice": any(
            slips.may_print_notice(actor, sheet, event)
            for event in history
            if isinstance(event.body, events.Stopped)
        ),
        "may_inspect": readings.inspects(actor, sheet.dossier),
        "may_label": bool(actor.holding(PostKind.RECEIVER)),
        "may_print": bool(actor.holding(*slips.SEE_CONTROL)),
        **slips.receipt_sheets(request),
    }
    return render(request, "dossiers/dossier.html", context)


def _scan_href(code: str, deeds: list[verbs.Deeds]) -> str:
    """Return where a scan is added, for whoever may add one now."""
    offered = {deed.verb for each in deeds for deed in each.deeds}
    args = [code, Verb.SCAN_PAPER]
    return reverse("dossiers:act_on_dossier", args=args) if Verb.SCAN_PAPER in offered else ""


def _content(sheet: Sheet, history: list[Recorded]) -> dict[str, Any]:
    return {
        "dossier": sheet.dossier,
        "facts": drawn.facts(sheet, history),
        "papers": drawn.papers(sheet),
        "loose_scans": sheet.loose_scans,
        "files": [file for file in sheet.files if not (file.paper_id or file.is_opinion)],
        "opinions": [file for file in sheet.files if file.is_opinion],
        "result": sheet.result,
        "recalled": sheet.recalled,
    }


def _promise(dossier: Dossier, now: datetime) -> dict[str, Any]:
    """Return how the promise stands; nothing where none was given."""
    if dossier.status == Status.REFUSED:
        return {}
    clock = Clock(dossier.received_at, dossier.due_at, dossier.ended_at, now)
    return {
        "clock": clock,
        "headline": _headline(dossier, now),
        "bar": drawn.bar(clock),
        "reasons": drawn.reasons(dossier),
        "total": drawn.total(dossier),
    }


def _headline(dossier: Dossier, now: datetime) -> Words:
    """Return how the promise stands, in working time of its desk, as lists do."""
    until = dossier.ended_at or now
    first, last = sorted((until, dossier.due_at))
    calendar = calendars.calendar_of(
        dossier.desk_id, dates.local(first).date(), dates.local(last).date()
    )
    if dossier.ended_at is not None:
        return standing_words(dossier.ended_at, dossier.due_at, calendar)
    return time_left_briefly(now, dossier.due_at, calendar)


def _steps(
    sheet: Sheet,
    linkage: Linkage,
    items: list[WorkItem],
    seats: Mapping[int, SeatHistory],
    now: datetime,
) -> list[Step]:
    today = dates.local(now).date()
    process = queries.process_of(sheet.dossier)
    knowledge = timeline.Knowledge(
        process=process,
        notes=sheet.notes,
        holder=lambda post_id, at: seats[post_id].holder(dates.local(at).date()),
        place=lambda post_id: seats[post_id].agency,
        takers=sheet.taker_names,
        exemptions={each.key: each.name for each in money.exemptions(sheet.dossier)},
        askers={row.pk: row.asker_name for row in sheet.withdrawals},
        scanned={file.id: file.paper_name for file in sheet.files if file.paper_name},
        linked=linkage.codes,
        agencies=_agencies_met(linkage.history),
        doer=agencies.doer(seats),
    )
    open_lines = [
        timeline.waiting_line(
            timeline.OpenStep(
                step=process.step(item.step).name,
                given_at=item.given_at,
                agency=item.agency.name,
                post_kind=PostKind(item.post_kind),
                holder=seats[item.post_id].holder(today) if item.post_id else "",
                is_confirmed=item.received_at is not None,
                until=item.due_at if item.act == StepAct.OPINE else None,
                is_overdue=now > item.due_at,
            ),
            today,
        )
        for item in items
    ]
    return drawn.steps([*open_lines, *timeline.lines(linkage.history, knowledge, today)])


def _agencies_met(history: list[Recorded]) -> dict[int, str]:
    """Return the names of the agencies that it was passed on or transferred between, if any."""
    passed = [event.body for event in history if isinstance(event.body, events.PassedOn)]
    met = {agency_id for body in passed for agency_id in (body.giver_id, body.receiver_id)}
    moves = (events.Transferred, events.DecliningTransfer)
    sent = [event.body for event in history if isinstance(event.body, moves)]
    met |= {body.opened[0].agency_id for body in sent}
    met |= {
        event.body.agency_id for event in history if isinstance(event.body, events.SilenceNoted)
    }
    return {pk: one.short_name for pk, one in agencies.agencies(met).items()} if met else {}


def _posts(history: list[Recorded], items: list[WorkItem]) -> set[int]:
    """Return every seat that the history or an open item names."""
    acting = {post for event in history for post in (event.post_id, event.acting_for)}
    given = {getattr(recorded.body, "to_post_id", None) for recorded in history}
    left = {getattr(recorded.body, "from_post_id", None) for recorded in history}
    holding = {item.post_id for item in items}
    return {post_id for post_id in acting | given | left | holding if post_id is not None}


def _deeds(
    actor: Actor,
    sheet: Sheet,
    items: list[WorkItem],
    history: list[Recorded],
    *,
    seats: Mapping[int, SeatHistory],
    left: int,
    now: datetime,
) -> list[verbs.Deeds]:
    """Return what the officer may do now: on work items, as head, at the desk; then corrections."""
    dossier, today = sheet.dossier, dates.local(now).date()
    process = queries.process_of(dossier)
    found = [
        verbs.deeds_on(
            actor, queries.item_facts(item, process), process.step(item.step), process, now=now
        )
        for item in items
    ]
    kept = sheet.money_kept
    facts = queries.dossier_facts(dossier, items)
    found.append(verbs.deeds_of_head(actor, facts))
    found.append(
        verbs.deeds_at_desk(
            actor,
            facts,
            desk_id=dossier.desk_id,
            money_left=left,
            money_kept=kept,
            has_papers=bool(sheet.papers),
            has_exemptions=bool(money.exemptions(dossier)),
            has_cashier=bool(left or kept) and money.has_cashier(actor, dossier.desk_id, on=today),
        )
    )
    found.append(correcting.deeds(actor, dossier, history, seats=seats, today=today))
    return [deeds for deeds in found if deeds is not None]

"""
Lives of dossiers, played through the real actions: nothing is inserted behind their backs.

Each life is a generator that yields the moment of its next act and does it when resumed;
one queue resumes whoever's moment is next. Each life has dice of its own, so the same
seed gives the same codes, people, acts and times, whatever else is played.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import uuid4

from django.core.files.base import ContentFile

from motcua.demo import matters, papers
from motcua.demo.office_time import OfficeTime
from motcua.ground.agencies import queries as agencies
from motcua.ground.calendars import queries as calendars
from motcua.ground.kernel.actor import Actor, ActorKind, PostKind, Proof
from motcua.onestop.dossiers import queries as dossiers
from motcua.onestop.dossiers.actions import counter, desk, steps
from motcua.onestop.dossiers.intake import Intake, PartyFacts, Payment
from motcua.onestop.processes.rules import OutcomeKey, Process, StepAct

# How officers and citizens behave, as shares of all cases.
ASSIGNED_BY_HEAD = 0.4
SENT_BACK = 0.06
STUCK = 0.07
PAYS_AT_ONCE = 0.7
LEFT_UNPAID = 0.02
SLOW_AGENCY = 0.12


@dataclass(frozen=True, slots=True)
class Plan:
    """
    What to play.

    :param dossiers: how many are received.
    :param until: the moment at which the play stops, whatever is unfinished then.
    """

    dossiers: int
    first: date
    until: datetime
    seed: int


@dataclass(slots=True)
class Stage:
    """The province on which lives are played: who sits where, and office hours."""

    plan: Plan
    time: OfficeTime
    seats: dict[tuple[int, PostKind], list[Actor]]
    holders: dict[int, Actor]
    desks: list[matters.Desk]
    acts: int = 0
    slow: frozenset[int] = field(default_factory=frozenset)

    def somebody(self, dice: Random, agency_id: int, kind: PostKind) -> Actor:
        """Return one of those who sit on this kind of post."""
        return dice.choice(self.seats[agency_id, kind])


def simulate(plan: Plan, *, progress: Callable[[], None] = lambda: None) -> int:
    """
    Play so many lives, and return how many acts were done.

    :param progress: called once for each dossier received.
    """
    stage = _stage(plan)
    queue = [
        (moment, number, _life(stage, number, moment, progress))
        for number, moment in enumerate(_arrivals(stage))
    ]
    heapq.heapify(queue)
    for _, _, life in queue:
        next(life)
    while queue:
        moment, number, life = heapq.heappop(queue)
        if moment > plan.until:
            break
        upcoming = next(life, None)
        stage.acts += 1
        if upcoming is not None:
            heapq.heappush(queue, (upcoming, number, life))
    return stage.acts


def _stage(plan: Plan) -> Stage:
    tree = list(agencies.tree(plan.until.date()))
    seats: dict[tuple[int, PostKind], list[Actor]] = {}
    holders: dict[int, Actor] = {}
    kinds = tuple(PostKind)
    for seat in agencies.seats(
        agency_ids=[agency.pk for agency in tree], kinds=kinds, on=plan.until.date()
    ):
        if seat.user_id is not None:
            actor = Actor(ActorKind.OFFICER, seat.holder, seat.user_id, is_simulated=True)
            seats.setdefault((seat.agency_id, seat.kind), []).append(actor)
            holders[seat.post_id] = actor
    receiving = [agency for agency in tree if (agency.pk, PostKind.RECEIVER) in seats]
    calendar = calendars.calendar_of(
        tree[0].pk, plan.first, plan.until.date() + timedelta(days=400)
    )
    dice = Random(f"{plan.seed} slow agencies")  # noqa: S311 - a demo
    return Stage(
        plan=plan,
        time=OfficeTime(calendar),
        seats=seats,
        holders=holders,
        desks=matters.desks(receiving, on=plan.until.date()),
        slow=frozenset(agency.pk for agency in tree if dice.random() < SLOW_AGENCY),
    )


def _arrivals(stage: Stage) -> list[datetime]:
    """Return the moments at which dossiers come, within office hours, in order."""
    dice = Random(f"{stage.plan.seed} arrivals")  # noqa: S311 - a demo
    plan = stage.plan
    return sorted(stage.time.somewhen(dice, plan.first, plan.until) for _ in range(plan.dossiers))


def _life(
    stage: Stage, number: int, arrival: datetime, progress: Callable[[], None]
) -> Iterator[datetime]:
    """Play one dossier from receipt to hand-over; yield the moment before each act."""
    dice = Random(f"{stage.plan.seed} dossier {number}")  # noqa: S311 - a demo
    desk_ = dice.choices(stage.desks, weights=[desk.weight for desk in stage.desks])[0]
    intake = matters.matter(dice, desk_, now=arrival)
    now = arrival
    yield now
    code = _receive(stage, dice, desk_, intake, now)
    progress()
    while items := dossiers.open_work(code):
        item = items[0]
        process = dossiers.process_of(item.dossier)
        if _is_to_assign(stage, dice, item):
            now = stage.time.later(now, hours=dice.uniform(0.2, 3))
            yield now
            _assign(stage, dice, code, item, now)
            continue
        now = stage.time.later(now, hours=_hours(stage, dice, process, item))
        yield now
        _step(stage, dice, code, item, process, intake, now)


def _receive(stage: Stage, dice: Random, desk_: matters.Desk, intake: Intake, now: datetime) -> str:
    promise = dossiers.promise(
        desk_id=intake.desk_id,
        procedure_code=intake.procedure_code,
        case_key=intake.case_key,
        pages=intake.pages,
        copies=intake.copies,
        now=now,
    )
    if promise.charged and dice.random() < PAYS_AT_ONCE:
        intake = matters.with_payment(intake, _payment(promise.charged, intake.applicant, dice))
    receiver = stage.somebody(dice, desk_.agency_id, PostKind.RECEIVER)
    done = counter.receive(actor=receiver, form_key=_key(), intake=intake, now=now)
    return done.code


def _payment(amount: int, payer: PartyFacts, dice: Random) -> Payment:
    return Payment(amount, payer.name, f"BL-{dice.randrange(10**6):06d}")


def _is_to_assign(stage: Stage, dice: Random, item: dossiers.WorkItem) -> bool:
    """Say whether the head gives this waiting item to one of his handlers first."""
    waits = item.act == StepAct.HANDLE and item.post_id is None
    has_head = (item.agency_id, PostKind.HEAD) in stage.seats
    return waits and has_head and dice.random() < ASSIGNED_BY_HEAD


def _assign(stage: Stage, dice: Random, code: str, item: dossiers.WorkItem, now: datetime) -> None:
    head = stage.somebody(dice, item.agency_id, PostKind.HEAD)
    posts = sorted(agencies.post_ids(item.agency_id, PostKind.HANDLER, on=now.date()))
    steps.assign(
        actor=head,
        form_key=_key(),
        code=code,
        item=item.number,
        post_id=dice.choice(posts),
        now=now,
    )


def _hours(stage: Stage, dice: Random, process: Process, item: dossiers.WorkItem) -> float:
    """Return the working hours that this step takes this time."""
    if item.act == StepAct.HAND_OVER:
        return dice.expovariate(1 / 10)
    planned = process.step(item.step).working_hours or 1
    hours = planned * dice.lognormvariate(-0.55, 0.5)
    if item.agency_id in stage.slow:
        hours *= 1.8
    if dice.random() < STUCK:
        hours *= dice.uniform(3, 7)
    return max(hours, 0.05)


def _step(
    stage: Stage,
    dice: Random,
    code: str,
    item: dossiers.WorkItem,
    process: Process,
    intake: Intake,
    now: datetime,
) -> None:
    """Do the work item by the outcome that the dice choose."""
    kind = PostKind(item.post_kind)
    actor = (
        stage.holders[item.post_id]
        if item.post_id is not None
        else stage.somebody(dice, item.agency_id, kind)
    )
    ways = {outcome.key for outcome in process.step(item.step).outcomes}
    common = {
        "actor": actor,
        "form_key": _key(),
        "code": code,
        "item": item.number,
        "now": now,
    }
    if OutcomeKey.SEND_BACK in ways and dice.random() < SENT_BACK:
        steps.send_back(**common, reason=dice.choice(matters.REASONS))
        return
    match StepAct(item.act):
        case StepAct.HANDLE if OutcomeKey.FORWARD in ways:
            steps.forward(**common)
        case StepAct.HANDLE:
            drawn = papers.draft(item.dossier.procedure.short_name)
            steps.propose(**common, draft=ContentFile(drawn, "du-thao.pdf"))
        case StepAct.APPROVE:
            steps.approve(**common)
        case StepAct.SIGN:
            lies = dossiers.latest_draft(item.dossier_id)
            digest = lies.stored.digest if lies else ""
            steps.sign(**common, digest=digest, proof=Proof(actor.user_id or 0, "password", now))
        case StepAct.ISSUE:
            steps.issue(**common)
        case StepAct.HAND_OVER:
            _hand_over(stage, dice, common, item, intake)

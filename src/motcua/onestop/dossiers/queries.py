"""What a person may look at: every read starts from ``visible_to(viewer)``."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.rules import READING_POSTS
from motcua.ground.calendars import clock
from motcua.ground.calendars import queries as calendars
from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.ground.trail import queries as trail
from motcua.ground.trail.rules import Recorded, Subject
from motcua.onestop.dossiers import fold, projection, rules, states
from motcua.onestop.dossiers.intake import Desk, Promise, Route
from motcua.onestop.dossiers.models import (
    Dossier,
    DossierFile,
    Draft,
    Paper,
    Party,
    WorkItem,
)
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.procedures import rules as procedure_rules
from motcua.onestop.processes import queries as processes
from motcua.onestop.processes import rules as process_rules
from motcua.onestop.processes.rules import StepAct

SUBJECT_KIND = "dossier"

MARK_LENGTH = 16

# So many dossiers are held against their events in four statements.
FOLDED_AT_ONCE = 200

# Posts that see whole dossiers of their agencies; a handler sees single ones.
SEES_BY_AGENCY = READING_POSTS - {PostKind.HANDLER}


def subject_of(dossier_id: int) -> Subject:
    """Return the trail's name of a dossier."""
    return Subject(SUBJECT_KIND, str(dossier_id))


def visible_to(viewer: Actor) -> QuerySet[Dossier]:
    """
    Return the dossiers that the viewer may see: the one predicate of this room.

    A desk, its cashier, a records officer, a head and an inspector see what an agency in their
    scope received, holds or held; a handler only what is or was his seat's, or waits for his
    kind of post in his agency; whoever signs for a head only what waits for the signature, or
    got his; a technical administrator and the public see none.
    """
    return _seen_by(viewer).all()


@lru_cache(maxsize=1000)
def _seen_by(viewer: Actor) -> QuerySet[Dossier]:
    """Return the predicate itself, which asks nothing yet and follows from the grants alone."""
    scope = {agency_id for grant in viewer.holding(*SEES_BY_AGENCY) for agency_id in grant.scope}
    handling = viewer.holding(PostKind.HANDLER)
    signing = viewer.signing_for
    if not (scope or handling or signing):
        return Dossier.objects.none()
    seen = Q(agency_ids__overlap=sorted(scope)) if scope else Q()
    if handling:
        # What an agency holds bears its id, so that one index narrows a handler's look too.
        there = sorted({grant.agency_id for grant in handling})
        seen |= Q(Exists(_touched_by(handling)), agency_ids__overlap=there)
    if signing:
        there = sorted({grant.agency_id for grant in signing})
        seen |= Q(Exists(_before_signer(signing)), agency_ids__overlap=there)
    return Dossier.objects.filter(seen)


def _touched_by(handling: tuple[Grant, ...]) -> QuerySet[WorkItem]:
    """Return the work items that were a handler's, or wait for one of his kind."""
    waiting = Q(
        post__isnull=True,
        closed_at__isnull=True,
        post_kind=PostKind.HANDLER,
        agency__in={grant.agency_id for grant in handling},
    )
    his = Q(post__in={grant.post_id for grant in handling})
    return WorkItem.objects.filter(his | waiting, dossier=OuterRef("pk"))


def _before_signer(signing: tuple[Grant, ...]) -> QuerySet[WorkItem]:
    """Return the steps of signature that wait for those heads, or that were done for them."""
    waiting = Q(closed_at__isnull=True, agency__in={grant.agency_id for grant in signing})
    done = Q(closed_from__in={grant.acts_from for grant in signing})
    return WorkItem.objects.filter(
        waiting | done, post_kind=PostKind.HEAD, act__in=rules.SIGNATURES, dossier=OuterRef("pk")
    )


def by_code(viewer: Actor, code: str) -> Dossier:
    """
    Return a dossier with what its page shows.

    :raises NoSuchDossier: also when the viewer may not see it.
    """
    return shown(visible_to(viewer), code)


def shown(dossiers: QuerySet[Dossier], code: str) -> Dossier:
    """
    Return one of these dossiers with the rows that it points to.

    :raises NoSuchDossier: when none of them bears the code.
    """
    places = ("receiving_desk", "desk", "lead_agency", "committee")
    beside = ("procedure", "procedure_version", "local_state", "postal")
    rows = dossiers.select_related(*places, *beside)
    dossier = rows.filter(code=code).first()
    if dossier is None:
        raise rules.NoSuchDossier
    return dossier


def parties(dossier: Dossier) -> dict[str, Party]:
    """Return the parties as the current receipt names them, by role."""
    rows = Party.objects.filter(dossier=dossier, issue=dossier.receipt_issue)
    return {party.role: party for party in rows}


def papers(dossier: Dossier) -> list[Paper]:
    """Return the papers of a dossier as its current receipt lists them."""
    return list(Paper.objects.filter(dossier=dossier, issue=F("dossier__receipt_issue")))


def filer_name(dossier: Dossier) -> str:
    """Return the name of whoever filed: a proxy or another person, else the applicant."""
    return rules.filer_of(parties(dossier)).name


def file(viewer: Actor, code: str, file_id: int) -> DossierFile:
    """
    Return one file of a dossier that the viewer may see.

    :raises NoSuchDossier: also when the file belongs to another dossier.
    """
    rows = DossierFile.objects.filter(pk=file_id, dossier__in=visible_to(viewer).filter(code=code))
    found = rows.select_related("stored", "dossier").first()
    if found is None:
        raise rules.NoSuchDossier
    return found


def latest_draft(dossier_id: int) -> DossierFile | None:
    """Return the draft of the result that lies before the approver and the signer."""
    drafts = DossierFile.objects.filter(dossier=dossier_id, kind=rules.FileKind.DRAFT)
    return drafts.select_related("stored").order_by("-id").first()


def weight(dossier_id: int) -> tuple[int, int]:
    """Return how many files a dossier has, and how many bytes they weigh."""
    files = DossierFile.objects.filter(dossier=dossier_id)
    told = files.aggregate(count=Count("pk"), size=Sum("stored__size", default=0))
    return told["count"], int(told["size"])


def open_items(dossier: Dossier) -> list[WorkItem]:
    """Return the dossier's open work items in the order that they were opened."""
    rows = dossier.items.filter(closed_at__isnull=True)
    return list(rows.select_related("agency", "from_agency", "post").order_by("number"))


def handlers(agency_id: int, *, on: date) -> list[agencies.Seat]:
    """Return the seats of an agency that a work item may be assigned to: somebody sits there."""
    seats = agencies.posts_of(agency_id, PostKind.HANDLER, on=on)
    return [seat for seat in seats if seat.can_act]


def item(dossier: Dossier, number: int) -> WorkItem:
    """
    Return one work item, done or not.

    :raises NotPossibleNow: when the dossier never had it.
    """
    rows = dossier.items.filter(number=number)
    found = rows.select_related("agency", "from_agency", "post").first()
    if found is None:
        raise rules.NotPossibleNow(code=dossier.code)
    return found


@dataclass(frozen=True, slots=True)
class OpenWork:
    """An open work item with its step, as whatever plays a dossier's life needs to know it."""

    dossier_id: int
    procedure_version_id: int
    step: process_rules.Step
    facts: rules.ItemFacts


def open_work(code: str) -> list[OpenWork]:
    """Return the open work items of a dossier: for machines that play it, no person's view."""
    rows = WorkItem.objects.filter(dossier__code=code, closed_at__isnull=True)
    return [_open_work(item) for item in rows.select_related("dossier").order_by("number")]


def _open_work(item: WorkItem) -> OpenWork:
    process = process_of(item.dossier)
    return OpenWork(
        dossier_id=item.dossier_id,
        procedure_version_id=item.dossier.procedure_version_id,
        step=process.step(item.step),
        facts=item_facts(item, process),
    )


def papers_in_play(code: str) -> list[Paper]:
    """Return the papers on a dossier's receipt: for machines that play it, no person's view."""
    return papers(Dossier.objects.get(code=code))


def mark_of(dossier: Dossier) -> str:
    """
    Return what stands in a form for a dossier as it is now.

    How often it has changed is not to be read from it: of some events not everybody may know.
    """
    told = f"{dossier.pk}-{dossier.version}"
    return salted_hmac("dossiers.mark", told, algorithm="sha256").hexdigest()[:MARK_LENGTH]


def mark_by_code(code: str) -> str:
    """Return the same of the dossier with a code: for machines that play it, no person's view."""
    return mark_of(Dossier.objects.only("version").get(code=code))


def how_many() -> int:
    """Return how many dossiers there are: for machines that load a demo, no person's view."""
    return Dossier.objects.count()


def item_facts(item: WorkItem, process: process_rules.Process) -> rules.ItemFacts:
    """Return what the rules need to know of an open work item."""
    step, dossier = process.step(item.step), item.dossier
    route = Route(dossier.desk_id, dossier.lead_agency_id, dossier.committee_id)
    return rules.ItemFacts(
        number=item.number,
        act=StepAct(item.act),
        post_kind=PostKind(item.post_kind),
        agency_id=item.agency_id,
        post_id=item.post_id,
        is_confirmed=item.received_at is not None,
        has_previous=process_rules.previous(process, item.step) is not None,
        outcomes=tuple(outcome.key for outcome in step.outcomes),
        from_agency_id=item.from_agency_id,
        work_of=PostKind(step.post_kind),
        is_held_up=item.dossier.status == states.Status.WITHDRAWAL_REQUESTED,
        is_astray=route.place_of(step.relation) not in {None, item.agency_id},
        is_sent=item.agency_id != item.from_agency_id,
        silent_after=_silent_after(item),
    )


def _silent_after(item: WorkItem) -> datetime | None:
    """Return after when the silence of an agency that is asked is consent, if it ever is."""
    if item.act != StepAct.OPINE:
        return None
    version = procedures.version(item.dossier.procedure_version_id)
    return item.due_at if version.silence_basis else None


def dossier_facts(dossier: Dossier, items: Iterable[WorkItem]) -> rules.DossierFacts:
    """
    Return what the rules need to know of a dossier as a whole.

    :param items: its open work items.
    """
    own = list(items)
    return rules.DossierFacts(
        status=states.Status(dossier.status),
        delivery=states.DeliveryState(dossier.delivery_state),
        holders=frozenset(_holder_of(item) for item in own),
        acts=frozenset(StepAct(item.act) for item in own),
    )


def _holder_of(item: WorkItem) -> int:
    return item.agency_id if is_held_there(item) else item.from_agency_id


def is_held_there(item: WorkItem) -> bool:
    """Say whether the agency of an item holds the dossier by it: one that is asked never does."""
    return item.received_at is not None and item.act != StepAct.OPINE


def history(dossier: Dossier) -> list[Recorded]:
    """Return what happened to the dossier, oldest first."""
    return trail.history(subject_of(dossier.pk))


def drafts(user_id: int, *, now: datetime, kept_for: timedelta) -> QuerySet[Draft]:
    """Return what this officer was typing, newest first, unless it has grown too old."""
    return Draft.objects.filter(user=user_id, saved_at__gt=now - kept_for).order_by("-saved_at")


def projection_differences(
    sample: Iterable[int] | None = None,
) -> Iterator[projection.Difference]:
    """
    Yield every place where a dossier's row differs from the fold of its events.

    :param sample: ids of the dossiers to look at; None for all.
    """
    rows = Dossier.objects.order_by("pk")
    if sample is not None:
        rows = rows.filter(pk__in=list(sample))
    batch = list(rows[:FOLDED_AT_ONCE])
    while batch:
        yield from _differences_of(batch)
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:FOLDED_AT_ONCE])


def _differences_of(batch: list[Dossier]) -> Iterator[projection.Difference]:
    """Yield what differs in these dossiers, their events and open items read at once."""
    histories = trail.histories(SUBJECT_KIND, [subject_of(row.pk).id for row in batch])
    items: dict[int, list[WorkItem]] = defaultdict(list)
    for item in WorkItem.objects.filter(dossier__in=batch, closed_at=None).order_by("number"):
        items[item.dossier_id].append(item)
    moments: dict[int, set[datetime]] = defaultdict(set)
    people = Party.objects.filter(dossier__in=batch)
    for dossier_id, moment in people.values_list("dossier", "received_at"):
        moments[dossier_id].add(moment)
    for dossier in batch:
        happened = [
            fold.Happened(event.body, event.occurred_at)
            for event in histories.get(subject_of(dossier.pk).id, [])
        ]
        yield from projection.differences(dossier, items[dossier.pk], happened)
        yield from projection.of_parties(dossier, moments[dossier.pk])


def promise(
    *,
    desk_id: int,
    procedure_code: str,
    case_key: str,
    channel: str = procedure_rules.Channel.COUNTER,
    pages: int | None = None,
    copies: int = 1,
    exemption: str = "",
    now: datetime,
) -> Promise:
    """
    Return what a desk would promise for this matter at this moment.

    The counter shows it before it is given, and ``receive`` gives the same.

    :param pages: of the paper, where the fee is by the page.
    :param exemption: from what is to be paid, by its key in the catalogue.
    :raises NotOfferedHere: when the desk does not receive this procedure.
    :raises NoSuchExemption: when the procedure knows none such on this day.
    """
    day = localdate(now)
    version = procedures.version(procedures.in_force(procedure_code, on=day))
    office = agencies.competent_office(version.field_code, desk_id, on=day)
    if desk_id not in {office.id, office.above_id} or version.level_code != office.agency_level_id:
        raise rules.NotOfferedHere
    limit = procedure_rules.limit_for(version, case_key, channel)
    calendar = calendars.calendar_of(desk_id, day, clock.reach(limit, day))
    fees = procedure_rules.fee_for(version, case_key, channel, pages=pages or 1, copies=copies)
    spared = version.exemption(exemption, day) if exemption else None
    return Promise(
        version=version,
        process=processes.process(version.process_version_id),
        route=Route(
            desk_id=desk_id,
            lead_agency_id=office.id,
            committee_id=office.above_id or office.id,
        ),
        desk=Desk(
            office.agency_qcvn_code, office.agency_name, office.agency_address, office.agency_phone
        ),
        limit=limit,
        due=clock.due(now, limit, calendar),
        fees=procedure_rules.exempted(fees, spared),
        exemption=spared,
    )


def process_of(dossier: Dossier) -> process_rules.Process:
    """Return the process that the dossier keeps for life."""
    return processes.process(dossier.process_version_id)

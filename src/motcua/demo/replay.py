"""
A real log of another office, played through the real actions: the same cases, people and times.

Every line of the log is one act. The first line of a case is its receipt; every other is
a step of handling that its resource forwards, with the activity as the note. Our processes
lead from each step to one next; the log goes from any activity to nearly any other, so the steps
are numbered and the activities stand in the notes. What a log does not have, a result, a
signature, a hand-over, is not invented: the dossiers stay open.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from motcua.demo import hours
from motcua.demo.simulation import no_letters_sent
from motcua.demo.xes import Case, Event, NotALog
from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies import writes
from motcua.ground.agencies.rules import LEVEL_NAMES, AgencyKind, LevelCode
from motcua.ground.calendars import writes as calendars
from motcua.ground.calendars.clock import Limit, Unit
from motcua.ground.kernel.actor import Actor, ActorKind, PostKind, system
from motcua.onestop.dossiers.actions import counter, steps
from motcua.onestop.dossiers.intake import Intake, PartyFacts
from motcua.onestop.dossiers.rules import PartyKind, PartyRole
from motcua.onestop.procedures import actions as procedures
from motcua.onestop.procedures.checker import Definition
from motcua.onestop.procedures.rules import Case as CaseOfProcedure
from motcua.onestop.procedures.rules import LegalBasis, ResultKind, TimeLimit
from motcua.onestop.processes import actions as processes
from motcua.onestop.processes.rules import (
    Outcome,
    OutcomeKey,
    Process,
    Relation,
    Step,
    StepAct,
)

OFFICE, FIELD, PROCEDURE = "NHAT-KY", "nhat-ky-mau", "9.000001"
SINCE = date(2000, 1, 1)
LIMIT_DAYS = 56
"""Calendar days: what lies between start and deadline in the log, for most cases."""

RECORD = """
    SELECT dossier.code, dossier.subject, event.occurred_at, event.actor_name,
        coalesce(note.text, event.body::jsonb ->> 'case_key')
    FROM trail_event event
    JOIN dossiers_dossier dossier
        ON event.subject_kind = 'dossier' AND event.subject_id = dossier.id::text
    JOIN procedures_procedure procedure ON procedure.id = dossier.procedure_id
    LEFT JOIN dossiers_note note
        ON note.id = (event.body::jsonb -> 'note' ->> 'row_id')::bigint
    WHERE procedure.code = %s
    ORDER BY dossier.id, event.sequence
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """
    What a log comes down to.

    :param median_days: of the time from a case's first to its last event, all of them counted;
        ``p90_days`` is the ninetieth percentile, between two cases in proportion.
    """

    cases: int
    events: int
    resources: int
    activities: dict[str, int]
    median_days: float
    p90_days: float


def figures_of(cases: Iterable[Case]) -> Figures:
    """Return what these cases come down to."""
    told = list(cases)
    events = [event for case in told for event in case.events]
    days = sorted(_days(case.events) for case in told)
    return Figures(
        cases=len(told),
        events=len(events),
        resources=len({event.resource for event in events}),
        activities=dict(Counter(event.activity for event in events)),
        median_days=round(_percentile(days, 0.5), 6),
        p90_days=round(_percentile(days, 0.9), 6),
    )


def recorded() -> list[Case]:
    """Return what was played, by our own record: each case under its name in the log."""
    cases: dict[str, Case] = {}
    with connection.cursor() as cursor:
        cursor.execute(RECORD, [PROCEDURE])
        for code, name, at, who, activity in cursor.fetchall():
            cases.setdefault(code, Case(name)).events.append(Event(activity, who, at))
    return list(cases.values())


def differing(ours: Iterable[Case], theirs: Iterable[Case]) -> list[str]:
    """Return the names of the cases in which it was not the same people, acts, times and order."""
    left = Counter((case.name, *case.events) for case in ours)
    left.subtract((case.name, *case.events) for case in theirs)
    return sorted({str(name) for (name, *_events), count in left.items() if count})


def expected(path: Path) -> Figures:
    """Return the figures that somebody else published of a log, from ``expected.json``."""
    told = json.loads(path.read_text())["expected"]
    return Figures(
        cases=told["cases"],
        events=told["events"],
        resources=told["resources"],
        activities=told["activity_counts"],
        median_days=round(told["throughput_days"]["median"], 6),
        p90_days=round(told["throughput_days"]["p90"], 6),
    )


def play(cases: list[Case]) -> int:
    """
    Play a log, all cases in one order of time, and return how many acts were done.

    :raises NotALog: when its cases begin differently, or not in the order of time.
    """
    _check(cases)
    office = _Office(cases)
    turns = sorted(
        (event.at, place, number)
        for place, case in enumerate(cases)
        for number, event in enumerate(case.events)
    )
    with no_letters_sent():
        for at, place, number in turns:
            office.act(place, number, cases[place].events[number], at)
    return len(turns)


def _check(cases: list[Case]) -> None:
    beginnings = {case.events[0].activity for case in cases if case.events}
    if len(beginnings) != 1 or not all(case.events for case in cases):
        raise NotALog("its cases do not all begin with the same activity")
    for case in cases:
        times = [event.at for event in case.events]
        if times != sorted(times):
            raise NotALog(f"case {case.name} goes back in time")


def _days(events: list[Event]) -> float:
    times = [event.at for event in events]
    return (max(times) - min(times)).total_seconds() / 86400


def _percentile(ordered: list[float], share: float) -> float:
    """Return the value below which a share lies, between two in proportion; 0 of nothing."""
    if not ordered:
        return 0.0
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


class _Office:
    """The office that a log is played in, with everybody whom the log names."""

    def __init__(self, cases: list[Case]) -> None:
        resources = sorted({event.resource for case in cases for event in case.events})
        beginning = cases[0].events[0].activity
        self._seat(resources)
        self._publish(beginning, max(len(case.events) for case in cases), cases)
        self._names = [case.name for case in cases]
        self._case_key = beginning
        self._codes: dict[int, str] = {}
        self._desk_id = agencies.by_code(OFFICE, SINCE).pk
        users = dict(get_user_model().objects.values_list("username", "pk"))
        self._people = {
            (kind, name): Actor(
                ActorKind.OFFICER, name, users[_login(number, kind)], is_simulated=True
            )
            for number, name in enumerate(resources, start=1)
            for kind in (PostKind.RECEIVER, PostKind.HANDLER)
        }

    def act(self, place: int, number: int, event: Event, at: datetime) -> None:
        """Do one line of the log: receive the case, or forward it to its next step."""
        form_key = str(uuid4())
        if number == 0:
            receiver = self._people[PostKind.RECEIVER, event.resource]
            intake = self._intake(self._names[place])
            done = counter.receive(actor=receiver, form_key=form_key, intake=intake, now=at)
            self._codes[place] = done.code
            return
        steps.forward(
            actor=self._people[PostKind.HANDLER, event.resource],
            form_key=form_key,
            code=self._codes[place],
            item=number,
            note=event.activity,
            now=at,
        )

    def _intake(self, name: str) -> Intake:
        return Intake(
            desk_id=self._desk_id,
            procedure_code=PROCEDURE,
            case_key=self._case_key,
            parties=(PartyFacts(PartyRole.APPLICANT, PartyKind.PERSON, name),),
            papers=(),
            subject=name,
        )

    @staticmethod
    @transaction.atomic(durable=True)
    def _seat(resources: list[str]) -> None:
        """Found the office, with two seats for each resource: at the desk and behind it."""
        writes.add_levels(LEVEL_NAMES)
        office = writes.AgencyFacts(
            code=OFFICE,
            name="Nơi phát lại nhật ký mẫu",
            short_name="Nhật ký mẫu",
            kind=AgencyKind.COMMITTEE,
            unit_type="phường",
            level=LevelCode.COMMUNE,
            qcvn_code="000.00.99.H99",
            codes_are_illustrative=True,
        )
        writes.add_agencies([office])
        writes.add_competences(
            [
                writes.CompetenceFacts(
                    field_code=FIELD,
                    field_name="Nhật ký mẫu",
                    agency_code=OFFICE,
                    office_code=OFFICE,
                )
            ]
        )
        calendars.keep_hours(code=hours.CODE, name="Giờ hành chính", week=hours.WEEK)
        calendars.assign(code=hours.CODE, agency_id=agencies.by_code(OFFICE, SINCE).pk)
        _add_people(resources)

    @staticmethod
    def _publish(beginning: str, longest: int, cases: list[Case]) -> None:
        """Publish a procedure of the log's shape, with as many steps as its longest case."""
        actor, now = system("replay"), min(case.events[0].at for case in cases)
        version = processes.publish(
            actor=actor, form_key=str(uuid4()), process=process(longest), now=now
        )
        procedures.publish(
            actor=actor,
            form_key=str(uuid4()),
            definition=definition(beginning),
            process_version_id=version,
            now=now,
        )


def process(longest: int) -> Process:
    """Return a chain of numbered steps of handling, and the ending that every process has."""
    last = max(longest, 1)
    handling = [
        Step(
            key=f"b{number}",
            name=f"Bước {number}",
            act=StepAct.HANDLE,
            post_kind=PostKind.HANDLER,
            relation=Relation.COMPETENT_OFFICE,
            working_hours=1,
            outcomes=(_way(number, last),),
        )
        for number in range(1, last + 1)
    ]
    here = Relation.COMPETENT_OFFICE
    signed = Outcome(OutcomeKey.SIGN, "Ký", ("issue",))
    issued = Outcome(OutcomeKey.ISSUE, "Phát hành", ("hand_over",))
    fetched = Outcome(OutcomeKey.HAND_OVER, "Trả kết quả")
    clerk, desk = PostKind.RECORDS_OFFICER, Relation.RECEIVING_DESK
    return Process(
        "nhat-ky-mau",
        "Phát lại nhật ký mẫu",
        (
            *handling,
            Step("sign", "Ký kết quả", StepAct.SIGN, PostKind.HEAD, here, 1, (signed,)),
            Step("issue", "Phát hành", StepAct.ISSUE, clerk, here, 1, (issued,)),
            Step("hand_over", "Trả", StepAct.HAND_OVER, PostKind.RECEIVER, desk, 0, (fetched,)),
        ),
    )


def _way(number: int, last: int) -> Outcome:
    if number == last:
        return Outcome(OutcomeKey.PROPOSE, "Trình kết quả", ("sign",))
    return Outcome(OutcomeKey.FORWARD, "Chuyển tiếp", (f"b{number + 1}",))


def definition(beginning: str) -> Definition:
    """Return the procedure of a log; nothing in it is law, and it says so."""
    return Definition(
        procedure_code=PROCEDURE,
        name="Phát lại nhật ký mẫu",
        short_name="Nhật ký mẫu",
        field_code=FIELD,
        field_name="Nhật ký mẫu",
        level_code=LevelCode.COMMUNE,
        process_code="nhat-ky-mau",
        valid_from=SINCE,
        decision="",
        decided_on=None,
        note="Không phải thủ tục hành chính: chỉ để phát lại một nhật ký có thật của nơi khác.",
        template_edition="TT 01/2018/TT-VPCP",
        who_may_apply=(),
        cases=(CaseOfProcedure(beginning, beginning, ()),),
        limits=(TimeLimit("", "", Limit(LIMIT_DAYS, Unit.DAY), "hạn ghi trong nhật ký"),),
        fees=(),
        legal_bases=(LegalBasis("không có"),),
        results=(ResultKind("Kết quả", "", "KQ"),),
        sources=("Nhật ký mẫu",),
    )


def _add_people(resources: list[str]) -> None:
    accounts = get_user_model().objects
    kinds = (PostKind.RECEIVER, PostKind.HANDLER)
    accounts.bulk_create(
        accounts.model(username=_login(number, kind), full_name=name, password=make_password(None))
        for number, name in enumerate(resources, start=1)
        for kind in kinds
    )
    users = dict(accounts.values_list("username", "pk"))
    writes.add_seats(
        writes.SeatFacts(
            agency_code=OFFICE,
            kind=kind,
            number=number,
            title=name,
            holder=name,
            user_id=users[_login(number, kind)],
            valid_from=SINCE,
        )
        for number, name in enumerate(resources, start=1)
        for kind in kinds
    )


def _login(number: int, kind: PostKind) -> str:
    """Return an account's name: by number, for two resources may differ in capitals alone."""
    return f"nhatky.{number:03d}.{kind}"

"""
The token game: what a process is, what may follow a step, and whether the whole can be played.

A process begins when the desk has received a dossier. Each step is a work item for a
kind of post; finishing it with one of its outcomes opens the next steps. Several steps
may be open at once, so a dossier's place is a marking, not a single step.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from motcua.ground.agencies.rules import WORKING_POSTS
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words, mark


class Relation(StrEnum):
    """Where a step is done, told from the dossier and never by name but in the last case."""

    RECEIVING_DESK = "receiving_desk"
    COMPETENT_OFFICE = "competent_office"
    COMMITTEE_ABOVE = "committee_above"
    NAMED_AGENCY = "named_agency"


class StepAct(StrEnum):
    """What is done at a step; it decides which outcomes and which posts are lawful there."""

    HANDLE = "handle"
    OPINE = "opine"
    APPROVE = "approve"
    SIGN = "sign"
    ISSUE = "issue"
    HAND_OVER = "hand_over"


class OutcomeKey(StrEnum):
    """The ways out of a step, each the verb of the act that takes it."""

    FORWARD = "forward"
    PROPOSE = "propose"
    GIVE_OPINION = "give_opinion"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    SIGN = "sign"
    ISSUE = "issue"
    HAND_OVER = "hand_over"


Marking = tuple[str, ...]
"""The keys of the open steps, in the order of the process; empty when all is done."""

END: Marking = ()

LAWFUL: Mapping[StepAct, Mapping[OutcomeKey, frozenset[StepAct]]] = {
    StepAct.HANDLE: {
        OutcomeKey.FORWARD: frozenset({StepAct.HANDLE, StepAct.OPINE}),
        OutcomeKey.PROPOSE: frozenset({StepAct.APPROVE, StepAct.SIGN}),
    },
    StepAct.OPINE: {OutcomeKey.GIVE_OPINION: frozenset({StepAct.HANDLE})},
    StepAct.APPROVE: {
        OutcomeKey.APPROVE: frozenset({StepAct.APPROVE, StepAct.SIGN}),
        OutcomeKey.SEND_BACK: frozenset({StepAct.HANDLE}),
    },
    StepAct.SIGN: {
        OutcomeKey.SIGN: frozenset({StepAct.ISSUE}),
        OutcomeKey.SEND_BACK: frozenset({StepAct.HANDLE}),
    },
    StepAct.ISSUE: {OutcomeKey.ISSUE: frozenset({StepAct.HAND_OVER})},
    StepAct.HAND_OVER: {OutcomeKey.HAND_OVER: frozenset()},
}
"""For each act, its outcomes, and for each outcome the acts that may follow it."""

HANDS: Mapping[StepAct, frozenset[PostKind]] = {
    StepAct.HANDLE: WORKING_POSTS,
    StepAct.OPINE: frozenset({PostKind.HANDLER, PostKind.HEAD}),
    StepAct.APPROVE: frozenset({PostKind.HEAD}),
    StepAct.SIGN: frozenset({PostKind.HEAD}),
    StepAct.ISSUE: frozenset({PostKind.RECORDS_OFFICER}),
    StepAct.HAND_OVER: frozenset({PostKind.RECEIVER}),
}
"""For each act, the kinds of post that may do it."""


class BrokenProcess(Refusal):
    """The definition cannot be played from its first step to the end."""

    code = "processes.broken-process"
    says = mark("Quy trình {process} chưa dùng được: {fault}.")
    to_do = mark("Sửa định nghĩa quy trình rồi công bố lại.")
    status = 422


class StepNotOpen(Refusal):
    """Somebody finished this step before, or it was never reached."""

    code = "processes.step-not-open"
    says = mark("Bước {step} không còn mở.")
    to_do = mark("Tải lại trang để xem hồ sơ đang ở bước nào.")


class NoSuchOutcome(Refusal):
    """The step does not know this way out."""

    code = "processes.no-such-outcome"
    says = mark("Bước {step} không có hướng tiếp theo này.")
    to_do = mark("Tải lại trang rồi chọn lại.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    One way out of a step.

    :param name: as the button of the act says it.
    :param next: the steps that it opens; none ends the token's way.
    """

    key: OutcomeKey
    name: str
    next: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """
    One work item to come: who does what, where, and in how long.

    :param agency_code: the agency's code, where the relation is a named agency; else empty.
    :param working_hours: the step's share of the time; it never replaces the lawful limit.
    :param awaits: the steps of parallel branches, none of which may still be open when it opens.
    """

    key: str
    name: str
    act: StepAct
    post_kind: PostKind
    relation: Relation
    working_hours: int
    outcomes: tuple[Outcome, ...]
    agency_code: str = ""
    awaits: tuple[str, ...] = ()

    def outcome(self, key: str) -> Outcome:
        """
        Return the way out of this key.

        :raises NoSuchOutcome: where the step has none.
        """
        for outcome in self.outcomes:
            if outcome.key == key:
                return outcome
        raise NoSuchOutcome(step=self.name)


@dataclass(frozen=True, slots=True)
class Process:
    """A sequence of steps; the first is opened by the act that receives a dossier."""

    key: str
    name: str
    steps: tuple[Step, ...]

    @property
    def first(self) -> Step:
        """The step that receiving a dossier opens."""
        return self.steps[0]

    @property
    def working_hours(self) -> int:
        """The shares of the time of the steps that follow each other, on the longest way."""
        return self._hours_from(self.first.key, frozenset())

    def _hours_from(self, key: str, passed: frozenset[str]) -> int:
        """Return the hours of the longest way from a step on that takes no step twice."""
        step, passed = self.step(key), passed | {key}
        ahead = {each for outcome in step.outcomes for each in outcome.next} - passed
        return step.working_hours + max(
            (self._hours_from(each, passed) for each in ahead), default=0
        )

    def step(self, key: str) -> Step:
        """Return the step of this key; asking for another one is a bug."""
        return next(step for step in self.steps if step.key == key)

    def marking(self, keys: Iterable[str]) -> Marking:
        """Return these steps' keys in the order of the process."""
        order = {step.key: place for place, step in enumerate(self.steps)}
        return tuple(sorted(keys, key=order.__getitem__))


def maker(process: Process) -> Step:
    """Return the step at which a result is made: the last one that puts it before a head."""
    makes = [
        step
        for step in process.steps
        if any(outcome.key is OutcomeKey.PROPOSE for outcome in step.outcomes)
    ]
    return makes[-1]


def start(process: Process) -> Marking:
    """Return where a dossier stands when it has just been received."""
    return (process.first.key,)


def next_items(process: Process, marking: Marking, step_key: str, outcome_key: str) -> Marking:
    """
    Return the open steps after one of them was finished with this outcome.

    One token is taken from the step and one put on each step that the outcome names;
    all others stay where they are. A step that awaits others opens with the last of them:
    the tokens that came before are spent, for the open ones say what is still awaited.

    :raises StepNotOpen: unless the step stands in the marking.
    :raises NoSuchOutcome: unless the step knows the outcome.
    """
    step = process.step(step_key)
    if step_key not in marking:
        raise StepNotOpen(step=step.name)
    left = list(marking)
    left.remove(step_key)
    opening = (process.step(key) for key in step.outcome(outcome_key).next)
    return process.marking(
        [*left, *(step.key for step in opening if set(left).isdisjoint(step.awaits))]
    )


def previous(process: Process, step_key: str) -> Step | None:
    """
    Return the step to which this one is returned: the nearest before it that leads here.

    None where it was opened together with others: what others were asked is not unasked.
    """
    earlier: Step | None = None
    for step in process.steps:
        if step.key == step_key:
            return earlier
        if step.act is not StepAct.OPINE and any(
            outcome.next == (step_key,) for outcome in step.outcomes
        ):
            earlier = step
    return None


def check(process: Process) -> None:
    """
    Accept only what can be played: whoever starts comes to an end, and no step is in vain.

    :raises BrokenProcess: naming the first fault.
    """
    for fault in (*_faults_of_shape(process), *_faults_of_play(process)):
        raise BrokenProcess(process=process.key, fault=fault)


def _faults_of_shape(process: Process) -> list[Words]:
    keys = [step.key for step in process.steps]
    if not keys:
        return [Words(mark("không có bước nào"))]
    if len(set(keys)) < len(keys):
        return [Words(mark("hai bước trùng khóa"))]
    return [fault for step in process.steps for fault in _faults_of_step(process, step)]


def _faults_of_step(process: Process, step: Step) -> Iterator[Words]:
    if step.post_kind not in HANDS[step.act]:
        yield Words(mark("bước {step} giao sai loại vị trí"), {"step": step.name})
    if (step.relation is Relation.NAMED_AGENCY) is not bool(step.agency_code):
        yield Words(mark("bước {step} chưa rõ cơ quan"), {"step": step.name})
    if not {other.key for other in process.steps}.issuperset(step.awaits):
        yield Words(mark("bước {step} chờ một bước không có"), {"step": step.name})
    if step.working_hours < 0:
        yield Words(mark("bước {step} có số giờ âm"), {"step": step.name})
    if len({outcome.key for outcome in step.outcomes}) < len(step.outcomes):
        yield Words(mark("bước {step} có hai hướng trùng khóa"), {"step": step.name})
    for outcome in step.outcomes:
        if not _is_lawful(process, step, outcome):
            yield Words(
                mark("bước {step} có hướng “{outcome}” không đúng chỗ"),
                {"step": step.name, "outcome": outcome.name},
            )


def _is_lawful(process: Process, step: Step, outcome: Outcome) -> bool:
    acts = {other.key: other.act for other in process.steps}
    may_follow = LAWFUL[step.act].get(outcome.key)
    if may_follow is None:
        return False
    return bool(outcome.next) is bool(may_follow) and all(
        acts.get(key) in may_follow for key in outcome.next
    )


def _faults_of_play(process: Process) -> Iterator[Words]:
    if _faults_of_shape(process):
        return
    played = play(process)
    reached = {key for marking in played for key in marking}
    for step in process.steps:
        if step.key not in reached:
            yield Words(mark("không đi đến được bước {step}"), {"step": step.name})
    for key in reached:
        if any(marking.count(key) > 1 for marking in played):
            yield Words(mark("bước {step} mở hai lần cùng lúc"), {"step": process.step(key).name})
    for marking in played - _ending(played, process):
        yield Words(
            mark("từ bước {step} không đi đến kết thúc"), {"step": process.step(marking[0]).name}
        )


def play(process: Process) -> frozenset[Marking]:
    """
    Return every marking that can be reached, not going on from one that opens a step twice.

    Stopping there keeps the set finite, whatever the definition says.
    """
    reached: set[Marking] = set()
    waiting = [start(process)]
    while waiting:
        marking = waiting.pop()
        if marking in reached:
            continue
        reached.add(marking)
        if len(set(marking)) == len(marking):
            waiting.extend(_after(process, marking))
    return frozenset(reached)


def _after(process: Process, marking: Marking) -> list[Marking]:
    return [
        next_items(process, marking, key, outcome.key)
        for key in marking
        for outcome in process.step(key).outcomes
    ]


def _ending(played: frozenset[Marking], process: Process) -> frozenset[Marking]:
    """Return the markings from which the end can be reached, found backwards from the end."""
    ending = {END} & played
    before = 0
    while len(ending) > before:
        before = len(ending)
        ending |= {marking for marking in played if not ending.isdisjoint(_after(process, marking))}
    return frozenset(ending)


def to_dict(process: Process) -> dict[str, Any]:
    """Return the definition as it is stored and exchanged: plain values only."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(process)))
    for step in plain["steps"]:
        if not step["awaits"]:
            # As it was before steps could await others, so that digests stay what they were.
            del step["awaits"]
    return plain


def parse(definition: Mapping[str, Any]) -> Process:
    """
    Read a stored definition back.

    :raises KeyError, ValueError: where it does not have the shape that to_dict gives.
    """
    steps = tuple(_parse_step(step) for step in definition["steps"])
    return Process(key=definition["key"], name=definition["name"], steps=steps)


def _parse_step(step: Mapping[str, Any]) -> Step:
    return Step(
        key=step["key"],
        name=step["name"],
        act=StepAct(step["act"]),
        post_kind=PostKind(step["post_kind"]),
        relation=Relation(step["relation"]),
        working_hours=int(step["working_hours"]),
        agency_code=step.get("agency_code", ""),
        awaits=tuple(step.get("awaits", ())),
        outcomes=tuple(
            Outcome(OutcomeKey(way["key"]), way["name"], tuple(way.get("next", ())))
            for way in step["outcomes"]
        ),
    )


def digest(process: Process) -> str:
    """Return what tells this definition from any other, whatever file it was read from."""
    canonical = json.dumps(to_dict(process), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()

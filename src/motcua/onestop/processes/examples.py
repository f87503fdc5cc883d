"""Processes as the tests of this room and of others play them."""

from dataclasses import replace

from motcua.ground.kernel.actor import PostKind
from motcua.onestop.processes.rules import (
    Outcome,
    OutcomeKey,
    Process,
    Relation,
    Step,
    StepAct,
)

OFFICE = Relation.COMPETENT_OFFICE
COMMITTEE = Relation.COMMITTEE_ABOVE
DESK = Relation.RECEIVING_DESK


def handle(key: str, *, then: str, outcome: OutcomeKey = OutcomeKey.PROPOSE) -> Step:
    """Return a handler's step, proposing to the step named unless told to forward."""
    name = "Trình kết quả" if outcome is OutcomeKey.PROPOSE else "Chuyển tiếp"
    way = Outcome(outcome, name, (then,))
    return Step(key, "Xử lý hồ sơ", StepAct.HANDLE, PostKind.HANDLER, OFFICE, 8, (way,))


def opine(key: str, *, at: str, then: str, hours: int = 16) -> Step:
    """Return the opinion of an agency that is named by its code."""
    way = Outcome(OutcomeKey.GIVE_OPINION, "Cho ý kiến", (then,))
    named, handler = Relation.NAMED_AGENCY, PostKind.HANDLER
    return Step(key, "Cho ý kiến", StepAct.OPINE, handler, named, hours, (way,), at)


def approve(key: str, *, then: str, back: str) -> Step:
    """Return the approval of the office's head."""
    ways = (
        Outcome(OutcomeKey.APPROVE, "Duyệt", (then,)),
        Outcome(OutcomeKey.SEND_BACK, "Chuyển lại để sửa", (back,)),
    )
    return Step(key, "Duyệt kết quả", StepAct.APPROVE, PostKind.HEAD, OFFICE, 4, ways)


def sign(*, back: str, at: Relation = COMMITTEE) -> Step:
    """Return the signature of the agency's head."""
    ways = (
        Outcome(OutcomeKey.SIGN, "Ký", ("issue",)),
        Outcome(OutcomeKey.SEND_BACK, "Chuyển lại để sửa", (back,)),
    )
    return Step("sign", "Ký kết quả", StepAct.SIGN, PostKind.HEAD, at, 4, ways)


def ending(*, at: Relation = COMMITTEE) -> tuple[Step, Step]:
    """Return the two steps with which every process ends."""
    issued = Outcome(OutcomeKey.ISSUE, "Phát hành", ("hand_over",))
    fetched = Outcome(OutcomeKey.HAND_OVER, "Trả kết quả")
    clerk, receiver = PostKind.RECORDS_OFFICER, PostKind.RECEIVER
    return (
        Step("issue", "Phát hành kết quả", StepAct.ISSUE, clerk, at, 2, (issued,)),
        Step("hand_over", "Trả kết quả", StepAct.HAND_OVER, receiver, DESK, 0, (fetched,)),
    )


def one_house() -> Process:
    """Return the shortest process: handled, signed and issued in one and the same agency."""
    steps = (handle("handle", then="sign"), sign(back="handle", at=OFFICE), *ending(at=OFFICE))
    return Process("commune", "Xã giải quyết", steps)


def two_opinions(*, first: str = "BD-SKHDT", second: str = "BD-718-TCKH") -> Process:
    """Return a process that asks two agencies at once, and visits the place meanwhile."""
    asked = Outcome(OutcomeKey.FORWARD, "Gửi lấy ý kiến", ("land", "money", "visit"))
    drafted = handle("draft", then="sign")
    steps = (
        replace(handle("review", then="visit"), outcomes=(asked,)),
        opine("land", at=first, then="draft"),
        opine("money", at=second, then="draft", hours=8),
        handle("visit", then="draft", outcome=OutcomeKey.FORWARD),
        replace(drafted, awaits=("land", "money", "visit")),
        sign(back="draft"),
        *ending(),
    )
    return Process("opinions", "Huyện giải quyết, hỏi ý kiến hai nơi", steps)


def two_approvals() -> Process:
    """Return a district's process: the office's head approves, the committee's head signs."""
    steps = (
        handle("visit", then="draft", outcome=OutcomeKey.FORWARD),
        handle("draft", then="approve"),
        approve("approve", then="sign", back="draft"),
        sign(back="draft"),
        *ending(),
    )
    return Process("district", "Huyện giải quyết, hai cấp duyệt", steps)

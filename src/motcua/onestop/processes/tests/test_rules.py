"""The token game as tables, and as properties that hold on every way through."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.kernel.actor import PostKind
from motcua.onestop.processes import examples, rules
from motcua.onestop.processes.rules import Outcome, OutcomeKey, Process, Relation, Step

PROCESSES = (examples.one_house(), examples.two_approvals(), examples.two_opinions())


def split() -> Process:
    """Return a process whose first step asks somebody for an opinion while the work goes on."""
    ask, fetched = examples.ending()[1], Outcome(OutcomeKey.HAND_OVER, "Trả kết quả")
    opinion = replace(ask, key="opinion", name="Trả giấy tờ gốc", outcomes=(fetched,))
    issue, hand_over = examples.ending()
    both = Outcome(OutcomeKey.ISSUE, "Phát hành", ("hand_over", "opinion"))
    steps = (
        examples.handle("handle", then="sign"),
        examples.sign(back="handle"),
        replace(issue, outcomes=(both,)),
        hand_over,
        opinion,
    )
    return Process("split", "Hai việc cùng lúc", steps)


def without(process: Process, key: str) -> Process:
    return replace(process, steps=tuple(step for step in process.steps if step.key != key))


def with_step(process: Process, key: str, **changes: object) -> Process:
    changed = tuple(
        replace(step, **changes) if step.key == key else step  # type: ignore[arg-type]
        for step in process.steps
    )
    return replace(process, steps=changed)


@pytest.mark.parametrize(
    ("marking", "step", "outcome", "expected"),
    [
        pytest.param(("visit",), "visit", "forward", ("draft",), id="a handler forwards"),
        pytest.param(("draft",), "draft", "propose", ("approve",), id="a handler proposes"),
        pytest.param(("approve",), "approve", "approve", ("sign",), id="the office approves"),
        pytest.param(("approve",), "approve", "send_back", ("draft",), id="the office sends back"),
        pytest.param(("sign",), "sign", "sign", ("issue",), id="the committee signs"),
        pytest.param(("sign",), "sign", "send_back", ("draft",), id="the signer sends back"),
        pytest.param(("issue",), "issue", "issue", ("hand_over",), id="the records officer issues"),
        pytest.param(("hand_over",), "hand_over", "hand_over", (), id="nothing is left to do"),
        pytest.param(
            ("visit", "issue"), "issue", "issue", ("visit", "hand_over"), id="others stay open"
        ),
    ],
)
def test_next_items(
    marking: rules.Marking, step: str, outcome: str, expected: rules.Marking
) -> None:
    assert rules.next_items(examples.two_approvals(), marking, step, outcome) == expected


def test_an_outcome_may_open_several_steps() -> None:
    process = split()
    assert rules.next_items(process, ("issue",), "issue", "issue") == ("hand_over", "opinion")


ASKED = ("land", "money", "visit")


@pytest.mark.parametrize("order", list(permutations(ASKED)), ids="-".join)
def test_what_awaits_others_opens_with_the_last_of_them_whichever_it_is(
    order: tuple[str, ...],
) -> None:
    process = examples.two_opinions()
    marking = rules.next_items(process, rules.start(process), "review", "forward")
    assert marking == ASKED
    for left, key in enumerate(order, start=1):
        outcome = process.step(key).outcomes[0].key
        marking = rules.next_items(process, marking, key, outcome)
        assert ("draft" in marking) == (left == len(order))
    assert marking == ("draft",)


def test_what_went_back_after_the_opinions_asks_nobody_again() -> None:
    process = examples.two_opinions()
    assert rules.next_items(process, ("sign",), "sign", "send_back") == ("draft",)
    assert rules.next_items(process, ("visit",), "visit", "forward") == ("draft",)


def test_branches_are_worked_on_at_the_same_time() -> None:
    assert examples.two_opinions().working_hours == 8 + 16 + 8 + 4 + 2
    assert examples.two_approvals().working_hours == 8 + 8 + 4 + 4 + 2


def test_a_step_that_cannot_await_keeps_its_stored_form() -> None:
    assert all("awaits" not in step for step in rules.to_dict(TWO)["steps"])


def test_a_step_that_is_not_open_cannot_be_finished() -> None:
    with pytest.raises(rules.StepNotOpen):
        rules.next_items(examples.two_approvals(), ("visit",), "draft", "propose")


@pytest.mark.parametrize("outcome", ["send_back", "nonsense", ""])
def test_a_step_is_left_only_by_its_own_outcomes(outcome: str) -> None:
    with pytest.raises(rules.NoSuchOutcome):
        rules.next_items(examples.two_approvals(), ("visit",), "visit", outcome)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        pytest.param("visit", None, id="nothing comes before the first"),
        pytest.param("draft", "visit", id="a handler's step goes back to the one before"),
        pytest.param("approve", "draft", id="an approval goes back to the draft"),
        pytest.param("sign", "approve", id="sending back is not coming from"),
        pytest.param("hand_over", "issue", id="the last"),
    ],
)
def test_previous(step: str, expected: str | None) -> None:
    before = rules.previous(examples.two_approvals(), step)
    assert (before and before.key) == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        pytest.param("visit", None, id="what was opened with others is not unasked"),
        pytest.param("draft", "visit", id="the work goes back, the opinions stand"),
    ],
)
def test_previous_of_what_was_asked(step: str, expected: str | None) -> None:
    before = rules.previous(examples.two_opinions(), step)
    assert (before and before.key) == expected


@pytest.mark.parametrize("process", [*PROCESSES, split()], ids=lambda process: process.key)
def test_a_process_that_can_be_played_is_accepted(process: Process) -> None:
    rules.check(process)


TWO = examples.two_approvals()


@pytest.mark.parametrize(
    ("process", "words"),
    [
        pytest.param(replace(TWO, steps=()), "không có bước nào", id="no step"),
        pytest.param(replace(TWO, steps=TWO.steps * 2), "trùng khóa", id="a key used twice"),
        pytest.param(without(TWO, "sign"), "không đúng chỗ", id="a step that is missing"),
        pytest.param(
            with_step(TWO, "approve", post_kind=PostKind.RECEIVER),
            "sai loại vị trí",
            id="a receiver does not approve",
        ),
        pytest.param(
            with_step(TWO, "visit", relation=Relation.NAMED_AGENCY),
            "chưa rõ cơ quan",
            id="a named agency without a name",
        ),
        pytest.param(
            with_step(TWO, "visit", agency_code="000.00.01.H09"),
            "chưa rõ cơ quan",
            id="a name that nobody reads",
        ),
        pytest.param(
            with_step(TWO, "visit", working_hours=-1), "số giờ âm", id="time runs forward"
        ),
        pytest.param(
            with_step(TWO, "issue", outcomes=(Outcome(OutcomeKey.ISSUE, "Phát hành"),)),
            "không đúng chỗ",
            id="what is issued must be handed over",
        ),
        pytest.param(
            with_step(TWO, "draft", outcomes=(Outcome(OutcomeKey.PROPOSE, "Trình", ("issue",)),)),
            "không đúng chỗ",
            id="nothing is issued unsigned",
        ),
        pytest.param(
            with_step(
                TWO, "visit", outcomes=(Outcome(OutcomeKey.PROPOSE, "Trình", ("approve", "sign")),)
            ),
            "mở hai lần",
            id="two tokens on one step",
        ),
        pytest.param(
            with_step(TWO, "draft", outcomes=(Outcome(OutcomeKey.PROPOSE, "Trình", ("sign",)),)),
            "không đi đến được bước Duyệt kết quả",
            id="a step in vain",
        ),
        pytest.param(
            with_step(TWO, "draft", outcomes=(Outcome(OutcomeKey.FORWARD, "Tiếp", ("visit",)),)),
            "không đi đến",
            id="a way without an end",
        ),
        pytest.param(
            with_step(examples.two_opinions(), "draft", awaits=("land", "money")),
            "mở hai lần",
            id="a branch that is not awaited",
        ),
        pytest.param(
            with_step(examples.two_opinions(), "draft", awaits=(*ASKED, "nobody")),
            "chờ một bước không có",
            id="waiting for nobody",
        ),
        pytest.param(
            with_step(TWO, "draft", outcomes=()), "không đi đến", id="a step that cannot be left"
        ),
    ],
)
def test_a_process_that_cannot_be_played_is_refused(process: Process, words: str) -> None:
    with pytest.raises(rules.BrokenProcess, match="broken-process") as refused:
        rules.check(process)
    assert words in str(refused.value)


@pytest.mark.parametrize("process", [*PROCESSES, split()], ids=lambda process: process.key)
def test_a_definition_is_read_back_as_it_was_stored(process: Process) -> None:
    again = rules.parse(rules.to_dict(process))
    assert again == process
    assert rules.digest(again) == rules.digest(process)


def test_the_digest_knows_every_change() -> None:
    changed = with_step(TWO, "visit", working_hours=9)
    assert rules.digest(changed) != rules.digest(TWO)


# -- properties over ways through --------------------------------------------------------


@given(st.data())
def test_tokens_are_kept_and_every_way_can_still_end(data: st.DataObject) -> None:
    """Whatever was chosen, one token is exchanged at a time, and going forward ends."""
    process = data.draw(st.sampled_from([*PROCESSES, split()]))
    marking = rules.start(process)
    for _ in range(data.draw(st.integers(0, 30))):
        if not marking:
            break
        step = process.step(data.draw(st.sampled_from(marking)))
        outcome = data.draw(st.sampled_from(step.outcomes))
        after = rules.next_items(process, marking, step.key, outcome.key)
        opened = [key for key in outcome.next if key in after and key not in marking]
        waiting = [key for key in outcome.next if process.step(key).awaits]
        assert set(outcome.next) <= {*opened, *waiting}
        assert len(after) == len(marking) - 1 + len(opened)
        assert set(marking) - {step.key} <= set(after)
        marking = after
    _ends_by_going_forward(process, marking)


def _ends_by_going_forward(process: Process, marking: rules.Marking) -> None:
    for _ in range(2 * len(process.steps)):
        if not marking:
            return
        step = process.step(marking[0])
        marking = rules.next_items(process, marking, step.key, step.outcomes[0].key)
    assert not marking


@st.composite
def chains(draw: st.DrawFn) -> Process:
    """Return processes of many shapes: handlers in a row, approvals in a row, or none."""
    handlers = draw(st.integers(1, 5))
    approvals = draw(st.integers(0, 4))
    keys = [f"h{n}" for n in range(handlers)] + [f"a{n}" for n in range(approvals)] + ["sign"]
    steps: list[Step] = []
    for place, key in enumerate(keys[:-1]):
        then = keys[place + 1]
        if key.startswith("h"):
            last = place == handlers - 1
            way = OutcomeKey.PROPOSE if last else OutcomeKey.FORWARD
            steps.append(examples.handle(key, then=then, outcome=way))
        else:
            steps.append(examples.approve(key, then=then, back=f"h{handlers - 1}"))
    steps += [examples.sign(back=draw(st.sampled_from(keys[:handlers]))), *examples.ending()]
    return Process("chain", "Chuỗi bước", tuple(steps))


@given(chains())
def test_every_step_of_a_chain_is_reached_and_so_is_its_end(process: Process) -> None:
    rules.check(process)
    assert rules.END in rules.play(process)
    assert {key for marking in rules.play(process) for key in marking} == {
        step.key for step in process.steps
    }


@given(chains(), st.data())
def test_returning_a_step_and_doing_it_again_leads_to_the_same_place(
    process: Process, data: st.DataObject
) -> None:
    step = data.draw(st.sampled_from(process.steps[1:]))
    before = rules.previous(process, step.key)
    assert before is not None
    forward = next(way for way in before.outcomes if step.key in way.next)
    assert rules.next_items(process, (before.key,), before.key, forward.key) == (step.key,)

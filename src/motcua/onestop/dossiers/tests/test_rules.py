"""The law of the ten statuses, and who may do what with a work item."""

import itertools

import pytest

from motcua.ground.kernel.actor import Actor, ActorKind, Grant, PostKind
from motcua.onestop.dossiers import rules, states
from motcua.onestop.dossiers.rules import ItemFacts, Verb
from motcua.onestop.dossiers.states import Status
from motcua.onestop.processes.rules import StepAct

# Written by hand from the national table; the code is held against it.
LAWFUL_AFTER_ACCEPTANCE = {
    2: {4, 5, 6, 7, 8, 9},
    4: {5, 6, 7, 8, 9},
    5: {4, 7, 8},
    6: {4, 9, 7, 8},
    9: {10, 4},
    3: set(),
    8: set(),
    10: set(),
}


@pytest.mark.parametrize(
    ("before", "after"), list(itertools.product(LAWFUL_AFTER_ACCEPTANCE, range(1, 11)))
)
def test_a_status_follows_only_as_the_national_table_says(before: int, after: int) -> None:
    lawful = states.is_lawful(Status(before), Status(after), accepted=True)
    assert lawful is (after in LAWFUL_AFTER_ACCEPTANCE[before])


@pytest.mark.parametrize("after", range(1, 11))
def test_a_life_begins_at_1_2_or_3(after: int) -> None:
    assert states.is_lawful(None, Status(after), accepted=False) is (after in {1, 2, 3})


def test_before_acceptance_a_supplement_leads_to_receipt_and_after_it_back_to_work() -> None:
    asked = Status.AWAITING_SUPPLEMENT
    assert states.is_lawful(asked, Status.RECEIVED, accepted=False)
    assert not states.is_lawful(asked, Status.RECEIVED, accepted=True)


@pytest.mark.parametrize("kept", [1, 2, 4, 5, 6])
def test_a_declined_withdrawal_leads_back_to_the_very_status(kept: int) -> None:
    for after in range(1, 11):
        lawful = states.is_lawful(
            Status.WITHDRAWAL_REQUESTED,
            Status(after),
            accepted=True,
            before_withdrawal=Status(kept),
        )
        assert lawful is (after in {8, kept})


def test_every_local_state_maps_to_a_national_status() -> None:
    assert {status for status, _ in states.LOCAL_STATES.values()} <= set(Status)


def officer(kind: PostKind, agency_id: int = 7, post_id: int = 70) -> Actor:
    grant = Grant(post_id, kind, agency_id, frozenset({agency_id}))
    return Actor(ActorKind.OFFICER, "Lê Thị Hoa", 1, (grant,))


def item(act: StepAct, kind: PostKind, post_id: int | None = None, **facts: object) -> ItemFacts:
    outcomes = {
        StepAct.HANDLE: ("propose",),
        StepAct.APPROVE: ("approve", "send_back"),
        StepAct.SIGN: ("sign", "send_back"),
        StepAct.ISSUE: ("issue",),
        StepAct.HAND_OVER: ("hand_over",),
    }[act]
    usual: dict[str, object] = {"is_confirmed": True, "has_previous": False}
    usual |= {"from_agency_id": 7, "work_of": kind, **facts}
    return ItemFacts(1, act, kind, 7, post_id, outcomes=outcomes, **usual)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("actor", "work", "verbs"),
    [
        pytest.param(
            officer(PostKind.HANDLER),
            item(StepAct.HANDLE, PostKind.HANDLER),
            (Verb.PROPOSE, Verb.TRANSFER),
            id="a waiting item is for any seat of its kind",
        ),
        pytest.param(
            officer(PostKind.HANDLER, post_id=71),
            item(StepAct.HANDLE, PostKind.HANDLER, post_id=70),
            (Verb.TAKE_OVER,),
            id="what a colleague holds is only taken over",
        ),
        pytest.param(
            officer(PostKind.HANDLER, agency_id=8),
            item(StepAct.HANDLE, PostKind.HANDLER),
            (),
            id="another agency's handler has nothing to do here",
        ),
        pytest.param(
            officer(PostKind.HANDLER),
            item(StepAct.HANDLE, PostKind.HANDLER, has_previous=True),
            (Verb.PROPOSE, Verb.RETURN_STEP, Verb.TRANSFER),
            id="a handler returns a step only where there is one before",
        ),
        pytest.param(
            officer(PostKind.HANDLER),
            item(StepAct.HANDLE, PostKind.HANDLER, is_confirmed=False),
            (Verb.PROPOSE, Verb.CONFIRM),
            id="what another agency sent is confirmed by word or by the first act",
        ),
        pytest.param(
            officer(PostKind.HEAD),
            item(StepAct.HANDLE, PostKind.HANDLER),
            (Verb.ASSIGN,),
            id="the head assigns a handler's item and does not handle it",
        ),
        pytest.param(
            officer(PostKind.HEAD, post_id=60),
            item(StepAct.HANDLE, PostKind.HANDLER, post_id=70),
            (Verb.ASSIGN, Verb.TAKE_OVER),
            id="the head takes over what a handler of his holds",
        ),
        pytest.param(
            officer(PostKind.HEAD),
            item(StepAct.HANDLE, PostKind.HEAD, post_id=70, work_of=PostKind.HANDLER),
            (Verb.PROPOSE, Verb.TRANSFER, Verb.ASSIGN),
            id="and handles that, or gives it to another",
        ),
        pytest.param(
            officer(PostKind.HANDLER, post_id=71),
            item(StepAct.HANDLE, PostKind.HEAD, post_id=70, work_of=PostKind.HANDLER),
            (),
            id="from whom no handler takes it",
        ),
        pytest.param(
            officer(PostKind.HEAD),
            item(StepAct.APPROVE, PostKind.HEAD),
            (Verb.APPROVE, Verb.SEND_BACK),
            id="the head approves or sends back",
        ),
        pytest.param(
            officer(PostKind.HEAD),
            item(StepAct.SIGN, PostKind.HEAD),
            (Verb.SIGN, Verb.SEND_BACK),
            id="the head signs or sends back",
        ),
        pytest.param(
            officer(PostKind.RECORDS_OFFICER),
            item(StepAct.ISSUE, PostKind.RECORDS_OFFICER),
            (Verb.ISSUE,),
            id="the records officer issues",
        ),
        pytest.param(
            officer(PostKind.RECEIVER),
            item(StepAct.HAND_OVER, PostKind.RECEIVER),
            (Verb.HAND_OVER,),
            id="the desk hands over",
        ),
        pytest.param(
            officer(PostKind.ADMINISTRATOR),
            item(StepAct.SIGN, PostKind.HEAD),
            (),
            id="an administrator touches no dossier",
        ),
    ],
)
def test_what_may_be_done_with_an_item(
    actor: Actor, work: ItemFacts, verbs: tuple[Verb, ...]
) -> None:
    assert rules.verbs_on(actor, work) == verbs


@pytest.mark.parametrize(
    ("kind", "desk", "status", "left", "verbs"),
    [
        (
            PostKind.RECEIVER,
            7,
            Status.RECEIVED,
            8000,
            (Verb.COLLECT_FEE, Verb.SCAN_PAPER, Verb.MEND_RECEIPT),
        ),
        (
            PostKind.RECEIVER,
            7,
            Status.IN_PROGRESS,
            8000,
            (Verb.COLLECT_FEE, Verb.SCAN_PAPER, Verb.REISSUE_RECEIPT),
        ),
        (PostKind.RECEIVER, 7, Status.IN_PROGRESS, 0, (Verb.SCAN_PAPER, Verb.REISSUE_RECEIPT)),
        (PostKind.RECEIVER, 7, Status.RESULT_READY, 0, (Verb.REISSUE_RECEIPT,)),
        (PostKind.RECEIVER, 7, Status.HANDED_OVER, 8000, (Verb.COLLECT_FEE,)),
        (PostKind.RECEIVER, 8, Status.RECEIVED, 8000, ()),
        (PostKind.HEAD, 7, Status.RECEIVED, 8000, ()),
    ],
)
def test_what_the_desk_may_do_besides(
    kind: PostKind, desk: int, status: Status, left: int, verbs: tuple[Verb, ...]
) -> None:
    told = rules.verbs_at_desk(
        officer(kind),
        desk_id=desk,
        status=status,
        money_left=left,
        money_kept=0,
        has_papers=True,
        has_cashier=False,
    )
    assert told == verbs


@pytest.mark.parametrize(
    ("kind", "desk", "status", "left", "verbs"),
    [
        (PostKind.CASHIER, 7, Status.RECEIVED, 8000, (Verb.COLLECT_FEE,)),
        (PostKind.CASHIER, 7, Status.RESULT_READY, 8000, (Verb.COLLECT_FEE,)),
        (PostKind.CASHIER, 7, Status.RECEIVED, 0, ()),
        (PostKind.CASHIER, 7, Status.HANDED_OVER, 8000, (Verb.COLLECT_FEE,)),
        (PostKind.CASHIER, 8, Status.RECEIVED, 8000, ()),
        (PostKind.RECEIVER, 7, Status.RECEIVED, 8000, (Verb.SCAN_PAPER, Verb.MEND_RECEIPT)),
    ],
)
def test_where_a_cashier_sits_money_is_his(
    kind: PostKind, desk: int, status: Status, left: int, verbs: tuple[Verb, ...]
) -> None:
    told = rules.verbs_at_desk(
        officer(kind),
        desk_id=desk,
        status=status,
        money_left=left,
        money_kept=0,
        has_papers=True,
        has_cashier=True,
    )
    assert told == verbs


@pytest.mark.parametrize("has_cashier", [True, False])
@pytest.mark.parametrize("kind", [PostKind.CASHIER, PostKind.RECEIVER, PostKind.HEAD])
def test_an_exemption_is_offered_to_whoever_may_put_it_right(
    kind: PostKind,
    has_cashier: bool,  # noqa: FBT001
) -> None:
    told = rules.verbs_at_desk(
        officer(kind),
        desk_id=7,
        status=Status.IN_PROGRESS,
        money_left=0,
        money_kept=0,
        has_papers=False,
        has_cashier=has_cashier,
        has_exemptions=True,
    )
    assert (Verb.REDUCE_FEE in told) is (kind is not PostKind.HEAD)


def test_without_papers_there_is_nothing_to_scan() -> None:
    told = rules.verbs_at_desk(
        officer(PostKind.RECEIVER),
        desk_id=7,
        status=Status.IN_PROGRESS,
        money_left=0,
        money_kept=0,
        has_papers=False,
        has_cashier=False,
    )
    assert Verb.SCAN_PAPER not in told


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([StepAct.HANDLE], "handling"),
        ([StepAct.SIGN, StepAct.HANDLE], "handling"),
        ([StepAct.ISSUE], "awaiting_issue"),
        ([], "handed_over"),
    ],
)
def test_the_item_nearest_the_beginning_speaks_for_the_dossier(
    acts: list[StepAct], expected: str
) -> None:
    assert states.local_state_of(acts) == expected


@pytest.mark.parametrize(("left", "reason"), [(0, ""), (8_000, "Hộ nghèo, nộp sau.")])
def test_a_result_is_handed_over_paid_or_for_a_reason(left: int, reason: str) -> None:
    rules.check_unpaid(left, reason)


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_unpaid_it_takes_a_reason_that_says_something(reason: str) -> None:
    with pytest.raises(rules.UnpaidNeedsReason, match=r"8\.000"):
        rules.check_unpaid(8_000, reason)

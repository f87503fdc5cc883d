"""What may be done, as pages say it: every verb has its words, and nothing impossible shows."""

from datetime import UTC, datetime

import pytest

from motcua.ground.kernel.actor import Actor, ActorKind, Grant, PostKind
from motcua.onestop.dossiers.presentation import verbs
from motcua.onestop.dossiers.presentation.verbs import VERBS
from motcua.onestop.dossiers.rules import DossierFacts, ItemFacts, Verb
from motcua.onestop.dossiers.states import DeliveryState, Status
from motcua.onestop.processes.examples import two_approvals
from motcua.onestop.processes.rules import StepAct

OFFICE, OTHER = 3, 4
NOW = datetime(2026, 11, 2, 1, 14, tzinfo=UTC)
MOST_SYLLABLES = 5
PROCESS = two_approvals()


def actor(right: PostKind, agency_id: int = OFFICE) -> Actor:
    grant = Grant(7, right, agency_id, frozenset({agency_id}))
    return Actor(ActorKind.OFFICER, "Lê Nguyễn Thùy Trang", 1, (grant,))


def item(*, post_id: int | None = None, is_confirmed: bool = True) -> ItemFacts:
    return ItemFacts(
        number=2,
        act=StepAct.HANDLE,
        post_kind=PostKind.HANDLER,
        agency_id=OFFICE,
        post_id=post_id,
        is_confirmed=is_confirmed,
        has_previous=True,
        outcomes=("propose",),
        from_agency_id=OFFICE,
        work_of=PostKind.HANDLER,
    )


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_has_an_address_and_a_short_button(verb: Verb) -> None:
    words = VERBS[verb]
    assert words.slug.isascii()
    assert words.slug == words.slug.lower()
    assert len(words.button.split()) <= MOST_SYLLABLES
    assert "hồ sơ H09-1" in str(verbs.done(verb, code="H09-1", is_repeat=False))


def test_no_two_verbs_share_an_address() -> None:
    assert len(verbs.BY_SLUG) == len(Verb)


def test_a_repeat_is_told_as_one() -> None:
    assert "đã làm rồi" in str(verbs.done(Verb.SIGN, code="H09-1", is_repeat=True))


def test_the_main_verb_is_the_button_and_the_rest_are_links() -> None:
    step = PROCESS.step("draft")
    deeds = verbs.deeds_on(
        actor(PostKind.HANDLER), item(is_confirmed=False), step, PROCESS, now=NOW
    )
    assert deeds is not None
    assert (deeds.step, deeds.place, deeds.count) == ("Xử lý hồ sơ", 2, len(PROCESS.steps))
    assert deeds.first.verb is Verb.PROPOSE
    assert [deed.verb for deed in deeds.others] == [Verb.RETURN_STEP, Verb.CONFIRM]


def test_the_process_names_its_own_ways_out() -> None:
    step = PROCESS.step("visit")
    assert verbs.button(Verb.FORWARD, step) == "Chuyển tiếp"
    assert verbs.button(Verb.RETURN_STEP, step) == "Chuyển lại bước trước"


@pytest.mark.parametrize(
    "who",
    [
        pytest.param(actor(PostKind.RECEIVER), id="another kind of post"),
        pytest.param(actor(PostKind.HANDLER, OTHER), id="a handler elsewhere"),
        pytest.param(actor(PostKind.HEAD, OTHER), id="a head elsewhere"),
    ],
)
def test_whoever_may_do_nothing_is_shown_nothing(who: Actor) -> None:
    assert verbs.deeds_on(who, item(), PROCESS.step("draft"), PROCESS, now=NOW) is None


def test_what_lies_on_another_seat_is_a_colleagues_to_take_and_nobody_elses() -> None:
    step = PROCESS.step("draft")
    colleague, elsewhere = actor(PostKind.HANDLER), actor(PostKind.HANDLER, OTHER)
    deeds = verbs.deeds_on(colleague, item(post_id=8), step, PROCESS, now=NOW)
    assert deeds is not None
    assert ([deed.verb for deed in deeds.others], deeds.is_pressing) == ([Verb.TAKE_OVER], False)
    assert verbs.deeds_on(elsewhere, item(post_id=8), step, PROCESS, now=NOW) is None


ASK = Verb.ASK_WITHDRAWAL
REISSUE = Verb.REISSUE_RECEIPT


@pytest.mark.parametrize(
    ("status", "money_left", "expected"),
    [
        (Status.RECEIVED, 8000, [Verb.COLLECT_FEE, Verb.SCAN_PAPER, Verb.MEND_RECEIPT, ASK]),
        (Status.RECEIVED, 0, [Verb.SCAN_PAPER, Verb.MEND_RECEIPT, ASK]),
        (Status.IN_PROGRESS, 8000, [Verb.COLLECT_FEE, Verb.SCAN_PAPER, REISSUE, ASK]),
        (Status.IN_PROGRESS, 0, [Verb.SCAN_PAPER, REISSUE, ASK]),
        (Status.WITHDRAWAL_REQUESTED, 8000, [REISSUE]),
        (Status.STOPPED, 0, []),
        (Status.RESULT_READY, 8000, [Verb.COLLECT_FEE, REISSUE]),
        (Status.RESULT_READY, 0, [REISSUE]),
        (Status.STOPPED, 8000, []),
        (Status.HANDED_OVER, 8000, [Verb.COLLECT_FEE]),
        (Status.HANDED_OVER, 0, []),
    ],
)
def test_the_desk(status: Status, money_left: int, expected: list[Verb]) -> None:
    assert at_desk(dossier(status), money_left=money_left) == expected


def at_desk(facts: DossierFacts, *, money_left: int = 0) -> list[Verb]:
    deeds = verbs.deeds_at_desk(
        actor(PostKind.RECEIVER),
        facts,
        desk_id=OFFICE,
        money_left=money_left,
        money_kept=0,
        has_papers=True,
        has_cashier=False,
    )
    return [deed.verb for deed in (deeds.deeds if deeds else ())]


def dossier(
    status: Status, act: StepAct = StepAct.HANDLE, delivery: DeliveryState = DeliveryState.NOT_READY
) -> DossierFacts:
    return DossierFacts(status, delivery, frozenset({OFFICE}), frozenset({act}))


def test_papers_that_wait_are_given_back() -> None:
    waiting = dossier(Status.STOPPED, delivery=DeliveryState.PAPERS_AT_DESK)
    assert at_desk(waiting) == [Verb.RETURN_PAPERS]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (dossier(Status.IN_PROGRESS), [Verb.STOP]),
        (dossier(Status.IN_PROGRESS, StepAct.ISSUE), []),
        (
            dossier(Status.WITHDRAWAL_REQUESTED),
            [Verb.AGREE_WITHDRAWAL, Verb.DECLINE_WITHDRAWAL],
        ),
        (dossier(Status.RESULT_READY, StepAct.HAND_OVER), []),
    ],
)
def test_the_head_of_who_holds_it(facts: DossierFacts, expected: list[Verb]) -> None:
    deeds = verbs.deeds_of_head(actor(PostKind.HEAD), facts)
    assert [deed.verb for deed in (deeds.deeds if deeds else ())] == expected
    assert verbs.deeds_of_head(actor(PostKind.HEAD, OTHER), facts) is None


def test_an_end_is_never_what_comes_next() -> None:
    deeds = verbs.deeds_of_head(actor(PostKind.HEAD), dossier(Status.IN_PROGRESS))
    assert deeds is not None
    assert not deeds.is_pressing
    assert deeds.others == deeds.deeds

"""The fold: what a history leads to, and histories that cannot have been."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from motcua.ground.trail.rules import EventBody, canonical, parse
from motcua.onestop.dossiers import events, fold
from motcua.onestop.dossiers.events import Opened, Sealed
from motcua.onestop.dossiers.fold import Happened
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.projection import state_of
from motcua.onestop.dossiers.states import DeliveryState, PaymentState, Status, SyncState

DAWN = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
DESK, OFFICE, COMMITTEE = 1, 2, 1


def opened(number: int, step: str, act: str, kind: str, *way: int) -> Opened:
    sender, at = way
    return Opened(number, step, act, kind, at, sender, None, at == sender)


RECEIVED = events.Received(
    code="000.00.21.H09-261102-0037",
    procedure_version_id=3,
    case_key="house",
    channel="counter",
    desk_id=DESK,
    lead_agency_id=OFFICE,
    committee_id=COMMITTEE,
    due_at=DAWN + timedelta(days=15),
    due_amount="15",
    due_unit="day",
    charged=75000,
    collected=0,
    parties=(Sealed(1, "ab"),),
    opened=(opened(1, "appraise", "handle", "handler", DESK, OFFICE),),
    local_state="received",
)
LIFE: list[EventBody] = [
    RECEIVED,
    events.Assigned(item=1, to_post_id=20),
    events.FeeCollected(amount=75000, left=0, entry_id=4),
    events.PaperScanned(issue=1, position=2, file_id=5, file_digest="0f"),
    events.Proposed(
        closed=1,
        outcome="propose",
        opened=(opened(2, "approve", "approve", "head", OFFICE, OFFICE),),
        local_state="awaiting_approval",
        note=Sealed(9, "cd"),
        file_digest="ef",
    ),
    events.Approved(
        closed=2,
        outcome="approve",
        opened=(opened(3, "sign", "sign", "head", OFFICE, COMMITTEE),),
        local_state="awaiting_signature",
    ),
    events.Signed(
        closed=3,
        outcome="sign",
        opened=(opened(4, "issue", "issue", "records_officer", COMMITTEE, COMMITTEE),),
        local_state="awaiting_issue",
        file_digest="ef",
        proof_method="password",
        proved_at=DAWN,
    ),
    events.Issued(
        closed=4,
        outcome="issue",
        opened=(opened(5, "hand_over", "hand_over", "receiver", COMMITTEE, DESK),),
        local_state="result_ready",
        number=7,
        symbol="GPXD",
        issuer_id=COMMITTEE,
        year=2026,
    ),
    events.HandedOver(
        closed=5, outcome="hand_over", opened=(), local_state="handed_over", taker=Sealed(2, "aa")
    ),
]
FETCHED = events.HandedOver(closed=1, outcome="hand_over", opened=(), local_state="handed_over")


def history(*bodies: EventBody) -> list[Happened]:
    return [Happened(body, DAWN + timedelta(hours=n)) for n, body in enumerate(bodies)]


def test_a_whole_life_folds_to_its_end() -> None:
    state = fold.fold(history(*LIFE))
    assert state.status is Status.HANDED_OVER
    assert state.payment_state is PaymentState.PAID
    assert state.delivery_state is DeliveryState.HANDED_OVER
    assert state.ended_at == DAWN + timedelta(hours=7)
    assert state.handed_over_at == DAWN + timedelta(hours=8)
    assert state.open_items == ()
    assert (state.version, state.item_count) == (len(LIFE), 5)
    assert state.agency_ids == (DESK, OFFICE)


def test_what_goes_to_another_agency_waits_for_its_confirmation() -> None:
    state = fold.fold(history(RECEIVED))
    assert state.status is Status.RECEIVED
    assert state.open_items[0].received_at is None
    confirmed = fold.fold(history(RECEIVED, events.Confirmed(item=1)))
    assert confirmed.status is Status.IN_PROGRESS
    assert confirmed.open_items[0].received_at == DAWN + timedelta(hours=1)


def test_assigning_confirms_too_and_names_the_seat() -> None:
    state = fold.fold(history(RECEIVED, events.Assigned(item=1, to_post_id=20)))
    assert state.open_items[0].post_id == 20
    assert state.open_items[0].received_at is not None


def test_money_taken_at_once_is_paid_at_once() -> None:
    assert fold.fold(history(replace(RECEIVED, collected=75000))).payment_state == "paid"
    assert fold.fold(history(replace(RECEIVED, charged=0))).payment_state == "nothing_due"


def given_back(*, kept: int, left: int) -> events.FeeRefunded:
    return events.FeeRefunded(
        amount=5_000, kept=kept, left=left, ground="wrong", number="01/HT", entry_id=1, note=None
    )


def reduced(*, kept: int, left: int) -> events.FeesReduced:
    return events.FeesReduced(
        exemption="ho-ngheo", spared=5_000, left=left, kept=kept, relief_id=1, note=None
    )


STOPPED = events.Stopped(
    agency_id=OFFICE,
    local_state="stopped",
    paper_count=0,
    reason=Sealed(7, "00"),
    money=None,
    basis=Sealed(8, "00"),
    number=1,
    symbol="TB",
)


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        pytest.param([given_back(kept=0, left=5_000)], "due", id="taken by mistake, still owed"),
        pytest.param([given_back(kept=3_000, left=0)], "paid", id="too much was taken"),
        pytest.param([given_back(kept=0, left=0)], "refunded", id="exempted, all given back"),
        pytest.param([reduced(kept=0, left=0)], "nothing_due", id="exempted before it was paid"),
        pytest.param([reduced(kept=9_000, left=0)], "paid", id="exempted after it was paid"),
        pytest.param([STOPPED, given_back(kept=0, left=5_000)], "refunded", id="ended, all back"),
        pytest.param([STOPPED, given_back(kept=2_000, left=3_000)], "paid", id="ended, a part"),
    ],
)
def test_how_money_stands_after_it_was_given_back_or_spared(
    bodies: list[EventBody], expected: str
) -> None:
    before = [RECEIVED, events.FeeCollected(amount=75_000, left=0, entry_id=1)]
    assert fold.fold(history(*before, *bodies)).payment_state == expected


def test_a_row_is_read_in_the_words_of_the_fold() -> None:
    row = Dossier(status=2, payment_state="due", delivery_state="not_ready", sync_state="")
    row.sync_state = SyncState.NOT_CONNECTED.value
    row.agency_ids = []
    state = state_of(row, [])
    assert isinstance(state.status, Status)
    assert isinstance(state.payment_state, PaymentState)
    assert isinstance(state.delivery_state, DeliveryState)
    assert isinstance(state.sync_state, SyncState)


def test_mending_raises_the_issue_and_nothing_else() -> None:
    before = fold.fold(history(RECEIVED))
    mended = events.ReceiptMended(issue=2, parties=(), paper_count=1)
    after = fold.fold(history(RECEIVED, mended))
    assert after == replace(before, receipt_issue=2, version=2)


def test_a_declined_withdrawal_goes_back_to_where_it_was_asked_from() -> None:
    asked = replace(
        fold.fold(history(*LIFE[:2])),
        status=Status.WITHDRAWAL_REQUESTED,
        status_before_withdrawal=Status.IN_PROGRESS,
    )
    mended = Happened(events.ReceiptMended(issue=2, parties=(), paper_count=1), DAWN)
    assert fold.apply(asked, mended).status_before_withdrawal is Status.IN_PROGRESS
    declining = events.WithdrawalDeclined(
        agency_id=4, reason=Sealed(3, "ef"), local_state="handling"
    )
    declined = Happened(declining, DAWN)
    kept = fold.apply(asked, declined)
    assert (kept.status, kept.status_before_withdrawal) == (Status.IN_PROGRESS, None)
    acted = Happened(next(body for body in LIFE if isinstance(body, events.Proposed)), DAWN)
    with pytest.raises(fold.UnlawfulHistory):
        fold.apply(asked, acted)


@pytest.mark.parametrize(
    "bodies",
    [
        pytest.param([], id="nothing happened"),
        pytest.param([LIFE[1]], id="an act before a receipt"),
        pytest.param([RECEIVED, RECEIVED], id="received twice"),
        pytest.param([RECEIVED, LIFE[5]], id="closing an item that is not open"),
        pytest.param([RECEIVED, LIFE[4], LIFE[4]], id="closing an item twice"),
        pytest.param([RECEIVED, events.Confirmed(item=9)], id="confirming what is not there"),
        pytest.param([RECEIVED, FETCHED], id="handing over before there is a result"),
    ],
)
def test_an_unlawful_history_is_refused(bodies: list[EventBody]) -> None:
    with pytest.raises(fold.UnlawfulHistory):
        fold.fold(history(*bodies))


@pytest.mark.parametrize("body", LIFE, ids=lambda body: body.name)
def test_every_event_reads_back_from_its_text(body: EventBody) -> None:
    assert parse(body.name, body.version, canonical(body)) == body

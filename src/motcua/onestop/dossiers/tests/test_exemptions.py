"""Who is spared what a dossier costs: at intake, put right later, on receipt and sheet."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from motcua.ground.agencies import examples as agencies
from motcua.ground.kernel.actor import PostKind, system
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples, queries, rules, sheets
from motcua.onestop.dossiers.actions import desk
from motcua.onestop.dossiers.examples import MORNING, TODAY, Cast, Life, copy_matter, key, received
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.tests.pages import Browser, events
from motcua.onestop.dossiers.views import slip_facts
from motcua.onestop.payments import queries as payments
from motcua.onestop.payments.models import Entry
from motcua.onestop.payments.rules import Balance
from motcua.onestop.procedures import actions as procedures
from motcua.onestop.procedures.examples import certified_copy
from motcua.onestop.procedures.exemptions import Exemption, NoSuchExemption
from motcua.onestop.processes import actions as processes
from motcua.onestop.processes.examples import one_house

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)
SOURCE, SINCE = "Luật Phí và lệ phí, Điều 10", date(2015, 1, 1)
POOR = Exemption("ho-ngheo", "Người thuộc hộ nghèo", 100, "", "Giấy hộ nghèo", SOURCE, SINCE)
OLD = Exemption("cao-tuoi", "Người cao tuổi", 50, "fee", "Căn cước", SOURCE, SINCE)
PAST = Exemption("het-han", "Diện cũ", 100, "", "Giấy", SOURCE, SINCE, date(2020, 1, 1))
CODE = "2.000908"
PROOF = "Giấy chứng nhận hộ nghèo số 12/2026"


@pytest.fixture
def cast() -> Cast:
    cast = examples.province()
    actor = system("examples")
    process = processes.publish(actor=actor, form_key=key(), process=one_house(), now=MORNING)
    definition = certified_copy(
        procedure_code=CODE, short_name="Cấp bản sao", exemptions=(POOR, OLD, PAST)
    )
    procedures.publish(
        actor=actor,
        form_key=key(),
        definition=definition,
        process_version_id=process,
        now=MORNING,
    )
    return cast


def life_of(cast: Cast, exemption: str = "", now: datetime = MORNING, **facts: Any) -> Life:
    shown = {"exemption": exemption, "exemption_paper": PROOF, **facts}
    matter = copy_matter(cast, procedure_code=CODE, **shown)
    return Life(received(cast.ward_receiver, matter, now=now))


def put_right(life: Life, cast: Cast, exemption: str, paper: str = PROOF, seen: str = "") -> None:
    desk.reduce_fee(
        actor=cast.ward_receiver,
        form_key=key(),
        code=life.dossier.code,
        seen=seen or life.seen(),
        exemption=exemption,
        exemption_paper=paper,
        reason="Quên hỏi lúc nhận.",
        now=LATER,
    )


def balance(life: Life) -> Balance:
    return payments.balance(queries.subject_of(life.dossier.pk))


@pytest.mark.parametrize(
    ("exemption", "due", "state"),
    [("", 10_000, "due"), ("ho-ngheo", 0, "nothing_due"), ("cao-tuoi", 5_000, "due")],
)
def test_at_intake(cast: Cast, exemption: str, due: int, state: str) -> None:
    life = life_of(cast, exemption)
    assert balance(life).due == due
    assert life.dossier.payment_state == state
    assert ("dossier.fees-reduced" in events(life)) == bool(exemption)
    assert not list(queries.projection_differences())


def test_half_is_paid_at_once(cast: Cast) -> None:
    life = life_of(cast, "cao-tuoi", money_receipt="BL-1")
    assert (life.dossier.payment_state, balance(life)) == ("paid", Balance(5_000, 5_000))


def test_nothing_is_taken_from_who_owes_nothing(cast: Cast) -> None:
    life_of(cast, "ho-ngheo", money_receipt="BL-1")
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("exemption", "paper", "refusal"),
    [
        ("het-han", PROOF, NoSuchExemption),
        ("khong-co", PROOF, NoSuchExemption),
        ("ho-ngheo", " ", rules.ProofOfExemptionNeeded),
    ],
)
def test_one_that_does_not_hold_or_is_not_proved_is_refused(
    cast: Cast, exemption: str, paper: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        life_of(cast, exemption, exemption_paper=paper)
    assert not Dossier.objects.exists()


def test_it_is_put_right_later_and_taken_back(cast: Cast) -> None:
    life = life_of(cast)
    put_right(life, cast, "ho-ngheo")
    assert balance(life).left == 0
    put_right(life, cast, "", "")
    life.dossier.refresh_from_db()
    assert (balance(life).left, life.dossier.payment_state) == (10_000, "due")
    assert events(life).count("dossier.fees-reduced") == 2
    assert not list(queries.projection_differences())


def test_what_was_paid_too_much_can_be_given_back(cast: Cast) -> None:
    life = life_of(cast, money_receipt="BL-1")
    put_right(life, cast, "cao-tuoi")
    life.dossier.refresh_from_db()
    assert (balance(life), balance(life).left) == (Balance(5_000, 10_000), 0)
    assert life.dossier.payment_state == "paid"


@pytest.mark.parametrize(
    ("exemption", "paper", "refusal"),
    [
        ("het-han", PROOF, NoSuchExemption),
        ("ho-ngheo", " ", rules.ProofOfExemptionNeeded),
    ],
)
def test_a_refusal_leaves_no_trace(
    cast: Cast, exemption: str, paper: str, refusal: type[Refusal]
) -> None:
    life = life_of(cast)
    before = Event.objects.count()
    with pytest.raises(refusal):
        put_right(life, cast, exemption, paper)
    assert Event.objects.count() == before
    assert balance(life).left == 10_000


def test_two_who_put_it_right_at_once_do_not_cross(cast: Cast) -> None:
    life = life_of(cast)
    before = life.seen()
    put_right(life, cast, "ho-ngheo")
    with pytest.raises(rules.ChangedMeanwhile):
        put_right(life, cast, "", seen=before)
    assert balance(life).left == 0


def test_others_put_nothing_right(cast: Cast) -> None:
    life = life_of(cast)
    for who in (cast.ward_head, cast.ward_handler):
        with pytest.raises(rules.NotYours):
            desk.reduce_fee(
                actor=who,
                form_key=key(),
                code=life.dossier.code,
                seen=life.seen(),
                exemption="ho-ngheo",
                exemption_paper=PROOF,
                reason="Thử.",
                now=LATER,
            )


def test_a_procedure_without_exemptions_spares_nobody(cast: Cast) -> None:
    life = examples.copy_life(cast)
    with pytest.raises(rules.NotPossibleNow):
        put_right(life, cast, "ho-ngheo")


def test_receipt_page_and_sheet_show_it(cast: Cast, browser: Browser) -> None:
    life = life_of(cast, "cao-tuoi", money_receipt="BL-1")
    facts = slip_facts.receipt_facts(
        sheets.sheet(cast.ward_receiver, life.dossier.code), receiver=""
    )
    assert [(fee.label, fee.amount) for fee in facts.fees] == [
        ("Phí chứng thực (miễn, giảm 5.000 đồng: Người cao tuổi)", 5_000)
    ]
    page = browser.of(cast.ward_receiver, at=LATER).get(f"/ho-so/{life.dossier.code}/")
    assert "5.000 đồng: Người cao tuổi" in page
    assert PROOF in page
    assert "miễn, giảm 5.000 đồng: Người cao tuổi" in page
    where = f"/bang-ke-thu/{cast.house.ward.pk}/{cast.ward_receiver.user_id}/{MORNING.date()}/"
    assert "5.000 đồng: Người cao tuổi" in browser.get(where)


def test_what_is_granted_after_a_sheet_was_closed_stands_on_the_next(
    cast: Cast, browser: Browser
) -> None:
    receiver, ward = cast.ward_receiver, cast.house.ward.pk
    life_of(cast, money_receipt="BL-1")
    where = f"/bang-ke-thu/{ward}/{receiver.user_id}"
    first, second = f"{where}/{TODAY}/", f"{where}/{TODAY + timedelta(days=1)}/"
    browser.of(receiver, at=LATER).post(first, counted="10.000")
    life_of(cast, "cao-tuoi", money_receipt="BL-2", now=LATER + timedelta(hours=1))
    assert "Người cao tuổi" not in browser.get(first)
    assert "5.000 đồng: Người cao tuổi" in browser.get(second)


def test_a_cashier_is_offered_it_where_nothing_is_owed_nor_kept(
    cast: Cast, browser: Browser
) -> None:
    cashier = examples.actor(agencies.seat(cast.house.ward, PostKind.CASHIER, "Ngô Thị Kim Chi"))
    code = life_of(cast, "ho-ngheo").dossier.code
    page = browser.of(cashier, at=LATER).get(f"/ho-so/{code}/")
    assert f"/ho-so/{code}/mien-giam/" in page


def test_the_counter_reckons_with_it(cast: Cast, browser: Browser) -> None:
    page = browser.of(cast.ward_receiver, at=LATER).get(f"/tiep-nhan/?thu-tuc={CODE}")
    assert "Người thuộc hộ nghèo" in page
    assert "Diện cũ" not in page
    typed = {"thu-tuc": CODE, "pages": "3", "copies": "2", "exemption": "cao-tuoi"}
    client = browser.client
    told = client.post("/tiep-nhan/nhap/", {**typed, "form_key": key()}, headers={"Accept": "*/*"})
    assert "5.000 đồng" in told.content.decode()


def test_the_page_asks_for_the_proof(cast: Cast, browser: Browser) -> None:
    life = life_of(cast)
    where, seen = f"/ho-so/{life.dossier.code}/mien-giam/", life.seen()
    assert "Người thuộc hộ nghèo" in browser.of(cast.ward_receiver, at=LATER).get(where)
    page = browser.post(where, status=422, seen=seen, exemption="ho-ngheo", reason="Quên hỏi.")
    assert "Chưa ghi giấy tờ chứng minh" in page
    assert "Quên hỏi." in page
    browser.post(where, seen=seen, exemption="ho-ngheo", exemption_paper=PROOF, reason="Quên hỏi.")
    page = browser.get(where)
    assert re.search(r'value="ho-ngheo"[^>]* checked', page)
    assert f'value="{PROOF}"' in page

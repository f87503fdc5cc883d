"""Every verb: what it does, whom it refuses, and that a refusal leaves no trace."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DataError
from pytest_django import DjangoAssertNumQueries

from motcua.ground.access.models import FormKey
from motcua.ground.access.rules import StaleForm
from motcua.ground.agencies.models import Tenure
from motcua.ground.kernel.actor import Actor, PostKind, Proof
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.trail import queries as trail
from motcua.ground.trail.rules import Fault
from motcua.onestop.dossiers import examples, projection, queries, rules
from motcua.onestop.dossiers.actions import counter, desk, steps
from motcua.onestop.dossiers.capacity import TakerNeedsAuthority, Visitor
from motcua.onestop.dossiers.examples import (
    HANOI,
    MORNING,
    OWNER,
    Cast,
    Life,
    copy_life,
    copy_matter,
    draft,
    handed_over,
    handed_over_unpaid,
    key,
    permit_life,
    permit_matter,
    permit_to_result,
    permit_to_signature,
    received,
)
from motcua.onestop.dossiers.intake import PaperFacts
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.onestop.dossiers.states import PaymentState, Status
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.payments.rules import MoreThanOwed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return examples.province()


class TestReceive:
    def test_a_copy_is_promised_the_same_day_and_charged_by_the_page(self, cast: Cast) -> None:
        dossier = received(cast.ward_receiver, copy_matter(cast))
        assert dossier.status == Status.RECEIVED
        assert dossier.due_at == datetime(2026, 11, 2, 17, 0, tzinfo=HANOI)
        assert dossier.payment_state == "due"
        ward = cast.house.ward
        assert dossier.code == f"{ward.qcvn_code}-261102-0001"

    def test_codes_count_on_within_a_desk_and_a_day(self, cast: Cast) -> None:
        codes = [
            received(cast.ward_receiver, copy_matter(cast), now=moment).code[-11:]
            for moment in (MORNING, MORNING, MORNING + timedelta(days=1))
        ]
        assert codes == ["261102-0001", "261102-0002", "261103-0001"]

    def test_a_refused_intake_gives_its_number_back(self, cast: Cast) -> None:
        spoilt = copy_matter(cast, papers=(PaperFacts("Giấy khai sinh", "x" * 99, 1),))
        with pytest.raises(DataError):
            received(cast.ward_receiver, spoilt)
        assert received(cast.ward_receiver, copy_matter(cast)).code.endswith("-0001")

    def test_the_same_form_twice_is_one_dossier(self, cast: Cast) -> None:
        given: dict[str, Any] = {
            "actor": cast.ward_receiver,
            "form_key": key(),
            "intake": copy_matter(cast),
            "is_lack_accepted": True,
        }
        first = counter.receive(**given, now=MORNING)
        second = counter.receive(**given, now=MORNING + timedelta(minutes=1))
        assert second.is_repeat
        assert second.code == first.code
        assert Dossier.objects.count() == 1

    def test_a_key_used_for_something_else_is_refused(self, cast: Cast) -> None:
        life = copy_life(cast)
        used = str(uuid4())
        facts: dict[str, Any] = {"actor": cast.ward_handler, "form_key": used, "now": MORNING}
        steps.propose(code=life.dossier.code, item=1, draft=draft(), **facts)
        refused(StaleForm, steps.confirm, code=life.dossier.code, item=1, **facts)
        another = counter.receive(
            actor=cast.ward_receiver,
            form_key=used,
            intake=copy_matter(cast),
            is_lack_accepted=True,
            now=MORNING,
        )
        assert not another.is_repeat

    def test_a_form_whose_key_is_long_forgotten_is_refused(self, cast: Cast) -> None:
        given: dict[str, Any] = {
            "actor": cast.ward_receiver,
            "intake": copy_matter(cast),
            "is_lack_accepted": True,
        }
        old = str(uuid4())
        counter.receive(form_key=old, now=MORNING, **given)
        FormKey.objects.all().delete()
        refused(StaleForm, counter.receive, form_key=old, now=MORNING, **given)

    def test_without_a_required_paper_only_by_one_who_knows(self, cast: Cast) -> None:
        given: dict[str, Any] = {"actor": cast.ward_receiver, "intake": copy_matter(cast)}
        refused(rules.PapersLack, counter.receive, form_key=key(), now=MORNING, **given)
        assert not Dossier.objects.exists()

    @pytest.mark.parametrize("role", ["ward_handler", "city_receiver", "administrator"])
    def test_only_the_desk_receives(self, cast: Cast, role: str) -> None:
        refused(rules.NotYours, received, getattr(cast, role), copy_matter(cast))

    def test_a_desk_receives_its_own_procedures(self, cast: Cast) -> None:
        matter = permit_matter(cast, desk_id=cast.house.ward.pk)
        with pytest.raises(Refusal):
            received(cast.ward_receiver, matter)
        assert not Dossier.objects.exists()

    def test_money_taken_at_once_is_entered(self, cast: Cast) -> None:
        promise = queries.promise(
            desk_id=cast.house.ward.pk,
            procedure_code=examples.COPY,
            case_key="chung",
            pages=3,
            copies=2,
            now=MORNING,
        )
        dossier = received(cast.ward_receiver, copy_matter(cast, money_receipt="BL-1"))
        assert promise.charged == 2 * (2000 + 2000 + 1000)
        assert dossier.payment_state == "paid"


class TestAssign:
    def assign(self, cast: Cast, life: Life, actor: Actor, to: Actor) -> None:
        life.act(steps.assign, actor, post_id=to.grants[0].post_id)

    def test_the_head_gives_it_to_one_seat(self, cast: Cast) -> None:
        life = permit_life(cast)
        self.assign(cast, life, cast.planning_head, cast.second_planner)
        item = WorkItem.objects.get()
        assert item.post_id == cast.second_planner.grants[0].post_id
        assert item.received_at == life.now
        assert Dossier.objects.get().status == Status.IN_PROGRESS

    def test_nobody_else_assigns(self, cast: Cast) -> None:
        life = permit_life(cast)
        refused(rules.NotYours, self.assign, cast, life, cast.planner, cast.second_planner)
        refused(rules.NotYours, self.assign, cast, life, cast.city_head, cast.planner)

    def test_only_to_a_handler_of_the_same_agency(self, cast: Cast) -> None:
        life = permit_life(cast)
        head = cast.planning_head
        refused(rules.NoSuchSeat, self.assign, cast, life, head, cast.accountant)

    def test_the_other_handler_can_no_longer_work_on_it(self, cast: Cast) -> None:
        life = permit_life(cast)
        self.assign(cast, life, cast.planning_head, cast.second_planner)
        refused(rules.NoSuchDossier, life.act, steps.forward, cast.planner)


class TestSteps:
    def test_a_sent_dossier_is_confirmed_by_word(self, cast: Cast) -> None:
        life = permit_life(cast)
        assert WorkItem.objects.get().received_at is None
        life.act(steps.confirm, cast.planner)
        assert WorkItem.objects.get().received_at == life.now

    def test_or_by_the_first_act(self, cast: Cast) -> None:
        life = permit_life(cast)
        life.act(steps.forward, cast.planner)
        assert WorkItem.objects.get(number=1).received_at == life.now

    def test_forwarding_opens_the_next_step(self, cast: Cast) -> None:
        life = permit_life(cast)
        life.act(steps.forward, cast.planner, note="Đã kiểm tra thực địa.")
        assert [item.step for item in queries.open_items(life.dossier)] == ["draft"]

    def test_a_step_goes_back_to_whoever_did_it_with_a_reason(self, cast: Cast) -> None:
        life = permit_life(cast)
        life.act(steps.forward, cast.planner)
        refused(rules.ReasonNeeded, life.act, steps.return_step, cast.second_planner, reason=" ")
        life.act(steps.return_step, cast.second_planner, reason="Thiếu ảnh hiện trạng.")
        (item,) = queries.open_items(life.dossier)
        assert (item.step, item.post_id) == ("visit", cast.planner.grants[0].post_id)

    def test_the_first_step_has_none_before_it(self, cast: Cast) -> None:
        life = permit_life(cast)
        refused(rules.NotPossibleNow, life.act, steps.return_step, cast.planner, reason="x")

    def test_a_proposal_needs_a_file(self, cast: Cast) -> None:
        life = copy_life(cast)
        refused(rules.NothingToSign, life.act, steps.propose, cast.ward_handler, draft=None)

    def test_sent_back_goes_to_the_proposer_who_may_keep_the_draft(self, cast: Cast) -> None:
        life = permit_to_signature(cast)
        life.act(steps.send_back, cast.city_head, reason="Sửa khoảng lùi.")
        (item,) = queries.open_items(life.dossier)
        assert (item.step, item.post_id) == ("draft", cast.planner.grants[0].post_id)
        life.act(steps.propose, cast.planner, draft=None)
        assert [item.step for item in queries.open_items(life.dossier)] == ["approve"]

    def test_two_officers_on_one_item_the_second_is_told_who_was_faster(self, cast: Cast) -> None:
        life = permit_life(cast)
        number = life.item()
        life.act(steps.forward, cast.planner)
        told = refused(
            rules.AlreadyMoved,
            steps.forward,
            actor=cast.planner,
            form_key=key(),
            code=life.dossier.code,
            item=number,
            now=life.now,
        )
        assert str(told.sentence) == "Lê Nguyễn Thùy Trang đã chuyển hồ sơ này lúc 09:14."

    @pytest.mark.parametrize(
        "role", ["city_receiver", "city_clerk", "city_head", "planning_head", "administrator"]
    )
    def test_nobody_handles_what_is_not_his(self, cast: Cast, role: str) -> None:
        life = permit_life(cast)
        with pytest.raises((rules.NotYours, rules.NoSuchDossier)):
            life.act(steps.forward, getattr(cast, role))
        assert Dossier.objects.get().version == 1


class TestSign:
    def test_signing_keeps_the_digest_of_the_file_and_how_he_proved_himself(
        self, cast: Cast
    ) -> None:
        life = permit_to_signature(cast)
        life.sign(cast.city_head)
        body = queries.history(life.dossier)[-1].body
        assert body.file_digest == queries.latest_draft(life.dossier.pk).stored.digest  # type: ignore[union-attr, attr-defined]
        assert body.proof_method == "password"  # type: ignore[attr-defined]

    def test_another_file_than_he_saw_is_not_signed(self, cast: Cast) -> None:
        life = permit_to_signature(cast)
        proof = Proof(cast.city_head.user_id or 0, "password", life.now)
        refused(
            rules.FileChanged, life.act, steps.sign, cast.city_head, digest="0" * 64, proof=proof
        )

    def test_the_proof_is_his_own(self, cast: Cast) -> None:
        life = permit_to_signature(cast)
        proof = Proof(cast.planning_head.user_id or 0, "password", life.now)
        refused(
            rules.ProofNeeded, life.act, steps.sign, cast.city_head, digest="0" * 64, proof=proof
        )

    def test_the_approving_head_does_not_sign(self, cast: Cast) -> None:
        life = permit_to_signature(cast)
        refused(rules.NotYours, life.sign, cast.planning_head)


class TestIssue:
    def test_the_result_has_the_next_number_and_the_clock_ends(self, cast: Cast) -> None:
        life = permit_to_result(cast)
        dossier = Dossier.objects.get()
        assert dossier.status == Status.RESULT_READY
        assert dossier.ended_at == life.now
        assert dossier.results.get().number == 1
        assert dossier.results.get().signer == "Huỳnh Quốc Bảo"
        assert permit_to_result(cast).dossier is not None
        assert Dossier.objects.latest("pk").results.get().number == 2

    def test_a_scan_of_the_stamped_paper_is_kept(self, cast: Cast) -> None:
        life = permit_to_signature(cast)
        life.sign(cast.city_head)
        life.act(steps.issue, cast.city_clerk, scan=draft(name="ban-ky.pdf"))
        assert [file.kind for file in life.dossier.files.order_by("-id")] == ["scan", "draft"]

    def test_only_the_records_officer_issues(self, cast: Cast) -> None:
        life = permit_to_signature(cast)
        life.sign(cast.city_head)
        refused(rules.NotYours, life.act, steps.issue, cast.city_head)


class TestDesk:
    def test_money_is_taken_in_parts(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.pay(cast.ward_receiver, 4000)
        assert Dossier.objects.get().payment_state == "due"
        life.pay(cast.ward_receiver, 6000)
        assert Dossier.objects.get().payment_state == "paid"
        refused(rules.NothingDue, life.pay, cast.ward_receiver, 1)

    def test_never_more_than_is_due(self, cast: Cast) -> None:
        life = copy_life(cast)
        refused(MoreThanOwed, life.pay, cast.ward_receiver, 1_000_000)

    def test_only_the_desk_takes_money(self, cast: Cast) -> None:
        life = copy_life(cast)
        refused(rules.NotYours, life.pay, cast.ward_head, 4000)

    def test_a_late_result_is_handed_over_all_the_same(self, cast: Cast) -> None:
        life = permit_to_result(cast)
        life.now += timedelta(days=60)
        life.act(desk.hand_over, cast.city_receiver, **OWNER)
        dossier = Dossier.objects.get()
        assert dossier.status == Status.HANDED_OVER
        assert not queries.open_items(dossier)

    def test_a_stranger_fetches_only_by_authority(self, cast: Cast) -> None:
        life = permit_to_result(cast)
        ut, fetches = Visitor("Lý Văn Út", "Căn cước"), (desk.hand_over, cast.city_receiver)
        told = refused(TakerNeedsAuthority, life.act, *fetches, visitor=ut)
        assert str(told.sentence) == "Lý Văn Út không có tên trong hồ sơ."
        life.act(*fetches, visitor=replace(ut, authority="Giấy 12/UQ"))
        assert Dossier.objects.get().status == Status.HANDED_OVER

    def test_unpaid_asks_for_a_reason(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.act(steps.propose, cast.ward_handler, draft=draft())
        life.sign(cast.ward_head)
        life.act(steps.issue, cast.ward_clerk)
        told = refused(
            rules.UnpaidNeedsReason, life.act, desk.hand_over, cast.ward_receiver, **OWNER
        )
        assert str(told.sentence) == "Còn 10.000 đồng chưa thu."
        life.act(desk.hand_over, cast.ward_receiver, **OWNER, reason="Hộ nghèo, thu sau.")
        assert Dossier.objects.get().status == Status.HANDED_OVER

    def test_what_was_left_unpaid_is_taken_after_the_result_has_left(self, cast: Cast) -> None:
        life = handed_over_unpaid(cast)
        life.pay(cast.ward_receiver, 4000)
        dossier = Dossier.objects.get()
        assert (dossier.status, dossier.payment_state) == (Status.HANDED_OVER, PaymentState.DUE)
        life.pay(cast.ward_receiver, 6000)
        dossier.refresh_from_db()
        assert (dossier.status, dossier.payment_state) == (Status.HANDED_OVER, PaymentState.PAID)
        assert list(queries.projection_differences()) == []
        refused(rules.NothingDue, life.pay, cast.ward_receiver, 1)

    def test_what_was_stopped_unpaid_is_owed_no_longer(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.stop(cast.ward_head)
        refused(rules.NotPossibleNow, life.pay, cast.ward_receiver, 10_000)


def test_a_whole_life_is_the_fold_of_its_events(cast: Cast) -> None:
    handed_over(cast)
    permit_to_signature(cast)
    life = copy_life(cast)
    life.pay(cast.ward_receiver, 4000)
    assert list(queries.projection_differences()) == []
    # The examples happen in the past, which is the one fault that their chains have.
    assert {link.fault for link in trail.verify()} <= {Fault.BACKDATED}


def test_many_dossiers_are_folded_in_few_statements(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _another in range(3):
        copy_life(cast)
    with django_assert_num_queries(5):
        assert list(queries.projection_differences()) == []
    monkeypatch.setattr(queries, "FOLDED_AT_ONCE", 2)
    with django_assert_num_queries(9):
        assert list(queries.projection_differences()) == []


def test_a_planted_difference_is_named(cast: Cast) -> None:
    dossier = copy_life(cast).dossier
    Dossier.objects.filter(pk=dossier.pk).update(payment_state="paid")
    (difference,) = queries.projection_differences()
    assert (difference.code, difference.column) == (dossier.code, "payment_state")


def test_a_history_that_cannot_be_is_named_and_stops_nothing(cast: Cast) -> None:
    dossier = copy_life(cast).dossier
    (difference,) = projection.differences(dossier, [], [])
    assert (difference.code, difference.column) == (dossier.code, "history")


def test_a_right_taken_away_fails_that_minute(cast: Cast) -> None:
    life = permit_life(cast)
    post = cast.planner.grants[0].post_id
    Tenure.objects.filter(post=post).update(valid_to=MORNING.date())
    refused(rules.NoSuchDossier, life.act, steps.forward, cast.planner)
    assert cast.planner.holding(PostKind.HANDLER)

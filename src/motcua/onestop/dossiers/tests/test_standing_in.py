"""What a substitute and whoever signs for a head do to dossiers, and how it is told for ever."""

from datetime import datetime
from typing import Any

import pytest

from motcua.ground.agencies import actions as agencies
from motcua.ground.agencies import examples as house
from motcua.ground.agencies.capacity import StandInKind
from motcua.ground.agencies.models import StandIn
from motcua.ground.kernel.actor import Actor, PostKind, Proof
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples, lists, queries, rules, sheets
from motcua.onestop.dossiers.actions import steps
from motcua.onestop.dossiers.examples import (
    MORNING,
    Cast,
    Life,
    again,
    arranged,
    copy_life,
    key,
    permit_life,
    permit_to_signature,
)
from motcua.onestop.dossiers.models import Result, WorkItem
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import LATER, Browser
from motcua.onestop.dossiers.views import slip_facts

pytestmark = pytest.mark.django_db


def deputy(place: Any) -> Actor:
    """Seat a deputy; return him."""
    return examples.actor(house.seat(place, PostKind.DEPUTY, "Đặng Thị Phó"))


def end(actor: Actor, now: datetime = MORNING) -> None:
    row = StandIn.objects.latest("pk")
    agencies.end_stand_in(actor=actor, form_key=key(), stand_in_id=row.pk, now=now)


class TestSubstitute:
    @pytest.fixture
    def life(self, cast: Cast) -> Life:
        """Return a permit in the hands of the first planner."""
        life = permit_life(cast)
        life.act(steps.forward, cast.planner)
        life.act(steps.assign, cast.planning_head, post_id=cast.planner.grants[0].post_id)
        return life

    def test_sees_and_does_the_work_of_whoever_is_away(self, cast: Cast, life: Life) -> None:
        substitute = arranged(cast.planner, cast.second_planner)
        assert [item.dossier for item in lists.mine(substitute)] == [life.dossier]
        life.act(steps.propose, substitute, draft=examples.draft())
        event = Event.objects.latest("pk")
        own, away = cast.second_planner.grants[0].post_id, cast.planner.grants[0].post_id
        assert (event.post_id, event.acting_for) == (own, away)
        item = WorkItem.objects.get(dossier=life.dossier, outcome="propose")
        assert (item.post_id, item.closed_from_id, item.closed_by) == (away, own, "Bùi Quốc Việt")

    def test_is_told_as_such_in_the_history_and_on_the_control_slip(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        substitute = arranged(cast.planner, cast.second_planner)
        life.act(steps.propose, substitute, draft=examples.draft())
        page = browser.of(cast.city_head, at=LATER).get(f"/ho-so/{life.dossier.code}/")
        said = "Bùi Quốc Việt (thay Lê Nguyễn Thùy Trang)"
        assert f"{said} đã trình kết quả" in page
        sheet = sheets.sheet(cast.city_receiver, life.dossier.code)
        facts = slip_facts.control_facts(sheet, queries.history(sheet.dossier))
        assert facts.passings[-1].giver_name == said

    def test_may_do_nothing_the_minute_that_it_is_ended(self, cast: Cast, life: Life) -> None:
        substitute = arranged(cast.planner, cast.second_planner)
        end(cast.planner)
        before = Event.objects.count()
        with pytest.raises(rules.NoSuchDossier):
            life.act(steps.propose, substitute, draft=examples.draft())
        assert Event.objects.count() == before
        assert not queries.visible_to(again(cast.second_planner)).exists()


class TestSignature:
    @pytest.fixture
    def life(self, cast: Cast) -> Life:
        return permit_to_signature(cast)

    def test_is_given_for_the_head_and_the_result_says_so(self, cast: Cast, life: Life) -> None:
        signs = arranged(cast.city_head, deputy(cast.house.city), StandInKind.SIGNING)
        assert [item.dossier for item in lists.waiting(signs)] == [life.dossier]
        life.sign(signs)
        life.act(steps.issue, cast.city_clerk)
        result = Result.objects.get()
        assert result.signer == "Đặng Thị Phó"
        assert result.signed_as == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
        assert lists.finished(signs, since=MORNING).count() == 1
        assert queries.visible_to(signs).get() == life.dossier

    def test_does_not_put_right_what_was_written_with_it(self, cast: Cast, life: Life) -> None:
        signs = arranged(cast.city_head, deputy(cast.house.city), StandInKind.SIGNING)
        life.act(steps.send_back, signs, reason="Sửa khoảng lùi.")
        refused(rules.NotYoursToCorrect, life.correct, signs, "Sửa khoảng lùi phía sau.")
        life.correct(cast.city_head, "Sửa khoảng lùi phía sau.")

    def test_is_told_before_it_is_given_and_after(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        signs = arranged(cast.city_head, cast.planning_head, StandInKind.SIGNING)
        page = browser.of(signs, at=LATER).get(f"/ho-so/{life.dossier.code}/viec/{life.item()}/ky/")
        assert "TUQ. CHỦ TỊCH<br>TRƯỞNG PHÒNG" in page
        life.sign(signs)
        page = browser.of(cast.city_head, at=LATER).get(f"/ho-so/{life.dossier.code}/")
        assert "Phạm Quốc Bảo (TUQ. Chủ tịch) đã ký" in page

    def test_of_a_head_himself_names_him(self, cast: Cast, life: Life) -> None:
        life.sign(cast.city_head)
        life.act(steps.issue, cast.city_clerk)
        assert Result.objects.get().signed_as == "CHỦ TỊCH"

    def test_reaches_nothing_else_of_the_head(self, cast: Cast) -> None:
        signs = arranged(cast.ward_head, deputy(cast.house.ward), StandInKind.SIGNING)
        life = copy_life(cast)
        assert not queries.visible_to(signs).exists()
        assert not lists.unassigned(signs).exists()
        seat = cast.ward_handler.grants[0].post_id
        with pytest.raises(rules.NoSuchDossier):
            life.act(steps.assign, signs, post_id=seat)

    def test_may_be_refused_by_sending_back(self, cast: Cast, life: Life) -> None:
        signs = arranged(cast.city_head, deputy(cast.house.city), StandInKind.SIGNING)
        life.act(steps.send_back, signs, reason="Sửa khoảng lùi.")
        assert lists.mine(cast.planner).exists()

    def test_fails_the_minute_that_it_is_ended(self, cast: Cast, life: Life) -> None:
        signs = arranged(cast.city_head, deputy(cast.house.city), StandInKind.SIGNING)
        end(cast.city_head)
        lies = queries.latest_draft(life.dossier.pk)
        assert lies is not None
        before = Event.objects.count()
        with pytest.raises(Refusal):
            steps.sign(
                actor=signs,
                form_key=key(),
                code=life.dossier.code,
                item=life.item(),
                digest=lies.stored.digest,
                proof=Proof(signs.user_id or 0, "password", life.now),
                now=life.now,
            )
        assert Event.objects.count() == before


def test_a_deputy_without_a_delegation_sees_and_does_nothing(cast: Cast) -> None:
    life = permit_to_signature(cast)
    nobody = deputy(cast.house.city)
    assert not queries.visible_to(nobody).exists()
    with pytest.raises(rules.NoSuchDossier):
        life.sign(nobody)


def test_a_deputy_heads_the_agency_while_its_head_is_away(cast: Cast) -> None:
    life = copy_life(cast)
    heads = arranged(cast.ward_head, deputy(cast.house.ward))
    life.act(steps.assign, heads, post_id=cast.ward_handler.grants[0].post_id)
    assert lists.mine(cast.ward_handler).exists()

"""An agency ends: its unfinished dossiers come to whoever has its duties."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies import queries as agency_queries
from motcua.ground.agencies.models import Agency, Succession
from motcua.ground.agencies.rules import SuccessionKind
from motcua.ground.design.speech import said
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers import events as happened
from motcua.onestop.dossiers import (
    examples,
    followed,
    inheritance,
    lists,
    queries,
    rules,
    sheets,
)
from motcua.onestop.dossiers.actions import hands, passing, steps
from motcua.onestop.dossiers.examples import MORNING, Life, key
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.states import Status
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.tests.turned import AFTER, CLERK, TURN, Turned, pass_on, row
from motcua.onestop.dossiers.views import slip_facts

pytestmark = pytest.mark.django_db


class TestPassOn:
    """What a house left passes to its only successor."""

    def test_it_goes_with_all_that_is_open_and_keeps_its_date(self, turned: Turned) -> None:
        life = examples.copy_life(turned.cast)
        before = row(life)
        assert pass_on(turned) == 1
        after = row(life)
        assert (after.desk, after.lead_agency) == (turned.merged, turned.merged)
        assert after.committee == turned.cast.house.province
        assert (after.due_at, after.status) == (before.due_at, before.status)
        assert after.receiving_desk == turned.ward
        (item,) = queries.open_items(after)
        assert (item.agency, item.from_agency) == (turned.merged, turned.merged)
        assert (item.post_id, item.received_at) == (None, None)
        assert list(queries.projection_differences()) == []

    def test_again_there_is_nothing_left(self, turned: Turned) -> None:
        life = examples.copy_life(turned.cast)
        assert [pass_on(turned), pass_on(turned)] == [1, 0]
        assert row(life).item_count == 2

    def test_what_was_cut_short_goes_on(
        self, turned: Turned, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(passing, "AT_ONCE", 2)
        for _ in range(3):
            examples.copy_life(turned.cast)
        assert [pass_on(turned) for _ in range(3)] == [2, 1, 0]

    def test_many_cost_as_many_statements_as_one(self, turned: Turned) -> None:
        spent = []
        for count in (1, 4):
            for _ in range(count):
                examples.copy_life(turned.cast)
            with CaptureQueriesContext(connection) as statements:
                assert pass_on(turned) == count
            spent.append(len(statements))
        assert spent[0] == spent[1]

    def test_the_successor_does_the_rest(self, turned: Turned) -> None:
        life = examples.copy_life(turned.cast)
        pass_on(turned)
        life.now = AFTER
        life.act(steps.propose, turned.handler, draft=examples.draft())
        (item,) = queries.open_items(row(life))
        assert (item.agency, item.post_kind) == (turned.merged, "head")
        life.sign(turned.head)

    @pytest.mark.parametrize("is_agreed", [True, False])
    def test_a_withdrawal_that_was_asked_is_decided_by_the_new_head(
        self,
        turned: Turned,
        is_agreed: bool,  # noqa: FBT001
    ) -> None:
        life = examples.copy_life(turned.cast)
        life.ask_back(turned.cast.ward_receiver)
        pass_on(turned)
        life.now = AFTER
        assert [item.dossier for item in lists.to_decide(turned.head)] == [life.dossier]
        (life.agree if is_agreed else life.decline)(turned.head)
        assert row(life).status == (Status.STOPPED if is_agreed else Status.RECEIVED)
        assert list(queries.projection_differences()) == []

    def test_the_new_head_may_stop_it_before_anybody_confirms(self, turned: Turned) -> None:
        life = examples.copy_life(turned.cast)
        pass_on(turned)
        life.now = AFTER
        life.stop(turned.head)
        assert row(life).status == Status.STOPPED

    def test_what_was_transferred_here_is_not_declined(self, turned: Turned) -> None:
        life = examples.permit_life(turned.cast)
        life.act(steps.confirm, turned.cast.planner)
        ward = turned.ward.pk
        life.act(hands.transfer, turned.cast.planner, agency_id=ward, reason="Đúng nơi hơn.")
        pass_on(turned)
        life.now = AFTER
        before = row(life).version
        with pytest.raises(rules.NotPossibleNow):
            life.act(hands.decline, turned.handler, reason="Không phải việc ở đây.")
        assert row(life).version == before

    def test_what_was_asked_keeps_its_own_moment(self, turned: Turned) -> None:
        life = examples.asking_life(turned.cast)
        department = turned.cast.house.department
        (asked,) = life.dossier.items.filter(agency=department, closed_at=None)
        assert asked.due_at < row(life).due_at
        Agency.objects.filter(pk=department.pk).update(valid_to=TURN)
        Succession.objects.create(
            predecessor=department,
            successor=turned.merged,
            kind=SuccessionKind.WHOLE,
            took_effect_on=TURN,
        )
        passing.pass_on(actor=CLERK, house_id=department.pk, now=AFTER)
        (there,) = life.dossier.items.filter(agency=turned.merged, closed_at=None)
        assert (there.act, there.due_at) == ("opine", asked.due_at)
        assert there.from_agency == turned.cast.house.planning
        life.now = AFTER
        with pytest.raises(rules.NotYours):
            life.stop(turned.head)

    def test_whoever_asks_for_an_opinion_in_its_place_has_the_dossier(self, turned: Turned) -> None:
        life = examples.asking_life(turned.cast)
        house, department = turned.cast.house, turned.cast.house.department
        clerk = examples.actor(agencies.seat(department, PostKind.HANDLER))
        (asked,) = life.dossier.items.filter(agency=department, closed_at=None)
        code, now = life.dossier.code, life.now
        steps.confirm(actor=clerk, form_key=key(), code=code, item=asked.number, now=now)
        Succession.objects.filter(predecessor=house.city, successor=turned.other).delete()
        passing.pass_on(actor=CLERK, house_id=house.city.pk, now=AFTER)
        (there,) = life.dossier.items.filter(agency=department, closed_at=None)
        assert (there.from_agency, there.received_at) == (turned.merged, AFTER)
        assert there.due_at == asked.due_at
        assert queries.dossier_facts(row(life), queries.open_items(row(life))).holders == {
            turned.merged.pk
        }
        assert list(queries.projection_differences()) == []

    def test_what_it_had_sent_comes_back_to_the_successor(self, turned: Turned) -> None:
        life = examples.copy_life(turned.cast)
        planning = turned.cast.house.planning
        Agency.objects.filter(pk=planning.pk).update(valid_to=None)
        life.act(hands.transfer, turned.cast.ward_handler, agency_id=planning.pk, reason="Nhờ.")
        assert pass_on(turned) == 1
        (item,) = queries.open_items(row(life))
        assert (item.agency, item.from_agency) == (planning, turned.merged)
        life.now = AFTER
        life.act(hands.decline, turned.cast.planner, reason="Không phải việc của phòng.")
        (item,) = queries.open_items(row(life))
        assert (item.agency, item.post_id) == (turned.merged, None)
        assert list(queries.projection_differences()) == []

    def test_rights_of_the_ended_end(self, turned: Turned) -> None:
        life = examples.copy_life(turned.cast)
        pass_on(turned)
        life.now = AFTER
        with pytest.raises(rules.NoSuchDossier):
            life.act(steps.confirm, turned.cast.ward_handler)
        assert row(life).version == 2

    def test_old_papers_say_what_they_said(self, turned: Turned) -> None:
        life = examples.copy_life(turned.cast)
        printed = [
            slip_facts.receipt_facts(sheets.sheet(viewer, life.dossier.code), receiver="Ánh")
            for viewer, _ in (
                (turned.cast.ward_receiver, None),
                (turned.receiver, pass_on(turned)),
            )
        ]
        assert printed[0] == printed[1]
        assert printed[1].agency == turned.ward.name

    def test_the_citizen_is_told_who_holds_it_now(self, turned: Turned) -> None:
        life = examples.copy_life(turned.cast)
        pass_on(turned)
        link = receipt_link("key", dossier_id=life.dossier.pk, issue=1)
        shown = followed.followed("key", code=life.dossier.code, link=link, now=AFTER)
        assert shown is not None
        assert (shown.holder, shown.desk) == (turned.merged.name, turned.merged.name)
        newest = next(said(line.words) for line in shown.way if line.state == "done")
        assert "kết thúc hoạt động" in newest
        assert turned.merged.name in newest

    def test_one_that_stands_gives_nothing(self, turned: Turned) -> None:
        life = examples.copy_life(turned.cast)
        with pytest.raises(rules.StillStands):
            passing.pass_on(actor=CLERK, house_id=turned.ward.pk, now=MORNING)
        assert row(life).version == 1

    def test_papers_that_lie_at_the_desk_go_along(self, turned: Turned) -> None:
        life = examples.copy_life(turned.cast)
        life.stop(turned.cast.ward_head)
        assert row(life).delivery_state == "papers_at_desk"
        assert pass_on(turned) == 1
        assert row(life).desk == turned.merged
        assert list(queries.projection_differences()) == []

    def test_what_is_over_stays_where_it_lay(self, turned: Turned) -> None:
        life = examples.handed_over(turned.cast)
        city = turned.cast.house.city
        assert inheritance.left_behind(agency_queries.house(city.pk)).count() == 0
        assert row(life).desk == city


class TestWhatTheEndedWrote:
    """Somebody answers for it: the head of whoever has its duties."""

    @pytest.fixture
    def noted(self, turned: Turned) -> Life:
        """Return a copy whose handler wrote a word to his head, who is no more."""
        life = examples.copy_life(turned.cast)
        facts = {"draft": examples.draft(), "note": "Bản chính mờ."}
        life.act(steps.propose, turned.cast.ward_handler, **facts)
        pass_on(turned)
        life.now = AFTER
        return life

    def test_the_new_head_puts_it_right(
        self, turned: Turned, noted: Life, browser: Browser
    ) -> None:
        page = browser.of(turned.head, at=AFTER).get(f"/ho-so/{noted.dossier.code}/")
        assert "Đính chính" in page
        noted.correct(turned.head, "Bản chính rõ.")
        event = queries.history(noted.dossier)[-1].body
        assert isinstance(event, happened.Corrected)
        assert event.agency_id == turned.merged.pk

    def test_nobody_else_does(self, turned: Turned, noted: Life) -> None:
        refused(rules.NotYoursToCorrect, noted.correct, turned.receiver, "Bản chính rõ.")
        refused(rules.NoSuchDossier, noted.correct, turned.other_head, "Bản chính rõ.")

    def test_a_result_that_it_issued_is_recalled(self, turned: Turned) -> None:
        life = examples.copy_life(turned.cast)
        cast = turned.cast
        life.act(steps.propose, cast.ward_handler, draft=examples.draft())
        life.sign(cast.ward_head)
        life.act(steps.issue, cast.ward_clerk)
        pass_on(turned)
        life.now = AFTER
        life.recall(turned.head)
        (item,) = queries.open_items(row(life))
        assert (item.agency, item.post_id) == (turned.merged, None)
        assert list(queries.projection_differences()) == []

"""Work in hands that the process did not foresee: transferred, declined, taken over."""

from typing import Any

import pytest

from motcua.ground.agencies import actions as standing
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.models import StandIn
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples, lists, queries, rules, sheets
from motcua.onestop.dossiers.actions import hands, steps
from motcua.onestop.dossiers.examples import (
    MORNING,
    Cast,
    Life,
    again,
    arranged,
    copy_life,
    draft,
    key,
    permit_life,
)
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.rules import Verb
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import LATER, Browser, address
from motcua.onestop.dossiers.views import slip_facts

pytestmark = pytest.mark.django_db
WHY = "Thửa đất thuộc thẩm quyền của thành phố."


@pytest.fixture
def life(cast: Cast) -> Life:
    """Return a copy received by the ward."""
    return copy_life(cast)


def transfer(cast: Cast, life: Life) -> None:
    """Let the ward send it to the city's office of planning."""
    to = cast.house.planning.pk
    life.act(hands.transfer, cast.ward_handler, agency_id=to, reason=WHY)


class TestTransfer:
    def test_leaves_it_the_senders_until_the_other_agency_confirms(
        self, cast: Cast, life: Life
    ) -> None:
        due_at = life.dossier.due_at
        transfer(cast, life)
        item = WorkItem.objects.get(dossier=life.dossier, closed_at=None)
        assert (item.agency, item.from_agency) == (cast.house.planning, cast.house.ward)
        assert (item.given_at, item.received_at) == (life.now, None)
        life.act(steps.confirm, cast.planner)
        item.refresh_from_db()
        assert item.received_at == life.now
        life.dossier.refresh_from_db()
        assert life.dossier.due_at == due_at
        assert set(life.dossier.agency_ids) == {cast.house.ward.pk, cast.house.planning.pk}
        assert list(queries.projection_differences()) == []

    def test_shows_it_to_the_agencies_that_received_hold_or_held_it(
        self, cast: Cast, life: Life
    ) -> None:
        assert not queries.visible_to(cast.planning_head).exists()
        transfer(cast, life)
        for viewer in (cast.planning_head, cast.city_head, cast.ward_head, cast.ward_handler):
            assert queries.visible_to(viewer).exists()
        assert not queries.visible_to(cast.accountant).exists()
        assert [item.dossier for item in lists.waiting(cast.planner)] == [life.dossier]

    def test_and_back_goes_on_where_the_route_says(self, cast: Cast, life: Life) -> None:
        transfer(cast, life)
        life.act(steps.confirm, cast.planner)
        back = cast.house.ward.pk
        life.act(hands.transfer, cast.planner, agency_id=back, reason="Đã cho ý kiến.")
        life.act(steps.confirm, cast.ward_handler)
        life.act(steps.propose, cast.ward_handler, draft=draft())
        assert lists.waiting(cast.ward_head).exists()

    def test_is_told_in_the_history_and_on_the_control_slip(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        transfer(cast, life)
        page = browser.of(cast.ward_head, at=LATER).get(f"/ho-so/{life.dossier.code}/")
        assert "Nguyễn Văn Út đã chuyển sang Phòng QLĐT" in page
        assert "chờ Phòng Quản lý đô thị xác nhận" in page.replace("Chờ", "chờ")
        sheet = sheets.sheet(cast.ward_receiver, life.dossier.code)
        facts = slip_facts.control_facts(sheet, queries.history(sheet.dossier))
        last = facts.passings[-1]
        assert (last.giver_name, last.received_at) == ("Nguyễn Văn Út", None)
        assert WHY in last.note

    def test_asks_where_to_and_why(self, cast: Cast, life: Life, browser: Browser) -> None:
        where = address(life, "chuyen-co-quan")
        page = browser.of(cast.ward_handler, at=LATER).get(where)
        assert "Phòng Quản lý đô thị, Thủ Dầu Một" in page
        ward = str(cast.house.ward.pk)
        page = browser.post(where, status=422, agency_id=ward, reason='"><b>')
        assert "không nhận xử lý hồ sơ này được" in page
        assert "&quot;&gt;&lt;b&gt;" in page
        browser.post(where, agency_id=str(cast.house.planning.pk), reason=WHY)
        assert lists.waiting(cast.planner).exists()

    @pytest.mark.parametrize("place", ["ward", "province", "city"])
    def test_to_where_nobody_handles_leaves_no_trace(
        self, cast: Cast, life: Life, place: str
    ) -> None:
        to, before = getattr(cast.house, place).pk, Event.objects.count()
        with pytest.raises(rules.NoSuchPlace):
            life.act(hands.transfer, cast.ward_handler, agency_id=to, reason=WHY)
        assert Event.objects.count() == before

    def test_of_what_is_not_the_agencys_yet_is_not_possible(self, cast: Cast) -> None:
        life = permit_life(cast)
        to = cast.house.finance.pk
        with pytest.raises(rules.NotPossibleNow):
            life.act(hands.transfer, cast.planner, agency_id=to, reason=WHY)


class TestDecline:
    def test_gives_it_back_to_whoever_sent_it_with_the_reason(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        transfer(cast, life)
        life.act(hands.decline, cast.planner, reason="Không thuộc lĩnh vực của phòng.")
        (item,) = lists.mine(cast.ward_handler)
        assert (item.agency, item.received_at) == (cast.house.ward, life.now)
        page = browser.of(cast.ward_handler, at=LATER).get(f"/ho-so/{life.dossier.code}/")
        assert "không nhận, trả về Phú Cường" in page
        assert "Không thuộc lĩnh vực của phòng." in page
        assert list(queries.projection_differences()) == []

    def test_takes_it_out_of_sight_of_the_agency_that_never_had_it(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        transfer(cast, life)
        life.act(hands.decline, cast.planner, reason="Không thuộc lĩnh vực của phòng.")
        life.dossier.refresh_from_db()
        assert life.dossier.agency_ids == [cast.house.ward.pk]
        for viewer in (cast.planner, cast.second_planner, cast.planning_head, cast.city_head):
            assert not queries.visible_to(viewer).exists()
        browser.of(cast.planner, at=LATER).get(f"/ho-so/{life.dossier.code}/", status=404)
        assert not lists.finished(cast.planner, since=MORNING).exists()
        transfer(cast, life)
        assert lists.waiting(cast.planner).exists()

    def test_leaves_it_to_those_there_who_had_it_before(self, cast: Cast, life: Life) -> None:
        transfer(cast, life)
        life.act(steps.confirm, cast.planner)
        back = cast.house.ward.pk
        life.act(hands.transfer, cast.planner, agency_id=back, reason="Đã xem.")
        life.act(steps.confirm, cast.ward_handler)
        transfer(cast, life)
        life.act(hands.decline, cast.second_planner, reason="Đã xem một lần rồi.")
        for viewer in (cast.planner, cast.planning_head):
            assert queries.visible_to(viewer).exists()
        assert not queries.visible_to(cast.second_planner).exists()
        assert list(queries.projection_differences()) == []

    def test_is_not_possible_once_it_is_confirmed(self, cast: Cast, life: Life) -> None:
        transfer(cast, life)
        life.act(steps.confirm, cast.planner)
        before = Event.objects.count()
        with pytest.raises(rules.NotPossibleNow):
            life.act(hands.decline, cast.planner, reason="Muộn.")
        assert Event.objects.count() == before

    def test_is_not_offered_for_what_the_process_foresees(self, cast: Cast) -> None:
        life = permit_life(cast)
        with pytest.raises(rules.NotPossibleNow):
            life.act(hands.decline, cast.planner, reason="Không phải việc của phòng.")


def seat(actor: Actor) -> int:
    return actor.grants[0].post_id


class TestAssigning:
    def test_to_whoever_has_it_in_hand_leaves_no_trace(self, cast: Cast, life: Life) -> None:
        to = seat(cast.ward_handler)
        life.act(steps.assign, cast.ward_head, post_id=to)
        facts = {"form_key": key(), "code": life.dossier.code, "item": 1, "now": life.now}
        refused(rules.HeldThereAlready, steps.assign, actor=cast.ward_head, post_id=to, **facts)


class TestTakingOver:
    @pytest.fixture
    def held(self, cast: Cast) -> Life:
        """Return a permit in the hands of the first planner."""
        life = permit_life(cast)
        life.act(steps.assign, cast.planning_head, post_id=seat(cast.planner))
        return life

    def take(self, life: Life, actor: Actor, holder: Actor, **facts: Any) -> None:
        usual = {"holder_id": seat(holder), "reason": "Anh ấy đi công tác."}
        life.act(hands.take_over, actor, **{**usual, **facts})

    def test_keeps_it_when_the_other_is_back(self, cast: Cast, held: Life) -> None:
        substitute = arranged(cast.planner, cast.second_planner)
        self.take(held, substitute, cast.planner)
        row = StandIn.objects.get()
        standing.end_stand_in(actor=cast.planner, form_key=key(), stand_in_id=row.pk, now=MORNING)
        assert [item.dossier for item in lists.mine(again(cast.second_planner))] == [held.dossier]
        assert not lists.mine(cast.planner).exists()
        assert list(queries.projection_differences()) == []

    def test_is_told(self, cast: Cast, held: Life, browser: Browser) -> None:
        self.take(held, arranged(cast.planner, cast.second_planner), cast.planner)
        page = browser.of(cast.city_head, at=LATER).get(f"/ho-so/{held.dossier.code}/")
        assert "Bùi Quốc Việt đã nhận thay Lê Nguyễn Thùy Trang" in page
        assert "Anh ấy đi công tác." in page
        sheet = sheets.sheet(cast.city_receiver, held.dossier.code)
        facts = slip_facts.control_facts(sheet, queries.history(sheet.dossier))
        last = facts.passings[-1]
        assert (last.giver_name, last.receiver_name) == ("Lê Nguyễn Thùy Trang", "Bùi Quốc Việt")

    def test_a_colleague_who_had_the_dossier_takes_it_without_standing_in(self, cast: Cast) -> None:
        life = had_by_both(cast)
        self.take(life, cast.second_planner, cast.planner)
        (item,) = queries.open_items(life.dossier)
        assert item.post_id == seat(cast.second_planner)
        assert list(queries.projection_differences()) == []

    def test_whoever_held_it_reads_so_on_his_home(self, cast: Cast, browser: Browser) -> None:
        life = had_by_both(cast)
        self.take(life, cast.second_planner, cast.planner)
        page = browser.of(cast.planner, at=LATER).get("/ban-lam-viec/")
        assert "Việc đã chuyển cho người khác" in page
        assert "Bùi Quốc Việt đã nhận thay" in page
        life.act(steps.assign, cast.planning_head, post_id=seat(cast.planner))
        told = browser.of(cast.second_planner, at=LATER).get("/ban-lam-viec/")
        assert f"{cast.planning_head.name} đã giao cho người khác" in told
        others = browser.of(cast.accountant, at=LATER).get("/ban-lam-viec/")
        assert "Việc đã chuyển cho" not in others

    def test_of_two_at_once_one_has_it(self, cast: Cast) -> None:
        third = examples.actor(agencies.seat(cast.house.planning, PostKind.HANDLER))
        life = permit_life(cast)
        life.act(steps.forward, cast.second_planner)
        life.act(steps.return_step, third, reason="Thiếu ảnh.")
        life.act(steps.forward, cast.second_planner)
        life.act(steps.assign, cast.planning_head, post_id=seat(cast.planner))
        self.take(life, cast.second_planner, cast.planner)
        told = refused(rules.TakenMeanwhile, self.take, life, third, cast.planner)
        assert "vừa chuyển cho người khác" in str(told)

    def test_is_nobody_elses_to_do(self, cast: Cast, held: Life) -> None:
        refused(rules.NoSuchDossier, self.take, held, cast.second_planner, cast.planner)
        refused(rules.NotPossibleNow, self.take, held, cast.planner, cast.planner)
        refused(rules.NotYours, self.take, held, cast.city_head, cast.planner)
        refused(rules.ReasonNeeded, self.take, held, cast.planner, cast.planner, reason=" ")

    def test_asks_why(self, cast: Cast, browser: Browser) -> None:
        life = had_by_both(cast)
        where = address(life, "nhan-thay")
        page = browser.of(cast.second_planner, at=LATER).get(where)
        assert f'value="{seat(cast.planner)}"' in page
        assert "Ghi vì sao nhận thay." in browser.post(where, status=422)
        browser.post(where, holder_id=seat(cast.planner), reason="Anh ấy đi công tác.")
        assert lists.mine(cast.second_planner).exists()


class TestTakenOverByTheHead:
    """A head takes the work of one of his handlers, and does it or gives it to another."""

    @pytest.fixture
    def taken(self, cast: Cast) -> Life:
        life = permit_life(cast)
        life.act(steps.assign, cast.planning_head, post_id=seat(cast.planner))
        life.act(
            hands.take_over,
            cast.planning_head,
            holder_id=seat(cast.planner),
            reason="Hạn còn một ngày, người giữ ốm.",
        )
        return life

    def test_it_is_his_to_do_and_his_handler_is_told(
        self, cast: Cast, taken: Life, browser: Browser
    ) -> None:
        (item,) = lists.mine(cast.planning_head)
        assert (item.post_id, item.post_kind) == (seat(cast.planning_head), PostKind.HEAD)
        assert not lists.mine(cast.planner).exists()
        page = browser.of(cast.planner, at=LATER).get("/ban-lam-viec/")
        assert f"{cast.planning_head.name} đã nhận thay" in page
        taken.act(steps.forward, cast.planning_head)
        assert [each.step for each in queries.open_items(taken.dossier)] == ["draft"]
        assert list(queries.projection_differences()) == []

    def test_he_gives_it_to_another_of_his(self, cast: Cast, taken: Life) -> None:
        taken.act(steps.assign, cast.planning_head, post_id=seat(cast.second_planner))
        (item,) = lists.mine(cast.second_planner)
        assert item.post_kind == PostKind.HANDLER
        taken.act(steps.forward, cast.second_planner)
        assert list(queries.projection_differences()) == []

    def test_what_comes_back_waits_for_his_handlers(self, cast: Cast, taken: Life) -> None:
        taken.act(steps.forward, cast.planning_head)
        taken.act(steps.return_step, cast.planner, reason="Thiếu ảnh.")
        (item,) = lists.unassigned(cast.planning_head)
        assert (item.step, item.post_id) == ("visit", None)

    def test_what_he_transfers_waits_for_handlers_there(self, cast: Cast, taken: Life) -> None:
        ward = cast.house.ward.pk
        taken.act(hands.transfer, cast.planning_head, agency_id=ward, reason=WHY)
        taken.act(steps.confirm, cast.ward_handler)

    def test_slip_and_history_name_him_as_head(
        self, cast: Cast, taken: Life, browser: Browser
    ) -> None:
        page = browser.of(cast.city_head, at=LATER).get(f"/ho-so/{taken.dossier.code}/")
        assert f"{cast.planning_head.name} đã nhận thay {cast.planner.name}" in page
        assert "Hạn còn một ngày" in page
        sheet = sheets.sheet(cast.city_receiver, taken.dossier.code)
        last = slip_facts.control_facts(sheet, queries.history(sheet.dossier)).passings[-1]
        assert last.giver.startswith("Người xử lý")
        assert last.receiver.startswith("Lãnh đạo")
        assert last.giver_name == cast.planner.name
        assert last.receiver_name == cast.planning_head.name

    def test_nobody_takes_it_from_him_nor_any_other_head(self, cast: Cast, taken: Life) -> None:
        facts: dict[str, Any] = {
            "form_key": key(),
            "code": taken.dossier.code,
            "item": 1,
            "holder_id": seat(cast.planning_head),
            "reason": "Lấy lại.",
            "now": taken.now,
        }
        for who, refusal in (
            (cast.planner, rules.NoSuchDossier),
            (cast.city_head, rules.NotYours),
            (cast.planning_head, rules.NotPossibleNow),
        ):
            refused(refusal, hands.take_over, actor=who, **facts)

    def test_not_what_waits_for_anybody(self, cast: Cast) -> None:
        life = permit_life(cast)
        with pytest.raises(rules.NotPossibleNow):
            life.act(hands.take_over, cast.planning_head, holder_id=None, reason="Gấp.")


def had_by_both(cast: Cast) -> Life:
    """Return a permit that the second planner visited, and that now lies with the first."""
    life = permit_life(cast)
    life.act(steps.forward, cast.second_planner)
    life.act(steps.assign, cast.planning_head, post_id=seat(cast.planner))
    return life


def test_a_handler_is_offered_to_transfer_what_is_his(cast: Cast, life: Life) -> None:
    (item,) = queries.open_items(life.dossier)
    facts = queries.item_facts(item, queries.process_of(life.dossier))
    assert Verb.TRANSFER in rules.verbs_on(cast.ward_handler, facts)
    assert Verb.DECLINE not in rules.verbs_on(cast.ward_handler, facts)


class TestBackAfterATransfer:
    """What comes back comes to somebody of the agency to which it comes, or waits there."""

    def proposed_elsewhere(self, cast: Cast, life: Life) -> None:
        transfer(cast, life)
        life.act(steps.confirm, cast.planner)
        life.act(steps.propose, cast.planner, draft=draft())

    def test_a_proposal_sent_back_is_with_the_seat_that_did_the_step_here(
        self, cast: Cast, life: Life
    ) -> None:
        self.proposed_elsewhere(cast, life)
        life.act(steps.confirm, cast.ward_head)
        life.act(steps.send_back, cast.ward_head, reason="Thiếu căn cứ.")
        (item,) = lists.mine(cast.ward_handler)
        assert (item.agency, item.post_id) == (cast.house.ward, seat(cast.ward_handler))
        life.act(steps.propose, cast.ward_handler, draft=draft())

    def test_a_recalled_result_is_with_the_seat_that_did_the_step_here(
        self, cast: Cast, life: Life
    ) -> None:
        self.proposed_elsewhere(cast, life)
        life.act(steps.confirm, cast.ward_head)
        life.sign(cast.ward_head)
        life.act(steps.issue, cast.ward_clerk)
        life.recall(cast.ward_clerk)
        (item,) = lists.mine(cast.ward_handler)
        assert (item.agency, item.post_id) == (cast.house.ward, seat(cast.ward_handler))

    def test_a_step_given_back_is_with_the_seat_that_did_it_here(self, cast: Cast) -> None:
        life = permit_life(cast)
        life.act(steps.confirm, cast.planner)
        life.act(hands.transfer, cast.planner, agency_id=cast.house.ward.pk, reason=WHY)
        life.act(steps.confirm, cast.ward_handler)
        life.act(steps.forward, cast.ward_handler)
        life.act(steps.confirm, cast.planner)
        life.act(steps.return_step, cast.planner, reason="Thiếu ảnh.")
        (item,) = lists.mine(cast.planner)
        assert (item.agency, item.post_id) == (cast.house.planning, seat(cast.planner))

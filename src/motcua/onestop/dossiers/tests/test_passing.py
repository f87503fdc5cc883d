"""An agency ends: its unfinished dossiers come to whoever has its duties."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies import queries as agency_queries
from motcua.ground.agencies.models import Agency, Succession
from motcua.ground.agencies.rules import SuccessionKind
from motcua.ground.design.speech import said
from motcua.ground.kernel.actor import Actor, PostKind, system
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
from motcua.onestop.dossiers.examples import MORNING, Cast, Life, key
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.states import Status
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.views import slip_facts

pytestmark = pytest.mark.django_db

TURN = date(2026, 11, 5)
AFTER = datetime(2026, 11, 5, 7, 30, tzinfo=MORNING.tzinfo)
CLERK = system("pass-on")


@dataclass(frozen=True, slots=True)
class Turned:
    """The ward and the city end; two new wards stand below the province, each with its people."""

    cast: Cast
    merged: Agency
    other: Agency
    receiver: Actor
    handler: Actor
    head: Actor
    other_head: Actor

    @property
    def ward(self) -> Agency:
        return self.cast.house.ward


def begun(code: str, name: str, province: Agency) -> Agency:
    agency = agencies.agency(code, name, name, province)
    Agency.objects.filter(pk=agency.pk).update(level="commune", valid_from=TURN)
    return agency


def seated(agency: Agency, kind: PostKind) -> Actor:
    return examples.actor(agencies.seat(agency, kind, since=TURN), TURN)


@pytest.fixture
def turned(cast: Cast) -> Turned:
    """Let the ward be merged whole and the city be split, on a day to come."""
    house = cast.house
    merged = begun("HCM-25747", "Ủy ban nhân dân phường Thủ Dầu Một", house.province)
    other = begun("HCM-25750", "Ủy ban nhân dân phường Phú Lợi", house.province)
    ended = [house.ward.pk, *agency_queries.house(house.city.pk)]
    Agency.objects.filter(pk__in=ended).update(valid_to=TURN)
    for old, new, kind in (
        (house.ward, merged, SuccessionKind.WHOLE),
        (house.city, merged, SuccessionKind.PART),
        (house.city, other, SuccessionKind.PART),
    ):
        Succession.objects.create(
            predecessor=old, successor=new, kind=kind, took_effect_on=TURN, act="NQ 1685"
        )
    return Turned(
        cast,
        merged,
        other,
        receiver=seated(merged, PostKind.RECEIVER),
        handler=seated(merged, PostKind.HANDLER),
        head=seated(merged, PostKind.HEAD),
        other_head=seated(other, PostKind.HEAD),
    )


def row(life: Life) -> Dossier:
    return Dossier.objects.get(code=life.dossier.code)


def pass_on(turned: Turned) -> int:
    return passing.pass_on(actor=CLERK, house_id=turned.ward.pk, now=AFTER)


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


class TestTakeIn:
    """A house that went to several: a head takes in what is his, one by one."""

    @pytest.fixture
    def life(self, turned: Turned) -> Life:
        """Return a permit that lies in an office of the city."""
        return examples.permit_life(turned.cast)

    def take(self, actor: Actor, agency: Agency, life: Life) -> None:
        passing.take_in(
            actor=actor,
            form_key=key(),
            code=life.dossier.code,
            receiver_id=agency.pk,
            now=AFTER,
        )

    def test_nothing_passes_by_itself(self, turned: Turned, life: Life) -> None:
        city = turned.cast.house.city.pk
        assert inheritance.ended_houses(TURN) == [city]
        assert passing.pass_on(actor=CLERK, house_id=city, now=AFTER) == 0
        assert row(life).version == 1

    @pytest.mark.parametrize(
        ("words", "count"),
        [("", 1), ("nguyen van tiet", 1), ("Phú Cường", 1), ("phu loi", 0)],
    )
    def test_each_head_that_may_have_it_sees_that_it_waits(
        self, turned: Turned, life: Life, words: str, count: int
    ) -> None:
        for head in (turned.head, turned.other_head):
            assert len(inheritance.awaiting(head, on=TURN, words=words)) == count
        assert inheritance.awaiting(turned.receiver, on=TURN) == []
        assert inheritance.awaiting(turned.cast.administrator, on=TURN) == []
        assert not queries.visible_to(turned.head).exists()

    def test_whoever_takes_it_has_it_whole(self, turned: Turned, life: Life) -> None:
        self.take(turned.other_head, turned.other, life)
        after = row(life)
        assert {after.desk, after.lead_agency, after.committee} == {turned.other}
        (item,) = queries.open_items(after)
        assert (item.agency, item.from_agency) == (turned.other, turned.other)
        assert queries.visible_to(turned.other_head).exists()
        assert inheritance.awaiting(turned.head, on=TURN) == []
        assert list(queries.projection_differences()) == []

    @pytest.mark.parametrize(
        ("who", "where"),
        [
            pytest.param("head", "other", id="to another's agency"),
            pytest.param("receiver", "merged", id="who heads nothing"),
        ],
    )
    def test_nobody_else_takes_it(self, turned: Turned, life: Life, who: str, where: str) -> None:
        with pytest.raises((rules.NotYoursToTakeIn, rules.NotYours)):
            self.take(getattr(turned, who), getattr(turned, where), life)
        assert row(life).version == 1

    def test_nobody_takes_it_twice(self, turned: Turned, life: Life) -> None:
        self.take(turned.head, turned.merged, life)
        with pytest.raises(rules.NotYoursToTakeIn):
            self.take(turned.other_head, turned.other, life)
        assert row(life).desk == turned.merged


class TestPage:
    """The head's list of what waits, and taking in what is ticked."""

    ADDRESS = "/nhan-ban-giao/"

    @pytest.fixture
    def life(self, turned: Turned) -> Life:
        return examples.permit_life(turned.cast)

    @pytest.fixture
    def head(self, turned: Turned, browser: Browser) -> Browser:
        """Return the browser of a head who may take it in, on the morning after."""
        return browser.of(turned.head, at=AFTER)

    def test_it_shows_whose_place_it_is_and_no_name(self, life: Life, head: Browser) -> None:
        text = head.get(self.ADDRESS)
        assert life.dossier.code in text
        assert "đường Nguyễn Văn Tiết" in text
        assert life.dossier.applicant_name not in text
        assert "Không có hồ sơ nào khớp" in head.get(f"{self.ADDRESS}?q=phu+loi")

    def test_what_is_ticked_is_taken_in_and_the_history_names_both(
        self, turned: Turned, life: Life, head: Browser
    ) -> None:
        head.post(self.ADDRESS, 302, ho_so=[life.dossier.code])
        assert "Đã nhận bàn giao 1 hồ sơ" in head.get(self.ADDRESS)
        text = head.get(f"/ho-so/{life.dossier.code}/")
        assert "kết thúc hoạt động, hồ sơ chuyển đến" in text
        assert turned.cast.house.city.short_name in text

    def test_nothing_ticked_says_what_to_do(self, life: Life, head: Browser) -> None:
        assert "Chưa chọn hồ sơ nào" in head.post(self.ADDRESS, 422)
        assert row(life).version == 1

    def test_one_that_does_not_wait_for_him_is_refused(self, turned: Turned, head: Browser) -> None:
        copy = examples.copy_life(turned.cast)
        pass_on(turned)
        assert "nơi khác nhận" in head.post(self.ADDRESS, 422, ho_so=[copy.dossier.code])
        assert row(copy).version == 2

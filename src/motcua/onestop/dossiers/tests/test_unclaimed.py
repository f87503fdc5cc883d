"""An agency ends and nobody is recorded after it: whoever stood above sees what it left, acts."""

from dataclasses import dataclass

import pytest

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies import queries as agency_queries
from motcua.ground.agencies.models import Agency, Succession, Tenure
from motcua.ground.agencies.rules import SuccessionKind
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.notifications.models import Message
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples, inheritance, lists, panels, queries, rules
from motcua.onestop.dossiers.actions import hands, mornings, passing, steps
from motcua.onestop.dossiers.events import Corrected, PassedOn
from motcua.onestop.dossiers.examples import Cast, Life, again
from motcua.onestop.dossiers.models import Reading, WorkItem
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.tests.turned import (
    AFTER,
    CLERK,
    TURN,
    begun,
    end,
    give,
    row,
    seated,
    seen_by,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def life(cast: Cast) -> Life:
    """Return a copy that lies in the ward with whoever handles it."""
    return examples.copy_life(cast)


@pytest.fixture
def neighbour(cast: Cast) -> Agency:
    """Return a ward beside, with somebody at the desk and somebody who handles dossiers."""
    ward = begun("BD-718-25750", "Ủy ban nhân dân phường Phú Lợi", cast.house.city)
    for kind in (PostKind.RECEIVER, PostKind.HANDLER, PostKind.HEAD):
        seated(ward, kind)
    return ward


@pytest.fixture
def governor(cast: Cast) -> Actor:
    """Return the head of the province."""
    return seated(cast.house.province, PostKind.HEAD)


class TestSeeing:
    def test_nobody_is_there_any_more(self, cast: Cast, life: Life) -> None:
        assert lists.left_lying(on=TURN) == {}
        end(cast.house.ward)
        assert lists.left_lying(on=TURN) == {cast.house.ward.pk: 1}

    def test_the_head_above_sees_it(self, cast: Cast, life: Life, governor: Actor) -> None:
        assert seen_by(cast.city_head) == []
        end(cast.house.ward)
        assert seen_by(cast.city_head) == [life.dossier.code]
        assert seen_by(governor) == []
        assert inheritance.awaiting(again(cast.city_head, TURN), on=TURN) == []
        assert panels.to_take_in(again(cast.city_head, TURN), AFTER) is not None

    def test_where_that_has_ended_too_the_nearest_above_does(
        self, cast: Cast, life: Life, governor: Actor
    ) -> None:
        house = cast.house
        end(house.ward, house.city, house.finance, house.planning)
        assert seen_by(cast.city_head) == []
        assert seen_by(governor) == [life.dossier.code]

    def test_and_whoever_has_the_duties_of_the_one_above(
        self, cast: Cast, life: Life, governor: Actor
    ) -> None:
        house = cast.house
        end(house.ward, house.city, house.finance, house.planning)
        heir = begun("BD-999", "Ủy ban nhân dân phường Thủ Dầu Một", house.province)
        Succession.objects.create(
            predecessor=house.city,
            successor=heir,
            kind=SuccessionKind.WHOLE,
            took_effect_on=TURN,
        )
        assert seen_by(seated(heir, PostKind.HEAD)) == [life.dossier.code]
        assert seen_by(governor) == []
        (guardian,) = agency_queries.guardians(house.ward.pk, on=TURN)
        assert guardian == heir

    def test_of_a_province_that_ended_another_one_does(self, cast: Cast, life: Life) -> None:
        house = cast.house
        end(house.ward, house.city, house.finance, house.planning, house.department, house.province)
        city = begun("HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh", house.province)
        Agency.objects.filter(pk=city.pk).update(parent=None, level="province")
        assert seen_by(seated(city, PostKind.HEAD)) == [life.dossier.code]

    @pytest.mark.parametrize("is_there", [True, False])
    def test_where_no_head_sees_it_the_administrator_reads_how_many(
        self,
        cast: Cast,
        life: Life,
        is_there: bool,  # noqa: FBT001
    ) -> None:
        end(cast.house.ward)
        User.objects.filter(pk=cast.city_head.user_id or 0).update(is_active=is_there)
        panel = panels.headless(cast.administrator, AFTER)
        assert (panel is None) is is_there
        if panel is not None:
            (line,) = panel.lines
            assert (line.name, str(line.lead)) == (cast.house.ward.name, "1 hồ sơ")
            assert str(line.note) == "đã kết thúc hoạt động"
            assert life.dossier.code not in str(panel)

    def test_the_morning_letter_counts_it(self, cast: Cast, life: Life) -> None:
        end(cast.house.ward)
        User.objects.filter(pk=cast.city_head.user_id or 0).update(email="bao@example.vn")
        mornings.tell_officers(now=AFTER)
        (letter,) = Message.objects.filter(address="bao@example.vn")
        assert letter.facts["holderless"] == "1"

    def test_nothing_passes_by_itself(self, cast: Cast, life: Life) -> None:
        end(cast.house.ward)
        assert passing.pass_on(actor=CLERK, house_id=cast.house.ward.pk, now=AFTER) == 0
        assert row(life).version == 1


class TestEntrusting:
    def test_whoever_is_given_it_has_it_whole(
        self, cast: Cast, life: Life, neighbour: Agency
    ) -> None:
        end(cast.house.ward)
        before = row(life)
        give(cast.city_head, neighbour, life)
        after = row(life)
        assert {after.desk, after.lead_agency} == {neighbour}
        assert (after.due_at, after.receiving_desk) == (before.due_at, cast.house.ward)
        (item,) = queries.open_items(after)
        assert (item.agency, item.from_agency, item.post_id) == (neighbour, neighbour, None)
        assert seen_by(cast.city_head) == []
        assert lists.left_lying(on=TURN) == {}
        assert list(queries.projection_differences()) == []

    def test_what_it_had_only_sent_on_is_given(
        self, cast: Cast, life: Life, governor: Actor
    ) -> None:
        department = cast.house.department
        seat = agencies.seat(department, PostKind.HANDLER, "Lê Thị Thu Hà")
        sent = {"reason": "Nộp nhầm nơi."}
        life.act(hands.transfer, cast.ward_handler, agency_id=department.pk, **sent)
        life.act(steps.confirm, examples.actor(seat))
        life.act(hands.transfer, examples.actor(seat), agency_id=cast.house.finance.pk, **sent)
        end(department)
        assert seen_by(governor) == [life.dossier.code]
        give(governor, cast.house.ward, life)
        assert seen_by(governor) == []
        assert list(queries.projection_differences()) == []

    @pytest.mark.parametrize("where", ["province", "city", "planning", "department", "ward"])
    def test_only_a_house_below_that_can_end_a_matter_is_given_it(
        self, cast: Cast, life: Life, neighbour: Agency, where: str
    ) -> None:
        end(cast.house.ward)
        with pytest.raises(rules.NoSuchPlace):
            give(cast.city_head, getattr(cast.house, where), life)
        assert row(life).version == 1

    @pytest.mark.parametrize("role", ["planning_head", "ward_head", "city_receiver"])
    def test_nobody_else_gives_it(
        self, cast: Cast, life: Life, neighbour: Agency, role: str
    ) -> None:
        end(cast.house.ward)
        with pytest.raises((rules.NotYoursToTakeIn, rules.NotYours)):
            give(getattr(cast, role), neighbour, life)
        assert row(life).version == 1

    def test_what_stands_or_was_given_is_not_given(
        self, cast: Cast, life: Life, neighbour: Agency
    ) -> None:
        with pytest.raises(rules.NotYoursToTakeIn):
            give(cast.city_head, neighbour, life)
        end(cast.house.ward)
        give(cast.city_head, neighbour, life)
        with pytest.raises(rules.NotYoursToTakeIn):
            give(cast.city_head, neighbour, life)
        assert row(life).version == 2

    def test_what_has_an_heir_is_not_given(self, cast: Cast, life: Life, neighbour: Agency) -> None:
        end(cast.house.ward)
        Succession.objects.create(
            predecessor=cast.house.ward,
            successor=neighbour,
            kind=SuccessionKind.PART,
            took_effect_on=TURN,
        )
        with pytest.raises(rules.NotYoursToTakeIn):
            give(cast.city_head, neighbour, life)


class TestPuttingRight:
    """What it wrote wrong in a dossier that others have is the head's above to put right."""

    WRONG, RIGHT = "Nộp nhầm nới.", "Nộp nhầm nơi."

    @pytest.fixture
    def sent(self, cast: Cast, life: Life) -> Life:
        """Return a copy that the ward sent to an office of the city before it ended."""
        facts = {"agency_id": cast.house.planning.pk, "reason": self.WRONG}
        life.act(hands.transfer, cast.ward_handler, **facts)
        life.act(steps.confirm, cast.planner)
        end(cast.house.ward)
        life.now = AFTER
        return life

    def test_the_head_above_does(self, cast: Cast, sent: Life) -> None:
        sent.correct(cast.city_head, self.RIGHT)
        body = queries.history(sent.dossier)[-1].body
        assert isinstance(body, Corrected)
        assert body.agency_id == cast.house.city.pk
        assert list(queries.projection_differences()) == []

    def test_and_is_offered_it(self, cast: Cast, sent: Life, browser: Browser) -> None:
        page = browser.of(cast.city_head, at=AFTER).get(f"/ho-so/{sent.dossier.code}/")
        assert "Đính chính" in page

    @pytest.mark.parametrize(
        ("role", "refusal"),
        [
            ("planner", rules.NotYoursToCorrect),
            ("planning_head", rules.NotYoursToCorrect),
            ("ward_head", rules.NoSuchDossier),
        ],
    )
    def test_nobody_else_does(
        self, cast: Cast, sent: Life, role: str, refusal: type[Refusal]
    ) -> None:
        refused(refusal, sent.correct, getattr(cast, role), self.RIGHT)

    def test_nor_he_while_somebody_has_its_duties(
        self, cast: Cast, sent: Life, neighbour: Agency
    ) -> None:
        Succession.objects.create(
            predecessor=cast.house.ward,
            successor=neighbour,
            kind=SuccessionKind.WHOLE,
            took_effect_on=TURN,
        )
        refused(rules.NotYoursToCorrect, sent.correct, cast.city_head, self.RIGHT)


@dataclass(frozen=True, slots=True)
class Split:
    """The city above the ward went to two wards; one person heads both."""

    first: Agency
    second: Agency
    head: Actor


@pytest.fixture
def split(cast: Cast, life: Life) -> Split:
    house = cast.house
    end(house.ward, house.city, house.finance, house.planning)
    first = begun("HCM-25747", "Ủy ban nhân dân phường Thủ Dầu Một", house.province)
    second = begun("HCM-25750", "Ủy ban nhân dân phường Phú Lợi", house.province)
    heads = [agencies.seat(heir, PostKind.HEAD, since=TURN) for heir in (first, second)]
    Tenure.objects.filter(pk=heads[1].pk).update(person=heads[0].person)
    for heir in (first, second):
        seated(heir, PostKind.RECEIVER)
        seated(heir, PostKind.HANDLER)
        Succession.objects.create(
            predecessor=house.city, successor=heir, kind=SuccessionKind.PART, took_effect_on=TURN
        )
    return Split(first, second, examples.actor(heads[0], TURN))


class TestHeadOfTwoHeirs:
    """Of one split agency he heads two heirs: both see to what lay beneath it."""

    def test_he_reads_each_dossier_once(self, life: Life, split: Split) -> None:
        assert {grant.agency_id for grant in split.head.grants} == {split.first.pk, split.second.pk}
        assert seen_by(split.head) == [life.dossier.code]
        assert inheritance.how_many(split.head, on=TURN) == 1

    @pytest.mark.parametrize("heir", ["first", "second"])
    def test_he_gives_it_beneath_either(self, life: Life, split: Split, heir: str) -> None:
        receiver = getattr(split, heir)
        give(split.head, receiver, life)
        (event,) = Event.objects.filter(name=PassedOn.name)
        by = {grant.agency_id: grant.post_id for grant in split.head.grants}
        assert (row(life).desk, event.post_id) == (receiver, by[receiver.pk])
        assert list(queries.projection_differences()) == []

    def test_what_one_row_is_refused_stops_no_other(
        self, cast: Cast, life: Life, split: Split, browser: Browser
    ) -> None:
        beneath = agencies.agency("HCM-25751", "Ủy ban nhân dân ấp", "Ấp", split.second)
        end(beneath)
        other = moved(examples.copy_life(cast), beneath)
        browser.of(split.head, at=AFTER)
        page = browser.get(TestPage.ADDRESS)
        codes = [other.dossier.code, life.dossier.code]
        assert [page.count(f'value="{code}"') for code in codes] == [1, 1]
        browser.post(TestPage.ADDRESS, 302, ho_so=codes, lam="giao", noi_nhan=split.first.pk)
        page = browser.get(TestPage.ADDRESS)
        assert "Đã giao 1 hồ sơ" in page
        assert f"{other.dossier.code}: Cơ quan được chọn không nhận xử lý" in page
        assert (row(life).desk, row(other).desk) == (split.first, beneath)


def moved(life: Life, agency: Agency) -> Life:
    """Let a dossier lie wholly in another agency, as if it had been received there."""
    items = WorkItem.objects.filter(dossier=life.dossier)
    items.update(agency=agency, from_agency=agency, post=None)
    places = {"desk": agency, "lead_agency": agency, "agency_ids": [agency.pk]}
    type(life.dossier).objects.filter(pk=life.dossier.pk).update(**places)
    return life


class TestPage:
    ADDRESS = "/nhan-ban-giao/"

    @pytest.fixture
    def head(self, cast: Cast, life: Life, neighbour: Agency, browser: Browser) -> Browser:
        end(cast.house.ward)
        return browser.of(cast.city_head, at=AFTER)

    def test_it_shows_the_place_and_no_name_and_who_looked_is_written_down(
        self, cast: Cast, life: Life, head: Browser
    ) -> None:
        page = head.get(self.ADDRESS)
        assert "Chưa có nơi kế thừa" in page
        assert life.dossier.code in page
        assert life.dossier.applicant_name not in page
        assert Reading.objects.get().post_id == cast.city_head.grants[0].post_id
        assert "Không có hồ sơ nào khớp" in head.get(f"{self.ADDRESS}?q=khong co duong nay")

    def test_with_nobody_to_give_it_to_it_says_what_to_do(
        self, cast: Cast, neighbour: Agency, head: Browser
    ) -> None:
        Tenure.objects.filter(post__agency=neighbour, post__kind=PostKind.HANDLER).delete()
        page = head.get(self.ADDRESS)
        assert "Báo người quản trị ghi người giữ vị trí." in page
        assert "Giao những hồ sơ đã chọn" not in page

    def test_what_is_ticked_is_given(
        self, cast: Cast, life: Life, neighbour: Agency, head: Browser
    ) -> None:
        ticked = {"ho_so": [life.dossier.code], "lam": "giao"}
        head.post(self.ADDRESS, 302, noi_nhan=neighbour.pk, **ticked)
        assert "Đã giao 1 hồ sơ" in head.get(self.ADDRESS)
        clerk = agencies.seat(neighbour, PostKind.RECEIVER, since=TURN)
        head.of(examples.actor(clerk, TURN), at=AFTER)
        assert "kết thúc hoạt động, hồ sơ chuyển đến" in head.get(f"/ho-so/{life.dossier.code}/")

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({}, "Chọn một cơ quan."),
            ({"noi_nhan": "0"}, "Chọn một cơ quan trong danh sách."),
            ({"noi_nhan": "x"}, "Chọn một cơ quan trong danh sách."),
            ({"ho_so": []}, "Chưa chọn hồ sơ nào"),
        ],
    )
    def test_what_lacks_is_said_and_what_was_ticked_stays(
        self, life: Life, head: Browser, sent: dict[str, object], words: str
    ) -> None:
        page = head.post(self.ADDRESS, 422, **{"ho_so": [life.dossier.code], "lam": "giao", **sent})
        assert words in page
        assert 'href="#id_giao_' in page
        assert row(life).version == 1
        if "ho_so" not in sent:
            assert f'value="{life.dossier.code}" checked' in page

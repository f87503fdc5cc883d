"""An agency ends and several have its duties: one of their heads takes each dossier in."""

from datetime import timedelta

import pytest

from motcua.ground.agencies.models import Agency
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import (
    examples,
    inheritance,
    queries,
    readings,
    rules,
)
from motcua.onestop.dossiers.actions import passing
from motcua.onestop.dossiers.examples import Life, key
from motcua.onestop.dossiers.models import Reading
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.tests.turned import AFTER, CLERK, TURN, Turned, pass_on, row

pytestmark = pytest.mark.django_db


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

    def test_whose_place_was_shown_is_written_down(
        self, turned: Turned, life: Life, head: Browser
    ) -> None:
        head.get(f"{self.ADDRESS}?q=phu+loi")
        assert not Reading.objects.exists()
        head.get(self.ADDRESS)
        told = Reading.objects.get()
        seat = turned.head.grants[0].post_id
        assert (told.dossier, told.post_id, told.what) == (life.dossier, seat, readings.WAITING)

    def test_it_is_written_down_once_a_day_and_its_owner_is_not_told_that_it_was_opened(
        self, turned: Turned, life: Life, head: Browser, browser: Browser
    ) -> None:
        for at in (AFTER, AFTER + timedelta(hours=1), AFTER + timedelta(days=1)):
            browser.of(turned.head, at=at).get(self.ADDRESS)
        assert Reading.objects.count() == 2
        assert readings.told_to_owner(life.dossier.code) == []
        browser.of(turned.other_head, at=AFTER).get(self.ADDRESS)
        assert Reading.objects.count() == 3

    def test_the_home_leads_there_while_something_waits(
        self, turned: Turned, life: Life, head: Browser
    ) -> None:
        assert self.ADDRESS in head.get("/ban-lam-viec/")
        head.post(self.ADDRESS, 302, ho_so=[life.dossier.code])
        assert self.ADDRESS not in head.get("/ban-lam-viec/")

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

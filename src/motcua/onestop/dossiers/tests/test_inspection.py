"""The reading log: what an inspector sees of it, what a citizen is told, and what neither is."""

from datetime import timedelta

import pytest

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import examples, queries, readings
from motcua.onestop.dossiers.examples import MORNING, Cast, copy_life, permit_life
from motcua.onestop.dossiers.models import Reading, Search
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE
from motcua.onestop.dossiers.readings import LogQuestion
from motcua.onestop.dossiers.tests.pages import Browser

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
NOON = MORNING + timedelta(hours=4)


def inspector(cast: Cast, place: str) -> Actor:
    return examples.actor(agencies.seat(getattr(cast.house, place), PostKind.INSPECTOR, "Lê Thanh"))


def opened(browser: Browser, *readers: Actor, code: str) -> None:
    for minute, reader in enumerate(readers):
        browser.of(reader, at=NOON + minute * timedelta(minutes=1)).get(f"/ho-so/{code}/")


class TestScope:
    def test_what_he_sees_is_looked_up_each_time_though_the_predicate_is_kept(
        self, cast: Cast
    ) -> None:
        viewer = inspector(cast, "ward")
        seen = queries.visible_to(viewer)
        assert not list(seen)
        first = copy_life(cast).dossier
        assert list(queries.visible_to(viewer)) == [first]
        second = copy_life(cast).dossier
        assert set(queries.visible_to(viewer)) == {first, second}

    def test_it_is_the_agency_and_all_below_it(self, cast: Cast) -> None:
        copy, permit = copy_life(cast).dossier, permit_life(cast).dossier
        seen = {
            place: set(queries.visible_to(inspector(cast, place)))
            for place in ("province", "city", "ward", "department")
        }
        both = {copy, permit}
        assert seen == {"province": both, "city": both, "ward": {copy}, "department": set()}

    def test_nothing_may_be_done_from_it(self, cast: Cast, browser: Browser) -> None:
        code = copy_life(cast).dossier.code
        page = browser.of(inspector(cast, "ward"), at=NOON)
        assert "Việc làm được bây giờ" in page.get(f"/ho-so/{code}/")
        assert (
            "govuk-button" not in page.get(f"/ho-so/{code}/").split("<aside")[1].split("/aside")[0]
        )
        page.get("/viec/", 403)
        page.get(f"/ho-so/{code}/giay-tiep-nhan/", 403)


class TestLog:
    def test_it_names_the_reader_his_seat_and_the_dossier(
        self, cast: Cast, browser: Browser
    ) -> None:
        code = copy_life(cast).dossier.code
        opened(browser, cast.ward_handler, cast.ward_head, code=code)
        page = browser.of(inspector(cast, "city"), at=NOON).get("/nhat-ky-xem/")
        assert page.index(cast.ward_head.name) < page.index(cast.ward_handler.name)
        assert "người xử lý, " in page
        assert f"/ho-so/{code}/" in page

    @pytest.mark.parametrize(
        ("asked", "shown"),
        [
            (LogQuestion(TODAY), 2),
            (LogQuestion(TODAY, code="{code}"), 2),
            (LogQuestion(TODAY, code="000.00.99.H09-261102-0001"), 0),
            (LogQuestion(TODAY, officer="{name}"), 1),
            (LogQuestion(TODAY, officer="khong ai ca"), 0),
            (LogQuestion(TODAY, since=NOON + timedelta(seconds=30)), 1),
            (LogQuestion(TODAY, until=NOON + timedelta(seconds=30)), 1),
            (LogQuestion(TODAY, since=NOON + timedelta(days=1)), 0),
        ],
    )
    def test_it_is_asked_by_dossier_officer_and_period(
        self, cast: Cast, browser: Browser, asked: LogQuestion, shown: int
    ) -> None:
        code = copy_life(cast).dossier.code
        opened(browser, cast.ward_handler, cast.ward_head, code=code)
        told = LogQuestion(
            on=TODAY,
            code=asked.code.format(code=code),
            officer=asked.officer.format(name=cast.ward_head.name),
            since=asked.since,
            until=asked.until,
        )
        assert readings.openings(inspector(cast, "ward"), told).count() == shown

    def test_who_inspects_reads_a_dossiers_own_log_and_nobody_else(
        self, cast: Cast, browser: Browser
    ) -> None:
        where = f"/ho-so/{permit_life(cast).dossier.code}/"
        for reader in (cast.city_receiver, cast.planner, cast.planning_head, cast.city_clerk):
            assert "nhat-ky-xem" not in browser.of(reader, at=NOON).get(where)
            browser.get(f"{where}nhat-ky-xem/", 403)
        assert f"{where}nhat-ky-xem/" in browser.of(inspector(cast, "city"), at=NOON).get(where)
        assert cast.planner.name in browser.get(f"{where}nhat-ky-xem/")

    def test_nobody_reads_what_lies_beside_him(self, cast: Cast, browser: Browser) -> None:
        code = permit_life(cast).dossier.code
        opened(browser, cast.planner, code=code)
        browser.of(cast.planner, at=NOON).client.get("/tim-ho-so/", {"q": "phuong uyen"})
        for place in ("ward", "department"):
            viewer = inspector(cast, place)
            assert not readings.openings(viewer, LogQuestion(TODAY))
            assert not readings.searches(viewer, LogQuestion(TODAY))
            page = browser.of(viewer, at=NOON)
            assert "Không có lượt nào" in page.get(f"/nhat-ky-xem/?hoso={code}")
            page.get(f"/ho-so/{code}/nhat-ky-xem/", 404)

    def test_another_seat_of_his_opens_no_more_of_it(self, cast: Cast, browser: Browser) -> None:
        """Who is a head in the city and an inspector in the ward inspects the ward alone."""
        code = permit_life(cast).dossier.code
        opened(browser, cast.planner, code=code)
        here = inspector(cast, "ward")
        both = Actor(here.kind, here.name, here.user_id, (*here.grants, *cast.city_head.grants))
        assert queries.visible_to(both).exists()
        assert not readings.openings(both, LogQuestion(TODAY))

    @pytest.mark.parametrize("address", ["/nhat-ky-xem/", "/nhat-ky-xem/luot-tim/"])
    def test_it_has_no_door_for_others(self, cast: Cast, browser: Browser, address: str) -> None:
        for other in (cast.city_head, cast.ward_receiver, cast.administrator):
            browser.of(other, at=NOON).get(address, 403)

    def test_searches_stand_beside_openings(self, cast: Cast, browser: Browser) -> None:
        copy_life(cast)
        browser.of(cast.ward_receiver, at=NOON).client.get("/tim-ho-so/", {"q": "Phương Uyên"})
        page = browser.of(inspector(cast, "province"), at=NOON).get("/nhat-ky-xem/luot-tim/")
        assert "P. Uyên" in page
        assert "1 hồ sơ" in page
        assert cast.ward_receiver.name in page

    def test_it_goes_on_by_key(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        user_id, post_id = cast.ward_head.user_id, cast.ward_head.grants[0].post_id
        assert user_id is not None
        Reading.objects.bulk_create(
            Reading(
                dossier=life.dossier,
                user_id=user_id,
                name=f"Người {place:03d}",
                post_id=post_id,
                what="page",
                at=NOON,
            )
            for place in range(PAGE_SIZE + 3)
        )
        page = browser.of(inspector(cast, "ward"), at=NOON)
        first = page.get("/nhat-ky-xem/")
        assert "Người 052" in first
        assert "Người 002" not in first
        (_, rest) = first.split('rel="next" href="', 1)
        second = page.get(rest.split('"')[0].replace("&amp;", "&"))
        assert "Người 002" in second
        assert "Người 003" not in second


class TestOwner:
    def test_the_owner_is_told_from_where_how_often_and_no_name(
        self, cast: Cast, browser: Browser
    ) -> None:
        life = copy_life(cast)
        opened(
            browser, cast.ward_handler, cast.ward_handler, cast.ward_head, code=life.dossier.code
        )
        found = readings.told_to_owner(life.dossier.code)
        assert [(each.kind.text, each.times) for each in found] == [
            ("lãnh đạo", 1),
            ("người xử lý", 2),
        ]
        assert found[1].last_at == NOON + timedelta(minutes=1)
        assert {each.agency for each in found} == {cast.house.ward.name}


def test_the_seat_is_the_one_that_sees(cast: Cast, browser: Browser) -> None:
    """Somebody with two seats reads from the one whose dossier it is."""
    code = copy_life(cast).dossier.code
    tenure = agencies.seat(cast.house.department, PostKind.HEAD, "Võ Thị Hai Ghế")
    second = agencies.seat(cast.house.ward, PostKind.HEAD, "Võ Thị Hai Ghế")
    second.person = tenure.person
    second.save()
    user = User.objects.get(pk=tenure.person.user_id or 0)
    reader = Actor(cast.ward_head.kind, user.full_name, user.pk)
    opened(browser, reader, code=code)
    assert Reading.objects.get().post_id == second.post_id
    assert not Search.objects.exists()

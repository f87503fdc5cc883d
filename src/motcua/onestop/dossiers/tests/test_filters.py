"""My work, narrowed down: by what, how the address says it, what is said when nothing is left."""

import re
from datetime import timedelta

import pytest
from django.http import QueryDict

from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.words import COUNTED
from motcua.onestop.dossiers import lists
from motcua.onestop.dossiers.actions import steps
from motcua.onestop.dossiers.examples import MORNING, Cast, copy_life, permit_life
from motcua.onestop.dossiers.presentation.filters import Due, Filters, span
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE, Edges
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.tests.test_page_of_work import many, names, permit_of

DAY = timedelta(days=1)
WAITING = "/viec/?danh-sach=cho-nguoi-nhan"
EDGES = Edges.at(MORNING)


class TestSpan:
    @pytest.mark.parametrize(
        ("due", "days", "expected"),
        [
            pytest.param(Due.LATE, -1, True, id="yesterday is late"),
            pytest.param(Due.LATE, 0.1, False, id="this noon is not late"),
            pytest.param(Due.TODAY, 0.1, True, id="this noon is today"),
            pytest.param(Due.TODAY, -0.1, False, id="what is late is not due today"),
            pytest.param(Due.TOMORROW, 1, True, id="tomorrow"),
            pytest.param(Due.THIS_WEEK, 4, True, id="Friday is this week"),
            pytest.param(Due.THIS_WEEK, 0.1, True, id="today is this week"),
            pytest.param(Due.THIS_WEEK, 7, False, id="Monday is next week"),
        ],
    )
    def test_of_a_filter(self, due: Due, days: float, expected: bool) -> None:  # noqa: FBT001
        begins, ends = span(due, EDGES)
        at = MORNING + timedelta(days=days)
        assert ((begins is None or begins <= at) and (ends is None or at < ends)) is expected

    def test_of_none(self) -> None:
        assert span(None, EDGES) == (None, None)


@pytest.mark.django_db
class TestFilters:
    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ("thutuc=1.013225", ["Bùi Quốc Việt", "Hồ Thị Ngọc Yến"]),
            ("thutuc=2.000815", []),
            ("noigui=BD-718", ["Bùi Quốc Việt", "Hồ Thị Ngọc Yến"]),
            ("noigui=BD-725", []),
            ("buoc=handle", ["Bùi Quốc Việt", "Hồ Thị Ngọc Yến"]),
            ("buoc=sign", []),
            ("han=tre", ["Bùi Quốc Việt"]),
            ("han=hom-nay", []),
            ("han=ngay-mai", ["Hồ Thị Ngọc Yến"]),
            ("kenh=counter", ["Bùi Quốc Việt", "Hồ Thị Ngọc Yến"]),
            ("kenh=online", []),
            ("kenh=online&kenh=counter", ["Bùi Quốc Việt", "Hồ Thị Ngọc Yến"]),
            ("kenh=counter&kenh=online", []),
            ("tu=03/11/2026", ["Hồ Thị Ngọc Yến"]),
            ("den=02/11/2026", ["Bùi Quốc Việt"]),
            ("han=tre&tu=03/11/2026", []),
            ("xep=moi", ["Hồ Thị Ngọc Yến", "Bùi Quốc Việt"]),
            ("xep=cu", ["Bùi Quốc Việt", "Hồ Thị Ngọc Yến"]),
        ],
    )
    def test_each_by_itself_and_together(
        self, cast: Cast, browser: Browser, asked: str, expected: list[str]
    ) -> None:
        first = permit_of(cast, "Bùi Quốc Việt", MORNING)
        second = permit_of(cast, "Hồ Thị Ngọc Yến", MORNING + DAY)
        first.dossier.items.update(due_at=MORNING)
        second.dossier.items.update(due_at=MORNING + 3 * DAY)
        page = browser.of(cast.planner, at=MORNING + 2 * DAY).get(f"{WAITING}&{asked}")
        assert names(page) == expected

    def test_a_chip_names_each_and_leads_back_without_it(
        self, cast: Cast, browser: Browser
    ) -> None:
        permit_life(cast)
        page = browser.of(cast.planner, at=MORNING).get(f"{WAITING}&thutuc=1.013225&kenh=counter")
        chips = re.findall(r"<span>([^<]+): <b>([^<]+)</b></span> <a href=\"([^\"]+)\"", page)
        assert [(label, words) for label, words, _ in chips] == [
            ("Thủ tục", "Cấp giấy phép xây dựng"),
            ("Cách nộp", "Tại quầy"),
        ]
        assert [href.split("&amp;", 1)[1] for *_, href in chips] == [
            "kenh=counter",
            "thutuc=1.013225",
        ]

    def test_nothing_left_says_which_filter_to_drop(self, cast: Cast, browser: Browser) -> None:
        permit_life(cast)
        page = browser.of(cast.planner, at=MORNING).get(f"{WAITING}&thutuc=1.013225&kenh=online")
        assert names(page) == []
        assert "Không có việc nào khớp tất cả các điều kiện." in page
        assert "Bỏ điều kiện cách nộp: có 1 việc" in page
        assert "Bỏ điều kiện thủ tục" not in page

    def test_pages_keep_what_was_asked(self, cast: Cast, browser: Browser) -> None:
        many(cast, PAGE_SIZE + 3)
        page = browser.of(cast.planner, at=MORNING + DAY)
        for asked in ("kenh=counter", "xep=moi", "xep=cu"):
            first = page.get(f"{WAITING}&{asked}")
            (way,) = re.findall(r'rel="next" href="([^"]+)"', first)
            assert asked in way
            second = page.get(way.replace("&amp;", "&"))
            codes = re.findall(r'href="/ho-so/([^/]+)/"', first + second)
            assert len(codes) == len(set(codes)) == PAGE_SIZE + 4

    @pytest.mark.parametrize(
        "asked",
        [
            *("thutuc=' OR 1=1--", "noigui=x y", "buoc=fly", "han=nie", "kenh=fax"),
            *("tu=31/02/2026", "den=x", "tu=02/11/2026&den=01/11/2026", "xep=quer"),
        ],
    )
    def test_what_is_no_filter_is_refused_in_a_sentence(
        self, cast: Cast, browser: Browser, asked: str
    ) -> None:
        permit_life(cast)
        page = browser.of(cast.planner, at=MORNING).get(f"{WAITING}&{asked}", status=422)
        assert 'class="govuk-error-summary"' in page
        assert "<details" in page
        assert names(page) == []

    def test_a_wrong_day_leaves_the_columns_that_were_chosen(
        self, cast: Cast, browser: Browser
    ) -> None:
        permit_life(cast)
        asked = f"{WAITING}&tu=31/02/2026&cot=ho-so&cot=nguoi"
        page = browser.of(cast.planner, at=MORNING).get(asked, status=422)
        assert all(f'<option value="{column}" selected>' in page for column in ("ho-so", "nguoi"))

    def test_a_number_of_a_seat_beyond_all_numbers(self, cast: Cast, browser: Browser) -> None:
        asked = "/viec/?danh-sach=ca-co-quan&nguoi=" + "9" * 40
        browser.of(cast.planning_head, at=MORNING).get(asked, status=422)

    def test_a_colleagues_address_opens_though_nothing_of_it_is_here(
        self, cast: Cast, browser: Browser
    ) -> None:
        permit_life(cast)
        page = browser.of(cast.planner, at=MORNING).get(f"{WAITING}&thutuc=9.999999")
        assert "Bỏ điều kiện thủ tục: có 1 việc" in page


@pytest.mark.django_db
class TestInHouse:
    def test_a_head_has_all_that_lies_open_and_who_has_it(
        self, cast: Cast, browser: Browser
    ) -> None:
        given = permit_of(cast, "Hồ Thị Ngọc Yến", MORNING)
        given.act(steps.assign, cast.planning_head, post_id=cast.planner.grants[0].post_id)
        permit_of(cast, "Bùi Quốc Việt", MORNING)
        copy_life(cast)
        page = browser.of(cast.planning_head, at=MORNING + DAY)
        whole = page.get("/viec/?danh-sach=ca-co-quan")
        assert set(names(whole)) == {"Hồ Thị Ngọc Yến", "Bùi Quốc Việt"}
        assert "chờ người nhận" in whole
        seat = cast.planner.grants[0].post_id
        assert names(page.get(f"/viec/?danh-sach=ca-co-quan&nguoi={seat}")) == ["Hồ Thị Ngọc Yến"]

    def test_the_head_of_a_district_has_that_of_its_offices(
        self, cast: Cast, browser: Browser
    ) -> None:
        permit_life(cast)
        copy_life(cast)
        page = browser.of(cast.city_head, at=MORNING).get("/viec/?danh-sach=ca-co-quan")
        assert len(names(page)) == 1

    @pytest.mark.parametrize("role", ["planner", "city_receiver", "city_clerk"])
    def test_others_have_no_such_list(self, cast: Cast, browser: Browser, role: str) -> None:
        permit_life(cast)
        actor: Actor = getattr(cast, role)
        assert not lists.in_house(actor).exists()
        assert "ca-co-quan" not in browser.of(actor, at=MORNING).get("/viec/")


@pytest.mark.django_db
def test_nothing_is_counted_past_a_hundred(cast: Cast, browser: Browser) -> None:
    many(cast, 2 * COUNTED)
    at = MORNING + DAY
    assert lists.lengths(cast.planner, since=at)["waiting"] == COUNTED + 1
    assert lists.by_urgency(lists.waiting(cast.planner), Edges.at(at)) == (0, 0, COUNTED + 1)
    page = browser.of(cast.planner, at=at).get("/viec/")
    assert "hơn 100 còn hạn" in page
    assert f"{PAGE_SIZE} trong hơn 100 việc" in page


def test_a_filter_left_out_leaves_the_others() -> None:
    filters = Filters(procedure="1", due=Due.LATE)
    assert filters.without("han") == Filters(procedure="1")
    assert filters.without("thutuc") == Filters(due=Due.LATE)
    assert QueryDict("han=tre")["han"] == Due.LATE

"""Lists that officers keep for themselves: named, renamed, dropped, opened first; and columns."""

import re
from datetime import timedelta

import pytest

from motcua.onestop.dossiers.actions import views
from motcua.onestop.dossiers.examples import MORNING, Cast, key, permit_life
from motcua.onestop.dossiers.models import SavedView
from motcua.onestop.dossiers.presentation.columns import MOST, USUAL, Column, chosen, usual
from motcua.onestop.dossiers.presentation.worklist import Tab
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.tests.test_page_of_work import many, names

NOON = MORNING + timedelta(hours=4)
PAGE = "/viec/cach-xem/"
QUESTION = "danh-sach=cho-nguoi-nhan&kenh=counter&xep=moi&cot=ho-so.nhan"


def heads(page: str) -> list[str]:
    """Return the heads of the list's columns."""
    (head,) = re.findall(r"<thead.*?</thead>", page.split("data-mc-rows", 1)[1], re.DOTALL)
    return re.findall(r"<th[^>]*>([^<]+)</th>", head)


class TestColumns:
    @pytest.mark.parametrize(
        ("names", "expected"),
        [
            ([], ()),
            (["x", ""], ()),
            (["nhan"], (Column.DOSSIER, Column.RECEIVED)),
            (["nhan", "ho-so", "nhan"], (Column.RECEIVED, Column.DOSSIER)),
            (["han", "ho-so"], (Column.DUE, Column.DOSSIER)),
        ],
    )
    def test_are_those_asked_for_with_the_dossier_among_them(
        self, names: list[str], expected: tuple[Column, ...]
    ) -> None:
        assert chosen(names) == expected

    def test_are_never_more_than_have_room(self) -> None:
        assert len(chosen([column.value for column in Column])) == MOST

    def test_a_list_of_everybodys_work_says_whose_it_is(self) -> None:
        assert usual(Tab.MINE) == USUAL
        assert Column.HOLDER in usual(Tab.IN_HOUSE)

    @pytest.mark.django_db
    @pytest.mark.parametrize("asked", ["cot=ho-so.nhan.kenh", "cot=ho-so&cot=nhan&cot=&cot=kenh"])
    def test_stand_in_the_order_of_the_address(
        self, cast: Cast, browser: Browser, asked: str
    ) -> None:
        permit_life(cast)
        page = browser.of(cast.planner, at=NOON).get(f"/viec/?danh-sach=cho-nguoi-nhan&{asked}")
        assert heads(page) == ["Hồ sơ", "Nhận hồ sơ lúc", "Cách nộp"]
        assert "08:14 02/11/2026" in page
        assert "Tại quầy" in page

    @pytest.mark.django_db
    def test_every_one_has_its_cell(self, cast: Cast, browser: Browser) -> None:
        permit_life(cast)
        columns = [column.value for column in Column]
        for some in (columns[:MOST], ["ho-so", *columns[MOST:]]):
            asked = f"/viec/?danh-sach=ca-co-quan&cot={'.'.join(some)}"
            page = browser.of(cast.planning_head, at=NOON).get(asked)
            (row,) = re.findall(r'<tr role="row">\n<td.*?</tr>', page, re.DOTALL)
            cells = [re.sub(r"<[^>]+>|\s", "", cell) for cell in row.split("</td>")[:-1]]
            assert all(cells[1:]), cells
            assert len(cells) == len(some) + 1

    @pytest.mark.django_db
    def test_pages_and_filters_keep_them(self, cast: Cast, browser: Browser) -> None:
        many(cast, 60)
        page = browser.of(cast.planner, at=NOON).get(f"/viec/?{QUESTION}")
        (way,) = re.findall(r'rel="next" href="([^"]+)"', page)
        assert "cot=ho-so.nhan" in way
        (chip,) = re.findall(r"Tại quầy</b></span> <a href=\"([^\"]+)\"", page)
        assert "cot=ho-so.nhan" in chip


@pytest.mark.django_db
class TestViews:
    def keep(self, browser: Browser, name: str = "Mới ở quầy", question: str = QUESTION) -> None:
        browser.post(PAGE, 302, lam="giu", ten=name, hoi=question)

    def test_one_is_kept_from_the_list_and_leads_back_to_it(
        self, cast: Cast, browser: Browser
    ) -> None:
        permit_life(cast)
        page = browser.of(cast.planner, at=NOON).get(f"/viec/?{QUESTION}&sau=1-1")
        (way,) = re.findall(r'href="(/viec/cach-xem/\?[^"]+)"', page)
        form = browser.get(way.replace("&amp;", "&"))
        (question,) = re.findall(r'name="hoi" value="([^"]+)"', form)
        assert "sau" not in question
        self.keep(browser, question=question.replace("&amp;", "&"))
        assert browser.location == f"/viec/?{QUESTION}"
        page = browser.get(browser.location)
        assert "Đã giữ cách xem Mới ở quầy." in page
        assert re.search(r'aria-current="page">Mới ở quầy</a>', page)

    def test_the_first_one_opens_and_its_columns_are_ones_own_everywhere(
        self, cast: Cast, browser: Browser
    ) -> None:
        permit_life(cast)
        self.keep(browser.of(cast.planner, at=NOON))
        view = SavedView.objects.get()
        assert browser.client.get("/viec/").status_code == 200
        browser.post(PAGE, 302, lam="mo-dau", cach=view.pk)
        opened = browser.client.get("/viec/")
        assert opened["Location"] == f"/viec/?{view.question}"
        other = browser.get("/viec/?danh-sach=cho-nguoi-nhan")
        assert heads(other) == ["Hồ sơ", "Nhận hồ sơ lúc"]
        browser.post(PAGE, 302, lam="thoi-mo-dau")
        assert browser.client.get("/viec/").status_code == 200

    def test_a_first_one_that_asks_nothing_opens_as_for_everybody(
        self, cast: Cast, browser: Browser
    ) -> None:
        self.keep(browser.of(cast.planner, at=NOON))
        SavedView.objects.update(question="", is_first=True)
        assert browser.client.get("/viec/").status_code == 200

    def test_only_one_is_first(self, cast: Cast, browser: Browser) -> None:
        browser.of(cast.planner, at=NOON)
        for name in ("Một", "Hai"):
            self.keep(browser, name)
            browser.post(PAGE, 302, lam="mo-dau", cach=SavedView.objects.get(name=name).pk)
        assert [view.name for view in SavedView.objects.filter(is_first=True)] == ["Hai"]

    def test_one_is_renamed_and_dropped(self, cast: Cast, browser: Browser) -> None:
        self.keep(browser.of(cast.planner, at=NOON))
        view = SavedView.objects.get()
        browser.post(PAGE, 302, lam="doi-ten", cach=view.pk, ten="Ở quầy")
        assert "Ở quầy" in browser.get(PAGE)
        browser.post(PAGE, 302, lam="bo", cach=view.pk)
        assert not SavedView.objects.exists()
        assert "Chưa giữ cách xem nào" in browser.get(PAGE)

    def test_a_form_sent_twice_keeps_one(self, cast: Cast, browser: Browser) -> None:
        browser.of(cast.planner, at=NOON)
        sent = {"form_key": key(), "lam": "giu", "ten": "Một", "hoi": QUESTION}
        for _ in range(2):
            assert browser.client.post(PAGE, sent).status_code == 302
        assert SavedView.objects.count() == 1

    @pytest.mark.parametrize(
        ("typed", "status", "words"),
        [
            ({"lam": "giu", "ten": ""}, 422, "Đặt tên cho cách xem."),
            ({"lam": "giu", "ten": "x" * 61}, 422, "Viết ngắn lại"),
            ({"lam": "giu", "ten": "MỘT"}, 422, "Đã có cách xem tên MỘT."),
            ({"lam": "giu", "ten": "Hai", "hoi": "x=" + "y" * 1000}, 422, "Viết ngắn lại"),
            ({"lam": "giu", "ten": "Hai", "hoi": "thutuc=" + "ế" * 300}, 422, "chữ quá dài"),
            ({"lam": "giu", "ten": "Hai", "hoi": ""}, 422, "Mở một danh sách"),
            ({"lam": "giu", "ten": "Hai", "hoi": "sau=1-1"}, 422, "Mở một danh sách"),
            ({"lam": "doi-ten", "ten": "Hai"}, 422, "Chọn một cách xem trong danh sách."),
            ({"lam": "bo", "cach": 999999}, 404, "Cách xem này không còn."),
            ({"lam": "bo", "cach": "9" * 40}, 422, "Nhập số không lớn hơn"),
            ({"lam": "bay", "cach": 1}, 422, "Chọn một dòng trong danh sách."),
        ],
    )
    def test_what_cannot_be_is_refused_and_leaves_no_trace(
        self, cast: Cast, browser: Browser, typed: dict[str, str], status: int, words: str
    ) -> None:
        self.keep(browser.of(cast.planner, at=NOON), "Một")
        page = browser.post(PAGE, status, **{"hoi": QUESTION, **typed})
        assert words in page
        assert [view.name for view in SavedView.objects.all()] == ["Một"]

    def test_more_than_one_may_is_refused(
        self, cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(views, "MOST", 1)
        self.keep(browser.of(cast.planner, at=NOON), "Một")
        page = browser.post(PAGE, 422, lam="giu", ten="Hai", hoi=QUESTION)
        assert "Đang giữ 1 cách xem" in page
        assert 'value="Hai"' in page

    def test_nobody_sees_or_touches_anothers(self, cast: Cast, browser: Browser) -> None:
        self.keep(browser.of(cast.planner, at=NOON))
        browser.get(PAGE)  # where he reads that it was kept
        view = SavedView.objects.get()
        browser.of(cast.second_planner, at=NOON)
        assert "Mới ở quầy" not in browser.get(PAGE) + browser.get("/viec/")
        for typed in ({"lam": "bo"}, {"lam": "mo-dau"}, {"lam": "doi-ten", "ten": "Của tôi"}):
            browser.post(PAGE, 404, **typed, cach=view.pk)
        view.refresh_from_db()
        assert (view.name, view.is_first) == ("Mới ở quầy", False)

    def test_who_leaves_the_seat_leaves_the_view(self, cast: Cast, browser: Browser) -> None:
        self.keep(browser.of(cast.planner, at=NOON))
        assert "Mới ở quầy" in browser.get(PAGE)
        SavedView.objects.update(post=cast.ward_handler.grants[0].post_id)
        assert "Mới ở quầy" not in browser.get(PAGE)

    def test_an_address_keeps_nothing_but_what_makes_a_list(
        self, cast: Cast, browser: Browser
    ) -> None:
        browser.of(cast.planner, at=NOON)
        self.keep(browser, question="danh-sach=cua-toi&sau=1-1&next=//x&han=tre")
        assert SavedView.objects.get().question == "danh-sach=cua-toi&han=tre"

    def test_a_kept_list_shows_what_it_shows_to_whom_it_may(
        self, cast: Cast, browser: Browser
    ) -> None:
        permit_life(cast)
        asked = "/viec/?danh-sach=ca-co-quan"
        assert names(browser.of(cast.planner, at=NOON).get(asked)) == names(browser.get("/viec/"))

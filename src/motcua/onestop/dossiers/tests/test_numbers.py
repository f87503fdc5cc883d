"""The books of numbers: what an agency issued in a year, in order, and whether any is missing."""

from datetime import timedelta

import pytest

from motcua.ground.documents.models import NumberBook
from motcua.onestop.dossiers import books
from motcua.onestop.dossiers.actions import steps
from motcua.onestop.dossiers.examples import MORNING, Cast, Life, copy_life, draft, permit_to_result
from motcua.onestop.dossiers.models import Result
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.views import numbers

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=9)
PAGE = "/so-cap-so/"


def issued(cast: Cast) -> Life:
    """Return a copy whose result the ward has just issued."""
    life = copy_life(cast)
    life.act(steps.propose, cast.ward_handler, draft=draft())
    life.sign(cast.ward_head)
    life.act(steps.issue, cast.ward_clerk)
    return life


def test_what_a_book_says(cast: Cast, browser: Browser) -> None:
    lives = [issued(cast) for _ in range(2)]
    result = Result.objects.get(dossier=lives[1].dossier)
    page = browser.of(cast.ward_clerk, at=LATER).get(PAGE)
    for words in (str(result), "Lê Minh Đức", "02/11/2026", lives[0].dossier.code):
        assert words in page
    assert f"Số cuối đã cấp: <b>2/{result.symbol}</b>, năm 2026." in page
    assert "Không thiếu số nào." in page
    assert page.index(lives[1].dossier.code) < page.index(lives[0].dossier.code)


def test_a_missing_number_is_named(cast: Cast, browser: Browser) -> None:
    lives = [issued(cast) for _ in range(3)]
    Result.objects.filter(dossier=lives[1].dossier).delete()
    page = browser.of(cast.ward_clerk, at=LATER).get(PAGE)
    assert "Không thấy kết quả mang số 2: báo người quản trị." in page
    assert "Không thiếu số nào." not in page


def test_a_book_of_other_papers_misses_none(cast: Cast, browser: Browser) -> None:
    NumberBook.objects.create(agency=cast.house.ward, kind="TNHS", year=2026, last_number=9)
    page = browser.of(cast.ward_clerk, at=LATER).get(PAGE)
    assert "Số cuối đã cấp: <b>9/TNHS</b>" in page
    assert "Sổ này cấp số cho phiếu từ chối hoặc thông báo dừng" in page
    assert "Không thấy kết quả" not in page


def test_each_book_is_called_by_what_it_numbers(cast: Cast, browser: Browser) -> None:
    permit_to_result(cast)
    for kind in ("TCTN", "LẠ"):
        NumberBook.objects.create(agency=cast.house.city, kind=kind, year=2026, last_number=1)
    page = browser.of(cast.city_clerk, at=LATER).get(PAGE)
    for title in ("Giấy phép xây dựng", "Phiếu từ chối tiếp nhận, giải quyết hồ sơ"):
        assert f'title="{title}"' in page
    assert "GPXD: Giấy phép xây dựng</h2>" in page
    unknown = browser.get(f"{PAGE}?nam=2026&so={cast.house.city.pk}-LẠ")
    assert "<b>1/LẠ</b>" in unknown
    assert 'govuk-heading-m">LẠ' not in unknown


def test_the_year_and_the_book_are_chosen(cast: Cast, browser: Browser) -> None:
    issued(cast)
    for year, kind in ((2025, "A"), (2026, "B")):
        NumberBook.objects.create(agency=cast.house.ward, kind=kind, year=year, last_number=year)
    browser.of(cast.ward_clerk, at=LATER)
    assert "<b>2025/A</b>" in browser.get(f"{PAGE}?nam=2025")
    assert "<b>2026/B</b>" in browser.get(f"{PAGE}?nam=2026&so={cast.house.ward.pk}-B")
    assert "năm 2026." in browser.get(f"{PAGE}?nam=x&so=x&sau=x")


def test_a_page_leads_on_to_the_next(
    cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "PAGE_SIZE", 2)
    mine = [issued(cast).dossier.code for _ in range(3)]
    browser.of(cast.ward_clerk, at=LATER)
    first = browser.client.get(PAGE)
    second = browser.client.get(first.context["next_href"])
    shown = [[each.dossier.code for each in page.context["issued"]] for page in (first, second)]
    assert shown == [mine[:0:-1], mine[:1]]
    assert not second.context["next_href"]


def test_an_agency_that_issued_nothing_yet_has_no_book(cast: Cast, browser: Browser) -> None:
    assert "Chưa có sổ nào." in browser.of(cast.ward_clerk, at=LATER).get(PAGE)


def test_it_is_his_agencys_alone(cast: Cast, browser: Browser) -> None:
    issued(cast)
    permit = permit_to_result(cast)
    assert permit.dossier.code in browser.of(cast.city_clerk, at=LATER).get(PAGE)
    assert permit.dossier.code not in browser.of(cast.ward_clerk, at=LATER).get(PAGE)
    (book,) = books.number_books(cast.ward_clerk)
    assert not books.issued(cast.city_clerk, book).exists()


@pytest.mark.parametrize("role", ["ward_receiver", "ward_handler", "ward_head", "administrator"])
def test_nobody_else_has_a_door_to_it(cast: Cast, browser: Browser, role: str) -> None:
    browser.of(getattr(cast, role), at=LATER).get(PAGE, status=403)

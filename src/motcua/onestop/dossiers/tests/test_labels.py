"""Labels for folders: of one dossier, or of all that the desk received today."""

from datetime import timedelta

import pytest

from motcua.ground.documents.tests.reading import texts
from motcua.onestop.dossiers.examples import MORNING, Cast, copy_matter, permit_life, received
from motcua.onestop.dossiers.models import Dossier, Reading
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.views import labels

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=9)
PAGE, PDF = "/nhan-ho-so/", "/nhan-ho-so/in/"


def copies(cast: Cast, count: int) -> list[Dossier]:
    return [
        received(cast.ward_receiver, copy_matter(cast), now=MORNING + timedelta(minutes=n))
        for n in range(count)
    ]


def test_todays_dossiers_of_the_desk(cast: Cast, browser: Browser) -> None:
    first, second = copies(cast, 2)
    elsewhere = permit_life(cast).dossier
    page = browser.of(cast.ward_receiver, at=LATER).get(PAGE)
    (sheet,) = texts(browser.file(PDF))
    for where in (page, sheet):
        assert first.code in where
        assert second.code in where
        assert elsewhere.code not in where
    assert not Reading.objects.filter(what="label").exists()


def test_yesterdays_are_not_among_them(cast: Cast, browser: Browser) -> None:
    (mine,) = copies(cast, 1)
    tomorrow = browser.of(cast.ward_receiver, at=LATER + timedelta(days=1))
    page = tomorrow.get(PAGE)
    assert mine.code not in page
    assert "Hôm nay quầy chưa nhận hồ sơ nào." in page
    assert "Hôm nay quầy chưa nhận hồ sơ nào." in tomorrow.get(PDF)
    assert mine.code in texts(tomorrow.file(f"{PDF}?ho-so={mine.code}"))[0]


def test_the_label_of_one_is_offered_on_its_page(cast: Cast, browser: Browser) -> None:
    life = permit_life(cast)
    asked = f"?ho-so={life.dossier.code}"
    browser.of(cast.city_receiver, at=LATER)
    assert PAGE + asked in browser.get(f"/ho-so/{life.dossier.code}/")
    assert life.dossier.code in browser.get(PAGE + asked)
    (sheet,) = texts(browser.file(f"{PDF}{asked}&o=14"))
    for words in (life.dossier.code, "Nguyễn Thị Phương Uyên", "Hẹn trả: 17:00 ngày 17/11/2026"):
        assert words in sheet
    assert Reading.objects.filter(what="label").count() == 1


def test_many_are_printed_in_batches(
    cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labels, "AT_ONCE", 2)
    mine = [dossier.code for dossier in copies(cast, 3)]
    browser.of(cast.ward_receiver, at=LATER)
    first = browser.client.get(PAGE)
    assert [each.code for each in first.context["dossiers"]] == mine[:2]
    second = browser.client.get(first.context["next_href"])
    assert [each.code for each in second.context["dossiers"]] == mine[2:]
    assert not second.context["next_href"]
    after = second.context["after"]
    assert mine[2] in texts(browser.file(f"{PDF}?sau={after}"))[0]
    assert mine[2] not in texts(browser.file(PDF))[0]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("0", "Nhập số không nhỏ hơn 1."),
        ("15", "Nhập số không lớn hơn 14."),
        ("x", "Nhập số ô, từ 1 đến 14."),
        ("", "Nhập số ô, từ 1 đến 14."),
    ],
)
def test_a_place_beside_the_sheet_is_refused(
    cast: Cast, browser: Browser, place: str, words: str
) -> None:
    copies(cast, 1)
    page = browser.of(cast.ward_receiver, at=LATER).get(f"{PDF}?o={place}", status=422)
    assert words in page


@pytest.mark.parametrize(
    ("role", "status"),
    [("ward_receiver", 404), ("city_head", 403), ("planner", 403), ("city_clerk", 403)],
)
def test_to_others_there_is_no_such_label(
    cast: Cast, browser: Browser, role: str, status: int
) -> None:
    code = permit_life(cast).dossier.code
    browser.of(getattr(cast, role), at=LATER)
    browser.get(f"{PAGE}?ho-so={code}", status=status)
    browser.get(f"{PDF}?ho-so={code}", status=status)

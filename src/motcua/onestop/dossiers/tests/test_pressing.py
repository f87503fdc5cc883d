"""What is late and due soon where somebody is the head: whose, how much, for whom to read."""

import re
from datetime import timedelta

import pytest

from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers.actions import steps
from motcua.onestop.dossiers.examples import (
    MORNING,
    Cast,
    copy_life,
    permit_life,
    permit_to_signature,
)
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.tests.test_page_of_work import many, names, permit_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOON = MORNING + timedelta(hours=4)
PAGE = "/viec/den-han/"


def figures(page: str) -> list[list[str]]:
    """Return the figures of the first table, row by row: late, today, tomorrow, all."""
    table = page.split("<table", 2)[1]
    rows = [re.findall(r'mc-amount" data-mc-label[^>]*>(?:<[^>]+>)*(\d+)', row) for row in
            table.split("<tr")]  # fmt: skip
    return [row for row in rows if row]


def three(cast: Cast) -> None:
    """Let one of three permits be late and in hand, the others wait: for today, for later."""
    late = permit_of(cast, "Hồ Thị Ngọc Yến", MORNING)
    late.act(steps.assign, cast.planning_head, post_id=cast.planner.grants[0].post_id)
    late.dossier.items.update(due_at=NOON - timedelta(hours=1))
    today = permit_of(cast, "Bùi Quốc Việt", MORNING)
    today.dossier.items.update(due_at=NOON + timedelta(hours=1))
    permit_of(cast, "Phan Thị Ánh Nguyệt", MORNING)


@pytest.mark.parametrize("role", ["planning_head", "city_head"])
def test_it_is_told_by_whoever_has_it_and_adds_up(cast: Cast, browser: Browser, role: str) -> None:
    three(cast)
    page = browser.of(getattr(cast, role), at=NOON).get(PAGE)
    assert figures(page) == [["1", "0", "0", "1"], ["0", "1", "0", "1"], ["1", "1", "0", "2"]]
    assert names(page) == ["Hồ Thị Ngọc Yến", "Bùi Quốc Việt"]
    assert "Chờ người nhận" in page


def test_what_waits_for_the_head_is_said_to_wait_for_him(cast: Cast, browser: Browser) -> None:
    life = permit_to_signature(cast)
    life.dossier.items.update(due_at=life.now)
    page = browser.of(cast.city_head, at=life.now + timedelta(hours=1)).get(PAGE)
    assert "Chờ lãnh đạo" in page
    assert "hờ người nhận" not in page


def test_its_figures_are_those_of_the_list(cast: Cast, browser: Browser) -> None:
    three(cast)
    copy_life(cast)
    tab = browser.of(cast.planning_head, at=NOON)
    late, today, tomorrow, total = map(int, figures(tab.get(PAGE))[-1])
    whole = "/viec/?danh-sach=ca-co-quan&han="
    found = [len(names(tab.get(f"{whole}{due}"))) for due in ("tre", "hom-nay", "ngay-mai")]
    assert found == [late, today, tomorrow]
    assert total == sum(found)


def test_what_is_due_tomorrow(cast: Cast, browser: Browser) -> None:
    permit_life(cast).dossier.items.update(due_at=NOON + DAY)
    page = browser.of(cast.planning_head, at=NOON).get(PAGE)
    assert figures(page)[-1] == ["0", "0", "1", "1"]


def test_nothing_presses(cast: Cast, browser: Browser) -> None:
    permit_life(cast)
    page = browser.of(cast.planning_head, at=NOON).get(PAGE)
    assert "Không có hồ sơ nào trễ hạn, đến hạn hôm nay hay ngày mai." in page


def test_a_long_one_goes_on_and_its_figures_are_of_all(cast: Cast, browser: Browser) -> None:
    many(cast, PAGE_SIZE + 2)
    tab = browser.of(cast.planning_head, at=NOON + 30 * DAY)
    first = tab.get(PAGE)
    assert f"{PAGE_SIZE} trong {PAGE_SIZE + 3} việc." in first
    (address,) = re.findall(r'href="([^"]+)">Xem tiếp', first)
    second = tab.get(address)
    for page in (first, second):
        assert figures(page)[-1] == [str(PAGE_SIZE + 3), "0", "0", str(PAGE_SIZE + 3)]
    codes = re.findall(r'href="/ho-so/([^/]+)/"', first + second)
    assert len(codes) == len(set(codes)) == PAGE_SIZE + 3
    assert "Xem tiếp" not in second
    assert f'href="{PAGE}">Về đầu danh sách' in second
    assert len(names(tab.get(f"{PAGE}?sau=nonsense"))) == PAGE_SIZE


@pytest.mark.parametrize(
    "role", ["planner", "city_receiver", "city_clerk", "ward_receiver", "administrator"]
)
def test_others_have_no_such_page(cast: Cast, browser: Browser, role: str) -> None:
    actor: Actor = getattr(cast, role)
    browser.of(actor, at=NOON).get(PAGE, status=403)


def test_another_head_sees_nothing_of_it(cast: Cast, browser: Browser) -> None:
    three(cast)
    assert names(browser.of(cast.ward_head, at=NOON).get(PAGE)) == []


def test_the_desk_of_a_head_leads_here(cast: Cast, browser: Browser) -> None:
    assert f'href="{PAGE}"' in browser.of(cast.city_head, at=NOON).get("/ban-lam-viec/")
    assert f'href="{PAGE}"' not in browser.of(cast.planner, at=NOON).get("/ban-lam-viec/")

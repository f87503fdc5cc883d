"""What stands around a page, for whom."""

import pytest
from django.test import RequestFactory

from motcua.ground.kernel.actor import NOBODY, Actor, ActorKind, Grant, PostKind
from motcua.project import menus


def officer(*rights: PostKind) -> Actor:
    grants = tuple(Grant(1, right, 1, frozenset({1})) for right in rights)
    return Actor(ActorKind.OFFICER, "Nguyễn Thị Hạnh", 1, grants)


@pytest.mark.parametrize(
    ("actor", "labels"),
    [
        pytest.param(NOBODY, [], id="nobody sees nothing"),
        pytest.param(
            officer(PostKind.RECEIVER),
            [
                "Việc của tôi",
                "Tiếp nhận",
                "Bảng kê thu",
                "Sổ theo dõi",
                "Vắng mặt",
                "Lịch",
                "Cơ quan",
            ],
            id="a receiver takes in and works",
        ),
        pytest.param(
            officer(PostKind.HEAD),
            ["Việc của tôi", "Bảng kê thu", "Sổ theo dõi", "Vắng mặt", "Lịch", "Cơ quan"],
            id="a head takes nothing in",
        ),
        pytest.param(
            officer(PostKind.INSPECTOR),
            ["Hồ sơ", "Nhật ký xem", "Lịch", "Cơ quan"],
            id="an inspector reads",
        ),
        pytest.param(
            officer(PostKind.ADMINISTRATOR),
            ["Lịch", "Cơ quan", "Tin gửi"],
            id="an administrator sees no dossier",
        ),
    ],
)
def test_the_menu_shows_what_the_posts_open(actor: Actor, labels: list[str]) -> None:
    assert [entry.label for entry in menus.officers_menu(actor, "/")] == labels


def test_the_present_line_is_marked() -> None:
    menu = menus.officers_menu(officer(PostKind.RECEIVER), "/tiep-nhan/thu-tuc/")
    assert [entry.label for entry in menu if entry.is_current] == ["Tiếp nhận"]


@pytest.mark.parametrize(
    ("right", "address"),
    [(PostKind.HANDLER, "/tim-ho-so/"), (PostKind.ADMINISTRATOR, "")],
)
def test_the_bar_has_a_search_for_whoever_sees_dossiers(
    rf: RequestFactory, right: PostKind, address: str
) -> None:
    request = rf.get("/")
    request.actor = officer(right)  # type: ignore[attr-defined]
    assert menus.page(request)["page"]["search_href"] == address


def test_a_page_without_an_actor_has_its_frame(rf: RequestFactory) -> None:
    page = menus.page(rf.get("/tra-cuu/"))["page"]
    assert page["menu"] == []
    assert [entry.is_current for entry in page["public_menu"]] == [True, False]
    assert str(page["seat"]) == ""


def test_the_brands_lead_home_and_the_footer_where_things_are(rf: RequestFactory) -> None:
    page = menus.page(rf.get("/"))["page"]
    assert (page["home_href"], page["work_href"]) == ("/", "/ban-lam-viec/")
    found = {column.label: [line.href for line in column.entries] for column in page["footer"]}
    assert found == {
        "Dành cho người dân": ["/tra-cuu/", "/co-quan/"],
        "Dành cho cơ quan": ["/dang-nhap/", "/huong-dan/"],
    }

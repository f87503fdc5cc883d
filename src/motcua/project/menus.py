"""What stands around every page: the menus, the officer's seat, the strip of a demo."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from motcua.demo import people
from motcua.ground.access import doors
from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.capacity import COVERED_POSTS
from motcua.ground.agencies.rules import READING_POSTS, WORKING_POSTS, post_words
from motcua.ground.design.parts import Entry
from motcua.ground.design.speech import said
from motcua.ground.kernel.actor import NOBODY, Actor, PostKind

EVERYBODY = frozenset(PostKind)
Lines = tuple[tuple[str | Promise, str], ...]

# For officers: label, address, and the kinds of post that see it.
OFFICERS_MENU = (
    (gettext_lazy("Việc của tôi"), "/viec/", WORKING_POSTS),
    (gettext_lazy("Tiếp nhận"), "/tiep-nhan/", frozenset({PostKind.RECEIVER})),
    (gettext_lazy("Chờ thu tiền"), "/thu-tien/", frozenset({PostKind.CASHIER})),
    (
        gettext_lazy("Bảng kê thu"),
        "/bang-ke-thu/",
        frozenset({PostKind.CASHIER, PostKind.RECEIVER, PostKind.HEAD}),
    ),
    (
        gettext_lazy("Sổ theo dõi"),
        "/so-theo-doi/",
        frozenset({PostKind.RECEIVER, PostKind.HEAD}),
    ),
    (gettext_lazy("Sổ cấp số"), "/so-cap-so/", frozenset({PostKind.RECORDS_OFFICER})),
    (
        pgettext_lazy("menu", "Hồ sơ"),
        "/tim-ho-so/",
        frozenset({PostKind.CASHIER, PostKind.INSPECTOR}),
    ),
    (gettext_lazy("Nhật ký xem"), "/nhat-ky-xem/", frozenset({PostKind.INSPECTOR})),
    (gettext_lazy("Vắng mặt"), "/vang-mat/", COVERED_POSTS),
    (gettext_lazy("Lịch"), "/lich-lam-viec/", EVERYBODY),
    (gettext_lazy("Cơ quan"), "/co-quan/", EVERYBODY),
    (gettext_lazy("Tin gửi"), "/quan-tri/tin-gui/", frozenset({PostKind.ADMINISTRATOR})),
)
# On the page of one's own account, from rooms that it does not know.
ACCOUNT_MENU = (
    (
        gettext_lazy("Thư buổi sáng"),
        "/tai-khoan/thu-buoi-sang/",
        frozenset({PostKind.HANDLER, PostKind.HEAD}),
    ),
)
FOOT = ((gettext_lazy("Hướng dẫn"), "/huong-dan/"),)
PUBLIC_MENU = (
    (gettext_lazy("Tra cứu hồ sơ"), "/tra-cuu/"),
    (gettext_lazy("Cơ quan"), "/co-quan/"),
)
SIGN_IN = ((gettext_lazy("Đăng nhập"), "/dang-nhap/"),)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the footer."""

    label: str
    entries: tuple[Entry, ...]


def page(request: HttpRequest) -> dict[str, Any]:
    """Return, as ``page``, what every template needs around its own content."""
    actor: Actor = getattr(request, "actor", NOBODY)
    return {
        "page": {
            "demo": settings.DEMO,
            "language": get_language(),
            "other_language": other_language(),
            "here": here(request),
            "province": settings.PROVINCE,
            "actor": actor,
            "seat": SimpleLazyObject(lambda: seat_of(actor)),
            "printed_at": doors.now(request),
            "menu": officers_menu(actor, request.path),
            "public_menu": _entries(PUBLIC_MENU, request.path),
            "footer": [Column(str(label), _entries(lines, "")) for label, lines in footer(actor)],
            "foot": _entries(FOOT, ""),
            "home_href": "/",
            "desk_href": settings.LOGIN_REDIRECT_URL if actor.user_id else "",
            "work_href": settings.LOGIN_REDIRECT_URL,
            "search_href": reverse("dossiers:search") if actor.holding(*READING_POSTS) else "",
            "lock_href": reverse("access:lock"),
            "sign_out_href": reverse("access:sign_out"),
            "account_href": reverse("access:account"),
            "demo_logins": people.logins_here if settings.DEMO else (),
            "account_menu": _opened(ACCOUNT_MENU, actor, request.path),
            "demo_password": people.DEMO_PASSWORD if settings.DEMO else "",
        }
    }


def footer(actor: Actor) -> tuple[tuple[str | Promise, Lines], ...]:
    """Return the columns of the public footer; who has signed in finds his desk in the header."""
    return (
        (gettext_lazy("Dành cho người dân"), PUBLIC_MENU),
        (gettext_lazy("Dành cho cơ quan"), FOOT if actor.user_id else (*SIGN_IN, *FOOT)),
    )


def other_language() -> dict[str, str]:
    """Return the language that the page is not in, by its own name."""
    code, label = next(each for each in settings.LANGUAGES if each[0] != get_language())
    return {"code": code, "label": label, "href": reverse("access:language")}


def here(request: HttpRequest) -> str:
    """Return an address that shows this page again; what only takes a form came from another."""
    is_shown = request.method in {"GET", "HEAD"}
    return request.get_full_path() if is_shown else doors.came_from(request)


def seat_of(actor: Actor) -> str:
    """Return what the actor's first seat does, and where; one statement."""
    if not actor.grants:
        return ""
    grant = actor.grants[0]
    words = capfirst(said(post_words(grant.right)))
    return f"{words}, {agencies.agency(grant.agency_id).short_name}"


def officers_menu(actor: Actor, path: str) -> list[Entry]:
    """Return the lines that the actor's kinds of post open, the present one marked."""
    return _opened(OFFICERS_MENU, actor, path)


def _opened(
    lines: Iterable[tuple[str | Promise, str, frozenset[PostKind]]], actor: Actor, path: str
) -> list[Entry]:
    return [_entry(label, href, path) for label, href, kinds in lines if actor.holding(*kinds)]


def _entries(lines: Iterable[tuple[str | Promise, str]], path: str) -> tuple[Entry, ...]:
    return tuple(_entry(label, href, path) for label, href in lines)


def _entry(label: str | Promise, href: str, path: str) -> Entry:
    return Entry(str(label), href, is_current=path.startswith(href))

"""A computer in an office, and whoever sits at it."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Request, expect

from motcua.ground.access.models import User
from motcua.ground.kernel.actor import Actor

PASSWORD = "mot-mat-khau-dai-va-de-nho"
CARD = "074189004712||Nguyễn Thị Phương Uyên|17051989|Nữ|128/7/15 Nguyễn Văn Tiết|03082021"
"""What a scanner types of the QR on a card."""


def user_of(actor: Actor) -> User:
    """Return the account of one of the cast, which has the cast's password."""
    user = User.objects.get(pk=actor.user_id or 0)
    if not user.check_password(PASSWORD):
        user.set_password(PASSWORD)
        user.save()
    return user


class Desk:
    """A computer in an office: one after another signs in, works and signs out."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.asked_elsewhere: list[str] = []

    def sign_in(self, actor: Actor) -> Page:
        """Let somebody sign in, and return his first page."""
        tab, user = self._tab(), user_of(actor)
        tab.goto("/dang-nhap/")
        tab.get_by_label("Tên đăng nhập").fill(user.username)
        tab.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        tab.get_by_role("button", name="Đăng nhập").click()
        expect(tab.locator(".mc-bar")).to_be_visible()
        return tab

    def sit(self, actor: Actor, *, bypass_csp: bool = False) -> Page:
        """
        Return an empty tab of somebody who has signed in before: how, other stories tell.

        :param bypass_csp: to let a test put a script of its own into the page.
        """
        tab, client = self._tab(bypass_csp=bypass_csp), Client()
        client.force_login(user_of(actor))
        session = client.cookies[settings.SESSION_COOKIE_NAME]
        name, value = session.key, session.value
        tab.context.add_cookies([{"name": name, "value": value, "url": self.address}])
        return tab

    def _tab(self, *, bypass_csp: bool = False) -> Page:
        tab = self.browser.new_context(base_url=self.address, bypass_csp=bypass_csp).new_page()
        tab.on("pageerror", lambda error: pytest.fail(str(error)))
        tab.on("request", self._note)
        return tab

    def _note(self, request: Request) -> None:
        """Note what a page asks of another host; the browser's own viewer is none."""
        if request.url.startswith("http") and not request.url.startswith(f"{self.address}/"):
            self.asked_elsewhere.append(request.url)

    def work(self, actor: Actor, code: str, verb: str) -> Page:
        """Open a dossier from one's list of work and choose an act."""
        tab = self.sit(actor)
        tab.goto(f"/ho-so/{code}/")
        acts = tab.get_by_label("Việc làm được bây giờ")
        acts.get_by_text(verb, exact=True).first.click()
        return tab

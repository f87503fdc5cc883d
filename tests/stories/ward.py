"""
A ward at work, for the story of its day: its people, each at a computer of his own.

They call a dossier by its applicant's name. What is looked at is drawn, and so is whatever somebody
does for the first time that day; what he then does again and again goes through the same pages by
:mod:`tests.stories.undrawn`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from types import ModuleType

import pytest
from playwright.sync_api import Page, expect

from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers.examples import HANOI, MORNING, PDF, WHY
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.states import Status
from tests.stories import drawn, undrawn
from tests.stories.desk import PASSWORD, Desk
from tests.stories.undrawn import ALL_THERE, Typed

DRAFT = {"name": "du-thao.pdf", "text": PDF.decode()}
SEEN_CARD: Typed = {"Căn cước, căn cước công dân": True}


class Clock:
    """The clock on the ward's wall, which all computers follow."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = MORNING
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)

    def strikes(self, hour: int, minute: int = 0) -> None:
        """Let it be this time of the day."""
        self.now = datetime.combine(MORNING.date(), time(hour, minute), HANOI)


@dataclass(frozen=True, slots=True)
class Matter:
    """
    What a citizen comes for.

    :param more: what the counter asks besides the name, by its labels.
    """

    procedure: str
    name: str
    more: Typed = field(default_factory=dict)


class Shelf:
    """Where the ward finds a dossier: its code, by its applicant's name."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}

    def keep(self, name: str, address: str) -> None:
        """Keep a dossier by the address of what the counter has answered."""
        self.codes[name] = address.rstrip("/").rsplit("/", 1)[-1]

    def page(self, name: str) -> str:
        """Return the address of a dossier."""
        return f"/ho-so/{self.codes[name]}/"

    def statuses(self) -> Mapping[Status, int]:
        """Count the dossiers by their status."""
        return Counter(Status(row.status) for row in Dossier.objects.all())


class Officer:
    """Somebody of the ward at his own computer."""

    def __init__(self, desk: Desk, actor: Actor, shelf: Shelf) -> None:
        self.name, self.shelf, self.tab = actor.name, shelf, desk.sign_in(actor)
        self.practised: set[str] = set()

    def does(self, verb: str, name: str, typed: Typed | None = None) -> None:
        """Do to a dossier what its page offers."""
        way = self.first_by_eye(verb)
        way.send(self.tab, self.shelf.page(name), typed or {}, verb=verb)

    def first_by_eye(self, task: str) -> ModuleType:
        """Return how a task is done: drawn the first time, unseen from then on."""
        way = undrawn if task in self.practised else drawn
        self.practised.add(task)
        return way

    def opens(self, address: str) -> Page:
        """Look at a page."""
        self.tab.goto(address)
        return self.tab

    def presses(self, button: str) -> None:
        """Press a button of the page that is looked at, and be told what was done."""
        self.tab.get_by_role("main").get_by_role("button", name=button, exact=True).click()
        expect(self.tab.locator(".govuk-notification-banner")).to_be_visible()

    def lists(self, address: str) -> list[str]:
        """Return the names that a list shows."""
        return self.opens(address).locator(".mc-list__link").all_text_contents()


class Receiver(Officer):
    """Who takes papers in at the counter, and hands results out."""

    def receives(self, *matters: Matter) -> None:
        """Receive matters, all their papers there."""
        for matter in matters:
            typed = {"Họ và tên": matter.name, **matter.more, ALL_THERE: True}
            address = f"/tiep-nhan/?thu-tuc={matter.procedure}"
            way = self.first_by_eye(matter.procedure)
            self.shelf.keep(matter.name, way.send(self.tab, address, typed, button="Tiếp nhận"))

    def refuses(self, matter: Matter) -> None:
        """Not receive a matter, and say why, on the page that asks for it."""
        tab = self.opens(f"/tiep-nhan/?thu-tuc={matter.procedure}")
        for label, value in {"Họ và tên": matter.name, **matter.more}.items():
            tab.get_by_label(label, exact=True).fill(str(value))
        tab.get_by_role("button", name="Từ chối tiếp nhận").click()
        tab.get_by_label("Lý do từ chối").fill(WHY["reason"])
        tab.get_by_label("Căn cứ pháp lý").fill(WHY["basis"])
        tab.get_by_role("button", name="Từ chối tiếp nhận").click()
        expect(tab.get_by_role("heading", name="Đã từ chối tiếp nhận hồ sơ")).to_be_visible()
        self.shelf.keep(matter.name, tab.url)

    def mends(self, name: str, typed: Typed) -> None:
        """Put a receipt right before anybody works on it."""
        self.does("Sửa giấy tiếp nhận", name, typed)

    def is_asked_back(self, name: str, reason: str) -> None:
        """Write down that the owner wants his papers back."""
        typed: Typed = {"Lý do rút hồ sơ": reason, "Người yêu cầu đã ký đơn rút hồ sơ và": True}
        self.does("Ghi yêu cầu rút", name, {**SEEN_CARD, **typed})

    def gives_papers_back(self, name: str) -> None:
        """Give an owner his papers back."""
        self.does("Trả lại giấy tờ", name, SEEN_CARD)

    def hands_over(self, *names: str) -> None:
        """Hand results to who fetches them."""
        for name in names:
            self.does("Trả kết quả", name, SEEN_CARD)


class Handler(Officer):
    """Who works on what was received."""

    def proposes(self, *names: str) -> None:
        """Draft results and put them before the head."""
        for name in names:
            self.does("Trình kết quả", name, {"Tệp dự thảo kết quả": DRAFT})

    def transfers(self, name: str, *, to: str, why: str) -> None:
        """Send a step to another agency."""
        self.does("Chuyển cơ quan khác", name, {"Chuyển đến cơ quan": to, "Lý do chuyển": why})

    def confirms(self, name: str) -> None:
        """Confirm that what was sent here has come."""
        self.does("Xác nhận đã nhận", name)

    def puts_right(self, name: str, words: str, *, why: str) -> None:
        """Correct the only words that he wrote today; the wrong ones stay to be read."""
        typed: Typed = {"Nội dung đúng": words, "Lý do đính chính": why}
        self.does("Đính chính lời đã ghi", name, typed)

    def forwards(self, *names: str) -> None:
        """Tick dossiers in the list of work and send them all to their next step."""
        tab = self.opens("/viec/")
        for name in names:
            tab.get_by_role("row", name=name).get_by_role("checkbox").check()
        expect(tab.get_by_role("status")).to_have_text(f"Đã chọn {len(names)} việc.")
        tab.get_by_role("button", name="Chuyển tiếp", exact=True).click()
        expect(tab.get_by_role("heading", name=f"xong {len(names)} trong")).to_be_visible()


class Head(Officer):
    """Who gives work out, signs, and answers for what is late."""

    def assigns(self, to: Handler, names: list[str]) -> None:
        """Tick what waits for somebody and give it to a handler."""
        tab = self.opens("/viec/?danh-sach=chua-phan-cong")
        for name in names:
            tab.get_by_role("row", name=name).get_by_role("checkbox").check()
        tab.get_by_label("Giao cho").select_option(label=to.name)
        expect(tab.get_by_role("status")).to_have_text(f"Đã chọn {len(names)} việc.")
        tab.get_by_role("button", name="Phân công", exact=True).click()
        expect(tab.get_by_role("heading", name=f"xong {len(names)} trong")).to_be_visible()

    def lets_stand_in(self, away: Handler, substitute: Handler) -> None:
        """Write down that a handler is away today, and who does his work."""
        tab = self.opens("/vang-mat/")
        tab.get_by_role("button", name="Ghi vắng mặt").click()
        for label, who in (("Người vắng mặt", away), ("Người làm thay", substitute)):
            choice = tab.get_by_label(label)
            choice.select_option(choice.locator("option", has_text=who.name).text_content())
        for label in ("Từ ngày", "Đến hết ngày"):
            tab.get_by_label(label).fill(f"{MORNING:%d/%m/%Y}")
        self.presses("Ghi lại")

    def signs(self, *names: str) -> None:
        """Sign drafts, each with the password again."""
        for name in names:
            self.does("Ký", name, {"Mật khẩu": PASSWORD})

    def agrees_to_give_back(self, name: str) -> None:
        """Let an owner have his papers back, from what lies on the head's desk."""
        tab = self.opens("/ban-lam-viec/")
        tab.get_by_role("link", name=name).first.click()
        tab.get_by_role("button", name="Đồng ý cho rút").click()
        self.presses("Đồng ý cho rút")


class RecordsOfficer(Officer):
    """Who numbers and stamps results."""

    def issues(self, *names: str) -> None:
        """Issue what was signed."""
        for name in names:
            self.does("Phát hành", name)


class Cashier(Officer):
    """Who takes the ward's money and counts it in the evening."""

    def takes(self, name: str, receipt: str) -> None:
        """Take all that is due of a dossier."""
        self.does("Thu tiền", name, {"Số biên lai": receipt})

    def gives_back(self, name: str, amount: str) -> None:
        """Give money back that was counted wrongly."""
        typed: Typed = {
            "Số tiền hoàn": amount,
            "Tiền mặt": True,
            "Thu sai, thu thừa": True,
            "Ghi rõ lý do, giấy tờ kèm theo": "Đếm nhầm số trang.",
        }
        self.does("Hoàn tiền", name, typed)

    def closes_the_day(self, *, counted: str) -> None:
        """Count the drawer and close the sheet of the day."""
        tab = self.opens("/bang-ke-thu/")
        tab.locator(".mc-list__link").first.click()
        tab.get_by_label("Tiền mặt đếm được").fill(counted)
        self.presses("Khóa bảng kê")

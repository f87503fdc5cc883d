"""A cashier's day: money in, money back, the sheet, and who reads it."""

import re
from datetime import timedelta
from typing import Any

import pytest

from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.models import Succession, Tenure
from motcua.ground.agencies.rules import SuccessionKind
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import examples, queries, rules
from motcua.onestop.dossiers.actions import cash, desk
from motcua.onestop.dossiers.examples import (
    MORNING,
    TODAY,
    Cast,
    Life,
    copy_life,
    copy_matter,
    key,
    received,
)
from motcua.onestop.dossiers.intake import Refund
from motcua.onestop.dossiers.rules import RefundGround
from motcua.onestop.dossiers.tests.pages import Browser, events
from motcua.onestop.dossiers.tests.turned import AFTER, TURN, Turned
from motcua.onestop.payments.models import CashSheet
from motcua.onestop.payments.rules import MoreThanPaid, NoSuchSheet, ShortUnexplained

pytestmark = pytest.mark.django_db
EVENING = MORNING + timedelta(hours=8)


@pytest.fixture
def cashier(cast: Cast) -> Actor:
    return examples.actor(agencies.seat(cast.house.ward, PostKind.CASHIER, "Ngô Thị Kim Chi"))


@pytest.fixture
def paid(cast: Cast, cashier: Actor) -> Life:
    life = copy_life(cast)
    life.pay(cashier, 10_000)
    return life


def give_back(
    life: Life, actor: Actor, amount: int, ground: RefundGround = RefundGround.WRONG
) -> None:
    desk.refund(
        actor=actor,
        form_key=key(),
        code=life.dossier.code,
        seen=life.seen(),
        refund=Refund(amount, "Nguyễn Thị Phương Uyên", ground),
        reason="Đếm nhầm số trang.",
        now=EVENING,
    )


def sheet_of(actor: Actor, cast: Cast) -> str:
    return f"/bang-ke-thu/{cast.house.ward.pk}/{actor.user_id}/{TODAY.isoformat()}/"


class TestRefund:
    def test_it_is_seen_in_the_history_and_owed_again(
        self, cast: Cast, paid: Life, cashier: Actor, browser: Browser
    ) -> None:
        give_back(paid, cashier, 4_000)
        paid.dossier.refresh_from_db()
        assert events(paid)[-1] == "dossier.fee-refunded"
        assert paid.dossier.payment_state == "due"
        page = browser.of(cashier, at=EVENING).get(f"/ho-so/{paid.dossier.code}/")
        assert "đã hoàn 4.000 đồng, số 01/HT: Thu sai, thu thừa" in page
        assert "Đếm nhầm số trang." in page
        assert "Hoàn tiền số 01/HT" in page
        assert not list(queries.projection_differences())

    @pytest.mark.parametrize(
        ("amount", "ground", "refusal"),
        [
            (10_001, RefundGround.WRONG, MoreThanPaid),
            (10_000, RefundGround.WITHDRAWN, rules.GroundDoesNotFit),
            (10_000, RefundGround.STOPPED, rules.GroundDoesNotFit),
        ],
    )
    def test_a_refusal_leaves_no_trace(
        self, paid: Life, cashier: Actor, amount: int, ground: RefundGround, refusal: type[Refusal]
    ) -> None:
        before = Event.objects.count()
        with pytest.raises(refusal):
            give_back(paid, cashier, amount, ground)
        assert Event.objects.count() == before

    def test_the_same_form_gives_back_once(self, paid: Life, cashier: Actor) -> None:
        form_key = key()
        for _attempt in range(2):
            desk.refund(
                actor=cashier,
                form_key=form_key,
                code=paid.dossier.code,
                seen=paid.seen(),
                refund=Refund(1_000, "Uyên", RefundGround.WRONG),
                reason="Thừa.",
                now=EVENING,
            )
        assert events(paid).count("dossier.fee-refunded") == 1

    def test_the_page_asks_and_keeps_what_was_typed(
        self, paid: Life, cashier: Actor, browser: Browser
    ) -> None:
        where = f"/ho-so/{paid.dossier.code}/hoan-tien/"
        browser.of(cashier, at=EVENING).get(where)
        typed: dict[str, Any] = {
            "amount": "10.001",
            "payee": "Uyên",
            "way": "cash",
            "ground": "wrong",
            "seen": paid.seen(),
        }
        page = browser.post(where, status=422, **typed, reason="Thu thừa.")
        assert "Đã thu 10.000 đồng, không hoàn 10.001 đồng được." in page
        assert "Thu thừa." in page
        page = browser.post(where, status=422, **typed, reason="")
        assert "không hoàn 10.001 đồng được." in page
        assert "Ghi rõ lý do hoàn tiền." in page
        browser.post(where, **{**typed, "amount": "10.000"}, reason="Thu thừa.")
        browser.get(where, status=409)

    def test_only_grounds_that_may_be_true_are_offered(
        self, cast: Cast, paid: Life, cashier: Actor, browser: Browser
    ) -> None:
        where = f"/ho-so/{paid.dossier.code}/hoan-tien/"
        page = browser.of(cashier, at=EVENING).get(where)
        assert re.findall(r'name="ground" value="(\w+)"', page) == ["wrong"]
        paid.ask_back(cast.ward_receiver)
        paid.agree(cast.ward_head, money="Hoàn lại 10.000 đồng.")
        page = browser.get(where)
        assert re.findall(r'name="ground" value="(\w+)"', page) == ["withdrawn", "wrong"]
        with pytest.raises(rules.GroundDoesNotFit):
            give_back(paid, cashier, 10_000, RefundGround.STOPPED)
        give_back(paid, cashier, 10_000, RefundGround.WITHDRAWN)

    def test_of_two_forms_the_second_is_told_what_the_first_did(
        self, paid: Life, cashier: Actor, browser: Browser
    ) -> None:
        where = f"/ho-so/{paid.dossier.code}/hoan-tien/"
        shown = browser.of(cashier, at=EVENING).get(where)
        assert f'name="seen" value="{paid.seen()}"' in shown
        typed: dict[str, Any] = {"amount": "4.000", "payee": "Uyên", "way": "cash"}
        typed |= {"ground": "wrong", "seen": paid.seen(), "reason": "Thu thừa."}
        browser.post(where, **typed)
        page = browser.post(where, status=409, **typed)
        assert "đã có thay đổi sau khi anh/chị mở trang" in page
        assert "Thu thừa." in page
        assert events(paid).count("dossier.fee-refunded") == 1
        browser.post(where, status=409, **{**typed, "seen": ""})


class TestSheet:
    def test_a_day_is_counted_and_closed(
        self, cast: Cast, paid: Life, cashier: Actor, browser: Browser
    ) -> None:
        where = sheet_of(cashier, cast)
        give_back(paid, cashier, 4_000)
        assert where in browser.of(cashier, at=EVENING).get("/bang-ke-thu/")
        page = browser.get(where)
        assert "phải có 6.000 đồng tiền mặt" in page
        assert paid.dossier.code in page
        page = browser.post(where, status=422, counted="5.000")
        assert "Tiền đếm được ít hơn sổ 1.000 đồng" in page
        browser.post(where, counted="5.000", explanation="Thối nhầm.")
        page = browser.get(where)
        assert "Khóa lúc" in page and "Thối nhầm." in page  # noqa: PT018
        browser.post(where, status=409, counted="5.000")
        assert CashSheet.objects.count() == 1

    def test_while_an_earlier_day_is_open_it_leads_there_first(
        self, cast: Cast, paid: Life, cashier: Actor, browser: Browser
    ) -> None:
        first, tomorrow = sheet_of(cashier, cast), MORNING + timedelta(days=1)
        second = first.replace(str(TODAY), str(tomorrow.date()))
        Life(received(cast.ward_receiver, copy_matter(cast)), tomorrow).pay(cashier, 10_000)
        today = browser.of(cashier, at=tomorrow)
        page = today.get(second)
        assert "Bảng kê ngày 02/11/2026 chưa khóa, phải khóa trước bảng này." in page
        assert f'href="{first}"' in page
        assert "phải khóa trước" not in today.get(first)
        today.post(first, counted="10.000")
        assert "phải khóa trước" not in today.get(second)
        today.post(second, counted="10.000")
        assert CashSheet.objects.count() == 2

    def test_on_paper_and_as_a_table(
        self, cast: Cast, paid: Life, cashier: Actor, browser: Browser
    ) -> None:
        where = sheet_of(cashier, cast)
        give_back(paid, cashier, 4_000)
        assert browser.of(cashier, at=EVENING).file(f"{where}in/").startswith(b"%PDF")
        _, _, ward, user, day, _ = where.split("/")
        asked = f"/xuat-bang/bang-ke-thu/?co-quan={ward}&nguoi={user}&ngay={day}"
        table = browser.exported(asked).decode()
        assert table.startswith("\ufeffSTT,")
        assert "\N{MINUS SIGN}4.000" in table
        browser.get(asked.replace(f"nguoi={user}", "nguoi=0"), status=404)
        browser.get("/xuat-bang/bang-ke-thu/?ngay=32", status=422)

    def test_the_head_reads_it_and_nobody_else(
        self, cast: Cast, paid: Life, cashier: Actor, browser: Browser
    ) -> None:
        where = sheet_of(cashier, cast)
        page = browser.of(cast.ward_head, at=EVENING).get(where)
        assert "Khóa bảng kê" not in page
        assert where in browser.get("/bang-ke-thu/")
        assert where not in browser.of(cast.ward_receiver, at=EVENING).get("/bang-ke-thu/")
        for other in (cast.ward_receiver, cast.city_head, cast.city_receiver):
            browser.of(other, at=EVENING).get(where, status=404)
            browser.get(f"{where}in/", status=404)
        browser.of(cast.ward_clerk, at=EVENING).get(where, status=403)
        browser.of(cashier, at=EVENING).get(where.replace("2026-", "2025-"), status=404)

    def test_the_head_does_not_close_it(self, cast: Cast, paid: Life, cashier: Actor) -> None:
        facts: dict[str, Any] = {"agency_id": cast.house.ward.pk, "day": TODAY, "counted": 10_000}
        for who, refusal in (
            (cast.ward_head, rules.NotYours),
            (cast.city_receiver, rules.NotYours),
            (cast.ward_receiver, NoSuchSheet),
        ):
            with pytest.raises(refusal):
                cash.close_sheet(actor=who, form_key=key(), **facts, explanation="", now=EVENING)
        assert not CashSheet.objects.exists()


class TestClosingForAnother:
    """A head closes the sheet of who handles the desk's money no longer."""

    REASON = "Chị Chi nghỉ việc từ 02/11/2026; cùng đếm với kế toán."

    @pytest.fixture
    def gone(self, paid: Life, cashier: Actor) -> Actor:
        Tenure.objects.filter(post=cashier.grants[0].post_id).update(valid_to=TODAY)
        return cashier

    def close(self, cast: Cast, of: Actor, by: Actor, **facts: Any) -> bool:
        usual: dict[str, Any] = {
            "agency_id": cast.house.ward.pk,
            "user_id": of.user_id,
            "day": TODAY,
            "counted": 10_000,
            "explanation": "",
            "reason": self.REASON,
            "now": EVENING,
        }
        return cash.close_sheet_for(actor=by, form_key=key(), **{**usual, **facts})

    def test_the_sheet_names_who_closed_for_whom(
        self, cast: Cast, gone: Actor, browser: Browser
    ) -> None:
        where = sheet_of(gone, cast)
        page = browser.of(cast.ward_head, at=EVENING).get(where)
        assert "Ngô Thị Kim Chi không còn thu tiền ở cơ quan này" in page
        assert "Ghi vì sao khóa thay" in browser.post(where, status=422, counted="10.000")
        browser.post(where, counted="10.000", reason=self.REASON)
        page = browser.get(where)
        assert "Người khóa thay" in page
        assert self.REASON in page
        sheet = CashSheet.objects.get()
        assert (sheet.user_id, sheet.closed_by) == (gone.user_id, cast.ward_head.name)
        assert Event.objects.latest("pk").name == "cash-sheet.closed-for-another"
        browser.post(where, status=409, counted="10.000", reason=self.REASON)

    def test_a_difference_is_explained_here_too(self, cast: Cast, gone: Actor) -> None:
        with pytest.raises(ShortUnexplained):
            self.close(cast, gone, cast.ward_head, counted=9_000)
        assert not CashSheet.objects.exists()

    def test_not_while_he_can_do_it_himself(self, cast: Cast, paid: Life, cashier: Actor) -> None:
        with pytest.raises(rules.StillCollects):
            self.close(cast, cashier, cast.ward_head)
        assert not CashSheet.objects.exists()

    @pytest.mark.parametrize("who", ["ward_receiver", "ward_clerk", "city_head", "planning_head"])
    def test_nobody_else_does(self, cast: Cast, gone: Actor, who: str) -> None:
        with pytest.raises(rules.NotYours):
            self.close(cast, gone, getattr(cast, who))
        with pytest.raises(rules.NotYours):
            self.close(cast, gone, gone)
        assert not CashSheet.objects.exists()

    def test_without_a_reason_it_stays_open(self, cast: Cast, gone: Actor) -> None:
        with pytest.raises(rules.ReasonNeeded):
            self.close(cast, gone, cast.ward_head, reason=" \u200b")
        assert not CashSheet.objects.exists()


class TestOfAnEndedAgency:
    """Whoever heads an agency that has the duties of one that ended closes what it left open."""

    REASON = "Phường đã nhập vào phường Thủ Dầu Một; cùng đếm với kế toán."

    @pytest.fixture
    def left(self, turned: Turned) -> Cast:
        """Leave money on the sheet of a receiver of the ward."""
        copy_life(turned.cast).pay(turned.cast.ward_receiver, 10_000)
        return turned.cast

    def test_its_only_heir_sees_it_and_closes_it(
        self, left: Cast, turned: Turned, browser: Browser
    ) -> None:
        where = sheet_of(left.ward_receiver, left)
        page = browser.of(turned.head, at=AFTER).get("/bang-ke-thu/")
        assert where in page
        assert f"{turned.ward.short_name}, đã kết thúc hoạt động" in page
        assert "Đếm tiền và khóa" in browser.get(where)
        browser.post(where, counted="10.000", reason=self.REASON)
        assert self.REASON in browser.get(where)
        assert "khóa 07:30 05/11/2026" in browser.get("/bang-ke-thu/")
        event = Event.objects.latest("pk")
        assert event.name == "cash-sheet.closed-for-another"
        assert event.post_id == turned.head.grants[0].post_id

    def test_of_one_that_was_split_either_heir_does(
        self, left: Cast, turned: Turned, browser: Browser
    ) -> None:
        Succession.objects.create(
            predecessor=turned.ward,
            successor=turned.other,
            kind=SuccessionKind.PART,
            took_effect_on=TURN,
        )
        where = sheet_of(left.ward_receiver, left)
        assert where in browser.of(turned.head, at=AFTER).get("/bang-ke-thu/")
        assert where in browser.of(turned.other_head, at=AFTER).get("/bang-ke-thu/")
        browser.post(where, counted="10.000", reason=self.REASON)
        browser.of(turned.head, at=AFTER).post(
            where, status=409, counted="10.000", reason=self.REASON
        )
        assert CashSheet.objects.count() == 1

    def test_where_none_is_recorded_the_head_above_does(
        self, left: Cast, turned: Turned, browser: Browser
    ) -> None:
        Succession.objects.filter(predecessor=turned.ward).delete()
        where = sheet_of(left.ward_receiver, left)
        for head in (turned.head, turned.other_head):  # the city's duties were split
            assert where in browser.of(head, at=AFTER).get("/bang-ke-thu/")
        browser.post(where, counted="10.000", reason=self.REASON)
        assert CashSheet.objects.get().closed_by == turned.other_head.name

    def test_nobody_else_sees_or_closes_it(
        self, left: Cast, turned: Turned, browser: Browser
    ) -> None:
        where = sheet_of(left.ward_receiver, left)
        for who in (turned.other_head, turned.receiver):
            browser.of(who, at=AFTER).get(where, status=404)
            assert where not in browser.get("/bang-ke-thu/")
        for who in (left.ward_head, left.ward_receiver):
            browser.of(who, at=AFTER).get(where, status=403)
        facts: dict[str, Any] = {"user_id": left.ward_receiver.user_id, "day": TODAY}
        facts |= {"agency_id": turned.ward.pk, "counted": 10_000, "explanation": ""}
        before = Event.objects.count()
        for who in (turned.other_head, turned.receiver, left.ward_head, left.ward_receiver):
            with pytest.raises(rules.NotYours):
                cash.close_sheet_for(
                    actor=who, form_key=key(), **facts, reason=self.REASON, now=AFTER
                )
        assert Event.objects.count() == before

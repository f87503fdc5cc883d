"""A dossier that ends without a result: who may end it, what follows, what is left of it."""

from typing import Any

import pytest

from motcua.ground.kernel.refusal import Refusal
from motcua.ground.notifications import queries as notifications
from motcua.onestop.dossiers import queries, rules
from motcua.onestop.dossiers.actions import desk, endings, steps
from motcua.onestop.dossiers.examples import (
    WHY,
    Cast,
    Life,
    applicant,
    copy_life,
    copy_matter,
    draft,
    key,
    permit_life,
    permit_to_signature,
    received,
)
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.states import Status
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import LATER, Browser, blamed, events

pytestmark = pytest.mark.django_db
MONEY = "Hoàn lại 4.000 đồng vì chưa làm bản nào."
STOP = "dung-giai-quyet"


class TestStop:
    def test_it_ends_at_its_moment_with_everything_that_was_open(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.act(steps.assign, cast.ward_head, post_id=cast.ward_handler.grants[0].post_id)
        life.stop(cast.ward_head)
        dossier = life.dossier
        assert (dossier.status, dossier.local_state_id) == (Status.STOPPED, "stopped")
        assert dossier.ended_at == life.now
        item = WorkItem.objects.get(dossier=dossier)
        assert (item.outcome, item.closed_by) == ("stop", cast.ward_head.name)
        assert item.post_id == cast.ward_handler.grants[0].post_id
        assert not list(queries.projection_differences())

    def test_what_was_not_paid_is_due_no_longer(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.stop(cast.ward_head)
        assert life.dossier.payment_state == "nothing_due"
        assert life.dossier.delivery_state == "papers_at_desk"
        with pytest.raises(rules.NotPossibleNow):
            life.pay(cast.ward_receiver, 1000)

    def test_of_what_was_paid_something_is_said(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.pay(cast.ward_receiver, 4000)
        told = refused(rules.MoneyUnsettled, life.stop, cast.ward_head)
        assert "4.000 đồng" in str(told)
        life.stop(cast.ward_head, money=MONEY)
        assert life.dossier.payment_state == "nothing_due"
        assert not list(queries.projection_differences())

    def test_the_citizen_is_told_without_the_reason(self, cast: Cast) -> None:
        matter = copy_matter(cast, parties=(applicant(email="uyen@example.vn"),))
        life = Life(received(cast.ward_receiver, matter))
        life.stop(cast.ward_head)
        *_, message = notifications.of(queries.subject_of(life.dossier.pk))
        letter = message.letter
        assert str(letter.subject) == f"Hồ sơ {life.dossier.code} đã dừng giải quyết"
        assert "tẩy xóa" not in "\n".join(map(str, letter.lines))

    def test_the_notice_is_numbered_and_printed_for_desk_and_head(
        self, cast: Cast, browser: Browser
    ) -> None:
        lives = [copy_life(cast), copy_life(cast)]
        for life in lives:
            life.stop(cast.ward_head)
        assert [str(life.dossier.results.get()) for life in lives] == ["01/TBD", "02/TBD"]
        where = f"/ho-so/{lives[1].dossier.code}/"
        for who in (cast.ward_receiver, cast.ward_head):
            page = browser.of(who, at=LATER).get(where)
            assert "Thông báo dừng (Mẫu 05, Thông tư 03/2025)" in page
            assert "thông báo số 02/TBD" in page
            assert browser.file(f"{where}thong-bao-dung/").startswith(b"%PDF")
        browser.of(cast.city_receiver, at=LATER).get(f"{where}thong-bao-dung/", status=404)
        open_still = copy_life(cast).dossier.code
        browser.of(cast.ward_head, at=LATER).get(f"/ho-so/{open_still}/thong-bao-dung/", status=404)

    def test_the_same_form_twice_stops_once(self, cast: Cast) -> None:
        life = copy_life(cast)
        again = key()
        facts: dict[str, Any] = {"actor": cast.ward_head, "form_key": again, "now": life.now}
        endings.stop(code=life.dossier.code, **facts, **WHY)
        assert endings.stop(code=life.dossier.code, **facts, **WHY).is_repeat

    @pytest.mark.parametrize("lacking", ["reason", "basis"])
    def test_not_without_reason_and_law(self, cast: Cast, lacking: str) -> None:
        needed: type[Refusal] = {"reason": rules.ReasonNeeded, "basis": rules.BasisNeeded}[lacking]
        refused(needed, copy_life(cast).stop, cast.ward_head, **{lacking: "\u200b "})

    @pytest.mark.parametrize("role", ["ward_receiver", "ward_handler", "ward_clerk"])
    def test_only_the_head_stops(self, cast: Cast, role: str) -> None:
        refused(rules.NotYours, copy_life(cast).stop, getattr(cast, role))

    def test_what_was_sent_is_the_senders_until_it_is_confirmed(self, cast: Cast) -> None:
        life = permit_life(cast)
        refused(rules.NotYours, life.stop, cast.planning_head)
        life.act(steps.confirm, cast.planner)
        refused(rules.NotYours, life.stop, cast.city_head)
        life.stop(cast.planning_head)
        assert life.dossier.status == Status.STOPPED

    def test_a_signed_result_is_handed_over(self, cast: Cast) -> None:
        life = permit_to_signature(cast)
        life.sign(cast.city_head)
        refused(rules.ResultDecided, life.stop, cast.city_head)

    def test_nothing_is_done_to_it_afterwards(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.stop(cast.ward_head)
        refused(rules.NotPossibleNow, life.stop, cast.ward_head)
        refused(
            rules.NotPossibleNow,
            desk.scan_paper,
            actor=cast.ward_receiver,
            form_key=key(),
            code=life.dossier.code,
            paper_id=queries.papers(life.dossier)[0].pk,
            scan=draft(),
            now=life.now,
        )


class TestPages:
    def test_the_head_is_asked_why_and_of_money_only_where_some_was_paid(
        self, cast: Cast, browser: Browser
    ) -> None:
        free, paid = copy_life(cast), copy_life(cast)
        paid.pay(cast.ward_receiver, 4000)
        head = browser.of(cast.ward_head, at=LATER)
        assert "Tiền đã thu: hoàn hay không" not in head.get(f"/ho-so/{free.dossier.code}/{STOP}/")
        where = f"/ho-so/{paid.dossier.code}/{STOP}/"
        assert "Tiền đã thu: hoàn hay không" in head.get(where)
        page = head.post(where, status=422, reason="", basis="", money="")
        assert all(blamed(page, name) for name in ("reason", "basis", "money"))
        page = head.post(where, status=422, **WHY)
        assert "Đã thu 4.000 đồng của hồ sơ này." in blamed(page, "money")
        assert WHY["reason"] in page
        assert events(paid)[-1] == "dossier.fee-collected"

    def test_the_dossier_says_why_it_stopped(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        head = browser.of(cast.ward_head, at=LATER)
        assert "Việc của lãnh đạo" in head.get(f"/ho-so/{life.dossier.code}/")
        head.post(f"/ho-so/{life.dossier.code}/{STOP}/", **WHY)
        page = head.get(head.location)
        for words in (*WHY.values(), "Đã dừng giải quyết", "Chờ trả lại ở quầy"):
            assert words in page
        assert "Việc của lãnh đạo" not in page

    def test_others_are_told_whose_it_is(self, cast: Cast, browser: Browser) -> None:
        life = copy_life(cast)
        page = browser.of(cast.ward_receiver, at=LATER)
        assert "Việc này do vị trí khác làm." in page.get(
            f"/ho-so/{life.dossier.code}/{STOP}/", status=403
        )

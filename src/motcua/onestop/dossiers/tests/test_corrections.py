"""What was recorded wrong is put right beside what it was: nothing is erased, no status moves."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from motcua.ground.notifications import queries as notifications
from motcua.onestop.dossiers import corrections, queries, rules
from motcua.onestop.dossiers import events as happened
from motcua.onestop.dossiers.actions import correcting, desk, steps
from motcua.onestop.dossiers.capacity import TakerNeedsAuthority, Visitor
from motcua.onestop.dossiers.examples import (
    OWNER,
    Cast,
    Life,
    applicant,
    copy_life,
    draft,
    handed_over,
    key,
    permit_life,
    permit_matter,
    permit_to_result,
    received,
)
from motcua.onestop.dossiers.models import HandOver, Note, Result
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.states import Status
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import LATER, Browser, events

pytestmark = pytest.mark.django_db


def address_of(life: Life) -> str:
    """Return the address behind the receipt's QR."""
    link = receipt_link(settings.RECEIPT_KEY, dossier_id=life.dossier.pk, issue=1)
    return f"/tra-cuu/q/{life.dossier.code}/{link}/"


WRONG, RIGHT = "Khoảng lùi 3 m.", "Khoảng lùi 2,4 m."
PHUC = Visitor("Nguyễn Hoàng Phúc", "Căn cước", authority="Giấy ủy quyền 12/2026")
BROTHER: dict[str, Any] = {"visitor": PHUC}


@pytest.fixture
def noted(cast: Cast) -> Life:
    """Return a permit whose handler wrote a wrong measure to his head."""
    life = permit_life(cast)
    life.act(steps.forward, cast.planner)
    life.act(steps.propose, cast.planner, draft=draft(), note=WRONG)
    return life


class TestWords:
    def test_what_is_right_stands_beside_what_was_written(self, cast: Cast, noted: Life) -> None:
        before = noted.dossier.status
        noted.correct(cast.planner, RIGHT)
        event = queries.history(noted.dossier)[-1].body
        assert isinstance(event, happened.Corrected)
        assert event.agency_id == cast.house.planning.pk
        assert set(Note.objects.values_list("text", flat=True)) == {WRONG, RIGHT, "Gõ nhầm."}
        assert noted.dossier.status == before
        assert not list(queries.projection_differences())

    def test_it_may_be_put_right_again(self, cast: Cast, noted: Life) -> None:
        noted.correct(cast.planner, "Khoảng lùi 2 m.")
        noted.correct(cast.planning_head, RIGHT)
        notes = dict(Note.objects.values_list("pk", "text"))
        stands = corrections.as_they_stand(queries.history(noted.dossier), notes)
        written = Note.objects.get(text=WRONG)
        assert stands[written.pk] == RIGHT

    def test_whoever_wrote_it_does_so_on_the_same_day_only(self, cast: Cast, noted: Life) -> None:
        noted.now += timedelta(days=1)
        refused(rules.NotYoursToCorrect, noted.correct, cast.planner, RIGHT)
        noted.correct(cast.planning_head, RIGHT)

    def test_no_colleague_does_and_no_other_head(self, cast: Cast, noted: Life) -> None:
        refused(rules.NotYoursToCorrect, noted.correct, cast.city_head, RIGHT)
        refused(rules.NoSuchDossier, noted.correct, cast.ward_head, RIGHT)

    @pytest.mark.parametrize(
        ("words", "reason", "refusal"),
        [(WRONG, "Gõ nhầm.", rules.SameWords), (RIGHT, " ", rules.ReasonNeeded)],
    )
    def test_it_says_something_else_and_why(
        self, cast: Cast, noted: Life, words: str, reason: str, refusal: Any
    ) -> None:
        refused(refusal, noted.correct, cast.planner, words, reason)

    def test_of_two_at_once_the_second_is_told(self, cast: Cast, noted: Life) -> None:
        (entry,) = corrections.entries(queries.history(noted.dossier))
        facts: dict[str, Any] = {
            "actor": cast.planner,
            "code": noted.dossier.code,
            "entry": entry.key,
            "reason": "Gõ nhầm.",
            "now": noted.now,
        }
        correcting.correct_words(form_key=key(), words=RIGHT, **facts)
        refused(rules.NoSuchEntry, correcting.correct_words, form_key=key(), words="2 m.", **facts)

    def test_the_same_form_twice_mends_once(self, cast: Cast, noted: Life) -> None:
        (entry,) = corrections.entries(queries.history(noted.dossier))
        facts: dict[str, Any] = {"entry": entry.key, "words": RIGHT, "reason": "Gõ nhầm."}
        facts |= {"actor": cast.planner, "form_key": key(), "code": noted.dossier.code}
        correcting.correct_words(now=noted.now, **facts)
        assert correcting.correct_words(now=noted.now, **facts).is_repeat

    def test_of_a_refusal_the_slip_is_what_counts(self, cast: Cast) -> None:
        life = copy_life(cast)
        assert corrections.entries(queries.history(life.dossier)) == []


class TestTaker:
    def test_the_result_stays_handed_over(self, cast: Cast) -> None:
        life = handed_over(cast)
        life.correct_taker(cast.city_receiver, **BROTHER)
        assert life.dossier.status == Status.HANDED_OVER
        names = [row.taker_name for row in HandOver.objects.order_by("pk")]
        assert names == [OWNER["visitor"].name, PHUC.name]
        assert not list(queries.projection_differences())

    def test_somebody_else_needs_a_paper_here_too(self, cast: Cast) -> None:
        life = handed_over(cast)
        facts = {"visitor": replace(PHUC, authority="")}
        refused(TakerNeedsAuthority, life.correct_taker, cast.city_receiver, **facts)

    def test_the_same_taker_is_no_correction(self, cast: Cast) -> None:
        life = handed_over(cast)
        life.correct_taker(cast.city_receiver, **BROTHER)
        refused(rules.SameWords, life.correct_taker, cast.city_receiver, **BROTHER)

    def test_what_another_has_put_right_meanwhile_stands(self, cast: Cast) -> None:
        life = handed_over(cast)
        before = life.seen()
        life.correct_taker(cast.city_receiver, **BROTHER)
        facts = {"visitor": replace(PHUC, name="Nguyễn Văn Hai"), "seen": before}
        refused(rules.ChangedMeanwhile, life.correct_taker, cast.city_receiver, **facts)

    def test_before_anything_was_fetched_there_is_nothing_to_put_right(self, cast: Cast) -> None:
        life = permit_to_result(cast)
        refused(rules.NotPossibleNow, life.correct_taker, cast.city_receiver, **BROTHER)


class TestRecall:
    def test_it_goes_back_to_whoever_made_it(self, cast: Cast) -> None:
        life = permit_to_result(cast)
        due_at = life.dossier.due_at
        life.recall(cast.city_clerk)
        dossier = life.dossier
        assert (dossier.status, dossier.local_state_id) == (Status.IN_PROGRESS, "handling")
        assert (dossier.ended_at, dossier.delivery_state) == (None, "not_ready")
        assert dossier.due_at == due_at
        (item,) = queries.open_items(dossier)
        assert (item.act, item.post_id) == ("handle", cast.planner.grants[0].post_id)
        assert not list(queries.projection_differences())

    def test_its_number_stays_taken_and_the_next_result_has_another(self, cast: Cast) -> None:
        life = permit_to_result(cast)
        life.recall(cast.city_head)
        assert not life.dossier.results.filter(recalled_at=None).exists()
        life.act(steps.propose, cast.planner, draft=draft(name="dung.pdf"))
        life.act(steps.approve, cast.planning_head)
        life.sign(cast.city_head)
        life.act(steps.issue, cast.city_clerk)
        numbers = {each.number: each.recalled_at is None for each in Result.objects.all()}
        assert numbers == {1: False, 2: True}
        assert not list(queries.projection_differences())

    @pytest.mark.parametrize("days", [0, 1])
    def test_whoever_issued_it_does_so_on_the_same_day(self, cast: Cast, days: int) -> None:
        life = permit_to_result(cast)
        life.now += timedelta(days=days)
        if days:
            refused(rules.NotYoursToCorrect, life.recall, cast.city_clerk)
        life.recall(cast.city_head if days else cast.city_clerk)

    def test_nobody_else_does_and_never_what_was_handed_over(self, cast: Cast) -> None:
        life = permit_to_result(cast)
        for other in (cast.city_receiver, cast.planning_head, cast.planner):
            refused(rules.NotYoursToCorrect, life.recall, other)
        refused(rules.ReasonNeeded, life.recall, cast.city_head, " ")
        life.act(desk.hand_over, cast.city_receiver, **OWNER)
        refused(rules.NotPossibleNow, life.recall, cast.city_head)

    def test_everybody_reads_of_it(self, cast: Cast, browser: Browser) -> None:
        life = permit_to_result(cast)
        life.recall(cast.city_head)
        where = f"/ho-so/{life.dossier.code}/"
        page = browser.of(cast.city_clerk, at=LATER).get(where)
        assert "<del>Giấy phép xây dựng <b>01/GPXD</b>" in page
        book = browser.get("/so-cap-so/")
        assert "<del>01/GPXD</del>" in book
        assert "Không thiếu số nào." in book
        browser.client.logout()
        told = browser.get(address_of(life))
        assert "thu hồi kết quả để sửa sai sót" in told
        assert "Sai số thửa đất." in told

    def test_the_citizen_who_was_told_to_come_is_told_not_to(self, cast: Cast) -> None:
        matter = permit_matter(cast, parties=(applicant(email="uyen@example.vn"),))
        life = Life(received(cast.city_receiver, matter))
        life.act(steps.forward, cast.planner)
        life.act(steps.propose, cast.planner, draft=draft())
        life.act(steps.approve, cast.planning_head)
        life.sign(cast.city_head)
        life.act(steps.issue, cast.city_clerk)
        life.recall(cast.city_head)
        *_, message = notifications.of(queries.subject_of(life.dossier.pk))
        assert "đang làm lại" in str(message.letter.subject)


class TestPages:
    @pytest.fixture
    def life(self, cast: Cast) -> Life:
        life = permit_to_result(cast)
        life.act(desk.hand_over, cast.city_receiver, **OWNER, reason="Miễn phí.")
        life.correct_taker(cast.city_receiver, **BROTHER)
        return life

    def test_officers_read_both(self, cast: Cast, life: Life, browser: Browser) -> None:
        page = browser.of(cast.city_receiver, at=LATER).get(f"/ho-so/{life.dossier.code}/")
        assert f"đã trả kết quả cho {OWNER['visitor'].name}" in page
        assert f"<ins>đính chính: “{PHUC.name}”</ins>" in page
        assert "đã đính chính người nhận" in page

    def test_putting_the_taker_right_begins_with_who_is_written_down(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        where = f"/ho-so/{life.dossier.code}/dinh-chinh-nguoi-nhan/"
        page = browser.of(cast.city_receiver, at=LATER).get(where)
        for kept in (PHUC.name, PHUC.authority):
            assert f'value="{kept}"' in page
        life.correct_taker(cast.city_receiver, **OWNER)
        chosen = re.search(r'<input[^>]* value="([^"]+)"[^>]* checked', browser.get(where))
        assert chosen
        assert chosen[1] == OWNER["visitor"].name

    def test_the_register_names_who_really_fetched_it(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        where = "/xuat-bang/so-theo-doi/?tu=01/01/2026&den=31/12/2026"
        table = browser.of(cast.city_receiver, at=LATER).exported(where).decode()
        assert PHUC.name in table
        assert "authority" not in table

    def test_the_citizen_reads_that_it_was_put_right(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        browser.of(cast.city_receiver, at=LATER).client.logout()
        assert "ghi lại đúng tên người đã nhận" in browser.get(address_of(life))

    def test_it_is_asked_and_done(self, cast: Cast, life: Life, browser: Browser) -> None:
        where = f"/ho-so/{life.dossier.code}/dinh-chinh/"
        page = browser.of(cast.city_receiver, at=LATER).get(where)
        assert "Miễn phí." in page
        (entry, *_) = [
            each
            for each in corrections.entries(queries.history(life.dossier))
            if each.part is not rules.Part.TAKER
        ]
        empty = browser.post(where, entry=entry.key, words="", reason="", status=422)
        assert "Viết nội dung đúng." in empty
        browser.post(where, entry=entry.key, words="Không phải nộp phí.", reason="Gõ nhầm.")
        page = browser.get(f"/ho-so/{life.dossier.code}/")
        assert "<del>“Miễn phí.”</del>" in page
        assert events(life)[-1] == "dossier.entry-corrected"

    def test_to_others_it_is_said_whose_it_is(
        self, cast: Cast, life: Life, browser: Browser
    ) -> None:
        where = f"/ho-so/{life.dossier.code}/dinh-chinh-nguoi-nhan/"
        page = browser.of(cast.city_clerk, at=LATER).get(where, status=403)
        assert "lãnh đạo cơ quan ấy đính chính" in page

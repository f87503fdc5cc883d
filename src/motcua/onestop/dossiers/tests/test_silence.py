"""Agencies that are asked and do not answer: where the law says so, the work goes on."""

from datetime import timedelta
from html import escape
from typing import Any

import pytest

from motcua.ground.agencies import examples as agencies
from motcua.ground.calendars.examples import moment
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import events, examples, queries, rules, sheets
from motcua.onestop.dossiers.actions import opinions, steps
from motcua.onestop.dossiers.examples import Cast, Life, asking_life, key
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.rules import Verb
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.views import slip_facts

pytestmark = pytest.mark.django_db

LAW = "Luật Xây dựng 50/2014/QH13, Điều 102"
# Asked on Monday at 9:14: finance has eight hours of work, the department sixteen.
TOO_LATE = moment("2026-11-05 08:00")


@pytest.fixture
def asked(cast: Cast) -> Life:
    life = asking_life(cast, silence_basis=LAW)
    life.now = TOO_LATE
    return life


def number_of(life: Life, step: str) -> int:
    return next(item.number for item in queries.open_items(life.dossier) if item.step == step)


def noting(life: Life, actor: Actor, step: str = "land", **facts: Any) -> dict[str, Any]:
    """Return what it takes to note that an agency was silent."""
    usual = {"actor": actor, "form_key": key(), "code": life.dossier.code, "now": life.now}
    return {**usual, "item": number_of(life, step), **facts}


def note(life: Life, actor: Actor, step: str = "land", **facts: Any) -> None:
    life.now += timedelta(minutes=5)
    opinions.note_silence(**noting(life, actor, step, **facts))
    life.dossier.refresh_from_db()


class TestAct:
    def test_the_item_closes_as_it_lies_and_is_named_as_late(self, asked: Life, cast: Cast) -> None:
        note(asked, cast.planner, note="Đã nhắc hai lần.")
        body = queries.history(asked.dossier)[-1].body
        assert isinstance(body, events.SilenceNoted)
        assert body.agency_id == cast.house.department.pk
        assert body.due_at == moment("2026-11-04 10:14")
        closed = WorkItem.objects.get(dossier=asked.dossier, step="land")
        assert (closed.outcome, closed.post_id) == (Verb.NOTE_SILENCE, None)
        assert closed.closed_by == cast.planner.name
        assert list(queries.projection_differences()) == []

    def test_the_work_goes_on_with_the_last_of_them(self, asked: Life, cast: Cast) -> None:
        steps.forward(**noting(asked, cast.planner, "visit"))
        note(asked, cast.planner)
        assert [item.step for item in queries.open_items(asked.dossier)] == ["money"]
        note(asked, cast.planning_head, "money")
        (draft,) = queries.open_items(asked.dossier)
        assert (draft.step, draft.agency_id) == ("draft", cast.house.planning.pk)
        assert draft.received_at is not None

    def test_a_form_sent_twice_notes_it_once(self, asked: Life, cast: Cast) -> None:
        facts = noting(asked, cast.planner)
        assert not opinions.note_silence(**facts).is_repeat
        assert opinions.note_silence(**facts).is_repeat

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [
            pytest.param("accountant", rules.NotYours, id="another who is asked"),
            pytest.param("city_head", rules.NotYours, id="the head above who asks"),
            pytest.param("city_receiver", rules.NotYours, id="the desk"),
            pytest.param("ward_handler", rules.NoSuchDossier, id="nobody of it"),
        ],
    )
    def test_to_others_it_is_refused_and_leaves_no_trace(
        self, asked: Life, cast: Cast, who: str, refusal: type[rules.NotYours]
    ) -> None:
        refused(refusal, opinions.note_silence, **noting(asked, getattr(cast, who)))

    def test_nor_by_the_silent_agency_itself(self, asked: Life, cast: Cast) -> None:
        silent = examples.actor(agencies.seat(cast.house.department, PostKind.HANDLER))
        refused(rules.NotYours, opinions.note_silence, **noting(asked, silent))

    def test_not_a_minute_too_early(self, asked: Life, cast: Cast) -> None:
        asked.now = moment("2026-11-04 10:14")
        refused(rules.StillInTime, opinions.note_silence, **noting(asked, cast.planner))

    def test_not_at_a_step_of_the_work(self, asked: Life, cast: Cast) -> None:
        noted = noting(asked, cast.planner, "visit")
        refused(rules.NotPossibleNow, opinions.note_silence, **noted)

    def test_not_while_its_owner_asks_it_back(self, asked: Life, cast: Cast) -> None:
        asked.ask_back(cast.city_receiver)
        refused(rules.WithdrawalPending, opinions.note_silence, **noting(asked, cast.planner))

    def test_where_no_law_says_so_silence_is_no_consent(self, cast: Cast) -> None:
        life = asking_life(cast)
        life.now = TOO_LATE
        refused(rules.SilenceIsNoConsent, opinions.note_silence, **noting(life, cast.planner))


class TestPages:
    def test_whoever_asked_notes_it_and_all_read_who_was_late(
        self, asked: Life, cast: Cast, browser: Browser
    ) -> None:
        browser.of(cast.planner, at=TOO_LATE)
        address = f"/ho-so/{asked.dossier.code}/"
        assert "Ghi không trả lời" in browser.get(address)
        act = f"{address}viec/{number_of(asked, 'land')}/khong-tra-loi/"
        asked_about = browser.get(act)
        assert "quá hạn không trả lời coi là đồng ý" in asked_about
        assert escape(cast.house.department.name) in asked_about
        assert LAW in asked_about
        browser.post(act, note="Đã nhắc hai lần.")
        page = browser.get(address)
        silent = escape(cast.house.department.short_name)
        assert f"{cast.planner.name} đã ghi: {silent} không trả lời đúng hạn, 10:14" in page
        assert "“Đã nhắc hai lần.”" in page

    def test_it_is_not_offered_while_there_is_time(
        self, asked: Life, cast: Cast, browser: Browser
    ) -> None:
        browser.of(cast.planner, at=moment("2026-11-03 08:00"))
        address = f"/ho-so/{asked.dossier.code}/"
        assert "Ghi không trả lời" not in browser.get(address)
        act = f"{address}viec/{number_of(asked, 'land')}/khong-tra-loi/"
        for page in (browser.get(act, status=409), browser.post(act, status=409)):
            assert "Cơ quan được hỏi còn hạn trả lời đến" in page

    def test_the_control_slip_names_who_was_late(self, asked: Life, cast: Cast) -> None:
        note(asked, cast.planner)
        sheet = sheets.sheet(cast.city_receiver, asked.dossier.code)
        last = slip_facts.control_facts(sheet, queries.history(sheet.dossier)).passings[-1]
        assert last.giver.endswith(cast.house.department.name)
        assert last.receiver_name == cast.planner.name
        assert (last.standing, last.giver_name) == ("Quá hạn", "")
        assert last.note.startswith("Không trả lời đúng hạn")

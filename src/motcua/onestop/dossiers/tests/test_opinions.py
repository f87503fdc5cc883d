"""Other agencies asked at once: each until its own moment, and nobody decides before the last."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile

from motcua.ground.agencies import examples as agencies
from motcua.ground.calendars.examples import moment
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import events, examples, lists, queries, rules, sheets
from motcua.onestop.dossiers.actions import opinions, steps
from motcua.onestop.dossiers.examples import PDF, Cast, Life, asking_life, draft, key
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.rules import FileKind, Verb
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.views import slip_facts

pytestmark = pytest.mark.django_db

WORDS = "Khu đất phù hợp quy hoạch."


@pytest.fixture
def asked(cast: Cast) -> Life:
    return asking_life(cast)


@pytest.fixture
def department(asked: Life, cast: Cast) -> Actor:
    """Return a handler of the department that is asked."""
    return examples.actor(agencies.seat(cast.house.department, PostKind.HANDLER, "Lê Thị Đất"))


def open_steps(life: Life) -> dict[str, WorkItem]:
    return {item.step: item for item in queries.open_items(life.dossier)}


def opine(life: Life, actor: Actor, step: str, **facts: Any) -> None:
    life.now += timedelta(hours=1)
    opinions.give_opinion(
        actor=actor,
        form_key=key(),
        code=life.dossier.code,
        item=open_steps(life)[step].number,
        now=life.now,
        **{"agrees": True, "opinion": WORDS, **facts},
    )
    life.dossier.refresh_from_db()


def visited(life: Life, cast: Cast) -> None:
    life.now += timedelta(hours=1)
    item = open_steps(life)["visit"].number
    steps.forward(
        actor=cast.planner, form_key=key(), code=life.dossier.code, item=item, now=life.now
    )
    life.dossier.refresh_from_db()


class TestAsking:
    def test_all_are_asked_at_once_while_the_work_goes_on(self, asked: Life, cast: Cast) -> None:
        found = open_steps(asked)
        assert set(found) == {"land", "money", "visit"}
        places = {step: item.agency_id for step, item in found.items()}
        house = cast.house
        assert places == {
            "land": house.department.pk,
            "money": house.finance.pk,
            "visit": house.planning.pk,
        }

    def test_each_has_its_own_moment_by_its_own_hours(self, asked: Life) -> None:
        # Asked on Monday at 9:14: sixteen hours of work for one, eight for the other.
        found = open_steps(asked)
        assert found["land"].due_at == moment("2026-11-04 10:14")
        assert found["money"].due_at == moment("2026-11-03 09:44")
        assert found["visit"].due_at == asked.dossier.due_at

    def test_the_event_says_until_when(self, asked: Life) -> None:
        body = queries.history(asked.dossier)[-1].body
        assert isinstance(body, events.OpinionsAsked)
        until = {each.item: each.due_at for each in body.asked}
        items = open_steps(asked)
        assert until == {items[step].number: items[step].due_at for step in ("land", "money")}

    def test_what_was_asked_is_not_unasked(self, asked: Life, cast: Cast) -> None:
        refused(
            rules.NotPossibleNow,
            steps.return_step,
            actor=cast.planner,
            form_key=key(),
            code=asked.dossier.code,
            item=open_steps(asked)["visit"].number,
            reason="Thiếu ảnh.",
            now=asked.now,
        )


class TestOpinion:
    def test_the_work_goes_on_with_the_last_of_them(
        self, asked: Life, cast: Cast, department: Actor
    ) -> None:
        opine(asked, department, "land")
        visited(asked, cast)
        assert set(open_steps(asked)) == {"money"}
        assert asked.dossier.local_state_id == "awaiting_opinion"
        opine(asked, cast.accountant, "money")
        assert set(open_steps(asked)) == {"draft"}
        assert open_steps(asked)["draft"].agency_id == cast.house.planning.pk
        assert list(queries.projection_differences()) == []

    def test_words_and_paper_are_kept(self, asked: Life, department: Actor) -> None:
        paper = draft(PDF, "tra-loi.pdf")
        opine(asked, department, "land", agrees=False, paper=paper)
        body = queries.history(asked.dossier)[-1].body
        assert isinstance(body, events.OpinionGiven)
        assert not body.agrees
        assert asked.dossier.notes.get().text == WORDS
        file = asked.dossier.files.get(kind=FileKind.OPINION)
        assert file.stored.digest == body.file_digest

    def test_it_is_never_too_late(self, asked: Life, department: Actor) -> None:
        asked.now += timedelta(days=30)
        opine(asked, department, "land")
        assert "land" not in open_steps(asked)

    @pytest.mark.parametrize(
        ("who", "words", "refusal"),
        [
            pytest.param("department", " \u200b", rules.OpinionNeeded, id="without a word"),
            pytest.param("accountant", WORDS, rules.NotYours, id="another who was asked"),
            pytest.param("planner", WORDS, rules.NotYours, id="he who asked"),
            pytest.param("ward_handler", WORDS, rules.NoSuchDossier, id="nobody asked him"),
        ],
    )
    def test_refused_and_left_no_trace(
        self,
        asked: Life,
        cast: Cast,
        department: Actor,
        *,
        who: str,
        words: str,
        refusal: type[rules.NotYours],
    ) -> None:
        refused(
            refusal,
            opinions.give_opinion,
            actor=department if who == "department" else getattr(cast, who),
            form_key=key(),
            code=asked.dossier.code,
            item=open_steps(asked)["land"].number,
            agrees=True,
            opinion=words,
            now=asked.now,
        )
        assert not asked.dossier.notes.exists()

    def test_a_step_of_the_work_takes_no_opinion(self, asked: Life, cast: Cast) -> None:
        refused(
            rules.NotPossibleNow,
            opinions.give_opinion,
            actor=cast.planner,
            form_key=key(),
            code=asked.dossier.code,
            item=open_steps(asked)["visit"].number,
            agrees=True,
            opinion=WORDS,
            now=asked.now,
        )

    def test_a_form_sent_twice_says_it_once(self, asked: Life, department: Actor) -> None:
        facts: dict[str, Any] = {
            "actor": department,
            "form_key": key(),
            "code": asked.dossier.code,
            "item": open_steps(asked)["land"].number,
            "agrees": True,
            "opinion": WORDS,
            "now": asked.now,
        }
        assert not opinions.give_opinion(**facts).is_repeat
        assert opinions.give_opinion(**facts).is_repeat


class TestPages:
    def test_who_is_asked_writes_on_a_page_of_his_own(
        self, asked: Life, department: Actor, browser: Browser
    ) -> None:
        number = open_steps(asked)["land"].number
        address = f"/ho-so/{asked.dossier.code}/viec/{number}/cho-y-kien/"
        browser.of(department, at=asked.now)
        assert "Ý kiến" in browser.get(address)
        assert "Chọn đồng ý hoặc không đồng ý." in browser.post(address, 422)
        assert "Ghi ý kiến về phần việc" in browser.post(address, 422, stance="yes", opinion=" ")
        browser.post(address, stance="no", opinion=WORDS, paper=ContentFile(PDF, "tra-loi.pdf"))
        page = browser.get(f"/ho-so/{asked.dossier.code}/")
        assert "Lê Thị Đất đã cho ý kiến: không đồng ý" in page
        assert f"“{WORDS}”" in page
        assert "Ý kiến bằng văn bản" in page

    def test_whoever_reads_sees_who_is_late(
        self, asked: Life, cast: Cast, browser: Browser
    ) -> None:
        browser.of(cast.planner, at=moment("2026-11-04 08:00"))
        page = browser.get(f"/ho-so/{asked.dossier.code}/")
        assert ", quá hạn từ 09:44 " in page
        assert ", hạn 10:14 " in page

    def test_the_control_slip_tells_who_answered_and_how_in_time(
        self, asked: Life, cast: Cast, department: Actor
    ) -> None:
        asked.now = moment("2026-11-06 08:00")
        opine(asked, department, "land")
        sheet = sheets.sheet(cast.city_receiver, asked.dossier.code)
        facts = slip_facts.control_facts(sheet, queries.history(sheet.dossier))
        last = facts.passings[-1]
        assert last.giver_name == "Lê Thị Đất"
        assert last.standing == "Quá hạn"
        assert last.note == f"Cho ý kiến. “{WORDS}”"
        assert cast.house.department.name in facts.joined


def test_the_department_sees_it_from_the_moment_it_is_asked(asked: Life, department: Actor) -> None:
    assert queries.visible_to(department).filter(code=asked.dossier.code).exists()
    assert Verb.GIVE_OPINION in {
        verb
        for item in queries.open_items(asked.dossier)
        for verb in rules.verbs_on(
            department, queries.item_facts(item, queries.process_of(asked.dossier))
        )
    }


def test_the_head_of_the_department_gives_it_to_one_of_his(
    asked: Life, cast: Cast, department: Actor
) -> None:
    head = examples.actor(agencies.seat(cast.house.department, PostKind.HEAD))
    post_id = department.grants[0].post_id
    number = open_steps(asked)["land"].number
    steps.assign(
        actor=head,
        form_key=key(),
        code=asked.dossier.code,
        item=number,
        post_id=post_id,
        now=asked.now,
    )
    assert open_steps(asked)["land"].post_id == post_id


class TestWhoHoldsIt:
    """Who is asked says what he thinks; the dossier stays whose it was."""

    def confirmed(self, life: Life, *heads: Actor) -> None:
        """Let the heads of both agencies that are asked confirm, and the visit be done."""
        for head, step in zip(heads, ("land", "money"), strict=True):
            life.now += timedelta(minutes=5)
            steps.confirm(
                actor=head,
                form_key=key(),
                code=life.dossier.code,
                item=open_steps(life)[step].number,
                now=life.now,
            )

    @pytest.fixture
    def land_head(self, asked: Life, cast: Cast) -> Actor:
        seat = agencies.seat(cast.house.department, PostKind.HEAD, "Đỗ Văn Giám")
        return examples.actor(seat)

    def test_the_head_who_asked_ends_it_and_none_who_is_asked(
        self, asked: Life, cast: Cast, department: Actor, land_head: Actor
    ) -> None:
        self.confirmed(asked, department, cast.accountant)
        visited(asked, cast)
        assert set(open_steps(asked)) == {"land", "money"}
        refused(rules.NotYours, asked.stop, land_head)
        asked.ask_back(cast.city_receiver)
        refused(rules.NotYours, asked.agree, land_head)
        assert not lists.to_decide(land_head).exists()
        assert {item.dossier for item in lists.to_decide(cast.planning_head)} == {asked.dossier}
        asked.agree(cast.planning_head)

    def test_after_the_last_opinion_it_lies_with_who_asked(
        self, asked: Life, cast: Cast, department: Actor, land_head: Actor
    ) -> None:
        visited(asked, cast)
        opine(asked, cast.accountant, "money")
        opine(asked, department, "land")
        item = open_steps(asked)["draft"]
        assert (item.from_agency, item.received_at) == (cast.house.planning, asked.now)
        refused(rules.NotYours, asked.stop, land_head)
        asked.stop(cast.planning_head)

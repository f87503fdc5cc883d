"""Hostile words of what was put right, recalled, linked and taken over, and in its forms."""

from typing import Any

import pytest
from django.conf import settings

from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.actions import desk, hands, linking, steps
from motcua.onestop.dossiers.capacity import Visitor
from motcua.onestop.dossiers.examples import (
    OWNER,
    Cast,
    Life,
    applicant,
    copy_life,
    copy_matter,
    draft,
    key,
    received,
)
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.rules import LinkKind
from motcua.onestop.dossiers.tests.pages import Browser
from tests.test_hostile import NOON, Reader, evil, shown, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return examples.province()


@pytest.fixture
def life(cast: Cast) -> Life:
    """Return a copy that waits for its signature, with a note."""
    life = copy_life(cast)
    life.act(steps.propose, cast.ward_handler, draft=draft(), note=evil("wrong"))
    return life


def home(life: Life) -> str:
    return f"/ho-so/{life.dossier.code}/"


def issued(cast: Cast, life: Life) -> None:
    life.sign(cast.ward_head)
    life.act(steps.issue, cast.ward_clerk)


def test_a_correction_is_told_as_words(cast: Cast, life: Life, browser: Browser) -> None:
    reader = Reader(browser)
    reader.read(cast.ward_head, f"{home(life)}dinh-chinh/")
    assert shown(reader.pages, {"wrong"}) == {"wrong"}
    life.correct(cast.ward_handler, evil("right"), reason=evil("why"))
    reader.read(cast.ward_head, home(life), f"{home(life)}dinh-chinh/")
    assert shown(reader.pages, {"right", "why"}) == {"right", "why"}


def test_a_recall_and_a_taker_put_right_are_told_as_words(
    cast: Cast, life: Life, browser: Browser
) -> None:
    issued(cast, life)
    life.recall(cast.ward_head, evil("recalled"))
    facts = {"dossier_id": life.dossier.pk, "issue": life.dossier.receipt_issue}
    link = receipt_link(settings.RECEIPT_KEY, **facts)
    reader = Reader(browser)
    reader.read(cast.ward_head, home(life), f"/tra-cuu/q/{life.dossier.code}/{link}/")
    life.act(steps.propose, cast.ward_handler, draft=draft())
    issued(cast, life)
    life.act(desk.hand_over, cast.ward_receiver, **OWNER, reason="Hộ nghèo.")
    visitor = Visitor(evil("taker"), "Căn cước", authority=evil("authority"))
    life.correct_taker(cast.ward_head, visitor=visitor, reason=evil("mistaken"))
    reader.read(cast.ward_head, home(life), f"{home(life)}dinh-chinh-nguoi-nhan/")
    told_of = {"recalled", "taker", "authority", "mistaken"}
    assert shown(reader.pages, told_of) == told_of


def test_a_link_is_told_as_words(cast: Cast, life: Life, browser: Browser) -> None:
    matter = copy_matter(cast, parties=(applicant(evil("other")),))
    other = received(cast.ward_receiver, matter)
    facts: dict[str, Any] = {"actor": cast.ward_head, "code": life.dossier.code, "now": life.now}
    facts["other"] = other.code
    linking.link(form_key=key(), kind=LinkKind.PAIRED, reason=evil("linked"), **facts)
    reader = Reader(browser)
    reader.read(cast.ward_head, home(life), f"{home(life)}bo-lien-ket/")
    linking.unlink(form_key=key(), reason=evil("unlinked"), **facts)
    reader.read(cast.ward_head, home(life))
    told_of = {"other", "linked", "unlinked"}
    assert shown(reader.pages, told_of) == told_of


def test_who_took_what_and_why_is_told_as_words(cast: Cast, browser: Browser) -> None:
    life = examples.permit_life(cast)
    life.act(steps.forward, cast.second_planner)
    held = cast.planner.grants[0].post_id
    life.act(steps.assign, cast.planning_head, post_id=held)
    life.act(hands.take_over, cast.second_planner, holder_id=held, reason=evil("taken"))
    reader = Reader(browser)
    reader.read(cast.planning_head, home(life))
    assert shown(reader.pages, {"taken"}) == {"taken"}


@pytest.mark.parametrize(
    ("verb", "typed"),
    [
        ("dinh-chinh", {"entry", "words", "reason"}),
        ("lien-ket", {"other", "kind", "reason"}),
        ("dinh-chinh-nguoi-nhan", {"taker_name", "taker_number", "authority", "reason"}),
        ("nhan-thay", {"holder_id", "reason"}),
    ],
)
def test_a_form_gives_words_back_as_words(
    cast: Cast, life: Life, browser: Browser, verb: str, typed: set[str]
) -> None:
    where, who = f"{home(life)}{verb}/", cast.ward_head
    if verb == "nhan-thay":
        where, who = f"{home(life)}viec/{life.item()}/{verb}/", cast.ward_handler
    sent = {**{field: evil(field) for field in typed}, "form_key": key()}
    answer = browser.of(who, at=NOON).client.post(where, sent)
    assert answer.status_code == 422
    # What is chosen is not given back unless it was offered.
    assert shown([told(answer)], typed) == typed - {"entry", "kind"}

"""Hostile words of two who apply, of who stands in for whom, of what went to other hands."""

import pytest

from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.models import Tenure
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.actions import cash, counter, hands, steps
from motcua.onestop.dossiers.examples import TODAY, Cast, copy_life, key, marriage_matter
from motcua.onestop.dossiers.tests.pages import Browser
from tests.test_hostile import NOON, Reader, evil, shown, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return examples.province()


def test_is_told_as_words(cast: Cast, browser: Browser) -> None:
    life = copy_life(cast)
    finance = cast.house.finance.pk
    life.act(hands.transfer, cast.ward_handler, agency_id=finance, reason=evil("transferred"))
    life.act(hands.decline, cast.accountant, reason=evil("declined"))
    colleague = examples.actor(agencies.seat(cast.house.ward, PostKind.HANDLER, evil("by")))
    examples.arranged(cast.ward_handler, colleague, ground=evil("ground"))
    reader, told_of = Reader(browser), {"transferred", "declined", "by", "ground"}
    reader.read(cast.ward_handler, f"/ho-so/{life.dossier.code}/", "/vang-mat/")
    assert shown(reader.pages, told_of) == told_of


def test_is_given_back_as_words(cast: Cast, browser: Browser) -> None:
    life = copy_life(cast)
    transfer = f"/ho-so/{life.dossier.code}/viec/{life.item()}/chuyen-co-quan/"
    leave = dict.fromkeys(("seat", "first", "last", "by", "ground"), evil("a"))
    client = browser.of(cast.ward_handler, at=NOON).client
    for address, typed in (
        (transfer, {"agency_id": evil("a"), "reason": evil("a")}),
        ("/vang-mat/ghi/", leave),
    ):
        answer = client.post(address, typed)
        assert answer.status_code == 422
        assert shown([told(answer)], ["a"]) == {"a"}


def test_the_second_of_two_who_apply_gives_words_back_as_words(
    cast: Cast, browser: Browser
) -> None:
    marriage_matter(cast)
    typed = {"co_name", "co_identity_number", "co_other_paper", "co_phone", "co_address"}
    where = {"thu-tuc": "1.000894", "quay": str(cast.house.ward.pk), "form_key": key()}
    sent = {**{field: evil(field) for field in typed}, **where}
    refused = browser.of(cast.ward_receiver, at=NOON).client.post("/tiep-nhan/nhan/", sent)
    assert refused.status_code == 422
    assert shown([told(refused)], typed) == typed


def test_why_a_receipt_was_given_anew_is_told_as_words(cast: Cast, browser: Browser) -> None:
    life = copy_life(cast)
    life.act(steps.propose, cast.ward_handler, draft=examples.draft())
    counter.reissue_receipt(
        actor=cast.ward_receiver,
        form_key=key(),
        code=life.dossier.code,
        seen=life.seen(),
        reason=evil("lost"),
        now=NOON,
    )
    reader = Reader(browser)
    reader.read(cast.ward_handler, f"/ho-so/{life.dossier.code}/")
    assert shown(reader.pages, {"lost"}) == {"lost"}


def test_why_a_sheet_was_closed_for_another_is_told_as_words(cast: Cast, browser: Browser) -> None:
    ward, receiver = cast.house.ward.pk, cast.ward_receiver
    copy_life(cast).pay(receiver, 10_000)
    Tenure.objects.filter(post=receiver.grants[0].post_id).update(valid_to=TODAY)
    cash.close_sheet_for(
        actor=cast.ward_head,
        form_key=key(),
        agency_id=ward,
        user_id=receiver.user_id or 0,
        day=TODAY,
        counted=9_000,
        explanation=evil("explained"),
        reason=evil("why"),
        now=NOON,
    )
    reader = Reader(browser)
    reader.read(cast.ward_head, f"/bang-ke-thu/{ward}/{receiver.user_id}/{TODAY.isoformat()}/")
    assert shown(reader.pages, {"explained", "why"}) == {"explained", "why"}

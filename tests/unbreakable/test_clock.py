"""A machine whose clock was set back: nothing is dated falsely, and work goes on where it may."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile

from motcua.ground.access import doors
from motcua.ground.trail import queries as trail
from motcua.ground.trail.models import Event
from motcua.ground.trail.rules import Fault
from motcua.onestop.dossiers import examples, queries, rules
from motcua.onestop.dossiers.actions import desk, steps
from motcua.onestop.dossiers.examples import (
    MORNING,
    PDF,
    Cast,
    Life,
    copy_matter,
    draft,
    key,
    received,
)
from motcua.onestop.dossiers.intake import Payment
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.tests.pages import Browser

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return examples.province()


def test_an_act_before_the_last_one_is_refused_until_the_clock_is_right(
    cast: Cast, browser: Browser
) -> None:
    life = Life(received(cast.ward_receiver, copy_matter(cast)))
    address = f"/ho-so/{life.dossier.code}/viec/1/trinh/"
    early = browser.of(cast.ward_handler, at=MORNING - HOUR)
    page = early.post(
        address, status=503, draft=ContentFile(PDF, "du-thao.pdf"), note="Kính trình."
    )
    assert "Đồng hồ máy chủ đang chậm: hồ sơ này đã có việc ghi lúc 08:14 02/11/2026." in page
    assert "Kính trình." in page
    assert Event.objects.count() == 1
    browser.of(cast.ward_handler, at=MORNING + HOUR).post(
        address, draft=ContentFile(PDF, "du-thao.pdf")
    )
    assert not {link.fault for link in trail.verify()} - {Fault.BACKDATED}


def test_who_was_overtaken_is_told_what_was_done_and_not_of_the_clock(cast: Cast) -> None:
    life = Life(received(cast.ward_receiver, copy_matter(cast)))
    facts: dict[str, Any] = {"actor": cast.ward_handler, "code": life.dossier.code, "item": 1}
    steps.propose(**facts, form_key=key(), draft=draft(), now=MORNING + HOUR)
    with pytest.raises(rules.AlreadyMoved):
        doors.acts(steps.propose)(**facts, form_key=key(), draft=draft(), now=MORNING)


def test_who_was_overtaken_by_what_does_not_touch_him_goes_on(cast: Cast) -> None:
    life = Life(received(cast.ward_receiver, copy_matter(cast)))
    paid(cast, life)
    propose = doors.acts(steps.propose)
    facts: dict[str, Any] = {"code": life.dossier.code, "item": 1, "draft": draft()}
    propose(actor=cast.ward_handler, form_key=key(), now=MORNING, **facts)
    assert in_order(life)


def test_nothing_is_dated_before_what_left_the_items_as_they_were(cast: Cast) -> None:
    life = Life(received(cast.ward_receiver, copy_matter(cast)))
    paid(cast, life)
    facts: dict[str, Any] = {"code": life.dossier.code, "item": 1, "draft": draft()}
    with pytest.raises(rules.ClockBehind):
        steps.propose(actor=cast.ward_handler, form_key=key(), now=MORNING, **facts)
    assert in_order(life)


def paid(cast: Cast, life: Life) -> None:
    """Collect the fee an hour after the receipt: no item moves."""
    desk.collect_fee(
        actor=cast.ward_receiver,
        form_key=key(),
        code=life.dossier.code,
        payment=Payment(10000, "Uyên", "0004821"),
        now=MORNING + HOUR,
    )


def in_order(life: Life) -> bool:
    """Say whether the events of a dossier stand in the order in which they happened."""
    moments = [each.occurred_at for each in trail.history(queries.subject_of(life.dossier.pk))]
    return moments == sorted(moments)


def test_the_serials_of_a_day_go_on_when_the_clock_comes_back_to_it(cast: Cast) -> None:
    moments = (MORNING, MORNING + DAY, MORNING + HOUR, MORNING + DAY - HOUR)
    codes = [received(cast.ward_receiver, copy_matter(cast), now=now).code[-11:] for now in moments]
    assert codes == ["261102-0001", "261103-0001", "261102-0002", "261103-0002"]
    assert Dossier.objects.count() == len(moments)


def test_pages_open_at_an_hour_before_what_they_show(cast: Cast, browser: Browser) -> None:
    code = received(cast.ward_receiver, copy_matter(cast), now=MORNING + DAY).code
    for actor in (cast.ward_receiver, cast.ward_handler, cast.ward_head):
        desk = browser.of(actor, at=MORNING)
        desk.get("/ban-lam-viec/")
        desk.get("/viec/")
        assert code[-4:] in desk.get(f"/ho-so/{code}/")

"""A machine whose clock was set back: nothing is dated falsely, and work goes on where it may."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from motcua.ground.trail import queries as trail
from motcua.ground.trail.models import Event
from motcua.ground.trail.rules import Fault
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import MORNING, PDF, Cast, Life, copy_matter, received
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

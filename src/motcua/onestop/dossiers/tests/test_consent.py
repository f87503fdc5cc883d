"""Being told only by consent, and ending it with the receipt alone."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from motcua.ground.notifications.rules import Channel
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.actions import counter
from motcua.onestop.dossiers.actions.receipt import stop_messages
from motcua.onestop.dossiers.examples import MORNING, Cast, applicant, copy_matter, key, received
from motcua.onestop.dossiers.intake import PaperFacts
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.dossiers.rules import NoSuchDossier
from motcua.onestop.dossiers.writes import rows

pytestmark = pytest.mark.django_db
SOON = MORNING + timedelta(minutes=5)
UYEN = "uyen@vidu.vn"


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    return received(cast.ward_receiver, copy_matter(cast, parties=(applicant(email=UYEN),)))


def link_of(dossier: Dossier) -> str:
    facts = {"dossier_id": dossier.pk, "issue": dossier.receipt_issue}
    return receipt_link(settings.RECEIPT_KEY, **facts)


def stop(dossier: Dossier, **facts: Any) -> None:
    usual = {"form_key": key(), "code": dossier.code, "link": link_of(dossier), "now": SOON}
    stop_messages(key=settings.RECEIPT_KEY, **{**usual, **facts})
    dossier.refresh_from_db()


def test_the_receipt_ends_the_messages(dossier: Dossier) -> None:
    stop(dossier)
    assert dossier.messages_stopped_at == SOON
    assert rows.addressee(dossier)[0] == {}
    last = queries.history(dossier)[-1]
    assert (last.name, last.actor_name) == (
        "dossier.messages-stopped",
        "Người giữ giấy tiếp nhận",
    )
    assert not list(queries.projection_differences())


def test_a_second_time_changes_nothing(dossier: Dossier) -> None:
    stop(dossier)
    events = Event.objects.count()
    stop(dossier, now=SOON + timedelta(hours=1))
    assert (Event.objects.count(), dossier.messages_stopped_at) == (events, SOON)


def test_another_link_ends_nothing(dossier: Dossier) -> None:
    for wrong in ({"link": "x"}, {"code": "x"}):
        with pytest.raises(NoSuchDossier):
            stop(dossier, **wrong)
    dossier.refresh_from_db()
    assert dossier.messages_stopped_at is None
    assert queries.history(dossier)[-1].name == "dossier.received"


def test_a_mended_receipt_asks_anew(cast: Cast, dossier: Dossier) -> None:
    stop(dossier)
    counter.mend_receipt(
        actor=cast.ward_receiver,
        form_key=key(),
        code=dossier.code,
        issue=1,
        parties=[applicant(email="an@vidu.vn")],
        papers=[PaperFacts("Đơn đề nghị", "original", 1)],
        now=SOON,
    )
    dossier.refresh_from_db()
    assert dossier.messages_stopped_at is None
    assert rows.addressee(dossier)[0] == {Channel.EMAIL: "an@vidu.vn"}


def test_the_page_of_the_receipt_says_whom_and_ends_it(dossier: Dossier, client: Client) -> None:
    address = f"/tra-cuu/q/{dossier.code}/{link_of(dossier)}/"
    page = client.get(address).content.decode()
    assert "u•••@vidu.vn" in page
    assert UYEN not in page
    ended = client.post(
        f"{address}ngung-bao-tin/", {"form_key": str(uuid4())}, follow=True
    ).content.decode()
    assert "Đã ngừng báo tin về hồ sơ này." in ended
    assert "Đã ngừng báo tin, theo yêu cầu" in ended
    assert "vidu.vn" not in ended


def test_whoever_agreed_to_nothing_is_offered_nothing_to_end(cast: Cast, client: Client) -> None:
    dossier = received(cast.ward_receiver, copy_matter(cast))
    page = client.get(f"/tra-cuu/q/{dossier.code}/{link_of(dossier)}/").content.decode()
    assert "Báo tin" not in page

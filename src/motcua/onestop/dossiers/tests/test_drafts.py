"""Drafts: what a receiver types is kept, his own, one of each form."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers.actions import drafts
from motcua.onestop.dossiers.examples import COPY, MORNING, PERMIT, Cast, key
from motcua.onestop.dossiers.models import Dossier, Draft
from motcua.onestop.dossiers.tests.counter import typed

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_the_officers_own_draft(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    client = sit(cast.ward_receiver)
    begun = typed(cast, name="Dở dang", copies="7")
    kept = client.post("/tiep-nhan/nhap/", begun, headers={"accept": "*/*"})
    assert kept.status_code == 200
    assert "35.000" in kept.content.decode()
    fresh = client.get("/tiep-nhan/", {"thu-tuc": COPY}).content.decode()
    assert "Dở dang" not in fresh
    assert "Tiếp tục bản nháp" in fresh
    page = client.get("/tiep-nhan/nhap/mo-lai/", follow=True).content.decode()
    assert "Dở dang" in page
    assert f'name="form_key" value="{begun["form_key"]}"' in page
    sit(cast.city_receiver)
    assert "Dở dang" not in client.get("/tiep-nhan/", {"thu-tuc": PERMIT}).content.decode()
    sit(cast.ward_receiver)
    client.post("/tiep-nhan/nhan/", begun)
    assert not Draft.objects.exists()


def test_another_form_leaves_the_draft_that_waits(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    client, first, second = sit(cast.ward_receiver), typed(cast), typed(cast, name="Lý Văn Út")
    for form in (first, second):
        client.post("/tiep-nhan/nhap/", form, headers={"accept": "*/*"})
    page = client.get("/tiep-nhan/").content.decode()
    assert page.count('data-module="govuk-button">Tiếp tục bản nháp</a>') == 2
    assert page.count('<button class="govuk-link mc-plain">Bỏ bản nháp</button>') == 2
    assert client.post("/tiep-nhan/nhan/", second).status_code == 302
    again = client.get("/tiep-nhan/", {"thu-tuc": COPY, "nhap": first["form_key"]})
    assert "nguyễn thị phương uyên" in again.content.decode()
    client.post("/tiep-nhan/nhap/bo/", {"form_key": first["form_key"]})
    assert not Draft.objects.exists()


def test_what_is_refused_is_kept_at_once(cast: Cast, sit: Callable[[Actor], Client]) -> None:
    client, form = sit(cast.ward_receiver), typed(cast, name="", address="12 Yersin")
    page = client.post("/tiep-nhan/nhan/", form).content.decode()
    assert f'name="form_key" value="{form["form_key"]}"' in page
    assert Draft.objects.get().content["address"] == "12 Yersin"


def test_what_nobody_is_named_in_says_so_and_what_it_is(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    client, empty = sit(cast.ward_receiver), typed(cast, name="", identity_number="", address=" ")
    assert client.post("/tiep-nhan/tu-choi/", empty).status_code == 422
    page = client.get("/tiep-nhan/").content.decode()
    assert "Chứng thực bản sao từ bản chính. Chưa ghi tên chủ hồ sơ." in page
    client.post("/tiep-nhan/nhap/", typed(cast), headers={"accept": "*/*"})
    page = client.get("/tiep-nhan/").content.decode()
    assert "Chứng thực bản sao từ bản chính. Chủ hồ sơ: nguyễn thị phương uyên." in page
    assert page.count("Chưa ghi tên chủ hồ sơ.") == 1


def test_what_was_changed_after_a_lost_answer_comes_back_under_another_key(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    client, form = sit(cast.ward_receiver), typed(cast)
    client.post("/tiep-nhan/nhan/", form)
    first = Dossier.objects.get()
    changed = typed(cast, form_key=form["form_key"], name="Lý Văn Út")
    client.post("/tiep-nhan/nhap/", changed, headers={"accept": "*/*"})
    answer = client.post("/tiep-nhan/nhan/", changed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert first.code in page
    assert "Lý Văn Út" in page
    kept = Draft.objects.get()
    assert str(kept.form_key) in page
    changed["form_key"] = str(kept.form_key)
    assert client.post("/tiep-nhan/nhan/", changed).status_code == 302
    assert Dossier.objects.count() == 2


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_form_that_is_sent_again_says_so(
    cast: Cast, sit: Callable[[Actor], Client], accept: str
) -> None:
    client, form = sit(cast.ward_receiver), typed(cast)
    for _ in range(2):
        client.post("/tiep-nhan/nhan/", form, headers={"accept": accept})
    code = Dossier.objects.get().code
    assert "Việc này đã làm rồi" in client.get(f"/tiep-nhan/{code}/").content.decode()


def test_old_drafts_are_erased(cast: Cast) -> None:
    drafts.keep_draft(actor=cast.ward_receiver, form_key=key(), content={"name": "x"}, now=MORNING)
    assert drafts.drop_old_drafts(now=MORNING + timedelta(hours=23)) == 0
    assert drafts.drop_old_drafts(now=MORNING + timedelta(hours=24)) == 1

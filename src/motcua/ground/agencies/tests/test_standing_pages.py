"""The pages on which leaves and delegations are recorded, and who finds what there."""

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from motcua.ground.agencies.examples import House, house, seat
from motcua.ground.agencies.models import StandIn, Tenure
from motcua.ground.kernel.actor import PostKind

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DAYS: dict[str, Any] = {"first": "02/11/2026", "last": "06/11/2026"}


@pytest.fixture
def here() -> House:
    return house()


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def of(client: Client, tenure: Tenure) -> Client:
    assert tenure.person.user
    client.force_login(tenure.person.user)
    return client


def post(client: Client, address: str, status: int = 302, **typed: Any) -> str:
    response = client.post(address, {"form_key": str(uuid4()), **typed})
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def read(client: Client, address: str = "/vang-mat/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_nobody_away_is_said(here: House, client: Client) -> None:
    of(client, seat(here.ward, PostKind.HANDLER))
    assert "Không ai vắng mặt" in read(client)


def test_an_officer_records_his_own_leave_and_ends_it(here: House, client: Client) -> None:
    away = seat(here.ward, PostKind.HANDLER, "Nguyễn Văn Út")
    other = seat(here.ward, PostKind.HANDLER, "Trần Thị Tư")
    form = read(of(client, away), "/vang-mat/ghi/")
    assert "Trần Thị Tư" in form
    post(client, "/vang-mat/ghi/", seat=away.post_id, by=other.post_id, **DAYS)
    page = read(client)
    assert "Trần Thị Tư (thay Nguyễn Văn Út)" in page
    assert "Trần Thị Tư (thay Nguyễn Văn Út)" in read(of(client, other))
    assert "Kết thúc" not in read(client)
    row = StandIn.objects.get()
    post(client, f"/vang-mat/{row.pk}/ket-thuc/", status=404)
    post(of(client, away), f"/vang-mat/{row.pk}/ket-thuc/")
    assert "Đã qua" in read(client)
    assert "Không ai vắng mặt" in read(client)


def test_a_head_records_his_peoples_and_delegates_his_signature(
    here: House, client: Client
) -> None:
    head = seat(here.city, PostKind.HEAD, "Huỳnh Quốc Bảo")
    deputy = seat(here.city, PostKind.DEPUTY, "Đặng Thị Phó")
    office_head = seat(here.planning, PostKind.HEAD, "Phạm Quốc Bảo")
    of(client, head)
    assert "Phạm Quốc Bảo" in read(client, "/vang-mat/uy-quyen-ky/")
    post(client, "/vang-mat/ghi/", seat=office_head.post_id, **DAYS)
    assert "chưa có ai" in read(client)
    typed: dict[str, Any] = {"seat": head.post_id, "by": deputy.post_id, "ground": "QĐ 12", **DAYS}
    post(client, "/vang-mat/uy-quyen-ky/", **typed)
    page = read(client)
    assert "Đặng Thị Phó (KT. Chủ tịch)" in page
    assert "QĐ 12" in page


def test_a_refusal_is_shown_at_its_field_and_nothing_typed_is_lost(
    here: House, client: Client
) -> None:
    away = seat(here.ward, PostKind.HANDLER)
    typed: dict[str, Any] = {"seat": away.post_id, "first": "01/11/2026", "last": "06/11/2026"}
    page = post(of(client, away), "/vang-mat/ghi/", status=422, ground='"><b>CV 7', **typed)
    assert "Ngày đầu đã qua." in page
    assert 'href="#id_first"' in page
    assert "&quot;&gt;&lt;b&gt;CV 7" in page
    assert StandIn.objects.count() == 0


@pytest.mark.parametrize("typed", [{}, {"seat": "x", "first": "32/13/2026", "last": "\x00"}])
def test_nonsense_is_answered_in_sentences(
    here: House, client: Client, typed: dict[str, Any]
) -> None:
    of(client, seat(here.ward, PostKind.HEAD))
    for address in ("/vang-mat/ghi/", "/vang-mat/uy-quyen-ky/"):
        assert "govuk-error-summary" in post(client, address, status=422, **typed)


def test_another_wards_is_nobodys_to_record(here: House, client: Client) -> None:
    stranger = seat(here.ward, PostKind.HANDLER)
    of(client, seat(here.city, PostKind.HEAD))
    post(client, "/vang-mat/ghi/", status=422, seat=stranger.post_id, **DAYS)
    assert StandIn.objects.count() == 0


def test_an_administrator_has_no_door_here(here: House, client: Client) -> None:
    of(client, seat(here.ward, PostKind.ADMINISTRATOR))
    assert client.get("/vang-mat/").status_code == 403

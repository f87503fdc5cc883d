"""Every address of the house, asked by somebody who may not see what it names, and by who may."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import resolve
from django.utils.http import urlencode

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.models import Agency, Tenure
from motcua.ground.kernel.actor import PostKind
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers.examples import WHY, applicant, key
from motcua.onestop.dossiers.queries import SUBJECT_KIND
from motcua.onestop.dossiers.tests.pages import REASON
from motcua.onestop.dossiers.views import cash
from tests.addresses import ROUTES, Things, things
from tests.undone import leaving_no_trace

pytestmark = [pytest.mark.long, pytest.mark.django_db]
NAME = applicant().name
NOT_FOR_HIM = {403, 404, 405}

# What everybody may know, what is each one's own list, and what asks for a secret besides.
OPEN = {"agencies:agency", "guides:one", "dossiers:export", "access:set_password"}
TYPED = {
    **WHY,
    "note": "Đã xem.",
    "words": "Đúng.",
    "opinion": "Đồng ý.",
    "stance": "yes",
    "kind": "same",
    "amount": "1000",
    "payer": NAME,
    "payee": NAME,
    "way": "cash",
    "receipt_number": "BL-7",
    "taker_name": NAME,
    "taker_paper": "Căn cước",
    "password": "x",
    "consents": "on",
}
"""What the forms of acts ask for, so that it is the act that says no, and no form."""


@pytest.fixture
def one(monkeypatch: pytest.MonkeyPatch) -> Things:
    """Return one of everything, on the day on which it came about."""
    one = things()
    monkeypatch.setattr("django.utils.timezone.now", lambda: one.running.now)
    return one


def with_every_post(*places: Agency) -> Client:
    """Return the browser of somebody who holds every kind of post in some agencies."""
    first, *rest = (agencies.seat(place, kind) for place in places for kind in PostKind)
    Tenure.objects.filter(pk__in=[tenure.pk for tenure in rest]).update(person=first.person)
    client = Client()
    client.force_login(User.objects.get(pk=first.person.user_id or 0))
    return client


@pytest.fixture
def stranger(one: Things) -> Client:
    """Return the browser of somebody who holds every kind of post, but in another ward."""
    city = one.cast.house.city
    return with_every_post(agencies.agency("BD-718-25750", "UBND phường Phú Lợi", "Phú Lợi", city))


@pytest.fixture
def insider(one: Things) -> Client:
    """Return the browser of somebody who holds every kind of post in the ward and above it."""
    return with_every_post(one.cast.house.ward, one.cast.house.province)


def said(response: Any) -> str:
    """Return the body of a response, read to its end."""
    body: bytes = b"".join(response)
    return body.decode(errors="replace")


def test_no_address_of_one_thing_opens_for_a_stranger(one: Things, stranger: Client) -> None:
    """Neither reading nor sending gets anything but "there is no such thing"."""
    before = Event.objects.count()
    told = {}
    for name, address in one.addresses(receipt_of=one.stopped):
        if name not in OPEN:
            for ask in (stranger.get, stranger.post):
                response = ask(address, {"form_key": key(), **TYPED})
                told[f"{ask.__name__} {address}"] = response.status_code, NAME in said(response)
    assert {status for status, _ in told.values()} <= NOT_FOR_HIM, told
    assert not [address for address, (_, tells) in told.items() if tells]
    assert Event.objects.count() == before


def test_each_of_these_addresses_opens_for_who_has_the_right(
    one: Things, insider: Client, settings: LazySettings
) -> None:
    """Else it would say nothing that it does not open for a stranger."""
    settings.DEMO = True
    found = list(one.addresses(receipt_of=one.running.dossier))
    assert {name for name, _ in found} == {name for name, route in ROUTES.items() if "<" in route}
    for name, address in found:
        assert resolve(address).view_name == name
        answers = set()
        for ask in (insider.get, insider.post):
            with leaving_no_trace():
                response = ask(address, {"form_key": key(), **TYPED})
                said(response)
                answers.add(response.status_code)
        assert answers - NOT_FOR_HIM, address
        assert not {status for status in answers if status >= 500}, address


SHOW_IT = {
    *("/ban-lam-viec/", "/viec/", "/viec/den-han/", "/thu-tien/", "/tim-ho-so/", "/nhat-ky-xem/"),
    *("/so-theo-doi/", "/nhan-ho-so/", "/xuat-bang/den-han/", "/xuat-bang/tim-ho-so/"),
    *("/xuat-bang/so-theo-doi/", "/xuat-bang/bang-ke-thu/"),
}
"""Lists in which the dossier stands, for whoever has every right to it."""


def test_no_list_shows_it_to_a_stranger(one: Things, stranger: Client, insider: Client) -> None:
    """Not even when asked for it by its code, nor as a table; who has the right finds it there."""
    before = Event.objects.filter(subject_kind=SUBJECT_KIND).count()
    code = one.running.dossier.code
    agency_id, user_id, day = one.sheet
    asked = {"q": code, "ho-so": code, "hoso": code, "code": code}
    asked |= {cash.AGENCY: str(agency_id), cash.USER: str(user_id), cash.DAY: f"{day}"}
    sent = {**asked, "item": f"{code}/1", "kind": "csv", "reason": REASON}

    def shown(client: Client) -> set[str]:
        """Return the lists that show the dossier when they are opened, or something is sent."""
        found = set()
        for address in one.lists():
            asking = f"{address}?{urlencode(asked)}"
            read = said(client.get(asking))
            read += said(client.post(asking, {"form_key": key(), **sent}))
            if NAME in read:
                found.add(address)
        return found

    assert shown(stranger) == set()
    assert Event.objects.filter(subject_kind=SUBJECT_KIND).count() == before
    assert shown(insider) >= SHOW_IT
